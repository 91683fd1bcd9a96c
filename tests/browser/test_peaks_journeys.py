"""The Peaks page in a browser: charts with their words, filters, a ward and back, tables, axe."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CARDS = ("years", "control", "ahead")


def test_every_chart_is_drawn_with_its_words_and_follows_a_filter(visit):
    visit.open("/peaks?to=2023-12")
    page = visit.page
    for card in CARDS:
        expect(page.locator(f"#graph-{card} .main-svg").first).to_be_visible()
        expect(page.locator(f"#title-{card}")).not_to_be_empty()
    expect(page.locator("#year-grid tbody tr")).to_have_count(12)
    expect(page.locator("#ahead-words")).to_contain_text("past months were inside such a range")
    visit.control("measure").select_option("burglary")
    visit.settled()
    assert "measure=burglary" in visit.path()
    expect(page.locator("#caption-control")).to_contain_text("Burglary by month")
    page.go_back()
    visit.settled()
    expect(page.locator("#caption-control")).to_contain_text("All crime by month")


def test_signals_are_shapes_on_the_chart_and_sentences_beside_it(visit):
    visit.open("/peaks?measure=burglary&to=2024-03")
    page = visit.page
    said = page.locator("#signals li").all_inner_texts()
    assert any(
        re.search(r"Jan 2024 was above the upper limit \(\d+; usual \d+ to \d+\)", words) for words in said
    )
    expect(page.locator("#graph-control .chart-words span", has_text="Carnival").first).to_be_visible()
    assert page.locator("#graph-control .shapelayer path").count() >= 3


def test_a_ward_in_focus_is_left_by_keyboard(visit):
    visit.open("/peaks?ward=E05011775")
    page = visit.page
    back = page.get_by_role("button", name="Show all of Ashford")
    expect(back).to_be_visible()
    expect(page.locator("#card-ahead .card-empty")).to_contain_text("districts and above")
    back.focus()
    page.keyboard.press("Enter")
    visit.settled()
    assert "ward=" not in visit.path()
    expect(page.locator("#graph-ahead .main-svg").first).to_be_visible()


def test_tables_open_and_sensitive_measures_refuse_in_words(visit):
    visit.open("/peaks")
    page = visit.page
    for card in CARDS:
        page.locator(f"#card-{card}").get_by_role("button", name="Table", exact=True).click()
        expect(page.locator(f"#table-{card} table")).to_be_visible()
    expect(page.locator("#table-control")).to_contain_text("Carnival")
    csv = page.request.get(visit.server + "/table/ahead.csv")
    assert csv.ok
    assert "tested" in csv.text()
    visit.open("/peaks?measure=hate_crime")
    expect(page.locator("#card-control .card-empty")).to_contain_text("by calendar quarters")
    expect(page.locator("#year-grid tbody tr")).to_have_count(4)


@pytest.mark.parametrize("query", ["?measure=burglary", "?measure=hate_crime", "?ward=E05011775"])
def test_axe_finds_nothing_and_nothing_runs_over(visit, query):
    visit.open(f"/peaks{query}")
    for _ in visit.sizes():
        visit.accessible()
