"""What is marked on an axis of months: breaks, exceptional months, events, holidays, interventions.

Breaks and exceptional months decide what may be compared, so they are drawn over the chart and always named.
Events may explain a month: a tick under the axis on their days, and a name above where there is room.
Holidays are many: their ticks are one thin shape, their names are for the hover words and the table.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from dashboard.figures.colours import INK, MUTED
from data.month import Month

MarkKind = Literal["break", "exceptional", "provisional", "event", "holiday", "intervention"]

EXCEPTIONAL: Final = "#F3F1EA"
INTERVENTION: Final = "#D5EEEB"
INTERVENTION_TEXT: Final = "#17655F"
# Pixels under the axis: where ticks begin and end, and how far the names of months give way.
_TICK: Final = (-2, -8)
_LINE: Final = -6
TICK_ROOM: Final = 8
# A chart of usual width has so many letters of a name from end to end.
_LETTERS: Final = 68
_ROW: Final = 15
_ROWS: Final = 2
_OPTIONAL: Final = ("event",)


@dataclass(frozen=True)
class Mark:
    """What is marked from `start` to `end`; `days` are its first and last day where they are known.

    A change of recording ('break') and what is not final ('provisional') are at `start`.
    """

    start: Month
    end: Month
    label: str
    kind: MarkKind
    days: tuple[dt.date, dt.date] | None = None

    def touches(self, first: Month, last: Month) -> bool:
        """Whether any of it lies in the months from `first` to `last`; a break only where it begins."""
        end = self.start if self.kind == "break" else self.end
        return self.start <= last and end >= first


@dataclass(frozen=True)
class _Axis:
    """Months (or the first months of longer stretches) along an axis, each at its index ± 0.5."""

    months: Sequence[Month]

    @property
    def step(self) -> int:
        """Months from one to the next."""
        return self.months[1].index - self.months[0].index if len(self.months) > 1 else 1

    @property
    def last(self) -> Month:
        """The last month of the last stretch."""
        return self.months[-1] + (self.step - 1)

    def place(self, month: Month, share: float = 0.0) -> float:
        """Where a month begins, or is gone through by a share; at the ends for what lies beyond them."""
        if month < self.months[0]:
            return -0.5
        if month > self.last:
            return len(self.months) - 0.5
        i = bisect_right(self.months, month) - 1
        return i - 0.5 + (month.index - self.months[i].index + share) / self.step

    def span(self, mark: Mark) -> tuple[float, float]:
        """Where a mark begins and ends."""
        if mark.days is None:
            return self.place(mark.start), self.place(mark.end, 1.0)
        (first, last) = mark.days
        start, end = Month.of(first), Month.of(last)
        return (
            self.place(start, (first.day - 1) / start.days),
            self.place(end, last.day / end.days),
        )


def _inside(months: Sequence[Month], marks: Sequence[Mark]) -> list[tuple[Mark, float, float]]:
    """The marks that touch the months, with their edges on the axis."""
    if not months:
        return []
    axis = _Axis(months)
    return [(mark, *axis.span(mark)) for mark in marks if mark.touches(months[0], axis.last)]


def build_mark_shapes(months: Sequence[Month], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Bands and lines over the chart, and the ticks of events and holidays under its axis.

    `months` are those of the axis, each at its index, or the first months of stretches of equal length.
    """
    inside = _inside(months, marks)
    shapes: list[dict[str, Any]] = []
    for mark, start, end in inside:
        place = {"yref": "paper", "y0": 0, "y1": 1, "x0": round(start, 2)}
        if mark.kind in ("exceptional", "intervention"):
            fill = EXCEPTIONAL if mark.kind == "exceptional" else INTERVENTION
            band = {
                "type": "rect",
                "x1": round(end, 2),
                "layer": "below",
                "fillcolor": fill,
                "line": {"width": 0},
            }
            shapes.append({**place, **band})
        elif mark.kind in ("break", "provisional"):
            line = {"color": INK, "width": 1.2, "dash": "dot"}
            shapes.append({**place, "type": "line", "x1": round(start, 2), "line": line})
    for kind, colour, width in (("holiday", "#8796A5", 2), ("event", INK, 3)):
        path = "".join(_tick(start, end) for mark, start, end in inside if mark.kind == kind)
        if path:
            shapes.append(
                {
                    "type": "path",
                    "path": path,
                    "yref": "paper",
                    "ysizemode": "pixel",
                    "yanchor": 0,
                    "line": {"color": colour, "width": width},
                }
            )
    return shapes


def _tick(start: float, end: float) -> str:
    """An upright tick for a day or a few, a line along the axis for longer."""
    if end - start < 0.2:
        return f"M{round((start + end) / 2, 2):g},{_TICK[0]}V{_TICK[1]}"
    return f"M{round(start, 2):g},{_LINE}H{round(end, 2):g}"


def tick_room(months: Sequence[Month], marks: Sequence[Mark]) -> dict[str, Any]:
    """What an axis adds so that the names of its months stand clear of the ticks."""
    ticked = any(mark.kind in ("holiday", "event") for mark, _, _ in _inside(months, marks))
    return {"ticklabelstandoff": TICK_ROOM} if ticked else {}


def build_mark_names(months: Sequence[Month], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Above the chart in two lines; an event is named only where nothing else stands there."""
    named = [item for item in _inside(months, marks) if item[0].kind != "holiday"]
    # What decides a comparison comes first, and then takes its place whatever else there is.
    named.sort(key=lambda item: (item[0].kind in _OPTIONAL, item[1]))
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_ROWS)]
    names = []
    for mark, start, end in named:
        optional = mark.kind in _OPTIONAL
        at = (start + end) / 2 if optional else start
        text = f"▾ {mark.label}" if optional else mark.label
        late = at > len(months) * 0.6
        width = len(text) * len(months) / _LETTERS
        left, right = (at - width, at) if late else (at, at + width)
        free = [row for row in range(_ROWS) if all(right <= a or left >= b for a, b in taken[row])]
        if not free and optional:
            continue
        row = free[0] if free else _ROWS - 1
        taken[row].append((left, right))
        names.append(
            {
                "x": round(at, 2),
                "xanchor": "right" if late else "left",
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "yshift": _ROW * row,
                "text": f"{mark.label} ▾" if optional and late else text,
                "showarrow": False,
                "font": {
                    "size": 12,
                    "color": INTERVENTION_TEXT if mark.kind == "intervention" else MUTED,
                },
            }
        )
    return names


def events_in(marks: Sequence[Mark], first: Month, last: Month | None = None) -> str:
    """The names of the events, interventions and holidays of a month, or of a stretch; each once."""
    kinds: tuple[MarkKind, ...] = ("event", "intervention", "holiday")
    held = [mark for mark in marks if mark.kind in kinds and mark.touches(first, last or first)]
    held.sort(key=lambda mark: (kinds.index(mark.kind), mark.days[0] if mark.days else mark.start.first_day))
    return ", ".join(dict.fromkeys(mark.label for mark in held))
