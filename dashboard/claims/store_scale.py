"""A count of a size that its area cannot have: more per resident than any district, or half of the force's.

Sources differ in level, but not by a multiple: here they may stand side by side, and the reason says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import Figure, Span
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import words
from dashboard.claims.store_areas import StoreAreas
from dashboard.claims.store_counts import PAPERS, count_of
from dashboard.disclosure import released_areas
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference

CHECK: Final = "scale"
# A district may have more than any other had, by another source. Twice as much is no matter of sources. An
# area of several districts lies between them.
_ONE_DISTRICT: Final = 2
_TYPES: Final = ("district", "partnership", "force", "county", "location")


@dataclass(frozen=True)
class Highest:
    """The district with most per resident in a period."""

    code: str
    per_1000: Fraction


def check_store_scale(claims: Claims, reference: Reference, areas: StoreAreas) -> Iterator[Finding]:
    """Every yearly total of an area against the store's districts and its force."""
    for figure in claims.figures:
        if not figure.is_count or figure.statistic != "total" or figure.topic or figure.printed is None:
            continue
        if figure.area_type not in _TYPES or figure.span is None or figure.span.length < 1:
            continue
        for (measure, source), series in reference.series.items():
            if measure == figure.measure and source != PAPERS and series.months:
                found = _too_large(figure, series, code=areas.code_of(figure), reference=reference)
                if found is not None:
                    yield found
                    break


def _too_large(figure: Figure, series: Series, *, code: str | None, reference: Reference) -> Finding | None:
    span = _nearest(series, figure.span)
    if span is None or figure.printed is None:
        return None
    if code is None:
        return _half_of_the_force(figure, series, span=span, reference=reference)
    residents = _residents(reference, code, span)
    highest = reference.recall(
        ("highest district", series.series_id, span), lambda: _highest(reference, series, span=span)
    )
    if residents is None or highest is None:
        return None
    per_1000 = 1000 * figure.printed.value / residents
    one = reference.areas[code].level == "district" or len(reference.members.get(code, ())) == 1
    if per_1000 <= highest.per_1000 * (_ONE_DISTRICT if one else 1):
        return None
    return _finding(
        figure,
        f"{figure.printed.text} is {words(per_1000, 0)} for 1,000 residents of {reference.name(code)}; "
        f"the highest of the store's districts, {reference.name(highest.code)}, has "
        f"{words(highest.per_1000, 0)} ({_source(reference, series)}, {span.words}). It may be the number of "
        "a larger area, or of something else.",
    )


def _half_of_the_force(figure: Figure, series: Series, *, span: Span, reference: Reference) -> Finding | None:
    """Of an area the store does not know: a part of the force with more than half of its count."""
    forces = [area.code for area in reference.areas.values() if area.level == "force"]
    if len(forces) != 1 or figure.printed is None or not _lies_in(figure, reference.name(forces[0])):
        return None
    whole = count_of(reference, series=series, code=forces[0], span=span)
    if not whole.whole or not whole.value or 2 * figure.printed.value <= whole.value:
        return None
    share = 100 * figure.printed.value / Fraction(whole.value)
    return _finding(
        figure,
        f"{figure.printed.text} in {figure.area_name} is {words(share, 0)}% of what the whole of "
        f"{reference.name(forces[0])} has ({words(whole.value)}, {_source(reference, series)}, "
        f"{span.words}). It may be the number of the force.",
    )


def _lies_in(figure: Figure, force: str) -> bool:
    """Whether the name says that it is a part of the force: 'West Kent police area'."""
    first = force.split()[0].lower()
    return first in figure.area.split() and figure.area.split()[0] != first


def _nearest(series: Series, span: Span | None) -> Span | None:
    """The period itself, or as many months at the end of the series that is nearest to it."""
    first, last = series.first_month, series.last_complete
    if span is None or first is None or last is None or last < first:
        return None
    if first <= span.first and span.last <= last:
        return span
    if last.index - first.index + 1 < span.length:
        return None
    return (
        Span(first, first + (span.length - 1)) if span.first < first else Span(last - (span.length - 1), last)
    )


def _highest(reference: Reference, series: Series, *, span: Span) -> Highest | None:
    window = Window("range", span.first, span.last)
    released = released_areas(reference, series=series, level="district", window=window)
    if (released.window.first, released.window.last) != (span.first, span.last):
        return None
    found = []
    for item in released.cells:
        residents = _residents(reference, item.code, span)
        if residents and item.now.whole and item.value:
            found.append(Highest(item.code, Fraction(1000 * item.value, residents)))
    return max(found, key=lambda item: item.per_1000, default=None)


def _residents(reference: Reference, code: str, span: Span) -> int | None:
    people = reference.population(code, window=Window("range", span.first, span.last))
    return people.residents if people else None


def _source(reference: Reference, series: Series) -> str:
    return reference.catalogue.sources[series.source].short


def _finding(figure: Figure, reason: str) -> Finding:
    return Finding(figure.row, Verdict.DIFFERS, reason, check=CHECK)
