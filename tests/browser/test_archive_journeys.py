"""The archive in Chromium: a past plan is a click or a key away, and back brings the former one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_past_plan_opens_from_the_archive_and_says_that_it_ended(visit):
    visit.open("/targets")
    link = visit.page.locator("#body-archive").get_by_role("link", name="Kent 2011-14")
    link.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile(r"area=kent-csp&plan=kent-2011"))
    visit.settled()
    expect(visit.page.locator("#title-scorecard")).to_contain_text("Kent 2011-14")
    expect(visit.page.locator("#body-archive tr.chosen")).to_contain_text("Kent 2011-14")
    expect(visit.control("plan").locator("option:checked")).to_have_text("Kent 2011-14 (ended)")
    expect(visit.control("area").locator("option:checked")).to_contain_text(
        "Kent Community Safety Partnership"
    )

    visit.page.locator("#body-themes").get_by_role(
        "link", name="Reducing the level of domestic abuse"
    ).click()
    expect(visit.page).to_have_url(re.compile(r"plan=ashford-2008&priority=domestic-abuse"))
    visit.settled()
    expect(visit.control("plan").locator("option:checked")).to_have_text("2008-11 (ended)")
    expect(visit.page.locator("#title-scorecard")).to_contain_text("plan ended")
    visit.page.go_back()
    visit.settled()
    expect(visit.page.locator("#title-scorecard")).to_contain_text("Kent 2011-14")
