"""Run every measurement once and write docs/benchmarks.md: `python -m bench [NAME...]`, a name of PARTS."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from bench.browser_speed import measure_changes
from bench.build_speed import measure_build, run_timed
from bench.forecast import FEWEST_KNOWN, Forecasts, measure_forecasts
from bench.lines import ROOT, Line, run_bench
from bench.load_runs import Loads, run_loads
from bench.page_speed import measure_pages
from bench.planted import COUNTIES, SERIES, measure_planted
from bench.police_rows import write_world
from bench.scorecard_speed import INDICATORS, measure_scorecard
from bench.start_speed import served
from bench.views_speed import measure_views
from data.errors import CspError
from data.store import Store

CACHE = ROOT / "bench" / ".cache"
HOME = "E07000105"
ROWS = 5_000_000
STARTS = 5
# Path, name, and how many milliseconds all views of it may take.
PAGES = (
    *(("/", "Overview", 40), ("/hotspots", "Hotspots", 150), ("/peaks", "Peaks", 150)),
    *(("/compare", "Compare", 150), ("/findings", "Findings", 150)),
)
OTHER_CHANGES = 25
# Where charts far below the window wait until they come near; and a window taller than any page, in pixels.
BELOW_SIGHT, WHOLE_PAGE = ("/compare",), 6_000
HEADING = "The last run"


def demonstration_store() -> Path:
    """A demonstration store of its own, built again when this program cannot read the one that is there."""
    store = CACHE / "store-demo"
    try:
        Store(store).snapshot()
    except CspError:
        run_timed([str(Path(sys.executable).parent / "csp"), "demo", "--store", str(store)])
    return store


def bench_build() -> list[Line]:
    """Five million rows."""
    wards = pd.read_csv(ROOT / "data" / "demonstration" / "facts" / "kent_wards.csv")
    world = write_world(CACHE / "world", wards=wards, rows=ROWS)
    with tempfile.TemporaryDirectory(dir=CACHE) as work:
        timed = measure_build(world, work=Path(work))
    count, build, plain = timed["count"], timed["build"], timed["pandas"]
    to_count, to_plain = build.seconds / count.seconds, plain.seconds / build.seconds
    return [
        Line(
            "build of 5 million police.uk rows / DuckDB's count of all 12 columns",
            "≤ 4",
            f"{to_count:.1f} ({build.seconds:.1f} s / {count.seconds:.1f} s)",
            to_count <= 4,
        ),
        Line(
            "plain pandas and geopandas build / our build",
            "≥ 3",
            f"{to_plain:.1f} ({plain.seconds:.1f} s / {build.seconds:.1f} s)",
            to_plain >= 3,
        ),
        Line(
            "most memory of that build",
            "≤ 1,536 MiB",
            f"{build.peak_mib:,.0f} MiB (pandas {plain.peak_mib:,.0f} MiB)",
            build.peak_mib <= 1536,
        ),
    ]


def bench_views() -> list[Line]:
    """Each page's views, cold."""
    lines = []
    for path, page, most in PAGES:
        for level, name in (("district", "a district's"), ("force", "the force's")):
            cold = measure_views(demonstration_store(), path=path, level=level)
            lines.append(
                Line(
                    f"all of {page}'s views on the server, cold, {name}: p95 of {cold.pages}",
                    f"≤ {most} ms",
                    f"{cold.p95_ms:.0f} ms (median {cold.p50_ms:.0f} ms)",
                    cold.p95_ms <= most,
                )
            )
    return lines


def bench_scorecard() -> list[Line]:
    """A long plan's positions, cold."""
    cold = measure_scorecard(demonstration_store())
    return [
        Line(
            f"a scorecard of {INDICATORS} indicators on the server, cold: p95 of {cold.pages}",
            "≤ 150 ms",
            f"{cold.p95_ms:.0f} ms (median {cold.p50_ms:.0f} ms)",
            cold.p95_ms <= 150,
        )
    ]


