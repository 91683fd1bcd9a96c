"""A page opened for the first time in Chromium, until all of it stands: Targets against Overview."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from bench.browser_speed import ARGUMENTS, CHROMIUM, QUIET_MS

# What stands last on each page.
PAGES: Final = {"/": "#graph-months .bars .point", "/targets": "#scorecard .score-status"}
TURNS: Final = 9
WATCH: Final = """
window.benchLast = 0;
new MutationObserver(() => { window.benchLast = performance.now(); })
  .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
SETTLED: Final = """
(quiet) => new Promise((done) => {
  const look = () => {
    if (performance.now() - window.benchLast > quiet) done(window.benchLast); else setTimeout(look, 10);
  };
  look();
})
"""


@dataclass(frozen=True)
class Opened:
    """Milliseconds from the request to the last change of the document, the median of each page."""

    overview_ms: float
    targets_ms: float
    turns: int


def measure_pages(address: str) -> Opened:
    """Open both pages in turn, each time in a browser that has kept nothing."""
    taken: dict[str, list[float]] = {path: [] for path in PAGES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for turn in range(TURNS + 1):
            for path, last in PAGES.items():
                milliseconds = _open(browser, address + path, last=last)
                # The first turn warms the server up.
                if turn:
                    taken[path].append(milliseconds)
        browser.close()
    overview, targets = (statistics.median(values) for values in taken.values())
    return Opened(overview, targets, TURNS)


def _open(browser: Browser, url: str, *, last: str) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_function("last => document.querySelector(last)", arg=last, polling=50)
    found = float(page.evaluate(SETTLED, QUIET_MS))
    context.close()
    return found
