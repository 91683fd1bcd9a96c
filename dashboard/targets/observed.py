"""Numbers as their source published them, for measures that do not come as monthly counts."""

from __future__ import annotations

from dashboard.disclosure import fixed_at, level_of
from dashboard.records import Series, month_of, rows
from dashboard.reference import Reference
from dashboard.released import ReleasedObservation
from data import queries

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
    frame = reference.recall(
        ("observations", area, series.measure),
        lambda: queries.get_observations(reference.snapshot, area_codes=[area], measures=[series.measure]),
    )
    found = []
    for row in rows(frame):
        first, last = month_of(row["period_start"]), month_of(row["period_end"])
        if row["source"] != series.source or first is None or last is None:
            continue
        if _text(row["category"]) != category:
            continue
        hidden = row["status"] == _HIDDEN
        found.append(
            ReleasedObservation(
                measure=row["measure"],
                source=row["source"],
                area=row["area_code"],
                first=first,
                last=last,
                breakdown=_text(row["breakdown"]),
                category=_text(row["category"]),
                value=None if hidden else _number(row["value"]),
                numerator=None if hidden else _number(row["numerator"]),
                denominator=None if hidden else _number(row["denominator"]),
                status=row["status"],
                note=_text(row["note"]),
            )
        )
    return tuple(found)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object) -> float | None:
    # Not equal to itself: pandas' missing number.
    return float(value) if isinstance(value, int | float) and value == value else None
