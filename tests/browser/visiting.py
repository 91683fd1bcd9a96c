"""A visit to the dashboard in a browser, with everything that happened on it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ASHFORD = "E07000105"
SIZES = {"desk": (1440, 900), "projector": (1920, 1080), "phone": (390, 844)}
# WCAG 2.2 AA; what it has no fault to find with is not listed, which takes half of its time.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@dataclass
class Visit:
    """A page with what happened on it. `check` fails on any request to elsewhere and any console error."""

    page: Page
    server: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    under_way: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def _answered(self, _) -> None:
        self.under_way -= 1

    def _requested(self, request) -> None:
        self.under_way += 1
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

    def accessible(self, within: str | None = None) -> None:
        """Axe finds nothing on the page (or `within` a part of it), and nothing runs over its side."""
        results = Axe().run(self.page, context=within, options=RULES)
        found = [
            (item["id"], [node["html"][:160] for node in item["nodes"][:3]])
            for item in results.response["violations"]
        ]
        assert found == []
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.page.viewport_size["width"]

    def settled(self) -> None:
        """Wait until nothing has been on its way for a third of a second."""
        quiet = 0
        for _ in range(300):
            self.page.wait_for_timeout(55)
            waiting = self.under_way or self.page.locator("#page [data-dash-is-loading]").count()
            quiet = 0 if waiting else quiet + 1
            if quiet == 6:
                return
        raise TimeoutError("the page did not settle")

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
            for _ in range(600):
                if waiting:
                    return
                self.page.wait_for_timeout(25)
            raise TimeoutError(f"nothing asked for {address}")

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
