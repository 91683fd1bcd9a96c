"""How the months of the span differ: days, summer, lockdowns and a trend, leaf by leaf."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.demonstration.facts import MONTHS
from data.demonstration.offences import Leaf
from data.month import Month

# How shut the country was, 0 to 1, from the dates of the restrictions: the reason behind the COVID dip.
_LOCKDOWN: Final = {
    **{
        Month(2020, n): depth
        for n, depth in zip(range(3, 13), (0.35, 1, 0.85, 0.5, 0.3, 0.2, 0.2, 0.3, 0.7, 0.5), strict=True)
    },
    **{
        Month(2021, n): depth
        for n, depth in zip(range(1, 8), (1, 0.95, 0.7, 0.4, 0.25, 0.15, 0.05), strict=True)
    },
}
# The trend runs while the papers compare two years, and is level before and after.
_TREND_FROM: Final = Month(2021, 3)
_TREND_TO: Final = Month(2023, 2)
_MEAN_DAYS: Final = 365.25 / 12


def trend() -> NDArray[np.float64]:
    """Years of growth gone by in each month, shape (months,): 0 at the start of the trend, 2 from its end.

    Two windows of twelve months inside it differ by one year of growth.
    """
    length = _TREND_TO.index - _TREND_FROM.index + 1
    gone = [(month.index - _TREND_FROM.index + 0.5) / length for month in MONTHS]
    years: NDArray[np.float64] = 2 * np.clip(np.array(gone), 0, 1)
    return years


def month_factors(leaf: Leaf) -> NDArray[np.float64]:
    """The level of each month against an ordinary one, shape (months,), without the trend."""
    return np.array(
        [
            (month.days / _MEAN_DAYS)
            * (1 + leaf.summer * math.cos(2 * math.pi * (month.month - 7) / 12))
            * (1 + leaf.lockdown * _LOCKDOWN.get(month, 0.0))
            for month in MONTHS
        ]
    )
