/* What a card fetches when it is asked for: its table, its file, its text. All of it is of the store version whose
   words stand in the card, whatever was published since. */
(function () {
  "use strict";

  const viewOf = (element) => element.closest("[data-view]").dataset.view;

  /* The address may still be on its way into the browser's bar when its change is announced. */
  let query = window.location.search;

  /* The address whose answer a card shows: the next one may be on its way. */
  const shown = new Map();
  const shownOf = (view) => shown.get("words-" + view) ?? query;

  function addressOf(view, kind, form, search = query) {
    const title = document.getElementById("title-" + view);
    const asked = new URLSearchParams(search);
    if (title && title.dataset.version) asked.set("version", title.dataset.version);
    return `/${kind}/${view}.${form}?${asked}`;
  }

  async function answerOf(address) {
    const answer = await fetch(address).catch(() => {
      throw new Error("Check that the server is running, then try again.");
    });
    if (answer.ok) return answer;
    /* The server's own words where it has some for what went wrong. */
    const said = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    throw new Error(said ? await answer.text() : `The server answered ${answer.status}.`);
  }

  async function fill(view) {
    const place = document.getElementById("table-" + view);
    const asked = addressOf(view, "table", "html");
    if (place.dataset.asked === asked) return;
    place.dataset.asked = asked;
    try {
      const table = await (await answerOf(asked)).text();
      /* Of several that are on their way the one asked for last, and none in a table that was closed. */
      if (place.dataset.asked === asked) place.innerHTML = table;
    } catch (error) {
      if (place.dataset.asked !== asked) return;
      place.textContent = "The table could not be fetched. " + error.message;
      delete place.dataset.asked;
    }
  }

  function toggleTable(button) {
    const view = viewOf(button);
    const place = document.getElementById("table-" + view);
    const opens = place.hidden;
    button.setAttribute("aria-expanded", String(opens));
    place.hidden = !opens;
    place.textContent = "";
    delete place.dataset.asked;
    return opens ? fill(view) : undefined;
  }

  /* Open tables follow the address, and the version of the words that then come. */
  const fillOpen = () =>
    document.querySelectorAll("button[data-do=table][aria-expanded=true]").forEach((button) => fill(viewOf(button)));
  window.addEventListener("csp:address", (event) => {
    query = event.detail;
    fillOpen();
  });
  window.addEventListener("csp:words", ({ detail }) => {
    detail.forEach((id) => shown.set(id, query));
    fillOpen();
  });

  /* Fetched, not followed: of a busy server it is asked for again, and what went wrong is said. */
  async function csv(link) {
    const answer = await answerOf(addressOf(viewOf(link), "table", "csv"));
    const [, name] = /filename="(.*)"/.exec(answer.headers.get("Content-Disposition"));
    return [await answer.blob(), name];
  }

  /* One that is opened elsewhere, or saved by the browser's own menu, takes the address on when it is about to be used. */
  ["pointerdown", "focusin", "click"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const link = event.target.closest && event.target.closest("a[data-do=csv]");
      if (link) link.setAttribute("href", addressOf(viewOf(link), "table", "csv"));
    })
  );

  Object.assign(window.csp, {
    csv: csv,
    fetched: (...parts) => answerOf(addressOf(...parts)),
    shownOf: shownOf,
    toggleTable: toggleTable,
    viewOf: viewOf,
  });
})();
