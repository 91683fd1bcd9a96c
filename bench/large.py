"""At the size of England: `python -m bench.large [PART...] [--rows N] [--folder DIR]`, a part of PARTS.

Files and store are made once and kept. `fifty` builds 50 million rows and is measured only when named.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from bench.__main__ import CACHE, HOME, demonstration_store
from bench.browser_speed import measure_changes
from bench.build_speed import Timed, run_timed
from bench.large_serving import memory_of_pages
from bench.large_world import ENGLAND, FIRST_DISTRICT, FIRST_FORCE, write_large_world
from bench.lines import Line, run_bench
from bench.start_speed import served
from bench.views_speed import Area, Taken, measure_side_by_side
from callbacks.shell import PAGES
from dashboard.held_reference import load_reference
from data.errors import CspError
from data.settings import Settings
from data.store import Store

HEADING: Final = "At the size of England"
ROWS: Final = 20_000_000
FIFTY: Final = 50_000_000
KENT: Final = "E23000032"
STARTS: Final = 3
# Longer than any answer takes: the first one about all England reads for a second.
QUIET_MS: Final = 3_000
# Whose pages: its area, the area of Kent it is set beside, and how many times Kent's they may take.
WHOSE: Final = {
    "a district's": (FIRST_DISTRICT, HOME, 1.5),
    "a force's": (FIRST_FORCE, KENT, None),
    "all England's": (ENGLAND, KENT, 3.0),
}


@dataclass(frozen=True)
class Large:
    """The files of a size, in a folder, and the store made of them."""

    folder: Path
    rows: int

    @property
    def store(self) -> Path:
        """Where it is kept."""
        return self.folder / "store"

    def files(self) -> Path:
        """The folder with its files in it."""
        return write_large_world(self.folder, rows=self.rows)

    def build(self) -> Timed:
        """The store made anew by `csp build`."""
        files = self.files()
        shutil.rmtree(self.store, ignore_errors=True)
        return run_timed([*_csp(self.store), str(files / "areas"), str(files / "police")])

    def built(self) -> Path:
        """The store, made where there is none that this program reads."""
        try:
            Store(self.store).snapshot()
        except CspError:
            self.build()
        return self.store


def bench_build(large: Large) -> list[Line]:
    """From files to a store."""
    timed = large.build()
    size = sum(path.stat().st_size for path in large.store.rglob("*") if path.is_file())
    return [
        Line(f"build of {large.rows:,} rows", "told", f"{timed.seconds:.0f} s", reached=True),
        Line(
            f"most memory of the build of {large.rows:,} rows",
            "told",
            f"{timed.peak_mib:,.0f} MiB",
            reached=True,
        ),
        Line(f"the store of {large.rows:,} rows", "told", f"{size / 2**20:,.0f} MiB", reached=True),
    ]


def bench_month(large: Large) -> list[Line]:
    """One new month of one force, into a copy of the store."""
    store = large.built()
    with tempfile.TemporaryDirectory(dir=large.folder) as work:
        copied = Path(work) / "store"
        shutil.copytree(store, copied, symlinks=True)
        timed = run_timed([*_csp(copied), str(large.files() / "new")])
    what = "one new month of one force added"
    return [
        Line(what, "≤ 5 s", f"{timed.seconds:.1f} s", timed.seconds <= 5),
        Line(f"most memory while {what}", "told", f"{timed.peak_mib:,.0f} MiB", reached=True),
    ]


def bench_views(large: Large) -> list[Line]:
    """Every page's views of a district, a force and all England, in turn with those of Kent."""
    england, kent = (
        load_reference(Store(store), Settings(store=store))
        for store in (large.built(), demonstration_store())
    )
    lines = []
    for path in PAGES:
        for whose, (code, beside, most) in WHOSE.items():
            here, there = measure_side_by_side([Area(england, code), Area(kent, beside)], path=path)
            lines.append(_page_line(path, whose, here, there, most=most))
    return lines


def _page_line(path: str, whose: str, here: Taken, there: Taken, *, most: float | None) -> Line:
    ratio = here.cold.p95_ms / there.cold.p95_ms
    times = [
        f"p95 {of.p95_ms:.0f}, p50 {of.p50_ms:.0f} ms / {kent.p95_ms:.0f}, {kent.p50_ms:.0f} ms"
        for of, kent in ((here.cold, there.cold), (here.warm, there.warm))
    ]
    return Line(
        f"views of {path}, {whose} / Kent's, cold, p95 of {here.cold.pages}",
        "told" if most is None else f"≤ {most:g}",
        f"{ratio:.2f} ({times[0]}; warm {times[1]})",
        most is None or ratio <= most,
    )


