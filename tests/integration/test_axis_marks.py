"""Marks of the demonstration store on the axes of the pages."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.axis_marks import axis_marks
from dashboard.held_reference import load_reference
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from data.settings import Settings
from data.store import Store

ASHFORD, COUNTY = "E07000105", "E10000016"


@pytest.fixture(scope="module")
def reference(demo_store) -> Reference:
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))


def marks_on(reference: Reference, query: str, *, area: str | None = None):
    question = ask(reference, parse(query, vocabulary_of(reference)).selection)
    return axis_marks(question, question.window.months, area=area)


def test_breaks_exceptional_months_events_and_holidays_are_in_one_list(reference: Reference) -> None:
    marks = marks_on(reference, "window=36m&to=2024-03")
    kinds = Counter(mark.kind for mark in marks)
    assert kinds["break"] == 1
    assert kinds["exceptional"] == 1
    assert {mark.label for mark in marks if mark.kind == "event"} == {"Carnival"}
    assert kinds["holiday"] > 30
    assert all(mark.touches(Month(2021, 4), Month(2024, 3)) for mark in marks)


def test_what_happened_in_one_district_is_not_on_the_countys_axis_nor_on_another_wards(
    reference: Reference,
) -> None:
    assert not [mark for mark in marks_on(reference, f"area={COUNTY}&window=36m") if mark.kind == "event"]
    other = next(area for area in reference.districts(COUNTY) if area != ASHFORD)
    ward = reference.wards(other)[0]
    assert not [m for m in marks_on(reference, "window=36m", area=ward) if m.kind == "event"]


def test_the_month_chart_says_its_events_in_hover_words_and_table(reference: Reference) -> None:
    selection = parse("to=2023-12", vocabulary_of(reference)).selection
    view = build_view("months", reference, selection)
    rows = {row["month"]: row["events"] for row in view.table.records()}
    assert rows["2023-07"] == "Carnival, Summer holidays"
    assert "Boxing Day" in rows["2023-12"]
    assert rows["2023-03"] == ""
    bars = view.figure["data"][0]
    hovers = dict(zip(bars["customdata"], bars["hovertext"], strict=True))
    assert hovers["2023-07"].endswith("<br>Carnival, Summer holidays")
    assert "▾ Carnival" in {words["text"] for words in view.figure["layout"]["annotations"]}
    assert "ticks: holidays" in view.caption
