"""Counts that came by day and hour, as they may be shown: by month, or a longer period as published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.disclosure import fixed_at, level_of
from dashboard.observed import observed_breakdowns
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.week import CATEGORIES, CLOCK, WEEK
from data import observed_queries
from data.catalogue import DAY_HOURS
from data.month import Month


@dataclass(frozen=True)
class HourMonth:
    """A month's counts: with a time, in the hours asked about, without one. None where one is hidden."""

    month: Month
    timed: int | None
    inside: int | None
    unknown: int | None


@dataclass(frozen=True)
class HourCounts:
    """A period's counts by hour of the week, by the clock, and what has no time; None where one is hidden."""

    clock: tuple[int, ...] | None
    unknown: int


def areas_with_hours(reference: Reference) -> Mapping[tuple[str, str, str], frozenset[str]]:
    """By measure, source and breakdown the areas for which the store has counts by day and hour."""

    def read() -> dict[tuple[str, str, str], frozenset[str]]:
        found: dict[tuple[str, str, str], set[str]] = {}
        for row in observed_queries.get_hour_areas(reference.snapshot, breakdowns=list(DAY_HOURS)):
            found.setdefault((row["measure"], row["source"], row["breakdown"]), set()).add(row["area_code"])
        return {key: frozenset(codes) for key, codes in found.items()}

    return reference.structure("areas with hours", read)


def observed_hours(
    reference: Reference, *, series: Series, areas: Sequence[str], breakdown: str, windows: Sequence[Window]
) -> tuple[HourCounts, ...]:
    """The months of each window, added up over areas; none at all where the audience sees fixed tables."""
    if any(fixed_at(reference, series=series, level=level_of(reference, area)) for area in areas):
        return ()
    found = observed_breakdowns(
        reference, series=series, areas=areas, breakdowns=[breakdown], windows=windows
    )
    return tuple(
        _counts({category: values[place] for (_, category), values in found.items()})
        for place in range(len(windows))
    )


def _counts(by_category: Mapping[str, int | None]) -> HourCounts:
    hidden = any(value is None for value in by_category.values())
    clock = [0] * WEEK
    unknown = 0
    for category, value in by_category.items():
        number = CLOCK.get(category)
        if number is None:
            unknown += value or 0
        else:
            clock[number] = value or 0
    return HourCounts(None if hidden else tuple(clock), unknown)


def observed_hour_months(
    reference: Reference,
    *,
    series: Series,
    areas: Sequence[str],
    breakdown: str,
    hours: Collection[int],
    window: Window,
) -> Mapping[Month, HourMonth]:
    """The months of a window that have counts by day and hour; those without are not there.

    `hours` are numbers by the clock. None at all where the audience sees fixed tables only.
    """
    if any(fixed_at(reference, series=series, level=level_of(reference, area)) for area in areas):
        return {}
    found = {}
    for row in observed_queries.get_hour_months(
        reference.snapshot,
        series_id=series.series_id,
        area_codes=list(areas),
        breakdown=breakdown,
        hours=[CATEGORIES[number] for number in sorted(hours)],
        start=window.first,
        finish=window.last,
    ):
        month = Month.of(row["month"])
        values = [None if row["hidden"] else round(row[key]) for key in ("timed", "inside", "unknown")]
        found[month] = HourMonth(month, *values)
    return found


def observed_hour_periods(
    reference: Reference, *, series: Series, areas: Sequence[str], breakdown: str
) -> Mapping[tuple[Month, Month], HourCounts]:
    """Longer periods that all of `areas` have, added up over them; the periods may overlap.

    None at all where the audience sees fixed tables only.
    """
    if any(fixed_at(reference, series=series, level=level_of(reference, area)) for area in areas):
        return {}
    cells: dict[tuple[Month, Month], dict[str, int | None]] = {}
    having: dict[tuple[Month, Month], set[str]] = {}
    for row in observed_queries.get_hour_periods(
        reference.snapshot, series_id=series.series_id, area_codes=list(areas), breakdown=breakdown
    ):
        span = Month.of(row["period_start"]), Month.of(row["period_end"])
        having.setdefault(span, set()).add(row["area_code"])
        known = cells.setdefault(span, {})
        before = known.get(row["category"], 0)
        hidden = row["status"] == "hidden" or row["value"] is None or before is None
        known[row["category"]] = None if hidden else (before or 0) + round(row["value"])
    return {span: _counts(known) for span, known in cells.items() if having[span] == set(areas)}
