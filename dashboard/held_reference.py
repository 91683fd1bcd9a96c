"""The reference tables of a store version: read once, and the same for all while somebody holds them."""

from __future__ import annotations

import gc
import threading
from typing import Final
from weakref import WeakValueDictionary

from dashboard.custom_areas import load_custom_areas
from dashboard.records import (
    areas_from_frame,
    coverage_from_frame,
    extracted_from_frame,
    layers_from_frame,
    members_from_frame,
    populations_from_frame,
    rows,
    series_from_frame,
)
from dashboard.reference import Reference
from data import queries
from data.catalogue import load_catalogue
from data.catalogue.stored import with_plans
from data.settings import Settings
from data.store import Snapshot, Store

# What is held elsewhere is not read twice; whoever holds a reference holds its version's file open with it.
_HELD: Final[WeakValueDictionary[tuple[Snapshot, Settings], Reference]] = WeakValueDictionary()
_READING: Final = threading.Lock()


def load_reference(store: Store, settings: Settings) -> Reference:
    """The reference tables of the version published now: the same while somebody holds them.

    Read by one thread, for which the others wait. Raises as `Store.snapshot` does.
    """
    return _load(store.snapshot(), settings)


def load_kept(store: Store, settings: Settings, *, version: str) -> Reference | None:
    """The same for an earlier version, None where it is no longer kept."""
    snapshot = store.kept(version)
    return None if snapshot is None else _load(snapshot, settings)


def settle() -> None:
    """Free what was let go, and leave alone what stays.

    Modules and tables stay as long as the process: without this each full collection walks them all, and one
    page in twenty waits 60 ms for it (docs/benchmarks.md, the scorecard). Nothing is kept for ever: what was
    settled before is looked through once more.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _load(snapshot: Snapshot, settings: Settings) -> Reference:
    with _READING:
        found = _HELD.get((snapshot, settings))
        if found is None:
            found = _HELD[snapshot, settings] = _read(snapshot, settings)
            settle()
        return found


def _read(snapshot: Snapshot, settings: Settings) -> Reference:
    areas = {item.code: item for item in areas_from_frame(queries.get_areas(snapshot))}
    return Reference(
        snapshot=snapshot,
        settings=settings,
        catalogue=with_plans(
            load_catalogue(), plans=queries.get_plans(snapshot), actions=queries.get_actions(snapshot)
        ),
        meta=queries.get_meta(snapshot),
        areas=areas,
        members=members_from_frame(queries.get_memberships(snapshot)),
        series={
            (item.measure, item.source): item for item in series_from_frame(queries.get_series(snapshot))
        },
        populations=populations_from_frame(queries.get_population(snapshot)),
        layers={
            (item.form, item.level, item.scope): item
            for item in layers_from_frame(queries.get_layers(snapshot))
        },
        dispersion={
            (int(row["series_id"]), row["level"]): float(row["phi"])
            for row in rows(queries.get_dispersion(snapshot))
        },
        coverage=coverage_from_frame(queries.get_coverage(snapshot)),
        extracted=extracted_from_frame(queries.get_files(snapshot)),
        placed_sources=frozenset(queries.get_placement(snapshot)["source"]),
        custom=load_custom_areas(snapshot, areas),
    )
