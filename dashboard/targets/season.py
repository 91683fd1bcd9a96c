"""How a year's count falls on its months: the shares they had in earlier years."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dashboard.periods import Window
from dashboard.wording import joined
from data.month import Month

# The baseline's year and up to three others, looked for this far back.
MOST_OTHERS: Final = 3
YEARS_BACK: Final = 6
YEAR: Final = 12


@dataclass(frozen=True)
class Season:
    """The counts of `years` on the steps of a plan's year: months, or quarters where only those are shown.

    `counts` has one row a year with a number for each step, in the order of the plan's year. Without years
    the steps' days stand for them: what a partnership does itself has no season that anybody knows of.
    """

    years: tuple[Window, ...]
    counts: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        if not self.counts or any(sum(row) <= 0 or min(row) < 0 for row in self.counts):
            raise ValueError("a season needs years that counted something, and no step under zero")

    @property
    def base(self) -> float:
        """The counts the shares are worked out from; infinite for days, which vary by nothing."""
        return sum(map(sum, self.counts)) if self.years else math.inf

    @cached_property
    def reached(self) -> tuple[float, ...]:
        """The share of the year that was reached at the end of each step: all years together, at last 1.

        Together, not the mean of their shares: a year of more counts says more.
        """
        together = [sum(column) for column in zip(*self.counts, strict=True)]
        return _running(together)

    @cached_property
    def spread(self) -> tuple[tuple[float, float], ...]:
        """The lowest and the highest share among the years at the end of each step."""
        rows = [_running(row) for row in self.counts]
        return tuple((min(column), max(column)) for column in zip(*rows, strict=True))

    def share(self, first: int, last: int) -> float:
        """The share of the steps from number `first` up to, not with, number `last`."""
        return self._at(last) - self._at(first)

    def _at(self, step: int) -> float:
        return self.reached[step - 1] if step else 0.0

    @cached_property
    def words(self) -> str:
        """'Apr 2018 to Mar 2019 and Apr 2022 to Mar 2023'; '' where the days stand for the years."""
        return joined([year.words for year in sorted(self.years, key=lambda year: year.first)])


def by_days(steps: Sequence[Window]) -> Season:
    """The season of what has none."""
    return Season((), (tuple(float(step.days) for step in steps),))


def season_years(year: Window, *, baseline: Window | None, usable: Callable[[Window], bool]) -> list[Window]:
    """The years a plan's year takes its shares from: those of the baseline, and up to three others.

    `usable` says whether a year is complete and unexceptional. All are twelve months long, end before the
    plan's year begins, and share no month with one another; the others are the latest there are, counted
    back from the plan's year.
    """
    found = [item for item in _whole_years(baseline) if item.last < year.first and usable(item)]
    others = 0
    for back in range(1, YEARS_BACK + 1):
        item = Window("range", year.first - YEAR * back, year.first - (YEAR * back - YEAR + 1))
        apart = all(item.last < other.first or other.last < item.first for other in found)
        if others < MOST_OTHERS and apart and usable(item):
            found.append(item)
            others += 1
    return found


def in_year(item: Window, step: Window) -> Window:
    """The months of an earlier year that are called as those of a step: its Aprils for an April.

    A year that begins inside a quarter has that quarter in two pieces: then it gives the wrong months, so
    ask `fits` first.
    """
    first = item.first + (step.first.month - item.first.month) % YEAR
    return Window("range", first, first + (step.length - 1))


def fits(item: Window, steps: Sequence[Window]) -> bool:
    """Whether every step's months lie in one piece in an earlier year: single months always do."""
    return all(step.length == 1 for step in steps) or all(
        in_year(item, step).last <= item.last for step in steps
    )


def _whole_years(baseline: Window | None) -> list[Window]:
    if baseline is None:
        return []
    count = baseline.length // YEAR
    starts: list[Month] = [baseline.first + YEAR * number for number in range(count)]
    return [Window("range", start, start + (YEAR - 1)) for start in starts]


def _running(counts: Sequence[float]) -> tuple[float, ...]:
    total, sofar, shares = sum(counts), 0.0, []
    for count in counts:
        sofar += count
        shares.append(sofar / total)
    # Sums of floats may end a hair off.
    return (*shares[:-1], 1.0)
