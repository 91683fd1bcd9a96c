"""What was done, and what it should move in the same months: dispersals, warnings and notices beside reports.

Beside is not because of: nothing here is worked out from the one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from dashboard.comparisons import Comparison, checked, compare_windows
from dashboard.disclosure import level_of, released_months, released_total
from dashboard.observed import Observed, observed_in
from dashboard.periods import Window
from dashboard.question import marks_of
from dashboard.records import Series
from dashboard.reference import COMPLETE, Reference
from dashboard.released import NOT_SUPPLIED, Amount, Stretch
from dashboard.statistics.change import Change, compare_counts
from dashboard.targets.gauge import series_of
from data.catalogue import Indicator, Measure, Plan
from data.month import Month

_YEAR = 12


@dataclass(frozen=True)
class Done:
    """How often something was done in a run of months, as its source published it."""

    measure: Measure
    source: str
    window: Window
    value: float | None
    status: str
    note: str
    demonstration: bool


@dataclass(frozen=True)
class Outcome:
    """An indicator's count in the same months, and in those it may be compared with.

    `comparison` says why where there is none; `change` is None then.
    """

    indicator: Indicator
    series: Series | None
    now: Amount
    before: Amount
    comparison: Comparison
    change: Change | None


@dataclass(frozen=True)
class Output:
    """An output of a plan with every count of it that the store holds, the latest first.

    `moves` are the indicators it should move; `beside` has their counts for each of `done`, in that order.
    """

    indicator: Indicator
    measure: Measure
    moves: tuple[Indicator, ...]
    done: tuple[Done, ...]
    beside: tuple[tuple[Outcome, ...], ...]

    @property
    def pairs(self) -> list[tuple[Done, tuple[Outcome, ...]]]:
        """Each count with the outcomes beside it."""
        return list(zip(self.done, self.beside, strict=True))


def read_outputs(
    reference: Reference, plan: Plan, *, area: str, priority: str | None = None
) -> tuple[Output, ...]:
    """The outputs of a plan, or of one of its priorities, with counts of its years and the year before.

    The year before is the one a plan starts from: papers print what was done in it.
    """
    indicators = {item.id: item for item in plan.indicators}
    span = Window("range", plan.first - _YEAR, plan.last)
    return tuple(
        _output(
            reference,
            item,
            tuple(indicators[name] for name in item.moves),
            area=item.area or area,
            span=span,
        )
        for item in plan.indicators
        if item.output and (priority is None or priority in item.priorities)
    )


def _output(
    reference: Reference, indicator: Indicator, moves: tuple[Indicator, ...], *, area: str, span: Window
) -> Output:
    measure = reference.catalogue.measures[indicator.measure]
    measures = [measure, *(reference.catalogue.measures[name] for name in measure.includes)]
    found = [done for item in measures for done in _done(reference, item, area=area, span=span)]
    done = tuple(sorted(found, key=lambda item: (-item.window.last.index, item.window.length)))
    beside = tuple(
        tuple(outcome_in(reference, item, area=item.area or area, window=one.window) for item in moves)
        for one in done
    )
    return Output(indicator, measure, moves, done, beside)


def _done(reference: Reference, measure: Measure, *, area: str, span: Window) -> Iterator[Done]:
    """A measure's counts within a span: as published with their own months, or months that add up."""
    for item in observed_in(reference, [area], measures=[measure.id]):
        series = reference.series[item.measure, item.source]
        inside = span.first <= item.first and item.last <= span.last
        if inside and not series.months and item.breakdown is None and item.category is None:
            yield _published(measure, item, series)
    for series in reference.series.values():
        if series.measure == measure.id and series.months and reference.covers(series=series, code=area):
            yield from _by_year(reference, measure, series, area=area, span=span)


def _published(measure: Measure, item: Observed, series: Series) -> Done:
    return Done(
        measure=measure,
        source=item.source,
        window=Window("range", item.first, item.last),
        value=item.value,
        status="hidden" if item.value is None else item.status,
        note=item.note or "",
        demonstration=series.demonstration,
    )


def _by_year(
    reference: Reference, measure: Measure, series: Series, *, area: str, span: Window
) -> Iterator[Done]:
    """The first run of complete months in each year of the span, added up: a gap ends it."""

    def complete(month: Month) -> bool:
        return reference.status_of(series=series, code=area, month=month) == COMPLETE

    for first in range(span.first.index, span.last.index + 1, _YEAR):
        months = Month.from_index(first).until(min(Month.from_index(first + _YEAR - 1), span.last))
        held = [*takewhile(complete, dropwhile(lambda month: not complete(month), months))]
        if held:
            total = released_total(
                reference, series=series, area=area, window=Window("range", held[0], held[-1])
            )
            yield Done(
                measure=measure,
                source=series.source,
                window=total.window,
                value=total.amount.value,
                status=total.amount.status,
                note="",
                demonstration=series.demonstration,
            )


def outcome_in(reference: Reference, indicator: Indicator, *, area: str, window: Window) -> Outcome:
    """An indicator's count in a window, with the change on the year before where the data allow one."""
    series = series_of(reference, indicator=indicator, area=area)
    if series is None or not series.months:
        return _as_published(reference, indicator, series, area=area, window=window)
    level = level_of(reference, area)
    wanted = checked(
        compare_windows(kind="year", window=window),
        window=window,
        status=lambda month: reference.status_of(series=series, code=area, month=month),
        marks=marks_of(reference, measure=series.measure, area=area),
    )
    now = _total(reference, series, area, window)
    before = _total(reference, series, area, wanted.windows[0]) if wanted.windows else NOT_SUPPLIED
    change = None
    if now.whole and before.whole and now.value is not None and before.value is not None:
        phi = reference.phi(series=series, level=level)
        change = compare_counts(now.value, before.value, phi, window.days, wanted.windows[0].days)
    return Outcome(indicator, series, now, before, wanted, change)


def _total(reference: Reference, series: Series, area: str, window: Window) -> Amount:
    """A window's count; a fixed period that is not the one asked for is another number."""
    found = released_total(reference, series=series, area=area, window=window)
    same = (found.window.first, found.window.last) == (window.first, window.last)
    return found.amount if same else NOT_SUPPLIED


def _as_published(
    reference: Reference, indicator: Indicator, series: Series | None, *, area: str, window: Window
) -> Outcome:
    """A number published for exactly these months; a survey's percentage is no count to compare."""
    none = Comparison("none")
    found = observed_in(reference, [area], measures=[indicator.measure]) if series else ()
    for item in found:
        same = (item.first, item.last) == (window.first, window.last)
        if same and series and item.source == series.source and item.category == indicator.category:
            if item.value is None:
                return Outcome(indicator, series, Amount("hidden", None), NOT_SUPPLIED, none, None)
            if series.unit == "count":
                amount = Amount("shown" if item.value else "zero", round(item.value))
                return Outcome(indicator, series, amount, NOT_SUPPLIED, none, None)
    return Outcome(indicator, series, NOT_SUPPLIED, NOT_SUPPLIED, none, None)


def outcome_months(
    reference: Reference, outcome: Outcome, *, area: str, first: Month, last: Month
) -> Sequence[Stretch]:
    """The months of an outcome for drawing; none where it does not come by month."""
    if outcome.series is None or not outcome.series.months:
        return ()
    return released_months(reference, series=outcome.series, area=area, first=first, last=last).stretches
