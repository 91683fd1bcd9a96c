"""What a year's count has to be to show a change, and whether a percentage and a level are one target."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard.periods import Window
from dashboard.statistics.change import Change, compare_counts, usual_band
from dashboard.targets.plan_year import YEAR


@dataclass(frozen=True)
class Base:
    """What the year ahead is set against: a year's `value`, the mean of `years` years of `window`.

    The mean of several years is known better than one: its sum is compared over its days.
    """

    value: float
    phi: float
    years: int = 1
    window: Window | None = None

    @property
    def total(self) -> float:
        """The count of all its years."""
        return self.value * self.years

    @property
    def days(self) -> tuple[int, int] | None:
        """Those of the year ahead and its own; None where both are one year and count as equally long."""
        if self.window is None or self.years == 1:
            return None
        return Window("range", self.window.last + 1, self.window.last + YEAR).days, self.window.days

    def change(self, now: float) -> Change:
        """A count of the year ahead, compared by the house's one rule."""
        return compare_counts(now, self.total, self.phi, *(self.days or (None, None)))

    def band(self) -> tuple[float, float]:
        """The counts of the year ahead that are within usual variation, not rounded."""
        found = usual_band(self.total, self.phi, *(self.days or (None, None)))
        return found.low, found.high

    @property
    def usual(self) -> tuple[int, int]:
        """The lowest and the highest whole count within usual variation."""
        low, high = self.band()
        return math.ceil(low), math.floor(high)


@dataclass(frozen=True)
class Visible:
    """The highest count below the base and the lowest above it that are larger than usual variation.

    `fall` is None where even a count of none would not show.
    """

    fall: int | None
    rise: int


def smallest_visible(base: Base) -> Visible:
    """The smallest changes of a whole count that `compare_counts` calls larger than usual variation.

    From the ends of `usual_band`, which solves z = √2(√now − √before)/√φ with Huffman's 3/8 for the new
    count; then held to the verdict itself, since a root may fall a hair beside a whole number.
    """
    low, high = base.usual
    fall, rise = low - 1, high + 1
    while fall >= 0 and not base.change(fall).beyond_usual:
        fall -= 1
    while not base.change(rise).beyond_usual:
        rise += 1
    return Visible(fall if fall >= 0 else None, rise)


@dataclass(frozen=True)
class Agreement:
    """A percentage and a level beside each other: `implied` is the level that the percentage gives.

    They agree where they differ by less than one unit of the level as it is printed. `lenient` says that the
    level, agreeing or not, asks for less than the percentage.
    """

    implied: float
    agrees: bool
    lenient: bool


def agreement(implied: float, level: float, *, less: bool) -> Agreement:
    """Whether a level is what a percentage gives: 1,131 and 1,132 both are −2% of 1,155 (1,131.9).

    `less` says that fewer meets the target.
    """
    unit = 10.0 ** -decimals_of(level)
    short = level - implied if less else implied - level
    return Agreement(implied, abs(level - implied) < unit - 1e-9, short > 1e-9)


def decimals_of(value: float) -> int:
    """How many decimals a number was written with: 0 for 1131, 1 for 2.4."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
