"""Areas of one's own in Chromium: at home in one, in the filter under their kind, on the Data page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visiting import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def own(page, small_server):
    """A visit to the small store on a desk's screen, checked at its end."""
    page.set_viewport_size({"width": 1440, "height": 900})
    visit = Visit(page, small_server)
    yield visit
    visit.check()


def cells(visit):
    return visit.page.locator("#graph-wards .choroplethlayer > .choropleth:first-child > path")


def test_a_town_centre_at_home_then_a_neighbourhood_and_a_unitary(own):
    own.open("/")
    expect(own.page.locator("#line")).to_contain_text("Ashford town centre (town centre in Ashford)")
    headings = own.control("area").locator("option:disabled").all_text_contents()
    assert any("Home area" in words for words in headings)
    for kind in ("priority neighbourhood", "unitary"):
        assert any(f"Custom areas: {kind}" in words for words in headings)
    expect(own.page.locator("#ward-list li")).to_have_count(2)
    # Two wards of its own among the six of the district.
    expect(cells(own)).to_have_count(6)
    expect(own.page.locator("#map-legend")).to_contain_text("outside the area")

    own.control("area").select_option("south-ashford")
    expect(own.page).to_have_url(re.compile(r"area=south-ashford"))
    own.settled()
    expect(own.page.locator("#ward-list li")).to_have_count(2)
    expect(own.page.locator("#ward-list")).to_contain_text("Elm")
    before = own.path()
    outside = cells(own).nth(5)
    outside.click(force=True)
    own.settled()
    assert own.path() == before, "a ward outside the area leads nowhere"
    own.page.locator("#ward-list button", has_text="Elm").click()
    expect(own.page).to_have_url(re.compile(r"ward=E0509"))
    own.settled()
    expect(own.page.locator("#title-months")).to_contain_text("in Elm")

    own.control("area").select_option("east-kent")
    own.settled()
    expect(own.page.locator("#line")).to_contain_text("East Kent (unitary, 2 districts)")
    expect(cells(own)).to_have_count(12)
    own.page.go_back()
    expect(own.control("area")).to_have_value("south-ashford")


def test_the_data_page_lists_members(own):
    own.open("/data")
    expect(own.page.locator("#body-own-areas")).to_contain_text("E01000001")
    expect(own.page.locator("#body-own-areas")).to_contain_text("Elm")
