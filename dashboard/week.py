"""The 168 hours of a week: by the clock as they are stored, and by days that run from 06:00 as they are read.

An hour has one number by the clock, 0 for Monday 00:00 to 167 for Sunday 23:00. Its place in the days from
06:00 is that number less six: 01:00 on Saturday is of Friday's row.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from dashboard.periods import Window
from data.catalogue.week import DAY_STARTS, Day, category_of

DAYS: Final = tuple(Day)
HOURS: Final = 24
WEEK: Final = 7 * HOURS
# The stored category of every hour by its number.
CLOCK: Final[Mapping[str, int]] = {
    category_of(day, hour): day.number * HOURS + hour for day in Day for hour in range(HOURS)
}
CATEGORIES: Final = tuple(CLOCK)
_T = TypeVar("_T")


def clock_number(row: int, column: int) -> int:
    """By the clock, the hour in a row (0: Monday) and column (0: 06:00) of the days from 06:00."""
    return (row * HOURS + column + DAY_STARTS) % WEEK


def place_of(number: int) -> tuple[int, int]:
    """Row and column of an hour in the days from 06:00."""
    return divmod((number - DAY_STARTS) % WEEK, HOURS)


def from_six(clock: Sequence[_T]) -> tuple[tuple[_T, ...], ...]:
    """Seven rows of 24, days from 06:00, of 168 values by the clock. Raises ValueError for other lengths."""
    if len(clock) != WEEK:
        raise ValueError(f"{len(clock)} values for {WEEK} hours")
    turned = (*clock[DAY_STARTS:], *clock[:DAY_STARTS])
    return tuple(tuple(turned[start : start + HOURS]) for start in range(0, WEEK, HOURS))


def hour_words(hour: int) -> str:
    """'01:00 to 01:59'."""
    return f"{hour:02d}:00 to {hour:02d}:59"


def times_in(window: Window) -> tuple[int, ...]:
    """How often each day of the week, Monday first, occurs in a period."""
    whole, rest = divmod(window.days, len(DAYS))
    first = calendar.weekday(window.first.year, window.first.month, 1)
    return tuple(whole + ((number - first) % len(DAYS) < rest) for number in range(len(DAYS)))


def day_words(days: Sequence[Day]) -> str:
    """'Thursday to Sunday', 'Friday and Saturday', 'every day'."""
    numbers = sorted({day.number for day in days})
    if len(numbers) == len(DAYS):
        return "every day"
    names = [DAYS[number].label for number in numbers]
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def span_words(row: int, first: int, last: int) -> str:
    """'Friday night 23:00 to 04:00', of columns of the days from 06:00; by day without the word night."""
    night = first >= _EVENING
    start, end = (first + DAY_STARTS) % HOURS, (last + 1 + DAY_STARTS) % HOURS
    return f"{DAYS[row].label}{' night' if night else ''} {start:02d}:00 to {end:02d}:00"


# The column of 18:00.
_EVENING: Final = 18 - DAY_STARTS
