"""A line a year over the same months: the latest strong, earlier ones pale, exceptional ones dotted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, INK, MUTED
from dashboard.figures.look import look
from dashboard.figures.month_axis import MONTH_NAMES
from data.month import Month

HEIGHT: Final = 400
_BEFORE: Final = "#4F93CE"
_EARLIER: Final = "#A7B4C1"
_HALO: Final = "0 0 3px #fff, 0 0 3px #fff, 0 0 2px #fff"
# Share of the axis that a name at the right takes.
_NAME: Final = 0.055
_FROM_NOUGHT: Final = 0.5


@dataclass(frozen=True)
class Year:
    """Values along the axis, None for a gap. `note` says why it is exceptional, '' where it is not."""

    label: str
    values: tuple[float | None, ...]
    hovers: tuple[str, ...]
    note: str = ""


def build_year_lines(
    *, firsts: Sequence[Month], step: int, years: Sequence[Year], named: Sequence[int] = ()
) -> dict[str, Any]:
    """`years` are in order, the latest last; `firsts` are its months or the first months of its quarters.

    `named` are places of the latest year whose value is printed. A trace a year, in the same order.
    """
    known = [value for year in years for value in year.values if value is not None]
    least, most = min(known, default=0.0), max(known, default=1.0)
    room = 0.08 * (most - least) or 1.0
    low = 0.0 if least < _FROM_NOUGHT * most else max(0.0, least - room)
    high = most + 1.5 * room
    return {
        "data": [_line(year, back=len(years) - 1 - place) for place, year in enumerate(years)],
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
            "yaxis": {
                "range": [round(low, 1), round(high, 1)],
                "tickformat": ",d",
                "nticks": 6,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "ticksuffix": " ",
                "tickfont": {"color": MUTED},
            },
            "annotations": [
                *_peaks(years[-1] if years else None, named),
                *_ends(years, low=low, high=high),
            ],
        },
    }


def _tick(first: Month, step: int) -> str:
    name = MONTH_NAMES[first.month - 1]
    return name if step == 1 else f"{name}–{MONTH_NAMES[(first + step - 1).month - 1]}"


def _line(year: Year, *, back: int) -> dict[str, Any]:
    colour, width = (ACCENT, 4) if back == 0 else (_BEFORE, 2.5) if back == 1 else (_EARLIER, 1.8)
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
        "marker": {"color": colour, "size": 9 if back == 0 else 5},
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
            "font": {"size": 13, "color": INK, "shadow": _HALO},
        }
        for place in named
        if latest.values[place] is not None
    ]


def _ends(years: Sequence[Year], *, low: float, high: float) -> list[dict[str, Any]]:
    """The name of each year at its last value, none over another; the latest stays where it is."""
    ends = []
    for back, year in enumerate(reversed(years)):
        last = next((value for value in reversed(year.values) if value is not None), None)
        if last is not None:
            ends.append((last, back, year))
    ends.sort(key=lambda item: item[0])
    places = _apart([value for value, _, _ in ends], low=low, high=high)
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 4,
            "y": round(place, 1),
            "text": f"<b>{year.label}</b>" if back == 0 else year.label,
            "showarrow": False,
            "font": {"size": 13, "color": ACCENT if back == 0 else "#2A6FAA" if back == 1 else MUTED},
        }
        for (_, back, year), place in zip(ends, places, strict=True)
    ]


def _apart(places: Sequence[float], *, low: float, high: float) -> list[float]:
    """Rising places moved up just far enough; what goes over the top comes down again."""
    step = _NAME * (high - low)
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + step) if moved else max(place, low + step / 2))
    top = high - step / 2
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = min(moved[i], top)
        top = moved[i] - step
    return moved
