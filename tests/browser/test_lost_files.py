"""Files of the page whose connection broke off: a worker that dies takes them with it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

BARS = "#graph-months .bars .point"
# For every opening of the page the milliseconds after which it wants to do something.
PLANNED = """{
  const planned = [...JSON.parse(sessionStorage.planned || "[]"), []];
  const its = window.setTimeout;
  const keep = () => (sessionStorage.planned = JSON.stringify(planned));
  window.setTimeout = (what, after, ...rest) => {
    planned.at(-1).push(after);
    keep();
    return its(what, after, ...rest);
  };
  keep();
}"""
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


@pytest.mark.parametrize("how", ["reset", "bad gateway"])
def test_a_page_whose_server_is_away_says_so_until_it_is_answered(page, server, how):
    page.goto(server + "/compare?to=2023-02")
    caption, said = page.locator("#caption-rates"), page.locator("#said")
    expect(caption).to_contain_text("All crime")
    page.evaluate("() => { const wait = setTimeout; window.setTimeout = (f, ms) => wait(f, ms / 20); }")

    def away(route):
        route.abort("connectionreset") if how == "reset" else route.fulfill(status=502, body="Bad gateway")

    page.route(re.compile("_dash-update-component"), away)
    page.locator("select[id*='\"measure\"']").select_option("burglary")
    expect(said).to_contain_text("The server does not answer")
    expect(caption).to_contain_text("All crime")
    page.unroute(re.compile("_dash-update-component"), away)
    expect(caption).to_contain_text("Burglary")
    expect(said).to_be_empty()


def test_a_page_whose_script_never_comes_stops_opening(page, server):
    lost = lose(page, "dash_renderer", times=100)
    page.add_init_script(PLANNED)
    page.goto(server)
    while len(lost) < 4:
        page.wait_for_timeout(50)
    # Its scripts have come or failed: what it does about that is planned.
    page.wait_for_load_state()
    assert json.loads(page.evaluate("sessionStorage.planned")) == [[1000], [2000], [3000], []]
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


AREAS = "#graph-wards .choroplethlayer > .choropleth:first-child > path[d^=M]"
LOST_MAP = "#card-wards .lost-layer"


@pytest.mark.parametrize("how", ["reset", "broken off", "busy", "bad gateway"])
def test_a_layer_of_areas_that_was_lost_is_asked_for_again(page, server, how):
    lost: list[str] = []

    def answer(route):
        if len(lost) == 2:
            return route.continue_()
        lost.append(route.request.url)
        if how == "reset":
            return route.abort("connectionreset")
        if how == "broken off":
            return route.fulfill(body='{"type": "FeatureColl', content_type="application/geo+json")
        if how == "busy":
            return route.fulfill(status=503, headers={"Retry-After": "1"}, body="busy")
        return route.fulfill(status=502, body="Bad gateway")

    page.route(re.compile("/geo/"), answer)
    page.goto(server)
    expect(page.locator(AREAS).first).to_be_attached()
    expect(page.locator(".ward-list button")).to_have_count(page.locator(AREAS).count())
    expect(page.locator(LOST_MAP)).to_have_count(0)
    assert len(lost) == 2


def test_a_map_whose_areas_never_come_says_so_and_is_drawn_at_the_next_change(visit):
    page, lost = visit.page, lose(visit.page, "/geo/", times=100)
    page.goto(visit.server)
    expect(page.locator(LOST_MAP)).to_contain_text("The areas of this map did not come")
    expect(page.locator(AREAS)).to_have_count(0)
    assert 2 <= len(lost) <= 10
    page.locator("#card-wards button[data-do=table]").click()
    expect(page.locator("#table-wards tbody tr").first).to_be_visible()
    visit.accessible("#card-wards")
    page.unroute(re.compile("/geo/"))
    visit.control("measure").select_option("burglary")
    expect(page.locator(AREAS).first).to_be_attached()
    expect(page.locator(LOST_MAP)).to_have_count(0)
    visit.errors.clear()


def test_small_maps_whose_areas_never_come_say_so(page, server):
    lose(page, "/geo/", times=100)
    page.goto(server + "/hotspots")
    expect(page.locator("#month-maps .lost-layer")).to_be_attached()
    page.unroute(re.compile("/geo/"))
    page.locator("select[id*='\"measure\"']").select_option("burglary")
    expect(page.locator("#month-maps .month-map path").first).to_be_attached()
    expect(page.locator("#month-maps .lost-layer")).to_have_count(0)
