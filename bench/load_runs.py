"""The loads: a county's people, more than can be served, versions published and a worker killed under it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from bench.load import Crowd, addresses, crowd, posts_of_a_change
from bench.start_speed import served
from dashboard.held_reference import load_reference
from data.build.versions import clean, next_version, publish, writing
from data.settings import Settings
from data.store import Store

COUNTY: Final = 100
CRUSH: Final = 400
SECONDS: Final = 60.0
VERSIONS: Final = 10
# An answer may be of the version before for so long after another is published.
GRACE: Final = 2.0
MEASURES: Final = (
    *("all_crime", "violence_against_the_person", "criminal_damage", "asb_police_reports"),
    *("burglary", "robbery", "shoplifting", "vehicle_crime"),
)


@dataclass(frozen=True)
class Loads:
    """A run each; memory (MiB, PSS of all processes) before and after the versions."""

    county: Crowd
    publishing: Crowd
    killed: Crowd
    crush: Crowd
    memory_mib: tuple[float, float]


def run_loads(store: Path, *, home: str) -> Loads:
    """All of them on one server. The store is changed: give it a copy."""
    reference = load_reference(Store(store), Settings(store=store))
    levels = ("district", "county", "force", "partnership")
    areas = [area.code for area in reference.areas.values() if area.level in levels]
    months = [f"{year}-{month:02d}" for year in (2021, 2022, 2023) for month in range(1, 13)]
    with served(store, home=home) as (address, _):
        posts = posts_of_a_change(address)
        seeds = iter(range(1, 9))

        def people(count: int, **more: object) -> Crowd:
            chosen = addresses(areas, MEASURES, months, seed=next(seeds))
            return crowd(address, posts, people=count, seconds=SECONDS, chosen=chosen, **more)  # type: ignore[arg-type]

        county = people(COUNTY)
        before = server_memory()
        publisher = Publisher(store)
        publishing = people(COUNTY, oldest=publisher.oldest, beside=publisher.run)
        after = server_memory()
        killed = people(COUNTY, beside=_kill_a_worker)
        crush = people(CRUSH)
    return Loads(county, publishing, killed, crush, (before, after))


class Publisher:
    """Publishes the same figures as one version after the other."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._published = [(0.0, Store(store).snapshot().version)]

    def oldest(self) -> str:
        """The version that was published two seconds ago: no answer asked for now may be of an older one."""
        now = time.perf_counter()
        return [version for moment, version in self._published if moment <= now - GRACE][-1]

    async def run(self) -> None:
        """One version every five seconds."""
        for _ in range(VERSIONS):
            await asyncio.sleep(SECONDS / (VERSIONS + 1))
            await asyncio.to_thread(self._publish)

    def _publish(self) -> None:
        with writing(self._store) as scratch:
            version = next_version(self._store)
            built = scratch / f"{version}.duckdb"
            shutil.copyfile((self._store / "current").resolve(), built)
            publish(built, folder=self._store, version=version)
            self._published.append((time.perf_counter(), version))
            clean(self._store)


async def _kill_a_worker() -> None:
    await asyncio.sleep(SECONDS / 3)
    master = next(iter(_servers()))
    os.kill(master.children()[0].pid, signal.SIGKILL)


def _servers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.children()]


def server_memory() -> float:
    """MiB (PSS) of the servers this process runs, with their workers."""
    parts = [part for server in _servers() for part in (server, *server.children(recursive=True))]
    held: Callable[[psutil.Process], float] = lambda part: part.memory_full_info().pss / 2**20  # noqa: E731
    return sum(held(part) for part in parts)
