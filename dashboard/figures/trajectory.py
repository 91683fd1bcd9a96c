"""An indicator's way through its plan's year: actual, expected path and spread, target, where it is going.

Three scales, one a figure. 'change': percent above or below the baseline's own way through the year, so that
a target of 2% can be seen. 'count': the year's count so far, from zero. 'level': values as published, each
for itself, against the level to reach.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, INK, MUTED, ORANGE, ORANGE_TEXT
from dashboard.figures.line_ends import apart
from dashboard.figures.look import HALO, look
from dashboard.figures.marks import (
    Mark,
    build_mark_names,
    build_mark_shapes,
    events_in,
    hover_note,
    tick_room,
)
from dashboard.figures.month_axis import MONTH_NAMES, ROOM_BELOW, build_year_names
from dashboard.figures.trajectory_points import Line, Point, Scale, Trajectory
from data.month import Month

SPREAD: Final = "#E3EAF1"
AHEAD: Final = "#FBDCCB"
BASELINE: Final = "#7C8894"
# The part of the axis two lines of words take at the right of a figure of usual height.
_LINES: Final = 0.125


def build_trajectory(found: Trajectory, marks: Sequence[Mark] = ()) -> dict[str, Any]:
    """The figure of one indicator, as tall as the box it is drawn in, with what is marked on its months."""
    months = [point.month for point in found.points]
    names = build_mark_names(months, marks)
    scale, points, unit = found.scale, found.points, found.unit
    targets, baseline, actual, projected = found.targets, found.baseline, found.actual, found.projected
    low, high = found.axis
    return {
        "data": [
            *_areas(points),
            *_levels(points, targets, baseline),
            *_expected(scale, points),
            *_ahead(points),
            _actual(points, marks),
        ],
        "layout": {
            **look(letters=14),
            "margin": {"l": 58, "r": 128, "t": 40 if names else 16, "b": ROOM_BELOW},
            "xaxis": {**_months_axis(months), **tick_room(months, marks)},
            "yaxis": {
                "range": [low, high],
                **_value_ticks(low, high, scale=scale, unit=unit),
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "shapes": build_mark_shapes(months, marks),
            "annotations": [
                *_names(targets, baseline, actual, projected, points=points, low=low, high=high),
                # Two years a few months apart would stand on one another.
                *build_year_names(months, least=len(months) // 12 + 1),
                *names,
            ],
        },
    }


def _areas(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The spread of the expected path, and the interval of where the year is going."""
    spread = [(i, p.low, p.high) for i, p in enumerate(points) if p.low is not None and p.high is not None]
    ahead = [
        (i, p.projected_low, p.projected_high)
        for i, p in enumerate(points)
        if p.projected_low is not None and p.projected_high is not None
    ]
    return [_area(spread, SPREAD), _area(ahead, AHEAD)]


def _area(edges: Sequence[tuple[int, float, float]], colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [i for i, _, _ in edges] + [i for i, _, _ in reversed(edges)],
        "y": [low for _, low, _ in edges] + [high for _, _, high in reversed(edges)],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
    }


def _levels(points: Sequence[Point], targets: Sequence[Line], baseline: Line | None) -> list[dict[str, Any]]:
    lines = [(target.value, {"color": ACCENT, "width": 4}) for target in targets]
    if baseline is not None:
        lines.insert(0, (baseline.value, {"color": BASELINE, "width": 2}))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [-0.4, len(points) - 0.6],
            "y": [value, value],
            "line": style,
            "hoverinfo": "skip",
        }
        for value, style in lines
    ]


def _expected(scale: Scale, points: Sequence[Point]) -> list[dict[str, Any]]:
    """The path to the target. As a change it is the target's own line."""
    if scale != "count" or not any(point.expected is not None for point in points):
        return []
    values = [point.expected for point in points]
    return [_way(values, {"color": ACCENT, "width": 2, "dash": "dot"}) | {"hoverinfo": "skip"}]


