"""The panel that tries a target: starts from the plan's own, answers a click and Enter, refuses in words."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD

pytestmark = pytest.mark.browser
PAGE = f"/targets?area={ASHFORD}&plan=ashford-2023&priority=serious-violence&measure=violence_with_injury"


def test_a_target_is_tried_where_it_stands(visit):
    visit.open(PAGE)
    page = visit.page
    result = page.locator("#body-target-test")
    expect(page.locator("#try-change")).to_have_value("-2")
    expect(result.locator("h3")).to_contain_text("Violence with injury, Ashford, −2%: luck alone meets it in")
    before = visit.path()
    page.locator("#try-level").fill("1000")
    page.get_by_role("button", name="Try it").click()
    expect(result).to_contain_text("the level is 1,000")
    expect(result).to_contain_text("two targets. Keep one.")
    page.locator("#try-level").fill("")
    page.locator("#try-change").fill("-15")
    page.locator("#try-change").press("Enter")
    expect(result.locator("h3")).to_contain_text("−15%")
    expect(result).to_contain_text("If nothing changed, fewer than 1 of 100 years would meet it.")
    with page.expect_download() as download:
        page.locator("#try-csv").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    assert [row["target"].lstrip("'") for row in rows] == ["−15%"] * 6
    shown = result.locator("dd").all_inner_texts()
    assert [row["finding"] for row in rows] == shown
    page.locator("#try-change").fill("a lot")
    page.locator("#try-change").press("Enter")
    expect(result).to_contain_text("“a lot” is no number that a target can have. What to do:")
    expect(page.locator("#try-csv")).to_be_hidden()
    # A proposal is nobody's choice of page: the address stays.
    assert visit.path() == before
    visit.control("priority").select_option("violence-against-women-and-girls")
    visit.settled()
    expect(result.locator("h3")).not_to_contain_text("Violence with injury")
    expect(page.locator("#try-change")).to_have_value("2")
    visit.check()


def test_who_tries_before_the_form_has_come_gets_the_form(visit):
    visit.open("/compare")
    page = visit.page
    with visit.holding("_dash-update-component", "n_clicks") as come:
        page.locator("nav a[data-page='/targets']").click()
        come()
        page.get_by_role("button", name="Try it").click()
    expect(page.locator("#try-measure option")).not_to_have_count(0)
    expect(page.locator("#try-measure")).not_to_have_value("")
    expect(page.locator("#body-target-test h3")).to_contain_text("luck")
