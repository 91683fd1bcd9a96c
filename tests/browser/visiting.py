"""A visit to the dashboard in a browser, with everything that happened on it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request
from playwright.sync_api import TimeoutError as NeverCame

ASHFORD = "E07000105"
SIZES = {"desk": (1440, 900), "projector": (1920, 1080), "phone": (390, 844)}
# WCAG 2.2 AA; what it has no fault to find with is not listed, which takes half of its time.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# Seconds. Only what will never happen is waited for in vain.
PATIENCE = 120
# Keeps what the page says from now on, since it says it for a few seconds only.
LISTEN = """() => {
  const place = document.getElementById("said");
  window.heard = [];
  new MutationObserver(() => window.heard.push(place.textContent)).observe(place, { childList: true });
}"""
# Asked at every frame: whether the page, which scrolls smoothly, was idle three times with nothing to do.
QUIET = """() => {
  const { callbacks, appLifecycle } = window.store ? window.store.getState() : {};
  const { address, asked, edited } = (document.getElementById("bar") || { dataset: {} }).dataset;
  const isDrawn = (graph) => {
    const drawn = graph.querySelector(".js-plotly-plot") || {};
    if (!drawn._fullLayout || (drawn._promises || []).length) return false;
    if (drawn.matches(".dash-graph--pending")) return false;
    return !drawn.clientWidth || Math.abs(drawn.clientWidth - drawn._fullLayout.width) <= 1;
  };
  const settling = (window.settling ||= { looks: 0 });
  const before = settling.at;
  settling.at = [scrollY, document.documentElement.scrollHeight].join();
  const waitsFor = [
    appLifecycle !== "HYDRATED" && "Dash",
    Object.entries(callbacks || {}).some(([name, list]) => name !== "stored" && list.length) && "an answer",
    document.querySelector("#page [data-dash-is-loading]") && "a part of the page",
    [...document.querySelectorAll("#page .dash-graph")].some((graph) => !isDrawn(graph)) && "a chart",
    Object.values(window.PlotlyGeoAssets || {}).some((layer) => typeof layer === "string") && "areas",
    asked === location.search && edited === asked && address !== asked && "the address",
    before !== settling.at && "what moves",
  ].filter(Boolean);
  settling.waitsFor = waitsFor;
  if (waitsFor.length) settling.looks = 0;
  else if (!settling.asked) {
    settling.asked = true;
    requestIdleCallback(() => {
      settling.asked = false;
      settling.looks += 1;
    });
  }
  return settling.looks >= 3;
}"""


@dataclass
class Visit:
    """A page with what happened on it. `check` fails on any request to elsewhere and any console error."""

    page: Page
    server: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def _answered(self, request) -> None:
        self.under_way.discard(request)

    def _requested(self, request) -> None:
        self.under_way.add(request)
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.outside.append(request.url)
        if request.method == "POST" and '"graph-wards"' in (request.post_data or ""):
            self.drawn.append(self.page.url)

    def open(self, path: str) -> None:
        """Go to a path and wait until the page is drawn."""
        self.page.goto(self.server + path)
        self.settled()

    def resize(self, size: str) -> None:
        """Make the window a desk's, a projector's or a phone's."""
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def sizes(self, *sizes: str) -> Iterator[str]:
        """The open page in windows of these sizes, or of all, one after another, drawn anew for each.

        It is then, to the pixel, what a page opened at that size is: but for Targets, whose grid works out
        some of its heights when its rows come.
        """
        for size in sizes or SIZES:
            self.resize(size)
            self.settled()
            yield size

    def accessible(self, within: str | None = None) -> None:
        """Axe finds nothing on the page (or `within` a part of it), and nothing runs over its side."""
        results = Axe().run(self.page, context=within, options=RULES)
        found = [
            (item["id"], [node["html"][:160] for node in item["nodes"][:3]])
            for item in results.response["violations"]
        ]
        wide = self.page.viewport_size["width"]
        assert found == [], wide
        assert self.page.evaluate("document.documentElement.scrollWidth") <= wide

    @contextmanager
    def hears(self, words: str) -> Iterator[None]:
        """What is done within makes the page say these words anew, for some seconds."""
        self.page.evaluate(LISTEN)
        yield
        self.page.wait_for_function("words => window.heard.some((said) => said.includes(words))", arg=words)

    def settled(self) -> None:
        """Wait until the page has nothing left to do: no answer on its way, all drawn, the address short.

        However long that takes: the page is asked what it waits for, not watched for a while.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            left = max(1.0, deadline - time.monotonic())
            try:
                self.page.evaluate("window.settling = { looks: 0 }")
                self.page.wait_for_function(QUIET, timeout=1000 * left)
            except NeverCame:
                why = self.page.evaluate("window.settling")
                raise TimeoutError(f"the page did not settle: {why}, {self._asked()}") from None
            if not self.under_way:
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"the page did not settle: {self._asked()}")
            self.page.wait_for_timeout(20)

    def _asked(self) -> list[str]:
        return [request.url for request in self.under_way]

    @contextmanager
    def holding(self, address: str, body: str = ""):
        """Requests with these words in address and body wait until its end. Gives a way to wait for one."""
        waiting = []

        def answer(route):
            if body in (route.request.post_data or ""):
                waiting.append(route)
            else:
                route.continue_()

        def come():
            deadline = time.monotonic() + PATIENCE
            while not waiting:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"nothing asked for {address}")
                self.page.wait_for_timeout(25)

        self.page.route(re.compile(address), answer)
        yield come
        for route in waiting:
            route.continue_()
        self.page.unroute(re.compile(address), answer)

    def control(self, name: str):
        """A control of the filter bar."""
        return self.page.locator(f"select[id*='\"{name}\"']")

    def path(self) -> str:
        """The address without the server."""
        return self.page.url.removeprefix(self.server)

    def check(self) -> None:
        """Nothing went elsewhere and nothing complained."""
        assert self.outside == []
        assert self.errors == []
