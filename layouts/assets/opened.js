/* What somebody opened stays open when its words come anew, as tables do. */
(function () {
  "use strict";

  const opened = new Set();
  const all = (home) => [...home.querySelectorAll("details")];
  const nameOf = (home, details) => home.id + " " + all(home).indexOf(details);

  /* Of a part that is gone already there is nothing to keep. */
  function keep({ target }) {
    const home = target.localName === "details" && target.closest("[id]");
    if (home) opened[target.open ? "add" : "delete"](nameOf(home, target));
  }
  document.addEventListener("toggle", keep, true);

  window.addEventListener("csp:words", ({ detail }) =>
    [...detail].map((id) => document.getElementById(id)).forEach((home) => {
      if (home) all(home).forEach((details) => (details.open = opened.has(nameOf(home, details))));
    })
  );
})();
