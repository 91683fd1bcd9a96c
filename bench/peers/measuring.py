"""Start, first paint, filter changes, bytes and memory of a page, the same way for every page."""

from __future__ import annotations

import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
from playwright.sync_api import Page, Route, sync_playwright

from bench.browser_speed import ARGUMENTS, CHROMIUM
from bench.peers.counting import Door, counted

# A page that thinks for longer than this without touching the document would be timed too short.
QUIET_MS: Final = 1500
# Plotly asks a far server for a map of the world, even where it is hidden, and draws no map until it has one.
WORLD: Final = "**/world_110m.json"
LAYERS: Final = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY: Final = {
    "type": "Topology",
    "arcs": [],
    "objects": {name: {"type": "GeometryCollection", "geometries": []} for name in LAYERS},
}
# Every change of the document and of its shadow trees, but for the sign that says a page is busy.
WATCH: Final = """
(() => {
window.benchLast = 0;
const seen = (records) => {
  if (records.some((record) => {
    const at = record.target.nodeType === 1 ? record.target : record.target.parentElement;
    return !(at && at.closest && at.closest('[data-testid=stStatusWidget], [data-testid=stToolbar]'));
  })) window.benchLast = performance.now();
};
const watch = (root) => new MutationObserver(seen).observe(
  root, {subtree: true, childList: true, attributes: true, characterData: true});
watch(document);
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (...given) {
  const root = attach.apply(this, given);
  watch(root);
  return root;
};
})();
"""
SETTLED: Final = """
([quiet, start]) => new Promise((done) => {
  const look = () => {
    const last = Math.max(window.benchLast, start);
    if (performance.now() - last > quiet) done(last - start); else setTimeout(look, 20);
  };
  setTimeout(look, 20);
})
"""
CLICK: Final = "(element) => { window.benchStart = performance.now(); element.click(); }"
CHOOSE: Final = """
([name, value]) => {
  const control = document.getElementById(JSON.stringify({filter: name}));
  const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
  window.benchStart = performance.now();
  set.call(control, value);
  control.dispatchEvent(new Event('change', {bubbles: true}));
}
"""


@dataclass(frozen=True)
class Peer:
    """A page: the command that serves it ({port} stands for the port), its path, what stands last on it.

    `choices` says what a choice is called in our own address; where it is empty, options are clicked by name.
    """

    name: str
    command: Sequence[str]
    folder: Path
    path: str
    last: str
    environment: Mapping[str, str]
    choices: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Measured:
    """Seconds to start, milliseconds, bytes a change both ways, and MiB of all its processes (PSS)."""

    start_s: float
    paint_ms: float
    change_ms: float
    bytes_a_change: float
    memory_mib: float


def measure(peer: Peer, *, port: int, changes: Sequence[str], paints: int) -> Measured:
    """Start a page's server, open it `paints` times, make the changes in the last browser, weigh it."""
    command = [part.replace("{port}", str(port)) for part in peer.command]
    began = time.perf_counter()
    process = psutil.Popen(
        command,
        cwd=peer.folder,
        env=dict(peer.environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _answered(f"http://127.0.0.1:{port}{peer.path}", process)
        start = time.perf_counter() - began
        with counted(port) as door, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            painted = []
            # The first one warms the server up.
            for _ in range(paints + 1):
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                painted.append(_open(page, f"http://127.0.0.1:{door.port}{peer.path}", last=peer.last))
                if len(painted) <= paints:
                    page.context.close()
            changed = [
                _change(page, door, choice=choice, named=peer.choices.get(choice)) for choice in changes
            ]
            memory = sum(part.memory_full_info().pss for part in [process, *process.children(recursive=True)])
            browser.close()
    finally:
        for part in [*process.children(recursive=True), process]:
            part.terminate()
        process.wait(timeout=10)
    kept = changed[1:]
    return Measured(
        start_s=start,
        paint_ms=statistics.median(painted[1:]),
        change_ms=statistics.median(milliseconds for milliseconds, _ in kept),
        bytes_a_change=statistics.median(moved for _, moved in kept),
        memory_mib=memory / 2**20,
    )


def _answered(url: str, process: psutil.Popen) -> None:
    began = time.perf_counter()
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None or time.perf_counter() - began > 60:
                raise RuntimeError(f"{url} did not answer") from None
            time.sleep(0.01)


def _open(page: Page, url: str, *, last: str) -> float:
    def stub(route: Route) -> None:
        route.fulfill(json=EMPTY, headers={"access-control-allow-origin": "*"})

    page.route(WORLD, stub)
    page.add_init_script(WATCH)
    page.goto(url)
    page.locator(last).first.wait_for(state="attached", timeout=60_000)
    return float(page.evaluate(SETTLED, [QUIET_MS, 0]))


def _change(page: Page, door: Door, *, choice: str, named: tuple[str, str] | None) -> tuple[float, int]:
    """Milliseconds from the choice to the last change of the document, and the bytes that passed."""
    before = door.passed
    if named is not None:
        page.evaluate(CHOOSE, list(named))
    else:
        page.get_by_text(choice, exact=True).first.evaluate(CLICK)
    start = page.evaluate("() => window.benchStart")
    taken = float(page.evaluate(SETTLED, [QUIET_MS, start]))
    return taken, door.passed - before
