/* The cells of the scorecard, its headings that open and close, and the rows that open an indicator. */
(function () {
  "use strict";

  const ID = "scorecard";
  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const named = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const part = (...given) => window.React.createElement(...given);
  const box = (name, ...children) => part("div", { className: name }, ...children);

  cells.ScorecardName = (props) => {
    const row = props.data;
    const narrow = [row.missing || row.ytd || row.latest, row.expected && row.expected + " expected", row.target && "target " + row.target + (row.target_sub ? " (" + row.target_sub + ")" : "")];
    return box(
      "score-cell",
      part(
        "button",
        {
          type: "button",
          tabIndex: -1,
          className: "action score-name",
          "data-set": "indicator",
          "data-value": row.open ? "" : row.id,
          "aria-expanded": String(!!row.open),
        },
        row.label
      ),
      box("score-sub", [row.direction, row.priorities].filter(Boolean).join(" · ")),
      box("score-sub score-narrow", narrow.filter(Boolean).join(" · "))
    );
  };

  /* The columns whose room is taken by the words for why there is no number. */
  const NUMBERS = ["spark", "latest", "ytd"];
  const numbersShown = (params) => NUMBERS.filter((name) => params.api.getColumn(name).isVisible());
  const isFirst = (params) => numbersShown(params)[0] === params.column.getColId();
  const absent = (params) => (isFirst(params) ? box("score-cell score-sub", params.data.missing) : null);

  const SPARK = { width: 120, height: 32 };
  /* Counts as a line from the lowest to the highest; a gap stays a gap. */
  function spark(values) {
    const held = values.filter((value) => value !== null);
    const low = Math.min(...held);
    const tall = Math.max(...held) - low || 1;
    const place = (value, i) => [
      3 + ((SPARK.width - 6) * i) / Math.max(values.length - 1, 1),
      SPARK.height - 4 - ((SPARK.height - 8) * (value - low)) / tall,
    ];
    let pen = "M";
    const path = values.map((value, i) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const [x, y] = place(value, i);
      const step = pen + x.toFixed(1) + " " + y.toFixed(1);
      pen = "L";
      return step;
    });
    const last = values.reduce((found, value, i) => (value === null ? found : i), 0);
    return { path: path.join(""), dot: place(values[last], last) };
  }

  cells.ScorecardSpark = (props) => {
    const row = props.data;
    if (row.missing) return absent(props);
    if (!row.spark_words) return null;
    const drawn = spark(row.spark);
    return box(
      "score-cell",
      part(
        "svg",
        { className: "score-spark", viewBox: "0 0 " + SPARK.width + " " + SPARK.height, role: "img", "aria-label": row.spark_words },
        part("path", { d: drawn.path }),
        part("circle", { cx: drawn.dot[0], cy: drawn.dot[1], r: 3.5 })
      )
    );
  };

  cells.ScorecardValue = (props) => {
    const field = props.colDef.field;
    if (props.data.missing && NUMBERS.includes(field)) return absent(props);
    return box("score-cell", props.value, box("score-sub", props.data[field + "_sub"] || ""));
  };

  cells.ScorecardStatus = (props) =>
    box(
      "score-cell score-status status-" + props.data.status,
      part("span", { className: "shape", "aria-hidden": true }, props.data.shape),
      " ",
      props.data.words,
      box("score-sub", props.data.words_sub || "")
    );

  /* What a reader has opened or closed; the rest is as it came. */
  const chosen = {};
  const folded = (row) => (row.group in chosen ? chosen[row.group] : row.folded);

  cells.ScorecardHead = (props) =>
    part(
      "div",
      { className: "score-head", role: "gridcell" },
      part(
        "button",
        {
          type: "button",
          tabIndex: -1,
          className: "score-fold",
          "data-fold": props.data.group,
          "aria-expanded": String(!folded(props.data)),
        },
        props.data.head,
        part("span", { className: "score-count" }, props.data.count)
      )
    );

  Object.assign(named, {
    scorecardIsHead: (params) => !!(params.rowNode.data && params.rowNode.data.head),
    scorecardHeight: (params) => (params.data.head ? (isNarrow() ? 60 : 40) : undefined),
    scorecardLeaves: () => false,
    scorecardSame: () => false,
    scorecardSpan: (params) => (params.data && params.data.missing && isFirst(params) ? numbersShown(params).length : 1),
    scorecardFolds: () => true,
    scorecardShows: (node) => !!node.data.head || !folded(node.data),
  });

  const api = () => window.dash_ag_grid.getApi(ID);

  /* What does not fit beside the status stands under the name. */
  const LEAST = { spark: 1100, latest: 900, ytd: 640, baseline: 900, target: 640, expected: 640 };
  let filled = {};
  const isNarrow = () => document.getElementById(ID).clientWidth < LEAST.target;
  function fit() {
    const place = document.getElementById(ID);
    if (!place || !place.clientWidth) return;
    place.classList.toggle("scorecard-narrow", isNarrow());
    const fits = (column) => place.clientWidth >= LEAST[column];
    const shown = (column) => (column === "latest" ? fits(column) || (fits("ytd") && !filled.ytd) : fits(column) && filled[column]);
    /* Alone, the latest value has the room of all three for the words that stand where there is none. */
    const alone = !shown("spark") && !shown("ytd");
    const before = shownColumns();
    api().applyColumnState({
      state: Object.keys(LEAST).map((column) => ({ colId: column, hide: !shown(column), ...(column === "latest" ? { flex: alone ? 2.4 : 0.9 } : {}) })),
    });
    /* Where there is no number, its words stand in the first column that is there. */
    if (shownColumns() !== before) api().redrawRows();
  }
  const shownColumns = () => api().getAllDisplayedColumns().map((column) => column.getColId()).join();
  window.addEventListener("resize", () => document.getElementById(ID) && fit());

  const shownIndicator = () => new URLSearchParams(window.location.search).get("indicator");
  let last = shownIndicator();
  let wanted = null;

  function lead(title) {
    if (!title) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    title.closest("section").scrollIntoView({ block: "nearest" });
  }

  function back(indicator) {
    const elsewhere = document.activeElement !== document.body && !document.activeElement.closest("#card-trajectory");
    const row = api() && api().getRowNode(indicator);
    if (elsewhere || !row || row.rowIndex === null) return;
    api().setFocusedCell(row.rowIndex, "label");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-set=indicator]");
    if (button) wanted = button.dataset.value;
  });

  async function arrange(rows) {
    await window.dash_ag_grid.getApiAsync(ID);
    const has = (column) => rows.some((row) => (column === "spark" ? row.spark_words : row[column]));
    filled = Object.fromEntries(Object.keys(LEAST).map((column) => [column, has(column)]));
    fit();
  }
  window.dash_clientside = window.dash_clientside || {};
  Object.assign((window.dash_clientside.csp = window.dash_clientside.csp || {}), {
    scorecard: (rows) => {
      if (rows && rows.length) arrange(rows);
    },
  });

  /* Whoever opens an indicator is taken to it; whoever lets it go is back at its row. */
  window.addEventListener("csp:words", (event) => {
    const now = shownIndicator();
    if (!event.detail.has("trajectory-about") || now === last) return;
    const before = last;
    last = now;
    /* Who has gone on meanwhile is left where they are. */
    const stands = document.activeElement;
    const here = stands === document.body || stands.closest(`#${ID}, #multiples`);
    if (now && wanted === now && here) lead(document.getElementById("title-trajectory"));
    if (!now && before) back(before);
    wanted = null;
  });

  function fold(group) {
    const row = api().getRowNode("head:" + group);
    chosen[group] = !folded(row.data);
    api().onFilterChanged();
    api().redrawRows({ rowNodes: [row] });
    api().setFocusedCell(row.rowIndex, "label");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fold]");
    if (button) fold(button.dataset.fold);
  });

  /* On a cell the keys are the grid's own; Enter does what the row's button does. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const row = event.target.closest("#" + ID + " .ag-row");
    if (!row || event.target.closest("button")) return;
    const rows = document.querySelectorAll("#" + ID + ' .ag-row[row-id="' + CSS.escape(row.getAttribute("row-id")) + '"] button');
    if (!rows.length) return;
    event.preventDefault();
    rows[0].click();
  });
})();
