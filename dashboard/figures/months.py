"""Months as bars: highest and lowest named, the period before as a line, the mean, gaps as words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Final, Literal

from dashboard.figures.colours import (
    ACCENT,
    BAR,
    BAR_LOWEST,
    GRID,
    MUTED,
    ORANGE,
    ORANGE_TEXT,
)
from dashboard.figures.look import HALO, look
from dashboard.figures.marks import Mark, build_mark_names, build_mark_shapes, hover_note, tick_room
from dashboard.figures.month_axis import ROOM_BELOW, YEAR_SHIFT, build_month_axis, build_year_names
from data.month import Month

__all__ = ["YEAR_SHIFT", "Mark", "build_months"]

MonthStatus = Literal["complete", "provisional", "partial", "missing", "hidden"]

HEIGHT: Final = 430
_FEW: Final = 5
# How the hover words name a bar: its month, as a date.
MONTH_OF_BAR: Final = "customdata|%b %Y"
_HATCHES: Final = {"partial": "/", "provisional": "\\"}
_GAP_WORDS: Final = {"missing": "not supplied", "hidden": "hidden"}
# Letters that fit beside the bars.
_LABEL_WIDTH: Final = 9


def build_months(
    *,
    months: Sequence[Month],
    values: Sequence[float | None],
    statuses: Sequence[MonthStatus],
    previous: Sequence[float | None] = (),
    previous_label: str = "year before",
    mean: float | None = None,
    highest: Sequence[Month] = (),
    lowest: Sequence[Month] = (),
    marks: Sequence[Mark] = (),
    selected: Month | None = None,
    notes: Sequence[str] = (),
    noun: str = "",
    height: int = HEIGHT,
) -> dict[str, Any]:
    """Bars of `values` along `months`; a month of status 'missing' or 'hidden' is blank with a word, never
    a zero.

    `previous` (empty for none) is the value of the period before, month by month; `notes` (empty for none)
    the last line of a month's hover words. The traces are always two, bars and line; point i of either is
    `months[i]`, which is what a click reports.
    """
    top = max([v for v in (*values, *previous, mean) if v is not None], default=1.0) or 1.0
    before = [None if value is None else _plain(value) for value in previous] or [None] * len(months)
    return {
        "data": [
            {
                "type": "bar",
                "y": [v if s not in _GAP_WORDS else None for v, s in zip(values, statuses, strict=True)],
                "width": 0.76,
                "marker": _bars(months, statuses, highest=highest, lowest=lowest, selected=selected),
                "customdata": [str(month) for month in months],
                # Month and count are there already: only what they do not say travels a second time.
                "hovertext": [
                    _hover(earlier, status, note, previous_label=previous_label)
                    for earlier, status, note in zip(
                        before, statuses, notes or [""] * len(months), strict=True
                    )
                ],
                "hovertemplate": f"<b>%{{{MONTH_OF_BAR}}}</b><br>%{{y:,d}} {noun}"
                "%{hovertext}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "y": before,
                "line": {"color": ORANGE, "width": 2.5},
                "hoverinfo": "skip",
            },
        ],
        "layout": {
            **look(),
            "margin": {"l": 48, "r": 92 if (previous or mean is not None) else 12, "t": 34, "b": ROOM_BELOW},
            "uirevision": "months",
            "xaxis": {**build_month_axis(months), **tick_room(months, marks)},
            "yaxis": {
                "range": [0, _plain(top * 1.1)],
                "tickformat": ",d",
                # Of a few, whole numbers alone: halves would be printed as the number above them.
                **({"dtick": 1} if top < _FEW else {"nticks": 6}),
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "ticksuffix": " ",
                "tickfont": {"color": MUTED},
                "ticklabeloverflow": "allow",
            },
            "shapes": [*_mean_line(mean), *build_mark_shapes(months, marks)],
            "annotations": [
                *_named(months, values, before, [*highest, *lowest], top=top),
                *_gaps(months, statuses),
                *build_year_names(months),
                *_line_names(before, mean, top=top, previous_label=previous_label, height=height),
                *build_mark_names(months, marks),
            ],
        },
    }


def _plain(value: float) -> float:
    """A place on the axis in as few digits as can be seen."""
    return int(value) if float(value).is_integer() else round(value, 1)


def _bars(
    months: Sequence[Month],
    statuses: Sequence[MonthStatus],
    *,
    highest: Sequence[Month],
    lowest: Sequence[Month],
    selected: Month | None,
) -> dict[str, Any]:
    colours = [ACCENT if m in highest else BAR_LOWEST if m in lowest else BAR for m in months]
    bars: dict[str, Any] = {"color": colours}
    if selected in months:
        bars["line"] = {"color": ORANGE, "width": [3 if m == selected else 0 for m in months]}
    shapes = [_HATCHES.get(status, "") for status in statuses]
    if any(shapes):
        bars["pattern"] = {"shape": shapes, "fgcolor": "#FFFFFF", "size": 7, "solidity": 0.4}
    return bars


def _hover(before: float | None, status: MonthStatus, note: str, *, previous_label: str) -> str:
    """What follows a bar's count."""
    text = {"partial": " (partial month)", "provisional": " (provisional)"}.get(status, "")
    if before is not None:
        text += f"<br>{before:,.0f} {previous_label}"
    return text + hover_note(note)


