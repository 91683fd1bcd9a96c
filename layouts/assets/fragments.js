/* Parts of a page that are words arrive in one attribute, escaped by layouts/markup.py, and are put in place here:
   a component of Dash's own for each would cost a filter change more than all its charts (docs/decisions/0013). */
(function () {
  "use strict";

  function put(place, name, value) {
    if (name === "style") Object.assign(place.style, value);
    else if (name === "value" || name === "hidden") place[name] = value;
    else if (name !== "html") place.setAttribute(name, value);
    else if (place.filledWith !== value) {
      place.filledWith = value;
      place.innerHTML = value;
    }
  }

  function write(carrier) {
    const said = Object.entries(JSON.parse(carrier.dataset.words));
    said.forEach(([id, parts]) => {
      const place = document.getElementById(id);
      if (place) Object.entries(parts).forEach(([name, value]) => put(place, name, value));
    });
    window.dispatchEvent(new CustomEvent("csp:words", { detail: new Set(said.map(([id]) => id)) }));
  }

  /* What has just been mounted: its HTML from the beginning, and words that came with it. */
  function mounted(part) {
    if (part.nodeType !== Node.ELEMENT_NODE) return;
    const all = (attribute) => [part, ...part.querySelectorAll(attribute)].filter((place) => place.matches(attribute));
    all("[data-html]").forEach((place) => put(place, "html", place.dataset.html));
    all("[data-words]").forEach(write);
  }

  /* Charts add many elements, none of them ours. */
  const isDrawing = (target) => target.namespaceURI.endsWith("svg");
  new MutationObserver((records) => {
    records.forEach(({ type, target, addedNodes }) => {
      if (type === "attributes") write(target);
      else if (!isDrawing(target)) addedNodes.forEach(mounted);
    });
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["data-words"] });
})();
