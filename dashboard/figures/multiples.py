"""Trajectories side by side, small: the places of their marks, and one figure of them all to copy.

On screen a small one is drawn from its places, as gauges are (dashboard/figures/bullet.py): twenty Plotly
charts would cost more than the rest of the page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.figures.colours import ACCENT, FONT, INK, MUTED, ORANGE
from dashboard.figures.trajectory import AHEAD, BASELINE, SPREAD
from dashboard.figures.trajectory_points import Trajectory

Place = tuple[float, float]
# A cell of the picture in its own units: a chart of 100 by 100, words above and below it.
_WIDE: Final = 118
_TALL: Final = 190
_ROW: Final = 250
_COLUMN: Final = 330
# Letters of a line of words over a chart.
_LETTERS: Final = 38


def build_small(found: Trajectory) -> dict[str, Any]:
    """Where everything is drawn, in percent of a chart's width from the left and of its height from the top.

    Gives `actual`, `expected`, `ahead_line` (runs of places), `spread` and `ahead` (their outlines),
    `targets` and `baseline` (heights), `last` (the last value held) and `first` and `end` (months).
    """
    points = found.points
    low, high = found.axis
    width, tall = max(len(points) - 1, 1), (high - low) or 1.0

    def at(i: int, value: float) -> Place:
        # A little room at both sides, so that the first and the last mark are whole.
        return round(3 + 94 * i / width, 2), _height(value)

    def _height(value: float) -> float:
        return round(100 - 100 * min(1.0, max(0.0, (value - low) / tall)), 2)

    def run(name: str) -> list[Place]:
        values = ((i, getattr(point, name)) for i, point in enumerate(points))
        return [at(i, value) for i, value in values if value is not None]

    actual = run("actual")
    return {
        "actual": actual,
        "expected": run("expected") if found.scale == "count" else [],
        "ahead_line": run("projected"),
        "spread": [*run("low"), *reversed(run("high"))],
        "ahead": [*run("projected_low"), *reversed(run("projected_high"))],
        "targets": [_height(line.value) for line in found.targets],
        "baseline": None if found.baseline is None else _height(found.baseline.value),
        "last": actual[-1] if actual else None,
        "first": str(points[0].month) if points else "",
        "end": str(points[-1].month) if points else "",
    }


def build_multiples_picture(*, multiples: Sequence[Mapping[str, Any]], columns: int = 3) -> dict[str, Any]:
    """One figure of all of them, for copying.

    One has `label`, `status_shape`, `status_words`, `headline` and `places` (of `build_small`, or None).
    """
    columns = min(columns, max(len(multiples), 1))
    rows = -(-len(multiples) // columns)
    traces: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for number, one in enumerate(multiples):
        left, top = _WIDE * (number % columns), -_TALL * (number // columns)
        words += _words(one, left=left, top=top)
        if one["places"]:
            traces += _traces(one["places"], left=left, top=top)
    return {
        "data": traces,
        "layout": {
            "width": _COLUMN * columns,
            "height": _ROW * rows,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "showlegend": False,
            "font": {"family": FONT, "color": INK, "size": 13},
            "paper_bgcolor": "#FFFFFF",
            "plot_bgcolor": "#FFFFFF",
            "xaxis": {"visible": False, "range": [-2, _WIDE * columns - 16], "fixedrange": True},
            "yaxis": {"visible": False, "range": [-_TALL * rows + 14, 62], "fixedrange": True},
            "annotations": words,
        },
    }


def _words(one: Mapping[str, Any], *, left: float, top: float) -> list[dict[str, Any]]:
    label = textwrap.shorten(one["label"], _LETTERS, placeholder="…")
    status = f"{one['status_shape']} {one['status_words']}"
    lines = ((52, f"<b>{label}</b>", INK), (32, status, INK), (14, str(one["headline"]), MUTED))
    return [
        {
            "x": left,
            "y": top + up,
            "text": text,
            "xanchor": "left",
            "yanchor": "middle",
            "showarrow": False,
            "font": {"color": colour},
        }
        for up, text, colour in lines
    ]


def _traces(places: Mapping[str, Any], *, left: float, top: float) -> list[dict[str, Any]]:
    """The marks of one, moved to its cell."""

    def drawn(run: Sequence[Place], **style: Any) -> dict[str, Any]:
        return {
            "type": "scatter",
            "mode": "lines",
            "x": [left + x for x, _ in run],
            "y": [top - y for _, y in run],
            "hoverinfo": "skip",
            **style,
        }

    def level(height: float, **style: Any) -> dict[str, Any]:
        return drawn([(0, height), (100, height)], **style)

    none = {"width": 0}
    found = [
        drawn(places["spread"], fill="toself", fillcolor=SPREAD, line=none),
        drawn(places["ahead"], fill="toself", fillcolor=AHEAD, line=none),
    ]
    if places["baseline"] is not None:
        found.append(level(places["baseline"], line={"color": BASELINE, "width": 1.5}))
    found += [level(height, line={"color": ACCENT, "width": 3}) for height in places["targets"]]
    found += [
        drawn(places["expected"], line={"color": ACCENT, "width": 1.5, "dash": "dot"}),
        drawn(places["ahead_line"], line={"color": ORANGE, "width": 2, "dash": "dash"}),
        drawn(places["actual"], line={"color": INK, "width": 3}),
    ]
    if places["last"]:
        found.append(drawn([places["last"]], mode="markers", marker={"color": INK, "size": 9}))
    return found
