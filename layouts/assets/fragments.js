/* Parts of a page that are words arrive as HTML, escaped by layouts/markup.py, in an attribute. */
(function () {
  "use strict";

  function fill() {
    window.dash_clientside.callback_context.inputs_list.flat().forEach((input) => {
      const place = document.getElementById(input.id);
      if (!place || place.filledWith === input.value) return;
      place.filledWith = input.value;
      place.innerHTML = input.value || "";
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  Object.assign((window.dash_clientside.csp = window.dash_clientside.csp || {}), { fill: fill });
})();
