"""How much of the count few places hold, and whether that moved.

The curve of Lorenz orders places by count; the Gini coefficient says how far it is from all alike: 0, up to
nearly 1 for all in one place. Five offences over ten places cannot be alike, so with fewer offences than
places G is measured from the most even spread that whole offences allow (Bernasco and Steenbeek 2017, Journal
of Quantitative Criminology 33:3-22):

    G = (2·Σ i·y_i − n − 1) / n,  G' = max(1, n/c)·(G − 1) + 1    y_i shares, ascending; n places, c offences
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DRAWS = 500
_SEED = 2017
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Concentration:
    """`holding` of `places` hold at least half of the `total`; `gini` is the generalised coefficient."""

    holding: int
    places: int
    total: float
    gini: float


@dataclass(frozen=True)
class Move:
    """Two periods' concentration and whether it moved by more than usual variation.

    `usual` is how far the coefficient's difference goes in 95 of 100 pairs of periods whose places kept
    their shares.
    """

    now: Concentration
    before: Concentration
    usual: float
    beyond_usual: bool


def concentration(counts: Sequence[float]) -> Concentration | None:
    """Of the counts of all places, zeros included; None where nothing was counted.

    Raises ValueError for a negative count.
    """
    values = np.sort(np.asarray(counts, dtype=float))
    if len(values) and values[0] < 0:
        raise ValueError("a count under zero")
    total = float(values.sum())
    if total == 0:
        return None
    held = np.cumsum(values[::-1])
    return Concentration(
        holding=int(np.argmax(held >= total / 2)) + 1,
        places=len(values),
        total=total,
        gini=float(_gini(values[None, :])[0]),
    )


def concentration_move(now: Sequence[float], before: Sequence[float], *, phi: float) -> Move | None:
    """Whether the concentration of the same places moved between two periods; None where either is empty.

    If the places kept their shares, both periods are draws from the shares of both together, each place's
    count with a variance of φ times its mean (negative binomial; fixed seed). The difference of the two
    coefficients is beyond usual where it exceeds what 95 of 100 such pairs show. A φ under 1 is refused.
    """
    first, second = concentration(now), concentration(before)
    if len(now) != len(before) or phi < 1:
        raise ValueError("the same places are needed, and a dispersion of at least 1")
    if first is None or second is None:
        return None
    together = np.asarray(now, dtype=float) + np.asarray(before, dtype=float)
    shares = together / together.sum()
    source = np.random.default_rng(_SEED)
    drawn = [_draw(source, shares * period.total, phi) for period in (first, second)]
    apart = np.abs(_gini(drawn[0]) - _gini(drawn[1]))
    usual = float(np.quantile(apart, 0.95))
    return Move(now=first, before=second, usual=usual, beyond_usual=abs(first.gini - second.gini) > usual)


def _draw(source: np.random.Generator, means: _Floats, phi: float) -> _Floats:
    """(DRAWS, places) counts; places that never had any keep none."""
    size = (DRAWS, len(means))
    if phi == 1:
        return np.sort(source.poisson(means, size), axis=1).astype(float)
    lambdas = source.gamma(means / (phi - 1), size=size) * (phi - 1)
    return np.sort(source.poisson(lambdas), axis=1).astype(float)


def _gini(ascending: _Floats) -> _Floats:
    """Of each row of counts in ascending order; 0 for a row of nothing."""
    n = ascending.shape[1]
    total = ascending.sum(axis=1)
    counted = np.where(total > 0, total, 1.0)
    plain = (2 * (ascending @ np.arange(1, n + 1)) / counted - n - 1) / n
    return np.where(total > 0, np.maximum(1, n / counted) * (plain - 1) + 1, 0.0)
