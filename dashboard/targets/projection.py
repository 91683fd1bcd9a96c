"""Where a year's count is going: its end, how sure that is, and what is still needed.

A count X has reached the share s of its year. If the rest of the year goes as the year so far, the months
that have the share q add r·X with r = q / s. Counts vary with φ times their mean, so 2√Y has the variance φ
(the square root of dashboard/statistics/change.py, with Huffman's 3/8), 2√(r·X) has r·φ, and the shares,
worked out from N counts of earlier years, add φ·(s + q)/s · X/(s·N): the variance of a ratio of two parts of
N counts. Together

    √(Y + 3/8) = √(r·(X + 3/8)) ± z/2 · √V        V = φ · (s + q)/s · (1 + X/(s·N))

which is the interval of a count yet to come, and at the end of the year, with q = 0, nothing but X.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from dashboard.statistics.change import usual_band
from dashboard.statistics.intervals import RARE_Z, USUAL_Z
from dashboard.targets.kinds import Aim
from dashboard.targets.season import Season

_HUFFMAN: Final = 3 / 8


@dataclass(frozen=True)
class Projection:
    """A year's count at its end, if the rest of the year goes as the year so far.

    `low` to `high` holds it in 19 of 20 years. `chance` is that of meeting the target, None without one.
    """

    value: float
    low: float
    high: float
    chance: float | None = None


@dataclass(frozen=True)
class Needed:
    """What the months left may add (`at_most`) or have to add, each, for the year to end on its target."""

    per_month: float
    months_left: int
    at_most: bool


def project(
    to_date: float, *, season: Season, done: int, until: int, phi: float, aim: Aim | None = None
) -> Projection | None:
    """The count at the end of step `until`, `done` steps into the year; None where those had no share.

    `to_date` is the count of the `done` steps. Raises ValueError for a step that is not in the year.
    """
    if not 0 < done <= until <= len(season.reached):
        raise ValueError(f"no step {done} or {until} in a year of {len(season.reached)}")
    share, rest = season.share(0, done), season.share(done, until)
    if rest <= 0 or done == until:
        met = None if aim is None else float(aim.met_by(to_date))
        return Projection(to_date, to_date, to_date, met)
    if share <= 0:
        return None
    ratio = rest / share
    known = 1 + to_date / share / season.base
    centre = math.sqrt(ratio * (to_date + _HUFFMAN))
    deviation = math.sqrt(phi * (1 + ratio) * known) / 2
    low, high = interval(centre, USUAL_Z * deviation)
    return Projection(
        value=to_date * (1 + ratio),
        low=to_date + low,
        high=to_date + high,
        chance=None if aim is None else chance_of(aim, to_date, centre=centre, deviation=deviation),
    )


def interval(centre: float, half: float) -> tuple[float, float]:
    """The counts whose √(count + 3/8) lies within `half` of `centre`; none of them under zero."""
    low = max(0.0, centre - half) ** 2 - _HUFFMAN
    return max(0.0, low), (centre + half) ** 2 - _HUFFMAN


def chance_of(aim: Aim, to_date: float, *, centre: float, deviation: float) -> float:
    """The chance that what is to come, √(Y + 3/8) normal around `centre`, ends on the target.

    Counts are whole: from 40 on is from 39½ on.
    """

    def below(total: float) -> float:
        rest = total - to_date
        return 0.0 if rest < 0 else normal((math.sqrt(rest + _HUFFMAN) - centre) / deviation)

    lowest, highest = whole_bounds(aim)
    top = 1.0 if highest is None else 0.0 if highest < to_date else below(highest + 0.5)
    return max(0.0, top - (0.0 if lowest is None else below(lowest - 0.5)))


def whole_bounds(aim: Aim) -> tuple[int | None, int | None]:
    """The lowest and the highest whole count that meet a target."""
    lowest = None if aim.low is None else math.ceil(aim.low)
    highest = None if aim.high is None else math.floor(aim.high)
    if aim.strict:
        lowest = lowest + 1 if lowest is not None and lowest == aim.low else lowest
        highest = highest - 1 if highest is not None and highest == aim.high else highest
    return lowest, highest


def recovery(to_date: float, *, season: Season, done: int, phi: float, aim: Aim) -> tuple[float, float]:
    """The lowest and highest the year may still come to, if its rest goes at the target's own pace.

    The months left have the share of the target they had of earlier years, and vary as widely as they do in
    all but one year in a thousand on either side.
    """
    rest = 1 - season.share(0, done)
    if rest <= 0:
        return to_date, to_date
    half = RARE_Z * math.sqrt(phi) / 2
    bounds = [bound for bound in (aim.low, aim.high) if bound is not None]
    found = [interval(math.sqrt(max(0.0, bound) * rest + _HUFFMAN), half) for bound in bounds]
    return to_date + min(low for low, _ in found), to_date + max(high for _, high in found)


def another_year(value: float, *, phi: float) -> tuple[float, float]:
    """The counts that another such year may bring, within usual variation of this one."""
    band = usual_band(value, phi)
    return band.low, band.high


def needed(to_date: float, *, aim: Aim, months_left: int) -> Needed | None:
    """What each month left may or has to add to end on the target; None once nothing can or need be."""
    if months_left < 1 or aim.is_past(to_date):
        return None
    if aim.low is not None and (aim.high is None or to_date < aim.low):
        return Needed(max(0.0, aim.low - to_date) / months_left, months_left, at_most=False)
    if aim.high is None:
        return None
    return Needed(max(0.0, aim.high - to_date) / months_left, months_left, at_most=True)


def normal(z: float) -> float:
    """The share of the normal distribution up to `z`."""
    return math.erfc(-z / math.sqrt(2)) / 2
