"""Checked figures on the Data page: a button a verdict, the address keeps it, keys alone will do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_verdict_is_chosen_by_keyboard_and_kept_in_the_address(visit):
    visit.open("/data")
    card = visit.page.locator("#card-claims")
    expect(card.locator(".card-title")).to_contain_text("published figures")
    button = card.get_by_role("button", name=re.compile("^Contradicts"))
    wanted = int(button.inner_text().split()[-1].replace(",", ""))
    button.focus()
    visit.page.keyboard.press("Enter")
    visit.settled()
    rows = card.locator("tbody tr")
    expect(rows).to_have_count(wanted)
    assert "verdict=contradicts" in visit.path()
    expect(card.get_by_role("button", name=re.compile("^Contradicts"))).to_be_focused()
    assert set(rows.locator("td:nth-child(2)").all_inner_texts()) == {"contradicts"}
    visit.page.go_back()
    visit.settled()
    expect(card.get_by_role("button", name=re.compile("^All"))).to_have_attribute("aria-pressed", "true")
    visit.check()
