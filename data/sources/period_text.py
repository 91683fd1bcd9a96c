"""Periods as people write them: a month, a quarter, a financial or calendar year, or from month to month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

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
_NAME: Final = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_TO: Final = r"\s*(?:\bto\b|-)\s*"

_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NAMED_MONTH = re.compile(r"([a-z]+)[ .,'-]*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[ .,-]*([a-z]+)")
_NUMBERED_MONTH = re.compile(r"(\d{1,2})/(\d{4})|(?:(20\d\d)m?(\d\d))")
_QUARTER = re.compile(r"(\d{4})[ -]?q([1-4])|q([1-4])[ -](\d{4})")
_FINANCIAL = re.compile(r"(?:fy ?|financial year )?(\d{4})[/-](\d{2}|\d{4})")
_SHORT_FINANCIAL = re.compile(r"(?:fy ?|financial year )?(\d{2})[/-](\d{2})")
_FINANCIAL_QUARTER = re.compile(
    r"q(?:uarter )?([1-4])(?: ?\(([^)]*)\))?[ ,-]*(?:of )?((?:fy ?)?\d{2,4}[/-]\d{2,4})"
    r"|((?:fy ?)?\d{2,4}[/-]\d{2,4})[ ,-]*q(?:uarter )?([1-4])(?: ?\(([^)]*)\))?"
)
_YEAR = re.compile(r"\d{4}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DAY: Final = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_NAME}) \d{{4}}"
_NAMED_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({_NAME}) (\d{{4}})")
_FROM_TO = re.compile(r"(.+?)\s+(?:to|-)\s+(.+)")
_MONTHS_OF_YEAR = re.compile(rf"({_NAME}){_TO}({_NAME})[ .,'-]*(\d{{4}}|\d{{2}})")
_MONTHS_ONLY = re.compile(rf"({_NAME}){_TO}({_NAME})")
_YEAR_ENDING = re.compile(
    r"(?:(?:the )?(?:year|12 months|twelve months|12 month total) (?:ending|ended|end|to)|y/?e)[: ]+(.+)"
)
# Where a period may stand in a sentence, the longer forms first. A day of a month is no month.
_IN_TEXT = re.compile(
    rf"(?P<period>(?:{_DAY}(?:{_TO}{_DAY})?)"
    rf"|(?:\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    rf"|(?:(?:year|12 months|twelve months) (?:ending|ended|to) (?:{_NAME})[ '-]*\d{{2,4}})"
    rf"|(?:(?:{_NAME})[ '-]*\d{{2,4}}{_TO}(?:{_NAME})[ '-]*\d{{2,4}})"
    rf"|(?:(?:{_NAME}){_TO}(?:{_NAME})[ '-]*\d{{2,4}})"
    r"|(?:q(?:uarter )?[1-4](?: ?\([^)]*\))?[ ,-]*\d{2,4}(?:[/-]\d{2,4})?)"
    r"|(?:\d{2,4}[/-]\d{2,4}[ ,-]*q(?:uarter )?[1-4])"
    rf"|(?:(?:{_NAME})[ '-]+(?:\d{{4}}|\d{{2}}))"
    r"|(?:\d{4}[/-]\d{4}|\d{4}[/-]\d{2}|\d{2}[/-]\d{2})"
    r"|(?:(?:19|20)\d\d))(?![\w/-])"
)


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

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last.index - self.first.index + 1

    def holds(self, other: Span) -> bool:
        """Whether another one lies inside it."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """'Apr 2023' or 'Apr 2023 to Mar 2024'."""
        first, last = (f"{_NAMES[month.month - 1].title()} {month.year}" for month in (self.first, self.last))
        return first if self.months == 1 else f"{first} to {last}"


def parse_period(text: str) -> Span:
    """Read '2023-02', 'Feb 2023', '2023 Q1', '2022/23', '2022', 'Mar 2022 to Feb 2023' or a spreadsheet day.

    A quarter of a year is a calendar quarter, one of a financial year ('Q1 2022/23') begins in April;
    'YYYY/YY' is a financial year from April to March, a year alone a calendar year. A day stands for its
    month only when it is the first or the last of it: another day would be a daily count. Raises ValueError,
    with words for the person who wrote it, for anything else.
    """
    tidy = _tidy(text)
    if not tidy:
        raise ValueError("no period is given")
    for read in _WHOLE:
        span = read(tidy)
        if span is not None:
            return span
    ends = _FROM_TO.fullmatch(tidy)
    if ends is None:
        raise ValueError("the period cannot be read")
    first, last = _month(ends[1]), _month(ends[2])
    if first is None or last is None:
        raise ValueError("a period from one month to another needs two months that can be read")
    if last < first:
        raise ValueError("the period ends before it starts")
    return Span(first, last)


def find_periods(text: str) -> tuple[Span, ...]:
    """The periods that stand in a sentence, each once: 'ASB by ward, Apr 2023 to Mar 2024' has one."""
    return tuple(dict.fromkeys(_periods_in(_tidy(text))))


def without_periods(text: str) -> str:
    """A sentence, in small letters, with ' | ' where its periods stand."""
    return _IN_TEXT.sub(" | ", _tidy(text))


def month_named(text: str) -> int | None:
    """1 to 12 for the name of a month alone."""
    return _BY_NAME.get(_tidy(text).rstrip("."))


def quarter_named(text: str) -> int | None:
    """1 to 4 for 'Q1' or 'Quarter 1' alone: of which year, and of what kind of year, it does not tell."""
    found = re.fullmatch(r"q(?:uarter|tr)? ?([1-4])", _tidy(text))
    return int(found[1]) if found else None


def _tidy(text: str) -> str:
    return re.sub("[–—‑−]", "-", " ".join(text.split()).lower().replace("’", "'").replace("‘", "'"))


def _periods_in(text: str) -> Iterator[Span]:
    for found in _IN_TEXT.finditer(text):
        if found.start() and (text[found.start() - 1].isalnum() or text[found.start() - 1] in "/-"):
            continue
        try:
            span = parse_period(found["period"])
        except ValueError:
            continue
        # A day alone, as in 'published 1 July 2023', is no period.
        if not (_NAMED_DAY.fullmatch(found["period"]) or _BRITISH_DAY.fullmatch(found["period"])):
            yield span


def _month_alone(text: str) -> Span | None:
    month = _month(text)
    return None if month is None else Span(month, month)


def _month(text: str) -> Month | None:
    if found := _ISO_MONTH.fullmatch(text):
        return _checked(int(found[1]), int(found[2]))
    if found := _NAMED_MONTH.fullmatch(text):
        return _named(found[1], found[2])
    if found := _YEAR_FIRST.fullmatch(text):
        return _named(found[2], found[1])
    if found := _NUMBERED_MONTH.fullmatch(text):
        return _checked(int(found[2] or found[3]), int(found[1] or found[4]))
    if found := _ISO_DAY.fullmatch(text):
        return _month_of_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED_DAY.fullmatch(text):
        return _month_of_day(int(found[3]), _BY_NAME[found[2]], int(found[1]))
    if found := _BRITISH_DAY.fullmatch(text):
        return _month_of_day(int(found[3]), int(found[2]), int(found[1]))
    return None


def _named(name: str, year: str) -> Month | None:
    number = _BY_NAME.get(name)
    return None if number is None else _checked(_full_year(year), number)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


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
    if found is not None:
        year, second = int(found[1]), found[2]
        if int(second) != (year + 1 if len(second) == 4 else (year + 1) % 100):
            if "-" in text and len(second) == 2:
                return None
            raise ValueError("a financial year needs two years that follow one another")
        # '2011-12' is a month as ISO writes it, '2022-23' can be none.
        return None if "-" in text and int(second) <= 12 and len(second) == 2 else _from_april(year)
    found = _SHORT_FINANCIAL.fullmatch(text)
    if found is None or int(found[2]) != int(found[1]) + 1 or int(found[1]) <= 12:
        return None
    return _from_april(2000 + int(found[1]))


def _from_april(year: int) -> Span:
    return Span(_checked(year, 4), _checked(year + 1, 3))


def _quarter(text: str) -> Span | None:
    found = _QUARTER.fullmatch(text)
    if found is None:
        return None
    year, number = int(found[1] or found[4]), int(found[2] or found[3])
    return Span(_checked(year, 3 * number - 2), _checked(year, 3 * number))


def _financial_quarter(text: str) -> Span | None:
    found = _FINANCIAL_QUARTER.fullmatch(text)
    year = _financial(found[3] or found[4]) if found else None
    if found is None or year is None:
        return None
    first = year.first + 3 * (int(found[1] or found[5]) - 1)
    span = Span(first, first + 2)
    said = found[2] or found[6]
    names = _MONTHS_ONLY.fullmatch(said) if said else None
    if said and (
        names is None or [_BY_NAME[name] for name in names.groups()] != [first.month, (first + 2).month]
    ):
        raise ValueError("the quarter and the months in brackets do not agree")
    return span


def _months_of_year(text: str) -> Span | None:
    found = _MONTHS_OF_YEAR.fullmatch(text)
    if found is None:
        return None
    first, last = (_checked(_full_year(found[3]), _BY_NAME[name]) for name in (found[1], found[2]))
    if last < first:
        raise ValueError("the first month needs a year of its own")
    return Span(first, last)


def _year_ending(text: str) -> Span | None:
    found = _YEAR_ENDING.fullmatch(text)
    last = _month(found[1]) if found else None
    return None if last is None else Span(last - 11, last)


def _year(text: str) -> Span | None:
    if _YEAR.fullmatch(text) is None:
        return None
    return Span(_checked(int(text), 1), _checked(int(text), 12))


_WHOLE: Final[tuple[Callable[[str], Span | None], ...]] = (
    _financial,
    _quarter,
    _financial_quarter,
    _year,
    _month_alone,
    _months_of_year,
    _year_ending,
)
