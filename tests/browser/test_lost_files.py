"""Files of the page whose connection broke off: a worker that dies takes them with it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

BARS = "#graph-months .bars .point"
OPENED_AGAIN = "() => performance.getEntriesByType('navigation')[0].type === 'reload'"


def lose(page, kind: str, *, times: int) -> list[str]:
    """Break off the connections of the first so many requests whose address holds `kind`; gives them."""
    lost: list[str] = []

    def answer(route):
        if len(lost) < times:
            lost.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(re.compile(kind), answer)
    return lost


@pytest.mark.parametrize(
    "kind", ["dash_renderer", r"async-graph", r"assets/cards\.js", r"assets/1-base\.css"]
)
def test_a_page_that_lost_a_script_or_a_style_opens_again_by_itself(page, server, kind):
    lost = lose(page, kind, times=1)
    page.goto(server)
    page.wait_for_function(OPENED_AGAIN)
    expect(page.locator(BARS).first).to_be_attached()
    assert len(lost) == 1


@pytest.mark.parametrize("kind", ["_dash-layout", "_dash-dependencies", "_dash-update-component"])
def test_a_question_that_was_lost_is_asked_again(page, server, kind):
    lost = lose(page, kind, times=2)
    page.goto(server)
    expect(page.locator(BARS).first).to_be_attached()
    assert len(lost) == 2


def test_a_page_whose_script_never_comes_stops_opening(page, server):
    lost = lose(page, "dash_renderer", times=100)
    page.goto(server)
    for opened in range(3):
        with page.expect_navigation():
            assert len(lost) >= opened + 1
    page.wait_for_timeout(5000)
    assert len(lost) == 4


def test_a_page_that_is_told_to_come_again_says_how_often_it_was(page, server):
    """Its words are what the server gives places to wait by (callbacks/turns.py)."""
    asked: list[str | None] = []

    def busy(route):
        asked.append(route.request.headers.get("csp-asked"))
        if len(asked) > 4:
            route.continue_()
        else:
            route.fulfill(status=503, headers={"Retry-After": "0"}, body="busy")

    page.goto(server)
    expect(page.locator(BARS).first).to_be_attached()
    page.route(re.compile("_dash-update-component"), busy)
    page.locator("select[id*='\"measure\"']").select_option("burglary")
    expect(page.locator("#card-wards")).to_contain_text("Burglary by ward")
    assert asked[0] is None
    assert {"1", "2"} <= set(asked)
