"""How often a target is met by luck alone: though nothing changed, the next year's count is another one.

If nothing changed, this year's count and the baseline's come from the same mean and vary with φ times it,
and the difference of their square roots is normal (Huffman 1984, as in dashboard/statistics/change.py). A
target T on a baseline count B is then met from below with the chance

    Φ( 2·(√(T + 3/8) − √(d·(B + 3/8))) / √(φ·(1 + d)) )        d = days of the year / days of the baseline

and from above with what is left. A baseline of several years is known better: B is their sum, d the smaller.
Counts are whole, so T is the last count that meets it and half of one. For percentages √count is replaced
by the arcsine of the root of the share, whose variance is 1 / 4n (Anscombe 1948, Biometrika 35:246-254).
"""

from __future__ import annotations

import math
from typing import Final

from dashboard.targets.kinds import Aim
from dashboard.targets.projection import normal, whole_bounds

_HUFFMAN: Final = 3 / 8


def luck_of_count(aim: Aim, *, baseline: float, phi: float, ratio: float = 1.0) -> float:
    """The chance, 0 to 1, that a year's count meets the target though it comes from the baseline's mean.

    `baseline` is the count of the baseline's days, `ratio` the year's days by those. Raises ValueError for a
    baseline under zero.
    """
    if baseline < 0:
        raise ValueError(f"a baseline under zero: {baseline}")
    centre = math.sqrt(ratio * (baseline + _HUFFMAN))
    deviation = math.sqrt(phi * (1 + ratio)) / 2

    def below(count: float) -> float:
        return 0.0 if count < 0 else normal((math.sqrt(count + _HUFFMAN) - centre) / deviation)

    lowest, highest = whole_bounds(aim)
    top = 1.0 if highest is None else below(highest + 0.5)
    return _within(top - (0.0 if lowest is None else below(lowest - 0.5)))


def luck_of_percent(aim: Aim, *, baseline: float, n: float, baseline_n: float) -> float:
    """The same of a percentage of `n`, on one of `baseline_n`. Raises ValueError for one of nobody."""
    if n <= 0 or baseline_n <= 0:
        raise ValueError("a percentage of nobody")
    deviation = math.sqrt(1 / n + 1 / baseline_n) / 2

    def below(percent: float) -> float:
        return normal((_angle(percent) - _angle(baseline)) / deviation)

    top = 1.0 if aim.high is None else below(aim.high)
    return _within(top - (0.0 if aim.low is None else below(aim.low)))


def _angle(percent: float) -> float:
    return math.asin(math.sqrt(min(100.0, max(0.0, percent)) / 100))


def _within(chance: float) -> float:
    return min(1.0, max(0.0, chance))
