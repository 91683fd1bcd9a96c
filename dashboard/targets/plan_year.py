"""The months a target is judged on: a plan's year, and the same months of its baseline."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from dashboard.periods import Window
from data.catalogue import Indicator, Plan
from data.catalogue.plan import Baseline
from data.month import Month

Phase = Literal["before", "inside", "after"]
YEAR = 12


def months_in_force(plan: Plan, indicator: Indicator) -> Window:
    """An indicator's own months inside its plan's, or all of the plan's."""
    first = max(plan.first, Month.parse(indicator.start)) if indicator.start else plan.first
    last = min(plan.last, Month.parse(indicator.end)) if indicator.end else plan.last
    return Window("range", first, last) if first <= last else Window("range", plan.first, plan.last)


def phase_of(plan: Plan | Window, to: Month) -> Phase:
    """Whether a month lies before, inside or after a plan's years, or the months an indicator is in force."""
    if to < plan.first:
        return "before"
    return "after" if to > plan.last else "inside"


def plan_year(plan: Plan | Window, to: Month) -> Window:
    """The plan's year that a month lies in: before the plan its first, after it its last.

    A plan's years are counted from its first month; the last ends with the plan, whole or not.
    """
    inside = min(max(to, plan.first), plan.last)
    first = plan.first + YEAR * ((inside.index - plan.first.index) // YEAR)
    return Window("range", first, min(first + (YEAR - 1), plan.last))


def months_held(
    year: Window, *, to: Month, complete: Callable[[Month], bool], quarters: bool = False
) -> Window | None:
    """The complete months of a year from its first on, at most to `to`; whole quarters where only those are
    shown. None where there are none: a gap ends the run, so that a part of a year is never silently short.
    """
    length = 0
    for month in year.months:
        if month > to or not complete(month):
            break
        length += 1
    if quarters:
        length -= length % 3
    return Window("range", year.first, year.first + (length - 1)) if length else None


@lru_cache(maxsize=1024)
def baseline_window(baseline: Baseline | None) -> Window | None:
    """The months of a baseline; None where the plan gives none."""
    if baseline is None or baseline.start is None or baseline.end is None:
        return None
    return Window("range", Month.parse(baseline.start), Month.parse(baseline.end))


def same_months(baseline: Window, window: Window) -> tuple[Window, ...]:
    """The runs of a baseline that a window is set against: as long as it and, if shorter than a year, the
    same months. A baseline of several years gives one run a year; () where none can be set against it.
    """
    if window.length == YEAR and baseline.length % YEAR == 0:
        offset = 0
    else:
        offset = (window.first.month - baseline.first.month) % YEAR
    runs = []
    first = baseline.first + offset
    while first + (window.length - 1) <= baseline.last:
        runs.append(Window("range", first, first + (window.length - 1)))
        first = first + YEAR
    return tuple(runs) if window.length <= YEAR else ()
