"""Axes of counts: upright, from nought or from below the lowest where all are alike; and along the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.colours import GRID, MUTED

# The axis starts at nought where the lowest lies under this share of the highest.
_FROM_NOUGHT: Final = 0.5
_ROOM: Final = 0.08


def count_span(values: Sequence[float | None], *, above: float = 1.5) -> tuple[float, float]:
    """The ends of the axis for these values (None: a gap), with `above` times the room below over the top."""
    known = [value for value in values if value is not None]
    least, most = min(known, default=0.0), max(known, default=1.0)
    room = _ROOM * (most - least) or 1.0
    low = 0.0 if least < _FROM_NOUGHT * most else max(0.0, least - room)
    return round(low, 1), round(most + above * room, 1)


def build_count_axis(low: float, high: float) -> dict[str, Any]:
    """Ticks at whole counts only."""
    ticks = {"dtick": 1} if high - low < 6 else {"nticks": 6}
    return {
        "range": [low, high],
        "tickformat": ",d",
        **ticks,
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "ticksuffix": " ",
        "tickfont": {"color": MUTED},
    }


def build_size_axis(low: float, high: float, *, title: str) -> dict[str, Any]:
    """Along the foot of a chart of points: how large each of them is, in whole numbers."""
    return {
        "title": {"text": title, "font": {"size": 13, "color": MUTED}},
        "range": [low, high],
        "tickformat": ",d",
        "nticks": 6,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "showline": True,
        "linecolor": MUTED,
        "tickfont": {"color": MUTED},
    }
