"""One measure in depth on the Compare page, held against counts of our own and for every audience."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from callbacks import depth as sections
from dashboard import ward_funnel
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.settings import Audience, Settings
from data.store import Store
from layouts import depth
from tests.integration.small_files import (
    ASHFORD,
    CANTERBURY,
    COUNTY,
    DISTRICTS,
    FORCE,
    KENT,
    LAST,
    MEDWAY,
    PARTIAL,
    SmallCounty,
    write_small_files,
)

AUDIENCES = list(Audience)
YEAR = (LAST - 11, LAST)
BEFORE = (LAST - 23, LAST - 12)
CRIME = f"measure=all_crime&source=force_extract&to={LAST}"


def show(reference: Reference, name: str, query: str) -> View:
    parsed = parse(query, vocabulary_of(reference))
    assert not parsed.notices
    view = build_view(name, reference, parsed.selection)
    assert "could not be shown" not in view.title
    return view


@pytest.fixture(scope="module", params=AUDIENCES)
def demo(demo_store: Path, request: pytest.FixtureRequest) -> Reference:
    settings = Settings(store=demo_store, home=ASHFORD, audience=request.param)
    return load_reference(Store(demo_store), settings)


def total(county: SmallCounty, span: tuple, districts) -> int:
    return county.total(
        measure="all_crime", source="force_extract", first=span[0], last=span[1], districts=districts
    )


def test_the_districts_changes_add_up_to_the_countys(small_reference: Reference, county: SmallCounty) -> None:
    for area, group, members in ((ASHFORD, COUNTY, KENT), (FORCE, FORCE, DISTRICTS)):
        rows = show(small_reference, "contribution", f"area={area}&{CRIME}").table.records()
        whole = rows[-1]
        assert whole["district_code"] == group
        assert whole["value"] == total(county, YEAR, members)
        assert whole["change"] == total(county, YEAR, members) - total(county, BEFORE, members)
        assert sum(row["change"] for row in rows[:-1]) == whole["change"]
        found = {row["district_code"]: row["change"] for row in rows[:-1] if row["district_code"]}
        assert found == {
            code: total(county, YEAR, [code]) - total(county, BEFORE, [code]) for code in members
        }


@pytest.mark.parametrize("measure", ["all_crime", "domestic_abuse_offences", "hate_crime", "ksi_casualties"])
def test_they_add_up_for_every_audience_or_nothing_is_said(demo: Reference, measure: str) -> None:
    for area in (ASHFORD, FORCE):
        view = show(demo, "contribution", f"area={area}&measure={measure}")
        rows = view.table.records()
        if view.empty:
            assert not rows
            continue
        for key in ("value", "previous", "change"):
            assert math.isclose(sum(row[key] for row in rows[:-1]), rows[-1][key], abs_tol=0.11)
        shares = [row["share"] for row in rows[:-1] if row["share"] is not None]
        assert not shares or math.isclose(sum(shares), 100, abs_tol=0.1 * len(shares))


def test_rates_are_counts_by_people_with_the_home_area_and_its_groups(
    small_reference: Reference, county: SmallCounty
) -> None:
    view = show(small_reference, "rates", f"area={ASHFORD}&{CRIME}")
    rows = {row["area_code"]: row for row in view.table.records()}
    for code in DISTRICTS:
        people = sum(county.residents[ward] for ward in county.wards_of(code))
        rate = 1000 * total(county, YEAR, [code]) / people
        assert rows[code]["rate"] == pytest.approx(rate, abs=0.051)
        assert rows[code]["rate_low"] < rows[code]["rate"] < rows[code]["rate_high"]
    assert rows[MEDWAY]["rank"] is None
    ranked = sorted(KENT, key=lambda code: -rows[code]["rate"])
    assert [rows[code]["rank"] for code in ranked] == sorted(rows[code]["rank"] for code in ranked)
    assert all(rows[code]["rank_from"] <= rows[code]["rank"] <= rows[code]["rank_to"] for code in KENT)
    drawn = view.extra["rows"]
    assert [row["name"] for row in drawn if row["own"]] == ["Ashford"]
    assert [row["name"] for row in drawn if row["kind"] == "group"] == [
        "Kent excluding Medway",
        "Kent and Medway",
    ]
    assert "Census" in view.caption or "per 1,000 residents (" in view.caption
    assert f"of {len(KENT)}" in view.title


def test_months_are_rates_of_equal_months_and_a_partial_one_is_a_gap(
    small_reference: Reference, county: SmallCounty
) -> None:
    query = f"area={ASHFORD}&measure=all_crime&source=force_extract&to={PARTIAL}"
    view = show(small_reference, "district-months", query)
    rows = [row for row in view.table.records() if row["area_code"] == CANTERBURY]
    people = sum(county.residents[ward] for ward in county.wards_of(CANTERBURY))
    for row in rows:
        year, month = map(int, str(row["month"]).split("-"))
        if row["status"] == "partial":
            assert row["month"] == str(PARTIAL)
            assert row["rate"] is None
            continue
        days = calendar.monthrange(year, month)[1]
        expected = row["value"] / days * 365.25 / 12 * 1000 / people
        assert row["rate"] == pytest.approx(expected, abs=0.0051)
    assert rows[-1]["status"] == "partial"
    chart = next(chart for chart in view.extra["charts"] if chart["code"] == CANTERBURY)
    assert sum(len(run) for run in chart["runs"]) == len(rows) - 1
    assert [chart["code"] for chart in view.extra["charts"] if chart["own"]] == [ASHFORD]
    assert all(0 <= y <= 100 for item in view.extra["charts"] for run in item["runs"] for _, y in run)


@pytest.mark.parametrize("query", ["measure=all_crime", "measure=burglary&source=police_uk", f"area={FORCE}"])
def test_the_wards_outside_the_funnel_are_those_of_a_count_of_our_own(demo: Reference, query: str) -> None:
    view = show(demo, "funnel", query)
    rows = [row for row in view.table.records() if row["value"] is not None]
    counts = np.array([row["value"] for row in rows], dtype=float)
    people = np.array([row["population"] for row in rows], dtype=float)
    theta = counts.sum() / people.sum()
    scores = (counts / people - theta) / np.sqrt(theta / people)
    drawn = np.clip(scores, *np.quantile(scores, [0.1, 0.9]))
    phi = max(1.0, float(np.mean(drawn**2)) / 0.679)
    for row, score in zip(rows, scores / math.sqrt(phi), strict=True):
        side = "above" if score > 0 else "below"
        expected = (
            f"{side} the outer limit (99.8%)"
            if abs(score) > 3.090232
            else f"{side} the inner limit (95%)"
            if abs(score) > 1.959964
            else "within the limits"
        )
        assert row["verdict"] == expected
    own = {row["ward_code"] for row in rows if row["district_name"] == "Ashford" or FORCE in query}
    outside = {row["ward_code"] for row in rows if row["verdict"] != "within the limits"} & own
    assert {code for group in view.extra["outside"] for code, _, _ in group["wards"]} == outside
    go.Figure(view.figure)


def test_a_funnel_of_few_is_refused_and_says_what_stands_in_its_place(demo: Reference) -> None:
    for query, words in (("measure=ksi_casualties", "36 months"), ("measure=robbery", "fewer than 5 a ward")):
        view = show(demo, "funnel", query)
        assert words in view.empty
        assert view.figure is None
        assert {row["rate"] for row in view.table.records()} == {None}
    assert not show(demo, "funnel", "measure=ksi_casualties&window=36m").empty


def test_a_funnel_of_more_wards_than_can_be_told_apart_is_refused(
    demo: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ward_funnel, "MOST_PLACES", len(demo.wards(FORCE)) - 1)
    demo.recall.forget()
    view = show(demo, "funnel", f"area={FORCE}")
    assert "choose a county or a district" in view.empty
    assert view.figure is None
    monkeypatch.undo()
    demo.recall.forget()
    assert not show(demo, "funnel", f"area={FORCE}").empty


def test_a_funnel_without_its_low_wards_is_refused(demo: Reference) -> None:
    """What is hidden is low: the middle of what is left would lie too high."""
    view = show(demo, "funnel", "measure=rape")
    hidden = sum(row["status"] == "hidden" for row in view.table.records())
    hides = demo.settings.audience is not Audience.RESTRICTED
    assert (hidden > 0.1 * len(view.table.rows)) == hides
    assert (f"{hidden} of {len(view.table.rows)} wards are hidden" in view.empty) == hides


def test_months_too_few_to_read_are_drawn_by_quarter(demo: Reference) -> None:
    query = "measure=ksi_casualties&window=cy"
    months = {row["month"]: row["value"] for row in show(demo, "months", query).table.records()}
    view = show(demo, "district-months", query)
    rows = [row for row in view.table.records() if row["area_code"] == ASHFORD and row["month"] in months]
    assert len(rows) == 4
    names = sorted(months)
    for row in rows:
        place = names.index(row["month"])
        assert row["last_month"] == names[place + 2]
        assert row["value"] == sum(months[name] for name in names[place : place + 3])
    assert any("quarter" in words for words in view.caveats)


def test_what_is_hidden_is_neither_drawn_nor_said(demo: Reference) -> None:
    hides = demo.settings.audience is not Audience.RESTRICTED
    view = show(demo, "district-months", "measure=hate_crime")
    spans = {(row["month"], row["last_month"]) for row in view.table.records()}
    assert all((first != last) == hides for first, last in spans)
    hidden = [row for row in view.table.records() if row["status"] == "hidden"]
    assert all(row["value"] is None and row["rate"] is None for row in hidden)
    pair = show(demo, "beside", f"measure=hate_crime&beside={CANTERBURY}")
    drawn = [y for trace in (pair.figure or {"data": []})["data"] for y in trace["y"] if y is not None]
    shown = [row for row in view.table.records() if row["area_code"] in (ASHFORD, CANTERBURY) and row["rate"]]
    assert len(drawn) == len(shown)
    funnel = show(demo, "funnel", "measure=domestic_abuse_offences")
    if demo.settings.audience is Audience.PUBLIC:
        assert {row["value"] % 5 for row in funnel.table.records() if row["value"] is not None} == {0}
    points = sum(len(trace["x"]) for trace in funnel.figure["data"] if trace["mode"] == "markers")
    assert points == sum(row["value"] is not None for row in funnel.table.records())


def test_two_areas_are_told_apart_by_the_test_alone(demo: Reference) -> None:
    for other in (CANTERBURY, "E07000115", "E07000111"):
        view = show(demo, "beside", f"measure=all_crime&source=police_uk&beside={other}")
        first, second, *mix = view.table.records()
        assert (first["area_code"], second["area_code"]) == (ASHFORD, other)
        assert next(option for option in view.extra["options"] if option[3])[1] == other
        side = "higher" if first["rate"] > second["rate"] else "lower"
        percent = abs(100 * (first["rate"] / second["rate"] - 1))
        assert f"is {percent:.0f}% {side} than" in view.title
        assert view.title.endswith(first["difference"])
        # The parts of police.uk's crime add up to it, in both areas.
        for row in (first, second):
            assert sum(part["value"] for part in mix if part["area_code"] == row["area_code"]) == row["value"]
        assert first["wards_with_half"] <= first["wards"] / 2


def test_an_area_is_not_tested_against_what_holds_it(demo: Reference) -> None:
    view = show(demo, "beside", f"beside={COUNTY}")
    assert "one holds the other" in view.title
    assert view.extra["sentences"] == []
    assert {row["difference"] for row in view.table.records()} == {""}
    top = show(demo, "beside", f"area={FORCE}").table.records()
    rates = show(demo, "rates", f"area={FORCE}").table.records()
    assert [row["area_code"] for row in top[:2]] == [row["area_code"] for row in rates[:2]]


def test_the_scatter_names_only_what_is_beyond_usual_and_the_home_area(demo: Reference) -> None:
    for query in ("measure=all_crime&to=2021-03", "measure=burglary&to=2021-03", "measure=shoplifting"):
        view = show(demo, "volume", query)
        if view.empty:
            continue
        beyond = {
            row["district_name"]
            for row in view.table.records()
            if row["usual_variation"] == "larger than usual variation"
        }
        named = {
            note["text"].replace("<b>", "").replace("</b>", "")
            for note in view.figure["layout"]["annotations"]
        }
        assert named <= beyond | {"Ashford"}
        assert view.title.startswith("Beyond usual variation" if beyond else "None of 13 districts")
        go.Figure(view.figure)


@pytest.mark.parametrize(
    "query",
    [
        "",
        f"?area={FORCE}",
        f"?area={COUNTY}&measure=burglary",
        "?area=E22000352",
        "?area=kent-csp",
        "?measure=hate_crime",
        "?measure=ksi_casualties",
        "?window=1m&compare=none",
        "?measure=domestic_abuse_offences&window=fy",
    ],
)
def test_every_section_answers_for_every_audience(demo: Reference, query: str) -> None:
    parts = sections.build_sections(demo, query)
    assert len(parts) == len(sections.OUTPUTS)
    assert "could not be worked out" not in str(parts)
    for name in depth.VIEWS:
        view = show(demo, name, query.removeprefix("?"))
        assert view.empty or view.table.rows
        if view.figure:
            go.Figure(view.figure)


def test_a_most_similar_group_comes_by_file(county: SmallCounty, tmp_path: Path) -> None:
    files = (
        write_small_files(tmp_path / "files", county) if (tmp_path / "files").mkdir() is None else tmp_path
    )
    members = (ASHFORD, CANTERBURY, "E07000108", "E07000110", "E07000116")
    lines = ["area,name,kind,member"]
    for place, code in enumerate(members):
        name = "Most similar group of Ashford (publisher 2023),most similar group" if not place else ","
        lines.append(f"msg-ashford,{name},{code}")
    lines.append("msg-dover,Most similar group of Dover (publisher 2023),most similar group,E07000108")
    lines += [f"msg-dover,,,{code}" for code in (ASHFORD, "E07000114")]
    (files / "similar.csv").write_text("\n".join(lines), encoding="utf-8")
    folder = tmp_path / "store"
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    settings = Settings(store=folder, home=ASHFORD, audience=Audience.RESTRICTED)
    reference = load_reference(Store(folder), settings)

    view = show(reference, "similar", f"area={ASHFORD}&{CRIME}")
    rows = view.table.records()
    # Ashford is in both: the group that bears its name is its own.
    assert {row["area_code"] for row in rows} == set(members)
    rates = {
        row["area_code"]: row["rate"]
        for row in show(reference, "rates", f"area={ASHFORD}&{CRIME}").table.records()
    }
    assert [row["rate"] for row in rows] == sorted((rates[code] for code in members), reverse=True)
    own = next(row for row in rows if row["area_code"] == ASHFORD)
    assert own["rank"] == 1 + sum(rates[code] > rates[ASHFORD] for code in members)
    assert "of 5 of its most similar group" in view.title
    # Beside the home area stands the nearest of its group, not the next in the county.
    beside = show(reference, "beside", f"area={ASHFORD}&{CRIME}").table.records()[1]["area_code"]
    nearest = min(
        (code for code in members if code != ASHFORD), key=lambda code: abs(rates[code] - rates[ASHFORD])
    )
    assert beside == nearest
    how = show(reference, "similar", f"area=E07000109&{CRIME}")
    assert "csp template areas" in how.empty
    assert "most similar group" in how.empty
