"""The usual variation of a series from one year to the next: as its years went, and as its months scatter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dashboard.comparisons import Mark
from dashboard.targets.finding import Finding, State, measured, percent_of, year_words
from dashboard.targets.small_change import Base
from dashboard.targets.trial import PastYear, Trial
from dashboard.wording import LEAST_BASE, joined, number, signed, signed_percent

CHECK, LABEL = "variation", "Usual year-to-year variation"
# Fewer changes from year to year than this say little of what is usual.
FEW: Final = 3


@dataclass(frozen=True)
class YearChange:
    """From one usual year to the next."""

    before: float
    now: float

    @property
    def percent(self) -> float | None:
        """Of the earlier year, None under a base of 50."""
        return 100 * (self.now - self.before) / self.before if self.before >= LEAST_BASE else None


def year_changes(years: Sequence[PastYear], marks: Sequence[Mark]) -> list[YearChange]:
    """The changes between adjoining usual years, without a break of recording between their counts."""
    found = []
    for before, now in pairwise(years):
        adjoining = now.window.first == before.window.last + 1
        broken = any(mark.crossed(earliest=before.window.first, last=now.window.last) for mark in marks)
        known = before.value is not None and now.value is not None
        if adjoining and known and not (before.left_out or now.left_out or broken):
            found.append(YearChange(before.value or 0.0, now.value or 0.0))
    return found


def variation_finding(trial: Trial, base: Base | None) -> Finding:
    """Both accounts of what is usual. A series whose years move more than its months explain says so."""
    changes = year_changes(trial.years, trial.marks)
    words = [_as_years_went(trial, changes), *_left_out(trial)]
    low = high = None
    drifting = False
    if base is not None:
        low, high = base.usual
        words.append(_as_months_scatter(trial, base, low, high))
        phi = base.phi
        drifting = any(Base(change.before, phi).change(change.now).beyond_usual for change in changes)
    if drifting:
        words.append("Its years moved more than its months scatter: it has been going somewhere.")
    few = len(changes) < FEW
    state = State.WARNING if drifting else State.NOTE if few or base is None else State.OK
    sizes = [abs(change.percent) for change in changes if change.percent is not None]
    if base is None or base.value < LEAST_BASE or low is None or high is None:
        return Finding(CHECK, LABEL, state, " ".join(words), low=low, high=high, unit=trial.measure.unit)
    return Finding(
        CHECK,
        LABEL,
        state,
        " ".join(words),
        value=sum(sizes) / len(sizes) if sizes else None,
        low=100 * (low - base.value) / base.value,
        high=100 * (high - base.value) / base.value,
        unit="percent",
    )


def _as_years_went(trial: Trial, changes: Sequence[YearChange]) -> str:
    usual = [year for year in trial.years if not year.left_out]
    held = joined([f"{year_words(year.window)} {_value(trial, year)}" for year in usual])
    if not usual:
        return "There is no whole year of it outside exceptional months, so its years say nothing."
    if not changes:
        return f"Its usual years are {held}: no two of them may be compared, so they say nothing."
    moved = joined([_moved(trial, change) for change in changes])
    few = f" That is {_COUNTED[len(changes)]}, too few to say what is usual." if len(changes) < FEW else ""
    return f"As its years went: {held}; from one to the next {moved}.{few}"


_COUNTED = {1: "one change", 2: "two changes"}


def _value(trial: Trial, year: PastYear) -> str:
    return measured(trial.measure, year.value or 0.0)


def _moved(trial: Trial, change: YearChange) -> str:
    difference = change.now - change.before
    if trial.measure.unit == "percent":
        return f"{signed(difference, 1)} points"
    return signed(difference) if change.percent is None else signed_percent(change.percent)


def _left_out(trial: Trial) -> list[str]:
    reasons = dict.fromkeys(year.left_out for year in trial.years if year.left_out)
    named = [
        f"{joined([year_words(y.window) for y in trial.years if y.left_out == reason])} ({reason})"
        for reason in reasons
    ]
    return [f"Left out: {', '.join(named)}."] if named else []


def _as_months_scatter(trial: Trial, base: Base, low: float, high: float) -> str:
    phi = (
        f"As its months scatter (φ = {number(base.phi, 1)})"
        if trial.phi is not None
        else "As counts scatter at the least (the store has no φ of its own for it)"
    )
    return (
        f"{phi}: after a year of {measured(trial.measure, base.value)}, 19 of 20 unchanged years lie "
        f"from {number(low)}{percent_of(low, base.value)} to {number(high)}{percent_of(high, base.value)}."
    )
