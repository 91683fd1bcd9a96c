"""Poisson regressions of several runs of one series at once: a trend, and the level of each group of months.

A look back fits a series up to dozens of months, each time with another trend. One after the other most of
that time passes between numpy's calls, so the runs are one stack, in which what lies after a run's end weighs
nothing. The groups' levels are taken out of each weighted least squares before it is solved (Frisch and Waugh
1933, Econometrica 1:387-401; Lovell 1963, Journal of the American Statistical Association 58:993-1010): only
the trend is left, half of the columns.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_ROUNDS = 50
_LEAST_WEIGHT = 1e-6
_MOVED = 1e-6
_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Runs:
    """What is fitted: `counts` (of n months) up to the end of each run, and how.

    `own` is 1 for the months of a run and 0 after its end (runs x n), `trend` its columns (runs x columns x
    n), 0 where a run has fewer; `group` says which group each month is in (n, from 0, each in every run), and
    `offset` is the logarithm of its days (n). A run's columns and groups are independent of each other.
    """

    counts: _Floats
    own: _Floats
    trend: _Floats
    group: _Places
    offset: _Floats

    def deviance(self, fitted: _Floats) -> _Floats:
        """Of each run."""
        ratio = np.where(self.counts > 0, self.counts / fitted, 1.0)
        each = self.counts * np.log(ratio) - (self.counts - fitted)
        found: _Floats = 2 * np.sum(each * self.own, axis=1)
        return found

    def chi_squared(self, fitted: _Floats) -> _Floats:
        """Pearson's, of each run."""
        found: _Floats = np.sum((self.counts - fitted) ** 2 / fitted * self.own, axis=1)
        return found


@dataclass(frozen=True, eq=False)
class Fit:
    """Counts fitted to each run (runs x n) and the levels of its groups (runs x groups), in logarithms."""

    fitted: _Floats
    levels: _Floats


@dataclass(frozen=True, eq=False)
class _Swept:
    """The trend without what the groups explain of it, at given weights.

    `held` is the weight of each group, `share` the mean of each column in it; `apart` what is left of the
    columns and `left` their information.
    """

    held: _Floats
    share: _Floats
    apart: _Floats
    left: _Floats


def fit_runs(runs: Runs) -> Fit:
    """By iterated weighted least squares, until no coefficient of any run moves."""
    groups = _indicators(runs)
    start = np.broadcast_to(np.log(runs.counts + 0.5), runs.own.shape)
    eta = start.copy()
    slopes: _Floats = np.zeros(runs.trend.shape[:2])
    levels: _Floats = np.zeros((len(runs.own), groups.shape[1]))
    off: npt.NDArray[np.bool_] = np.zeros(len(runs.own), dtype=np.bool_)
    for _ in range(_ROUNDS):
        # Where a fit runs off towards nothing, its weights span too much for the normal equations.
        off |= _least(runs, eta) <= math.log(_LEAST_WEIGHT)
        eta[off] = start[off]
        mu = np.exp(eta)
        weights = mu * runs.own
        worked = eta - runs.offset + (runs.counts - mu) / mu
        swept = _sweep(runs, groups, weights)
        means = (weights * worked) @ groups / swept.held
        right = swept.apart @ (weights * (worked - means[:, runs.group]))[:, :, None]
        new = np.linalg.solve(swept.left, right)[:, :, 0].astype(np.float64)
        new_levels = means - (new[:, None, :] @ swept.share)[:, 0]
        eta = (new[:, None, :] @ runs.trend)[:, 0] + new_levels[:, runs.group] + runs.offset
        moved = np.maximum(np.abs(new - slopes).max(axis=1), np.abs(new_levels - levels).max(axis=1))
        slopes, levels = new, new_levels
        # Each step squares the error: after one of a millionth less than 1e-11 is left.
        if (off | (moved < _MOVED)).all():
            break
    eta[off] = start[off]
    fitted = np.exp(eta)
    for run in np.flatnonzero(off).tolist():
        fitted[run], levels[run] = _fit_alone(runs, groups, run)
    return Fit(fitted, levels)


def _least(runs: Runs, eta: _Floats) -> _Floats:
    """The least of each run's weights over the most, as logarithm."""
    least = np.where(runs.own > 0, eta, np.inf).min(axis=1)
    found: _Floats = least - np.where(runs.own > 0, eta, -np.inf).max(axis=1)
    return found


def _fit_alone(runs: Runs, groups: _Floats, run: int) -> tuple[_Floats, _Floats]:
    """The counts fitted to one run and the levels of its groups, by least squares that take any weights."""
    own = runs.own[run] > 0
    y, offset, inside = runs.counts[own], runs.offset[own], groups[own]
    trend = runs.trend[run][runs.trend[run].any(axis=1)][:, own]
    design = np.vstack([np.ones(len(y)), trend, (inside[:, :-1] - inside[:, -1:]).T]).T
    eta = np.log(y + 0.5)
    beta: _Floats = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        mu = np.exp(eta)
        root = np.sqrt(mu)
        new = np.linalg.lstsq(design * root[:, None], (eta - offset + (y - mu) / mu) * root, rcond=None)[0]
        # A group that is always empty has a level of minus infinity: stop where it makes no odds.
        eta = np.clip(design @ new, -20, 20) + offset
        moved = np.abs(new - beta).max()
        beta = new
        if moved < _MOVED:
            break
    fitted = np.ones(len(own))
    fitted[own] = np.exp(eta)
    effects = beta[1 + len(trend) :]
    return fitted, beta[0] + np.append(effects, -effects.sum())


def level_covariance(runs: Runs, fit: Fit) -> _Floats:
    """Of the levels of each run (runs x groups x groups): their block of Fisher's information inverted."""
    swept = _sweep(runs, _indicators(runs), fit.fitted * runs.own)
    inverse = np.linalg.pinv(swept.left, hermitian=True)
    found: _Floats = swept.share.transpose(0, 2, 1) @ inverse @ swept.share
    places = np.arange(found.shape[1])
    found[:, places, places] += 1 / swept.held
    return found


def _indicators(runs: Runs) -> _Floats:
    return np.eye(runs.group.max() + 1)[runs.group]


def _sweep(runs: Runs, groups: _Floats, weights: _Floats) -> _Swept:
    held = weights @ groups
    share = (runs.trend * weights[:, None, :]) @ groups / held[:, None, :]
    apart = (runs.trend - share[:, :, runs.group]) * runs.own[:, None, :]
    left = (apart * weights[:, None, :]) @ apart.transpose(0, 2, 1)
    # A column that a run has not got has no slope.
    places = np.arange(left.shape[1])
    left[:, places, places] += ~runs.trend.any(axis=2)
    return _Swept(held, share, apart, left)
