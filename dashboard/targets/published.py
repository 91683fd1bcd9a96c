"""An indicator read from numbers as published: surveys, caseloads, counts that do not come by month."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.disclosure import level_of
from dashboard.observed import Observed, observed
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import Amount
from dashboard.statistics.proportions import wilson_interval
from dashboard.targets.course import Course
from dashboard.targets.kinds import Aim, aim_of
from dashboard.targets.plan_year import Phase, baseline_window
from dashboard.targets.projection import another_year
from dashboard.targets.reading import Base, Reading
from dashboard.targets.season import by_days
from data.catalogue import Indicator, TargetKind
from data.month import Month

YEAR = 12
# Counts of what happened in a period; a snapshot counts what is there.
_COUNTED = ("additive", "distinct", "flag", "rolling")
# Counts that add up to a year's: a part of it is on its way to the target.
_GROWING = ("additive", "distinct", "flag")
_DONE = (TargetKind.AT_LEAST, TargetKind.RANGE)


def read_published(
    reference: Reference,
    series: Series | None,
    indicator: Indicator,
    *,
    area: str,
    force: Window,
    year: Window,
    to: Month,
    phase: Phase,
) -> Reading:
    """The latest published number of the months an indicator is in force, and the one of its baseline."""
    found = observed(reference, series=series, area=area, category=indicator.category) if series else ()
    base = _base(found, indicator)
    before = (base.window,) if base.window is not None and base.value is not None else ()
    stated = bool(base.stated is not None and indicator.baseline and indicator.baseline.stated)
    last = min(to, force.last)
    inside = [item for item in found if force.first <= item.last <= last]
    if phase == "before" or not inside or series is None:
        return Reading(before=before, baseline=base.value, stated=stated, base=base)
    latest = max(inside, key=lambda item: (item.last, item.first))
    window = Window("range", latest.first, latest.last)
    aim = aim_of(indicator, baseline=base.value, percent=series.unit == "percent")
    growing = series.unit == "count" and series.combine in _GROWING
    part = growing and window.length < min(YEAR, year.length)
    level = level_of(reference, area)
    phi = reference.phi(series=series, level=level)
    course = _course(latest, indicator, aim=aim, year=year, window=window, phi=phi) if part else None
    return Reading(
        window=window,
        before=before,
        amount=_amount(latest),
        value=latest.value,
        baseline=base.value,
        stated=stated,
        n=latest.denominator,
        whole=not part,
        final=not part and _final(latest, force=force, phase=phase),
        base=base,
        aim=None if part and course is None else aim,
        course=course,
        end=_end(latest, series, indicator, phi=phi, course=course),
        why=_why(base, window, part=part and course is None),
        stale=phase == "inside" and latest.last < year.first and latest.last + YEAR <= to,
    )


def _final(item: Observed, *, force: Window, phase: Phase) -> bool:
    """Whether it is the plan's last year's, and that year is over."""
    return item.last > force.last - YEAR and (phase == "after" or item.last == force.last)


def _base(found: Sequence[Observed], indicator: Indicator) -> Base:
    period = baseline_window(indicator.baseline)
    exact = [
        item
        for item in found
        if period is not None and (item.first, item.last) == (period.first, period.last)
    ]
    return Base(
        window=period,
        stated=indicator.baseline.value if indicator.baseline else None,
        computed=exact[-1].value if exact else None,
        n=exact[-1].denominator if exact else None,
    )


def _course(
    item: Observed, indicator: Indicator, *, aim: Aim | None, year: Window, window: Window, phi: float
) -> Course | None:
    """A part of the year of what a partnership does itself: it has no season, so the days tell how far."""
    done = indicator.output or indicator.kind in _DONE
    if not done or item.value is None or window.first != year.first or window.last >= year.last:
        return None
    steps = (window, Window("range", window.last + 1, year.last))
    return Course(year, steps, (item.value,), by_days(steps), aim, phi)


def _end(
    item: Observed, series: Series, indicator: Indicator, *, phi: float, course: Course | None
) -> tuple[float, float] | None:
    """What a number stands for: a survey's by its n, a count for another such year's, others themselves."""
    if item.value is None:
        return None
    if course is not None:
        ahead = course.projection
        return None if ahead is None else (ahead.low, ahead.high)
    if indicator.kind is TargetKind.STANDARD:
        return item.value, item.value
    if series.unit == "percent" and item.denominator and 0 <= item.value <= 100:
        return wilson_interval(item.value, item.denominator)
    if series.unit == "count" and series.combine in _COUNTED:
        return another_year(item.value, phi=phi)
    return item.value, item.value


def _why(base: Base, window: Window, *, part: bool) -> str:
    if part:
        return f"its figure is of {window.length} months, the target of a year"
    return "its baseline is zero" if base.value == 0 else "no baseline to set it against"


def _amount(item: Observed) -> Amount:
    if item.value is None:
        return Amount("hidden", None)
    return Amount("shown" if item.value else "zero", round(item.value))
