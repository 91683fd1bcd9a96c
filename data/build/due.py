"""When an action is due: the last day that its plan's words can mean."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from data.sources.period_text import find_periods, parse_period

_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NAMED_DAY: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
# 'From 2008 to 2011' as plans write it: 2008 / 2011, 2009-2011, 2008/11.
_YEARS: Final = re.compile(r"(\d{4})\s*[/-]\s*(\d{4}|\d{2})")
_START: Final = re.compile(r"\bstart of\b", re.IGNORECASE)
# What comes after a time has no last day.
_OPEN: Final = re.compile(r"\b(?:after|from|since)\b", re.IGNORECASE)


def due_on(due: str) -> dt.date | None:
    """The last day that 'due' can mean; None for words that hold no date.

    A date, or a month, quarter or year, alone or among words ('launch 2012-11-28', 'report end 2012/13').
    Two years are a time from the one to the other; of the 'start of' a period its first day is meant.
    """
    try:
        return dt.date.fromisoformat(due)
    except ValueError:
        pass
    try:
        return parse_period(due).end
    except ValueError:
        return _years(due) if _YEARS.fullmatch(due.strip()) else _among_words(due)


def _years(due: str) -> dt.date | None:
    found = _YEARS.fullmatch(due.strip())
    if found is None:
        return None
    first, last = found.groups()
    year = int(last if len(last) == len(first) else first[: -len(last)] + last)
    return dt.date(year, 12, 31) if year >= int(first) else None


def _among_words(due: str) -> dt.date | None:
    if _OPEN.search(due):
        return None
    try:
        days = [dt.date.fromisoformat(day) for day in _DAY.findall(due)]
        named = (f"{day} +0000" for day in _NAMED_DAY.findall(due))
        days += [dt.datetime.strptime(day, "%d %B %Y %z").date() for day in named]
    except ValueError:
        return None
    if days:
        return max(days)
    spans = find_periods(due)
    if not spans:
        return None
    return min(span.start for span in spans) if _START.search(due) else max(span.end for span in spans)
