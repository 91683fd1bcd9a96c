/* The ward list and the map point at one another. */
(function () {
  "use strict";

  /* One page at a time is mounted, so there is one map. */
  const map = () => document.querySelector(".map-row .js-plotly-plot");
  const cells = () => [...document.querySelectorAll(".map-row .choroplethlayer > .choropleth:first-child > path")];

  function point(code) {
    cells().forEach((path) => path.classList.toggle("pointed", !!code && path.__data__ && path.__data__.loc === code));
  }

  ["focusin", "pointerover"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const button = event.target.closest && event.target.closest("button[data-ward]");
      if (button) point(button.dataset.ward);
    })
  );
  ["focusout", "pointerout"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      if (event.target.closest && event.target.closest("button[data-ward]")) point("");
    })
  );

  /* A row names its ward by the ward's place in the map, whose hover words begin with a value not sent twice. */
  const isNamed = (rows) => !rows.length || rows[0].length === 3;
  async function wards(rows, map) {
    if (isNamed(rows)) return rows;
    const layer = await window.csp.layer(map.geojson);
    const names = new Map(layer.features.map((area) => [area.id, area.properties.name]));
    return rows.map(([place, value = map.text[place].split(" ")[0]]) => {
      const code = map.locations[place];
      return [code, names.get(code), value];
    });
  }

  /* The list keeps its buttons from one answer to the next, so a pressed one keeps the keyboard's focus. */
  let latest = "";
  async function list(areas, said) {
    const { key, focus, rows, marked = {} } = JSON.parse(said);
    /* Where the layer never comes, no names: those of another area may not stay. */
    const entries = await wards(rows, areas).catch(() => []);
    const place = document.querySelector(".ward-list");
    if (said !== latest || !place) return;
    const held = new Map([...place.querySelectorAll("button")].map((button) => [button.dataset.ward, button.parentNode]));
    const pressed = document.activeElement;
    place.previousElementSibling.textContent = key === "ward" ? "Wards" : "Districts";
    place.replaceChildren(
      ...entries.map(([code, name, value]) => item(held.get(code), { key, focus, code, name, value, mark: marked[code] || "" }))
    );
    if (place.contains(pressed)) pressed.focus({ preventScroll: true });
  }
  /* Rows come with the words of an answer; the areas they point to are drawn a moment later. */
  let waiting = null;
  window.addEventListener("csp:words", (event) => {
    const place = document.querySelector(".ward-list");
    if (!place || !event.detail.has(place.id)) return;
    latest = place.dataset.rows;
    waiting = null;
    if (isNamed(JSON.parse(latest).rows)) list(null, latest);
    else waiting = { said: latest, before: map() && map().data && map().data[0] };
  });
  function listed(drawn) {
    if (!waiting || !drawn.data[0] || drawn.data[0] === waiting.before) return;
    list(drawn.data[0], waiting.said);
    waiting = null;
  }

  function item(held, { key, focus, code, name, value, mark }) {
    const entry = held || document.createElement("li");
    if (!held) entry.innerHTML = '<button type="button"><span></span> <span class="n"></span></button>';
    const button = entry.firstChild;
    button.firstChild.textContent = name;
    if (mark) button.firstChild.insertAdjacentHTML("beforeend", ' <span class="cluster-mark"></span>');
    if (mark) button.firstChild.lastChild.textContent = mark;
    button.lastChild.textContent = value;
    Object.assign(button.dataset, { set: key, value: code === focus ? "" : code, ward: code });
    button.setAttribute("aria-pressed", String(code === focus));
    return entry;
  }

  /* The second click of a double one would let go what the first chose. */
  const isSecond = ({ event }) => event.detail > 1;

  function clicked(event) {
    if (isSecond(event)) return;
    const { own } = map().layout.meta;
    if (own !== undefined && event.points[0].pointNumber >= own) return;
    window.csp.choose(map().layout.meta.click, event.points[0].location);
  }

  /* A cell of the heat map is an area and a month; the same cell again lets both go. */
  function cell({ click, codes, months }, { x, y }) {
    const query = new URLSearchParams(window.location.search);
    const month = months[x];
    if (click === "area") return window.csp.go({ area: codes[y], month: month, plan: "", priority: "", ward: "" });
    const again = query.get("ward") === codes[y] && (query.get("month") || "") === month;
    return window.csp.go(again ? { ward: "", month: "" } : { ward: codes[y], month: month });
  }

  /* Dash draws the graphs when it is ready; they are then listened to once. */
  const watched = new WeakSet();
  function watch(view, listen) {
    const drawn = document.querySelector("#graph-" + view + " .js-plotly-plot");
    if (!drawn || !drawn.on || watched.has(drawn)) return;
    watched.add(drawn);
    listen(drawn);
  }
  new MutationObserver(() => {
    ["wards", "hotspots"].forEach((view) =>
      watch(view, (drawn) => {
        drawn.on("plotly_afterplot", () => {
          window.csp.words(drawn);
          listed(drawn);
        });
        drawn.on("plotly_click", clicked);
        window.csp.words(drawn);
        listed(drawn);
      })
    );
    watch("ward-months", (drawn) => {
      drawn.on("plotly_click", (event) => isSecond(event) || cell(drawn.layout.meta, event.points[0]));
      drawn.on("plotly_afterplot", () => window.csp.inCells(drawn));
      window.csp.inCells(drawn);
    });
    watch("months", (drawn) =>
      drawn.on("plotly_click", (event) => isSecond(event) || window.csp.choose("month", event.points[0].customdata))
    );
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
