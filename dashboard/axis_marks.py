"""Everything that is marked on an axis of months, in one list, for every month chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.events import BANK_HOLIDAY, SCHOOL_HOLIDAY, events_of
from dashboard.figures.marks import Mark
from dashboard.interventions import interventions_of
from dashboard.periods import Window
from dashboard.question import Question, marks_of
from dashboard.reference import Reference
from data.month import Month

_HOLIDAYS = (BANK_HOLIDAY, SCHOOL_HOLIDAY)


def axis_marks(question: Question, months: Sequence[Month], *, area: str | None = None) -> list[Mark]:
    """The marks of a question's series in an area or ward (None: the page's) on the months of an axis.

    Breaks, exceptional months, the start of figures that may still change, interventions meant to move the
    measure, events and holidays. `months` are all of the axis, in order, also those of longer stretches.
    """
    return measure_marks(
        question.reference,
        months,
        area=area or question.area,
        measure=question.measure.id,
        provisional_from=question.series.provisional_from if question.series else None,
    )


def measure_marks(
    reference: Reference,
    months: Sequence[Month],
    *,
    area: str,
    measure: str,
    provisional_from: Month | None = None,
) -> list[Mark]:
    """The same of any measure, as an indicator's is, which need not be the page's."""
    if not months:
        return []
    window = Window("range", months[0], months[-1])
    marks = [
        Mark(mark.first, mark.last, mark.label, mark.kind)
        for mark in marks_of(reference, measure=measure, area=area)
        if mark.first <= window.last and mark.last >= window.first
    ]
    if provisional_from is not None and provisional_from <= window.last:
        marks.append(Mark(provisional_from, window.last, "provisional", "provisional"))
    return [
        *marks,
        *_intervention_marks(reference, window, area=area, measure=measure),
        *event_marks(reference, window, area=area),
    ]


def _intervention_marks(reference: Reference, window: Window, *, area: str, measure: str) -> Iterator[Mark]:
    """What was done here to move the measure; one that still runs goes on to the end of the axis."""
    end = window.last.last_day
    for item in interventions_of(reference, area=area, measure=measure, window=window):
        where = "" if item.area in item.name or item.places == (area,) else f" ({item.area})"
        yield Mark(
            item.first_month,
            item.last_month or window.last,
            f"{item.name}{where}",
            "intervention",
            days=(item.first, item.last or end),
        )


def event_marks(reference: Reference, window: Window, *, area: str) -> Iterator[Mark]:
    """The events and holidays of a window in an area alone, by day."""
    for event in events_of(reference, area=area, window=window):
        yield Mark(
            Month.of(event.first),
            Month.of(event.last),
            event.name,
            "holiday" if event.kind in _HOLIDAYS else "event",
            days=(event.first, event.last),
        )
