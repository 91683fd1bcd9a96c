"""A claim as the checks see it: what it is about, its months, and which values its print stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dashboard.claims.printed import Printed, Range
from dashboard.periods import span_words
from data.month import Month
from data.sources.claim_rows import ClaimRow

COUNTS: Final = frozenset({"total", "month_total", "ward_total"})
SHARES: Final = frozenset({"share_pct", "rate"})
LEVELS: Final = COUNTS | SHARES | {"mean"}
CHANGES: Final = frozenset({"change_pct", "change_n"})
# Words of a subject that say which row of a table it is, not what is counted.
_ROLES: Final = frozenset({"baseline", "percentage points"})
_AT_LEAST: Final = re.compile(r"\b(?:lower|upper) bound\b|published as '?(?:just )?(?:over|under)\b", re.I)
_ABOUT: Final = re.compile(
    r"published as '?(?:around|about|some|approximately|roughly|nearly|almost|half|[\d.]+(?:k|m|bn))\b",
    re.I,
)


@dataclass(frozen=True, order=True)
class Span:
    """Whole months, both included. One that ends before it starts has a length of zero or less."""

    first: Month
    last: Month

    @classmethod
    def of(cls, start: str, end: str) -> Span | None:
        """From two cells; None where they are blank."""
        return cls(Month.parse(start), Month.parse(end)) if start and end else None

    @property
    def length(self) -> int:
        """How many months."""
        return self.last.index - self.first.index + 1

    @property
    def words(self) -> str:
        """'Mar 2022 to Feb 2023'."""
        return span_words(self.first, self.last)

    def holds(self, other: Span) -> bool:
        """Whether the other lies in it."""
        return self.first <= other.first and other.last <= self.last

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last


@dataclass(frozen=True)
class Claim:
    """One row of a list that can be read."""

    row: ClaimRow

    @property
    def id(self) -> str:
        """As the list names it."""
        return self.row.id

    @property
    def paper(self) -> str:
        """The paper it stands in: figures of two papers are counted differently and never set together."""
        return self.row["source"]

    @property
    def measure(self) -> str:
        """What is counted."""
        return self.row["measure"]


@dataclass(frozen=True)
class Figure(Claim):
    """One published figure."""

    @property
    def section(self) -> str:
        """Where in the paper."""
        return self.row["section"]

    @property
    def area(self) -> str:
        """Its name in plain letters."""
        return plain(self.row["area"])

    @property
    def area_name(self) -> str:
        """As printed."""
        return self.row["area"]

    @property
    def area_type(self) -> str:
        """force, county, district, ward ..."""
        return self.row["area_type"].lower()

    @property
    def unit(self) -> str:
        """count, percent, gbp, per_1000 ..."""
        return self.row["unit"].lower()

    @property
    def statistic(self) -> str:
        """total, month_total, share_pct, change_pct ..."""
        return self.row["statistic"].lower()

    @property
    def rank(self) -> str:
        """What its paper says of its place among others."""
        return self.row["rank_text"]

    @property
    def note(self) -> str:
        """What was noted of how it is printed."""
        return self.row["note"]

    @cached_property
    def topic(self) -> str:
        """What part of the measure it is about: 'male', 'housing'; '' for the whole of it."""
        subject = plain(self.row["subject"])
        if self.statistic in ("month_total", "ward_total") or subject in _ROLES or subject == self.area:
            return ""
        return subject

    @cached_property
    def month(self) -> Month | None:
        """The month of a month's total, where its subject is one."""
        if self.statistic not in ("month_total", "rank"):
            return None
        try:
            return Month.parse(self.row["subject"])
        except ValueError:
            return None

    @cached_property
    def period(self) -> Span | None:
        """The months its row names: of a month's total, those it was chosen from."""
        return Span.of(self.row["period_start"], self.row["period_end"])

    @cached_property
    def span(self) -> Span | None:
        """The months that are counted in it."""
        return self.period if self.month is None else Span(self.month, self.month)

    @cached_property
    def before(self) -> Span | None:
        """The months it is compared with."""
        return Span.of(self.row["comparator_period_start"], self.row["comparator_period_end"])

    @cached_property
    def printed(self) -> Printed | None:
        """Its value; None where the paper has none."""
        return Printed.of(self.row["value"])

    @cached_property
    def before_printed(self) -> Printed | None:
        """The value it is compared with, printed beside it."""
        return Printed.of(self.row["comparator_value"])

    @property
    def is_bound(self) -> bool:
        """Whether it is printed as 'over' or 'under' so many: no arithmetic holds it to a value."""
        return bool(_AT_LEAST.search(f"{self.row['subject']}; {self.note}"))

    @cached_property
    def range(self) -> Range | None:
        """What its value may be; None where none is printed, or only a bound is."""
        return None if self.printed is None or self.is_bound else self._range_of(self.printed)

    @cached_property
    def before_range(self) -> Range | None:
        """What the value it is compared with may be."""
        return None if self.before_printed is None else self._range_of(self.before_printed)

    def _range_of(self, printed: Printed) -> Range:
        if self.unit in ("count", "gbp") and self.statistic not in ("mean", "rate"):
            if _ABOUT.search(self.note):
                return printed.about
            return printed.exact if printed.is_whole else printed.rounded
        return printed.rounded

    @property
    def is_count(self) -> bool:
        """Whether whole things are counted in it."""
        return self.unit == "count" and self.statistic in COUNTS


def plain(text: str) -> str:
    """A name without the ways in which papers write it differently."""
    return " ".join(text.lower().replace("&", " and ").split())


class Figures:
    """The figures of a list that can be read, and where to find what they are about."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.all: tuple[Figure, ...] = tuple(figures)
        self._measured: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in self.all:
            self._measured[figure.paper, figure.measure].append(figure)
        self._about: Mapping[tuple[str, str, str], Sequence[Figure]] = _grouped(self.all)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.all)

    def about(self, paper: str, area: str, measure: str) -> Sequence[Figure]:
        """Every figure of a measure in an area, in one paper."""
        return self._about.get((paper, area, measure), ())

    def measured(self, paper: str, measure: str) -> Sequence[Figure]:
        """Every figure of a measure in one paper, whatever the area."""
        return self._measured.get((paper, measure), ())

    def levels(
        self, like: Figure, *, span: Span | None, measure: str | None = None, topic: str | None = None
    ) -> list[Figure]:
        """The totals and percentages of the same area and paper for a period, with a value.

        Of the same measure, unit and topic unless others are named.
        """
        wanted = like.topic if topic is None else topic
        unit = None if measure else like.unit
        return [
            other
            for other in self.about(like.paper, like.area, measure or like.measure)
            if other.statistic in LEVELS
            and other.span == span
            and other.topic == wanted
            and other.range is not None
            and (unit is None or other.unit == unit)
        ]


def _grouped(figures: Iterable[Figure]) -> Mapping[tuple[str, str, str], Sequence[Figure]]:
    found: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.paper, figure.area, figure.measure].append(figure)
    return found
