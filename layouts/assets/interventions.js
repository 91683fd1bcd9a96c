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
    /* Who has gone on meanwhile is left where they are. */
    const stands = document.activeElement;
    const here = stands === document.body || stands.closest("#body-interventions");
    if (now && wanted === now && title && here) {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      title.closest("section").scrollIntoView({ block: "nearest" });
    }
    wanted = null;
  });
})();
