/* Whoever opens an intervention of the list is taken to it. */
(() => {
  let wanted = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-set=intervention]");
    if (button) wanted = button.dataset.value;
  });
  window.addEventListener("csp:words", (event) => {
    if (!event.detail.has("body-intervention")) return;
    const now = new URLSearchParams(window.location.search).get("intervention");
    const title = document.getElementById("title-intervention");
    if (now && wanted === now && title) {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      title.closest("section").scrollIntoView({ block: "nearest" });
    }
    wanted = null;
  });
})();
