"""The ward's panel in Chromium: chosen by keyboard and on the map, closed again, readable and clean."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD, Visit

pytestmark = pytest.mark.browser
WILLESBOROUGH, VICTORIA = "E05011780", "E05011775"
CRIME = f"area={ASHFORD}&priority=crime&measure=all_crime&source=police_uk"


def test_a_ward_is_chosen_by_keyboard_and_on_the_list_of_the_map(visit):
    visit.open(f"/hotspots?{CRIME}")
    page = visit.page
    name = page.locator(".ward-name")
    expect(name).to_have_text("A ward of your choice")
    expect(page.locator("#card-ward")).to_be_hidden()
    choice = page.get_by_label("Ward", exact=True)
    choice.focus()
    typed_into = choice.element_handle()
    # A browser forgets the letters typed so far with the list they were typed into.
    page.keyboard.press("W")
    expect(name).to_have_text("Washford, ward of Ashford")
    visit.settled()
    assert typed_into.evaluate("list => list === document.activeElement")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile(f"ward={WILLESBOROUGH}"))
    expect(name).to_have_text("Willesborough, ward of Ashford")
    visit.settled()
    expect(choice).to_be_focused()
    expect(page.locator("#graph-ward .main-svg").first).to_be_visible()
    # A graph that was hidden when the page came fills its card.
    box, graph = (
        page.locator(part).bounding_box() for part in ("#card-ward", "#graph-ward .main-svg >> nth=0")
    )
    assert graph["width"] > 0.9 * box["width"]
    expect(page.locator("#title-ward-places")).to_contain_text("“on or near Hospital”")
    expect(page.locator("#card-ward-places .flag").first).to_contain_text("Ask the hospital")
    expect(page.locator("#ward-standing-table tbody tr")).to_have_count(5)
    expect(page.locator("#ward-mix-table tbody tr").first).to_contain_text("Violence and sexual offences")
    page.locator(f"#hotspot-list button[data-ward={VICTORIA}]").click()
    expect(name).to_have_text("Victoria, ward of Ashford")
    visit.settled()
    page.go_back()
    expect(name).to_have_text("Willesborough, ward of Ashford")
    page.locator("#ward-head").get_by_role("button", name="Close").press("Enter")
    expect(name).to_have_text("A ward of your choice")
    assert "ward=" not in page.url
    # The button is gone: the keyboard goes on at the list.
    expect(choice).to_be_focused()


def test_the_numbers_of_the_panel_are_those_of_its_tables(visit):
    visit.open(f"/hotspots?{CRIME}&ward={WILLESBOROUGH}")
    page = visit.page
    counts = page.locator("#ward-mix-table tbody td.number:nth-of-type(2)").all_inner_texts()
    card = page.locator("#card-ward-mix")
    card.get_by_role("button", name="Table", exact=True).click()
    rows = page.locator("#table-ward-mix tbody tr")
    expect(rows).to_have_count(len(counts) + 2)
    first = rows.first.locator("td, th").all_inner_texts()
    total = sum(int(count.replace(",", "")) for count in counts)
    assert f"{total:,}" in first
    page.locator("#ward-head").get_by_role("link", name="Overview of this ward").click()
    expect(page).to_have_url(re.compile(rf"/\?.*ward={WILLESBOROUGH}"))
    # Another page begins at its head, for the eye and for the keyboard.
    expect(page.locator("#card-targets")).to_be_in_viewport()
    expect(page.locator("#page")).to_be_focused()
    expect(page.locator("#ward-panel h3")).to_have_text("Willesborough")


@pytest.mark.parametrize(
    "query",
    [
        f"{CRIME}&ward={WILLESBOROUGH}",
        f"area=E10000016&priority=crime&measure=all_crime&source=police_uk&ward={VICTORIA}",
        f"area={ASHFORD}&measure=hate_crime&ward={VICTORIA}",
    ],
)
def test_axe_finds_nothing_and_nothing_runs_over(visit, query):
    visit.open(f"/hotspots?{query}")
    expect(visit.page.locator(".ward-name")).to_contain_text("ward of Ashford")
    for _ in visit.sizes():
        visit.accessible()


def test_a_part_of_a_ward_is_named_as_one(page, small_server):
    page.set_viewport_size({"width": 1440, "height": 900})
    visit = Visit(page, small_server)
    visit.open("/hotspots?area=town-centre-ashford&priority=crime&measure=burglary")
    page.locator("#ward-head select").select_option(label="Alder")
    expect(page.locator(".ward-name")).to_have_text("Alder, the part in Ashford town centre")
    expect(page.locator("#ward-head")).to_contain_text("a part of a ward is not ranked among wards")
    visit.settled()
    visit.check()
