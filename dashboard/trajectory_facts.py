"""An indicator's trajectory on the scale it can be read on, with what its lines are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dashboard.figures.trajectory_points import Line, Point, Trajectory
from dashboard.observed import observed
from dashboard.periods import Window, month_words
from dashboard.reference import Reference
from dashboard.targets.course import PathPoint
from dashboard.targets.position import Position
from dashboard.targets.position_words import target_parts
from dashboard.targets.words import value_words
from dashboard.wording import LEAST_BASE, number
from data.catalogue import TargetKind
from data.month import Month

# Published values from so many months before the plan on, so that a survey every two years has company.
_BACK: Final = 36
_ON_BASELINE: Final = (TargetKind.CHANGE, TargetKind.DIRECTION, TargetKind.MAINTAIN)


def trajectory_of(reference: Reference, position: Position, *, area: str, to: Month) -> Trajectory:
    """The trajectory of a position, as things stood at the end of month `to`."""
    held = [point for point in position.path if point.actual is not None]
    if not held:
        return _published(reference, position, area=area, to=to)
    way = _way(position)
    if way is None:
        return _counted(position, held)
    return _changed(position, held, way)


def _way(position: Position) -> Callable[[PathPoint], float | None] | None:
    """The baseline's own way through the year: what a target of change is seen against; None for others."""
    base, aim = position.base.value, position.aim
    if position.gauge.indicator.kind not in _ON_BASELINE or base is None or base < LEAST_BASE:
        return None
    level = aim.level if aim is not None else None
    if not level or position.expected is None:
        return None
    ratio = base / level
    return lambda point: None if not point.expected else point.expected * ratio


def _changed(
    position: Position, held: Sequence[PathPoint], way: Callable[[PathPoint], float | None]
) -> Trajectory:
    """Percent above or below the baseline's way."""

    def on(point: PathPoint, value: float | None) -> float | None:
        along = way(point)
        return None if value is None or along is None else round(100 * (value / along - 1), 3)

    points = tuple(
        Point(
            point.month,
            actual=on(point, point.actual),
            expected=on(point, point.expected),
            low=on(point, point.low),
            high=on(point, point.high),
            projected=on(point, point.projected),
            projected_low=on(point, point.projected_low),
            projected_high=on(point, point.projected_high),
            words=_hover(position, point),
        )
        for point in position.path
    )
    base, level = position.base.value or 0.0, position.aim.level if position.aim else None
    same = level == base
    target = Line(round(100 * ((level or base) / base - 1), 3), *_target_name(position))
    return Trajectory(
        scale="change",
        points=points,
        targets=() if same and position.gauge.indicator.kind is TargetKind.DIRECTION else (target,),
        baseline=None
        if same and position.gauge.indicator.kind is TargetKind.MAINTAIN
        else Line(0.0, "Baseline", value_words(position.gauge, base)),
        actual=_actual(position, held[-1], next(p for p in points if p.month == held[-1].month).actual),
        projected=_projected(position, points[-1].projected),
        unit="%",
    )


def _counted(position: Position, held: Sequence[PathPoint]) -> Trajectory:
    """The year's count so far, from zero."""
    points = tuple(
        Point(
            point.month,
            point.actual,
            point.expected,
            point.low,
            point.high,
            point.projected,
            point.projected_low,
            point.projected_high,
            _hover(position, point),
        )
        for point in position.path
    )
    base = position.base.value
    return Trajectory(
        scale="count",
        points=points,
        targets=_targets(position),
        baseline=None if base is None else Line(base, "Baseline", value_words(position.gauge, base)),
        actual=_actual(position, held[-1], held[-1].actual),
        projected=_projected(position, points[-1].projected),
    )


def _published(reference: Reference, position: Position, *, area: str, to: Month) -> Trajectory:
    """Values as published, each at the last month of its period, from a while before the plan on."""
    gauge = position.gauge
    unit = {"percent": "%", "gbp": "£"}.get(gauge.measure.unit, "")
    nothing = Trajectory(scale="level", unit=unit)
    if gauge.series is None or gauge.series.months:
        return nothing
    first, last = gauge.year.first - _BACK, gauge.year.last
    found = observed(
        reference,
        series=gauge.series,
        area=gauge.indicator.area or area,
        category=gauge.indicator.category,
    )
    values = {
        item.last: item for item in found if first <= item.last <= min(to, last) and item.value is not None
    }
    if not values:
        return nothing
    months = Window("range", min(min(values), gauge.year.first), last).months
    points = tuple(
        Point(
            month,
            actual=values[month].value if month in values else None,
            words=_published_hover(position, values[month].first, month, values[month].value)
            if month in values
            else "",
        )
        for month in months
    )
    base = position.base.value
    newest = values[max(values)]
    words = f"in {Window('range', newest.first, newest.last).words}"
    return Trajectory(
        scale="level",
        points=points,
        targets=_targets(position),
        baseline=None if base is None else Line(base, "Baseline", value_words(gauge, base)),
        actual=Line(newest.value or 0.0, value_words(gauge, newest.value or 0.0), words),
        unit=unit,
    )


def _published_hover(position: Position, first: Month, last: Month, value: float | None) -> str:
    words = "" if value is None else value_words(position.gauge, value)
    return f"<b>{Window('range', first, last).words}</b><br>{words}"


def _targets(position: Position) -> tuple[Line, ...]:
    """The level to reach, or the two ends of a range."""
    aim = position.aim
    # Of a fall or a rise the target is any number on the right side of the baseline, which has its own line.
    if aim is None or position.gauge.indicator.kind is TargetKind.DIRECTION:
        return ()
    if aim.low is not None and aim.high is not None:
        gauge = position.gauge
        return (
            Line(aim.low, "From", value_words(gauge, aim.low)),
            Line(aim.high, "To", value_words(gauge, aim.high)),
        )
    return () if aim.level is None else (Line(aim.level, *_target_name(position)),)


def _target_name(position: Position) -> tuple[str, str]:
    """('Target −2%', '1,131 or fewer')."""
    asked, level = target_parts(position)
    # What is said beside the level is for the words: a line has one name.
    return (f"Target {asked}", level.partition(", stated")[0]) if level else ("Target", asked)


def _actual(position: Position, point: PathPoint, place: float | None) -> Line | None:
    if place is None or point.actual is None:
        return None
    return Line(place, value_words(position.gauge, point.actual), f"by {month_words(point.month)}")


def _projected(position: Position, place: float | None) -> Line | None:
    ahead = position.projection
    if ahead is None or place is None or ahead.low == ahead.high:
        return None
    return Line(place, "Going to", f"{number(ahead.low)} to {number(ahead.high)}")


def _hover(position: Position, point: PathPoint) -> str:
    """The counts of a month, whatever the scale."""
    lines = [f"<b>To {month_words(point.month)}</b>"]
    if point.actual is not None:
        lines.append(f"{value_words(position.gauge, point.actual)} so far")
    elif point.projected is not None:
        between = f"{number(point.projected_low)} to {number(point.projected_high)}"
        lines.append(f"going to {number(point.projected)} ({between})")
    if point.expected is not None:
        spread = "" if point.low == point.high else f" ({number(point.low)} to {number(point.high)})"
        lines.append(f"expected {number(point.expected)}{spread}")
    return "<br>".join(lines)
