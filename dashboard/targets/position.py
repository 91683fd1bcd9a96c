"""Where an indicator stands in its plan's year: expected by now, projected, needed, and how much is luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.comparisons import Mark
from dashboard.periods import Window
from dashboard.question import marks_of
from dashboard.reference import Reference
from dashboard.targets.counted import Counts, read_counts
from dashboard.targets.course import Course, PathPoint
from dashboard.targets.expected import Expected
from dashboard.targets.flags import flag_words
from dashboard.targets.gauge import RECENT, Gauge, Read, read_all
from dashboard.targets.kinds import Aim
from dashboard.targets.luck import luck_of_count, luck_of_percent
from dashboard.targets.plan_year import months_in_force
from dashboard.targets.projection import Needed, Projection
from dashboard.targets.reading import Base
from data.catalogue import Indicator, Plan
from data.month import Month


@dataclass(frozen=True)
class RecentMonth:
    """One month of the sparkline: a count, or why there is none. Of a quarter only its last month has one."""

    month: Month
    value: float | None
    status: str


@dataclass(frozen=True)
class Position:
    """Where an indicator stands.

    `expected`, `projection` and `needed` are of the plan's year of a count that grows, None for others and
    where no earlier year tells the season. `base` has the year's baseline as stated and as counted, `aim` the
    values that meet the year's target. `luck` is the chance, 0 to 1, that the target is met though nothing
    changed. `flags` are sentences on what does not agree. `recent` are up to 24 months.
    """

    gauge: Gauge
    expected: Expected | None
    projection: Projection | None
    needed: Needed | None
    luck: float | None
    flags: tuple[str, ...]
    recent: tuple[RecentMonth, ...]
    alternatives: tuple[Gauge, ...]
    base: Base
    aim: Aim | None
    course: Course | None

    @cached_property
    def path(self) -> tuple[PathPoint, ...]:
        """The months of the plan's year, worked out for the one row that is opened; () without a course."""
        return self.course.path if self.course else ()


def read_positions(
    reference: Reference, *, plan: Plan, indicators: Sequence[Indicator], area: str, to: Month
) -> list[Position]:
    """The positions of a plan's indicators for an area, as things stood at the end of month `to`."""
    return [
        _position(reference, plan, item, to=to)
        for item in read_all(reference, plan=plan, indicators=indicators, area=area, to=to)
    ]


def _position(reference: Reference, plan: Plan, read: Read, *, to: Month) -> Position:
    reading, course = read.reading, read.reading.course
    last = min(to, months_in_force(plan, read.gauge.indicator).last)
    return Position(
        gauge=read.gauge,
        expected=course.expected if course else None,
        projection=course.projection if course else None,
        needed=course.needed if course else None,
        luck=_luck(read),
        flags=flag_words(read.gauge, reading, marks=_breaks(reference, read)),
        recent=_recent(reference, read, last=last),
        alternatives=read.alternatives,
        base=reading.base,
        aim=reading.aim,
        course=course,
    )


def _breaks(reference: Reference, read: Read) -> tuple[Mark, ...]:
    measure, area = read.gauge.measure.id, read.area
    if area not in reference.areas:
        return ()
    return reference.structure(
        ("breaks", measure, area),
        lambda: tuple(
            mark for mark in marks_of(reference, measure=measure, area=area) if mark.kind == "break"
        ),
    )


def _luck(read: Read) -> float | None:
    """Only where both the value and the baseline are counts of months, or percentages with their n."""
    gauge, base, aim = read.gauge, read.reading.base, read.reading.aim
    if aim is None or base.value is None or gauge.series is None or gauge.phase == "before":
        return None
    if gauge.measure.unit == "percent":
        if not gauge.n:
            return None
        return luck_of_percent(aim, baseline=base.value, n=gauge.n, baseline_n=base.n or gauge.n)
    if gauge.measure.unit != "count" or gauge.series.combine == "snapshot":
        return None
    phi = read.reading.course.phi if read.reading.course else 1.0
    years = base.years if base.stated is None else 1
    return luck_of_count(aim, baseline=base.value * years, phi=phi, ratio=1 / years)


def _recent(reference: Reference, read: Read, *, last: Month) -> tuple[RecentMonth, ...]:
    series = read.gauge.series
    if series is None or not series.months:
        return ()
    counts = read_counts(reference, series=series, area=read.area, span=read.span)
    return reference.recall(
        ("recent", series.series_id, read.area, last), lambda: _recent_of(counts, last=last)
    )


def _recent_of(counts: Counts, *, last: Month) -> tuple[RecentMonth, ...]:
    months = Window("range", last - (RECENT - 1), last).months
    shown = []
    for month in months:
        amount = counts.ending(month)
        shown.append(RecentMonth(month, amount.value if amount.whole else None, amount.status))
    held = [number for number, item in enumerate(shown) if item.status != "not_supplied"]
    return tuple(shown[held[0] :]) if held else ()