def bench_browser(large: Large) -> list[Line]:
    """A filter change of Overview in Chromium, beside Kent's."""
    lines = []
    with (
        served(large.built(), home=FIRST_DISTRICT) as (england, _),
        served(demonstration_store(), home=HOME) as (kent, _),
    ):
        for whose, (code, beside, _most) in WHOSE.items():
            here, there = (
                measure_changes(
                    f"{address}/?area={area}&source=police_uk",
                    rounds=rounds(),
                    handed=False,
                    quiet_ms=QUIET_MS,
                )
                for address, area in ((england, code), (kent, beside))
            )
            ratio = here.served_ms / there.served_ms
            lines.append(
                Line(
                    f"filter change until Overview is redrawn, {whose} / Kent's, median of {here.changes}",
                    "told",
                    f"{ratio:.2f} ({here.served_ms:.0f} ms / {there.served_ms:.0f} ms); "
                    f"bytes {here.bytes_median / 1000:.1f} KB / {there.bytes_median / 1000:.1f} KB",
                    reached=True,
                )
            )
    return lines


def rounds() -> list[tuple[str, str]]:
    """Changes of filters that both stores offer; the first one only warms up."""
    turn = [
        *(("window", "fytd"), ("measure", "asb_police_reports"), ("compare", "none"), ("to", "2023-12")),
        *(("window", "12m"), ("measure", "all_crime"), ("compare", "year"), ("to", "2024-02")),
    ]
    return [*turn, *turn, turn[0]]


def bench_serving(large: Large) -> list[Line]:
    """The start, and the memory when every page was asked for."""
    lines = []
    found = {}
    for name, store, home in (
        ("England", large.built(), FIRST_DISTRICT),
        ("Kent", demonstration_store(), HOME),
    ):
        areas = {"England": [code for code, _, _ in WHOSE.values()], "Kent": [HOME, KENT]}[name]
        starts = []
        for _ in range(STARTS):
            with served(store, home=home) as (_address, seconds):
                starts.append(seconds)
        with served(store, home=home) as (address, _):
            found[name] = max(starts), memory_of_pages(address, areas=areas, paths=tuple(PAGES))
    (start, memory), (kent_start, kent_memory) = found["England"], found["Kent"]
    lines.append(
        Line(
            f"`csp serve` until the first page answers, slowest of {STARTS}",
            "≤ 2 s",
            f"{start:.1f} s (Kent {kent_start:.1f} s)",
            start <= 2,
        )
    )
    lines.append(
        Line(
            "memory of the server when every page was opened / Kent's",
            "told",
            f"{memory / kent_memory:.2f} ({memory:.0f} MiB / {kent_memory:.0f} MiB)",
            reached=True,
        )
    )
    return lines


def bench_fifty(large: Large) -> list[Line]:
    """The most memory of a build of fifty million rows. Its store is not kept."""
    fifty = Large(large.folder.with_name(f"large-{FIFTY}"), FIFTY)
    timed = fifty.build()
    shutil.rmtree(fifty.store)
    return [
        Line(
            f"most memory of the build of {FIFTY:,} rows",
            "≤ 4,096 MiB",
            f"{timed.peak_mib:,.0f} MiB ({timed.seconds:.0f} s)",
            timed.peak_mib <= 4096,
        )
    ]


PARTS: Final[Mapping[str, Callable[[Large], list[Line]]]] = {
    "build": bench_build,
    "month": bench_month,
    "views": bench_views,
    "browser": bench_browser,
    "serving": bench_serving,
    "fifty": bench_fifty,
}
ONLY_WHEN_NAMED: Final = ("fifty",)


def _csp(store: Path) -> list[str]:
    return [str(Path(sys.executable).parent / "csp"), "build", "--store", str(store)]


def main(arguments: Sequence[str]) -> None:
    """Measure the named parts; all but the last at full size are written to docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="all but 'fifty' where none is named")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--folder", type=Path, help="where the files and the store are kept")
    given = parser.parse_args(arguments)
    large = Large(given.folder or CACHE / f"large-{given.rows}", given.rows)
    large.folder.mkdir(parents=True, exist_ok=True)
    names = given.parts or [name for name in PARTS if name not in ONLY_WHEN_NAMED]
    run_bench(
        {name: partial(part, large) for name, part in PARTS.items()},
        names,
        heading=HEADING,
        written=not given.parts and given.rows == ROWS,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
