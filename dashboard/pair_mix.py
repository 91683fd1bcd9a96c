"""What two areas' counts are made of: each part's rate in both, and which differences chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.counts import read_months_ahead
from dashboard.disclosure import fixed_at, level_of, released_total
from dashboard.question import Question
from dashboard.ranked import Ranked
from dashboard.records import Series
from dashboard.standings import population_of
from dashboard.statistics.change import Change, beyond_usual_in_list, compare_counts
from dashboard.vocabulary import LEAD


@dataclass(frozen=True)
class MixPart:
    """One area's count of a part, and its rate."""

    value: int
    rate: float


@dataclass(frozen=True)
class MixRow:
    """A part of the measure in two areas. `beyond`: the rates differ by more than usual variation, judged
    with the other parts where they are more than five.
    """

    measure: str
    label: str
    first: MixPart
    second: MixPart
    change: Change
    beyond: bool


@dataclass(frozen=True)
class _Counted:
    measure: str
    label: str
    parts: tuple[MixPart, MixPart]
    change: Change


def mix_of(question: Question, ranked: Ranked, codes: tuple[str, str]) -> tuple[MixRow, ...]:
    """The parts of the page's measure in both areas, the largest difference of rates first.

    A part that is hidden, partial, without residents or shown for another period in either is left out.
    """
    parts = [series for series, _ in mix_series(question)]
    _read_ahead(question, ranked, parts, codes)
    found = [
        row for series, label in mix_series(question) if (row := _row(question, ranked, series, label, codes))
    ]
    verdicts = beyond_usual_in_list([row.change for row in found])
    rows = [
        MixRow(row.measure, row.label, *row.parts, row.change, beyond)
        for row, beyond in zip(found, verdicts, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row.first.rate - row.second.rate)))


def mix_series(question: Question) -> list[tuple[Series, str]]:
    """What the measure is made of in its source: its listed parts, else what is listed beside it.

    All crime of a source without listed parts has the crime types it gives, of which some hold others.
    """
    reference, measure, source = question.reference, question.measure, question.selection.source
    names = list(measure.sum_of.get(source, ()))
    labels = {name: label for listed in measure.beside.values() for name, label in listed.items()}
    if not names:
        names = [name for name in labels if name != measure.id]
    if not names and measure.id == LEAD:
        types = [item for item in reference.catalogue.measures.values() if item.crime_type]
        names = [item.id for item in sorted(types, key=lambda item: (item.order, item.label))]
    found = []
    for name in names:
        series = reference.series.get((name, source))
        if series is not None and series.months and name != measure.id:
            found.append((series, labels.get(name, reference.catalogue.measures[name].label)))
    return found


def mix_overlaps(question: Question) -> bool:
    """Whether the parts may lie within one another, so that they make no total."""
    return question.selection.source not in question.measure.sum_of


def _read_ahead(question: Question, ranked: Ranked, parts: Sequence[Series], codes: tuple[str, str]) -> None:
    """One statement an area, instead of one for each of its parts."""
    reference, window = question.reference, ranked.released.window
    for code in codes:
        level = level_of(reference, code)
        free = [series for series in parts if not fixed_at(reference, series=series, level=level)]
        if len(free) > 1:
            read_months_ahead(reference, free, code, window.first, window.last)


def _row(
    question: Question, ranked: Ranked, series: Series, label: str, codes: tuple[str, str]
) -> _Counted | None:
    reference, window = question.reference, ranked.released.window
    measure = reference.catalogue.measures[series.measure]
    own = replace(question, measure=measure, series=series)
    parts, people = [], []
    for code in codes:
        total = released_total(reference, series=series, area=code, window=window)
        here = population_of(own, code, window=window)
        same = (total.window.first, total.window.last) == (window.first, window.last)
        if not same or not total.amount.whole or not here:
            return None
        value = total.amount.value or 0
        people.append(here)
        parts.append(MixPart(value, own.rate(value, here, window=window) or 0.0))
    if not any(part.value for part in parts):
        return None
    levels = {"ward" if level_of(reference, code) == "ward" else "district" for code in codes}
    phi = max(reference.phi(series=series, level=level) for level in levels)
    return _Counted(
        series.measure,
        label,
        (parts[0], parts[1]),
        compare_counts(parts[0].value, parts[1].value, phi, *people),
    )
