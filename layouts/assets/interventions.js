/* Whoever opens an intervention of the list is taken to it. */
(() => {
  let wanted = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-set=intervention]");
    if (button) wanted = button.dataset.value;
  });
  window.dash_clientside = window.dash_clientside || {};
  Object.assign((window.dash_clientside.csp = window.dash_clientside.csp || {}), {
    shown_intervention: () => {
      const now = new URLSearchParams(window.location.search).get("intervention");
      const title = document.getElementById("title-intervention");
      if (now && wanted === now && title) {
        title.tabIndex = -1;
        title.focus({ preventScroll: true });
        title.closest("section").scrollIntoView({ block: "nearest" });
      }
      wanted = null;
    },
  });
})();
