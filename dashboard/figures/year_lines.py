"""A line a year over the same months: the latest strong, earlier ones pale, exceptional ones dotted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, INK, MUTED
from dashboard.figures.count_axis import build_count_axis, count_span
from dashboard.figures.line_ends import apart
from dashboard.figures.look import HALO, look
from dashboard.figures.month_axis import MONTH_NAMES
from data.month import Month

HEIGHT: Final = 400
_BEFORE: Final = "#4F93CE"
_BEFORE_TEXT: Final = "#2A6FAA"
_EARLIER: Final = "#A7B4C1"
# Share of the axis that a name at the right takes.
_NAME: Final = 0.055


@dataclass(frozen=True)
class Year:
    """Values along the axis, None for a gap. `note` says why it is exceptional, '' where it is not.

    `back`: so many years before the latest.
    """

    label: str
    values: tuple[float | None, ...]
    hovers: tuple[str, ...]
    back: int
    note: str = ""


def build_year_lines(
    *, firsts: Sequence[Month], step: int, years: Sequence[Year], named: Sequence[int] = ()
) -> dict[str, Any]:
    """`years` are in order, the latest last; `firsts` are its months or the first months of its quarters.

    `named` are places of the latest year whose value is printed. A trace a year, in the same order.
    """
    low, high = count_span([value for year in years for value in year.values])
    return {
        "data": [_line(year) for year in years],
        "layout": {
            **look(),
            "margin": {"l": 56, "r": 92, "t": 12, "b": 34},
            "uirevision": "years",
            "xaxis": {
                "range": [-0.4, len(firsts) - 0.6],
                "tickvals": list(range(len(firsts))),
                "ticktext": [_tick(first, step) for first in firsts],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "linecolor": MUTED,
                "showline": True,
                "autotickangles": [0, 90],
            },
            "yaxis": build_count_axis(low, high),
            "annotations": [
                *_peaks(years[-1] if years else None, named),
                *_ends(years, low=low, high=high),
            ],
        },
    }


def _tick(first: Month, step: int) -> str:
    name = MONTH_NAMES[first.month - 1]
    return name if step == 1 else f"{name}–{MONTH_NAMES[(first + step - 1).month - 1]}"


def _line(year: Year) -> dict[str, Any]:
    colour, width = {0: (ACCENT, 4.0), 1: (_BEFORE, 2.5)}.get(year.back, (_EARLIER, 1.8))
    line: dict[str, Any] = {"color": colour, "width": width}
    if year.note:
        line["dash"] = "dot"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "y": list(year.values),
        "connectgaps": False,
        "line": line,
        # A value between two gaps has no line: its mark keeps it on the chart.
        "marker": {"color": colour, "size": 5 if year.back else 9},
        "text": list(year.hovers),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _peaks(latest: Year | None, named: Sequence[int]) -> list[dict[str, Any]]:
    if latest is None:
        return []
    return [
        {
            "x": place,
            "y": latest.values[place],
            "yshift": 15,
            "text": f"<b>{latest.values[place]:,.0f}</b>",
            "showarrow": False,
            "font": {"size": 13, "color": INK, "shadow": HALO},
        }
        for place in named
        if latest.values[place] is not None
    ]


def _ends(years: Sequence[Year], *, low: float, high: float) -> list[dict[str, Any]]:
    """The name of each year at its last value, none over another; the latest stays where it is."""
    ends = []
    for year in years:
        last = next((value for value in reversed(year.values) if value is not None), None)
        if last is not None:
            ends.append((last, year))
    ends.sort(key=lambda item: item[0])
    places = apart([value for value, _ in ends], low=low, high=high, step=_NAME * (high - low))
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 4,
            "y": round(place, 3),
            "text": year.label if year.back else f"<b>{year.label}</b>",
            "showarrow": False,
            "font": {"size": 13, "color": {0: ACCENT, 1: _BEFORE_TEXT}.get(year.back, MUTED)},
        }
        for (_, year), place in zip(ends, places, strict=True)
    ]
