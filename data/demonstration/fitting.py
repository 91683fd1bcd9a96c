"""Whole numbers that satisfy linear bounds and lie close to the numbers drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack

Counts = NDArray[np.int64]
Values = NDArray[np.float64]

# The cost of moving a number away from what was drawn, in units of its own standard deviation: dearer the
# further it goes, so that many numbers move a little rather than one a lot.
_STEPS: Final = ((0.3, 1.0), (0.7, 2.5), (2.0, 6.0), (np.inf, 20.0))
_GAP: Final = 0.2
_REACHES: Final = (1, 2, 4, 16)


class NoSuchCountsError(Exception):
    """The bounds contradict one another."""


@dataclass(frozen=True)
class Row:
    """low ≤ Σ weights × numbers[where] ≤ high."""

    where: Counts
    weights: Values
    low: float
    high: float


def nearest_whole(drawn: Values, rows: Sequence[Row]) -> Counts:
    """Non-negative whole numbers, shape of `drawn`, that keep every row and lie near `drawn`.

    First the best numbers with fractions (a linear programme: 0.1 s where asking for whole ones at once takes
    30 s), then whole ones close to those. Raises NoSuchCountsError when no numbers keep all rows.
    """
    best = _nearest(drawn, rows)
    for reach in _REACHES:
        found = _rounded(best, rows, reach=reach)
        if found is not None:
            return found
    raise NoSuchCountsError("no whole numbers keep all bounds")


def _nearest(drawn: Values, rows: Sequence[Row]) -> Values:
    """number = drawn + Σ steps up − Σ steps down, at the least cost."""
    size, start = len(drawn), np.rint(drawn)
    deviation = np.sqrt(start + 1.0)
    one = eye_array(size, format="csr")
    balance = hstack([one, *[-one] * len(_STEPS), *[one] * len(_STEPS)], format="csr")
    columns = balance.shape[1]
    widths = [deviation * width for width, _ in _STEPS]
    result = milp(
        np.concatenate([np.zeros(size), *[weight / deviation for _, weight in _STEPS] * 2]),
        bounds=(np.zeros(columns), np.concatenate([np.full(size, np.inf), *widths * 2])),
        constraints=[LinearConstraint(balance, start, start), *_stated(rows, columns)],
    )
    if result.x is None:
        raise NoSuchCountsError(str(result.message))
    best: Values = result.x[:size]
    return best


def _rounded(best: Values, rows: Sequence[Row], *, reach: int) -> Counts | None:
    """Whole numbers that keep the rows, at most about `reach` from `best`; None when there are none."""
    size = len(best)
    one = eye_array(size, format="csr")
    weight = 1 / np.sqrt(best + 1.0)
    low, high = np.floor(np.maximum(best - reach, 0)), np.ceil(best + reach)
    result = milp(
        np.concatenate([np.zeros(size), weight, weight]),
        integrality=np.concatenate([np.ones(size), np.zeros(2 * size)]),
        bounds=(np.concatenate([low, np.zeros(2 * size)]), np.concatenate([high, np.full(2 * size, np.inf)])),
        constraints=[LinearConstraint(hstack([one, -one, one]), best, best), *_stated(rows, 3 * size)],
        options={"mip_rel_gap": _GAP},
    )
    if result.x is None:
        return None
    found: Counts = np.rint(result.x[:size]).astype(np.int64)
    return found


def _stated(rows: Sequence[Row], columns: int) -> list[LinearConstraint]:
    if not rows:
        return []
    counts = [len(row.where) for row in rows]
    matrix = coo_array(
        (
            np.concatenate([row.weights for row in rows]),
            (np.repeat(np.arange(len(rows)), counts), np.concatenate([row.where for row in rows])),
        ),
        shape=(len(rows), columns),
    )
    low, high = np.array([row.low for row in rows]), np.array([row.high for row in rows])
    return [LinearConstraint(csr_array(matrix), low, high)]


def proportional(drawn: Values, *, down: Counts, across: Counts, rounds: int = 200) -> Values:
    """A table with the given row sums (`down`) and column sums (`across`), proportional to `drawn`.

    Iterative proportional fitting (Deming and Stephan 1940). Empty cells get a little, so that no margin is
    out of reach.
    """
    table: Values = drawn + 1e-6 + 0.02 * np.outer(down, across) / max(across.sum(), 1)
    for _ in range(rounds):
        table *= (down / np.maximum(table.sum(axis=1), 1e-12))[:, None]
        table *= across / np.maximum(table.sum(axis=0), 1e-12)
        if np.abs(table.sum(axis=1) - down).max() < 1e-6:
            break
    return table


def whole_table(drawn: Values, *, down: Counts, across: Counts) -> Counts:
    """A table of whole numbers with exactly these row and column sums, each at most one from proportional.

    What is left after rounding down is a transport problem, whose corner solutions are whole.
    Raises NoSuchCountsError when the sums of the margins differ.
    """
    if down.sum() != across.sum():
        raise NoSuchCountsError(f"rows sum to {down.sum()}, columns to {across.sum()}")
    table = proportional(drawn, down=down, across=across)
    base = np.floor(table + 1e-9)
    fraction = table - base
    height, width = table.shape
    cells = np.arange(height * width).reshape(height, width)
    need = np.concatenate([down - base.sum(axis=1), across - base.sum(axis=0)])
    where = np.concatenate([cells.ravel(), cells.ravel()])
    line = np.concatenate([np.repeat(np.arange(height), width), height + np.tile(np.arange(width), height)])
    matrix = csr_array(
        coo_array((np.ones(2 * height * width), (line, where)), shape=(height + width, height * width))
    )
    result = milp(
        -fraction.ravel(),
        integrality=np.ones(height * width),
        bounds=(np.zeros(height * width), np.where(fraction.ravel() > 1e-9, 1.0, 0.0) + 1.0),
        constraints=[LinearConstraint(matrix, need, need)],
    )
    if result.x is None:
        raise NoSuchCountsError(str(result.message))
    found: Counts = (base + np.rint(result.x).reshape(height, width)).astype(np.int64)
    return found


def resized(counts: Counts, total: int, *, rng: np.random.Generator) -> Counts:
    """The same counts with another sum, by single offences taken away or added at random.

    Taking away is sampling without replacement; adding favours the cells that have some.
    """
    flat = counts.ravel()
    have = int(flat.sum())
    if total <= have:
        kept = rng.multivariate_hypergeometric(flat, total, method="marginals")
    else:
        weight = flat + 0.05
        kept = flat + rng.multinomial(total - have, weight / weight.sum())
    return kept.reshape(counts.shape)
