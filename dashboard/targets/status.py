"""What is said of an indicator: met, not met, no data or watched, and only inside the plan's years."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.periods import month_words
from dashboard.targets.plan_year import Phase
from data.catalogue import Direction, Indicator, Plan, TargetKind


class Status(StrEnum):
    """Each has a word and a shape beside its colour. Missed is what not met becomes when the plan is over."""

    MET = "met"
    NOT_MET = "not_met"
    MISSED = "missed"
    NO_DATA = "no_data"
    WATCHED = "watched"
    BASELINE = "baseline"


SHAPES: Final = {
    Status.MET: "●",
    Status.NOT_MET: "▲",
    Status.MISSED: "▲",
    Status.NO_DATA: "○",
    Status.WATCHED: "◇",
    Status.BASELINE: "□",
}


@dataclass(frozen=True)
class Standing:
    """What an indicator is judged by.

    `value` and `baseline` are of the same number of months, in the unit of the measure. `whole` says that
    they are a whole plan year, or a value that stands for one by itself (a survey, a caseload); `final`
    that the value reaches the plan's last month. `within_usual` is None where chance was not asked.
    """

    value: float | None
    baseline: float | None
    whole: bool
    final: bool
    within_usual: bool | None = None


@dataclass(frozen=True)
class Verdict:
    """A status with its words and shape."""

    status: Status
    words: str

    @property
    def shape(self) -> str:
        """Beside the words, for those who do not see colour."""
        return SHAPES[self.status]


def judge(indicator: Indicator, *, plan: Plan, phase: Phase, standing: Standing) -> Verdict:
    """The verdict on an indicator at a month of a phase of its plan."""
    if phase == "before":
        return Verdict(Status.BASELINE, f"baseline period; plan starts {month_words(plan.first)}")
    if standing.value is None:
        return Verdict(Status.NO_DATA, "plan ended, no data" if phase == "after" else "no data")
    if phase == "after" and not standing.final:
        return Verdict(Status.NO_DATA, "plan ended, no data to its last month")
    if indicator.kind is TargetKind.WATCHED:
        return Verdict(Status.WATCHED, "watched: the plan sets no target")
    if not (standing.whole or indicator.kind in _JUDGED_IN_PART):
        return Verdict(Status.WATCHED, "watched until the plan year is whole")
    met = is_met(indicator, value=standing.value, baseline=standing.baseline)
    if met is None:
        return Verdict(Status.WATCHED, "watched: no baseline to set it against")
    return _verdict(met=met, early=indicator.kind is TargetKind.AT_LEAST, standing=standing)


def _verdict(*, met: bool, early: bool, standing: Standing) -> Verdict:
    chance = ", within usual variation" if standing.within_usual else ""
    if standing.final:
        return (
            Verdict(Status.MET, f"final: met{chance}")
            if met
            else Verdict(Status.MISSED, f"final: missed{chance}")
        )
    if met:
        so_far = "" if standing.whole or early else " so far"
        return Verdict(Status.MET, f"met{so_far}{chance}")
    return Verdict(Status.NOT_MET, f"not met{'' if standing.whole else ' so far'}{chance}")


# A part of a year set against the same months of the baseline, or a number that only grows.
_JUDGED_IN_PART = (TargetKind.CHANGE, TargetKind.DIRECTION, TargetKind.AT_LEAST)


def is_met(indicator: Indicator, *, value: float, baseline: float | None) -> bool | None:
    """Whether a value reaches the target; None where it cannot be said without what is missing.

    A target of change is met at the stated percentage or beyond it in the plan's direction; maintaining is
    met by staying at the level or passing it in the good direction.
    """
    if indicator.kind is TargetKind.RANGE:
        low, high = indicator.low, indicator.high
        if low is None and high is None:
            return None
        return (low is None or value >= low) and (high is None or value <= high)
    if indicator.kind is TargetKind.DIRECTION:
        if baseline is None or indicator.direction is Direction.NONE:
            return None
        return value < baseline if indicator.direction is Direction.LOWER else value > baseline
    level = target_level(indicator, baseline=baseline)
    if level is None:
        return None
    return value <= level if _wants_less(indicator) else value >= level


def target_level(indicator: Indicator, *, baseline: float | None) -> float | None:
    """The value at which the target is met, in the unit of the measure, on a baseline of equal length."""
    if indicator.kind is TargetKind.CHANGE:
        if indicator.change_pct is None or baseline is None:
            return indicator.target
        # 1e-9: 1,155 × 0.98 is 1,131.8999999999999.
        return round(baseline * (1 + indicator.change_pct / 100), 9)
    if indicator.kind is TargetKind.MAINTAIN and indicator.target is None:
        return baseline
    return indicator.target


def _wants_less(indicator: Indicator) -> bool:
    if indicator.kind in (TargetKind.AT_LEAST, TargetKind.STANDARD):
        return indicator.direction is Direction.LOWER and indicator.kind is TargetKind.STANDARD
    if indicator.direction is Direction.NONE:
        return (indicator.change_pct or 0) < 0
    return indicator.direction is Direction.LOWER
