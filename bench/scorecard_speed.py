"""A scorecard of 150 indicators, each with expected, projection, needed, luck, path and recent months."""

from __future__ import annotations

import itertools
import statistics
import time
from pathlib import Path

from bench.views_speed import Cold
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.targets.position import read_positions
from data.catalogue import Indicator, Plan
from data.month import Month
from data.settings import Settings
from data.store import Store

INDICATORS = 150
MONTHS = ("2023-04", "2023-09", "2023-11", "2024-02", "2024-03")
KINDS = (
    {"kind": "change", "direction": "lower", "change_pct": -2.0},
    {"kind": "change", "direction": "higher", "change_pct": 5.0},
    {"kind": "maintain", "direction": "lower"},
    {"kind": "direction", "direction": "lower"},
    {"kind": "level", "direction": "lower", "target": 500.0},
    {"kind": "range", "low": 100.0, "high": 400.0},
    {"kind": "at_least", "target": 300.0, "direction": "higher"},
)


def long_plan(reference: Reference, *, area: str) -> Plan:
    """A plan of 150 indicators on every series that comes by month, of every kind, in turn."""
    held = [item for item in reference.series.values() if item.months and item.unit == "count"]
    series = itertools.cycle(sorted(held, key=lambda item: item.series_id))
    kinds = itertools.cycle(KINDS)
    baseline = {"start": "2022-04", "end": "2023-03"}
    indicators = []
    for number in range(INDICATORS):
        item = next(series)
        indicators.append(
            Indicator.model_validate(
                {
                    "id": f"i{number}",
                    "label": f"Indicator {number}",
                    "measure": item.measure,
                    "source": item.source,
                    "priorities": ["all"],
                    "baseline": baseline,
                    **next(kinds),
                }
            )
        )
    return Plan.model_validate(
        {
            "id": "long",
            "label": "Long",
            "title": "Long",
            "area": area,
            "start": "2023-04",
            "end": "2024-03",
            "publication": "",
            "priorities": [{"id": "all", "label": "All"}],
            "indicators": indicators,
        }
    )


def measure_scorecard(store: Path) -> Cold:
    """Every district's scorecard at five months, each with nothing kept but the version's small tables."""
    reference = load_reference(Store(store), Settings(store=store))
    districts = [area.code for area in reference.areas.values() if area.level == "district"]
    plans = {area: long_plan(reference, area=area) for area in districts}
    taken = []
    for area, to in itertools.product(districts, MONTHS):
        reference.recall.forget()
        started = time.perf_counter()
        found = read_positions(
            reference, plan=plans[area], indicators=plans[area].indicators, area=area, to=Month.parse(to)
        )
        taken.append((time.perf_counter() - started) * 1000)
        if len(found) != INDICATORS:
            raise RuntimeError(f"{len(found)} of {INDICATORS} indicators")
    return Cold(
        pages=len(taken), p50_ms=statistics.median(taken), p95_ms=statistics.quantiles(taken, n=20)[-1]
    )
