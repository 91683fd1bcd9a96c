"""The memory of a server whose pages have all been opened."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import sync_playwright

from bench.browser_speed import ARGUMENTS, CHROMIUM
from bench.load_runs import server_memory

# So often, that every process of the server has answered for every page.
TURNS = 3


def memory_of_pages(address: str, *, areas: Sequence[str], paths: Sequence[str]) -> float:
    """MiB (PSS of all its processes) after every page of every area was opened in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for _ in range(TURNS):
            for area in areas:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.set_default_timeout(120_000)
                for path in paths:
                    page.goto(f"{address}{path}?area={area}", wait_until="networkidle")
                page.close()
        browser.close()
    return server_memory()
