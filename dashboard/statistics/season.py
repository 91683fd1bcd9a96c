"""The season of a monthly count: each calendar month's share of the year, and whether there is a season.

Counts are fitted by quasi-Poisson regression: the logarithm of the count per day is a trend (straight pieces
of twelve months, with a step where recording changed) plus an effect of the calendar month. A month with
twice the days may hold twice the count, growth from year to year is no season, and months that are missing
or left out are simply not there. (McCullagh and Nelder 1989, Generalized Linear Models, chapters 6 and 9;
the trend and month effects take the place of the ratios to a moving average of classical decomposition,
which needs runs without gaps.)

The season is evident where the F test of the eleven month effects (the "stable seasonality" test of X-11,
with the fit's own dispersion, at least 1) gives p under 1%. With fewer than 24 months, a calendar month seen
only once, or a mean under 5, nothing is said.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.statistics.f_distribution import f_tail
from dashboard.statistics.poisson_fit import Fit, Runs, fit_runs, level_covariance
from data.month import Month

EVIDENT_P = 0.01
FEWEST_MONTHS = 24
FEWEST_COUNTED = 5
_TOLD_APART_P = 0.05
# Positive-part shrinkage of 11 effects towards none.
_SHRUNK = 9 / 11
# A piece of the trend needs half a year of months to stand on.
_LEAST_PIECE = 6
# Of a column, what the others leave of it where they make it up: 1e-15 of rounding.
_DEPENDENT = 1e-9
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Season:
    """`factors` are the calendar months' counts per day over the mean of the twelve, January first.

    `f` is the F test's, `phi` the dispersion around the fit (not under 1), `freedom` its degrees of freedom;
    `covariance` that of the twelve effects, twelve by twelve.
    """

    factors: tuple[float, ...]
    f: float
    phi: float
    freedom: int
    covariance: _Floats = field(repr=False, compare=False)

    @cached_property
    def p(self) -> float:
        """Of the F test."""
        return f_tail(self.f, above=11, below=self.freedom)

    @property
    def evident(self) -> bool:
        """Whether there is a season to adjust for."""
        return self.p < EVIDENT_P

    def factor(self, month: Month) -> float:
        """What a month's count per day is divided by: 1 where no season is evident."""
        return self.factors[month.month - 1] if self.evident else 1.0

    def told_apart(self, one: int, other: int) -> bool:
        """Whether two calendar months (1 to 12) differ by more than chance: t test of their effects."""
        i, j = one - 1, other - 1
        apart = math.log(self.factors[i] / self.factors[j]) ** 2
        cov = self.covariance
        variance = float(cov[i, i] + cov[j, j] - 2 * cov[i, j])
        return variance > 0 and f_tail(apart / variance, above=1, below=self.freedom) < _TOLD_APART_P


def find_season(
    months: Sequence[Month],
    counts: Sequence[float | None],
    *,
    left_out: Collection[Month] = (),
    breaks: Collection[Month] = (),
) -> Season | None:
    """The season of a run of months; None where there is too little to say.

    A count of None is a gap. `left_out` are the months of exceptional periods; `breaks` the first months
    after a change of recording, where the level may step.
    """
    known = [
        (month, float(count))
        for month, count in zip(months, counts, strict=True)
        if count is not None and month not in left_out
    ]
    found = _find_seasons([month for month, _ in known], [count for _, count in known], [len(known)], breaks)
    if found is None:
        return None
    centre = np.eye(12) - 1 / 12
    spread = level_covariance(found.runs, found.fit)[0]
    return Season(
        factors=tuple(found.factors[0].tolist()),
        f=float(found.f[0]),
        phi=float(found.phi[0]),
        freedom=int(found.freedom[0]),
        covariance=centre @ spread @ centre * found.phi[0],
    )


def damped_factors(
    months: Sequence[Month],
    counts: Sequence[float],
    lengths: Sequence[int],
    *,
    breaks: Collection[Month] = (),
) -> _Floats:
    """Of the first so many of some known months, for each of the lengths: what to expect of months to come.

    The factors (lengths x 12) drawn towards 1 by what of their spread is chance; 1 where there is too little
    to say. Factors of few years are too far apart. Their logarithms times (1 − 9/(11·F)), at least 0, is
    James and Stein's estimator (1961) of 11 effects; Miller and Williams (2003, International Journal of
    Forecasting 19:669-684) show that forecasts gain by it.
    """
    damped = np.ones((len(lengths), 12))
    found = _find_seasons(months, counts, sorted(set(lengths)), breaks)
    if found is not None:
        weight = 1 - _SHRUNK / np.maximum(found.f, _SHRUNK)
        factors = found.factors ** weight[:, None]
        # No count can be divided by nothing: a season with such a month is none to expect again.
        factors[(factors == 0).any(axis=1)] = 1
        held = dict(zip(found.lengths, factors, strict=True))
        for place, length in enumerate(lengths):
            damped[place] = held.get(length, 1.0)
    return damped


