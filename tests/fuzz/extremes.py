"""The largest inputs of `make fuzz`: a line of 2 GB, bombs and far cells through `csp build`; its memory.

python -m tests.fuzz.extremes --gigabytes 2
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fuzz.seeds import as_csv, as_workbook, seeds, tidy_rows
from tests.integration.street_files import write_places

CSP = Path(sys.executable).with_name("csp")
# Of the process: what a build of ordinary files takes is a third of it.
MEMORY = 1536 * 2**20
_BLOCK = b"z" * 2**20


def main() -> int:
    """Build from each, and print what became of it; 1 where a build crashed, lost a file or took too much."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gigabytes", type=float, default=2.0)
    given = parser.parse_args()
    bad = 0
    print(f"{'input':34}{'size MB':>10}{'exit':>6}{'seconds':>9}{'peak MB':>9}  said")
    for name, write in _inputs(int(given.gigabytes * 1024)):
        with tempfile.TemporaryDirectory(prefix="csp-extreme-") as scratch:
            path = Path(scratch) / "given" / name
            path.parent.mkdir()
            write(path)
            code, seconds, peak, said = _build(Path(scratch), path)
            size = path.stat().st_size / 2**20
        fine = code == 0 and peak <= MEMORY and "Traceback" not in said and name in said
        bad += not fine
        words = next((line for line in said.splitlines() if name in line), said[-200:])
        numbers = f"{size:>10,.0f}{code:>6}{seconds:>9.1f}{peak / 2**20:>9,.0f}"
        print(f"{name:34}{numbers}  {' '.join(words.split())[:150]}")
    return 1 if bad else 0


def _build(scratch: Path, path: Path) -> tuple[int, float, int, str]:
    """Exit code, seconds, peak memory in bytes and the words of a build of a file among good ones."""
    places, started = write_places(scratch / "places"), time.monotonic()
    command = [str(CSP), "build", "--store", str(scratch / "store"), str(places), str(path)]
    # A process in between, whose only child the build is: what its children took at most is what it took.
    between = "import resource, subprocess, sys; ended = subprocess.run(sys.argv[1:]); "
    between += (
        "print('PEAK', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(ended.returncode)"
    )
    ended = subprocess.run([sys.executable, "-c", between, *command], capture_output=True, text=True)
    said = ended.stdout + ended.stderr
    peak = int(said.partition("PEAK ")[2].split()[0]) * 1024
    return ended.returncode, time.monotonic() - started, peak, said


def _inputs(megabytes: int) -> Iterator[tuple[str, Callable[[Path], None]]]:
    tables = {seed.kind: seed for seed in reversed(seeds()) if seed.form == "table"}
    for kind in ("police_uk", "lookups", "tidy_series", "stats19_collisions"):
        seed = tables[kind]
        yield f"line-{seed.name}", _with_line(seed.content, megabytes)
    yield "line-nothing-else.csv", _with_line(b"", megabytes)
    yield "bomb.zip", _bomb(megabytes)
    yield "nested.zip", _nested
    yield "far-cell.xlsx", _far_cell
    yield "strings.xlsx", _strings(megabytes)
    yield (
        "deep.geojson",
        lambda path: _write(path, b'{"type":"FeatureCollection","features":' + b"[" * 10_000_000),
    )


def _with_line(content: bytes, megabytes: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(content)
            for _ in range(megabytes):
                file.write(_BLOCK)

    return write


def _bomb(megabytes: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("good.csv", as_csv(tidy_rows()))
            with archive.open("bomb.csv", "w", force_zip64=True) as bomb:
                for _ in range(megabytes):
                    bomb.write(_BLOCK)

    return write


def _nested(path: Path) -> None:
    content = as_csv(tidy_rows())
    for depth in range(12):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(6):
                archive.writestr(f"{depth}-{copy}.{'zip' if depth else 'csv'}", content)
        content = packed.getvalue()
    _write(path, content)


def _far_cell(path: Path) -> None:
    _write(path, as_workbook({"Data": tidy_rows()}))
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b'r="A2"', b'r="XFD1048576"').replace(b'r="2"', b'r="1048576"'))
    _write(path, packed.getvalue())


def _strings(megabytes: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        plain = as_workbook({"Data": tidy_rows()})
        with (
            zipfile.ZipFile(io.BytesIO(plain)) as old,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                if not name.endswith("sharedStrings.xml"):
                    new.writestr(name, old.read(name))
            with new.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
                strings.write(b"<sst><si><t>")
                for _ in range(megabytes):
                    strings.write(_BLOCK)
                strings.write(b"</t></si></sst>")

    return write


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