def _ahead(points: Sequence[Point]) -> list[dict[str, Any]]:
    if not any(point.projected is not None for point in points):
        return []
    values = [point.projected for point in points]
    hover = {
        "text": [point.words if point.actual is None else "" for point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return [_way(values, {"color": ORANGE, "width": 3, "dash": "dash"}) | hover]


def _way(values: Sequence[float | None], line: dict[str, Any]) -> dict[str, Any]:
    """A line through the months; quarters are joined over the months between."""
    x = list(range(len(values)))
    return {"type": "scatter", "mode": "lines", "connectgaps": True, "x": x, "y": values, "line": line}


def _actual(points: Sequence[Point], marks: Sequence[Mark]) -> dict[str, Any]:
    """A line with a mark a month; of a value by itself the marks are what is known, the line only joins."""
    last = max((i for i, point in enumerate(points) if point.actual is not None), default=-1)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": True,
        "x": list(range(len(points))),
        "y": [point.actual for point in points],
        "line": {"color": INK, "width": 3.5},
        "marker": {"color": INK, "size": [13 if i == last else 7 for i in range(len(points))]},
        "text": [
            point.words + hover_note(events_in(marks, point.month)) if point.words else "" for point in points
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _names(
    targets: Sequence[Line],
    baseline: Line | None,
    actual: Line | None,
    projected: Line | None,
    *,
    points: Sequence[Point],
    low: float,
    high: float,
) -> list[dict[str, Any]]:
    """The names of the lines at the right end, none over another, each in its line's colour."""
    named = [(line, ACCENT) for line in targets]
    named += [(line, colour) for line, colour in ((baseline, MUTED), (projected, ORANGE_TEXT)) if line]
    last = max((i for i, point in enumerate(points) if point.actual is not None), default=-1)
    if actual is not None and last == len(points) - 1:
        named.append((actual, INK))
    named.sort(key=lambda item: item[0].value)
    places = apart([line.value for line, _ in named], low=low, high=high, step=_LINES * (high - low))
    words = [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 8,
            "y": place,
            "yanchor": "middle",
            "align": "left",
            "text": f"<b>{line.name}</b><br>{line.words}" if line.words else f"<b>{line.name}</b>",
            "showarrow": False,
            "font": {"color": colour, "size": 14},
        }
        for (line, colour), place in zip(named, places, strict=True)
    ]
    if actual is not None and 0 <= last < len(points) - 1:
        lines = [line.value for line, _ in named] + [low, high]
        words.append(_name_of_actual(actual, points, last=last, lines=lines, step=_LINES * (high - low)))
    return words


def _name_of_actual(
    line: Line, points: Sequence[Point], *, last: int, lines: Sequence[float], step: float
) -> dict[str, Any]:
    """Above or below its last point, on the side where it stands clear of the lines."""
    up, down = line.value + 0.7 * step, line.value - 0.7 * step
    above = min(abs(up - value) for value in lines) >= min(abs(down - value) for value in lines)
    text = f"<b>{line.name}</b>" + (f" {line.words}" if line.words else "")
    return {
        "x": last,
        "xanchor": "center" if 2 < last < len(points) - 3 else "left" if last <= 2 else "right",
        "y": line.value,
        "yanchor": "bottom" if above else "top",
        "yshift": 14 if above else -14,
        "text": text,
        "showarrow": False,
        "font": {"size": 16, "color": INK, "shadow": HALO},
    }


def _value_ticks(low: float, high: float, *, scale: Scale, unit: str) -> dict[str, Any]:
    """Round numbers with their unit: '+5%', '0%', '−5%', '£400', '1,200'."""
    rough = (high - low) / 5 or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough - 1e-9)
    values = [round(step * i, 9) for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
    digits = 0 if step >= 1 and float(step).is_integer() else 1 if step >= 0.1 else 2
    sign = "+" if scale == "change" else ""

    def words(value: float) -> str:
        text = f"{abs(value):,.{digits}f}"
        text = f"£{text}" if unit == "£" else f"{text}{unit}"
        return f"{'−' if value < 0 else sign if value > 0 else ''}{text} "

    return {"tickvals": values, "ticktext": [words(value) for value in values]}


def _months_axis(months: Sequence[Month]) -> dict[str, Any]:
    every = 1 if len(months) <= 14 else 3 if len(months) <= 40 else 12
    first = next((i for i, month in enumerate(months) if every < 12 or month.month == 1), 0)
    ticks = list(range(first, len(months), every))
    return {
        "range": [-0.5, max(len(months), 1) - 0.5],
        "tickvals": ticks,
        "ticktext": [MONTH_NAMES[months[i].month - 1] for i in ticks],
        # Upright: on a phone the style sheet leaves out two of three.
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": MUTED,
        "showline": True,
        "tickfont": {"color": MUTED},
    }
