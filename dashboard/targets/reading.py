"""What a source gives for an indicator: its number, its baseline, and its plan's year so far."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.periods import Window
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.statistics.change import Band, Change
from dashboard.targets.course import Course
from dashboard.targets.kinds import Aim
from data.month import Month


@dataclass(frozen=True)
class Base:
    """The baseline of a whole plan's year, as the plan states it and as the store counts it.

    `window` are its months, `computed` is of as many months as the plan's year (of several years the mean),
    `n` the base of a percentage, `years` over how many years it was counted.
    """

    window: Window | None = None
    stated: float | None = None
    computed: float | None = None
    n: float | None = None
    years: int = 1

    @property
    def value(self) -> float | None:
        """What the target is worked out on: the stated value where there is one."""
        return self.computed if self.stated is None else self.stated


@dataclass(frozen=True)
class Reading:
    """What a source gives.

    `window` are the months of the value, `before` those it is set against, `baseline` is of as many months as
    the value. `aim` is that of the number `value` is judged as: a whole year's. `course` is the plan's year
    of a count that grows, None for others. `gap` is the month that ended the run of complete months while
    later ones are there, with its coverage; `exceptional` that the baseline's season is not used,
    `stale` that the value is an earlier plan's year's and more than a year old.
    """

    window: Window | None = None
    before: tuple[Window, ...] = ()
    amount: Amount = NOT_SUPPLIED
    value: float | None = None
    baseline: float | None = None
    stated: bool = False
    n: float | None = None
    whole: bool = False
    final: bool = False
    usual: Change | None = None
    band: Band | None = None
    base: Base = Base()
    aim: Aim | None = None
    course: Course | None = None
    end: tuple[float, float] | None = None
    why: str = ""
    gap: tuple[Month, str] | None = None
    exceptional: bool = False
    stale: bool = False
