"""Change against volume: the same percentage is much on many and little on few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, MUTED, ORANGE
from dashboard.figures.count_axis import build_size_axis
from dashboard.figures.labels import Named, build_labels
from dashboard.figures.look import as_drawn, look
from dashboard.figures.rate_dots import signed_ticks

HEIGHT: Final = 420
_OTHERS: Final = "#7C93AB"
_BAND: Final = "#EDF2F7"


@dataclass(frozen=True)
class Moved:
    """A point: how many now, how much it changed, its name and its hover words.

    `named`: its name stands beside it; `own`: the page is about it; `beyond`: beyond usual variation.
    """

    volume: int
    change: float
    name: str
    words: str
    named: bool
    own: bool
    beyond: bool


@dataclass(frozen=True)
class BandPoint:
    """The changes from `low` to `high` that are usual for so many now; None where nothing bounds one."""

    volume: float
    low: float
    high: float | None


def build_volume(
    *, points: Sequence[Moved], band: Sequence[BandPoint], across: str, axis: str, percent: bool
) -> dict[str, Any]:
    """`points` is not empty. The band is one filled trace, the points another."""
    most = max(point.volume for point in points)
    reach = 1.35 * max(*(abs(point.change) for point in points), 1.0 if percent else 2.0)
    right = 1.08 * most or 1.0
    drawn = [point for point in points if not point.own] + [point for point in points if point.own]
    first = sorted(points, key=lambda point: (not point.own, not point.beyond, -abs(point.change)))
    return {
        "data": [_band(band, reach=reach), _points(drawn)],
        "layout": {
            **look(),
            "height": HEIGHT,
            "margin": {"l": 58, "r": 12, "t": 12, "b": 48},
            "xaxis": build_size_axis(0, right, title=across),
            "yaxis": {
                "title": {"text": axis, "font": {"size": 13, "color": MUTED}},
                "range": [-reach, reach],
                **signed_ticks(reach, suffix="%" if percent else ""),
                "gridcolor": GRID,
                "zeroline": True,
                "zerolinecolor": MUTED,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "annotations": build_labels(
                [
                    Named(point.volume, point.change, point.name, bold=point.beyond)
                    for point in first
                    if point.named
                ],
                points=[(point.volume, point.change) for point in points],
                span=((0, right), (-reach, reach)),
            ),
        },
    }


def _band(band: Sequence[BandPoint], *, reach: float) -> dict[str, Any]:
    """Out along its lower edge and back along the upper one, cut off at the picture's edge."""
    across = [as_drawn(point.volume) for point in band]
    lower = [as_drawn(max(-reach, point.low)) for point in band]
    upper = [as_drawn(reach if point.high is None else min(reach, point.high)) for point in band]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*across, *reversed(across)],
        "y": [*lower, *reversed(upper)],
        "fill": "toself",
        "fillcolor": _BAND,
        "line": {"width": 1, "color": "#C5D1DD"},
        "hoverinfo": "skip",
    }


def _points(points: Sequence[Moved]) -> dict[str, Any]:
    """A diamond is beyond usual variation; orange is the page's own: shape and colour say two things."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point.volume for point in points],
        "y": [round(point.change, 2) for point in points],
        "marker": {
            # Without it, points of several sizes are let through.
            "opacity": 1,
            "color": [ORANGE if point.own else ACCENT if point.beyond else _OTHERS for point in points],
            "size": [14 if point.own else 12 if point.beyond else 10 for point in points],
            "symbol": ["diamond" if point.beyond else "circle" for point in points],
            "line": {"width": 1.5, "color": "#FFFFFF"},
        },
        "text": [point.words for point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }
