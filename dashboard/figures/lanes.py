"""Periods side by side: a lane for each source with the months its total is of, and the total in words.

Totals of different sources never share an axis: the only axis here is time, and the numbers are words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, BAR, MUTED
from dashboard.figures.look import look
from dashboard.figures.month_axis import named_months
from dashboard.periods import month_words, span_words
from data.month import Month

_MOST_TICKS: Final = 5
_BAND: Final = "#EEF3F8"
# A lane's bar begins this far below its top, in lanes: the rest above it is for the words.
_TOP, _BAR = 0.66, 0.2
# Pixels a lane and the axis take in a picture.
_LANE, _AXIS = 100, 40


@dataclass(frozen=True)
class Lane:
    """One source: the months its total is of, its head in bold and the lines under it."""

    first: Month
    last: Month
    head: str
    lines: tuple[str, ...]
    reference: bool = False


def build_lanes(*, lanes: Sequence[Lane]) -> dict[str, Any]:
    """Lanes from the top; the months of the lane others are held against are a band through all of them."""
    start = min(lane.first.index for lane in lanes)
    end = max(lane.last.index for lane in lanes) + 1
    spans = [{"x0": lane.first.index, "x1": lane.last.index + 1} for lane in lanes]
    count = len(lanes)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "base": [span["x0"] for span in spans],
                "x": [span["x1"] - span["x0"] for span in spans],
                "y": [count - number - _TOP - _BAR / 2 for number in range(count)],
                "width": _BAR,
                "marker": {"color": [ACCENT if lane.reference else BAR for lane in lanes]},
                "text": [f"{lane.head}<br>{span_words(lane.first, lane.last)}" for lane in lanes],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        ],
        "layout": {
            **look(),
            "height": _LANE * count + _AXIS,
            "margin": {"l": 8, "r": 28, "t": 4, "b": _AXIS},
            "xaxis": _axis(start, end),
            "yaxis": {"visible": False, "range": [0, count], "fixedrange": True},
            "shapes": [_band(span) for lane, span in zip(lanes, spans, strict=True) if lane.reference],
            "annotations": [_words(lane, top=count - number) for number, lane in enumerate(lanes)],
        },
    }


def _axis(start: int, end: int) -> dict[str, Any]:
    months = named_months(start, end, most=_MOST_TICKS)
    return {
        "range": [start, end],
        # A month is named at its middle.
        "tickvals": [month + 0.5 for month in months],
        "ticktext": [month_words(Month.from_index(month)) for month in months],
        "ticks": "outside",
        "tickcolor": MUTED,
        "tickfont": {"color": MUTED},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _band(span: dict[str, int]) -> dict[str, Any]:
    return {
        **span,
        "type": "rect",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": _BAND,
        "line": {"width": 0},
    }


def _words(lane: Lane, *, top: int) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": top - _TOP,
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "text": "<br>".join([f"<b>{lane.head}</b>", *lane.lines]),
        "font": {"size": 14},
    }
