"""Whoever goes on while the page is busy: the address, the controls and the page agree in the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visiting import ASHFORD

pytestmark = pytest.mark.browser
# Two keys pressed while the page draws are handled one after the other, with nothing of Dash's in between.
BOTH = """() => [["compare", "none"], ["to", "2022-06"]].forEach(([name, value]) => {
  const control = document.querySelector(`#bar select[id*='"${name}"']`);
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
})"""


def test_of_two_controls_used_while_the_page_draws_both_hold(visit):
    visit.open(f"/?area={ASHFORD}&measure=all_crime")
    visit.page.evaluate(BOTH)
    visit.settled()
    expect(visit.page).to_have_url(re.compile("to=2022-06.*compare=none"))
    expect(visit.control("to")).to_have_value("2022-06")
    expect(visit.control("compare")).to_have_value("none")
    expect(visit.page.locator("#line")).to_contain_text("to Jun 2022, no comparison")
    expect(visit.page.locator("#basis-months")).to_contain_text("Jul 2021 to Jun 2022 · no comparison")
    visit.page.go_back()
    visit.page.go_back()
    expect(visit.control("to")).to_have_value("2024-03")
    expect(visit.control("compare")).to_have_value("year")
