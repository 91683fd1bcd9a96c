"""Periods as people write them: a month, a quarter, a financial or calendar year, or from month to month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from data.month import Month

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_BY_NAME = (
    {name: number for number, name in enumerate(_NAMES, 1)}
    | {name: number for number, name in enumerate(_FULL, 1)}
    | {"sept": 9}
)

_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NAMED_MONTH = re.compile(r"([a-z]+)[ .,'-]+(\d{4}|\d{2})")
_QUARTER = re.compile(r"(\d{4})[ -]?q([1-4])|q([1-4])[ -](\d{4})")
_FINANCIAL = re.compile(r"(?:fy ?)?(\d{4})/(\d{2}|\d{4})")
_YEAR = re.compile(r"\d{4}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_FROM_TO = re.compile(r"(.+?)\s+(?:to|-|–|—)\s+(.+)")


@dataclass(frozen=True)
class Span:
    """Whole months from `first` to `last`, both included."""

    first: Month
    last: Month

    @property
    def start(self) -> dt.date:
        """The first day of the first month."""
        return self.first.first_day

    @property
    def end(self) -> dt.date:
        """The last day of the last month."""
        return self.last.last_day


def parse_period(text: str) -> Span:
    """Read '2023-02', 'Feb 2023', '2023 Q1', '2022/23', '2022', 'Mar 2022 to Feb 2023' or a spreadsheet day.

    A quarter is a calendar quarter, 'YYYY/YY' a financial year from April to March, a year alone a calendar
    year. A day stands for its month only when it is the first or the last of it: another day would be a
    daily count. Raises ValueError, with words for the person who wrote it, for anything else.
    """
    tidy = " ".join(text.split()).lower()
    if not tidy:
        raise ValueError("no period is given")
    whole = _financial(tidy) or _quarter(tidy) or _year(tidy)
    if whole is not None:
        return whole
    month = _month(tidy)
    if month is not None:
        return Span(month, month)
    ends = _FROM_TO.fullmatch(tidy)
    if ends is None:
        raise ValueError("the period cannot be read")
    first, last = _month(ends[1]), _month(ends[2])
    if first is None or last is None:
        raise ValueError("a period from one month to another needs two months that can be read")
    if last < first:
        raise ValueError("the period ends before it starts")
    return Span(first, last)


def _month(text: str) -> Month | None:
    if found := _ISO_MONTH.fullmatch(text):
        return _checked(int(found[1]), int(found[2]))
    if found := _NAMED_MONTH.fullmatch(text):
        number = _BY_NAME.get(found[1])
        year = int(found[2])
        return None if number is None else _checked(year if year > 99 else 2000 + year, number)
    if found := _ISO_DAY.fullmatch(text):
        return _month_of_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _BRITISH_DAY.fullmatch(text):
        return _month_of_day(int(found[3]), int(found[2]), int(found[1]))
    return None


def _checked(year: int, number: int) -> Month:
    try:
        return Month(year, number)
    except ValueError as error:
        raise ValueError("there is no such month") from error


def _month_of_day(year: int, number: int, day: int) -> Month:
    month = _checked(year, number)
    if day not in (1, month.days):
        raise ValueError("the period is a day inside a month, not a month")
    return month


def _financial(text: str) -> Span | None:
    found = _FINANCIAL.fullmatch(text)
    if found is None:
        return None
    year, second = int(found[1]), found[2]
    if int(second) != (year + 1 if len(second) == 4 else (year + 1) % 100):
        raise ValueError("a financial year needs two years that follow one another")
    return Span(_checked(year, 4), _checked(year + 1, 3))


def _quarter(text: str) -> Span | None:
    found = _QUARTER.fullmatch(text)
    if found is None:
        return None
    year, number = int(found[1] or found[4]), int(found[2] or found[3])
    return Span(_checked(year, 3 * number - 2), _checked(year, 3 * number))


def _year(text: str) -> Span | None:
    if _YEAR.fullmatch(text) is None:
        return None
    return Span(_checked(int(text), 1), _checked(int(text), 12))
