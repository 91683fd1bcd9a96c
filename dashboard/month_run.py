"""A series in one area month by month, with its gaps, breaks and exceptional months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.comparisons import Mark
from dashboard.disclosure import fixed_at, level_of, released_months
from dashboard.periods import Window
from dashboard.question import Question, marks_of
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.statistics.look_ahead import LookAhead, look_ahead
from dashboard.statistics.month_profile import MonthProfile, month_profile
from dashboard.statistics.season import Season, find_season
from dashboard.statistics.xmr import Chart, control_chart
from data.month import Month

# Domain rule: a control chart is read over two to three years.
CHARTED_MONTHS = 36


@dataclass(frozen=True, eq=False)
class MonthRun:
    """The months of a series in an area from its first to the last one asked for, without a hole.

    `amounts` are as released, one a month. `refused` says why there are none (the audience sees longer
    periods only). A count is None where it is not whole: a gap, never a zero.
    """

    code: str
    name: str
    level: str
    months: tuple[Month, ...]
    amounts: tuple[Amount, ...]
    marks: tuple[Mark, ...]
    phi: float
    refused: str = ""
    caveats: tuple[str, ...] = field(default=())

    @cached_property
    def counts(self) -> tuple[int | None, ...]:
        """A count a month."""
        return tuple(amount.value if amount.whole else None for amount in self.amounts)

    @cached_property
    def left_out(self) -> frozenset[Month]:
        """Exceptional months: drawn, but neither judged nor part of what is usual."""
        return frozenset(
            month
            for month in self.months
            if any(mark.kind == "exceptional" and mark.first <= month <= mark.last for mark in self.marks)
        )

    @cached_property
    def breaks(self) -> frozenset[Month]:
        """The first months of another way of recording."""
        held = set(self.months[1:])
        return frozenset(mark.first for mark in self.marks if mark.kind == "break" and mark.first in held)

    @cached_property
    def season(self) -> Season | None:
        """The season of all its months; None where there is too little to say."""
        return find_season(self.months, self.counts, left_out=self.left_out, breaks=self.breaks)

    @cached_property
    def profile(self) -> MonthProfile | None:
        """Which calendar months are the high ones, year after year."""
        return month_profile(self.months, self.counts, left_out=self.left_out, season=self.season)

    @cached_property
    def chart(self) -> Chart | None:
        """The control chart of its latest 36 months from the first known one on, limits anew at breaks."""
        latest = self.counts[-CHARTED_MONTHS:]
        known = next((place for place, count in enumerate(latest) if count is not None), 0)
        return control_chart(
            self.months[-CHARTED_MONTHS:][known:],
            latest[known:],
            left_out=self.left_out,
            rebase=self.breaks,
            season=self.season,
        )

    @cached_property
    def ahead(self) -> LookAhead | None:
        """The range of the three months after its last, and how often such ranges held."""
        return look_ahead(self.months, self.counts, phi=self.phi, left_out=self.left_out, breaks=self.breaks)

    def between(self, window: Window) -> Sequence[tuple[Month, int | None]]:
        """Those of its months that lie in a window, with their counts."""
        return [(m, n) for m, n in zip(self.months, self.counts, strict=True) if m in window]


def month_run(question: Question, *, area: str | None = None, last: Month | None = None) -> MonthRun | None:
    """The run of a question's series in an area or ward (None: the page's), up to `last` (None: its `to`).

    None without a series, or where it has no month up to then. One statement, kept for all who ask.
    """
    series = question.series
    if series is None or series.first_month is None:
        return None
    code = area or question.area
    end = last or question.selection.to
    if series.first_month > end:
        return None
    reference = question.reference
    return reference.recall(
        ("month run", series.series_id, code, end), lambda: _month_run(reference, series, code, end)
    )


def _month_run(reference: Reference, series: Series, code: str, end: Month) -> MonthRun | None:
    level = level_of(reference, code)
    first = series.first_month
    if first is None:
        return None
    fixed = fixed_at(reference, series=series, level=level)
    found = released_months(reference, series=series, area=code, first=first, last=end)
    months = tuple(first.until(end))
    known = {item.first: item.amount for item in found.stretches if item.first == item.last}
    measure = reference.catalogue.measures[series.measure]
    longer = "whole years" if level == "ward" else "calendar quarters"
    return MonthRun(
        code=code,
        name=reference.name(code),
        level=level,
        months=() if fixed else months,
        amounts=() if fixed else tuple(known.get(month, NOT_SUPPLIED) for month in months),
        marks=tuple(
            mark
            for mark in marks_of(reference, measure=series.measure, area=code)
            if mark.first <= end and mark.last >= first
        ),
        phi=reference.phi(series=series, level=level),
        refused=f"{measure.label} is shown here by {longer}, not by month." if fixed else "",
        caveats=found.caveats,
    )
