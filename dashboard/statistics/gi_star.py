"""Clusters of high wards: Gi* of Ord and Getis, and how a ward's clusters went over time.

With x the rate of an area, the sum over a ward and its neighbours (w = 1 for each of them, the ward itself
included; W of them) is compared with what as many areas picked at random from all n would give:

    z = (Σ w·x − W·x̄) / (s·√((n·W − W²) / (n − 1)))        x̄ mean, s² = Σx²/n − x̄², over all areas

(Ord and Getis 1995, Geographical Analysis 27:286-306, equation 14 with binary weights.) Rates of wards are
skewed, a few town centres being several times the rest, and judged by the normal distribution 58 of 100
made-up counties without clusters have one. So how unusual a sum is comes from 20,000 random picks of W areas
out of the n, the same picks each time: 1 of 100. All areas of the county are tested whatever is on the page,
so a filter does not change the answer; the false discovery rate over all of them is held at 5% (Caldas de
Castro and Singer 2006, Geographical Analysis 38:180-208).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from dashboard.statistics.discovery import discoveries

PICKS = 20_000
_SEED = 1995
_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]
Course = Literal["new", "continuing", "fading", "not unusual"]


@dataclass(frozen=True)
class Cluster:
    """An area among its neighbours.

    `p` is how often a random pick of as many areas is as far from usual, on either side. `kind` is 'high' or
    'low' where it is called, else ''. `around` is the mean rate of itself and its neighbours, `overall` that
    of all areas; `neighbours` counts those with a rate.
    """

    z: float
    p: float
    kind: Literal["high", "low", ""]
    around: float
    overall: float
    neighbours: int


def gi_star(rates: Mapping[str, float | None], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Cluster]:
    """A cluster for every area that has a rate and a neighbour with one, by code.

    `rates` are those of every area of the county; None, or left out: not supplied, and no neighbour to
    others. `neighbours` lists the codes next to each one, itself not among them; those of an area need not
    name it in turn (the six nearest centres do not).
    """
    codes = sorted(code for code, value in rates.items() if value is not None)
    at = {code: place for place, code in enumerate(codes)}
    x = np.array([rates[code] for code in codes], dtype=float)
    pairs = [(at[code], at[other]) for code in codes for other in neighbours.get(code, ()) if other in at]
    here, there = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    beside = np.bincount(here, minlength=len(codes))
    w = beside + 1.0
    total = x + np.bincount(here, weights=x[there], minlength=len(codes)).astype(np.float64)
    n = len(codes)
    tested = np.flatnonzero((beside > 0) & (w < n))
    if not len(tested):
        return {}
    mean, spread = float(x.mean()), float(x.std())
    error = spread * np.sqrt((n * w - w**2)[tested] / (n - 1))
    # Rates that are all alike differ by rounding alone.
    even = spread <= 1e-12 * abs(mean)
    z = np.zeros(len(tested)) if even else (total - w * mean)[tested] / error
    p = _picked_p(x, totals=total[tested], sizes=(beside + 1)[tested])
    called = discoveries(p.tolist())
    return {
        codes[place]: Cluster(
            z=value,
            p=chance,
            kind=("high" if value > 0 else "low") if call else "",
            around=float(total[place] / w[place]),
            overall=mean,
            neighbours=int(beside[place]),
        )
        for place, value, chance, call in zip(tested.tolist(), z.tolist(), p.tolist(), called, strict=True)
    }


def _picked_p(x: _Floats, *, totals: _Floats, sizes: _Places) -> _Floats:
    """Two-sided: twice the share of random picks of `sizes` values of x whose sum is as high, or as low."""
    most = int(sizes.max())
    sums = np.cumsum(x[_picks(len(x), most)], axis=1)
    p = np.empty(len(totals))
    for size in np.unique(sizes).tolist():
        here = sizes == size
        drawn = np.sort(sums[:, size - 1])
        # A sum in another order may differ in its last digit: it is the same sum.
        slack = 1e-9 * float(np.abs(drawn).max())
        as_high = PICKS - np.searchsorted(drawn, totals[here] - slack, side="left")
        as_low = np.searchsorted(drawn, totals[here] + slack, side="right")
        p[here] = np.minimum(1.0, 2 * (1 + np.minimum(as_high, as_low)) / (PICKS + 1))
    return p


# A county, its two windows with and without what is hidden: a megabyte each.
@lru_cache(maxsize=8)
def _picks(n: int, most: int) -> npt.NDArray[np.int32]:
    """(PICKS, most) places out of n, none twice in a row: the same each time, so they are drawn once."""
    source = np.random.default_rng(_SEED)
    # The first `most` places of a shuffle, for all picks at once: swap each with one that comes later.
    order = np.tile(np.arange(n, dtype=np.int32), (PICKS, 1))
    rows = np.arange(PICKS)
    for place in range(most):
        other = source.integers(place, n, PICKS)
        order[rows, other], order[:, place] = order[:, place].copy(), order[rows, other]
    picked = order[:, :most].copy()
    picked.flags.writeable = False
    return picked


def course(high: Sequence[bool]) -> Course:
    """How an area's high clusters went over windows of time, the latest last, in the four plain words.

    New: a cluster now, none in the window before. Continuing: in both. Fading: in the one before, no longer
    now. A first window alone can only be new or not unusual.
    """
    now, before = (bool(high) and high[-1]), (len(high) > 1 and high[-2])
    if now:
        return "continuing" if before else "new"
    return "fading" if before else "not unusual"
