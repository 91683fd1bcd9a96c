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
    const narrow = [row.missing || [row.ytd, row.ytd_sub && "(" + row.ytd_sub + ")"].filter(Boolean).join(" "), row.target && "target " + row.target];
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

  cells.ScorecardValue = (props) => {
    const field = props.colDef.field;
    if (props.data.missing && field === "ytd") return box("score-cell score-sub", props.data.missing);
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
  let came = {};
  const folded = (group) => (group in chosen ? chosen[group] : came[group]);

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
          "aria-expanded": String(!folded(props.data.group)),
        },
        props.data.head,
        part("span", { className: "score-count" }, props.data.count)
      )
    );

  Object.assign(named, {
    scorecardIsHead: (params) => !!(params.rowNode.data && params.rowNode.data.head),
    scorecardHeight: (params) => (params.data.head ? 40 : undefined),
    scorecardFolds: () => true,
    scorecardShows: (node) => !!node.data.head || !folded(node.data.group),
  });

  const api = () => window.dash_ag_grid.getApi(ID);

  /* What does not fit beside the status stands under the name. */
  const LEAST = { baseline: 900, ytd: 640, target: 640 };
  function fit() {
    const place = document.getElementById(ID);
    if (!place || !place.clientWidth) return;
    const shown = (column) => place.clientWidth >= LEAST[column];
    place.classList.toggle("scorecard-narrow", !shown("target"));
    api().applyColumnState({ state: Object.keys(LEAST).map((column) => ({ colId: column, hide: !shown(column) })) });
  }
  window.addEventListener("resize", () => document.getElementById(ID) && fit());

  async function arrange(rows) {
    await window.dash_ag_grid.getApiAsync(ID);
    came = Object.fromEntries(rows.filter((row) => row.head).map((row) => [row.group, row.folded]));
    fit();
    api().onFilterChanged();
    api().redrawRows();
  }
  window.dash_clientside = window.dash_clientside || {};
  Object.assign((window.dash_clientside.csp = window.dash_clientside.csp || {}), {
    scorecard: (rows) => {
      if (rows && rows.length) arrange(rows);
    },
  });

  function fold(group) {
    chosen[group] = !folded(group);
    const heads = [];
    api().forEachNode((node) => node.data.head && heads.push(node));
    api().onFilterChanged();
    api().redrawRows({ rowNodes: heads });
    const row = api().getRowNode("head:" + group);
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
