"""What a run finds, a line each: printed as it is found, then as a table in docs/benchmarks.md."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.before import Row, got_worse, read_rows

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "benchmarks.md"
ROOMS: Final = ("app.py", "callbacks", "dashboard", "data", "geo", "layouts")
LIBRARIES: Final = ("duckdb", "dash", "plotly", "pandas", "geopandas")


@dataclass(frozen=True)
class Line:
    """One row of the table: what, what is asked, what was found, and whether it reaches it."""

    what: str
    asked: str
    found: str
    reached: bool


def run_bench(
    parts: Mapping[str, Callable[[], list[Line]]], names: Sequence[str], *, heading: str, written: bool
) -> None:
    """Measure the named parts and print their table; a `written` one goes under `heading` of the page."""
    text = _report(_run_parts(parts, names), heading=heading)
    print(text)
    if written:
        _write_section(heading, text)


def _run_parts(parts: Mapping[str, Callable[[], list[Line]]], names: Sequence[str]) -> list[Line]:
    """Each line is printed as it is found."""
    # As `make install` leaves it, but of this source.
    subprocess.run([sys.executable, "-m", "compileall", "-q", *ROOMS], cwd=ROOT, check=True)
    lines: list[Line] = []
    for name in names:
        for line in parts[name]():
            lines.append(line)
            # What was measured is not lost with a later part that fails.
            print(f"{line.what}: {line.found} (to reach {line.asked})", flush=True)
    return lines


def _report(lines: Sequence[Line], *, heading: str) -> str:
    """The table in Markdown, with what it was measured on and what is worse than the one under `heading`."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    table = "\n".join(
        f"| {line.what} | {line.asked} | {line.found} | {'yes' if line.reached else '**no**'} |"
        for line in lines
    )
    rows = [Row(line.what, line.asked, line.found) for line in lines]
    before = read_rows(PAGE.read_text(encoding="utf-8"), heading=heading)
    worse = "\n".join(f"- {words}" for words in got_worse(rows, before))
    return (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {machine}, {versions}.\n\n"
        f"| what | to reach | found | reached |\n| --- | --- | --- | --- |\n{table}\n\n"
        f"**Beside the run before**\n\n{worse or 'Nothing is more than 15% worse than in the run before.'}\n"
    )


def _write_section(heading: str, text: str) -> None:
    """Put a text under a heading of docs/benchmarks.md, in place of what stands there."""
    page = PAGE.read_text(encoding="utf-8")
    before, found, after = page.partition(f"## {heading}\n")
    if not found:
        raise ValueError(f"{PAGE.name} has no section {heading!r}")
    _, following, rest = after.partition("\n## ")
    PAGE.write_text(f"{before}{found}\n{text}{following}{rest}", encoding="utf-8")
