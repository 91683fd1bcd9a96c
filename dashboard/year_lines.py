"""A series year over year: the years that end with the chosen month, by month or by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.disclosure import released_months
from dashboard.month_run import MonthRun
from dashboard.question import Question
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.statistics.month_profile import FEWEST_OF_YEAR
from dashboard.statistics.peaks import Peaks, find_peaks
from data.month import Month

# As many as can be told apart as lines; the table has them all.
MOST_DRAWN = 6


@dataclass(frozen=True, eq=False)
class YearLine:
    """Twelve months, or four quarters, in order. `left_out`: those that are exceptional.

    `marks` names what makes them so.
    """

    first: Month
    last: Month
    firsts: tuple[Month, ...]
    amounts: tuple[Amount, ...]
    left_out: tuple[bool, ...]
    marks: tuple[str, ...]

    @property
    def label(self) -> str:
        """'2023', or '2022/23' for a year that holds months of two."""
        year = self.first.year
        return str(year) if self.first.month == 1 else f"{year}/{(year + 1) % 100:02d}"

    @property
    def step(self) -> int:
        """Months of one of its values."""
        return 12 // len(self.firsts)

    @property
    def exceptional(self) -> str:
        """What made it no usual year ('COVID-19'), where too much of it was exceptional; else ''."""
        usual = self.left_out.count(False) * self.step
        return ", ".join(self.marks) if usual < FEWEST_OF_YEAR else ""

    @cached_property
    def counts(self) -> tuple[int | None, ...]:
        """Its counts; None where one is not whole."""
        return tuple(amount.value if amount.whole else None for amount in self.amounts)

    @cached_property
    def per_day(self) -> tuple[float | None, ...]:
        """The same by the days of each."""
        return tuple(
            None if count is None else count / sum(month.days for month in first.until(first + self.step - 1))
            for first, count in zip(self.firsts, self.counts, strict=True)
        )

    @cached_property
    def top(self) -> frozenset[int]:
        """The places of the three highest per day, equal ones with them; none where fewer than ten are usual.

        As `month_profile` counts them; of quarters the highest one.
        """
        usual = [
            (value, place)
            for place, value in enumerate(self.per_day)
            if value is not None and not self.left_out[place]
        ]
        fewest, named = (FEWEST_OF_YEAR, 3) if self.step == 1 else (4, 1)
        if len(usual) < fewest:
            return frozenset()
        least = sorted((value for value, _ in usual), reverse=True)[named - 1]
        return frozenset(place for value, place in usual if value >= least)


@dataclass(frozen=True)
class YearLines:
    """The years of a run, earliest first; `peaks` of the latest, None where it has too few whole months."""

    run: MonthRun
    lines: tuple[YearLine, ...]
    peaks: Peaks | None
    caveats: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """What is set side by side: months, or quarters where single months are not shown."""
        return "quarter" if self.lines and self.lines[-1].step == 3 else "month"

    @property
    def drawn(self) -> tuple[YearLine, ...]:
        """The latest years, which are drawn."""
        return self.lines[-MOST_DRAWN:]


def year_lines(question: Question, run: MonthRun) -> YearLines:
    """The years that end with the run's last month; in quarters where its months are not shown.

    A series shown by whole years only has none.
    """
    if run.refused:
        return _quarters(question, run)
    known = dict(zip(run.months, run.amounts, strict=True))
    lines = _lines(run, known, end=run.months[-1], step=1)
    latest = lines[-1] if lines else None
    return YearLines(
        run=run,
        lines=lines,
        peaks=find_peaks(latest.firsts, latest.counts, run.phi) if latest else None,
    )


def _quarters(question: Question, run: MonthRun) -> YearLines:
    series, to = question.series, question.selection.to
    if series is None or series.first_month is None or series.first_month > to:
        return YearLines(run, (), None)
    found = released_months(
        question.reference, series=series, area=run.code, first=series.first_month, last=to
    )
    if found.unit != "quarter" or not found.stretches:
        return YearLines(run, (), None, found.caveats)
    known = {item.first: item.amount for item in found.stretches}
    lines = _lines(run, known, end=found.stretches[-1].last, step=3)
    return YearLines(run, lines, None, found.caveats)


def _lines(run: MonthRun, known: Mapping[Month, Amount], *, end: Month, step: int) -> tuple[YearLine, ...]:
    """Years back from `end` as long as one of their values is known."""
    lines: list[YearLine] = []
    earliest = min(known, default=end + 1)
    while end >= earliest:
        firsts = [end - 11 + place for place in range(0, 12, step)]
        amounts = tuple(known.get(month, NOT_SUPPLIED) for month in firsts)
        if any(amount.value is not None or amount.status == "hidden" for amount in amounts):
            lines.append(_line(run, firsts, amounts, step=step))
        end = end - 12
    return tuple(reversed(lines))


def _line(run: MonthRun, firsts: Sequence[Month], amounts: tuple[Amount, ...], *, step: int) -> YearLine:
    first, last = firsts[0], firsts[-1] + step - 1
    marks = [m for m in run.marks if m.kind == "exceptional" and m.first <= last and m.last >= first]
    return YearLine(
        first=first,
        last=last,
        firsts=tuple(firsts),
        amounts=amounts,
        left_out=tuple(
            any(mark.first <= month + step - 1 and mark.last >= month for mark in marks) for month in firsts
        ),
        marks=tuple(dict.fromkeys(mark.label for mark in marks)),
    )
