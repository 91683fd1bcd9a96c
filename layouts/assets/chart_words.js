/* The words on a chart, as HTML over it: Plotly lays out each of them twice, and takes as long over the words of a
   chart of months as over all else of it. In its picture they are Plotly's (assets/cards.js). */
(function () {
  "use strict";

  /* How much of a word lies left of its place, or above it. */
  const BEFORE = { left: 0, center: 0.5, right: 1, top: 0, middle: 0.5, bottom: 1 };
  const PLAIN = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

  /* A figure's layout, whose words Plotly knows of and leaves out (or does not). */
  function leaving(layout, out) {
    const words = layout.annotations;
    return words ? { ...layout, annotations: words.map((word) => ({ ...word, visible: !out })) } : layout;
  }

  /* Where Plotly puts a place: a share of the chart's area, or a value on an axis. None outside of it. */
  function placeOf(full, ref, value) {
    const { l, t, w, h } = full._size;
    if (ref === "paper") return value;
    const axis = full[ref.replace(/^[xy]/, "$&axis")];
    const along = axis.r2p(value);
    if (along < -0.5 || along > axis._length + 0.5) return null;
    return ref[0] === "x" ? (axis._offset + along - l) / w : 1 - (axis._offset + along - t) / h;
  }

  /* The letters of a word of Plotly's, in bold and in lines: never as HTML, names come out of files. */
  function write(place, text) {
    let into = place;
    text.split(/(<\/?b>|<br>)/).forEach((part) => {
      if (part === "<b>") into = place.appendChild(document.createElement("b"));
      else if (part === "</b>") into = place;
      else if (part === "<br>") into.append(document.createElement("br"));
      else if (part) into.append(part.replace(/&(amp|lt|gt);/g, (letter) => PLAIN[letter]));
    });
  }

  function built(full, word) {
    const { xref = "x", yref = "y", xanchor = "center", yanchor = "middle", xshift = 0, yshift = 0, font = {} } = word;
    const [x, y] = [placeOf(full, xref, word.x), placeOf(full, yref, word.y)];
    if (x === null || y === null) return null;
    const { l, t, w, h } = full._size;
    const place = document.createElement("span");
    place.style.cssText = `left:${l + x * w + xshift}px;top:${t + (1 - y) * h - yshift}px`;
    place.style.translate = `${-100 * BEFORE[xanchor]}% ${-100 * BEFORE[yanchor]}%`;
    if (word.textangle === -90) place.className = "upwards";
    place.style.color = font.color || full.font.color;
    place.style.fontSize = (font.size || full.font.size) + "px";
    place.style.textShadow = font.shadow || "";
    place.style.textAlign = word.align || "center";
    write(place, word.text);
    return place;
  }

  function draw(drawn) {
    const full = drawn._fullLayout;
    const words = drawn.layout.annotations || [];
    const first = drawn.querySelector(".main-svg");
    const held = first.parentNode.querySelector(":scope > .chart-words");
    if (!words.length) return held && held.remove();
    /* Over the chart, under what Plotly shows at the pointer. */
    const over = held || document.createElement("div");
    if (!held) {
      over.className = "chart-words";
      first.after(over);
    }
    over.replaceChildren(...words.map((word) => built(full, word)).filter(Boolean));
    return undefined;
  }

  window.csp.chartWords = { draw: draw, leaving: leaving };
})();
