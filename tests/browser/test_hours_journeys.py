"""The week by day and hour and the nights of a plan, as somebody finds them on Peaks."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
VIOLENCE = "/peaks?measure=violence_with_injury"


def test_from_what_has_no_time_to_the_grid_by_keyboard(visit):
    visit.open("/peaks?measure=all_crime&source=police_uk")
    card = visit.page.locator("#card-hours")
    expect(card.locator(".card-empty")).to_contain_text("csp template hours")
    link = card.get_by_role("link", name="Violence with injury")
    link.focus()
    visit.page.keyboard.press("Enter")
    visit.settled()
    assert "measure=violence_with_injury" in visit.page.url and "/peaks" in visit.page.url
    expect(card.locator(".card-empty")).to_have_count(0)
    expect(card.locator(".heatmaplayer .hm")).to_have_count(1)
    # Days from 06:00: the first column is 06, the last is 05, and Friday night is one run.
    ticks = card.locator(".xtick").all_text_contents()
    assert (ticks[0], ticks[-1], len(ticks)) == ("06", "05", 24)
    expect(card.locator(".card-title")).to_contain_text("night")
    expect(visit.page.locator("#card-night .card-title")).to_contain_text("in the night-time economy")
    visit.check()


def test_the_table_and_the_csv_say_both_days(visit, server):
    visit.open(VIOLENCE)
    card = visit.page.locator("#card-hours")
    card.get_by_role("button", name="Table", exact=True).press("Enter")
    expect(card.locator("#table-hours tbody tr")).to_have_count(169)
    address = f"{server}/table/hours.csv?measure=violence_with_injury"
    text = visit.page.request.get(address).text().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    saturday = next(r for r in rows if r["clock_day"] == "Saturday" and r["hour"].startswith("01"))
    assert saturday["day_from_06"] == "Friday"
    shown = card.locator("#table-hours tbody tr", has_text="Saturday").filter(has_text="01:00 to 01:59")
    expect(shown.first).to_contain_text(saturday["value"])
    visit.check()


@pytest.mark.parametrize("path", [VIOLENCE, "/peaks?measure=all_crime&source=police_uk"])
def test_axe_finds_nothing_on_the_sections(visit, path):
    visit.open(path)
    if path == VIOLENCE:
        for view in ("hours", "night"):
            card = visit.page.locator(f"#card-{view}")
            card.get_by_role("button", name="Table", exact=True).click()
            expect(visit.page.locator(f"#table-{view} table")).to_be_visible()
    labels = visit.page.locator("#card-hours .heatmap-label:visible")
    for size in visit.sizes():
        if path == VIOLENCE:
            assert (labels.count() > 0) == (size != "phone"), "counts stand in cells that are wide enough"
        for view in ("hours", "night"):
            visit.accessible(f"#card-{view}")
    visit.check()
