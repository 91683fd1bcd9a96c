"""All of a page's views on the server, for addresses nobody asked for before."""

from __future__ import annotations

import itertools
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from dash.development.base_component import Component

from callbacks.shell import PAGES
from dashboard.reference import load_reference
from dashboard.selection import parse
from dashboard.views.registry import VIEWS, build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Store
from layouts import ids

MEASURES = ("all_crime", "violence_against_the_person", "criminal_damage", "asb_police_reports")
WINDOWS = ("12m", "fytd", "q")


@dataclass(frozen=True)
class Cold:
    """Milliseconds for a page of views with nothing kept: a district's, and a whole county's."""

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
        for area, measure, window, to in itertools.product(areas, MEASURES, WINDOWS, ("2023-11", "2024-02"))
    ]
    selections = [parse(query, vocabulary).selection for query in queries]
    taken = []
    for selection in selections:
        reference.recall.forget()
        started = time.perf_counter()
        for name in views:
            build_view(name, reference, selection)
        taken.append((time.perf_counter() - started) * 1000)
    return Cold(
        pages=len(taken),
        p50_ms=statistics.median(taken),
        p95_ms=statistics.quantiles(taken, n=20)[-1],
    )
