"""The Plan page in Chromium: narrow the actions, go back, stay where one was, go on to a target."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def actions(visit):
    return visit.page.locator("table.actions tbody th[scope=row]")


def chooser(visit, key):
    """A select of the page, by the key of the address it writes."""
    return visit.page.locator(f"select[data-set={key}]")


def test_filters_write_the_address_and_back_restores_them(visit):
    visit.open("/")
    visit.page.get_by_role("link", name="Plan", exact=True).click()
    visit.settled()
    expect(actions(visit)).to_have_count(23)
    strand = chooser(visit, "strand")
    strand.select_option("prevent")
    expect(visit.page).to_have_url(re.compile(r"/plan\?.*strand=prevent"))
    visit.settled()
    left = actions(visit).count()
    assert 0 < left < 23
    expect(strand).to_have_value("prevent")
    assert f"({left})" in strand.locator("option:checked").inner_text()
    expect(visit.page.locator("#title-actions")).to_contain_text(f"{left} of 23 actions (strand prevent)")

    chooser(visit, "lead").select_option("Ashford Police")
    expect(visit.page).to_have_url(re.compile("lead=Ashford"))
    visit.settled()
    fewer = actions(visit).count()
    assert 0 < fewer < left
    visit.page.go_back()
    visit.settled()
    expect(chooser(visit, "lead")).to_have_value("")
    expect(actions(visit)).to_have_count(left)
    visit.page.go_back()
    visit.settled()
    expect(actions(visit)).to_have_count(23)
    visit.page.go_forward()
    visit.settled()
    expect(strand).to_have_value("prevent")
    expect(actions(visit)).to_have_count(left)


def test_the_keyboard_narrows_the_actions_and_stays_where_it_was(visit):
    visit.open("/plan")
    strand = chooser(visit, "strand")
    strand.focus()
    visit.page.keyboard.press("ArrowDown")
    expect(visit.page).to_have_url(re.compile("strand="))
    visit.settled()
    expect(chooser(visit, "strand")).to_be_focused()
    unstated = visit.page.get_by_role("button", name=re.compile("^Not stated"))
    unstated.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("progress=not_stated"))
    visit.settled()
    expect(visit.page.get_by_role("button", name=re.compile("^Not stated"))).to_be_focused()
    expect(visit.page.locator("button[data-set=progress]:focus")).to_have_attribute("aria-pressed", "true")


def test_an_action_leads_to_the_target_it_should_move_and_back(visit):
    visit.open("/plan?strand=pursue")
    link = visit.page.get_by_role("link", name="Violence with injury").first
    link.click()
    expect(visit.page).to_have_url(re.compile(r"/targets\?.*indicator=top-vwi"))
    visit.settled()
    expect(visit.page.locator(".notice")).to_have_count(0)
    visit.page.go_back()
    visit.settled()
    expect(chooser(visit, "strand")).to_have_value("pursue")


def test_a_priority_narrows_the_page_through_the_bar(visit):
    visit.open("/plan")
    bar = visit.page.locator(".action-priorities").get_by_role("button", name="Reducing serious violence")
    bar.click()
    expect(visit.page).to_have_url(re.compile("priority=serious-violence"))
    visit.settled()
    expect(visit.control("priority")).to_have_value("serious-violence")
    expect(actions(visit)).to_have_count(6)


def test_what_was_done_stands_beside_the_reports_of_its_months(visit):
    visit.open("/plan?plan=ashford-2023")
    card = visit.page.locator("#card-outputs")
    expect(card.locator("#title-outputs")).to_contain_text("22 dispersal authorisations, 27 warnings")
    expect(card.locator(".output-caveat")).to_contain_text("Beside is not because of")
    expect(card.locator(".bars .point")).to_have_count(24)
    expect(card.locator("summary")).to_contain_text("without counts, and the file that would give them")
    # Where nothing is drawn there is no picture to copy.
    visit.open("/plan?plan=ashford-2008")
    expect(card.locator("#title-outputs")).to_contain_text("no counts in this store")
    expect(card.get_by_role("button", name="Copy picture")).not_to_be_visible()
    expect(card.locator(".picture-outputs")).not_to_be_visible()


def test_a_filter_of_another_plan_falls_back_and_says_so(visit):
    visit.open("/plan?strand=enablers")
    expect(visit.page.locator(".notice")).to_contain_text("no action of the strand “enablers”")
    expect(actions(visit)).to_have_count(23)
