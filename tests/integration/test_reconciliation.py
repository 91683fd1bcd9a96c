"""Totals of one measure by every source: held against the official one, for the months each is really of."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.reconciled import nearest_window
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store

FORCE, PAIR = "E23000001", "E22000009"
UP, HILL, DALE = "E07000001", "E07000002", "E07000003"
LOOKUP = f"""LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM
{UP},Upland,E22000001,Upland,{FORCE},West
{HILL},Hill,{PAIR},Hill and Dale,{FORCE},West
{DALE},Dale,{PAIR},Hill and Dale,{FORCE},West
"""
WARDS = f"""WD25CD,WD25NM,LAD25CD,LAD25NM
E05000001,Church,{UP},Upland
E05000002,Mill,{HILL},Hill
E05000003,Ford,{DALE},Dale
"""
HEADS = [
    *("Police Force\nArea code", "Police Force\nArea name"),
    *("Community Safety\nPartnership code", "Community Safety\nPartnership name"),
    *("Local Authority code", "Local Authority name"),
    *(
        "Total recorded crime\n (excluding fraud)",
        "Violence against the person",
        "Sexual offences",
        "Homicide",
    ),
]
OFFICIAL = [
    [FORCE, "West", "", "", "", "", "1,000 ", "300", "30", "1"],
    [FORCE, "West", "E22000001", "Upland", UP, "Upland", "600", "200", "20", "0"],
    [FORCE, "West", PAIR, "Hill and Dale", "Combined Local Authorities", "", "390", "95", "8", "1"],
    [FORCE, "West", "", "Unassigned West", "", "", "10", "5", "2", "0"],
]
FIRST, LAST = Month(2024, 1), Month(2025, 9)


def official(path: Path, *, ending: str, plus: int = 0) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text)
        table.writerow(
            [f"Table C2: Number of crimes by Community Safety Partnership area, year ending {ending}"]
        )
        table.writerow(HEADS)
        table.writerows([*row[:6], str(int(row[6].replace(",", "")) + plus), *row[7:]] for row in OFFICIAL)


def monthly(path: Path, *, source: str, months: list[Month], measure: str = "all_crime") -> None:
    lines = ["period,area,measure,value,source"]
    for number, area in enumerate((UP, HILL, DALE)):
        lines += [f"{month},{area},{measure},{40 + 10 * number + month.month},{source}" for month in months]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    files = tmp_path_factory.mktemp("files")
    (files / "csp.csv").write_text(LOOKUP)
    (files / "wards.csv").write_text(WARDS)
    official(files / "ye_june.csv", ending="June 2025")
    official(files / "ye_march.csv", ending="March 2024", plus=50)
    monthly(files / "force.csv", source="force_extract", months=list(FIRST.until(LAST)))
    short = [month for month in FIRST.until(LAST) if month >= Month(2025, 1)]
    monthly(files / "police.csv", source="police_uk", months=short)
    monthly(files / "both.csv", source="force_extract", months=short, measure="violence_and_sexual_offences")
    folder = tmp_path_factory.mktemp("store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    return load_reference(Store(folder), Settings(store=folder, audience=Audience.PARTNER))


def show(reference: Reference, query: str) -> View:
    return build_view("reconciliation", reference, parse(query, vocabulary_of(reference)).selection)


def by_source(view: View) -> dict[str, dict[str, Any]]:
    return {str(row["source"]): row for row in view.table.records()}


def added(first: Month, last: Month, *, places: int = 1) -> int:
    """What the monthly files give for the first so many districts."""
    return sum(40 + 10 * number + month.month for number in range(places) for month in first.until(last))


def test_each_total_is_of_its_own_months(reference: Reference) -> None:
    view = show(reference, f"area={UP}&to=2025-09")
    rows = by_source(view)
    assert list(rows) == ["ONS", "force extract", "police.uk"]
    assert (rows["ONS"]["value"], rows["ONS"]["from"], rows["ONS"]["to"]) == (600, "2024-07", "2025-06")

    same = rows["force extract"]
    total = added(Month(2024, 7), Month(2025, 6))
    assert (same["value"], same["same_months"], same["overlap_months"]) == (total, "yes", 12)
    assert (same["gap"], same["gap_pct"]) == (total - 600, round(100 * (total - 600) / 600, 1))
    assert same["gap_per_day_pct"] == same["gap_pct"]

    run = rows["police.uk"]
    assert (run["from"], run["to"], run["months"], run["complete_months"]) == ("2025-01", "2025-09", 9, 9)
    total = added(Month(2025, 1), LAST)
    assert (run["value"], run["same_months"], run["overlap_months"]) == (total, "no", 6)
    # 273 days against 365.
    assert run["gap_per_day_pct"] == pytest.approx(100 * ((total / 273) / (600 / 365) - 1), abs=0.051)
    assert any("no twelve complete months" in caveat for caveat in view.caveats)
    assert "10 crimes of West are in no partnership" in str(rows["ONS"]["counted"])
    assert len(go.Figure(view.figure).data[0].x) == 3
    assert set(go.Figure(view.figure).data[0].x) == {12, 9}


def test_the_official_year_is_the_one_nearest_to_the_month_asked_for(reference: Reference) -> None:
    rows = by_source(show(reference, f"area={UP}&to=2024-05"))
    assert (rows["ONS"]["value"], rows["ONS"]["to"]) == (650, "2024-03")
    # The extract begins in January 2024: the nearest twelve months that it has whole.
    assert (rows["force extract"]["from"], rows["force extract"]["overlap_months"]) == ("2024-01", 3)


def test_a_partnership_of_two_is_itself_and_its_districts_are_sent_to_it(reference: Reference) -> None:
    assert by_source(show(reference, f"area={PAIR}&to=2025-06"))["ONS"]["value"] == 390
    alone = show(reference, f"area={HILL}&to=2025-06")
    assert "ONS" not in by_source(alone)
    assert any("that of Hill and Dale" in caveat for caveat in alone.caveats)
    assert by_source(show(reference, f"area={FORCE}&to=2025-06"))["ONS"]["value"] == 1_000


def test_a_measure_made_of_two_is_added_up_and_says_so(reference: Reference) -> None:
    rows = by_source(show(reference, f"area={UP}&to=2025-06&measure=violence_and_sexual_offences"))
    assert rows["ONS"]["value"] == 220
    assert "Violence against the person and sexual offences added up" in str(rows["ONS"]["counted"])


def test_without_an_official_total_the_file_is_named(small_reference: Reference) -> None:
    view = show(small_reference, "measure=all_crime")
    assert not view.empty
    assert any("table C2" in caveat for caveat in view.caveats)


MONTH = st.integers(Month(2020, 1).index, Month(2024, 12).index).map(Month.from_index)


@given(complete=st.sets(MONTH), last=MONTH)
def test_the_nearest_months_are_whole_and_none_are_nearer(complete: set[Month], last: Month) -> None:
    wanted = Window("range", last - 11, last)
    found = nearest_window(complete, wanted)
    if found is None:
        assert not complete
        return
    assert set(found.months) <= complete
    assert found.length <= 12 or not any(set(Window("range", m - 11, m).months) <= complete for m in complete)
    if set(wanted.months) <= complete:
        assert found.months == wanted.months
    whole = [
        set(Window("range", m - 11, m).months)
        for m in complete
        if set(Window("range", m - 11, m).months) <= complete
    ]
    shared = len(set(found.months) & set(wanted.months))
    assert all(len(year & set(wanted.months)) <= shared for year in whole)
    if not whole:
        starts = [m for m in complete if m - 1 not in complete]
        runs = [next(n for n in range(1, 99) if m + n not in complete) for m in starts]
        assert found.length == max(runs)
