"""The Hotspots page in Chromium: the switch by keyboard, a cell of the heat map, small maps, back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD

pytestmark = pytest.mark.browser
THANET = "E07000114"
EDGES = "#graph-hotspots .choroplethlayer path[style*='rgb(128, 22, 80)']"


def test_the_switch_is_turned_by_keyboard_edges_the_map_and_goes_back(visit):
    visit.open(f"/hotspots?area={THANET}&measure=vehicle_crime&source=police_uk")
    cells = "#graph-hotspots .choropleth:first-child path"
    fills = f"[...document.querySelectorAll('{cells}')].map(path => getComputedStyle(path).fill)"
    before = visit.page.evaluate(fills)
    expect(visit.page.locator(EDGES)).to_have_count(0)
    switch = visit.page.locator("#cluster-switch button[data-value=on]")
    switch.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("clusters=on"))
    expect(switch).to_have_attribute("aria-pressed", "true")
    visit.settled()
    expect(switch).to_be_focused()
    edged = visit.page.locator(EDGES).count()
    listed = visit.page.locator("#cluster-list .course:not(.course-fading)").count()
    assert edged == listed > 0
    assert visit.page.evaluate(fills) == before
    expect(visit.page.locator("#hotspot-legend")).to_contain_text("in a cluster of high wards")
    expect(visit.page.locator("#hotspot-list .cluster-mark").first).to_contain_text("cluster")
    visit.page.go_back()
    expect(visit.page.locator(EDGES)).to_have_count(0)
    visit.settled()
    expect(visit.page.locator("#hotspot-legend")).not_to_contain_text("cluster")


def test_a_cell_of_the_heat_map_chooses_its_ward_and_month_and_back_lets_go(visit):
    visit.open("/hotspots")
    box = visit.page.locator("#graph-ward-months .heatmaplayer image").first
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    codes, months = visit.page.evaluate(
        "(({codes, months}) => [codes, months])"
        "(document.querySelector('#graph-ward-months .js-plotly-plot').layout.meta)"
    )
    # The third row, the second column.
    visit.page.mouse.click(
        at["x"] + at["width"] * 1.5 / len(months), at["y"] + at["height"] * 2.5 / len(codes)
    )
    expect(visit.page).to_have_url(re.compile(f"ward={codes[2]}"))
    expect(visit.page).to_have_url(re.compile(f"month={months[1]}"))
    visit.settled()
    expect(visit.page.locator(".month-map[aria-pressed=true]")).to_have_count(1)
    expect(visit.page.locator(f"#hotspot-list button[data-ward={codes[2]}]")).to_have_attribute(
        "aria-pressed", "true"
    )
    visit.page.go_back()
    visit.settled()
    expect(visit.page.locator(".month-map[aria-pressed=true]")).to_have_count(0)
    assert "ward=" not in visit.page.url


def test_a_small_map_is_a_button_that_shows_its_month_above(visit):
    visit.open("/hotspots")
    maps = visit.page.locator(".month-map")
    expect(maps).to_have_count(12)
    # A path a class and month, however many wards there are.
    assert maps.locator("path").count() <= 12 * 9
    whole = visit.page.locator("#caption-hotspots").inner_text()
    maps.nth(3).focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile(r"month=\d{4}-\d{2}"))
    visit.settled()
    expect(maps.nth(3)).to_have_attribute("aria-pressed", "true")
    expect(maps.nth(3)).to_be_focused()
    month = maps.nth(3).locator(".month-name").inner_text()
    assert month in visit.page.locator("#caption-hotspots").inner_text() != whole
    visit.page.keyboard.press("Enter")
    visit.settled()
    assert "month=" not in visit.page.url
    # Where there are no months there is no table of them either, until there are.
    visit.page.locator("#card-month-maps button[data-do=table]").click()
    table = visit.page.locator("#table-month-maps")
    expect(table).to_be_visible()
    visit.control("measure").select_option("domestic_abuse_offences")
    expect(visit.page.locator("#card-month-maps .card-empty")).to_be_visible()
    expect(table).not_to_be_visible()
    visit.control("measure").select_option("all_crime")
    expect(table).to_be_visible()


def test_a_district_of_the_county_is_gone_into_from_its_row(visit):
    visit.open("/hotspots?area=E10000016&measure=all_crime")
    expect(visit.page.locator("#graph-hotspots .choroplethlayer path").first).to_be_visible()
    box = visit.page.locator("#graph-ward-months .heatmaplayer image").first
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    visit.page.mouse.click(at["x"] + 10, at["y"] + 5)
    expect(visit.control("area")).not_to_have_value("E10000016")
    visit.settled()
    expect(visit.page).to_have_url(re.compile("month="))


@pytest.mark.parametrize(
    "path",
    [
        f"/hotspots?area={THANET}&measure=vehicle_crime&source=police_uk&clusters=on",
        f"/hotspots?area={ASHFORD}&measure=hate_crime&map=geo&clusters=on",
        "/hotspots?area=E23000032&month=2024-02",
    ],
)
def test_axe_finds_nothing_and_nothing_runs_over(visit, path):
    visit.open(path)
    expect(visit.page.locator("#graph-hotspots .choroplethlayer path").first).to_be_visible()
    visit.page.locator("#card-clusters").get_by_role("button", name="Table", exact=True).click()
    expect(visit.page.locator("#table-clusters table")).to_be_visible()
    for _ in visit.sizes():
        visit.accessible()
