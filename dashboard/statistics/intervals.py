"""An interval, and the tail of the normal distribution that makes and judges it."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Two-sided 5% and 0.2% of the normal distribution.
USUAL_Z = 1.959964
RARE_Z = 3.090232


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, in the unit of what it is around; `high` is None where nothing bounds it."""

    low: float
    high: float | None

    def holds(self, value: float) -> bool:
        """Whether a value lies inside."""
        return self.low <= value and (self.high is None or value <= self.high)


def p_value(z: float) -> float:
    """Two-sided: how often a standard normal lies at least this far from 0."""
    return math.erfc(abs(z) / math.sqrt(2))
