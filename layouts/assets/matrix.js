/* A cell of the matrix leads where the head of its column leads: to that measure, in the cards below. What it says at
   length is fetched for whoever points at the table or stands in it. */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const cell = event.target.closest(".matrix tbody td");
    if (cell && !window.getSelection().toString()) {
      const head = cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
      const link = head.querySelector("a[href]");
      if (link) return link.click();
    }
    const leads = event.target.closest(".matrix thead a[href]");
    const below = document.querySelector("#card-matrix + .card-box");
    if (!leads || !below) return undefined;
    below.scrollIntoView({ block: "start" });
    /* Who goes on by keyboard goes on from there. */
    below.tabIndex = -1;
    return below.focus({ preventScroll: true });
  });

  async function say(table) {
    const from = table.dataset.said;
    delete table.dataset.said;
    try {
      const rows = await (await fetch(from)).json();
      table.querySelectorAll("tbody tr:not(.matrix-group)").forEach((row, place) =>
        rows[place].forEach((words, column) => (row.cells[column + 1].title = words))
      );
    } catch (error) {
      /* Whoever points at it next asks again. */
      table.dataset.said = from;
    }
  }
  ["pointerover", "focusin"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const box = event.target.closest("#matrix");
      const table = box && box.querySelector("table[data-said]");
      if (table) say(table);
    })
  );
})();
