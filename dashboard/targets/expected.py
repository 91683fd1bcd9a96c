"""Where a year's count would be by now, if it were on its way to the target as earlier years went."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.targets.kinds import Aim
from dashboard.targets.season import Season


@dataclass(frozen=True)
class Expected:
    """The target × the share these months had of earlier years.

    `low` and `high` are the same with the lowest and the highest share of any one year; of a range, of its
    lower and its upper end. `years` says which years, '' where days stand for them; `share` is that of all of
    them together.
    """

    value: float
    low: float
    high: float
    share: float
    years: str


def expect(aim: Aim, *, season: Season, done: int) -> Expected | None:
    """What is expected at the end of step number `done`, from 1; None for a target of two open ends."""
    bounds = [bound for bound in (aim.low, aim.high) if bound is not None]
    if not bounds:
        return None
    share, (least, most) = season.reached[done - 1], season.spread[done - 1]
    return Expected(
        value=share * sum(bounds) / len(bounds),
        low=least * min(bounds),
        high=most * max(bounds),
        share=share,
        years=season.words,
    )
