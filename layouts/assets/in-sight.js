/* A chart far out of sight is drawn when it comes near: one that nobody looks at kept the words above it waiting.
   Until then it is hidden, since it shows what was asked for before; paper has all of them, and so has a picture. */
(function () {
  "use strict";

  const away = new WeakSet();
  const held = new WeakMap();

  function drawNow(drawn) {
    const draw = held.get(drawn);
    held.delete(drawn);
    drawn.classList.remove("held");
    return draw ? draw() : Promise.resolve(drawn);
  }

  const look = new IntersectionObserver(
    (entries) =>
      entries.forEach(({ target, isIntersecting }) => {
        if (!isIntersecting) return away.add(target);
        away.delete(target);
        return drawNow(target);
      }),
    { rootMargin: "50% 0px" }
  );

  /* Plotly's way to draw, put off for what is away: the charts of one measure in depth, below the matrix. */
  function whenNear(react) {
    return function (drawn, ...rest) {
      const patient = drawn.closest(".depth");
      if (patient && !drawn._fullLayout) look.observe(drawn);
      if (!patient || !drawn._fullLayout || !away.has(drawn)) {
        held.delete(drawn);
        return react.call(this, drawn, ...rest);
      }
      held.set(drawn, () => react.call(this, drawn, ...rest));
      drawn.classList.add("held");
      return Promise.resolve(drawn);
    };
  }

  window.addEventListener("beforeprint", () => document.querySelectorAll(".held").forEach(drawNow));
  Object.assign(window.csp, { drawNow: drawNow, whenNear: whenNear });
})();
