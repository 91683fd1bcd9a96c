"""The views of the Peaks page on the demonstration store, for every audience, against sums of their own."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from callbacks.peaks import OUTPUTS, build_page
from dashboard.disclosure import released_months
from dashboard.held_reference import load_reference
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store

ASHFORD, COUNTY, FORCE = "E07000105", "E10000016", "E23000032"
VIEWS = ("years", "control", "ahead")
QUERIES = (
    "",
    f"area={COUNTY}&measure=violence_against_the_person&to=2023-12",
    f"area={FORCE}&measure=robbery&to=2022-02",
    "measure=ksi_casualties",
    "measure=hate_crime",
    "measure=burglary&to=2020-09",
    "to=2019-04",
)


@pytest.fixture(scope="module", params=list(Audience))
def reference(demo_store, request) -> Reference:
    settings = Settings(store=demo_store, home=ASHFORD, audience=request.param)
    return load_reference(Store(demo_store), settings)


@pytest.fixture(scope="module")
def partner(demo_store) -> Reference:
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))


def show(reference: Reference, name: str, query: str) -> View:
    return build_view(name, reference, parse(query, vocabulary_of(reference)).selection)


@pytest.mark.parametrize("query", QUERIES)
def test_every_view_is_whole_or_says_why_not(reference: Reference, query: str) -> None:
    for name in VIEWS:
        view = show(reference, name, query)
        words = " ".join(
            [view.title, view.caption, view.alt, view.empty, *view.caveats, json.dumps(view.extra)]
        )
        assert "could not be" not in view.title
        assert "significant" not in words
        assert bool(view.empty) == (view.figure is None)
        assert to_csv(view)
        if view.figure is not None:
            go.Figure(view.figure)
            assert view.alt
            assert all((view.period, view.basis, view.source, view.geography, view.marking))
    assert len(build_page(reference, f"?{query}")) == len(OUTPUTS)


def test_the_years_hold_the_months_the_door_gives(partner: Reference) -> None:
    view = show(partner, "years", "measure=burglary&to=2023-12")
    question = ask(partner, parse("measure=burglary&to=2023-12", vocabulary_of(partner)).selection)
    found = released_months(
        partner, series=question.series, area=ASHFORD, first=Month(2019, 4), last=Month(2023, 12)
    )
    by_month = {str(item.first): item.amount.value for item in found.stretches}
    rows = view.table.records()
    assert {row["month"]: row["value"] for row in rows if row["month"] >= "2019-04"} == by_month
    for year in {row["year"] for row in rows}:
        own = [row for row in rows if row["year"] == year]
        assert len(own) == 12
        usual = [row for row in own if row["value"] is not None and not row["exceptional"]]
        top = {row["month"] for row in own if row["top"]}
        if len(usual) >= 10:
            daily = sorted((row["value"] / Month.parse(row["month"]).days for row in usual), reverse=True)
            assert top == {
                row["month"] for row in usual if row["value"] / Month.parse(row["month"]).days >= daily[2]
            }
        else:
            assert not top


def test_a_ward_in_focus_has_its_own_months_and_a_way_back(partner: Reference) -> None:
    ward = next(ward for ward in partner.wards(ASHFORD) if partner.name(ward) == "Victoria")
    view = show(partner, "years", f"ward={ward}")
    assert view.geography == "Victoria, ward of Ashford"
    assert view.extra["focus"] == {"ward": "Victoria", "area": "Ashford"}
    assert show(partner, "control", f"ward={ward}").figure is not None
    ahead = show(partner, "ahead", f"ward={ward}")
    assert "districts and above" in ahead.empty


def test_a_range_says_how_often_it_held_and_what_came(partner: Reference) -> None:
    view = show(partner, "ahead", "measure=burglary&to=2023-12")
    held, tested = re.search(r"(\d+) of (\d+) past months", view.extra["sentences"][0]).groups()
    assert 0 < int(held) <= int(tested)
    rows = view.table.records()
    assert [row["month"] for row in rows] == ["2024-01", "2024-02", "2024-03"]
    assert all(row["low"] <= row["expected"] <= row["high"] for row in rows)
    known = {row["month"]: row["value"] for row in show(partner, "years", "measure=burglary").table.records()}
    assert [row["value"] for row in rows] == [known[row["month"]] for row in rows]
    assert "Since then known" in " ".join(view.extra["sentences"])
    assert "New Year" in rows[0]["events"]
    assert all(row["value"] is None for row in show(partner, "ahead", "").table.records())


def test_sensitive_series_show_quarters_and_refuse_the_rest_in_words(demo_store) -> None:
    settings = Settings(store=demo_store, home=ASHFORD, audience=Audience.PUBLIC)
    public = load_reference(Store(demo_store), settings)
    view = show(public, "years", "measure=hate_crime")
    rows = view.table.records()
    assert {Month.parse(row["last_month"]).index - Month.parse(row["month"]).index for row in rows} == {2}
    assert all(row["value"] is None or row["value"] % 5 == 0 for row in rows)
    for name in ("control", "ahead"):
        assert "by calendar quarters, not by month" in show(public, name, "measure=hate_crime").empty
    ward = public.wards(ASHFORD)[0]
    for name in VIEWS:
        refused = show(public, name, f"measure=hate_crime&ward={ward}")
        assert refused.figure is None
        assert refused.table.rows == ()
        assert refused.empty


def test_few_months_say_what_cannot_be_said(partner: Reference) -> None:
    early = replace(parse("", vocabulary_of(partner)).selection, to=Month(2020, 1))
    years = build_view("years", partner, early)
    assert years.title.endswith("too few months to tell a season: 10 of at least 24")
    assert "12 months of the past can be tested" in build_view("ahead", partner, early).empty
    notes = " ".join(build_view("control", partner, early).extra["notes"])
    assert "rest on 10 months, fewer than twelve" in notes
