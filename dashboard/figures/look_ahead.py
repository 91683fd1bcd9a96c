"""The months behind as a line, and the range of the months ahead as bars with what is expected in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, INK, ORANGE, ORANGE_TEXT
from dashboard.figures.count_axis import build_count_axis, count_span
from dashboard.figures.look import HALO, look
from dashboard.figures.marks import WIDE_LETTERS, Mark, build_mark_names, build_mark_shapes, tick_room
from dashboard.figures.month_axis import ROOM_BELOW, build_month_axis, build_year_names
from data.month import Month

_AHEAD: Final = "#FBDCCB"


@dataclass(frozen=True)
class Range:
    """A month to come, its range, what is expected, and the count where it is known by now."""

    month: Month
    low: float
    value: float
    high: float
    hover: str
    came: float | None = None


def build_look_ahead(
    *,
    months: Sequence[Month],
    counts: Sequence[float | None],
    hovers: Sequence[str],
    ahead: Sequence[Range],
    marks: Sequence[Mark] = (),
) -> dict[str, Any]:
    """`months` behind with their counts (None: a gap), then the ranges. Always three traces."""
    axis = [*months, *(item.month for item in ahead)]
    start = len(months)
    known = [*counts, *(end for item in ahead for end in (item.low, item.high, item.came))]
    low, high = count_span(known, above=2.2)
    return {
        "data": [
            _behind(counts, hovers),
            _expected(ahead, start=start),
            _came(ahead, start=start),
        ],
        "layout": {
            **look(),
            "margin": {"l": 56, "r": 24, "t": 52, "b": ROOM_BELOW},
            "uirevision": "ahead",
            "xaxis": {**build_month_axis(axis), **tick_room(axis, marks)},
            "yaxis": build_count_axis(low, high),
            "shapes": [*build_mark_shapes(axis, marks), *_ranges(ahead, start=start)],
            "annotations": [
                *_range_words(ahead, start=start),
                *build_year_names(axis, least=max(1, len(axis) // 9)),
                *build_mark_names(axis, marks, letters=WIDE_LETTERS, rows=3),
            ],
        },
    }


def _behind(counts: Sequence[float | None], hovers: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "y": list(counts),
        "connectgaps": False,
        "line": {"color": ACCENT, "width": 2.5},
        "marker": {"color": ACCENT, "size": 7},
        "text": list(hovers),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _expected(ahead: Sequence[Range], *, start: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [start + place for place in range(len(ahead))],
        "y": [round(item.value, 1) for item in ahead],
        "marker": {"symbol": "line-ew", "size": 8, "line": {"color": ORANGE_TEXT, "width": 3}},
        "text": [item.hover for item in ahead],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _came(ahead: Sequence[Range], *, start: int) -> dict[str, Any]:
    """What is known by now of the months ahead, as open circles."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [start + place for place in range(len(ahead))],
        "y": [item.came for item in ahead],
        "marker": {"symbol": "circle-open", "size": 12, "color": INK, "line": {"width": 2.5}},
        "hoverinfo": "skip",
    }


def _ranges(ahead: Sequence[Range], *, start: int) -> list[dict[str, Any]]:
    """A box from end to end of each range, and a bar at what is expected, as wide."""
    bars = [
        {
            "type": "line",
            "x0": start + place - 0.36,
            "x1": start + place + 0.36,
            "y0": round(item.value, 1),
            "y1": round(item.value, 1),
            "line": {"color": ORANGE_TEXT, "width": 3},
        }
        for place, item in enumerate(ahead)
    ]
    boxes: list[dict[str, Any]] = [
        {
            "type": "rect",
            "x0": start + place - 0.36,
            "x1": start + place + 0.36,
            "y0": round(item.low, 1),
            "y1": round(item.high, 1),
            "layer": "below",
            "fillcolor": _AHEAD,
            "line": {"color": ORANGE, "width": 1.2},
        }
        for place, item in enumerate(ahead)
    ]
    return [*boxes, *bars]


def _range_words(ahead: Sequence[Range], *, start: int) -> list[dict[str, Any]]:
    """The ends of each range, over and under it."""
    ends = [
        (place, value, anchor)
        for place, item in enumerate(ahead)
        for value, anchor in ((item.high, "bottom"), (item.low, "top"))
    ]
    return [
        {
            "x": start + place,
            "y": round(value, 1),
            "yanchor": anchor,
            "yshift": 2 if anchor == "bottom" else -2,
            "text": f"<b>{value:,.0f}</b>",
            "showarrow": False,
            "font": {"size": 12, "color": ORANGE_TEXT, "shadow": HALO},
        }
        for place, value, anchor in ends
    ]
