"""Which calendar months are the high ones, year after year, per day: "in the top three in 4 of 5 years"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dashboard.statistics.season import Season
from data.month import Month

TOP = 3
# A year is looked at where at least so many of its months are known and usual.
FEWEST_OF_YEAR = 10


@dataclass(frozen=True)
class ProfileMonth:
    """A calendar month (1 to 12): among the three highest per day in `top` of the `years` that have it."""

    number: int
    top: int
    years: int

    @property
    def words(self) -> str:
        """'in the top three in 4 of 5 years'."""
        return f"in the top three in {self.top} of {self.years} years"


@dataclass(frozen=True)
class MonthProfile:
    """The twelve calendar months, January first, over the years looked at.

    `years` are their first and last months; a year with more than two months missing or left out is not
    among them. `standing_out` are the calendar months that can be told apart from the rest, highest first,
    at most three; none where no season is evident.
    """

    months: tuple[ProfileMonth, ...]
    years: tuple[tuple[Month, Month], ...]
    standing_out: tuple[int, ...]

    @property
    def highest(self) -> tuple[ProfileMonth, ...]:
        """The months most often among the three highest, of those that ever were; the larger share first."""
        named = [month for month in self.months if month.top]
        named.sort(key=lambda month: (-month.top / month.years, -month.top, month.number))
        return tuple(named[:TOP])


def month_profile(
    months: Sequence[Month],
    counts: Sequence[float | None],
    *,
    left_out: Collection[Month] = (),
    season: Season | None = None,
) -> MonthProfile | None:
    """The profile of a run of months in years that end with its last month; None without a whole year.

    Months of exceptional periods (`left_out`) count neither as high nor as low, and a year that has fewer
    than ten others is not looked at: its top three would be those of what is left. `season` is that of the
    run, None where there is too little to fit.
    """
    known = {
        month: count / month.days
        for month, count in zip(months, counts, strict=True)
        if count is not None and month not in left_out
    }
    years: list[tuple[Month, Month]] = []
    top, seen = [0] * 12, [0] * 12
    last = months[-1] if months else None
    while last is not None and last - 11 >= months[0]:
        year = {month: known[month] for month in (last - 11).until(last) if month in known}
        if len(year) >= FEWEST_OF_YEAR:
            years.append((last - 11, last))
            third = sorted(year.values())[-TOP]
            for month, value in year.items():
                seen[month.month - 1] += 1
                top[month.month - 1] += value >= third
        last = last - 12
    if not years:
        return None
    return MonthProfile(
        months=tuple(ProfileMonth(number + 1, top[number], seen[number]) for number in range(12)),
        years=tuple(reversed(years)),
        standing_out=_standing_out(season),
    )


def _standing_out(season: Season | None) -> tuple[int, ...]:
    """The fewest months, up to three, of which the last is told apart from the next lower one."""
    if season is None or not season.evident:
        return ()
    order = sorted(range(1, 13), key=lambda number: -season.factors[number - 1])
    for count in range(1, TOP + 1):
        if season.told_apart(order[count - 1], order[count]):
            return tuple(order[:count])
    return ()
