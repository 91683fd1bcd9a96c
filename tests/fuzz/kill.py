"""`make kill`: builds killed at random moments. The published version must answer the same each time.

python -m tests.fuzz.kill --times 200 --run 1 [--months]
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from data import count_queries, queries
from data.build.pipeline import build_store
from data.check import find_problems
from data.month import Month
from data.store import Store
from tests.fuzz.seeds import as_workbook, tidy_rows
from tests.integration.street_files import street_rows, write_places, write_street

NOW = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
MONTHS = ("2023-11", "2023-12", "2024-01", "2024-02", "2024-03")
# After so many kills a build is left to end, on what all of them left behind.
WHOLE_EVERY = 20


def main() -> int:
    """Kill builds and print where each was when it was killed; 1 when an answer changed or a build failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--run", type=int, default=1)
    parser.add_argument("--months", action="store_true", help="builds that add months alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="csp-kill-") as scratch:
        killed, failures, whole = kill_builds(
            Path(scratch), times=given.times, run=given.run, months=given.months
        )
    print(f"{'killed while':28}{'times':>8}{'old version':>14}{'new version':>14}")
    stages = list(dict.fromkeys(stage for stage, _ in killed))
    for stage in stages:
        old, new = killed[stage, False], killed[stage, True]
        print(f"{stage:28}{old + new:>8}{old:>14}{new:>14}")
    print(
        f"{sum(killed.values())} builds killed, run {given.run}; {whole} builds left to end afterwards; "
        f"{len(failures)} answers that changed, checks or builds that failed."
    )
    for failure in failures:
        print("FAILED", failure)
    return 1 if failures or sum(killed.values()) < given.times else 0


def kill_builds(
    folder: Path, *, times: int, run: int, months: bool = False
) -> tuple[Counter[tuple[str, bool]], list[str], int]:
    """(stage, whether the new version was published) of each kill; what failed; how many ran to their end."""
    draw = random.Random(f"kill {run}")
    first, second = (_write_months if months else _write_inputs)(folder)
    pristine, store, stage = folder / "pristine", folder / "store", folder / "stage"
    _in_process(lambda: _build(pristine, first, stage))
    before = _in_process(lambda: _answers(pristine))
    _restore(pristine, store)
    started = time.monotonic()
    _in_process(lambda: _build(store, second, stage))
    longest = time.monotonic() - started
    after = _in_process(lambda: _answers(store))
    assert before != after
    _restore(pristine, store)
    killed: Counter[tuple[str, bool]] = Counter()
    failures: list[str] = []
    whole = 0
    while sum(killed.values()) < times:
        moment = draw.uniform(0, longest)
        if not _killed(lambda: _build(store, second, stage), after=moment):
            # It was quicker this time, and ended first.
            longest = moment
            _restore(pristine, store)
            continue
        where = stage.read_text() if stage.exists() else "start"
        found = _in_process(lambda: _answers(store))
        killed[where, found == after] += 1
        if found not in (before, after):
            failures.append(f"killed at {where}, {moment:.3f} s: {found}")
        ended = sum(killed.values()) % WHOLE_EVERY == 0
        if ended:
            whole += 1
            said = _in_process(lambda: _build(store, second, stage))
            found = _in_process(lambda: _answers(store))
            left = [path.name for path in store.iterdir() if path.name == "building"]
            if said or found != after or left:
                failures.append(f"the next build after {where}: {said or found} {left}")
        if ended or found == after:
            _restore(pristine, store)
    return killed, failures, whole


def _write_inputs(folder: Path) -> tuple[list[Path], list[Path]]:
    first = [write_places(folder / "places"), folder / "first"]
    write_street(folder / "first", "2024-01", street_rows("2024-01", rows=100, seed=9))
    for month in MONTHS:
        write_street(folder / "second", month, street_rows(month, rows=600, seed=10))
    (folder / "second" / "extract.xlsx").write_bytes(as_workbook({"Data": tidy_rows()}))
    (folder / "second" / "broken.csv").write_text("period,area,measure,value\nnever,Alder,all_crime,x\n")
    # Other wards, so that areas and maps are made again too.
    layer = (folder / "places" / "wards_2025.geojson").read_text(encoding="utf-8").replace("Birch", "Beech")
    (folder / "second" / "wards_2025.geojson").write_text(layer, encoding="utf-8")
    return first, [folder / "second"]


def _write_months(folder: Path) -> tuple[list[Path], list[Path]]:
    """What a version is extended by: a new month, and one given again."""
    first = [write_places(folder / "places"), folder / "first"]
    for month in MONTHS:
        write_street(folder / "first", month, street_rows(month, rows=400, seed=9))
    for month in (MONTHS[0], "2023-10"):
        write_street(folder / "second", month, street_rows(month, rows=300, seed=10))
    return first, [folder / "second"]


def _build(store: Path, paths: list[Path], stage: Path) -> str:
    def step(name: str, _done: int, _total: int) -> None:
        stage.write_text(name.partition(" second/")[0])

    stage.unlink(missing_ok=True)
    build_store(paths, folder=store, clock=lambda: NOW, threads=1, step=step)
    return ""


def _answers(store: Path) -> str:
    """A digest of what the published version answers, and whether it adds up."""
    snapshot = Store(store).snapshot()
    frames = [
        queries.get_files(snapshot),
        queries.get_series(snapshot),
        queries.get_coverage(snapshot),
        queries.get_set_aside(snapshot, limit=1000),
        queries.get_layers(snapshot),
    ]
    digest = hashlib.sha256("\n".join(frame.to_csv() for frame in frames).encode())
    for number in queries.get_series(snapshot)["series_id"]:
        rows = count_queries.get_ward_months(
            snapshot,
            series_id=int(number),
            districts=["E07000001", "E07000002"],
            start=Month(2020, 1),
            end=Month(2030, 1),
        )
        digest.update(repr(rows).encode())
    missing = [part for part in queries.get_parts(snapshot)["path"] if not (store / part).is_file()]
    missing += [
        name
        for name in queries.get_layers(snapshot)["digest"]
        if not (store / "geo" / f"{name}.json").is_file()
    ]
    return f"{digest.hexdigest()} {find_problems(snapshot)} {missing}"


def _restore(pristine: Path, store: Path) -> None:
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(pristine, store, symlinks=True)


def _in_process(work: Callable[[], str]) -> str:
    """What work gives in a process of its own, so that this one never opens a store; else how it failed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            words = work()
        except BaseException:  # noqa: BLE001  whatever it is, it is told
            words = traceback.format_exc()
        with os.fdopen(writing, "w") as said:
            said.write(words)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        words = said.read()
    os.waitpid(child, 0)
    return words


def _killed(work: Callable[[], str], *, after: float) -> bool:
    """Whether work was still going on after so many seconds, and was killed."""
    child = os.fork()
    if not child:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    sys.exit(main())
