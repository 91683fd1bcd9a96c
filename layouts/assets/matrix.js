/* A cell of the matrix leads where the head of its column leads: to that measure. */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const cell = event.target.closest(".matrix tbody td");
    if (!cell || window.getSelection().toString()) return;
    const head = cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
    const link = head.querySelector("a[href]");
    if (link) link.click();
  });
})();
