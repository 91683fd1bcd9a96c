"""An outcome by month above, what was done below: one axis of time, and no other in common.

Counts of what was done are words in their lanes, so that nobody reads one scale for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, BAR, BAR_LOWEST, GRID, MUTED
from dashboard.figures.look import look
from dashboard.figures.month_axis import named_months
from dashboard.periods import month_words
from data.month import Month

# Pixels of the months, of a lane and of the axis.
_MONTHS, _LANE, _AXIS = 200, 46, 44
_TICKS: Final = 6
_BAND: Final = "#EEF3F8"


@dataclass(frozen=True)
class OutcomeMonth:
    """A month of the outcome; None where it is hidden or was not supplied, and `words` says which."""

    month: Month
    value: float | None
    words: str


@dataclass(frozen=True)
class Lane:
    """An output: a run of months for each of its counts, with the count as it is printed."""

    name: str
    runs: tuple[tuple[Month, Month, str], ...]


def build_beside(*, months: Sequence[OutcomeMonth], lanes: Sequence[Lane], outcome: str) -> dict[str, Any]:
    """Bars of the outcome, dark in the months of any lane, over a lane an output. `months` is not empty."""
    height = _MONTHS + _LANE * len(lanes) + _AXIS
    plot = height - _AXIS
    below = _LANE * len(lanes) / plot
    first, last = months[0].month.index, months[-1].month.index
    covered = {
        index for lane in lanes for start, end, _ in lane.runs for index in range(start.index, end.index + 1)
    }
    return {
        "data": [
            {
                "type": "bar",
                "x": [item.month.index + 0.5 for item in months],
                "y": [item.value for item in months],
                "width": 0.78,
                "marker": {"color": [BAR if item.month.index in covered else BAR_LOWEST for item in months]},
                "text": [f"{month_words(item.month)}<br>{item.words}" for item in months],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        ],
        "layout": {
            **look(),
            "height": height,
            "margin": {"l": 48, "r": 16, "t": 4, "b": _AXIS},
            "xaxis": _axis(first, last + 1),
            "yaxis": {
                "domain": [below + 0.04, 1 - 24 / plot],
                "rangemode": "tozero",
                "tickformat": ",d",
                "nticks": 4,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "ticksuffix": " ",
                "tickfont": {"color": MUTED},
            },
            "yaxis2": {
                "domain": [0, below],
                "range": [0, len(lanes)],
                "visible": False,
                "fixedrange": True,
                "anchor": "x",
            },
            "shapes": [
                _run(start, end, top=len(lanes) - number)
                for number, lane in enumerate(lanes)
                for start, end, _ in lane.runs
            ],
            "annotations": [
                _head(outcome),
                *(
                    note
                    for number, lane in enumerate(lanes)
                    for note in _words(lane, top=len(lanes) - number, first=first)
                ),
            ],
        },
    }


def _axis(start: int, end: int) -> dict[str, Any]:
    ticks = named_months(start, end, most=_TICKS)
    return {
        "range": [start, end],
        "tickvals": [index + 0.5 for index in ticks],
        # Month over year: upright on a phone too.
        "ticktext": [month_words(Month.from_index(index)).replace(" ", "<br>") for index in ticks],
        "tickangle": 0,
        "ticks": "outside",
        "tickcolor": MUTED,
        "tickfont": {"color": MUTED},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "anchor": "y2",
    }


def _run(start: Month, end: Month, *, top: int) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y2",
        "x0": start.index + 0.06,
        "x1": end.index + 0.94,
        "y0": top - 0.94,
        "y1": top - 0.46,
        "fillcolor": _BAND,
        "line": {"width": 1, "color": ACCENT},
    }


def _words(lane: Lane, *, top: int, first: int) -> list[dict[str, Any]]:
    """The lane's name at its left, above the runs, and each count in the middle of its own."""
    name = {
        "xref": "x",
        "x": first,
        "xanchor": "left",
        "yref": "y2",
        "y": top - 0.47,
        "yanchor": "bottom",
        "showarrow": False,
        "text": lane.name,
        "font": {"size": 13},
    }
    counts = [
        {
            "xref": "x",
            "x": (start.index + end.index + 1) / 2,
            "yref": "y2",
            "y": top - 0.7,
            "yanchor": "middle",
            "showarrow": False,
            "text": f"<b>{words}</b>",
            "font": {"size": 13, "color": ACCENT},
        }
        for start, end, words in lane.runs
    ]
    return [name, *counts]


def _head(outcome: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "top",
        "showarrow": False,
        "text": f"<b>{outcome}</b>",
        "font": {"size": 13},
    }
