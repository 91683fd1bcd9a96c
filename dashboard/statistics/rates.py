"""Rates, shares and ranks, as they are printed: equal to the eye is equal in rank."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.statistics.intervals import USUAL_Z, Interval


@dataclass(frozen=True)
class Rank:
    """A place in an order of `of` areas; `joint` when another area has the same printed value."""

    position: int
    joint: bool
    of: int

    @property
    def words(self) -> str:
        """'joint 3rd of 12'."""
        return f"{'joint ' if self.joint else ''}{ordinal(self.position)} of {self.of}"


def rate(count: float | None, population: float | None, *, per: float) -> float | None:
    """Count per `per` residents or households; None without a count or without anybody to count."""
    if count is None or not population:
        return None
    return count * per / population


def rate_interval(count: float, population: float, *, per: float, phi: float) -> Interval:
    """The rates a count does not speak against (95%), per `per` residents or households.

    Byar's approximation to the exact Poisson interval (Breslow and Day 1987, Statistical Methods in Cancer
    Research II, 69; the method of the Office for Health Improvement and Disparities). A count whose variance
    is φ times its mean tells as much as one of count/φ whose variance is its mean: the interval is that
    one's, times φ. Raises ValueError for a negative count, nobody to count, or a φ under 1.
    """
    if count < 0 or population <= 0 or phi < 1:
        raise ValueError(f"no interval of {count} in {population} with a dispersion of {phi}")
    told = count / phi
    low = 0.0
    if told > 0:
        low = told * max(0.0, 1 - 1 / (9 * told) - USUAL_Z / (3 * math.sqrt(told))) ** 3
    high = (told + 1) * (1 - 1 / (9 * (told + 1)) + USUAL_Z / (3 * math.sqrt(told + 1))) ** 3
    return Interval(low * phi * per / population, high * phi * per / population)


def share(count: float | None, total: float | None) -> float | None:
    """Percent of a total; None without either, or of nothing."""
    if count is None or not total:
        return None
    return 100 * count / total


def rank_values(
    values: Sequence[float | None], *, decimals: int = 0, lowest_first: bool = False
) -> tuple[Rank | None, ...]:
    """Rank values as printed with `decimals`, highest first by default; areas without a value have no rank.

    Equal at the printed precision is joint, and the places after it are skipped (1, 2, 2, 4).
    """
    # A county's wards are hundreds of whole numbers, and those are printed as they are.
    printed = [
        value if value is None or isinstance(value, int) else round_half_up(value, decimals)
        for value in values
    ]
    ordered = sorted((value for value in printed if value is not None), reverse=not lowest_first)
    first: dict[float, int] = {}
    for position, value in enumerate(ordered, start=1):
        first.setdefault(value, position)
    count = Counter(ordered)
    return tuple(
        None if value is None else Rank(position=first[value], joint=count[value] > 1, of=len(ordered))
        for value in printed
    )


def rank_at(values: Sequence[float | None], place: int, *, decimals: int = 0) -> Rank | None:
    """`rank_values(values, decimals=decimals)[place]`, without the ranks of all the others.

    Only what lies within a printed unit of the value has to be rounded to be compared with it.
    """
    value = values[place]
    if value is None:
        return None
    own, unit = round_half_up(value, decimals), 10.0**-decimals
    known = [other for other in values if other is not None]
    near = [round_half_up(other, decimals) for other in known if abs(other - own) <= unit]
    higher = sum(other - own > unit for other in known) + sum(other > own for other in near)
    return Rank(position=higher + 1, joint=near.count(own) > 1, of=len(known))


def round_half_up(value: float, decimals: int) -> float:
    """Round as papers do, halves away from zero (Python's own rounds halves to even)."""
    scale = 10**decimals
    # 1e-9 of a unit: 1.005 is held as 1.00499999999999989.
    size = math.floor(abs(value) * scale + 0.5 + 1e-9) / scale
    return math.copysign(size, value) if size else 0.0


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
