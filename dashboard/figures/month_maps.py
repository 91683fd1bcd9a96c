"""One small hexagon map a month, all on one scale, as one trace of hexagons: the picture that is copied.

On screen layouts/assets/months.js draws the same from the layer, a path a class and month.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.figures.colours import INK
from dashboard.figures.look import look

_ACROSS: Final = 6
# The picture that is copied is so wide.
_WIDTH: Final = 960
_EDGE: Final = 8
# Of a hexagon's width, how far a marker of size 1 reaches.
_FILL: Final = 1.12
_GAP: Final = 0.12


def build_month_maps(
    *,
    points: Mapping[str, tuple[float, float]],
    codes: Sequence[str],
    labels: Sequence[str],
    steps: Sequence[Sequence[int]],
    colours: Sequence[str],
) -> dict[str, Any]:
    """Panels in rows of six, `labels` over each. `steps` have a list a label, along `codes`.

    `points` are the centres of the hexagons in the layer's coordinates.
    """
    xs, ys = zip(*(points[code] for code in codes), strict=True)
    west, south = min(xs), min(ys)
    cell = _cell(list(zip(xs, ys, strict=True)))
    wide, tall = max(xs) - west + cell, max(ys) - south + cell
    size = max(wide, tall)
    across = min(_ACROSS, len(labels))
    panel = (_WIDTH - 2 * _EDGE) / (across * (1 + _GAP))
    x: list[float] = []
    y: list[float] = []
    for place in range(len(labels)):
        left, top = (place % across) * (1 + _GAP), -(place // across) * (1 + 2 * _GAP)
        x += [round(left + (value - west + cell / 2 + (size - wide) / 2) / size, 4) for value in xs]
        y += [round(top - 1 + (value - south + cell / 2 + (size - tall) / 2) / size, 4) for value in ys]
    rows = math.ceil(len(labels) / across)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": x,
                "y": y,
                "hoverinfo": "skip",
                "marker": {
                    "symbol": "hexagon",
                    "size": round(panel * cell / size * _FILL, 1),
                    "color": [colours[step] for row in steps for step in row],
                    "line": {"color": "#8796A5", "width": 0.5},
                },
            }
        ],
        "layout": {
            **look(),
            "width": _WIDTH,
            "height": round(rows * panel * (1 + 2 * _GAP)) + 2 * _EDGE,
            "margin": dict.fromkeys("lrtb", _EDGE),
            "xaxis": {"visible": False, "range": [-_GAP / 2, across * (1 + _GAP) - _GAP / 2]},
            "yaxis": {"visible": False, "range": [-rows * (1 + 2 * _GAP) + 2 * _GAP - 0.02, 2 * _GAP]},
            "annotations": [
                {
                    "x": (place % across) * (1 + _GAP) + 0.5,
                    "y": -(place // across) * (1 + 2 * _GAP) + 0.02,
                    "yanchor": "bottom",
                    "text": f"<b>{label}</b>",
                    "showarrow": False,
                    "font": {"size": 14, "color": INK},
                }
                for place, label in enumerate(labels)
            ],
        },
    }


def _cell(points: Sequence[tuple[float, float]]) -> float:
    """The width of a hexagon: the least distance between two centres; of one alone, 1."""
    some = points[:12]
    found = [math.dist(a, b) for i, a in enumerate(some) for b in points[i + 1 :]]
    return min(found, default=1.0)
