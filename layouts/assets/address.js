/* The address is the only state. Everything on the page that changes it goes through `go`. */
(function () {
  "use strict";

  /* Milliseconds after which an answer is drawn: what can wait does. */
  const SETTLED = 250;

  function go(changes, pathname) {
    const query = new URLSearchParams(window.location.search);
    Object.entries(changes).forEach(([key, value]) => (value ? query.set(key, value) : query.delete(key)));
    open(pathname || window.location.pathname, query.toString());
  }

  /* Another page is read from its head, not from where the one before was left, and so the keyboard goes on. */
  const mounting = new MutationObserver(() => {
    mounting.disconnect();
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) document.getElementById("page").focus({ preventScroll: true });
  });
  const beginAtItsHead = () => mounting.observe(document.getElementById("page"), { childList: true });

  /* Written here and now: Dash would do it when it next draws, and what is pressed until then knew nothing of it. */
  function open(pathname, query) {
    const { location, history } = window;
    const changed = { search: query ? "?" + query : "" };
    if (pathname !== location.pathname) changed.pathname = pathname;
    if (changed.pathname) beginAtItsHead();
    else if (changed.search !== location.search) window.csp.ahead(changed.search);
    if (pathname + changed.search !== location.pathname + location.search) history.pushState({}, "", pathname + changed.search);
    window.dash_clientside.set_props("url", { ...changed, hash: "", href: location.href });
    follow(pathname, changed.search);
  }

  /* A link's address was written for that of its answer. Where another choice has been made since, it holds: only what
     the link would change is changed. */
  const written = new Map();
  window.addEventListener("csp:words", ({ detail }) => detail.forEach((id) => written.set(id, window.location.search)));
  function lead(link, wanted) {
    const before = written.get(link.closest("[id]").id);
    if (before === undefined || before === window.location.search) return open(window.location.pathname, wanted);
    const [from, to] = [new URLSearchParams(before), new URLSearchParams(wanted)];
    const changed = [...new Set([...from.keys(), ...to.keys()])].filter((key) => from.get(key) !== to.get(key));
    return go(Object.fromEntries(changed.map((key) => [key, to.get(key)])));
  }

  const plain = (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-set]");
    if (button && button.dataset.set === "area") return choose("area", button.dataset.value);
    if (button) return go({ [button.dataset.set]: button.dataset.value });
    const link = event.target.closest("a[href]");
    if (!link || !plain(event)) return undefined;
    const href = link.getAttribute("href");
    if (link.dataset.page) {
      event.preventDefault();
      return open(link.dataset.page, window.location.search.slice(1));
    }
    /* Another page with its own query, such as an indicator's on the targets page. */
    const [path, asked] = href.split("?");
    if (asked && document.querySelector(`nav a[data-page="${path}"]`)) {
      event.preventDefault();
      return open(path, asked);
    }
    if (href.startsWith("?")) {
      event.preventDefault();
      return lead(link, href.slice(1));
    }
    return undefined;
  });

  /* A page opened in a new tab keeps the filters: its link takes them on when it is about to be used, and when it is:
     whoever stands on it may have gone a step back since. */
  ["pointerdown", "focusin", "click"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const link = event.target.closest && event.target.closest("a[data-page]");
      if (link) link.setAttribute("href", link.dataset.page + window.location.search);
    })
  );

  /* A click on a graph writes a key of the address; a second click on the same thing lets it go. */
  function choose(key, value) {
    const now = new URLSearchParams(window.location.search).get(key);
    if (key === "area") return go({ area: value, plan: "", priority: "", ward: "" });
    return go({ [key]: now === value ? "" : value });
  }
  window.csp = { choose: choose, go: go };

  /* A select that writes a key of the address; its empty value lets the key go. */
  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-set]");
    if (!select) return;
    go({ [select.dataset.set]: select.value });
  });

  /* A control of the bar. The server decides what no longer fits, and how short the address can be. */
  function edit(bar, name, value) {
    const query = new URLSearchParams(window.location.search);
    (JSON.parse(bar.dataset.forgets)[name] || []).forEach((key) => query.delete(key));
    query.set(name === "start" ? "from" : name, value);
    if (name === "window" && value === "range") query.set("from", bar.dataset.first);
    if (query.has("window") && query.get("window") !== "range") query.delete("from");
    window.dash_clientside.set_props("bar", { "data-edited": "?" + query });
    open(window.location.pathname, query.toString());
  }
  document.addEventListener("change", (event) => {
    const control = event.target.closest("#bar select");
    if (control) edit(control.form, JSON.parse(control.id).filter, control.value);
  });

  /* Enter in a form of selects must not reload the page. */
  document.addEventListener("submit", (event) => event.preventDefault());

  /* The address a control wrote, without what it can do without; a link or a step back stays as it is. */
  window.addEventListener("csp:words", (event) => {
    if (!event.detail.has("bar")) return;
    window.setTimeout(() => {
      const { address, asked, edited } = document.getElementById("bar").dataset;
      /* Whoever has chosen on since is elsewhere already. */
      if (asked !== window.location.search || edited !== asked || address === asked) return;
      window.history.replaceState(window.history.state, "", window.location.pathname + address);
    }, SETTLED);
  });

  /* The page in the navigation and tables that are open follow the address. */
  function mark(pathname) {
    document.querySelectorAll("a[data-page]").forEach((link) => {
      if (link.dataset.page === pathname) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }
  function follow(pathname, search) {
    mark(pathname);
    window.dispatchEvent(new CustomEvent("csp:address", { detail: search }));
  }
  window.addEventListener("popstate", () => follow(window.location.pathname, window.location.search));
  window.addEventListener("csp:words", (event) => event.detail.has("bar") && mark(window.location.pathname));
})();
