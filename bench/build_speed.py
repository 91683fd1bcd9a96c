"""The build of many police.uk rows against DuckDB's own count of the same text, and against plain pandas."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Timed:
    """Seconds on the clock, and the most memory the process held (MiB)."""

    seconds: float
    peak_mib: float


THREADS = 2


def run_timed(command: list[str]) -> Timed:
    """Run a command to its end; raises CalledProcessError when it fails. Memory is sampled every 20 ms."""
    started = time.perf_counter()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.02)
    seconds = time.perf_counter() - started
    if process.wait() != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Timed(seconds=seconds, peak_mib=peak / 2**20)


def measure_build(world: Path, *, work: Path) -> dict[str, Timed]:
    """`csp build`, DuckDB's count and the pandas build of the same files: name -> Timed.

    The boundaries and the lookup are built first, so that each of the three does the rows and nothing else.
    """
    csp = [str(Path(sys.executable).parent / "csp"), "build", "--store", str(work / "store")]
    files = str(world / "police" / "*" / "*.csv")
    count = [sys.executable, "-m", "bench.count_rows", files, str(THREADS)]
    run_timed([*csp, str(world / "lsoa21_ward24_ltla24.csv"), str(world / "wards.geojson"), "--fresh"])
    run_timed(count)
    return {
        "count": run_timed(count),
        "build": run_timed([*csp, str(world / "police")]),
        "pandas": run_timed([sys.executable, "-m", "bench.pandas_build", str(world), str(work)]),
    }
