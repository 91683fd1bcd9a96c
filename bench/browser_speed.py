"""A filter change in Chromium until every chart is redrawn, against handing the page the same properties.

Both are timed alike: from the moment of the change to the last change of the document before a quiet
quarter of a second. The comparison is a clientside callback's best case: the answer of the server is
kept, the page is put back, and the same properties are set from memory, without a request.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
QUIET_MS = 250

WATCH = """
(quiet) => {
  window.benchLast = 0;
  new MutationObserver(() => { window.benchLast = performance.now(); })
    .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  window.benchQuiet = (start) => new Promise((done) => {
    const look = () => {
      const last = Math.max(window.benchLast, start);
      if (performance.now() - last > quiet) done(last - start); else setTimeout(look, 10);
    };
    setTimeout(look, 10);
  });
}
"""

CHANGE = """
async ([id, value]) => {
  const control = document.getElementById(id);
  const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
  const start = performance.now();
  set.call(control, value);
  control.dispatchEvent(new Event('change', {bubbles: true}));
  return await window.benchQuiet(start);
}
"""

HAND = """
async (answers) => {
  const start = performance.now();
  for (const answer of answers)
    for (const [id, props] of Object.entries(answer.response))
      if (id !== 'url') window.dash_clientside.set_props(id.startsWith('{') ? JSON.parse(id) : id, props);
  return await window.benchQuiet(start);
}
"""


@dataclass(frozen=True)
class Change:
    """One filter change: milliseconds by the server, from memory, bytes both ways, requests."""

    control: str
    served_ms: float
    handed_ms: float
    sent: int
    received: int
    requests: int


@dataclass(frozen=True)
class Summary:
    """Medians over all changes."""

    changes: int
    served_ms: float
    handed_ms: float
    bytes_median: float
    bytes_most: int
    requests: float


def measure_changes(
    address: str,
    *,
    rounds: Sequence[tuple[str, str]],
    handed: bool = True,
    quiet_ms: int = QUIET_MS,
    height: int = 900,
) -> Summary:
    """Make every change of `rounds` (control name, value) in turn, starting from the page at `address`.

    `handed`: also hand the same properties over from memory. `quiet_ms` must be longer than any answer takes.
    `height` is the window's: a chart far below its edge is drawn when it comes near, and not before.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": height})
        page.goto(address, wait_until="networkidle")
        page.evaluate(WATCH, quiet_ms)
        page.evaluate("() => window.benchQuiet(performance.now())")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        changes = []
        before: list[dict[str, object]] = []
        for control, value in rounds:
            change, answers = _measure(page, session, control=control, value=value, before=before)
            changes.append(change)
            before = answers if handed else []
        browser.close()
    # The first change has no earlier answer to put the page back to.
    kept = changes[1:]
    moved = [change.sent + change.received for change in kept]
    return Summary(
        changes=len(kept),
        served_ms=statistics.median(change.served_ms for change in kept),
        handed_ms=statistics.median(change.handed_ms for change in kept),
        bytes_median=statistics.median(moved),
        bytes_most=max(moved),
        requests=statistics.median(change.requests for change in kept),
    )


def _measure(
    page: Page, session: CDPSession, *, control: str, value: str, before: list[dict[str, object]]
) -> tuple[Change, list[dict[str, object]]]:
    received: list[int] = []
    sent: list[int] = []
    answers: list[dict[str, object]] = []

    def finished(event: dict[str, int]) -> None:
        received.append(int(event["encodedDataLength"]))

    def sending(event: dict[str, dict[str, str]]) -> None:
        sent.append(len(event["request"].get("postData", "")))

    def answered(response: Response) -> None:
        if "_dash-update-component" in response.url and response.status == 200:
            answers.append(response.json())

    session.on("Network.loadingFinished", finished)
    session.on("Network.requestWillBeSent", sending)
    page.on("response", answered)
    identity = json.dumps({"filter": control}, separators=(",", ":"))
    served = page.evaluate(CHANGE, [identity, value])
    session.remove_listener("Network.loadingFinished", finished)
    session.remove_listener("Network.requestWillBeSent", sending)
    page.remove_listener("response", answered)
    handed = 0.0
    if before:
        page.evaluate(HAND, before)
        handed = page.evaluate(HAND, answers)
    change = Change(
        control=control,
        served_ms=served,
        handed_ms=handed,
        sent=sum(sent),
        received=sum(received),
        requests=len(received),
    )
    return change, answers
