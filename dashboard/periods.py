"""The months a page is about, in dates and in words: a window is a run of whole months."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from data.month import Month

WindowKind = Literal["12m", "fytd", "fy", "cy", "q", "1m", "36m", "60m", "range"]
WINDOW_KINDS: tuple[WindowKind, ...] = ("12m", "fytd", "fy", "cy", "q", "1m", "36m", "60m", "range")
# Windows of a number of months up to the chosen one.
ROLLING: Mapping[str, int] = {"1m": 1, "12m": 12, "36m": 36, "60m": 60}

FINANCIAL_YEAR_ENDS = 3
LEAST_BARS, MOST_BARS = 12, 36

StatusOf = Callable[[Month], str]


@dataclass(frozen=True)
class Window:
    """Every month from `first` to `last`, both included."""

    kind: WindowKind
    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a window that ends ({self.last}) before it starts ({self.first})")

    @property
    def length(self) -> int:
        """Months in it."""
        return self.last.index - self.first.index + 1

    @cached_property
    def days(self) -> int:
        """Days in it."""
        return (self.last.last_day - self.first.first_day).days + 1

    @property
    def years(self) -> float:
        """What its count is divided by to give the mean a year: 1 up to twelve months."""
        return max(self.length / 12, 1)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Every month in it, in order."""
        return _months(self.first, self.last)

    @property
    def words(self) -> str:
        """'Mar 2022 to Feb 2023'; one month is 'Feb 2023'."""
        return span_words(self.first, self.last)

    @property
    def label(self) -> str:
        """What the period is called where its name is shorter than its months: '12 months to Feb 2023'."""
        return _LABELS[self.kind](self)

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last

    def earlier(self, months: int) -> Window:
        """The same run, so many months before."""
        return Window(self.kind, self.first - months, self.last - months)


# Views ask for the same few windows over and over.
@lru_cache(maxsize=4096)
def _months(first: Month, last: Month) -> tuple[Month, ...]:
    return tuple(first.until(last))


@lru_cache(maxsize=256)
def single_months(first: Month, last: Month) -> tuple[Window, ...]:
    """A window for each month from `first` to `last`."""
    return tuple(Window("1m", month, month) for month in first.until(last))


# The calendar asks the locale for every name it gives: 6 µs, and a page has thousands of months in words.
@lru_cache(maxsize=4096)
def month_words(month: Month) -> str:
    """'Feb 2023'."""
    return f"{calendar.month_abbr[month.month]} {month.year}"


def span_words(first: Month, last: Month) -> str:
    """'Mar 2022 to Feb 2023', or 'Feb 2023' for one month."""
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def resolve_window(*, kind: WindowKind, to: Month, start: Month | None = None) -> Window:
    """The window of a kind that ends at `to`.

    `fy`, `cy` and `q` are the last complete ones that end at or before `to`. `range` runs from `start`.
    Raises ValueError for a range without a start, or with one after `to`.
    """
    if kind == "range":
        if start is None:
            raise ValueError("a range without its first month")
        return Window(kind, start, to)
    if kind in ROLLING:
        return Window(kind, to - (ROLLING[kind] - 1), to)
    if kind == "fytd":
        return Window(kind, financial_year_start(to), to)
    length, ends = {"fy": (12, FINANCIAL_YEAR_ENDS), "cy": (12, 12), "q": (3, 3)}[kind]
    last = to - (to.month - ends) % (3 if kind == "q" else 12)
    return Window(kind, last - (length - 1), last)


def financial_year_start(month: Month) -> Month:
    """The April that starts the financial year a month lies in."""
    return month - (month.month - FINANCIAL_YEAR_ENDS - 1) % 12


def charted_span(window: Window) -> Window:
    """The 12 to 36 months the month chart shows for a window: widened backwards, or its last 36."""
    length = min(max(window.length, LEAST_BARS), MOST_BARS)
    return Window("range", window.last - (length - 1), window.last)


def gap_words(window: Window, status: StatusOf) -> str:
    """'' for a window of complete months, else which months are partial or not supplied."""
    parts = []
    for state, verb in (("partial", "partial"), ("missing", "not supplied")):
        months = [month for month in window.months if status(month) == state]
        if months:
            plural = len(months) > 1
            parts.append(f"{run_words(months)} {'are' if plural else 'is'} {verb}")
    return " and ".join(parts)


def run_words(months: Sequence[Month]) -> str:
    """'Jan 2023, Mar 2023 to May 2023' for months in order."""
    runs: list[tuple[Month, Month]] = []
    for month in months:
        if runs and runs[-1][1] + 1 == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return ", ".join(span_words(first, last) for first, last in runs)


def longest_run(months: Iterable[Month]) -> tuple[Month, Month] | None:
    """First and last of the longest run of consecutive months; of equal ones, the latest."""
    best: tuple[Month, Month] | None = None
    first = last = None
    for month in sorted(months):
        first = month if last is None or last + 1 != month else first
        last = month
        if first is not None and (best is None or last.index - first.index >= best[1].index - best[0].index):
            best = (first, last)
    return best


def _year_label(name: str) -> Callable[[Window], str]:
    return lambda window: f"{name} {window.first.year}/{window.last.year % 100:02d}"


_LABELS: dict[str, Callable[[Window], str]] = {
    "12m": lambda window: f"12 months to {month_words(window.last)}",
    "36m": lambda window: f"3 years to {month_words(window.last)}",
    "60m": lambda window: f"5 years to {month_words(window.last)}",
    "fytd": lambda window: f"financial year to date, {window.words}",
    "fy": _year_label("financial year"),
    "cy": lambda window: f"calendar year {window.first.year}",
    "q": lambda window: f"quarter {window.words}",
    "1m": lambda window: window.words,
    "range": lambda window: window.words,
}
