"""Rates in the five fifths of deprivation, as bars with their intervals and the rate above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.colours import BAR, GRID, MUTED
from dashboard.figures.look import look
from dashboard.statistics.intervals import Interval

HEIGHT: Final = 300


def build_fifths(
    *,
    labels: Sequence[str],
    values: Sequence[float | None],
    intervals: Sequence[Interval | None],
    lines: Sequence[str],
    axis: str,
) -> dict[str, Any] | None:
    """Bars of `values` with their intervals and labels; None where there is no value at all.

    A fifth without a value is blank with a word, never a zero.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    places = list(range(len(labels)))
    ends = [(v or 0.0) + _up(v, i) for v, i in zip(values, intervals, strict=True)]
    top = max(ends)
    return {
        "data": [
            {
                "type": "bar",
                "x": places,
                "y": list(values),
                "width": 0.6,
                "marker": {"color": BAR},
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": [_up(v, i) for v, i in zip(values, intervals, strict=True)],
                    "arrayminus": [_down(v, i) for v, i in zip(values, intervals, strict=True)],
                    "color": MUTED,
                    "thickness": 1.5,
                    "width": 5,
                },
                "hovertext": [f"{label}<br>{line}" for label, line in zip(labels, lines, strict=True)],
                "hovertemplate": "%{hovertext}<br>%{y:,.1f}<extra></extra>",
            }
        ],
        "layout": {
            **look(),
            "height": HEIGHT,
            "margin": {"l": 56, "r": 12, "t": 12, "b": 64},
            "xaxis": {
                "tickvals": places,
                "ticktext": [f"{label.replace(', ', '<br>').replace(' ', '<br>')}" for label in labels],
                "fixedrange": True,
                "zeroline": False,
            },
            "yaxis": {
                "title": {"text": axis, "font": {"size": 13, "color": MUTED}},
                "range": [0, 1.18 * max(top, 0.1)],
                "tickformat": ",~f",
                "nticks": 5,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "annotations": [
                _note(place, value, end) for place, value, end in zip(places, values, ends, strict=True)
            ],
        },
    }


def _up(value: float | None, interval: Interval | None) -> float:
    """From a value to the upper end of its interval."""
    if value is None or interval is None or interval.high is None:
        return 0.0
    return max(0.0, interval.high - value)


def _down(value: float | None, interval: Interval | None) -> float:
    return 0.0 if value is None or interval is None else max(0.0, value - interval.low)


def _note(place: int, value: float | None, end: float) -> dict[str, Any]:
    """The rate above its interval, or a word where there is none."""
    words = "not shown" if value is None else f"<b>{value:,.1f}</b>"
    font = {"color": MUTED} if value is None else {"size": 15}
    return {
        "x": place,
        "y": 0 if value is None else end,
        "yanchor": "bottom",
        "text": words,
        "showarrow": False,
        "font": font,
    }
