"""Numbers as their source published them, for measures that do not come as monthly counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.disclosure import fixed_at, level_of
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import ReleasedObservation
from data import queries
from data.month import Month

Observed = ReleasedObservation
_HIDDEN = "hidden"


def observed(
    reference: Reference, *, series: Series, area: str, category: str | None
) -> tuple[ReleasedObservation, ...]:
    """An area's observations of a series in one category (None: the whole, without a breakdown)."""
    return tuple(
        item
        for item in observed_in(reference, [area], measures=[series.measure])
        if item.source == series.source and item.category == category
    )


def observed_in(
    reference: Reference, areas: Sequence[str], *, measures: Sequence[str]
) -> tuple[ReleasedObservation, ...]:
    """Every observation of `measures` in `areas`, in the order of series, area and period.

    None at all where the audience sees the series on fixed tables only; what arrived hidden has no value.
    """
    found = reference.recall(
        ("observations", tuple(areas), tuple(measures)),
        lambda: queries.get_observations(reference.snapshot, area_codes=list(areas), measures=list(measures)),
    )
    return tuple(_released(row) for row in found if not _fixed(reference, row))


def _fixed(reference: Reference, row: Mapping[str, Any]) -> bool:
    series = reference.series[row["measure"], row["source"]]
    return fixed_at(reference, series=series, level=level_of(reference, row["area_code"]))


def _released(row: Mapping[str, Any]) -> ReleasedObservation:
    hidden = row["status"] == _HIDDEN
    return ReleasedObservation(
        measure=row["measure"],
        source=row["source"],
        area=row["area_code"],
        first=Month.of(row["period_start"]),
        last=Month.of(row["period_end"]),
        breakdown=row["breakdown"] or None,
        category=row["category"] or None,
        value=None if hidden else row["value"],
        numerator=None if hidden else row["numerator"],
        denominator=None if hidden else row["denominator"],
        status=row["status"],
        note=row["note"] or None,
    )
