"""What a filter change costs on every page: requests and bytes, however busy the machine is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from visiting import ASHFORD, Visit

THANET, FORCE = "E07000114", "E23000032"
# Requests of the bar and of the page's sections, and the most bytes of them all, both ways, compressed.
WEIGHT = {
    "/": (2, 15_000),
    "/targets": (5, 24_000),
    "/plan": (3, 16_000),
    "/hotspots": (3, 24_000),
    "/peaks": (3, 20_000),
    "/compare": (3, 24_000),
    "/findings": (2, 10_000),
}


@dataclass
class Moved:
    """What went over the wire since it was last asked."""

    requests: int = 0
    sent: int = 0
    received: int = 0


@pytest.mark.parametrize("path", WEIGHT)
def test_a_filter_change_asks_seldom_and_moves_little(page, server, path):
    visit = Visit(page, server)
    visit.open(path)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    moved = Moved()

    def sending(event):
        if "_dash-update-component" in event["request"]["url"]:
            moved.requests += 1
            moved.sent += len(event["request"].get("postData", ""))

    def finished(event):
        moved.received += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sending)
    session.on("Network.loadingFinished", finished)
    requests, most = WEIGHT[path]
    for control, value in (
        ("measure", "violence_with_injury"),
        ("compare", "none"),
        ("measure", "all_crime"),
        ("area", THANET),
        ("area", ASHFORD),
        ("area", FORCE),
    ):
        moved.requests = moved.sent = moved.received = 0
        visit.control(control).select_option(value)
        visit.settled()
        assert moved.requests <= requests, (control, value, moved)
        assert moved.sent + moved.received <= most, (control, value, moved)
    visit.check()
