/* Parts of a page that are words arrive in one attribute, escaped by layouts/markup.py, and are put in place here:
   a component of Dash's own for each would cost a filter change more than all its charts (docs/decisions/0013). */
(function () {
  "use strict";

  /* What says that an element of an answer is one of the answer before: a link's words, since where it leads goes
     with the address; what a control sets, unless it has a name. */
  const wordsOf = (link) => link.getAttribute("aria-label") || link.textContent;
  function twinOf(held, fresh) {
    if (held.localName === "a") {
      const alike = [...fresh.querySelectorAll("a[href]")].filter((link) => wordsOf(link) === wordsOf(held));
      return alike.length > 1 ? alike.find((link) => link.getAttribute("href") === held.getAttribute("href")) : alike[0];
    }
    const named = held.dataset.ward || held.dataset.name;
    const said = ["data-set", ...(named ? ["data-ward", "data-name"] : ["data-value"])].filter((name) => held.hasAttribute(name));
    const path = said.map((name) => `[${name}="${CSS.escape(held.getAttribute(name))}"]`).join("");
    return path && fresh.querySelector(held.localName + path);
  }

  function lineTo(part, place) {
    const line = [];
    for (let at = part; at !== place; at = at.parentNode) line.unshift(at);
    return line;
  }

  function becomes(part, twin) {
    const beside = [...twin.parentNode.childNodes];
    const at = beside.indexOf(twin);
    [...part.parentNode.childNodes].forEach((other) => other !== part && other.remove());
    part.before(...beside.slice(0, at));
    part.after(...beside.slice(at + 1));
    part.getAttributeNames().forEach((name) => twin.hasAttribute(name) || part.removeAttribute(name));
    twin.getAttributeNames().forEach((name) => part.setAttribute(name, twin.getAttribute(name)));
  }

  /* The control a person stands in stays the same element, and all around it is new: it keeps the focus, and a
     list of choices keeps the letters typed so far. One that is gone hands over to another of its key, or to the
     part of the page it stood in. */
  function fill(place, html) {
    const held = document.activeElement;
    if (held === place || !place.contains(held)) {
      place.innerHTML = html;
      return;
    }
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content;
    const twin = twinOf(held, fresh);
    const [was, now] = twin ? [lineTo(held, place), lineTo(twin, fresh)] : [[], []];
    if (twin && was.map((part) => part.localName).join() === now.map((part) => part.localName).join()) {
      was.forEach((part, depth) => becomes(part, now[depth]));
      /* Options moved one by one out of their list would each be chosen in their turn. */
      held.innerHTML = twin.innerHTML;
    } else {
      place.replaceChildren(fresh);
      const ofKey = held.dataset.set && place.querySelector(`[data-set="${held.dataset.set}"]`);
      const heir = twin || ofKey || place.closest('[tabindex="0"]');
      if (heir) heir.focus({ preventScroll: true });
    }
  }

  function put(place, name, value) {
    if (name === "style") Object.assign(place.style, value);
    else if (name === "value" || name === "hidden") place[name] = value;
    else if (name !== "html") place.setAttribute(name, value);
    else if (place.filledWith !== value) {
      place.filledWith = value;
      fill(place, value);
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
