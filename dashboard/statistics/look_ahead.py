"""The range in which the next three months are likely to lie, and how often such ranges held before.

The level is smoothed exponentially (Brown 1959; Gardner 1985, Journal of Forecasting 4:1-28) over counts per
day without their season: each month moves it by 15% of what it missed by. A month to come is that level times
its damped seasonal factor and its days. `python -m bench forecast` compares this with the same month a year
before and with exponential smoothing of statsmodels.

How wide the range is comes from the past: from every month of the last four years that had two years before
it, the next three were forecast with what was known then (rolling origin; Tashman 2000, International Journal
of Forecasting 16:437-450), and the misses on the scale of square roots, where they do not grow with the
count, give the standard error. It is never less than a count's own, √φ/2. The ranges of the past were made
the same way, from the misses of these years known by then, so that their coverage is an honest one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dashboard.statistics.season import FEWEST_COUNTED, find_season
from data.month import Month

AHEAD = 3
SHARE = 0.8
# Two-sided 20% of the normal distribution.
_Z = 1.281552
SMOOTHING = 0.15
FEWEST_BEFORE = 24
# A range whose past cannot be told is not given.
FEWEST_TESTED = 12
_START = 6
# How well it did longer ago says less of how well it will do, and a page waits for every month of it.
LOOKED_BACK = 48


@dataclass(frozen=True)
class AheadMonth:
    """A month to come: the count expected, and the range that holds it in four cases of five."""

    month: Month
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class LookAhead:
    """The next months, and that `held` of the `tested` months of the past were inside such a range."""

    months: tuple[AheadMonth, ...]
    held: int
    tested: int


def look_ahead(
    months: Sequence[Month],
    counts: Sequence[float | None],
    *,
    phi: float,
    left_out: Collection[Month] = (),
    breaks: Collection[Month] = (),
) -> LookAhead | None:
    """The range for the three months after a run of months without a hole; a count of None is a gap.

    Exceptional months (`left_out`) are neither learnt from nor tested on; at the first month after a change
    of recording (`breaks`) the level starts again. `phi` is the series' dispersion at the area's level. None
    for a mean under 5, or where fewer than 12 months of the past can be tested (about 30 usable months).
    """
    usual = [
        None if count is None or month in left_out else float(count)
        for month, count in zip(months, counts, strict=True)
    ]
    known = [count for count in usual if count is not None]
    if not known or sum(known) / len(known) < FEWEST_COUNTED:
        return None
    misses: list[tuple[int, float]] = []
    held = tested = 0
    for origin in range(max(1, len(months) - LOOKED_BACK), len(months)):
        if sum(count is not None for count in usual[:origin]) < FEWEST_BEFORE:
            continue
        error = _standard_error([miss for place, miss in misses if place < origin], phi)
        expected = expect(months[:origin], usual[:origin], breaks=breaks)
        for place, value in enumerate(expected, start=origin):
            actual = usual[place] if place < len(months) else None
            if actual is None:
                continue
            miss = math.sqrt(actual) - math.sqrt(value)
            misses.append((place, miss))
            tested += 1
            low, high = _range(value, error)
            held += low <= actual <= high
    if tested < FEWEST_TESTED:
        return None
    error = _standard_error([miss for _, miss in misses], phi)
    return LookAhead(
        months=tuple(
            AheadMonth(months[-1] + step, value, *_range(value, error))
            for step, value in enumerate(expect(months, usual, breaks=breaks), start=1)
        ),
        held=held,
        tested=tested,
    )


def expect(
    months: Sequence[Month], usual: Sequence[float | None], *, breaks: Collection[Month] = ()
) -> tuple[float, ...]:
    """The counts expected of the three months after the last; None: a gap, or left out."""
    season = find_season(months, usual, breaks=breaks)
    factors = season.damped if season is not None else (1.0,) * 12
    known = [
        (month, count / month.days / factors[month.month - 1])
        for month, count in zip(months, usual, strict=True)
        if count is not None
    ]
    since = max((first for first in breaks if first <= months[-1]), default=months[0])
    after = [value for month, value in known if month >= since]
    values = after if len(after) >= _START else [value for _, value in known]
    level = sum(values[:_START]) / len(values[:_START])
    for value in values:
        level += SMOOTHING * (value - level)
    ahead = [months[-1] + step for step in range(1, AHEAD + 1)]
    return tuple(level * factors[month.month - 1] * month.days for month in ahead)


def _standard_error(misses: Sequence[float], phi: float) -> float:
    own = phi / 4
    if not misses:
        return math.sqrt(own)
    return math.sqrt(max(own, sum(miss * miss for miss in misses) / len(misses)))


def _range(value: float, error: float) -> tuple[float, float]:
    root = math.sqrt(value)
    return max(0.0, root - _Z * error) ** 2, (root + _Z * error) ** 2
