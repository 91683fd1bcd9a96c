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

import numpy as np
import numpy.typing as npt

from dashboard.statistics.season import FEWEST_COUNTED, damped_factors
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
_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]


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
    known_before = np.cumsum([0, *(count is not None for count in usual)])
    tried = [
        origin
        for origin in range(max(1, len(months) - LOOKED_BACK), len(months))
        if known_before[origin] >= FEWEST_BEFORE
    ]
    # The last origin is now: what it expects has not come yet.
    origins = np.array([*tried, len(months)])
    expected = _expect(months, usual, origins, breaks)
    places = origins[:, None] + np.arange(AHEAD)
    came = np.array([math.nan if count is None else count for count in [*usual, *[None] * AHEAD]])
    actual = came[places]
    misses = np.sqrt(actual) - np.sqrt(expected)
    told = np.isfinite(misses)
    tested = int(told.sum())
    if tested < FEWEST_TESTED:
        return None
    low, high = _range(expected, _standard_errors(misses, places, phi))
    inside = (low <= actual) & (actual <= high)
    return LookAhead(
        months=tuple(
            AheadMonth(months[-1] + step, *(float(end[-1, step - 1]) for end in (expected, low, high)))
            for step in range(1, AHEAD + 1)
        ),
        held=int(inside.sum()),
        tested=tested,
    )


def expect(
    months: Sequence[Month], usual: Sequence[float | None], *, breaks: Collection[Month] = ()
) -> tuple[float, ...]:
    """The counts expected of the three months after the last; None: a gap, or left out."""
    return tuple(_expect(months, usual, np.array([len(months)]), breaks)[0].tolist())


def _expect(
    months: Sequence[Month], usual: Sequence[float | None], origins: _Places, breaks: Collection[Month]
) -> _Floats:
    """The same of the first so many months, for each of the origins (origins x 3)."""
    known = np.array([place for place, count in enumerate(usual) if count is not None])
    counts = np.array([usual[place] for place in known], dtype=np.float64)
    held = [months[place] for place in known]
    lengths = np.searchsorted(known, origins)
    factors = damped_factors(held, counts.tolist(), lengths.tolist(), breaks=breaks)
    daily = counts / [month.days for month in held] / factors[:, [month.month - 1 for month in held]]
    level = (daily * _weights(months, known, origins, lengths, breaks)).sum(axis=1)
    calendar = [*months, *(months[-1] + step for step in range(1, AHEAD + 1))]
    ahead = origins[:, None] + np.arange(AHEAD)
    days = np.array([month.days for month in calendar])[ahead]
    number = np.array([month.month - 1 for month in calendar])[ahead]
    found: _Floats = level[:, None] * np.take_along_axis(factors, number, axis=1) * days
    return found


def _weights(
    months: Sequence[Month],
    known: _Places,
    origins: _Places,
    lengths: _Places,
    breaks: Collection[Month],
) -> _Floats:
    """What each known month weighs in the level at each origin (origins x known months).

    The smoothing written out: a month weighs 15%, and 15% less for every one since. It starts at the mean of
    the first six after the last change of recording, or of all where it has not six.
    """
    firsts = np.sort([first.index - months[0].index for first in breaks])
    since = np.concatenate([[0], firsts])[np.searchsorted(firsts, origins - 1, side="right")]
    start = np.searchsorted(known, since)
    start = np.where(lengths - start >= _START, start, 0)[:, None]
    end = lengths[:, None]
    place = np.arange(len(known))
    kept = (1 - SMOOTHING) ** np.maximum(0, end - 1 - place) * SMOOTHING
    first = np.minimum(_START, end - start)
    kept += np.where(place < start + first, (1 - SMOOTHING) ** (end - start) / first, 0.0)
    return np.where((start <= place) & (place < end), kept, 0.0)


def _standard_errors(misses: _Floats, places: _Places, phi: float) -> _Floats:
    """What was known at each origin (origins x 1) of the misses at places before it; NaN: not told."""
    told = np.isfinite(misses)
    ends = np.arange(places.max() + 2)
    squares = np.bincount(places[told], misses[told] ** 2, len(ends)).cumsum()
    number = np.bincount(places[told], minlength=len(ends)).cumsum()
    before = places[:, 0] - 1
    mean = squares[before] / np.maximum(1, number[before])
    found: _Floats = np.sqrt(np.maximum(phi / 4, mean))[:, None]
    return found


def _range(value: _Floats, error: _Floats) -> tuple[_Floats, _Floats]:
    root = np.sqrt(value)
    return np.maximum(0.0, root - _Z * error) ** 2, (root + _Z * error) ** 2
