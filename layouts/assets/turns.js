/* A busy server says when to come again; a server that has just been started anew drops what it was asked.
   Every answer is read only, so asking again is safe, and nobody needs to press anything. */
(function () {
  "use strict";

  const MOST = 15;
  const LOST = 3;
  const AWAY = "The server does not answer. The page shows what was asked for before, and asks again by itself.";
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

  /* A page with the figures of one address under the controls of another must not stand there without a word: its
     questions are asked until they are answered, also where a proxy answers for a server that is away. */
  const isPage = ([where]) => String(where).includes("_dash-update-component");
  const isAway = (answer) => answer.status === 502 || answer.status === 504;

  async function answerOf(request, lost) {
    try {
      const answer = await ask(...request);
      if (!isPage(request) || !isAway(answer)) {
        if (lost > LOST) say("");
        return answer;
      }
    } catch (error) {
      if ((lost === LOST && !isPage(request)) || (error && error.name === "AbortError")) throw error;
    }
    if (lost >= LOST) say(AWAY);
    await wait(Math.min(1 + lost, 5));
    return answerOf(request, lost + 1);
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
