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
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dashboard.statistics.f_distribution import f_tail
from data.month import Month

EVIDENT_P = 0.01
FEWEST_MONTHS = 24
FEWEST_COUNTED = 5
_TOLD_APART_P = 0.05
_ROUNDS = 50
# Positive-part shrinkage of 11 effects towards none.
_SHRUNK = 9 / 11
# A piece of the trend needs half a year of months to stand on.
_LEAST_PIECE = 6
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Season:
    """`factors` are the calendar months' counts per day over the mean of the twelve, January first.

    `f` and `p` are the F test's, `phi` the dispersion around the fit (not under 1), `freedom` its degrees of
    freedom.
    """

    factors: tuple[float, ...]
    f: float
    p: float
    phi: float
    freedom: int
    covariance: tuple[tuple[float, ...], ...] = field(repr=False)

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
        variance = cov[i][i] + cov[j][j] - 2 * cov[i][j]
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
    seen = [sum(month.month == number for month, _ in known) for number in range(1, 13)]
    if len(known) < FEWEST_MONTHS or min(seen) < 2:
        return None
    y = np.array([count for _, count in known])
    if y.mean() < FEWEST_COUNTED:
        return None
    days = np.array([float(month.days) for month, _ in known])
    trend = _trend([month for month, _ in known], breaks)
    effects = _effects([month for month, _ in known])
    with_season = np.column_stack([trend, effects])
    rank, plain_rank = (int(np.linalg.matrix_rank(design)) for design in (with_season, trend))
    freedom = len(y) - rank
    if freedom < 1 or rank - plain_rank < 11:
        return None
    fitted, beta = _fit(y, with_season, days)
    plain, _ = _fit(y, trend, days)
    phi = max(1.0, float(np.sum((y - fitted) ** 2 / fitted)) / freedom)
    f = (_deviance(y, plain) - _deviance(y, fitted)) / 11 / phi
    spread = np.linalg.pinv(with_season.T @ (with_season * fitted[:, None])) * phi
    # The twelfth effect is minus the sum of the others.
    to_twelve = np.vstack([np.eye(11), -np.ones(11)])
    month_effects = to_twelve @ beta[-11:]
    factors = np.exp(month_effects)
    covariance = to_twelve @ spread[-11:, -11:] @ to_twelve.T
    return Season(
        factors=tuple((factors / factors.mean()).tolist()),
        f=f,
        p=f_tail(f, above=11, below=freedom),
        phi=phi,
        freedom=freedom,
        covariance=tuple(tuple(row) for row in covariance.tolist()),
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


def _fit(y: _Floats, design: _Floats, days: _Floats) -> tuple[_Floats, _Floats]:
    """Fitted counts and coefficients of a Poisson regression, by iterated weighted least squares."""
    offset = np.log(days)
    eta = np.log(y + 0.5)
    beta: _Floats = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        mu = np.exp(eta)
        root = np.sqrt(mu)
        worked = eta - offset + (y - mu) / mu
        solved = np.linalg.lstsq(design * root[:, None], worked * root, rcond=None)[0]
        new: _Floats = solved.astype(np.float64)
        # A month that is always empty has an effect of minus infinity: stop where it makes no odds.
        eta = np.clip(design @ new, -20, 20) + offset
        done = bool(np.max(np.abs(new - beta)) < 1e-9)
        beta = new
        if done:
            break
    return np.exp(eta), beta


def _deviance(y: _Floats, fitted: _Floats) -> float:
    ratio = np.where(y > 0, y / fitted, 1.0)
    return 2 * float(np.sum(y * np.log(ratio) - (y - fitted)))
