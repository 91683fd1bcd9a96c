"""Road casualties on the Overview against a count of the casualties one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.statistics.change import compare_counts
from dashboard.views.registry import VIEWS, build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.month import Month
from data.settings import Settings
from data.store import Store
from tests.integration.casualty_files import (
    ASHFORD,
    DISTRICTS,
    FORCE,
    LAST,
    PEOPLE,
    PROVISIONAL,
    RELEASE,
    SEVERITIES,
    USERS,
    WARDS,
    Casualty,
    draw_casualties,
    write_casualty_files,
)

KSI = f"measure=ksi_casualties&source=stats19&to={LAST}"


@pytest.fixture(scope="module")
def casualties() -> list[Casualty]:
    return draw_casualties()


@pytest.fixture(scope="module")
def reference(casualties: list[Casualty], tmp_path_factory: pytest.TempPathFactory) -> Reference:
    files = write_casualty_files(tmp_path_factory.mktemp("casualty-files"), casualties)
    folder = tmp_path_factory.mktemp("casualty-store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    return load_reference(Store(folder), Settings(store=folder, home=ASHFORD))


def show(reference: Reference, name: str, query: str) -> View:
    parsed = parse(query, vocabulary_of(reference))
    assert not parsed.notices
    view = build_view(name, reference, parsed.selection)
    assert "could not be shown" not in view.title
    return view


def rows(view: View, *keys: str) -> dict[Any, dict[str, Any]]:
    return {tuple(row[key] for key in keys): row for row in view.table.records()}


def counted(
    casualties: Iterable[Casualty],
    first: Month,
    last: Month,
    *,
    areas: Iterable[str] = (ASHFORD,),
    where: Callable[[Casualty], bool] = lambda c: c.ksi,
) -> int:
    wanted = set(areas)
    return sum(1 for c in casualties if first <= c.month <= last and c.district in wanted and where(c))


@pytest.mark.parametrize("area", [ASHFORD, FORCE])
def test_the_mean_of_several_years(area: str, reference: Reference, casualties: list[Casualty]) -> None:
    areas = [area] if area in DISTRICTS else list(DISTRICTS)
    people = 2 * PEOPLE * len(areas)
    view = show(reference, "findings", f"area={area}&{KSI}")
    found = rows(view, "finding")
    for name, months in (("3 years", 36), ("5 years", 60)):
        total = counted(casualties, LAST - (months - 1), LAST, areas=areas)
        years = months // 12
        row, mean = found[name,], found[f"{name}, mean a year",]
        assert (row["value"], row["status"]) == (total, "provisional")
        assert mean["value"] == pytest.approx(total / years, abs=0.051)
        assert row["rate"] == mean["rate"] == pytest.approx(10_000 * total / years / people, abs=0.051)
        before = counted(casualties, LAST - (2 * months - 1), LAST - months, areas=areas)
        if months == 36:
            assert (row["previous"], row["change"]) == (before, total - before)
    said = "".join(words for sentence in view.extra["sentences"] for words, _ in sentence)
    mean = counted(casualties, LAST - 35, LAST, areas=areas) / 3
    assert f"a mean of {mean:.1f} a year" in said
    assert "per 10,000 residents a year" in said
    heads = view.extra["spans"]["heads"]
    assert heads[-2:] == ["3 years to Jun 2023", "5 years to Jun 2023"]
    # The months of 2018 to 2020 hold the lockdowns, and that is said.
    assert any("COVID-19" in note for note in view.caveats)


def test_wards_have_rates_of_three_years_and_a_mean_a_year(
    reference: Reference, casualties: list[Casualty]
) -> None:
    year = show(reference, "wards", f"{KSI}&show=rate")
    assert all(row["rate"] is None for row in year.table.records())
    view = show(reference, "wards", f"{KSI}&window=36m&show=rate")
    for ward in (code for code, district in WARDS.items() if district == ASHFORD):
        row = rows(view, "ward_code")[ward,]
        total = counted(casualties, LAST - 35, LAST, where=lambda c, ward=ward: c.ksi and c.ward == ward)
        assert row["value"] == total
        assert row["rate"] == pytest.approx(10_000 * total / 3 / PEOPLE, abs=0.051)
        assert row["status"] == "provisional"
    assert next(c.label for c in view.table.columns if c.key == "rate") == "Per 10,000 residents a year"
    assert "against the 3 years before" in view.basis


def test_months_from_the_first_provisional_one_are_marked(reference: Reference) -> None:
    view = show(reference, "months", KSI)
    statuses = {row["month"]: row["status"] for row in view.table.records()}
    assert {month for month, status in statuses.items() if status == "provisional"} == {
        str(month) for month in PROVISIONAL.until(LAST)
    }
    assert "provisional from Jan 2023" in view.caption
    assert "Provisional from Jan 2023" in view.alt
    figure = go.Figure(view.figure)
    hatches = dict(zip(statuses, figure.data[0].marker.pattern.shape, strict=True))
    assert {month for month, hatch in hatches.items() if hatch} == {
        month for month, status in statuses.items() if status == "provisional"
    }
    assert any(words.text == "provisional" for words in figure.layout.annotations)
    earlier = show(reference, "months", "measure=ksi_casualties&source=stats19&to=2022-12")
    assert {row["status"] for row in earlier.table.records()} <= {"shown", "zero"}
    assert "provisional" not in earlier.caption + " ".join(earlier.caveats)


@pytest.mark.parametrize("area", [ASHFORD, FORCE])
def test_a_change_across_2016_is_by_adjusted_figures(
    area: str, reference: Reference, casualties: list[Casualty]
) -> None:
    areas = {area} if area in DISTRICTS else set(DISTRICTS)
    view = show(reference, "findings", f"area={area}&measure=ksi_casualties&source=stats19&to=2016-12")
    found = rows(view, "finding")
    now, before = (
        sum(c.adjusted for c in casualties if c.month.year == year and c.district in areas)
        for year in (2016, 2015)
    )
    recorded = counted(casualties, Month(2016, 1), Month(2016, 12), areas=areas)
    assert (found["total",]["value"], found["total",]["change"]) == (recorded, None)
    row = found["total, adjusted",]
    assert row["value"] == pytest.approx(now, abs=0.051)
    assert row["previous"] == pytest.approx(before, abs=0.051)
    assert row["change"] == pytest.approx(now - before, abs=0.051)
    percent = pytest.approx(100 * (now - before) / before, abs=0.051)
    assert row["change_pct"] == (percent if before >= 50 else None)
    series = reference.series["ksi_casualties", "stats19"]
    phi = reference.phi(series=series, level=reference.areas[area].level)
    # 366 days against 365.
    assert row["usual_variation"] == compare_counts(now, before, phi, 366, 365).words
    said = "".join(words for sentence in view.extra["sentences"] for words, _ in sentence)
    assert RELEASE in said
    assert "Injury severity recording changed" in said


def test_a_break_without_adjusted_figures_is_labelled(reference: Reference) -> None:
    view = show(reference, "findings", "measure=seriously_injured&source=stats19&to=2016-12")
    assert "total, adjusted" not in {row["finding"] for row in view.table.records()}
    assert any("crosses a break: Injury severity" in note for note in view.caveats)


@pytest.mark.parametrize("area", [ASHFORD, FORCE])
def test_what_they_are_made_of(area: str, reference: Reference, casualties: list[Casualty]) -> None:
    areas = [area] if area in DISTRICTS else list(DISTRICTS)
    view = show(reference, "splits", f"area={area}&{KSI}")
    found = rows(view, "breakdown", "category")
    now, before = (LAST - 11, LAST), (LAST - 23, LAST - 12)
    total = counted(casualties, *now, areas=areas)
    for severity, label in zip(
        SEVERITIES,
        ("Killed", "Seriously injured", "Slightly injured"),
        strict=True,
    ):
        row = found["Severity", label]
        value, previous = (
            counted(casualties, *span, areas=areas, where=lambda c, s=severity: c.severity == s)
            for span in (now, before)
        )
        assert (row["value"], row["previous"], row["change"]) == (value, previous, value - previous)
    for user in USERS:
        row = found["Road user", user.capitalize()]
        value, previous = (
            counted(casualties, *span, areas=areas, where=lambda c, u=user: c.ksi and c.user == u)
            for span in (now, before)
        )
        assert (row["value"], row["previous"], row["of"]) == (value, previous, total)
        share = 100 * value / total if total >= 50 else None
        assert row["share"] == (None if share is None else pytest.approx(share, abs=0.051))
    hours = [row for (name, _), row in found.items() if name == "Hour of the day"]
    assert [row["category"] for row in hours] == [f"{hour:02d}" for hour in range(24)]
    assert sum(row["value"] for row in hours) == total
    # What is not known goes last, whatever its size.
    assert [c for b, c in found if b == "Road user"][-1] == "Not known"
    go.Figure(view.figure)


def test_what_came_without_categories_is_said_and_not_compared(
    reference: Reference, casualties: list[Casualty]
) -> None:
    """Categories begin in January 2021: half of the 12 months to June, none of the year before."""
    view = show(reference, "splits", "measure=ksi_casualties&source=stats19&to=2021-06")
    found = rows(view, "breakdown", "category")
    rest = found["Road user", "Not in the breakdown"]
    assert rest["value"] == counted(casualties, Month(2020, 7), Month(2020, 12))
    assert all(row["previous"] is None for (name, _), row in found.items() if name != "Severity")
    earlier = show(reference, "splits", "measure=ksi_casualties&source=stats19&to=2020-06")
    assert {row["breakdown"] for row in earlier.table.records()} == {"Severity"}


def test_no_breakdown_no_card(small_reference: Reference) -> None:
    for measure in ("all_crime", "burglary", "ksi_casualties"):
        view = show(small_reference, "splits", f"measure={measure}")
        assert view.empty
        assert not view.extra["splits"]


@pytest.mark.parametrize(
    "query",
    [KSI, f"{KSI}&window=60m", f"area={FORCE}&{KSI}&compare=3y", f"{KSI}&window=36m&compare=baseline"],
)
def test_every_view_stands(query: str, reference: Reference) -> None:
    for name in VIEWS:
        view = build_view(name, reference, parse(query, vocabulary_of(reference)).selection)
        assert "could not be shown" not in view.title
        if view.figure is not None:
            go.Figure(view.figure)
