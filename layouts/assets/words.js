/* The words on a ward map, on one canvas over it: as elements of Plotly's they took half of a map's redraw. Its
   picture, which is drawn anew, has them from the figure (assets/cards.js). */
(function () {
  "use strict";

  const LINE = 1.3;
  const radians = (degrees) => (degrees * Math.PI) / 180;
  /* The equator's way or Mercator's, as the figure says, both in radians. */
  const upwards = { equirectangular: radians, mercator: (lat) => Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2)) };

  /* Where Plotly puts a place: the range of the figure, as large as the box allows, in its middle. */
  function placing(drawn) {
    const { lonaxis, lataxis, projection } = drawn.layout.geo;
    const { l, t, w, h } = drawn._fullLayout._size;
    const up = upwards[projection.type];
    const [west, east] = lonaxis.range.map(radians);
    const [south, north] = lataxis.range.map(up);
    const scale = Math.min(w / (east - west), h / (north - south));
    return {
      x: (lon) => l + w / 2 + scale * (radians(lon) - (west + east) / 2),
      y: (lat) => t + h / 2 - scale * (up(lat) - (south + north) / 2),
    };
  }

  /* A label's lines; a value under a name has its own size. */
  const linesOf = (text, size) =>
    text.split("<br>").map((line) => ({
      words: line.replace(/<[^>]*>/g, "").replace(/&amp;/g, "&").replace(/&lt;/g, "<"),
      bold: line.includes("<b>"),
      size: Number((line.match(/font-size:([\d.]+)px/) || [0, size])[1]),
    }));

  /* The width of a cell now: the least distance between two words. */
  function cellOf(points) {
    let least = Infinity;
    points.forEach(([x, y], i) => points.slice(i + 1).forEach(([u, v]) => (least = Math.min(least, Math.hypot(x - u, y - v)))));
    return least;
  }

  function canvasOf(drawn) {
    const held = drawn.querySelector("canvas.map-words");
    if (held) return held;
    const canvas = document.createElement("canvas");
    canvas.className = "map-words";
    /* Over the map, under what Plotly shows at the pointer. */
    drawn.querySelector(".main-svg").after(canvas);
    return canvas;
  }

  function draw(drawn) {
    const trace = drawn.data[drawn.data.length - 1];
    const canvas = canvasOf(drawn);
    if (!trace || trace.type !== "scattergeo") return canvas.remove();
    const dots = window.devicePixelRatio || 1;
    const { width, height } = drawn._fullLayout;
    Object.assign(canvas, { width: Math.round(width * dots), height: Math.round(height * dots) });
    Object.assign(canvas.style, { width: width + "px", height: height + "px" });
    const at = placing(drawn);
    const points = trace.lon.map((lon, i) => [at.x(lon), at.y(trace.lat[i])]);
    /* Words were sized for one screen: on a wider one they grow, on a phone a cell holds its number, then none. */
    const planned = drawn.layout.meta.cell;
    const cell = planned && points.length > 1 ? cellOf(points) : planned;
    if (planned && cell < 26) return undefined;
    const alone = planned && cell < 0.85 * planned;
    const times = planned ? Math.min(1.5, Math.max(1, cell / planned)) : 1;
    const pen = canvas.getContext("2d");
    pen.scale(dots, dots);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const family = getComputedStyle(document.body).fontFamily;
    const halo = trace.textfont.shadow !== "none";
    points.forEach(([x, y], i) => {
      const all = linesOf(trace.text[i], trace.textfont.size[i]);
      const lines = alone ? all.slice(-1) : all;
      const step = LINE * times * all[0].size;
      lines.forEach(({ words, bold, size }, n) => {
        const down = y + (n - (lines.length - 1) / 2) * step;
        pen.font = (bold ? "700 " : "") + size * times + "px " + family;
        if (halo) {
          pen.lineJoin = "round";
          pen.lineWidth = 4;
          pen.strokeStyle = "rgba(255, 255, 255, 0.85)";
          pen.strokeText(words, x, down);
        }
        pen.fillStyle = trace.textfont.color[i];
        pen.fillText(words, x, down);
      });
    });
    return undefined;
  }

  window.csp.words = draw;
})();
