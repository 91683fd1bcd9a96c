"""What to say under numbers that came from a fixed table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.periods import Window
from dashboard.reference import Reference
from data.sensitivity import ROUNDING, THRESHOLDS

# By the shortest period that is shown.
SHORTEST: Final[Mapping[str, str]] = {
    "quarter": "Small numbers: shown by calendar quarter, not by month.",
    "year": "Small numbers: shown by whole year, not by month.",
    "month": "",
}


def fixed_words(reference: Reference, used: Window, *, asked: Window) -> tuple[str, ...]:
    """What is hidden, and the fixed period that is shown where it is not the one asked for."""
    hiding = hiding_words(reference)
    if (used.first, used.last) == (asked.first, asked.last):
        return hiding
    return (
        f"Small numbers: shown for {used.words}, the fixed period nearest before the end of {asked.words}.",
        *hiding,
    )


def hiding_words(reference: Reference) -> tuple[str, ...]:
    """Which counts the deployment's audience does not see, and how the others are rounded."""
    threshold = THRESHOLDS[reference.settings.audience]
    hidden = f"Counts from 1 to {threshold} are hidden, and others wherever they would give those away."
    base = ROUNDING[reference.settings.audience]
    return (hidden, f"Shown counts are rounded to the nearest {base}.") if base > 1 else (hidden,)
