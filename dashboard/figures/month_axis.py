"""An axis of months: a name under each or every third, and the year under its first month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.colours import MUTED
from data.month import Month

# Pixels from the axis down to the year: under names of months that stand on end below ticks.
YEAR_SHIFT: Final = -38
# Pixels that months and years need under the axis.
ROOM_BELOW: Final = 56
MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Up to so many months each has its name.
_ALL_NAMED: Final = 18
# Months from one name to the next: quarters, half years and years begin at one.
_STEPS: Final = (1, 2, 3, 4, 6, 12, 24, 36, 60)


def build_month_axis(months: Sequence[Month]) -> dict[str, Any]:
    """A tick a month up to 18, else one every third. A month's place is its index."""
    every = 1 if len(months) <= _ALL_NAMED else 3
    ticks = [i for i in range(len(months)) if i % every == 0]
    return {
        "range": [-0.6, max(len(months), 1) - 0.4],
        "tickvals": ticks,
        "ticktext": [MONTH_NAMES[months[i].month - 1] for i in ticks],
        # Upright where they fit, on end on a phone.
        "autotickangles": [0, 90],
        # There is room for the first and the last. Measuring it takes a fifth of a chart's redraw.
        "ticklabeloverflow": "allow",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": MUTED,
        "showline": True,
    }


def build_year_names(months: Sequence[Month], *, least: int = 1) -> list[dict[str, Any]]:
    """The year under its first month; left out where the next is fewer than `least` months off."""
    firsts = [i for i, month in enumerate(months) if i == 0 or month.year != months[i - 1].year]
    kept = [i for n, i in enumerate(firsts) if n + 1 == len(firsts) or firsts[n + 1] - i >= least]
    return [
        {
            "x": i,
            "yref": "paper",
            "y": 0,
            "yanchor": "top",
            "yshift": YEAR_SHIFT,
            "text": str(months[i].year),
            "showarrow": False,
            "font": {"size": 12, "color": MUTED},
        }
        for i in kept
    ]


def named_months(start: int, end: int, *, most: int) -> list[int]:
    """The indices from `start` up to `end` (which is not one) that have a name: about `most` of them."""
    step = next((step for step in _STEPS if (end - start) / step <= most), _STEPS[-1])
    return [index for index in range(start, end) if index % step == 0] or [start]
