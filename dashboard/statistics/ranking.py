"""Ranks of rates, with how far each rank could be another one by chance.

A league table of a dozen districts looks exact and is not. Here each area's true rate is drawn many times
from what its count says of it, and the ranks of every draw are counted (Goldstein and Spiegelhalter 1996,
Journal of the Royal Statistical Society A 159:385-443; Marshall and Spiegelhalter 1998, BMJ 316:1701-1704).
The draws come from a fixed seed: the same counts always give the same ranges.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.statistics.intervals import Interval
from dashboard.statistics.rates import Rank, ordinal, rank_values, rate, rate_interval

DRAWS = 4000
_SEED = 1996
_OUTER = (0.025, 0.975)


@dataclass(frozen=True)
class RankedRate:
    """A rate with its 95% interval, its rank as printed, and the ranks `first` to `last` it could have (95%).

    Rank 1 is the highest rate, or the lowest with `lowest_first`.
    """

    rate: float
    interval: Interval
    rank: Rank
    first: int
    last: int
    lowest_first: bool

    @property
    def words(self) -> str:
        """'3rd highest (2nd-6th) of 12', 'joint highest (1st-3rd) of 12', '2nd lowest (2nd) of 13'."""
        place = "" if self.rank.position == 1 else f"{ordinal(self.rank.position)} "
        between = ordinal(self.first)
        if self.last != self.first:
            between += f"-{ordinal(self.last)}"
        end = "lowest" if self.lowest_first else "highest"
        return f"{'joint ' if self.rank.joint else ''}{place}{end} ({between}) of {self.rank.of}"


def rank_rates(
    counts: Sequence[float | None],
    populations: Sequence[float | None],
    *,
    phi: float,
    per: float,
    decimals: int = 1,
    lowest_first: bool = False,
) -> tuple[RankedRate | None, ...]:
    """Rank areas by count per `per` of population, in the order given.

    An area without a count or without anybody to count has no rank and is not among those ranked. Rates that
    print alike with `decimals` are joint. Given a count n whose variance is φ times its mean, the true count
    is drawn from φ·Gamma(n/φ + ½), Jeffreys' posterior of a Poisson count with the likelihood's weight 1/φ.
    The range is widened where needed to hold the printed rank.
    """
    rates = [rate(count, people, per=per) for count, people in zip(counts, populations, strict=True)]
    ranks = rank_values(rates, decimals=decimals, lowest_first=lowest_first)
    known = [place for place, value in enumerate(rates) if value is not None]
    if not known:
        return tuple(None for _ in rates)
    seen = np.array([float(counts[place] or 0) for place in known])
    people = np.array([float(populations[place] or 0) for place in known])
    drawn = np.random.default_rng(_SEED).gamma(seen / phi + 0.5, size=(DRAWS, len(known))) / people
    order = np.argsort(drawn if lowest_first else -drawn, axis=1)
    # Whole numbers of two bytes are sorted in a tenth of the time that their quantiles take.
    places = np.empty(order.shape, dtype=np.int16)
    np.put_along_axis(places, order, np.arange(1, len(known) + 1, dtype=np.int16)[None, :], axis=1)
    outer = np.sort(places, axis=0)[[math.ceil(share * DRAWS) - 1 for share in _OUTER]]
    ranges = dict(zip(known, outer.T.tolist(), strict=True))
    ranked: list[RankedRate | None] = []
    for place, (value, rank) in enumerate(zip(rates, ranks, strict=True)):
        if value is None or rank is None:
            ranked.append(None)
            continue
        first, last = ranges[place]
        ranked.append(
            RankedRate(
                rate=value,
                interval=rate_interval(counts[place] or 0, populations[place] or 1, per=per, phi=phi),
                rank=rank,
                first=min(int(first), rank.position),
                last=max(int(last), rank.position),
                lowest_first=lowest_first,
            )
        )
    return tuple(ranked)
