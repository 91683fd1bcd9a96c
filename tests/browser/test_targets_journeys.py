"""The Targets page in Chromium: the scorecard by mouse and by keyboard, an indicator opened and let go."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visiting import Visit

pytestmark = pytest.mark.browser
TO = "to=2023-12"


def row(visit, indicator):
    return visit.page.locator(f'#scorecard .ag-row[row-id="{indicator}"]')


def test_a_row_opens_its_trajectory_and_back_closes_it(visit):
    visit.open(f"/targets?{TO}")
    expect(visit.page.locator("#scorecard .ag-row .score-status")).to_have_count(6)
    expect(visit.page.locator("#scorecard .score-spark")).to_have_count(5)
    expect(visit.page.locator("#card-trajectory")).not_to_be_visible()
    expect(visit.page.locator("#multiples .multiple")).to_have_count(6)

    row(visit, "top-da").get_by_role("button").click()
    expect(visit.page).to_have_url(re.compile(r"indicator=top-da"))
    visit.settled()
    expect(visit.page.locator("#graph-trajectory .scatterlayer .trace")).not_to_have_count(0)
    expect(visit.page.locator("#title-trajectory")).to_contain_text("Reported domestic abuse")
    expect(visit.page.locator("#title-trajectory")).to_be_focused()
    expect(row(visit, "top-da")).to_have_class(re.compile("score-open"))
    assert visit.page.locator("#title-trajectory").evaluate(
        "title => title.getBoundingClientRect().top < innerHeight"
    )

    visit.page.go_back()
    expect(visit.page.locator("#card-trajectory")).not_to_be_visible()
    visit.settled()
    expect(row(visit, "top-da")).not_to_have_class(re.compile("score-open"))
    visit.page.go_forward()
    expect(visit.page.locator("#title-trajectory")).to_contain_text("Reported domestic abuse")
    visit.settled()
    visit.page.locator("#card-trajectory").get_by_role("button", name="Close").click()
    expect(visit.page).not_to_have_url(re.compile("indicator="))
    # Whoever has gone on before the answer came is left where they are.
    visit.settled()
    with visit.holding("_dash-update-component", "top-sexual") as come:
        row(visit, "top-sexual").get_by_role("button").click()
        come()
        visit.control("compare").focus()
    expect(visit.page.locator("#title-trajectory")).to_contain_text("Reported sexual offences")
    visit.settled()
    expect(visit.control("compare")).to_be_focused()


def test_the_keyboard_walks_the_grid_opens_a_row_and_comes_back_to_it(visit):
    visit.open(f"/targets?{TO}")
    keys = visit.page.keyboard
    visit.control("compare").focus()
    for _ in range(8):
        keys.press("Tab")
        if visit.page.locator("#scorecard :focus").count():
            break
    expect(visit.page.locator("#scorecard :focus")).to_have_text(re.compile("^Top-line indicators"))
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(row(visit, "top-da").locator(":focus")).to_have_count(1)
    keys.press("ArrowRight")
    keys.press("ArrowLeft")
    keys.press("Enter")
    expect(visit.page).to_have_url(re.compile(r"indicator=top-da"))
    visit.settled()
    expect(visit.page.locator("#title-trajectory")).to_be_focused()
    visit.page.go_back()
    visit.settled()
    expect(row(visit, "top-da").locator(":focus")).to_have_count(1)
    # The grid is one stop: the next ones are the card's own buttons.
    keys.press("Tab")
    expect(visit.page.locator("#card-scorecard .card-actions :focus")).to_have_text("Table")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_rows_say_all_of_the_month_and_of_what_is_open(visit, context, size):
    """A cell whose own value stays says other things that do not."""
    visit.resize(size)
    visit.open("/targets?to=2023-12")
    rows = "rows => rows.map(row => [row.getAttribute('row-id'), row.textContent])"
    before = visit.page.locator("#scorecard .ag-row").evaluate_all(rows)
    button = row(visit, "top-vwi").get_by_role("button")
    button.click()
    visit.settled()
    expect(button).to_have_attribute("aria-expanded", "true")
    visit.control("to").select_option("2023-10")
    visit.settled()
    found = visit.page.locator("#scorecard .ag-row").evaluate_all(rows)
    other = Visit(context.new_page(), visit.server)
    other.resize(size)
    other.open(visit.path())
    wanted = other.page.locator("#scorecard .ag-row").evaluate_all(rows)
    assert sorted(found) == sorted(wanted) != sorted(before)
    # What a row opened, it closes.
    button.click()
    expect(visit.page).not_to_have_url(re.compile("indicator="))


def test_what_is_folded_opens_by_key_and_stays_open(visit):
    visit.open(f"/targets?{TO}")
    rows = visit.page.locator("#scorecard .ag-row .score-status")
    folded = visit.page.locator("button[data-fold=folded]")
    expect(folded).to_have_attribute("aria-expanded", "false")
    folded.focus()
    visit.page.keyboard.press("Enter")
    expect(folded).to_have_attribute("aria-expanded", "true")
    # The grid puts its rows there in frames of their own.
    expect(rows.nth(6)).to_be_attached()
    visit.settled()
    shown = rows.count()
    visit.control("to").select_option("2023-11")
    visit.settled()
    expect(rows).to_have_count(shown)
    expect(folded).to_have_attribute("aria-expanded", "true")


def test_the_priority_filter_leads_grid_and_multiples(visit):
    visit.open(f"/targets?{TO}")
    visit.control("priority").select_option("violence-against-women-and-girls")
    visit.settled()
    expect(row(visit, "top-da")).to_have_count(1)
    expect(row(visit, "top-vwi")).to_have_count(0)
    names = visit.page.locator("#multiples .multiple-name")
    expect(names.first).to_contain_text("domestic abuse")
    visit.page.locator("#multiples").get_by_role("button", name="Reported sexual offences").click()
    expect(visit.page).to_have_url(re.compile(r"indicator=top-sexual"))
    visit.settled()
    expect(visit.page.locator("#title-trajectory")).to_contain_text("Reported sexual offences")


@pytest.mark.parametrize(("width", "heads"), [(1440, 8), (390, 2)])
def test_every_row_is_readable_without_scrolling_sideways(visit, width, heads):
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.open(f"/targets?{TO}&indicator=top-vwi")
    expect(visit.page.locator("#scorecard .ag-header-cell:visible")).to_have_count(heads)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    viewport = visit.page.locator("#scorecard .ag-center-cols-viewport")
    assert viewport.evaluate("box => box.scrollWidth <= box.clientWidth")
    # Rows are as tall as what they hold, once the grid has measured it.
    visit.page.wait_for_function(
        "() => [...document.querySelectorAll('#scorecard .score-cell')].every(cell => "
        "cell.getBoundingClientRect().bottom <= cell.closest('.ag-row').getBoundingClientRect().bottom + 1)"
    )


def test_pictures_and_links_of_the_page_can_be_taken_away(visit, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(f"/targets?{TO}&indicator=top-vwi")
    for view in ("scorecard", "trajectory", "multiples"):
        with visit.hears("Picture copied"):
            visit.page.locator(f"#card-{view}").get_by_role("button", name="Copy picture").click()
        size = visit.page.evaluate(
            "async () => (await (await navigator.clipboard.read())[0].getType('image/png')).size"
        )
        assert size > 15_000
    with visit.hears("Link copied"):
        visit.page.locator("#card-trajectory").get_by_role("button", name="Copy link").click()
    assert "indicator=top-vwi" in visit.page.evaluate("navigator.clipboard.readText()")
