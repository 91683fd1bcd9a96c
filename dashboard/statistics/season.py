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
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.statistics.f_distribution import f_tail
from data.month import Month

EVIDENT_P = 0.01
FEWEST_MONTHS = 24
FEWEST_COUNTED = 5
_TOLD_APART_P = 0.05
_ROUNDS = 50
_LEAST_WEIGHT = 1e-6
# Positive-part shrinkage of 11 effects towards none.
_SHRUNK = 9 / 11
# A piece of the trend needs half a year of months to stand on.
_LEAST_PIECE = 6
_Floats = npt.NDArray[np.float64]
# The twelfth month's effect is minus the sum of the others.
_TO_TWELVE: _Floats = np.vstack([np.eye(11), -np.ones(11)])


@dataclass(frozen=True)
class Season:
    """`factors` are the calendar months' counts per day over the mean of the twelve, January first.

    `f` is the F test's, `phi` the dispersion around the fit (not under 1), `freedom` its degrees of freedom;
    `information` is Fisher's of the coefficients, the month effects last.
    """

    factors: tuple[float, ...]
    f: float
    phi: float
    freedom: int
    information: _Floats = field(repr=False, compare=False)

    # A look back over ten years fits a hundred seasons and asks none of them for the next two.
    @cached_property
    def p(self) -> float:
        """Of the F test."""
        return f_tail(self.f, above=11, below=self.freedom)

    @cached_property
    def covariance(self) -> _Floats:
        """Of the twelve month effects, twelve by twelve."""
        spread = np.linalg.pinv(self.information, hermitian=True) * self.phi
        found: _Floats = _TO_TWELVE @ spread[-11:, -11:] @ _TO_TWELVE.T
        return found

    @property
    def evident(self) -> bool:
        """Whether there is a season to adjust for."""
        return self.p < EVIDENT_P

    def factor(self, month: Month) -> float:
        """What a month's count per day is divided by: 1 where no season is evident."""
        return self.factors[month.month - 1] if self.evident else 1.0

    @property
    def damped(self) -> tuple[float, ...]:
        """The factors drawn towards 1 by what of their spread is chance: what to expect of months to come.

        Factors of few years are too far apart. Their logarithms times (1 − 9/(11·F)), at least 0, is James
        and Stein's estimator (1961) of 11 effects; Miller and Williams (2003, International Journal of
        Forecasting 19:669-684) show that forecasts gain by it.
        """
        weight = max(0.0, 1 - _SHRUNK / self.f) if self.f > 0 else 0.0
        return tuple(factor**weight for factor in self.factors)

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
    seen = Counter(month.month for month, _ in known)
    if len(known) < FEWEST_MONTHS or len(seen) < 12 or min(seen.values()) < 2:
        return None
    y = np.array([count for _, count in known])
    if y.mean() < FEWEST_COUNTED:
        return None
    design = _design(tuple(month for month, _ in known), frozenset(breaks))
    with_season = design.with_season
    freedom = len(y) - design.rank
    if freedom < 1 or design.rank - design.plain_rank < 11:
        return None
    fitted, beta = _fit(y, with_season, design.offset, whole=design.rank == with_season.shape[1])
    plain, _ = _fit(y, design.trend, design.offset, whole=design.plain_rank == design.trend.shape[1])
    phi = max(1.0, float(np.sum((y - fitted) ** 2 / fitted)) / freedom)
    f = (_deviance(y, plain) - _deviance(y, fitted)) / 11 / phi
    factors = np.exp(_TO_TWELVE @ beta[-11:])
    return Season(
        factors=tuple((factors / factors.mean()).tolist()),
        f=f,
        phi=phi,
        freedom=freedom,
        information=(with_season.T * fitted) @ with_season,
    )


@dataclass(frozen=True, eq=False)
class _Design:
    """What is fitted to a run of months whatever its counts: with and without the calendar months' effects.

    `offset` is the logarithm of each month's days; the ranks are those of the two designs.
    """

    trend: _Floats
    with_season: _Floats
    offset: _Floats
    rank: int
    plain_rank: int


# Every series and area is looked back on from the same months. Of ten years one takes 30 KB.
@lru_cache(maxsize=256)
def _design(months: tuple[Month, ...], breaks: frozenset[Month]) -> _Design:
    trend = _trend(months, breaks)
    with_season = np.column_stack([trend, _effects(months)])
    return _Design(
        trend=trend,
        with_season=with_season,
        offset=np.log(np.array([float(month.days) for month in months])),
        rank=int(np.linalg.matrix_rank(with_season)),
        plain_rank=int(np.linalg.matrix_rank(trend)),
    )


def _trend(months: Sequence[Month], breaks: Collection[Month]) -> _Floats:
    """A level, a slope, a bend every twelve months back from the last one, and a step at each break."""
    t = np.array([float(month.index - months[0].index) for month in months])
    columns = [np.ones_like(t), t / 12]
    bend = t[-1] - 12
    while bend >= _LEAST_PIECE:
        columns.append(np.maximum(0, t - bend) / 12)
        bend -= 12
    for first in sorted(set(breaks)):
        after = np.array([float(month >= first) for month in months])
        if 0 < after.sum() < len(t):
            columns.append(after)
    return np.column_stack(columns)


def _effects(months: Sequence[Month]) -> _Floats:
    """Eleven columns of calendar months that sum to zero with the twelfth."""
    numbers = np.array([month.month for month in months])
    effects: _Floats = (numbers[:, None] == np.arange(1, 12)[None, :]).astype(np.float64)
    effects[numbers == 12] = -1
    return effects


def _fit(y: _Floats, design: _Floats, offset: _Floats, *, whole: bool) -> tuple[_Floats, _Floats]:
    """Fitted counts and coefficients of a Poisson regression, by iterated weighted least squares.

    `whole`: the design's columns are independent. The normal equations then take a fifth of the time.
    """
    eta = np.log(y + 0.5)
    beta: _Floats = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        mu = np.exp(eta)
        worked = eta - offset + (y - mu) / mu
        new = _weighted(design, worked, mu, whole=whole)
        # A month that is always empty has an effect of minus infinity: stop where it makes no odds.
        eta = np.clip(design @ new, -20, 20) + offset
        # Each step squares the error: after one of a millionth less than 1e-11 is left.
        done = bool(np.abs(new - beta).max() < 1e-6)
        beta = new
        if done:
            break
    return np.exp(eta), beta


def _weighted(design: _Floats, worked: _Floats, weights: _Floats, *, whole: bool) -> _Floats:
    """The coefficients of one weighted least squares."""
    # Where a fit runs off towards nothing, its weights span too much for the normal equations.
    if whole and weights.min() > _LEAST_WEIGHT * weights.max():
        weighted = design.T * weights
        return np.linalg.solve(weighted @ design, weighted @ worked).astype(np.float64)
    root = np.sqrt(weights)
    return np.linalg.lstsq(design * root[:, None], worked * root, rcond=None)[0].astype(np.float64)


def _deviance(y: _Floats, fitted: _Floats) -> float:
    ratio = np.where(y > 0, y / fitted, 1.0)
    return 2 * float(np.sum(y * np.log(ratio) - (y - fitted)))
