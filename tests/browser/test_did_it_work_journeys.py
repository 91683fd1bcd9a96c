"""Did it work? in Chromium: open an intervention, another measure of it, go back; axe at three sizes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
STANHOPE = "stanhope-targeted-police-operation-2022-02"


def name(visit, words):
    return visit.page.locator(".intervention-name", has_text=words)


def test_an_intervention_opens_with_its_months_and_back_closes_it(visit):
    visit.open("/plan")
    card = visit.page.locator("#card-intervention")
    expect(visit.page.locator("#title-interventions")).to_contain_text("Did it work? Of 2 interventions")
    expect(card).not_to_be_visible()
    name(visit, "Stanhope").click()
    expect(visit.page).to_have_url(re.compile(rf"intervention={STANHOPE}"))
    visit.settled()
    title = visit.page.locator("#title-intervention")
    expect(title).to_be_focused()
    expect(title).to_contain_text("Stanhope targeted police operation, all crime")
    assert title.evaluate("title => title.getBoundingClientRect().top < innerHeight")
    expect(visit.page.locator("#graph-intervention .scatterlayer .trace")).to_have_count(3)
    expect(visit.page.locator("#body-intervention .intervention-phase")).to_have_count(2)
    expect(visit.page.locator("#body-intervention")).to_contain_text("prints all crime −5.6%")

    sentences = visit.page.locator(".intervention-sentences")
    sentences.locator("summary").click()
    visit.page.locator("table.interventions").get_by_role("link", name="ASB reported to police").click()
    visit.settled()
    # What was opened is open still.
    expect(sentences.locator("li").first).to_be_visible()
    expect(title).to_contain_text("ASB reported to police")
    visit.page.go_back()
    visit.settled()
    expect(title).to_contain_text("all crime")
    card.get_by_role("button", name="Close").click()
    visit.settled()
    expect(card).not_to_be_visible()
    expect(visit.page).not_to_have_url(re.compile("intervention="))
    # Whoever has gone on before the answer came is left where they are.
    with visit.holding("_dash-update-component", STANHOPE) as come:
        name(visit, "Stanhope").click()
        come()
        visit.control("compare").focus()
    expect(title).to_contain_text("Stanhope targeted police operation")
    visit.settled()
    expect(visit.control("compare")).to_be_focused()


def test_the_keyboard_opens_it_and_its_table_is_the_chart(visit):
    visit.open("/plan")
    name(visit, "Evening patrols").focus()
    visit.page.keyboard.press("Enter")
    visit.settled()
    expect(visit.page.locator("#title-intervention")).to_contain_text(
        "too early so far (can be read from Apr 2024)"
    )
    card = visit.page.locator("#card-intervention")
    card.get_by_role("button", name="Table", exact=True).click()
    rows = visit.page.locator("#table-intervention tbody tr")
    expect(rows).not_to_have_count(0)
    expect(rows.last).to_contain_text("so far")
    with visit.page.expect_download() as download:
        card.get_by_role("link", name="Download CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Victoria, against the rest of Ashford" in text
    assert "Synthetic" in text or "demonstration" in text.lower()


def test_axe_finds_nothing_and_nothing_runs_over(visit):
    visit.open(f"/plan?intervention={STANHOPE}")
    visit.page.locator(".intervention-sentences summary").click()
    for _ in visit.sizes():
        visit.accessible()
