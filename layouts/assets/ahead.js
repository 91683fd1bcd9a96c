/* A page's answer hangs on the address alone, so it is asked for in the moment something on the page writes the
   address: Dash first tells its components, then asks the same, and is handed the answer that is on its way. */
(function () {
  "use strict";

  const ask = window.fetch.bind(window);
  let first = null;
  let early = null;

  /* A callback of the page that is open, which is asked for an address and nothing else. */
  function searchOf(asked) {
    const { inputs = [], state } = JSON.parse(asked);
    return inputs.length === 1 && inputs[0].property === "search" && !state ? inputs[0].value || "" : null;
  }

  /* Of several sections of a page the one that is asked for first, which stands at its head. */
  function keep(where, options) {
    const search = searchOf(options.body);
    const address = window.location.pathname + search;
    if (search !== null && (!first || first.address !== address)) first = { address: address, request: [where, options] };
  }

  window.fetch = function (where, options = {}) {
    const asked = options.body;
    const kept = early && early.asked === asked ? early.answer : null;
    if (kept) early = null;
    if (typeof asked === "string") keep(where, options);
    return kept || ask(where, options);
  };

  window.csp.ahead = function (search) {
    if (!first) return;
    const [where, options] = first.request;
    const changed = ["url.search"];
    const asked = { ...JSON.parse(options.body), changedPropIds: changed, parsedChangedPropsIds: changed };
    asked.inputs[0].value = search;
    early = { asked: JSON.stringify(asked) };
    early.answer = ask(where, { ...options, body: early.asked });
    /* Where nobody asks any more, nobody need hear that it was lost. */
    early.answer.catch(() => undefined);
  };
  /* Nor is a step back to that address answered with what was true then. */
  window.addEventListener("popstate", () => (early = null));
})();
