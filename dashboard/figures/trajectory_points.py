"""What is drawn of an indicator's way through its plan's year, and how far its axis goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from data.month import Month

Scale = Literal["change", "count", "level"]

# Above and below this a change is drawn at the edge: the first months of a year swing widely.
_MOST_CHANGE: Final = 60.0
# From this month of a year on its numbers decide how far the axis of change goes.
_SETTLED: Final = 1


@dataclass(frozen=True)
class Point:
    """A month on the figure's own scale; None where there is nothing. `words` are its hover, in counts."""

    month: Month
    actual: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    projected: float | None = None
    projected_low: float | None = None
    projected_high: float | None = None
    words: str = ""


@dataclass(frozen=True)
class Line:
    """A level that runs through the figure, with its name and what it stands for in print."""

    value: float
    name: str
    words: str = ""


@dataclass(frozen=True)
class Trajectory:
    """What is drawn of one indicator, months from left to right; no `points` where there is nothing.

    `targets` is one line, or the two ends of a range. `actual` and `projected` name the last point held and
    the last one ahead. `unit` follows the numbers of the axis.
    """

    scale: Scale
    points: tuple[Point, ...] = ()
    targets: tuple[Line, ...] = ()
    baseline: Line | None = None
    actual: Line | None = None
    projected: Line | None = None
    unit: str = ""

    @property
    def axis(self) -> tuple[float, float]:
        """The ends of the axis: counts from zero, a change as far as its settled months go, with room."""
        lines = [*self.targets, *([self.baseline] if self.baseline else [])]
        settled = self.points
        if self.scale == "change" and len(self.points) > _SETTLED:
            settled = self.points[_SETTLED:]
        return _axis_range(self.scale, settled, lines)


def _axis_range(scale: Scale, settled: Sequence[Point], lines: Sequence[Line]) -> tuple[float, float]:
    numbers = [line.value for line in lines]
    for point in settled:
        held = (point.actual, point.low, point.high, point.projected_low, point.projected_high)
        numbers += [number for number in held if number is not None]
    if not numbers:
        return (-10.0, 10.0) if scale == "change" else (0.0, 1.0)
    low, high = min(numbers), max(numbers)
    if scale == "count":
        return 0.0, max(high, 1.0) * 1.08
    if scale == "change":
        low, high = max(-_MOST_CHANGE, min(low, -2.0)), min(_MOST_CHANGE, max(high, 2.0))
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    return (max(0.0, low - room) if scale == "level" and low >= 0 else low - room), high + room
