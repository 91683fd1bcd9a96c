"""A control chart as counts: each month's count, what is usual for that month as a band, signals by shape.

Limits are per day and after the season; here they are scaled back to each month's days and season, so that
the reader sees counts: the band has steps. Every stretch between breaks has a band of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.colours import ACCENT, INK, MUTED, ORANGE
from dashboard.figures.count_axis import build_count_axis, count_span
from dashboard.figures.look import HALO, look
from dashboard.figures.marks import (
    WIDE_LETTERS,
    Mark,
    build_mark_names,
    build_mark_shapes,
    events_in,
    hover_note,
    tick_room,
)
from dashboard.figures.month_axis import MONTH_NAMES, ROOM_BELOW, build_month_axis, build_year_names
from dashboard.statistics.xmr import Chart, Point
from dashboard.statistics.xmr_signals import Kind

HEIGHT: Final = 420
# Lets what was done in these months show through.
_BAND: Final = "rgba(32,115,188,0.12)"
_EDGE: Final = "#8FAECB"
_USUAL: Final = "#5B8DB8"
# The strongest last: a point of two signals is drawn as the later one. Shape and colour say the same.
_SHAPES: Final[dict[Kind, tuple[str, str, int]]] = {
    "one side": ("square", ACCENT, 10),
    "trend": ("square", ACCENT, 10),
    "two of three": ("triangle-up", ORANGE, 12),
    "outside": ("diamond", ORANGE, 15),
}
_KEY: Final[dict[Kind, str]] = {
    "outside": "◆ outside the limits",
    "two of three": "▲ near a limit",
    "one side": "■ in a run to one side",
    "trend": "■ in a trend",
}
# Heights, as a share of the axis, that a name at the right takes.
_NAME: Final = 0.055


def build_control_chart(
    *, chart: Chart, marks: Sequence[Mark] = (), noun: str = "", height: int = HEIGHT
) -> dict[str, Any]:
    """The figure of a chart: a band of limits, the mean, and the counts; a gap is blank.

    A point's place is that of its month, of a quarter that of its middle month. The traces are always
    three; point i of the last is `chart.points[i]`.
    """
    months = list(chart.points[0].first.until(chart.points[-1].last)) if chart.points else []
    low, high = _span(chart)
    return {
        "data": [*_limits(chart), _counts(chart, marks, noun=noun)],
        "layout": {
            **look(),
            "margin": {"l": 56, "r": 84, "t": 52, "b": ROOM_BELOW},
            "uirevision": "control",
            "xaxis": {**build_month_axis(months), **tick_room(months, marks)},
            "yaxis": build_count_axis(low, high),
            "shapes": build_mark_shapes(months, marks),
            "annotations": [
                *_outside_names(chart, step=(high - low) / height),
                *_gap_words(chart, at=low),
                *build_year_names(months),
                *_line_names(chart, low=low, high=high),
                *build_mark_names(months, marks, letters=WIDE_LETTERS, rows=3),
            ],
        },
    }


def build_control_key(chart: Chart) -> str:
    """What the shapes of this chart mean, in words; only those that it has."""
    held = {signal.kind for signal in chart.signals}
    words = [text for kind, text in _KEY.items() if kind in held]
    if any(point.count is not None and not point.judged for point in chart.points):
        words.append("○ not judged")
    return "; ".join(["band: what is usual", "line: mean", *words])


def _place(chart: Chart, point: Point) -> int:
    return point.first.index - chart.points[0].first.index + (1 if chart.unit == "quarter" else 0)


def _half(chart: Chart) -> float:
    return 1.5 if chart.unit == "quarter" else 0.5


def _scaled(point: Point, per_day: float) -> float:
    return round(per_day * point.factor * point.days, 2)


def _span(chart: Chart) -> tuple[float, float]:
    """The ends of the axis, with room for names above."""
    values = [point.count for point in chart.points if point.count is not None]
    for point in chart.points:
        if point.limits is not None:
            limits = chart.limits[point.limits]
            values += [_scaled(point, limits.low), _scaled(point, limits.high)]
    return count_span(values, above=1.6)


def _limits(chart: Chart) -> list[dict[str, Any]]:
    """The band between the limits and the mean, a step a point, broken where limits are set anew."""
    half = _half(chart)
    band_x: list[float | None] = []
    band_y: list[float | None] = []
    mean_x: list[float | None] = []
    mean_y: list[float | None] = []
    for number, limits in enumerate(chart.limits):
        held = [point for point in chart.points if point.limits == number]
        edges = [(x, point) for point in held for x in _edges(chart, point, half)]
        band_x += [x for x, _ in edges] + [x for x, _ in reversed(edges)] + [None]
        band_y += [_scaled(point, limits.low) for _, point in edges]
        band_y += [_scaled(point, limits.high) for _, point in reversed(edges)] + [None]
        mean_x += [x for x, _ in edges] + [None]
        mean_y += [_scaled(point, limits.centre) for _, point in edges] + [None]
    plain = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    return [
        {
            **plain,
            "x": band_x,
            "y": band_y,
            "fill": "toself",
            "fillcolor": _BAND,
            "line": {"color": _EDGE, "width": 1},
        },
        {**plain, "x": mean_x, "y": mean_y, "line": {"color": MUTED, "width": 1.5, "dash": "dash"}},
    ]


def _edges(chart: Chart, point: Point, half: float) -> tuple[float, float]:
    middle = _place(chart, point)
    return middle - half, middle + half


def _counts(chart: Chart, marks: Sequence[Mark], *, noun: str) -> dict[str, Any]:
    kinds = _kinds(chart)
    shapes = [_SHAPES[kind] if kind else _plain_shape(p) for kind, p in zip(kinds, chart.points, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [_place(chart, point) for point in chart.points],
        "y": [point.count for point in chart.points],
        "connectgaps": False,
        "line": {"color": _USUAL, "width": 2},
        "marker": {
            "symbol": [symbol for symbol, _, _ in shapes],
            "color": [colour for _, colour, _ in shapes],
            "size": [size for _, _, size in shapes],
            "opacity": 1,
            "line": {"color": "#FFFFFF", "width": 1},
        },
        "text": [
            _hover(chart, point, kind, noun=noun) + hover_note(events_in(marks, point.first, point.last))
            for point, kind in zip(chart.points, kinds, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _kinds(chart: Chart) -> list[Kind | None]:
    """The strongest signal of each point."""
    found: list[Kind | None] = [None] * len(chart.points)
    for kind in _SHAPES:
        for signal in chart.signals:
            if signal.kind == kind:
                for place in signal.places:
                    found[place] = kind
    return found


def _plain_shape(point: Point) -> tuple[str, str, int]:
    return ("circle", _USUAL, 8) if point.judged else ("circle-open", MUTED, 8)


def _hover(chart: Chart, point: Point, kind: Kind | None, *, noun: str) -> str:
    if point.count is None:
        return ""
    words = f"<b>{_named(point)}</b><br>{point.count:,.0f} {noun}".rstrip()
    if not point.judged:
        return f"{words}<br>exceptional: not judged"
    if point.limits is not None:
        limits = chart.limits[point.limits]
        words += f"<br>limits {_scaled(point, limits.low):,.1f} to {_scaled(point, limits.high):,.1f}"
    return f"{words}<br>{_KEY[kind][2:]}" if kind else words


def _named(point: Point) -> str:
    first, last = (MONTH_NAMES[month.month - 1] for month in (point.first, point.last))
    return f"{first} {point.first.year}" if point.first == point.last else f"{first}–{last} {point.last.year}"


def _outside_names(chart: Chart, *, step: float) -> list[dict[str, Any]]:
    """The count at each point outside the limits, beyond it; of neighbours every other one a line further."""
    names = []
    far: dict[tuple[str, int], bool] = {}
    for signal in chart.signals:
        if signal.kind != "outside":
            continue
        (place,) = signal.places
        point = chart.points[place]
        further = not far.get((signal.side, place - 1), True)
        far[signal.side, place] = further
        way = 1 if signal.side == "high" else -1
        names.append(
            {
                "x": _place(chart, point),
                "y": (point.count or 0) + way * step,
                "yshift": way * (32 if further else 16),
                "text": f"<b>{point.count:,.0f}</b>",
                "showarrow": False,
                "font": {"size": 14, "color": INK, "shadow": HALO},
            }
        )
    return names


def _gap_words(chart: Chart, *, at: float) -> list[dict[str, Any]]:
    """'no data' once for each run of gaps, upright where it has the room."""
    runs: list[list[Point]] = []
    for before, point in zip([None, *chart.points], chart.points, strict=False):
        if point.count is None:
            if before is not None and before.count is None and runs:
                runs[-1].append(point)
            else:
                runs.append([point])
    return [
        {
            "x": (_place(chart, run[0]) + _place(chart, run[-1])) / 2,
            "y": at,
            "yanchor": "bottom",
            "yshift": 4,
            "text": "not known whole",
            "textangle": 0 if len(run) > 5 else -90,
            "showarrow": False,
            "font": {"size": 12, "color": MUTED},
        }
        for run in runs
    ]


def _line_names(chart: Chart, *, low: float, high: float) -> list[dict[str, Any]]:
    """What the lines are, right of the last point that has limits, none over another."""
    held = [point for point in chart.points if point.limits is not None]
    if not held or held[-1].limits is None:
        return []
    limits = chart.limits[held[-1].limits]
    named = [("lower", limits.low), ("mean", limits.centre), ("upper", limits.high)]
    values = [_scaled(held[-1], value) for _, value in named]
    step = _NAME * (high - low)
    # The mean stays where it is; the limits give way to it.
    places = [min(values[0], values[1] - step), values[1], max(values[2], values[1] + step)]
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "y": place,
            "text": f"{words} {value:,.0f}",
            "showarrow": False,
            "font": {"size": 13, "color": MUTED},
        }
        for (words, _), value, place in zip(named, values, places, strict=True)
    ]
