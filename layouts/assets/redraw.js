/* What Plotly need not do when an answer comes. The words on a chart are ours (assets/chart_words.js). A figure that
   is as it was is not drawn again; a map of the same areas gets other fills where it stands. All else is Plotly's,
   and so is all that follows: its figure, its points and its full trace say what is drawn, for the pointer, a
   picture or a change of size. */
(function () {
  "use strict";

  const told = new WeakMap();
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const asIs = ({ meta, ...layout }) => layout;
  const still = (traces) => traces.slice(1).filter((trace) => trace.visible !== false);
  const areas = ({ geojson, locations, marker }) => [geojson, locations, marker];

  /* The same areas under the same lines. */
  function isRefill(before, figure) {
    const [now] = figure.data;
    const [then] = before.data;
    if (!now || !then || now.type !== "choropleth" || before.data.length !== figure.data.length) return false;
    if (!same(areas(now), areas(then))) return false;
    return same(still(before.data), still(figure.data)) && same(asIs(before.layout), asIs(figure.layout));
  }

  /* "#EAF2FA" in the form in which Plotly writes it. */
  const asPlotly = (colour) => `rgb(${[1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join(", ")})`;

  function refill(drawn, figure) {
    const [trace] = figure.data;
    const points = (drawn.calcdata || [[]])[0];
    const paths = drawn.querySelectorAll(".choroplethlayer > .choropleth:first-child > path");
    const places = new Map(trace.locations.map((code, place) => [code, place]));
    if (!points.length || paths.length !== points.length || points.some((point) => !places.has(point.loc))) return false;
    const full = drawn._fullData[0];
    const lowest = trace.zmin + 0.5;
    ["z", "zmin", "zmax", "colorscale", "text", "hovertemplate"].forEach((name) => (full[name] = trace[name]));
    full._input = trace;
    points.forEach((point) => {
      point.z = trace.z[places.get(point.loc)];
      point.tx = trace.text[places.get(point.loc)];
    });
    paths.forEach((path) => path.setAttribute("fill", asPlotly(trace.colorscale[2 * (path.__data__.z - lowest)][1])));
    /* A label at a resting pointer would keep the figure of before. */
    window.Plotly.Fx.unhover(drawn);
    drawn.data = figure.data;
    drawn.layout = figure.layout;
    drawn.emit("plotly_afterplot");
    return true;
  }

  /* Words follow every draw, a change of size as well. */
  const followed = new WeakSet();
  function follow(drawn) {
    const { draw } = window.csp.chartWords;
    if (!followed.has(drawn)) {
      followed.add(drawn);
      drawn.on("plotly_afterplot", () => draw(drawn));
      draw(drawn);
    }
    return drawn;
  }

  function react(plotly) {
    return function (drawn, figure, ...rest) {
      const before = told.get(drawn);
      const given = figure && figure.data && figure.layout && { data: structuredClone(figure.data), layout: structuredClone(figure.layout) };
      told.set(drawn, given);
      const shown = before && given && drawn.calcdata && !drawn._promises.length && !window.csp.lacking(given.data).length;
      if (shown && same(before, given)) drawn.emit("plotly_afterplot");
      else if (!shown || !isRefill(before, given) || !refill(drawn, figure)) {
        const bare = { ...figure, layout: window.csp.chartWords.leaving((figure || {}).layout || {}, true) };
        const draw = () => plotly.call(this, drawn, bare, ...rest);
        return window.csp.withLayers(drawn, given ? given.data : [], draw).then(follow, (error) => {
          told.delete(drawn);
          throw error;
        });
      }
      return Promise.resolve(drawn);
    };
  }

  /* Plotly comes with the first graph. */
  let its = window.Plotly;
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => its,
    set: (plotly) => {
      its = plotly;
      if (plotly && plotly.react && !plotly.react.csp) {
        plotly.react = window.csp.whenNear(react(plotly.react));
        plotly.react.csp = true;
      }
    },
  });
})();