@dataclass(frozen=True, eq=False)
class _Seasons:
    """What `Season` says, of several lengths of one run, along the first axis of each."""

    lengths: Sequence[int]
    factors: _Floats
    f: _Floats
    phi: _Floats
    freedom: npt.NDArray[np.int64]
    runs: Runs
    fit: Fit


def _find_seasons(
    months: Sequence[Month], counts: Sequence[float], lengths: Sequence[int], breaks: Collection[Month]
) -> _Seasons | None:
    """The seasons of the first so many months, where there is enough to say; None for none."""
    y = np.array(counts, dtype=np.float64)
    indices = tuple(month.index for month in months)
    number = np.array(indices, dtype=np.int64) % 12
    # A break between two known months is one step, wherever between them it is.
    steps = sorted({bisect_left(indices, first.index) for first in breaks})
    found = [
        (length, trend)
        for length in _long_enough(y, number, lengths)
        for trend in [_trend(indices[:length], tuple(step for step in steps if 0 < step < length))]
        if trend is not None
    ]
    if not found:
        return None
    kept, trends = zip(*found, strict=True)
    longest = max(kept)
    trend = np.zeros((len(found), max(len(columns) for columns in trends), longest))
    own = np.zeros((len(found), longest))
    for place, (length, columns) in enumerate(found):
        trend[place, : len(columns), :length] = columns
        own[place, :length] = 1
    runs = Runs(
        counts=y[:longest],
        own=own,
        trend=trend,
        group=number[:longest],
        offset=np.log(np.array([float(month.days) for month in months[:longest]])),
    )
    fit = fit_runs(runs)
    level = replace(runs, group=np.zeros_like(runs.group))
    plain = fit_runs(level)
    freedom = np.array(kept) - 12 - np.array([len(columns) for columns in trends])
    phi = np.maximum(1.0, runs.chi_squared(fit.fitted) / freedom)
    factors = np.exp(fit.levels - fit.levels.mean(axis=1, keepdims=True))
    return _Seasons(
        lengths=kept,
        factors=factors / factors.mean(axis=1, keepdims=True),
        f=(runs.deviance(plain.fitted) - runs.deviance(fit.fitted)) / 11 / phi,
        phi=phi,
        freedom=freedom,
        runs=runs,
        fit=fit,
    )


def _long_enough(y: _Floats, number: npt.NDArray[np.int64], lengths: Sequence[int]) -> list[int]:
    """The lengths with 24 months, every calendar month twice, and a mean of 5."""
    seen = np.eye(12)[number].cumsum(axis=0)
    total = y.cumsum()
    return [
        length
        for length in lengths
        if length >= FEWEST_MONTHS
        and seen[length - 1].min() >= 2
        and total[length - 1] / length >= FEWEST_COUNTED
    ]


# Every series and area is looked back on from the same months. Of ten years one takes 10 KB.
@lru_cache(maxsize=512)
def _trend(indices: tuple[int, ...], steps: tuple[int, ...]) -> _Floats | None:
    """A slope, a bend every twelve months back from the last one, and a step at each place of `steps`.

    Columns x months, none of which is a sum of others and a level. None where they leave no freedom, or
    cannot be told from the effects of calendar months.
    """
    t = np.array(indices, dtype=np.float64) - indices[0]
    bends = np.arange(t[-1] - 12, _LEAST_PIECE - 1, -12)
    columns = [t / 12, *(np.maximum(0, t - bend) / 12 for bend in bends)]
    columns += [(np.arange(len(t)) >= step).astype(np.float64) for step in steps]
    trend = np.array(columns)
    number = np.array(indices) % 12
    if not _told_from_months(trend, number):
        trend = _independent(trend)
    return trend if len(t) > 12 + len(trend) and _told_from_months(trend, number) else None


def _told_from_months(trend: _Floats, number: npt.NDArray[np.int64]) -> bool:
    """Whether the columns are independent of each other and of the effects of calendar months."""
    effects = np.eye(12)[number]
    means = trend @ effects / effects.sum(axis=0)
    return bool(np.linalg.matrix_rank(trend - means[:, number]) == len(trend))


def _independent(columns: _Floats) -> _Floats:
    """The columns without those that are sums of earlier ones and a level."""
    base = np.full((1, columns.shape[1]), columns.shape[1] ** -0.5)
    kept = []
    for column in columns:
        left = column - (base @ column) @ base
        # Once more: the first time leaves what rounding makes of it.
        left -= (base @ left) @ base
        size = float(np.linalg.norm(left))
        if size > _DEPENDENT * float(np.linalg.norm(column)):
            kept.append(column)
            base = np.vstack([base, left / size])
    return np.array(kept)
