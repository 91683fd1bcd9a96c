"""Where in a ward: its top named place and its top LSOA, from a source that knows places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dashboard.disclosure import released_places
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.records import Series
from dashboard.reference import COMPLETE
from dashboard.released import ReleasedPlace
from dashboard.wording import number


@dataclass(frozen=True)
class Places:
    """By ward code, where it mostly was, in words. `note` names the source where it is another one."""

    mostly: Mapping[str, str]
    note: str = ""


def mostly_at(question: Question, *, window: Window) -> Places:
    """Top place and top LSOA of every ward of the area.

    Where the series has no places, another source of the same measure that covers the window is asked, and
    named: its counts differ.
    """
    for series in placed_series(question, window=window):
        found = _read(question, series, window)
        if found:
            return Places(_words(question, series, found), source_note(question, series))
    return Places({})


def placed_series(question: Question, *, window: Window) -> Iterator[Series]:
    """The series to ask for places: the question's own, then others of its measure that cover the window."""
    own = question.series
    area = question.reference.custom.get(question.area)
    if own is None or (area is not None and area.cut and area.changed):
        # Of LSOAs that come and go, a place's rows over a window may lie outside the area.
        return
    others = [s for s in question.vocabulary.series_of(question.area, question.measure.id) if s != own]
    for series in (own, *others):
        if series.source not in question.reference.placed_sources:
            continue
        if series is own or _covers(question, series, window):
            yield series


def source_note(question: Question, series: Series) -> str:
    """Which source places are from, where it is another one than the counts'."""
    if series == question.series:
        return ""
    source = question.reference.catalogue.sources[series.source].short
    return f"Places are from {source}, whose counts differ."


def _covers(question: Question, series: Series, window: Window) -> bool:
    return all(
        question.reference.status_of(series=series, code=question.area, month=month) == COMPLETE
        for month in window.months
    )


def _read(question: Question, series: Series, window: Window) -> tuple[ReleasedPlace, ...]:
    reference = question.reference
    districts = reference.districts(question.area)
    part_of = question.part_of
    return reference.recall(
        ("places", series.series_id, part_of or districts, window.first, window.last),
        lambda: released_places(
            reference, series=series, districts=districts, window=window, part_of=part_of
        ),
    )


def _words(question: Question, series: Series, places: Iterable[ReleasedPlace]) -> dict[str, str]:
    kinds = question.reference.catalogue.places.get(series.source)
    parts: dict[str, list[str]] = {}
    # 'place' before 'lsoa': the name people know comes first.
    for item in sorted(places, key=lambda item: item.kind, reverse=True):
        if item.ward is not None:
            named = kinds.plain(item.name) if kinds else item.name
            name = named if item.kind == "place" else f"LSOA {item.name}"
            parts.setdefault(item.ward, []).append(f"{name} ({number(item.value)})")
    return {ward: "; ".join(words) for ward, words in parts.items()}
