/* The ward list and the map point at one another; words on cells give way where cells are small. */
(function () {
  "use strict";

  const map = () => document.querySelector("#graph-wards .js-plotly-plot");
  const cells = () => [...document.querySelectorAll("#graph-wards .choroplethlayer > .choropleth:first-child > path")];

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

  /* The figure was laid out for a wide screen. On a phone a cell holds its number, then nothing. */
  function fit() {
    const drawn = map();
    if (!drawn) return;
    const sizes = cells().slice(0, 8).map((path) => path.getBBox().width).filter(Boolean).sort((a, b) => a - b);
    const cell = sizes.length ? sizes[Math.floor(sizes.length / 2)] : 0;
    const hexagons = new URLSearchParams(window.location.search).get("map") !== "geo";
    drawn.classList.toggle("cells-small", hexagons && cell < 40 && cell >= 26);
    drawn.classList.toggle("cells-tiny", hexagons && cell < 26);
  }

  function clicked(event) {
    window.csp.choose(map().layout.meta.click, event.points[0].location);
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
    watch("wards", (drawn) => {
      drawn.on("plotly_afterplot", fit);
      drawn.on("plotly_click", clicked);
      fit();
    });
    watch("months", (drawn) =>
      drawn.on("plotly_click", (event) => window.csp.choose("month", event.points[0].customdata))
    );
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
