"""What sources print without months: surveys, caseloads, outputs. For their own periods, never tested."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.assessment.statement import Part, Statement, Writer
from dashboard.assessment.subject import DATA, Subject
from dashboard.observed import published_figures, published_measures
from dashboard.periods import span_words
from dashboard.released import ReleasedObservation
from dashboard.vocabulary import LEAD
from dashboard.wording import count, number, percent, printed

HEADING = "Also published"
# How far before the period a figure may begin and still be news.
_MONTHS_BACK = 24
_FEW_DISTRICTS = 3
_HEAD = "As their sources print them, for their own periods; they cannot be tested for usual variation."


def published_statements(subject: Subject) -> list[Statement]:
    """Those of the page's measure; with all crime, all that have no page of their own; one a measure."""
    wanted = [name for name in published_measures(subject.reference) if _is_about(subject, name)]
    if not wanted:
        return []
    # A ward in focus has its own alone; of a county's hundreds of wards nobody reads them here.
    few = len(subject.reference.districts(subject.code)) <= _FEW_DISTRICTS
    wards = few and not subject.is_ward
    held = published_figures(subject.reference, subject.code, measures=wanted, wards=wards)
    found = [item for item in held if _is_near(subject, item)]
    found.sort(key=lambda item: (subject.reference.catalogue.measures[item.measure].order, item.measure))
    if not found:
        return []
    return Writer(HEADING).say(_HEAD).done() + [
        statement
        for measure, items in groupby(found, key=lambda item: item.measure)
        for statement in _measure(subject, measure, list(items))
    ]


def _is_about(subject: Subject, measure: str) -> bool:
    """Whether the page's text is the place for a measure."""
    question = subject.question
    if measure == question.measure.id:
        return True
    own_page = bool(question.vocabulary.series_of(question.area, measure))
    fractional = subject.reference.catalogue.measures[measure].fractional
    return question.measure.id == LEAD and not own_page and not fractional


def _is_near(subject: Subject, item: ReleasedObservation) -> bool:
    """Whether there is a number, of the period or not long before it."""
    window = subject.question.window
    return item.value is not None and item.first <= window.last and item.last >= window.first - _MONTHS_BACK


def _measure(subject: Subject, measure: str, items: Sequence[ReleasedObservation]) -> list[Statement]:
    """'MARAC cases: 177 (Nov 2021 to Oct 2022).'"""
    told = Writer(HEADING).say(f"{subject.reference.catalogue.measures[measure].label}: ")
    for place, item in enumerate(items):
        told.say("; " if place else "")
        where = "" if item.area == subject.code else f"{subject.reference.name(item.area)} "
        told.say(f"{where}{f'{item.category} ' if item.category else ''}")
        told.parts.append(_figure(subject, item))
        told.say(f" ({span_words(item.first, item.last)}{_of(subject, item)})")
    return told.say(".").done()


def _figure(subject: Subject, item: ReleasedObservation) -> Part:
    measure = subject.reference.catalogue.measures[item.measure]
    value = item.value or 0.0
    words = {"percent": percent(value, 0 if value.is_integer() else 1), "gbp": f"£{number(value)}"}
    return Part(
        words=words.get(measure.unit, count(value)),
        link=subject.link(DATA),
        value=printed(value),
        what=f"{measure.label}, {subject.reference.name(item.area)}",
        unit=measure.unit,
        of=printed(item.denominator),
        period=span_words(item.first, item.last),
        source=subject.reference.catalogue.sources[item.source].label,
    )


def _of(subject: Subject, item: ReleasedObservation) -> str:
    """What a percentage is of, or that its source does not say."""
    if subject.reference.catalogue.measures[item.measure].unit != "percent":
        return ""
    return f"; n = {number(item.denominator)}" if item.denominator else "; n not stated"
