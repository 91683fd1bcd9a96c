"""Periods that end before they start, that are of unequal length, and months that lie outside them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Final

from dashboard.claims.claims import Claims, Indicator
from dashboard.claims.figure import CHANGES, LEVELS, Figure, Span
from dashboard.claims.finding import Finding, Verdict
from dashboard.periods import month_words
from data.month import Month
from data.sources.claim_rows import ClaimRow

CHECK: Final = "periods"
_MONTH: Final = rf"((?:{'|'.join(calendar.month_name[1:])})\s+\d{{4}})"
_PRINTED_SPAN: Final = re.compile(rf"(?:published|printed) as {_MONTH}\s*(?:-|–|to)\s*{_MONTH}", re.I)
_PRINTED_MONTH: Final = re.compile(rf"(?:published|printed) as {_MONTH}(?!\s*(?:-|–|to\b))", re.I)
_COMPARED_YEAR: Final = re.compile(r"compared with '?((?:19|20)\d{2})'?(?![-/\d])", re.I)
_OVER_BY: Final = re.compile(rf"(?:spent|finished|completed|ended|closed) by (?:\d{{1,2}} )?{_MONTH}", re.I)


def check_periods(claims: Claims) -> Iterator[Finding]:
    """Of every figure and indicator, what its periods cannot be."""
    for figure in claims.figures:
        yield from _order(figure)
        yield from _lengths(figure)
        yield from _months(figure)
    for indicator in claims.indicators:
        yield from _of_indicator(indicator)


def _order(figure: Figure) -> Iterator[Finding]:
    for span, what in ((figure.period, "The period"), (figure.before, "The period it is compared with")):
        if span is not None and span.length < 1:
            yield _wrong(figure.row, _backwards(what, span))
    for found in _PRINTED_SPAN.finditer(figure.note):
        span = Span(_month(found[1]), _month(found[2]))
        if span.length < 1:
            yield _wrong(figure.row, _backwards("The period it is compared with, as printed,", span))


def _lengths(figure: Figure) -> Iterator[Finding]:
    period, before = figure.span, figure.before
    if period is None or period.length < 1 or figure.statistic not in CHANGES | LEVELS:
        return
    if before is not None and before.length > 0 and before.length != period.length:
        yield _wrong(figure.row, _unequal(period, f"the {_of_months(before.length)} of {before.words}"))
    elif before is None and (found := _COMPARED_YEAR.search(figure.note)) and period.length != 12:
        yield _wrong(figure.row, _unequal(period, f"‘{found[1]}’, which is 12 months"))


def _months(figure: Figure) -> Iterator[Finding]:
    period = figure.period
    if period is None or period.length < 1:
        return
    if figure.month is not None and figure.month not in period:
        yield _wrong(figure.row, f"{month_words(figure.month)} lies outside {period.words}.")
    found = _PRINTED_MONTH.search(figure.note)
    if found and figure.month is not None and (printed := _month(found[1])) not in period:
        yield _wrong(
            figure.row, f"It is printed as {month_words(printed)}, which lies outside {period.words}."
        )
    ended = _OVER_BY.search(figure.note)
    if ended and (last := _month(ended[1])) < period.first:
        yield _wrong(
            figure.row,
            f"It was over by {month_words(last)}, before the period that it is given for ({period.words}).",
        )


def _of_indicator(indicator: Indicator) -> Iterator[Finding]:
    plan, baseline = indicator.plan, indicator.months("baseline_period")
    for span, what in ((plan, "The plan"), (baseline, "The baseline period")):
        if span is not None and span.length < 1:
            yield _wrong(indicator.row, _backwards(what, span))
    actual = indicator.months("actual_period")
    if actual is not None and actual.length < 1:
        yield _wrong(indicator.row, _backwards("The period of the actual value", actual))
    elif (
        actual
        and baseline
        and baseline.length > 0
        and actual.length != baseline.length
        and indicator.is_count
    ):
        yield _wrong(
            indicator.row,
            _unequal(actual, f"a baseline of {_of_months(baseline.length)} ({baseline.words})"),
        )


def _backwards(what: str, span: Span) -> str:
    return f"{what} ends ({month_words(span.last)}) before it starts ({month_words(span.first)})."


def _unequal(span: Span, other: str) -> str:
    return f"{_of_months(span.length).capitalize()} ({span.words}) are compared with {other}."


def _of_months(length: int) -> str:
    return "1 month" if length == 1 else f"{length} months"


def _month(text: str) -> Month:
    name, year = text.split()
    return Month(int(year), [item.lower() for item in calendar.month_name].index(name.lower()))


def _wrong(row: ClaimRow, reason: str) -> Finding:
    return Finding(row, Verdict.CONTRADICTS, reason, check=CHECK)
