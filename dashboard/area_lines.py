"""Areas month by month as rates on one scale, months made equally long, gaps left as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import Final

from dashboard.amounts import together
from dashboard.counts import read_areas_ahead
from dashboard.disclosure import fixed_at, level_of, released_months
from dashboard.periods import MOST_BARS, Window
from dashboard.question import Question
from dashboard.records import Series
from dashboard.released import Amount, Stretch
from dashboard.standings import has_rates, population_of
from data.month import Month

# Days of a mean month: rates are for months as long as this one, so that February does not dip.
MEAN_MONTH: Final = 365.25 / 12
# Under this mean a month by itself says nothing: the rule of the control charts.
FEWEST_A_MONTH: Final = 5


@dataclass(frozen=True)
class LinePoint:
    """A month, or the quarter or year that stands for it; `rate` is None where there is none to show."""

    first: Month
    last: Month
    amount: Amount
    rate: float | None

    @property
    def middle(self) -> float:
        """Its middle on an axis of months by index."""
        return (self.first.index + self.last.index) / 2


@dataclass(frozen=True)
class AreaLine:
    """An area's points in order; `people` is what its rates are per, None where nobody is counted."""

    code: str
    name: str
    points: tuple[LinePoint, ...]
    people: int | None

    @cached_property
    def rates(self) -> dict[tuple[Month, Month], float]:
        """Its rates by first and last month."""
        return {(p.first, p.last): p.rate for p in self.points if p.rate is not None}

    def runs(self) -> list[list[LinePoint]]:
        """Its points without a gap between them, a list a run."""
        found: list[list[LinePoint]] = []
        for point in self.points:
            if point.rate is None:
                continue
            if found and found[-1][-1].last + 1 == point.first:
                found[-1].append(point)
            else:
                found.append([point])
        return found


@dataclass(frozen=True)
class AreaLines:
    """Lines over the same months. `unit` is what a point is: a month, or a quarter where these are shown, or
    where months are too few to read.
    """

    window: Window
    unit: str
    lines: tuple[AreaLine, ...]
    caveats: tuple[str, ...]

    def of(self, code: str) -> AreaLine | None:
        """An area's line; None where it has none."""
        return next((line for line in self.lines if line.code == code), None)

    @property
    def highest(self) -> float:
        """The highest rate of all, 0 where there is none."""
        return max((rate for line in self.lines for rate in line.rates.values()), default=0.0)


def lined_up(question: Question) -> Window | None:
    """The months drawn: up to 36 to the last one the page is about; None without a series."""
    series = question.series
    if series is None or series.first_month is None:
        return None
    last = question.window.last
    return Window("range", max(series.first_month, last - (MOST_BARS - 1)), max(series.first_month, last))


def area_lines(question: Question, codes: Sequence[str]) -> AreaLines | None:
    """The lines of areas, read in one statement; None without a series or residents of any of them.

    Those that are shown by a longer unit than the first one have no line beside it.
    """
    series, window = question.series, lined_up(question)
    if series is None or window is None or not codes:
        return None
    reference = question.reference
    key = ("area lines", series.series_id, tuple(codes), window)
    return reference.recall(key, lambda: _area_lines(question, series, window, codes))


def _area_lines(question: Question, series: Series, window: Window, codes: Sequence[str]) -> AreaLines | None:
    reference = question.reference
    free = [
        code
        for code in codes
        if not fixed_at(reference, series=series, level=level_of(reference, code))
        and reference.areas[code].level != "ward"
    ]
    if free:
        read_areas_ahead(reference, series, free, window.first, window.last)
    units: list[str] = []
    caveats: list[str] = []
    lines = []
    for code in codes:
        found = released_months(reference, series=series, area=code, first=window.first, last=window.last)
        if units and found.unit != units[0]:
            continue
        units.append(found.unit)
        caveats += found.caveats
        lines.append(_line(question, code, found.stretches, window))
    if not any(line.people for line in lines):
        return None
    if units[0] == "month" and _rare(lines):
        units[0], lines = "quarter", [_by_quarter(question, line) for line in lines]
        caveats.append(
            f"Shown by calendar quarter: under {FEWEST_A_MONTH} a month, months are mostly chance."
        )
    begun = _begun(lines)
    return AreaLines(
        window=Window("range", begun or window.first, window.last),
        unit=units[0],
        lines=tuple(
            replace(line, points=tuple(p for p in line.points if begun is None or p.first >= begun))
            for line in lines
        ),
        caveats=tuple(dict.fromkeys(caveats)),
    )


def _rare(lines: Sequence[AreaLine]) -> bool:
    """Whether half of the areas or more have fewer than five a month."""
    means = []
    for line in lines:
        values = [p.amount.value for p in line.points if p.amount.whole and p.amount.value is not None]
        if values:
            means.append(sum(values) / len(values))
    return bool(means) and median(means) < FEWEST_A_MONTH


def _by_quarter(question: Question, line: AreaLine) -> AreaLine:
    """The same in calendar quarters: those whose three months lie in the line, as whole as these are."""
    held = {point.first: point.amount for point in line.points}
    points = []
    for month in held:
        months = [month, month + 1, month + 2]
        if month.month % 3 == 1 and all(item in held for item in months):
            item = Stretch(month, months[-1], together([held[one] for one in months]))
            points.append(LinePoint(item.first, item.last, item.amount, _rate(question, item, line.people)))
    return replace(line, points=tuple(points))


def _begun(lines: Sequence[AreaLine]) -> Month | None:
    """The first month that was supplied for any of them: before it there is nothing to leave room for."""
    supplied = [p.first for line in lines for p in line.points if p.amount.status != "not_supplied"]
    return min(supplied, default=None)


def _line(question: Question, code: str, stretches: Sequence[Stretch], window: Window) -> AreaLine:
    level = level_of(question.reference, code)
    month = Window("1m", window.last, window.last)
    rated = has_rates(question, level=level, window=month)
    people = population_of(question, code, window=window) if rated else None
    return AreaLine(
        code=code,
        name=question.reference.name(code),
        points=tuple(
            LinePoint(item.first, item.last, item.amount, _rate(question, item, people)) for item in stretches
        ),
        people=people,
    )


def _rate(question: Question, item: Stretch, people: int | None) -> float | None:
    if not people or not item.amount.whole or item.amount.value is None:
        return None
    days = (item.last.last_day - item.first.first_day).days + 1
    return item.amount.value / days * MEAN_MONTH * question.measure.rate_per / people