def _named(
    months: Sequence[Month],
    values: Sequence[float | None],
    before: Sequence[float | None],
    named: Sequence[Month],
    *,
    top: float,
) -> list[dict[str, Any]]:
    """The value over a bar, lifted over the line of the period before where it runs through the words.

    Of two neighbours the higher value goes one line up, since a value is wider than a bar.
    """
    lifted = [
        i
        for i, month in enumerate(months)
        for j in (i - 1, i + 1)
        if month in named
        and 0 <= j < len(months)
        and months[j] in named
        and _above(values[i], values[j], i, j)
    ]
    words = []
    for i, (month, value) in enumerate(zip(months, values, strict=True)):
        if month not in named or value is None:
            continue
        earlier = before[i]
        crossed = earlier is not None and value - 0.02 * top <= earlier <= value + 0.075 * top
        words.append(
            {
                "x": i,
                "y": earlier if crossed else value,
                "yshift": (12 if crossed else 9) + (15 if i in lifted else 0),
                "text": f"<b>{value:,.0f}</b>",
                "showarrow": False,
                "font": {"size": 13, "shadow": HALO},
            }
        )
    return words


def _above(value: float | None, other: float | None, i: int, j: int) -> bool:
    return value is not None and other is not None and (value, i) > (other, j)


def _gaps(months: Sequence[Month], statuses: Sequence[MonthStatus]) -> list[dict[str, Any]]:
    return [
        {
            "x": i,
            "y": 0,
            "yanchor": "bottom",
            "text": _GAP_WORDS[status],
            "textangle": -90,
            "showarrow": False,
            "font": {"size": 12, "color": MUTED},
        }
        for i, status in zip(range(len(months)), statuses, strict=True)
        if status in _GAP_WORDS
    ]


def _mean_line(mean: float | None) -> list[dict[str, Any]]:
    if mean is None:
        return []
    line = {"color": MUTED, "width": 1.2, "dash": "dash"}
    level = _plain(mean)
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level, "line": line}]


def _line_names(
    before: Sequence[float | None], mean: float | None, *, top: float, previous_label: str, height: int
) -> list[dict[str, Any]]:
    """What the two lines are, in the margin right of the bars, pushed apart where they would overlap."""
    last = next((v for v in reversed(before) if v is not None), None)
    names: list[tuple[float, str, str, float]] = []
    if last is not None:
        lines = textwrap.wrap(previous_label, _LABEL_WIDTH)
        names.append((last, "<br>".join(lines), ORANGE_TEXT, 16.0 * len(lines)))
    if mean is not None:
        names.append((mean, f"mean {mean:,.0f}", MUTED, 18.0))
    names.sort(key=lambda item: item[0])
    shifts = [0.0] * len(names)
    if len(names) == 2:
        pixels = (names[1][0] - names[0][0]) / (top * 1.1) * (height - 84)
        short = (names[0][3] + names[1][3]) / 2 - pixels
        if short > 0:
            shifts = [-short / 2, short / 2]
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "y": _plain(level),
            "yshift": round(shift, 1),
            "align": "left",
            "text": text,
            "showarrow": False,
            "font": {"size": 13, "color": colour},
        }
        for (level, text, colour, _), shift in zip(names, shifts, strict=True)
    ]
