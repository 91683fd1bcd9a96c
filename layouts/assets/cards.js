/* What the buttons of a card do; its table and its file are in assets/card_tables.js. */
(function () {
  "use strict";

  const INK = "#0b1f33";
  const MUTED = "#54616e";

  function say(words) {
    const place = document.getElementById("said");
    place.textContent = words;
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(() => (place.textContent = ""), 4000);
  }

  const { viewOf } = window.csp;
  const text = (id) => (document.getElementById(id) || { textContent: "" }).textContent.trim();

  /* Word takes borders from the cells' own style, not from a style sheet. */
  function bordered(html) {
    const box = document.createElement("div");
    box.innerHTML = html;
    const table = box.querySelector("table");
    table.setAttribute("border", "1");
    table.style.cssText = "border-collapse:collapse;font-family:Arial,sans-serif;font-size:11pt";
    table.querySelectorAll("th,td,caption").forEach((cell) => {
      cell.style.padding = "3pt 6pt";
      if (cell.tagName !== "CAPTION") cell.style.border = "1px solid #000";
      if (cell.classList.contains("number")) cell.style.textAlign = "right";
    });
    const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join("\t"));
    const caption = table.caption ? table.caption.textContent + "\n" : "";
    return { html: table.outerHTML, text: caption + rows.join("\n"), box: box };
  }

  /* Outside HTTPS and localhost a browser has no clipboard API: a selection and the old command do it. */
  function copyOldWay(box) {
    box.className = "off-screen";
    document.body.appendChild(box);
    const range = document.createRange();
    range.selectNodeContents(box);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    box.remove();
    if (!done) throw new Error("copy refused");
  }

  async function copyTable(button) {
    const copy = bordered(await (await window.csp.fetched(viewOf(button), "table", "html")).text());
    if (navigator.clipboard && window.ClipboardItem) {
      try {
        await navigator.clipboard.write([
          new ClipboardItem({
            "text/html": new Blob([copy.html], { type: "text/html" }),
            "text/plain": new Blob([copy.text], { type: "text/plain" }),
          }),
        ]);
        return say("Table copied. Paste it into Word or Excel.");
      } catch (error) {
        /* refused without a permission: the old way still works from a click */
      }
    }
    copyOldWay(copy.box);
    return say("Table copied. Paste it into Word or Excel.");
  }

  async function copyWords(words, said) {
    try {
      await navigator.clipboard.writeText(words);
    } catch (error) {
      /* as above */
      const box = document.createElement("pre");
      box.textContent = words;
      copyOldWay(box);
    }
    say(said);
  }

  function copyLink() {
    const full = document.getElementById("copy-link").dataset.link;
    const link = window.location.origin + window.location.pathname + "?" + full;
    return copyWords(link, "Link copied. It holds every choice, the store version and today’s date.");
  }

  /* The text of a view, fetched when it is asked for. The addresses in Markdown get this server before them. */
  async function copyPaper(button, form, named) {
    const words = await (await window.csp.fetched(viewOf(button), "text", form)).text();
    const whole = form === "md" ? words.replace(/^(\[\d+\]: )(?=\/)/gm, "$1" + window.location.origin) : words;
    return copyWords(whole, named + " copied, with its source, period and marking.");
  }

  function wrapped(pen, words, width) {
    const lines = [];
    let line = "";
    words.split(/\s+/).forEach((word) => {
      const longer = line ? line + " " + word : word;
      if (line && pen.measureText(longer).width > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    });
    if (line) lines.push(line);
    return lines;
  }

  /* What the page writes over a chart, a heat map or a ward map, Plotly writes in its picture. */
  const inPicture = (layout) => (trace) => {
    if (trace.type === "heatmap" && trace.text && layout.meta) return { ...trace, texttemplate: "%{text}" };
    return trace.type === "scattergeo" ? { ...trace, visible: true } : trace;
  };

  async function figureOf(view) {
    const drawn = document.querySelector("#graph-" + view + " .js-plotly-plot");
    if (drawn) {
      await window.csp.drawNow(drawn);
      const width = Math.max(640, drawn.clientWidth);
      const layout = window.csp.chartWords.leaving(drawn.layout, false);
      return { data: drawn.data.map(inPicture(layout)), layout: layout, width: width, height: Math.max(400, drawn.clientHeight) };
    }
    const search = window.csp.shownOf(view);
    const figure = await (await window.csp.fetched(view, "figure", "json", search)).json();
    /* The words of the next answer stand around it now. */
    if (search !== window.csp.shownOf(view)) return figureOf(view);
    return { data: figure.data.map(inPicture(figure.layout)), layout: figure.layout, width: 960, height: figure.layout.height };
  }

  /* Title, caption, key, period, basis, source and marking are drawn into the picture: it may travel alone. They are
     read in the same moment as the figure, since the next answer may come while Plotly draws. */
  async function draw(view) {
    const figure = await figureOf(view);
    const height = figure.height;
    const chart = window.Plotly.toImage(
      { data: structuredClone(figure.data), layout: structuredClone(figure.layout) },
      { format: "png", width: figure.width, height: height, scale: 2 }
    );
    const key = [...document.querySelectorAll("#card-" + view + " .legend li")];
    const pad = 20;
    const width = figure.width + 2 * pad;
    const family = getComputedStyle(document.body).fontFamily;
    const canvas = document.createElement("canvas");
    let pen = canvas.getContext("2d");
    const parts = [
      { words: text("title-" + view), font: "600 20px " + family, step: 27, colour: INK },
      { words: text("caption-" + view), font: "14px " + family, step: 20, colour: MUTED },
    ];
    const badge = document.getElementById("badge");
    const foot = [
      { words: text("basis-" + view), font: "13px " + family, step: 18, colour: MUTED },
      { words: [badge && !badge.hidden ? badge.textContent : "", text("marking")].filter(Boolean).join(" · "), font: "600 13px " + family, step: 20, colour: INK },
    ];
    [...parts, ...foot].forEach((part) => {
      pen.font = part.font;
      part.lines = part.words ? wrapped(pen, part.words, figure.width) : [];
    });
    /* The key runs in lines of its own. */
    pen.font = "13px " + family;
    let end = 0;
    let row = 0;
    const entries = key.map((entry) => {
      const wide = 22 + pen.measureText(entry.textContent).width + 18;
      if (end && end + wide > figure.width) {
        end = 0;
        row += 1;
      }
      const placed = { entry: entry, x: pad + end, row: row };
      end += wide;
      return placed;
    });
    const keyHeight = key.length ? (row + 1) * 24 + 4 : 0;
    const tall = (list) => list.reduce((sum, part) => sum + part.lines.length * part.step, 0);
    canvas.width = width * 2;
    canvas.height = (pad * 2 + tall(parts) + 8 + keyHeight + height + 8 + tall(foot)) * 2;
    pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.textBaseline = "top";
    let y = pad;
    const write = (list) =>
      list.forEach((part) => {
        pen.font = part.font;
        pen.fillStyle = part.colour;
        part.lines.forEach((line) => {
          pen.fillText(line, pad, y);
          y += part.step;
        });
      });
    write(parts);
    y += 8;
    pen.font = "13px " + family;
    entries.forEach(({ entry, x, row: line }) => {
      const top = y + line * 24;
      const swatch = getComputedStyle(entry.querySelector(".swatch"));
      const edge = parseFloat(swatch.borderTopWidth);
      pen.fillStyle = swatch.backgroundColor;
      pen.fillRect(x, top, 16, 16);
      pen.strokeStyle = swatch.borderTopColor;
      pen.lineWidth = edge;
      pen.strokeRect(x + edge / 2, top + edge / 2, 16 - edge, 16 - edge);
      pen.lineWidth = 1;
      pen.fillStyle = INK;
      pen.fillText(entry.textContent, x + 22, top + 1);
    });
    y += keyHeight;
    const top = y;
    y += height + 8;
    write(foot);
    const image = new Image();
    image.src = await chart;
    await image.decode();
    pen.drawImage(image, pad, top, figure.width, height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function copyPicture(button) {
    const view = viewOf(button);
    const blob = await draw(view);
    if (navigator.clipboard && window.ClipboardItem) {
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        return say("Picture copied, with its title, period, source and marking.");
      } catch (error) {
        /* no permission to write pictures: the file is the way */
      }
    }
    download(blob, view + ".png");
    return say("This browser cannot copy pictures, so it was downloaded.");
  }

  /* A notice that was put away stays away while it holds; when it comes again later it is shown again. */
  let away = new Set();
  function dismiss(notice) {
    away.add(notice.dataset.key);
    notice.hidden = true;
  }
  window.addEventListener("csp:words", (event) => {
    if (!event.detail.has("notices")) return;
    const notices = [...document.querySelectorAll("#notices .notice")];
    away = new Set(notices.map((notice) => notice.dataset.key).filter((key) => away.has(key)));
    notices.forEach((notice) => (notice.hidden = away.has(notice.dataset.key)));
  });

  const DOES = {
    table: window.csp.toggleTable,
    csv: async (link) => download(...(await window.csp.csv(link))),
    "copy-table": copyTable,
    "copy-picture": copyPicture,
    "copy-link": copyLink,
    "copy-text": (button) => copyPaper(button, "txt", "Text"),
    "copy-markdown": (button) => copyPaper(button, "md", "Markdown"),
    dismiss: (button) => dismiss(button.closest(".notice")),
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do]");
    /* A link that is opened in a tab or a window of its own is the browser's. */
    if (!button || (button.href && (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey))) return;
    event.preventDefault();
    try {
      await DOES[button.dataset.do](button);
    } catch (error) {
      say("That did not work: " + error.message);
    }
  });
})();
