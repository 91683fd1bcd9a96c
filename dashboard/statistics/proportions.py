"""How sure a percentage is that was taken from so many."""

from __future__ import annotations

import math

from dashboard.statistics.intervals import USUAL_Z


def wilson_interval(percent: float, n: float) -> tuple[float, float]:
    """The percentages that a percentage of `n` stands for, 19 times in 20, within 0 and 100.

    Wilson 1927, Journal of the American Statistical Association 22:209-212: unlike p ± 1.96√(p(1−p)/n) it
    keeps inside 0 and 100, and holds what it says at small n. Raises ValueError for a percentage of nobody.
    """
    if n <= 0 or not 0 <= percent <= 100:
        raise ValueError(f"not a percentage: {percent}% of {n}")
    share, square = percent / 100, USUAL_Z**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = USUAL_Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, 100 * (centre - half)), min(100.0, 100 * (centre + half))
