/* A cell of the matrix leads where the head of its column leads: to that measure, in the cards below. */
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
    if (leads && below) below.scrollIntoView({ block: "start" });
    return undefined;
  });
})();
