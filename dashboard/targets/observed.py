"""Numbers as their source published them, for measures that do not come as monthly counts."""

from __future__ import annotations

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
    """An area's observations of a series in one category (None: the whole, without a breakdown).

    None at all where the audience sees the series on fixed tables only; what arrived hidden has no value.
    """
    if fixed_at(reference, series=series, level=level_of(reference, area)):
        return ()
    numbers = reference.recall(
        ("observations", area, series.measure),
        lambda: queries.get_observations(reference.snapshot, area_codes=[area], measures=[series.measure]),
    )
    found = []
    for row in numbers:
        if row["source"] != series.source or (row["category"] or None) != category:
            continue
        hidden = row["status"] == _HIDDEN
        found.append(
            ReleasedObservation(
                measure=row["measure"],
                source=row["source"],
                area=row["area_code"],
                first=Month.of(row["period_start"]),
                last=Month.of(row["period_end"]),
                breakdown=row["breakdown"] or None,
                category=category,
                value=None if hidden else row["value"],
                numerator=None if hidden else row["numerator"],
                denominator=None if hidden else row["denominator"],
                status=row["status"],
                note=row["note"] or None,
            )
        )
    return tuple(found)