def rounds() -> list[tuple[str, str]]:
    """Changes of six filters in turn, 41 in all: the first one only warms up."""
    turns = {
        "area": itertools.cycle(["E10000016", HOME, "E23000032", "E07000114", HOME]),
        "measure": itertools.cycle(["violence_against_the_person", "criminal_damage", "all_crime"]),
        "window": itertools.cycle(["fytd", "q", "12m"]),
        "to": itertools.cycle(["2023-12", "2024-02", "2024-03"]),
        "compare": itertools.cycle(["none", "3y", "year"]),
        "priority": itertools.cycle(["crime", "summary"]),
    }
    return [(name, next(turns[name])) for name in itertools.islice(itertools.cycle(turns), 41)]


def bench_browser() -> list[Line]:
    """A filter change in Chromium."""
    with served(demonstration_store(), home=HOME) as (address, _):
        found = measure_changes(address, rounds=rounds())
    ratio, above = found.served_ms / found.handed_ms, found.served_ms - found.handed_ms
    return [
        Line(
            f"filter change until all is redrawn / same figures handed over, median of {found.changes}",
            "≤ 1.5, or 100 ms above",
            f"{ratio:.2f}, {above:.0f} ms above ({found.served_ms:.0f} ms / {found.handed_ms:.0f} ms)",
            ratio <= 1.5 or above <= 100,
        ),
        Line("the same, on this machine", "≤ 300 ms", f"{found.served_ms:.0f} ms", found.served_ms <= 300),
        Line(
            "bytes moved a filter change, compressed, both ways",
            "≤ 15 KB",
            f"median {found.bytes_median / 1000:.1f} KB, most {found.bytes_most / 1000:.1f} KB "
            f"in {found.requests:.0f} requests",
            found.bytes_most <= 15_000,
        ),
    ]


def bench_redraw() -> list[Line]:
    """A filter change on the other pages, against Overview's in the same run."""
    lines = []
    changes = rounds()[:OTHER_CHANGES]
    with served(demonstration_store(), home=HOME) as (address, _):
        overview = measure_changes(address, rounds=changes, handed=False)
        for path, page, _most in PAGES[1:]:
            found = measure_changes(f"{address}{path}", rounds=changes, handed=False)
            ratio = found.served_ms / overview.served_ms
            lines.append(
                Line(
                    f"filter change until all of {page} is redrawn / Overview, medians of {found.changes}",
                    "≤ 2",
                    f"{ratio:.2f} ({found.served_ms:.0f} ms / {overview.served_ms:.0f} ms); "
                    f"bytes {found.bytes_median / 1000:.1f} KB",
                    ratio <= 2,
                )
            )
            if path in BELOW_SIGHT:
                whole = measure_changes(f"{address}{path}", rounds=changes, handed=False, height=WHOLE_PAGE)
                lines.append(
                    Line(
                        f"the same of {page} in a window as tall as the page, every chart of it drawn",
                        "told",
                        f"{whole.served_ms / overview.served_ms:.2f} ({whole.served_ms:.0f} ms)",
                        reached=True,
                    )
                )
    return lines


def bench_pages() -> list[Line]:
    """The Targets page opened, against Overview."""
    with served(demonstration_store(), home=HOME) as (address, _):
        found = measure_pages(address)
    ratio = found.targets_ms / found.overview_ms
    return [
        Line(
            f"Targets opened until all of it stands / Overview, medians of {found.turns}",
            "≤ 2",
            f"{ratio:.2f} ({found.targets_ms:.0f} ms / {found.overview_ms:.0f} ms)",
            ratio <= 2,
        )
    ]


def bench_start() -> list[Line]:
    """`csp serve` to the first page."""
    taken = []
    for _ in range(STARTS):
        with served(demonstration_store(), home=HOME) as (_, seconds):
            taken.append(seconds)
    return [
        Line(
            f"`csp serve` until the first page answers, slowest of {STARTS}",
            "≤ 2 s",
            f"{max(taken):.1f} s",
            max(taken) <= 2,
        )
    ]


def bench_forecast() -> list[Line]:
    """The next three months, from origins in the past."""
    lines = forecast_lines(measure_forecasts(demonstration_store()), of="the demonstration")
    real = os.environ.get("CSP_REALDATA", "")
    if real:
        store, csp = CACHE / "store-real", str(Path(sys.executable).parent / "csp")
        folders = [str(Path(real) / name) for name in ("police", "lookups", "boundaries")]
        run_timed([csp, "build", *folders, "--store", str(store), "--fresh"])
        lines += forecast_lines(measure_forecasts(store), of="the real months")
    return lines


