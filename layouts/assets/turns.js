/* A busy server says when to come again; a server that has just been started anew drops what it was asked.
   Every answer is read only, so asking again is safe, and nobody needs to press anything. */
(function () {
  "use strict";

  const MOST = 15;
  const LOST = 3;
  const ask = window.fetch.bind(window);
  const wait = (seconds) => new Promise((done) => window.setTimeout(done, 1000 * seconds));

  function say(words) {
    const place = document.querySelector(".said");
    if (place && place.textContent !== words) place.textContent = words;
  }

  /* Who was told to come again several times waits before those who come first. */
  function counted([where, options = {}], turn) {
    const headers = new Headers(options.headers || where.headers);
    headers.set("Csp-Asked", turn);
    return [where, { ...options, headers }];
  }

  async function answerOf(request, lost) {
    try {
      return await ask(...request);
    } catch (error) {
      if (lost === LOST || (error && error.name === "AbortError")) throw error;
      await wait(1 + lost);
      return answerOf(request, lost + 1);
    }
  }

  window.fetch = async function (...request) {
    for (let turn = 0; ; turn += 1) {
      const answer = await answerOf(turn ? counted(request, turn) : request, 0);
      const again = answer.status === 503 && answer.headers.get("Retry-After");
      if (!again || turn === MOST) {
        if (turn && answer.ok) say("");
        return answer;
      }
      say("The server is busy. This page asks again by itself.");
      /* Not all at the same moment. */
      await wait(Number(again) * (0.5 + Math.random()));
    }
  };
})();
