"""What each kind of target asks of a number, as the values that meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.catalogue import Direction, Indicator, TargetKind

# 1,155 × 0.98 is 1,131.8999999999999.
_DIGITS: Final = 9


@dataclass(frozen=True)
class Aim:
    """The values that meet a target: from `low` to `high`, None where that side is open.

    `strict`: the bound itself does not meet it (a fall is less than the baseline). `second` is the same
    target as the plan may also be read: its percentage and its level disagree, or it does not say of what
    the percentage is.
    """

    low: float | None = None
    high: float | None = None
    strict: bool = False
    second: Aim | None = None

    @property
    def less(self) -> bool:
        """Whether fewer is what meets it."""
        return self.low is None

    @property
    def level(self) -> float | None:
        """The one value to reach; None for a range, which has two."""
        if self.low is not None and self.high is not None:
            return None
        return self.high if self.low is None else self.low

    def met_by(self, value: float) -> bool:
        """Whether a value meets it, in its first reading."""
        return self.distance(value) == 0 and not (self.strict and value in (self.low, self.high))

    def holds(self, low: float, high: float) -> bool:
        """Whether every value from `low` to `high` meets it, however it is read."""
        return all(aim.met_by(low) and aim.met_by(high) for aim in self.readings)

    def touches(self, low: float, high: float) -> bool:
        """Whether some value from `low` to `high` meets it, in one of its readings."""
        return any(aim._overlaps(low, high) for aim in self.readings)

    def is_past(self, value: float) -> bool:
        """Whether a count that can only grow from `value` can no longer meet it, however it is read."""
        return not self.touches(value, float("inf"))

    def distance(self, value: float) -> float:
        """How far a value is from meeting it; 0 where it does."""
        below = 0.0 if self.low is None else max(0.0, self.low - value)
        above = 0.0 if self.high is None else max(0.0, value - self.high)
        return max(below, above)

    @property
    def readings(self) -> tuple[Aim, ...]:
        """The first reading, and the second where there is one."""
        return (self,) if self.second is None else (self, self.second)

    def _overlaps(self, low: float, high: float) -> bool:
        if self.strict:
            return (self.low is None or high > self.low) and (self.high is None or low < self.high)
        return (self.low is None or high >= self.low) and (self.high is None or low <= self.high)


def aim_of(indicator: Indicator, *, baseline: float | None, percent: bool = False) -> Aim | None:
    """The values that meet a target, on a baseline of as many months; None where it cannot be said.

    `percent`: the measure is a percentage, so that a change may be meant in points. A percentage of a
    baseline of zero says nothing, and nothing is less than a baseline of zero.
    """
    kind = indicator.kind
    if kind is TargetKind.WATCHED:
        return None
    if kind is TargetKind.RANGE:
        return Aim(indicator.low, indicator.high) if (indicator.low, indicator.high) != (None, None) else None
    if kind is TargetKind.DIRECTION:
        return _direction(indicator, baseline)
    level = target_level(indicator, baseline=baseline, percent=percent)
    if level is None or (kind is TargetKind.CHANGE and baseline == 0 and indicator.target is None):
        return None
    less = wants_less(indicator)
    other = other_level(indicator, baseline=baseline, percent=percent)
    return _side(level, less=less, second=None if other is None else _side(other, less=less))


def target_level(indicator: Indicator, *, baseline: float | None, percent: bool = False) -> float | None:
    """The value at which the target is met, in the unit of the measure, on a baseline of equal length.

    A target of change goes by its percentage where it has one, the level stated beside it is its second
    reading. Of a measure in percent the change is in points only where the plan says so.
    """
    if indicator.kind is TargetKind.CHANGE:
        if indicator.change_pct is None or not baseline:
            return indicator.target if indicator.target is not None or baseline is None else 0.0
        points = percent and indicator.change_of == "points"
        return _changed(baseline, indicator.change_pct, points=points)
    if indicator.kind is TargetKind.MAINTAIN and indicator.target is None:
        return baseline
    return indicator.target


def other_level(indicator: Indicator, *, baseline: float | None, percent: bool = False) -> float | None:
    """The level by the other reading of a target of change; None where there is only one."""
    if indicator.kind is not TargetKind.CHANGE or indicator.change_pct is None or not baseline:
        return None
    if indicator.target is not None:
        other: float | None = indicator.target
    elif percent and indicator.change_of == "not_stated":
        other = _changed(baseline, indicator.change_pct, points=True)
    else:
        return None
    return None if other == target_level(indicator, baseline=baseline, percent=percent) else other


def wants_less(indicator: Indicator) -> bool:
    """Whether fewer meets the target: what is done is counted up, whatever the plan says of its direction."""
    if indicator.kind in (TargetKind.AT_LEAST, TargetKind.STANDARD):
        return indicator.direction is Direction.LOWER and indicator.kind is TargetKind.STANDARD
    if indicator.direction is Direction.NONE:
        return (indicator.change_pct or 0) < 0
    return indicator.direction is Direction.LOWER


def _direction(indicator: Indicator, baseline: float | None) -> Aim | None:
    if baseline is None or indicator.direction is Direction.NONE:
        return None
    less = indicator.direction is Direction.LOWER
    if less and baseline == 0:
        return None
    return _side(baseline, less=less, strict=True)


def _side(level: float, *, less: bool, strict: bool = False, second: Aim | None = None) -> Aim:
    return Aim(None if less else level, level if less else None, strict, second)


def _changed(baseline: float, change: float, *, points: bool) -> float:
    return round(baseline + change if points else baseline * (1 + change / 100), _DIGITS)
