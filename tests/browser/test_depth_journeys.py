"""One measure in depth in Chromium: a second area by select, by name and by keyboard; axe at three sizes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_second_area_is_chosen_and_stays_in_the_address(visit):
    visit.open("/compare?area=E07000105")
    choice = visit.page.locator("#body-beside select")
    title = visit.page.locator("#title-beside")
    expect(title).to_contain_text("Ashford")
    choice.select_option(label="Canterbury")
    expect(visit.page).to_have_url(re.compile("beside=E07000106"))
    expect(title).to_contain_text("Canterbury")
    visit.settled()
    expect(visit.page.locator("#body-beside select")).to_have_value("E07000106")
    expect(visit.page.locator("#graph-beside .scatterlayer .trace")).to_have_count(2)

    name = visit.page.locator("#body-district-months").get_by_role("button", name="Thanet")
    name.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("beside=E07000114"))
    expect(title).to_contain_text("Thanet")
    visit.settled()
    # Whoever pressed it stays where they were.
    expect(visit.page.locator("#body-district-months :focus")).to_have_text("Thanet")
    visit.page.go_back()
    expect(title).to_contain_text("Canterbury")
    visit.settled()


def test_every_section_is_there_and_gives_its_table(visit):
    visit.open("/compare?area=E07000105&measure=all_crime&source=police_uk")
    expect(visit.page.locator("#body-rates tbody tr")).to_have_count(15)
    expect(visit.page.locator("#body-rates .rate-own")).to_have_count(1)
    expect(visit.page.locator("#body-contribution tbody tr")).to_have_count(13)
    expect(visit.page.locator("#body-district-months svg")).to_have_count(13)
    expect(visit.page.locator("#graph-volume .scatterlayer .trace")).to_have_count(2)
    expect(visit.page.locator("#graph-funnel .scatterlayer .trace")).to_have_count(4)
    for view in ("rates", "contribution", "funnel"):
        card = visit.page.locator(f"#card-{view}")
        card.get_by_role("button", name="Table", exact=True).click()
        expect(visit.page.locator(f"#table-{view} table")).to_be_visible()
    visit.settled()


def test_names_beside_points_do_not_overlap(visit):
    visit.open("/compare?area=E23000032&measure=all_crime&source=police_uk")
    for size in visit.sizes():
        boxes = visit.page.evaluate(
            "[...document.querySelectorAll('#graph-funnel .chart-words span')]"
            ".map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"
        )
        assert len(boxes) > 5
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                # Boxes of letters hold room for strokes that these have not.
                assert across <= 1 or down <= 4, (size, one, other)


@pytest.mark.parametrize(
    "query", ["area=E07000105", "area=E23000032&measure=burglary&source=police_uk", "measure=ksi_casualties"]
)
def test_axe_finds_nothing_and_nothing_runs_over(visit, query):
    visit.open(f"/compare?{query}")
    for _ in visit.sizes():
        visit.accessible()
