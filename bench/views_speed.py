"""All of Overview's views on the server, for addresses nobody asked for before."""

from __future__ import annotations

import itertools
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from callbacks.overview import FILLS
from dashboard.reference import load_reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Store

VIEWS = tuple(FILLS)
MEASURES = ("all_crime", "violence_against_the_person", "criminal_damage", "asb_police_reports")
WINDOWS = ("12m", "fytd", "q")


@dataclass(frozen=True)
class Cold:
    """Milliseconds for a page of views with nothing kept: a district's, and a whole county's."""

    pages: int
    p50_ms: float
    p95_ms: float


def measure_views(store: Path, *, level: str) -> Cold:
    """Every area of a level x measure x window x two last months, each page with nothing kept."""
    reference = load_reference(Store(store), Settings(store=store))
    vocabulary = vocabulary_of(reference)
    areas = [area.code for area in reference.areas.values() if area.level == level]
    queries = [
        f"area={area}&measure={measure}&window={window}&to={to}"
        for area, measure, window, to in itertools.product(areas, MEASURES, WINDOWS, ("2023-11", "2024-02"))
    ]
    selections = [parse(query, vocabulary).selection for query in queries]
    taken = []
    for selection in selections:
        reference.recall.forget()
        started = time.perf_counter()
        for name in VIEWS:
            build_view(name, reference, selection)
        taken.append((time.perf_counter() - started) * 1000)
    return Cold(
        pages=len(taken),
        p50_ms=statistics.median(taken),
        p95_ms=statistics.quantiles(taken, n=20)[-1],
    )
