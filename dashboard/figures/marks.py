"""Breaks and exceptional months on a chart of months: drawn where they fall, and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.figures.colours import INK, MUTED
from data.month import Month


@dataclass(frozen=True)
class Mark:
    """A change of recording at `start`, or months from `start` to `end` that are not usual or not final."""

    start: Month
    end: Month
    label: str
    kind: Literal["break", "exceptional", "provisional"]


def _inside(months: Sequence[Month], marks: Sequence[Mark]) -> list[tuple[Mark, float, float]]:
    """The marks that touch the months, with their edges on the axis: a month spans its index ± 0.5."""
    if not months:
        return []
    first, last = months[0].index, months[-1].index
    return [
        (mark, max(mark.start.index, first) - first - 0.5, min(mark.end.index, last) - first + 0.5)
        for mark in marks
        if mark.start.index <= last
        and (mark.start.index if mark.kind == "break" else mark.end.index) >= first
    ]


def build_mark_shapes(months: Sequence[Month], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """A band for exceptional months, a dotted line where recording changed or figures are not final."""
    shapes: list[dict[str, Any]] = []
    for mark, start, end in _inside(months, marks):
        place = {"yref": "paper", "y0": 0, "y1": 1, "x0": start}
        if mark.kind == "exceptional":
            shapes.append(
                {
                    **place,
                    "type": "rect",
                    "x1": end,
                    "layer": "below",
                    "fillcolor": "#F3F1EA",
                    "line": {"width": 0},
                }
            )
        else:
            line = {"color": INK, "width": 1.2, "dash": "dot"}
            shapes.append({**place, "type": "line", "x1": start, "line": line})
    return shapes


def build_mark_names(months: Sequence[Month], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Above the bars; a second name at nearly the same place goes one line up."""
    names = []
    taken = -99.0
    for mark, start, _ in sorted(_inside(months, marks), key=lambda item: item[1]):
        row = 1 if start - taken < len(months) / 4 else 0
        late = start > len(months) * 0.6
        names.append(
            {
                "x": start,
                "xanchor": "right" if late else "left",
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "yshift": 15 * row,
                "text": mark.label,
                "showarrow": False,
                "font": {"size": 12, "color": MUTED},
            }
        )
        taken = start
    return names
