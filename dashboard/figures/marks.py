"""What is marked on an axis of months: breaks, exceptional months, events, holidays, interventions.

Breaks and exceptional months decide what may be compared, so they are drawn over the chart and always named.
Events may explain a month: a tick under the axis on their days, and a name above where there is room.
Holidays are many: their ticks are one thin shape, their names are for the hover words and the table.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from dashboard.figures.colours import INK, MUTED
from data.month import Month

MarkKind = Literal["break", "exceptional", "provisional", "event", "holiday", "intervention"]

EXCEPTIONAL: Final = "#F3F1EA"
INTERVENTION: Final = "#D5EEEB"
# On a phone the names in these two colours give way: assets/2-pages.css.
_NAME_COLOURS: Final[dict[MarkKind, str]] = {"intervention": "#17655F", "event": "#801650"}
# Pixels under the axis: where ticks begin and end, and how far the names of months give way.
_TICK: Final = (-2, -8)
_LINE: Final = -6
TICK_ROOM: Final = 8
# So many letters of a name have room on a narrow card, and on a card as wide as the page.
LETTERS: Final = 68
WIDE_LETTERS: Final = 105
_ROW: Final = 15
# Letters of a line of hover words.
_HOVER_WIDTH: Final = 48
_ORDER: Final[tuple[MarkKind, ...]] = ("break", "exceptional", "provisional", "intervention", "event")


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

    @cached_property
    def span(self) -> tuple[int, int]:
        """The indices of its first and last month; a break is only where it begins."""
        return self.start.index, (self.start if self.kind == "break" else self.end).index

    def touches(self, first: Month, last: Month) -> bool:
        """Whether any of it lies in the months from `first` to `last`."""
        return self.span[0] <= last.index and self.span[1] >= first.index


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
    for kind, colour, width in (("holiday", "#8796A5", 2), ("event", _NAME_COLOURS["event"], 3)):
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


def build_mark_names(
    months: Sequence[Month], marks: Sequence[Mark], *, letters: int = LETTERS, rows: int = 2
) -> list[dict[str, Any]]:
    """Above the chart in so many lines; an event is named only where nothing else stands there.

    `letters` of a name have room from end to end of the axis.
    """
    named = [item for item in _inside(months, marks) if item[0].kind != "holiday"]
    # What decides a comparison comes first, and is named whatever else there is.
    named.sort(key=lambda item: (_ORDER.index(item[0].kind), item[1]))
    board = _Board(len(months), letters=letters, rows=rows)
    names = []
    for mark, start, end in named:
        event = mark.kind == "event"
        spots = ((start + end) / 2,) if event else (start, end) if mark.kind == "intervention" else (start,)
        found = board.put(mark.label, spots, must=not event)
        if found is None:
            continue
        at, anchor, row = found
        pointed = f"▾ {mark.label}" if anchor == "left" else f"{mark.label} ▾"
        names.append(
            {
                "x": round(at, 2),
                "xanchor": anchor,
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "yshift": _ROW * row,
                "text": pointed if event else mark.label,
                "showarrow": False,
                "font": {"size": 12, "color": _NAME_COLOURS.get(mark.kind, MUTED)},
            }
        )
    return names


class _Board:
    """The lines of names above a chart of so many months, and what of them is taken."""

    def __init__(self, length: int, *, letters: int, rows: int) -> None:
        self._length = length
        self._letter = length / letters
        self._taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]

    def put(
        self, label: str, spots: Sequence[float], *, must: bool
    ) -> tuple[float, Literal["left", "right"], int] | None:
        """Place, side and line of a name, at one of its spots; None where it may go and has to."""
        width = (len(label) + 3) * self._letter
        tries: list[tuple[float, Literal["left", "right"], float, float]] = []
        for spot in spots:
            tries += [(spot, "left", spot, spot + width), (spot, "right", spot - width, spot)]
        # Right of the axis there is the margin.
        fitting = [t for t in tries if t[2] >= -1 and t[3] <= self._length * 1.08]
        for row, taken in enumerate(self._taken):
            for at, anchor, left, right in fitting:
                if all(right <= a or left >= b for a, b in taken):
                    taken.append((left, right))
                    return at, anchor, row
        if not must:
            return None
        at, anchor, left, right = (fitting or tries)[0]
        if not fitting and spots[0] > self._length / 2:
            at, anchor, left, right = tries[1]
        self._taken[-1].append((left, right))
        return at, anchor, len(self._taken) - 1


def events_in(marks: Sequence[Mark], first: Month, last: Month | None = None) -> str:
    """The names of the events, interventions and holidays of a month, or of a stretch; each once."""
    kinds: tuple[MarkKind, ...] = ("event", "intervention", "holiday")
    # A row of every month of ten years asks of every holiday in them: whole numbers compare soonest.
    low, high = first.index, (last or first).index
    held = [m for m in marks if m.span[0] <= high and m.span[1] >= low and m.kind in kinds]
    held.sort(key=lambda mark: (kinds.index(mark.kind), mark.days[0] if mark.days else mark.start.first_day))
    return ", ".join(dict.fromkeys(mark.label for mark in held))


def hover_note(words: str) -> str:
    """Words as further lines of a hover label; '' for none."""
    return "".join(f"<br>{line}" for line in textwrap.wrap(words, _HOVER_WIDTH))


def tick_key(marks: Sequence[Mark]) -> str:
    """What the ticks under the axis are; '' where there are none but those of named events."""
    return "ticks: holidays" if any(mark.kind == "holiday" for mark in marks) else ""
