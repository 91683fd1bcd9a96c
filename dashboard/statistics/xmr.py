"""The control chart of a monthly count (XmR): what is usual from month to month, and what is not.

Counts are taken per day, and over the month's seasonal factor where a season is evident. Of the points that
make the limits, centre = mean, limits = mean ± 2.66 × the mean moving range; ranges above 3.267 times their
mean are dropped once, and the lower limit is not under 0. (Shewhart's chart of individuals: Wheeler 1993,
Understanding Variation; NHS England, Making Data Count; NIST/SEMATECH e-Handbook 6.3.2.2.)

A range is between two neighbours in time: none across a gap, a month left out, or a point where the limits
are set anew. Limits are set anew only where the caller says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from dashboard.statistics.season import Season
from dashboard.statistics.xmr_signals import Signal, find_signals
from data.month import Month

# Under this mean a month, quarters are charted; under it a quarter, nothing is.
FEWEST_COUNTED = 5
FEW_POINTS = 12
_LIMIT = 2.66
_SIGMA = 1.128
_LARGE_RANGE = 3.267
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """What is usual from `first` to `last`: per day, after the season.

    `near_low` and `near_high` lie two standard deviations (mean range / 1.128) off the centre. `points` are
    those that made the limits; under twelve of them, say so.
    """

    first: Month
    last: Month
    centre: float
    low: float
    high: float
    near_low: float
    near_high: float
    points: int

    @property
    def few(self) -> bool:
        """Whether the limits are drawn from fewer points than they should be."""
        return self.points < FEW_POINTS


@dataclass(frozen=True)
class Point:
    """A month, or a quarter from its `first` to its `last` month.

    `per_day` is as counted and what is drawn; `factor` its seasonal factor (1: none); None: a gap. Of a point
    that is not `judged` (a gap, or left out as exceptional) nothing is said. `limits` is the place in
    `Chart.limits` of those it is held against, None where there are none.
    """

    first: Month
    last: Month
    count: float | None
    per_day: float | None
    factor: float
    judged: bool
    limits: int | None

    @property
    def days(self) -> int:
        """How long it is."""
        return sum(month.days for month in self.first.until(self.last))


@dataclass(frozen=True)
class Chart:
    """Points in order of time, the limits of each stretch between rebase points, and the signals.

    A point's limits in counts are those of its stretch × its factor × its days.
    """

    unit: Literal["month", "quarter"]
    points: tuple[Point, ...]
    limits: tuple[Limits, ...]
    signals: tuple[Signal, ...]
    adjusted: bool


def control_chart(
    months: Sequence[Month],
    counts: Sequence[float | None],
    *,
    left_out: Collection[Month] = (),
    rebase: Collection[Month] = (),
    season: Season | None = None,
) -> Chart | None:
    """The chart of a run of months without a hole in it; a count of None is a gap.

    `left_out` are months of exceptional periods: drawn, but neither in the limits nor judged. `rebase` are
    the first months of stretches with limits of their own. `season` is what months are adjusted for where it
    is evident; quarters never are. None where a quarter has fewer than five on average, nothing is known, or
    what is counted by quarter holds no whole one.
    """
    usual = [
        float(count)
        for month, count in zip(months, counts, strict=True)
        if count is not None and month not in left_out
    ]
    if not usual or np.mean(usual) < FEWEST_COUNTED / 3:
        return None
    unit: Literal["month", "quarter"] = "month" if np.mean(usual) >= FEWEST_COUNTED else "quarter"
    adjusted = unit == "month" and season is not None and season.evident
    points = [
        Point(
            first=spell[0],
            last=spell[-1],
            count=count,
            per_day=None if count is None else count / sum(month.days for month in spell),
            factor=season.factor(spell[0]) if adjusted and season is not None else 1.0,
            judged=count is not None and not any(month in left_out for month in spell),
            limits=None,
        )
        for spell, count in _spells(months, counts, unit=unit)
    ]
    if not points:
        return None
    limits: list[Limits] = []
    signals: list[Signal] = []
    for stretch in _stretches(points, rebase):
        values = np.array([_value(points[place]) for place in stretch])
        found = _limits(values, first=points[stretch[0]].first, last=points[stretch[-1]].last)
        if found is None:
            continue
        for place in stretch:
            points[place] = Point(**{**vars(points[place]), "limits": len(limits)})
        limits.append(found)
        signals += find_signals(
            values,
            centre=found.centre,
            outer=(found.low, found.high),
            near=(found.near_low, found.near_high),
            start=stretch[0],
        )
    return Chart(
        unit=unit, points=tuple(points), limits=tuple(limits), signals=tuple(signals), adjusted=adjusted
    )


def _value(point: Point) -> float:
    """What is judged: per day, after the season; NaN where nothing is."""
    if not point.judged or point.per_day is None:
        return float("nan")
    return point.per_day / point.factor


def _spells(
    months: Sequence[Month], counts: Sequence[float | None], *, unit: str
) -> list[tuple[list[Month], float | None]]:
    """Months one by one, or whole calendar quarters; a quarter with a gap is a gap."""
    known = dict(zip(months, counts, strict=True))
    if unit == "month":
        return [([month], count) for month, count in known.items()]
    starts = [month for month in months if month.month % 3 == 1 and month + 2 in known]
    spells: list[tuple[list[Month], float | None]] = []
    for start in starts:
        parts = [known[month] for month in start.until(start + 2)]
        whole = [part for part in parts if part is not None]
        spells.append((list(start.until(start + 2)), sum(whole) if len(whole) == 3 else None))
    return spells


def _stretches(points: Sequence[Point], rebase: Collection[Month]) -> list[range]:
    """Runs of places between rebase points; a quarter that holds one starts a stretch."""
    starts = [
        place
        for place, point in enumerate(points)
        if place == 0 or any(point.first <= month <= point.last for month in rebase)
    ]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(points)], strict=True)]


def _limits(values: _Floats, *, first: Month, last: Month) -> Limits | None:
    """None without two neighbours that are known."""
    ranges = np.abs(np.diff(values))
    ranges = ranges[np.isfinite(ranges)]
    if not len(ranges):
        return None
    kept = ranges[ranges <= _LARGE_RANGE * ranges.mean()]
    step = float(kept.mean())
    centre = float(np.nanmean(values))
    near = 2 * step / _SIGMA
    return Limits(
        first=first,
        last=last,
        centre=centre,
        low=max(0.0, centre - _LIMIT * step),
        high=centre + _LIMIT * step,
        near_low=centre - near,
        near_high=centre + near,
        points=int(np.isfinite(values).sum()),
    )
