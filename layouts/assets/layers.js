/* The layers of areas that maps are drawn from. Plotly asks for one once and no more, and a graph of Dash's that could
   not be drawn never is again: so what it lost is asked for here, and the map is drawn then. Where it never comes the
   map is drawn without areas, and words stand in its place; the next change asks again. */
(function () {
  "use strict";

  const LOST = 3;
  const LATE = "The areas of this map have not come yet. The page asks for them again by itself.";
  const NEVER = "The areas of this map did not come from the server. The table has its figures; the next change asks for the areas again.";
  const NONE = { type: "FeatureCollection", features: [] };
  const wait = (seconds) => new Promise((done) => window.setTimeout(done, 1000 * seconds));

  /* The world map that Plotly wants under every map: nothing of it is ever drawn, so it need not be fetched. */
  const layers = ["countries", "coastlines", "land", "ocean", "lakes", "rivers", "subunits"];
  const objects = Object.fromEntries(layers.map((name) => [name, { type: "GeometryCollection", geometries: [] }]));
  /* Plotly's own store, by address; what is on its way is a word there. */
  const assets = { topojson: { world_110m: { type: "Topology", arcs: [], objects } } };
  window.PlotlyGeoAssets = assets;
  const isThere = (url) => typeof assets[url] === "object" && assets[url] !== NONE;

  /* A broken connection and a busy server are asked again in assets/turns.js; here, what came broken or as an error. */
  async function asked(url, lost) {
    const answer = await fetch(url);
    const layer = answer.ok && (await answer.json().catch(() => null));
    if (layer) return layer;
    if (lost === LOST) throw new Error("No areas from " + url);
    await wait(1 + lost);
    return asked(url, lost + 1);
  }

  const held = new Map();
  async function layer(url) {
    if (isThere(url)) return assets[url];
    if (!held.has(url)) held.set(url, asked(url, 0).finally(() => held.delete(url)));
    return held.get(url);
  }

  function words(text) {
    const note = document.createElement("p");
    note.className = "card-empty lost-layer";
    note.textContent = text;
    return note;
  }

  function note(drawn, text) {
    const place = drawn.closest(".picture");
    if (!place) return;
    place.querySelectorAll(".lost-layer").forEach((old) => old.remove());
    if (text) place.append(words(text));
  }

  /* The layers of some traces that have not come. */
  const lacking = (traces) => [...new Set(traces.map(({ geojson }) => geojson))].filter((url) => url && !isThere(url));

  /* Draws, and once more when the layers of the traces that were lost on the way have come. */
  async function withLayers(drawn, traces, draw) {
    lacking(traces).forEach((url) => assets[url] === NONE && delete assets[url]);
    try {
      const done = await draw();
      note(drawn, "");
      return done;
    } catch (error) {
      if (!lacking(traces).length) throw error;
    }
    note(drawn, LATE);
    await wait(1);
    const lost = lacking(traces);
    const came = await Promise.all(lost.map((url) => layer(url).catch(() => NONE)));
    lost.forEach((url, i) => (assets[url] = came[i]));
    note(drawn, came.includes(NONE) ? NEVER : "");
    return drawn.isConnected ? window.Plotly.redraw(drawn) : drawn;
  }

  Object.assign(window.csp, { lacking: lacking, layer: layer, lostLayer: () => words(NEVER), withLayers: withLayers });
})();