def forecast_lines(found: Forecasts, *, of: str) -> list[Line]:
    """Our error beside each other method's, and how many past months the ranges held."""
    if not found.series:
        said = f"none: {found.short} series, each with fewer than {FEWEST_KNOWN} usual months"
        return [Line(f"the next three months, on {of}", "told when long enough", said, reached=True)]
    ours = found.errors["ours"]
    lines = [
        Line(
            f"error of the next three months, ours / {name}, {found.series} series of {of}, "
            f"{found.origins} origins",
            "≤ 1",
            f"{ours / error:.2f} ({100 * ours:.1f}% / {100 * error:.1f}% of the mean)",
            ours <= error,
        )
        for name, error in found.errors.items()
        if name != "ours"
    ]
    share = found.held / found.tested
    lines.append(
        Line(
            f"past months inside the range for four in five, {of}",
            "75-85%",
            f"{100 * share:.0f}% ({found.held} of {found.tested})",
            0.75 <= share <= 0.85,
        )
    )
    return lines


def bench_planted() -> list[Line]:
    """Signals planted in made-up counts. What is found is told, not asked: the strengths are anyone's."""
    return [
        Line(
            f"{trial.signal}, {trial.strength}, in {COUNTIES} counties or {SERIES} series",
            "told",
            "; ".join(f"{name}: {tally.words}" for name, tally in trial.tallies.items()),
            reached=True,
        )
        for trial in measure_planted(demonstration_store())
    ]


def bench_load() -> list[Line]:
    """A county's people at once, more than it can serve, versions published and a worker killed meanwhile."""
    source = demonstration_store()
    with tempfile.TemporaryDirectory(dir=CACHE) as work:
        store = Path(work) / "store"
        shutil.copytree(source, store, symlinks=True)
        return load_lines(run_loads(store, home=HOME))


def load_lines(runs: Loads) -> list[Line]:
    """What a hundred and four hundred people heard."""
    lines = []
    for name, run, most in (
        ("", runs.county, 500),
        (", ten versions published meanwhile", runs.publishing, None),
        (", a worker killed meanwhile", runs.killed, None),
        ("", runs.crush, None),
    ):
        heard = run.heard
        errors = sum(count for status, count in heard.statuses.items() if status != "200")
        lines.append(
            Line(
                f"{run.people} people, a filter change every 5 s for {run.seconds:.0f} s{name}",
                "no error" + (f", p95 ≤ {most} ms" if most else ""),
                f"{errors} errors of {heard.statuses.total()}; p95 {heard.p95_ms:.0f} ms "
                f"(median {heard.p50_ms:.0f} ms); asked again {heard.asked_again}, "
                f"of these {heard.lost} whose connection broke off; too old {heard.stale}; "
                f"the generator took {100 * run.own_cores:.0f}% of a core",
                errors == 0 and heard.stale == 0 and (most is None or heard.p95_ms <= most),
            )
        )
    before, after = runs.memory_mib
    lines.append(
        Line(
            "memory of the server after ten versions / before",
            "≤ 1.1",
            f"{after / before:.2f} ({after:.0f} MiB / {before:.0f} MiB)",
            after <= 1.1 * before,
        )
    )
    return lines


PARTS: dict[str, Callable[[], list[Line]]] = {
    "start": bench_start,
    "views": bench_views,
    "scorecard": bench_scorecard,
    "browser": bench_browser,
    "redraw": bench_redraw,
    "pages": bench_pages,
    "forecast": bench_forecast,
    "planted": bench_planted,
    "load": bench_load,
    "build": bench_build,
}


def main(names: Sequence[str]) -> None:
    """Measure the named parts (all of them by default); the whole run is written to docs/benchmarks.md."""
    CACHE.mkdir(parents=True, exist_ok=True)
    run_bench(PARTS, names or tuple(PARTS), heading=HEADING, written=not names)


if __name__ == "__main__":
    main(sys.argv[1:])
