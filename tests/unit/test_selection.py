"""Addresses: every selection comes back from its address, and no text whatever can break the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import KEYS
from dashboard.comparisons import COMPARE_KINDS
from dashboard.periods import WINDOW_KINDS
from dashboard.records import Area
from dashboard.selection import Selection, day_in
from dashboard.views.districts import build_districts
from dashboard.views.findings import build_findings
from dashboard.views.months import build_months
from dashboard.views.wards import build_wards
from dashboard.vocabulary import Option, vocabulary_of
from data.month import Month
from tests.unit.small_reference import COUNTY, EAST, FIRST, FORCE, LAST, LONE, NORTH, PAIR, small_reference

REFERENCE = small_reference()
VOCABULARY = vocabulary_of(REFERENCE)
PLAUSIBLE = {
    "area": [NORTH, EAST, COUNTY, FORCE, PAIR, LONE, "E99"],
    "plan": ["north-2022", "other"],
    "priority": ["summary", "roads", "crime", "nonsense"],
    "measure": ["all_crime", "ksi_casualties", "burglary", "nothing"],
    "source": ["force_extract", "police_uk", "road_casualties", "elsewhere"],
    "to": [str(month) for month in (FIRST, FIRST + 7, LAST - 9, LAST - 1, LAST, LAST + 1)] + ["soon"],
    "window": [*WINDOW_KINDS, "fortnight"],
    "from": [str(month) for month in (FIRST - 1, FIRST, LAST - 8, LAST)] + ["2022"],
    "compare": [*COMPARE_KINDS, "yesterday"],
    "map": ["hex", "geo", "globe"],
    "show": ["count", "rate", "change", "all"],
    "ward": [f"W{NORTH}1", f"W{EAST}2", "nowhere"],
    "month": [str(LAST), str(LAST - 5), "1999-12"],
    "strand": ["prevent", "not_stated", "pursue"],
    "lead": ["Police", "Northam Council", "not_stated", "nobody"],
    "grade": ["A", "not_stated", "Z"],
    "verdict": ["contradicts", "differs", "wrong"],
    "clusters": ["on", "off"],
    "intervention": ["patrols-2022-05", "nothing"],
    "beside": [NORTH, EAST, COUNTY, "E99"],
    "cells": ["all", "rate", "rank", "colour"],
    "sort": ["all_crime", "-all_crime", "name", "-name", "weather"],
    "progress": ["overdue", "in_progress", "not_stated", "late"],
    "indicator": ["ksi", "nothing"],
}
ADDRESSES = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(values) for key, values in PLAUSIBLE.items()}
).map(urlencode)


@given(ADDRESSES)
def test_every_selection_comes_back_from_its_short_and_its_full_address(query: str) -> None:
    selection = Selection.from_query(query, VOCABULARY).selection
    for full in (False, True):
        again = Selection.from_query(selection.to_query(VOCABULARY, full=full), VOCABULARY)
        assert again.selection == selection
        assert again.notices == ()


@given(ADDRESSES)
def test_a_short_address_holds_nothing_that_could_be_left_out(query: str) -> None:
    selection = Selection.from_query(query, VOCABULARY).selection
    pairs = {key: value[0] for key, value in parse_qs(selection.to_query(VOCABULARY)).items()}
    for key in pairs:
        shorter = urlencode({name: value for name, value in pairs.items() if name != key})
        assert Selection.from_query(shorter, VOCABULARY).selection != selection


@given(st.text() | st.dictionaries(st.sampled_from(KEYS) | st.text(), st.text()).map(urlencode))
def test_no_text_breaks_the_page(query: str) -> None:
    parsed = Selection.from_query(query, VOCABULARY)
    assert parsed.selection.area in {area.code for area in VOCABULARY.areas}
    assert all(len(notice) < 300 for notice in parsed.notices)


@given(ADDRESSES, st.sampled_from(sorted(PLAUSIBLE)), st.data())
def test_any_control_can_be_used_on_any_page(query: str, key: str, data: st.DataObject) -> None:
    selection = Selection.from_query(query, VOCABULARY).selection
    value = data.draw(st.sampled_from([*PLAUSIBLE[key], None]))
    changed = selection.changed(VOCABULARY, **{"start" if key == "from" else key: value})
    again = Selection.from_query(changed.to_query(VOCABULARY), VOCABULARY)
    assert (again.selection, again.notices) == (changed, ())


def test_first_load() -> None:
    selection = Selection.from_query("", VOCABULARY).selection
    assert selection.to_query(VOCABULARY) == ""
    assert VOCABULARY.home == EAST, "the first district by name"
    north = Selection.from_query("", vocabulary_of(small_reference(home=NORTH))).selection
    assert (north.area, north.plan, north.priority) == (NORTH, "north-2022", "summary")
    assert (north.measure, north.source, north.compare) == ("all_crime", "force_extract", "year")
    assert (north.to, north.window, north.start, north.map, north.show) == (LAST, "12m", None, "hex", "count")


def test_without_12_complete_months_the_longest_run_is_shown() -> None:
    selection = Selection.from_query("source=police_uk", VOCABULARY).selection
    assert (selection.window, selection.start, selection.to) == ("range", LAST - 9, LAST - 1)


def test_the_full_address_names_every_key_with_version_and_date() -> None:
    selection = Selection.from_query(
        f"area={NORTH}&ward=W{NORTH}1&month={LAST}&indicator=ksi"
        "&strand=prevent&lead=Police&grade=A&progress=overdue&verdict=differs"
        f"&clusters=on&beside={EAST}&cells=rank&sort=-all_crime&intervention=patrols-2022-05",
        VOCABULARY,
    ).selection
    query = selection.to_query(VOCABULARY, full=True, version="v00017", asof=dt.date(2026, 11, 21))
    named = parse_qs(query)
    assert set(KEYS) - {"from"} == set(named) - {"version", "asof"}
    parsed = Selection.from_query(query, VOCABULARY)
    assert (parsed.version, parsed.asof, parsed.notices) == ("v00017", "2026-11-21", ())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("colour=red", "means nothing here"),
        ("area=E99", "no area “E99”: showing Eastbourne"),
        (f"area={LONE}", "is one district"),
        ("plan=north-2022", "has no plan"),
        ("measure=ksi_casualties&priority=crime", "does not belong to this priority"),
        ("measure=burglary", "holds no months of Burglary"),
        ("to=2031-01", "This source holds Apr 2020 to Mar 2023, not Jan 2031"),
        ("window=range", "needs a first month"),
        ("from=2022-01", "only a range"),
        ("compare=baseline", "No plan here states"),
        ("area=E07000001&area=E07000002", "twice"),
        ("month=1999-12", "not among the months shown"),
        (f"area={NORTH}&strand=pursue", "2022/23 has no action of the strand “pursue”"),
        (f"area={NORTH}&lead=nobody", "2022/23 has no action led by “nobody”"),
        (f"area={NORTH}&grade=Z", "2022/23 has no action of grade “Z”"),
        ("grade=A", "This page has no action of grade “A”"),
        ("verdict=wrong", "There is no verdict “wrong”"),
        ("progress=late", "no status of actions called “late”"),
        ("asof=yesterday", "no date: what is overdue is as of today"),
        (f"ward=W{NORTH}1", "has no ward"),
        (f"area={NORTH}&indicator=ksj", "2022/23 has no indicator “ksj”"),
        ("indicator=ksi", "has no indicator"),
        ("intervention=patrols-2022-05", "Eastbourne has no intervention “patrols-2022-05”"),
    ],
)
def test_what_a_link_cannot_mean_is_said_in_words(query: str, words: str) -> None:
    notices = Selection.from_query(query, VOCABULARY).notices
    assert any(words in notice for notice in notices), notices


def test_the_bar_offers_areas_in_order_and_only_what_can_be_shown() -> None:
    selection = Selection.from_query("", VOCABULARY).selection
    bar = VOCABULARY.options(selection)
    assert [option.value for option in bar["area"]] == [EAST, COUNTY, FORCE, PAIR, NORTH, "E07000002"]
    assert [option.value for option in bar["priority"]] == ["summary", "crime"]
    assert [option.value for option in bar["measure"]] == ["all_crime", "ksi_casualties"]
    assert bar["to"][0].value == str(LAST)
    assert "baseline" not in {option.value for option in bar["compare"]}
    partial = VOCABULARY.options(Selection.from_query("source=police_uk", VOCABULARY).selection)
    assert partial["to"][0].label == "Mar 2023 (partial)"


def test_a_plan_priority_leads_to_its_own_measures() -> None:
    selection = Selection.from_query(f"area={NORTH}", VOCABULARY).selection
    roads = selection.changed(VOCABULARY, priority="roads")
    assert (roads.measure, roads.source) == ("ksi_casualties", "road_casualties")
    assert roads.changed(VOCABULARY, compare="baseline").compare == "baseline"
    elsewhere = roads.changed(VOCABULARY, area=EAST)
    assert (elsewhere.area, elsewhere.plan, elsewhere.priority) == (EAST, None, "summary")


@given(st.dates() | st.text(), st.dates())
def test_the_day_of_a_link_is_never_after_today(asof: object, today: dt.date) -> None:
    day = day_in(urlencode({"asof": str(asof)}), today=today)
    assert day == (min(asof, today) if isinstance(asof, dt.date) else day)
    assert day <= today


def test_choosing_a_range_starts_from_the_months_shown() -> None:
    selection = Selection.from_query("", VOCABULARY).selection
    chosen = selection.changed(VOCABULARY, window="range")
    assert (chosen.start, chosen.to) == (LAST - 11, LAST)
    assert chosen.changed(VOCABULARY, window="1m").start is None
    assert Month(2022, 4) == chosen.period.first


@pytest.mark.parametrize("emptied", [{"series": {}}, {"series": {}, "areas": {}, "members": {}}])
def test_a_store_without_numbers_or_areas_says_so_on_every_view(emptied: dict[str, dict[str, str]]) -> None:
    bare = replace(small_reference(), **emptied)
    selection = Selection.from_query("window=fytd&ward=W1&month=2020-01", vocabulary_of(bare)).selection
    assert Selection.from_query(selection.to_query(vocabulary_of(bare), full=True), vocabulary_of(bare))
    for build in (build_wards, build_months, build_districts, build_findings):
        view = build(bare, selection)
        assert "csp build PATH" in view.empty
        assert view.table.rows == ()


def test_wards_of_one_name_are_told_apart_by_their_district() -> None:
    names = {option.value: option.label for option in _ward_options(COUNTY)}
    assert names[f"W{NORTH}1"] == "Ward 1 (Northam)"
    assert _ward_options(NORTH)[0].label == "Ward 1"


def _ward_options(area: str) -> tuple[Option, ...]:
    return VOCABULARY.options(Selection.from_query(f"area={area}", VOCABULARY).selection)["ward"]


def test_an_area_without_wards_or_districts_is_not_offered() -> None:
    site, town = (Area(code, code.title(), "custom", None, None) for code in ("site", "town"))
    reference = replace(
        REFERENCE,
        areas={**REFERENCE.areas, "site": site, "town": town},
        members={**REFERENCE.members, "town": (f"W{NORTH}1", f"W{NORTH}2")},
    )
    vocabulary = vocabulary_of(reference)
    offered = {area.code for area in vocabulary.areas}
    assert ("town" in offered, "site" in offered) == (True, False)
    parsed = Selection.from_query("area=site", vocabulary)
    assert (parsed.selection.area, len(parsed.notices)) == (vocabulary.home, 1)


def test_another_area_or_plan_opens_no_indicator() -> None:
    selection = Selection.from_query(f"area={NORTH}&indicator=ksi", VOCABULARY).selection
    assert selection.changed(VOCABULARY, priority="roads").indicator == "ksi"
    assert selection.changed(VOCABULARY, area=EAST).indicator is None
    assert selection.changed(VOCABULARY, plan="north-2022").indicator is None


def test_another_area_opens_no_intervention() -> None:
    selection = Selection.from_query(f"area={NORTH}&intervention=patrols-2022-05", VOCABULARY).selection
    assert selection.changed(VOCABULARY, measure="ksi_casualties").intervention == "patrols-2022-05"
    assert selection.changed(VOCABULARY, area=COUNTY).intervention is None
