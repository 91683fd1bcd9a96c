"""A chart far out of sight waits: it is drawn when it comes near, on paper, and for a picture."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
HELD = re.compile(r"\bheld\b")


@pytest.fixture
def funnel(visit):
    """The funnel of Compare, below two screens of other cards, and a way to make it out of date."""
    visit.resize("desk")
    visit.open("/compare?to=2023-02")
    drawn = visit.page.locator("#graph-funnel .js-plotly-plot")

    def ask(measure: str) -> None:
        visit.page.evaluate("scrollTo(0, 0)")
        visit.settled()
        visit.control("measure").select_option(measure)
        visit.settled()
        expect(drawn).to_have_class(HELD)
        expect(drawn).not_to_be_visible()

    drawn.ask = ask
    return drawn


def test_a_chart_out_of_sight_is_drawn_when_it_comes_near(visit, funnel):
    for measure, noun in (("burglary", "Burglaries"), ("criminal_damage", "Criminal damage")):
        funnel.ask(measure)
        visit.page.locator("#card-funnel").scroll_into_view_if_needed()
        expect(funnel).not_to_have_class(HELD)
        expect(funnel.locator(".ytitle")).to_contain_text(noun)
    # What is in sight is drawn at once.
    visit.page.locator("#graph-beside").scroll_into_view_if_needed()
    names = visit.page.locator("#body-district-months button")
    names.last.evaluate("button => button.click()")
    visit.settled()
    beside = visit.page.locator("#graph-beside .js-plotly-plot")
    expect(beside).not_to_have_class(HELD)
    expect(beside).to_contain_text(names.last.inner_text().split()[0])


def test_paper_and_pictures_have_what_was_asked_for_last(visit, funnel):
    funnel.ask("burglary")
    visit.page.pdf()
    expect(visit.page.locator(".held")).to_have_count(0)
    expect(funnel.locator(".ytitle")).to_contain_text("Burglaries")
    funnel.ask("criminal_damage")
    with visit.hears("icture"):
        visit.page.locator("#card-funnel button[data-do=copy-picture]").evaluate("button => button.click()")
    expect(funnel.locator(".ytitle")).to_contain_text("Criminal damage")
