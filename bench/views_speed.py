"""All of a page's views on the server, for addresses nobody asked for before."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dash.development.base_component import Component

from callbacks.shell import PAGES
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.views.registry import VIEWS, build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Store
from layouts import ids

MEASURES = ("all_crime", "violence_against_the_person", "criminal_damage", "asb_police_reports")
WINDOWS = ("12m", "fytd", "q")
LASTS = ("2023-11", "2024-02")
# What any store of police.uk files has, and the demonstration as well.
OPEN_SOURCE = "police_uk"
OPEN_MEASURES = (
    *("all_crime", "asb_police_reports"),
    *("arson_and_criminal_damage", "violence_and_sexual_offences"),
)


@dataclass(frozen=True)
class Cold:
    """Milliseconds for a page of views."""

    pages: int
    p50_ms: float
    p95_ms: float


def views_of(path: str) -> tuple[str, ...]:
    """The views whose cards stand on a page, in their order."""
    cards = {ids.card(name): name for name in VIEWS}
    found: list[str] = []
    for part in PAGES[path]():
        for item in (part, *(part._traverse() if isinstance(part, Component) else ())):
            name = cards.get(getattr(item, "id", None))
            if name is not None and name not in found:
                found.append(name)
    return tuple(found)


def measure_views(store: Path, *, path: str, level: str) -> Cold:
    """Every area of a level x measure x window x two last months, each page with nothing kept.

    A district has its first ward in focus, where the page is about one.
    """
    views = views_of(path)
    reference = load_reference(Store(store), Settings(store=store))
    vocabulary = vocabulary_of(reference)
    areas = [area.code for area in reference.areas.values() if area.level == level]
    focus = path == "/hotspots"
    wards = {area: f"&ward={reference.wards(area)[0]}" if focus else "" for area in areas}
    queries = [
        f"area={area}&measure={measure}&window={window}&to={to}{wards[area]}"
        for area, measure, window, to in itertools.product(areas, MEASURES, WINDOWS, LASTS)
    ]
    selections = [parse(query, vocabulary).selection for query in queries]
    return _summed([_cold(reference, views, selection) for selection in selections])


@dataclass(frozen=True)
class Area:
    """One area of an open store."""

    reference: Reference
    code: str


@dataclass(frozen=True)
class Taken:
    """A page of one area: with nothing kept, and asked for again."""

    cold: Cold
    warm: Cold


def measure_side_by_side(areas: Sequence[Area], *, path: str) -> list[Taken]:
    """One page of each of the areas in turn: measure x window x two last months, of the open source.

    A page of a district has its first ward in focus, where the page is about one.
    """
    views = views_of(path)
    asked = list(itertools.product(OPEN_MEASURES, WINDOWS, LASTS))
    cold: list[list[float]] = [[] for _ in areas]
    warm: list[list[float]] = [[] for _ in areas]
    for measure, window, to in asked:
        for place, area in enumerate(areas):
            selection = _selection(area, path=path, measure=measure, window=window, to=to)
            cold[place].append(_cold(area.reference, views, selection))
            warm[place].append(_time(area.reference, views, selection))
    return [Taken(_summed(first), _summed(again)) for first, again in zip(cold, warm, strict=True)]


def _selection(area: Area, *, path: str, measure: str, window: str, to: str) -> Selection:
    reference = area.reference
    is_district = reference.areas[area.code].level == "district"
    ward = f"&ward={reference.wards(area.code)[0]}" if path == "/hotspots" and is_district else ""
    query = f"area={area.code}&measure={measure}&source={OPEN_SOURCE}&window={window}&to={to}{ward}"
    return parse(query, vocabulary_of(reference)).selection


def _cold(reference: Reference, views: Sequence[str], selection: Selection) -> float:
    reference.recall.forget()
    return _time(reference, views, selection)


def _time(reference: Reference, views: Sequence[str], selection: Selection) -> float:
    started = time.perf_counter()
    for name in views:
        build_view(name, reference, selection)
    return (time.perf_counter() - started) * 1000


def _summed(taken: Sequence[float]) -> Cold:
    return Cold(
        pages=len(taken),
        p50_ms=statistics.median(taken),
        p95_ms=statistics.quantiles(taken, n=20)[-1],
    )
