"""Two areas month by month as rates on one scale, named at the ends of their lines."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, MUTED, ORANGE, ORANGE_TEXT
from dashboard.figures.look import look
from dashboard.figures.marks import Mark, build_mark_names, build_mark_shapes, tick_room
from dashboard.periods import month_words
from data.month import Month

HEIGHT: Final = 340
# Letters of a name that fit right of the lines, and the pixels two names need between them.
_LETTERS: Final = 11
# Letters of a mark's name.
_NAME: Final = 24
_LINE: Final = 15.0
_TICKS: Final = 6
_STEPS: Final = (1, 2, 3, 4, 6, 12)


@dataclass(frozen=True)
class PairPoint:
    """A value in the middle of its months, an index from the first month drawn; None is a gap."""

    at: float
    value: float | None
    words: str


def build_pair_lines(
    *,
    months: Sequence[Month],
    lines: Sequence[tuple[str, Sequence[PairPoint]]],
    marks: Sequence[Mark],
    axis: str,
) -> dict[str, Any]:
    """A trace a line; the first is the page's own area. `months` is not empty."""
    top = 1.12 * max((p.value for _, points in lines for p in points if p.value is not None), default=1.0)
    colours = (ORANGE, ACCENT)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [point.at for point in points],
                "y": [None if point.value is None else round(point.value, 3) for point in points],
                "line": {"color": colours[place], "width": 3 if place == 0 else 2.5},
                "marker": {"size": 5, "symbol": "circle" if place == 0 else "square"},
                "connectgaps": False,
                "text": [f"<b>{name}</b><br>{point.words}" for point in points],
                "hovertemplate": "%{text}<extra></extra>",
            }
            for place, (name, points) in enumerate(lines)
        ],
        "layout": {
            **look(),
            "height": HEIGHT,
            "margin": {"l": 52, "r": 96, "t": 48, "b": 44},
            "xaxis": {**_months_axis(months), **tick_room(months, marks)},
            "yaxis": {
                "title": {"text": axis, "font": {"size": 13, "color": MUTED}},
                "range": [0, top],
                "tickformat": ",~f",
                "nticks": 5,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "shapes": build_mark_shapes(months, marks),
            "annotations": [*_names(lines, top=top), *_mark_names(months, marks)],
        },
    }


def _months_axis(months: Sequence[Month]) -> dict[str, Any]:
    step = next((step for step in _STEPS if len(months) / step <= _TICKS), _STEPS[-1])
    ticks = [i for i, month in enumerate(months) if month.index % step == 0] or [0]
    return {
        "range": [-0.6, len(months) - 0.4],
        "tickvals": ticks,
        # Month over year: upright on a phone too.
        "ticktext": [month_words(months[i]).replace(" ", "<br>") for i in ticks],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": MUTED,
        "showline": True,
        "tickfont": {"color": MUTED},
    }


def _mark_names(months: Sequence[Month], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Short ones, since the chart is half as wide as others; two of them on a line each, for a phone."""
    short = [replace(mark, label=textwrap.shorten(mark.label, _NAME, placeholder="…")) for mark in marks]
    names = build_mark_names(months, short)
    if len(names) != 2:
        return names
    return [{**name, "yshift": 15 * (place % 2)} for place, name in enumerate(names)]


def _names(lines: Sequence[tuple[str, Sequence[PairPoint]]], *, top: float) -> list[dict[str, Any]]:
    """At the height of each line's last value, pushed apart where they would overlap."""
    found: list[tuple[float, list[str], str]] = []
    for (name, points), colour in zip(lines, (ORANGE_TEXT, ACCENT), strict=False):
        last = next((point.value for point in reversed(points) if point.value is not None), None)
        if last is not None:
            found.append((last, textwrap.wrap(name, _LETTERS)[:3], colour))
    found.sort(key=lambda item: item[0])
    shifts = [0.0] * len(found)
    if len(found) == 2:
        pixels = (found[1][0] - found[0][0]) / top * (HEIGHT - 82)
        short = _LINE * (len(found[0][1]) + len(found[1][1])) / 2 + 4 - pixels
        if short > 0:
            shifts = [-short / 2, short / 2]
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "y": height,
            "yshift": round(shift, 1),
            "align": "left",
            "text": f"<b>{'<br>'.join(words)}</b>",
            "showarrow": False,
            "font": {"size": 13, "color": colour},
        }
        for (height, words, colour), shift in zip(found, shifts, strict=True)
    ]
