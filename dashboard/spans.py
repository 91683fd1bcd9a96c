"""The lengths of time that are set side by side: month, year to date, 12 months, and years of rare events."""

from __future__ import annotations

from dashboard.periods import WindowKind
from data.catalogue import Measure

# A measure without ward rates for less than this is read by its means of several years.
_RARE = 36
SPAN_NAMES: dict[WindowKind, str] = {
    "1m": "Month",
    "fytd": "Year to date",
    "12m": "12 months",
    "36m": "3 years",
    "60m": "5 years",
}


def span_kinds(measure: Measure) -> tuple[WindowKind, ...]:
    """The kinds of window to set side by side for a measure, the shortest first."""
    several: tuple[WindowKind, ...] = ("36m", "60m") if measure.ward_rate_months >= _RARE else ()
    return ("1m", "fytd", "12m", *several)
