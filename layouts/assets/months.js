/* Small maps by month: the layer's hexagons once, then a path a class and month. A map is a button. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const SIDE = 120;

  const rings = (area) => (area.geometry.type === "Polygon" ? [area.geometry.coordinates] : area.geometry.coordinates).map((shape) => shape[0]);

  /* The areas as pieces of path in a box of SIDE, by code. */
  function fitted(areas) {
    const points = areas.flatMap((area) => rings(area).flat());
    const [west, east] = [0, 1].map((end) => points.reduce((a, p) => (end ? Math.max(a, p[0]) : Math.min(a, p[0])), points[0][0]));
    const [south, north] = [0, 1].map((end) => points.reduce((a, p) => (end ? Math.max(a, p[1]) : Math.min(a, p[1])), points[0][1]));
    const scale = (SIDE - 4) / Math.max(east - west, north - south);
    const place = ([x, y]) => (2 + (x - west) * scale).toFixed(1) + " " + (2 + (north - y) * scale).toFixed(1);
    const pieces = new Map(areas.map((area) => [area.id, rings(area).map((ring) => "M" + ring.slice(0, -1).map(place).join("L") + "Z").join("")]));
    return { pieces: pieces, width: 4 + (east - west) * scale, height: 4 + (north - south) * scale };
  }

  function path(d, fill, name) {
    const drawn = document.createElementNS(SVG, "path");
    drawn.setAttribute("d", d);
    if (fill) drawn.setAttribute("fill", fill);
    if (name) drawn.setAttribute("class", name);
    return drawn;
  }

  function picture({ colours, codes, focus }, steps, { pieces, width, height }) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 " + width.toFixed(1) + " " + height.toFixed(1));
    svg.setAttribute("aria-hidden", "true");
    const byStep = colours.map(() => "");
    codes.forEach((code, i) => (byStep[Number(steps[i])] += pieces.get(code) || ""));
    byStep.forEach((d, step) => d && svg.append(path(d, colours[step])));
    if (focus && pieces.has(focus)) svg.append(path(pieces.get(focus), "", "focus"));
    return svg;
  }

  function words(name, text) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    return part;
  }

  function item(said, map, drawn) {
    const box = document.createElement(map.key ? "button" : "div");
    box.className = "month-map";
    if (map.key) {
      box.type = "button";
      Object.assign(box.dataset, { set: "month", value: map.chosen ? "" : map.key, month: map.key });
      box.setAttribute("aria-pressed", String(map.chosen));
      box.setAttribute("aria-label", map.said);
    }
    box.append(words("month-name", map.label), picture(said, map.steps, drawn), words("month-total", map.words));
    return box;
  }

  let latest = "";
  async function months(text) {
    if (!text) return;
    latest = text;
    const said = JSON.parse(text);
    if (!said.maps) return;
    const layer = await window.csp.layer(said.layer).catch(() => null);
    const place = document.getElementById("month-maps");
    if (text !== latest || !place) return;
    if (!layer) return place.replaceChildren(window.csp.lostLayer());
    const wanted = new Set(said.codes);
    const drawn = fitted(layer.features.filter((area) => wanted.has(area.id)));
    const pressed = place.contains(document.activeElement) ? document.activeElement.dataset.month : "";
    place.replaceChildren(...said.maps.map((map) => item(said, map, drawn)));
    const again = pressed && place.querySelector('[data-month="' + pressed + '"]');
    if (again) again.focus({ preventScroll: true });
  }

  /* A heat map's values in its cells, on one canvas over it: as elements they would take ten times as long. */
  function inCells(drawn) {
    const [trace] = drawn.data;
    const size = drawn._fullLayout && drawn._fullLayout._size;
    if (!trace || !trace.text || !size) return;
    const box = drawn.closest(".picture");
    const canvas = box.querySelector("canvas") || box.appendChild(document.createElement("canvas"));
    const dots = window.devicePixelRatio || 1;
    canvas.className = "in-cells";
    Object.assign(canvas, { width: Math.round(size.w * dots), height: Math.round(size.h * dots) });
    Object.assign(canvas.style, { left: size.l + "px", top: size.t + "px", width: size.w + "px", height: size.h + "px" });
    const pen = canvas.getContext("2d");
    pen.scale(dots, dots);
    pen.font = "13px " + getComputedStyle(document.body).fontFamily;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const [wide, tall] = [size.w / trace.z[0].length, size.h / trace.z.length];
    /* All of them or none: of some alone a reader would ask what the others are. */
    const longest = trace.text.flat().reduce((a, words) => (words.length > a.length ? words : a), "");
    if (pen.measureText(longest).width > wide - 2) return;
    trace.z.forEach((row, i) =>
      row.forEach((step, j) => {
        pen.fillStyle = isDark(trace.colorscale[2 * step][1]) ? "#ffffff" : "#0b1f33";
        pen.fillText(trace.text[i][j], (j + 0.5) * wide, (i + 0.5) * tall + 1);
      })
    );
  }

  /* Less than a contrast of 4.5 with the ink of the page. */
  function isDark(colour) {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.24;
  }
  window.csp.inCells = inCells;

  window.addEventListener("csp:words", (event) => {
    if (event.detail.has("month-maps")) months(document.getElementById("month-maps").dataset.maps);
  });
})();
