"""What stands above or beside a table's figures: a period, a month without its year, a total, a label."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from data.month import Month
from data.sources.period_text import Span, month_named, parse_period, quarter_named
from data.sources.sheet import Cell, text_of

_MARKS: Final = re.compile(
    r"(?:\s*\[(?:notes?|n|footnotes?)? ?\d{1,2}(?:[, ]+\d{1,2})*\]|\s*\((?:notes? ?)?\d{1,2}\)"
    r"|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=\S)\s*[*†‡§^#]+)$",
    re.IGNORECASE,
)
_PROVISIONAL: Final = re.compile(r"\s*[\[(]?\b(?:p|prov|provisional)\b[\])]?$", re.IGNORECASE)
_REVISED: Final = re.compile(r"\s*[\[(](?:r|rev|revised)[\])]$", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"\b(?:sub)?-?totals?\b|\bytd\b|year to date|^sum$|^overall$"
    r"|^all (?:wards|areas|districts|months|partnerships)$",
    re.IGNORECASE,
)
_WORKED_OUT: Final = re.compile(
    r"%|\b(?:average|avg|mean|median|change|difference|diff|rank(?:ing)?|rates?|per (?:1,?000|10,?000|head)|"
    r"trend|variance|var|previous|baseline|target|population|households|rag|share|percentage|per ?cent|"
    r"rolling|sparkline|forecast|last year|direction|status|notes?|comments?)\b",
    re.IGNORECASE,
)
_YEARS: Final = range(1990, 2101)
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73415
_LONGEST_PERIOD: Final = 80
_LAST_MONTH: Final = 210012
# The same heads and figures stand in thousands of cells.
_REMEMBERED: Final = 2**15
_EPOCH: Final = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Head:
    """`span`, or `month` or `quarter` without a year; none of them where it is no period.

    `bare`: a number alone. `fault`: a date that stands for no month.
    """

    text: str
    span: Span | None = None
    month: int | None = None
    quarter: int | None = None
    bare: bool = False
    provisional: bool = False
    fault: str = ""

    @property
    def year(self) -> bool:
        """Whether it is a year as a number, which may stand above months."""
        return self.bare and self.span is not None and self.span.months == 12

    @property
    def dated(self) -> bool:
        """Whether it names a period, or a part of one."""
        return self.span is not None or self.month is not None or self.quarter is not None or bool(self.fault)

    def within(self, context: Span | None) -> Span | None:
        """The span, or the month or quarter that lies in the `context`; None where that does not tell."""
        if self.span is not None or context is None:
            return self.span
        if self.month is not None:
            found = [month for month in context.first.until(context.last) if month.month == self.month]
            return Span(found[0], found[0]) if len(found) == 1 else None
        if self.quarter is not None and context.months == 12 and context.first.month in (1, 4):
            first = context.first + 3 * (self.quarter - 1)
            return Span(first, first + 2)
        return None


@lru_cache(_REMEMBERED)
def plain_label(text: str) -> str:
    """Without footnote marks and line breaks: 'Ashford (2)', 'Ashford [note 3]', 'Ashford¹' are Ashford."""
    tidy = " ".join(text.split())
    while (bare := _MARKS.sub("", tidy).rstrip()) != tidy and bare:
        tidy = bare
    return tidy


def is_total(label: str) -> bool:
    """Whether a label says that its figures are the sum of others."""
    return bool(_TOTAL.search(label))


def is_worked_out(label: str) -> bool:
    """Whether a label says that its figures are made of others, or say something about them."""
    return bool(_WORKED_OUT.search(label))


def read_head(cell: Cell) -> Head:
    """What a head says."""
    if isinstance(cell, dt.date):
        return _of_day(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell)
    return _of_cell_text(text_of(cell))


@lru_cache(_REMEMBERED)
def _of_cell_text(written: str) -> Head:
    text = plain_label(written)
    if len(text) > _LONGEST_PERIOD:
        return Head(text)
    provisional = _PROVISIONAL.sub("", text)
    bare = plain_label(_REVISED.sub("", provisional))
    head = _of_text(bare)
    return replace(head, provisional=provisional != text) if head.dated else Head(text)


def run_of_numbers(heads: Sequence[Head]) -> bool:
    """Whether numbers alone are periods: they follow in steps of a month, quarter or year, once or often."""
    times = Counter(head.span.first.index for head in heads if head.span is not None)
    steps = {after - before for before, after in pairwise(sorted(times))}
    return len(set(times.values())) == 1 and len(steps) == 1 and steps.pop() in (1, 3, 12)


def one_context(heads: Iterable[Head]) -> Span | None:
    """The narrowest of the spans that stand above one another; None where they do not lie in one another."""
    spans = sorted((head.span for head in heads if head.span is not None), key=lambda span: span.months)
    return spans[0] if spans and all(wider.holds(spans[0]) for wider in spans) else None


def financial_years(heads: Sequence[Head]) -> list[Head]:
    """'2009-10', '2010-11', '2011-12' in a row are financial years; one alone may be a month in ISO."""
    pairs = [re.fullmatch(r"(\d{4})-(\d\d)", head.text) for head in heads]
    if len(pairs) < 2 or not all(pair and int(pair[2]) == (int(pair[1]) + 1) % 100 for pair in pairs):
        return list(heads)
    years = [int(pair[1]) for pair in pairs if pair]
    return [
        replace(head, span=Span(Month(year, 4), Month(year + 1, 3)), fault="")
        for head, year in zip(heads, years, strict=True)
    ]


def _of_day(day: dt.date) -> Head:
    text = f"{day:%d %b %Y}"
    try:
        return Head(text, span=parse_period(day.isoformat()[:10]))
    except ValueError:
        return Head(text, fault=f"the date {text} is a day inside a month")


@lru_cache(_REMEMBERED)
def _of_number(number: float) -> Head:
    text = f"{number:.15g}"
    if not _YEARS[0] <= number <= _LAST_MONTH or number % 1:
        return Head(text)
    if number in _YEARS or re.fullmatch(r"(?:199|20\d)\d(?:0[1-9]|1[0-2])", text):
        return Head(text, span=parse_period(text), bare=True)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EPOCH + dt.timedelta(days=int(number))
        # Only the first of a month: a workbook that counts from 1904 has none of its own at these numbers.
        if day.day == 1:
            return Head(text, span=parse_period(day.isoformat()), bare=True)
    return Head(text)


def _of_text(text: str) -> Head:
    if re.fullmatch(r"\d+(?:\.0+)?", text):
        return _of_number(float(text))
    if (month := month_named(text)) is not None:
        return Head(text, month=month)
    if (quarter := quarter_named(text)) is not None:
        return Head(text, quarter=quarter)
    try:
        return Head(text, span=parse_period(text))
    except ValueError as error:
        daily = "day inside" in str(error)
        return Head(text, fault=f"the date {text} is a day inside a month" if daily else "")
