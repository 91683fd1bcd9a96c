"""What the three kinds of STATS19 file share: their column names in every layout, their lines, their faults.

The department has named the columns three ways (`Accident_Index`, `accident_index`, `collision_index`), and a
file's year does not tell which. Here an accident is a collision, and a name is in small letters.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.sources.area_csv import read_sidecar
from data.sources.kinds import InputFile, LoadStatement, Match, SetAside
from geo.codes import normalise_header

SOURCE: Final = "stats19"
# What a file says of its figures. Where it says nothing, the date on which it was read tells.
FINAL, PROVISIONAL, UNSAID = "final", "provisional", ""
_BOM: Final = b"\xef\xbb\xbf"
_HEAD_BYTES: Final = 8192
_LONGEST_LINE: Final = 65536
_BLOCK: Final = 2**20
_SAME: Final = {
    "casualty_adjusted_severity_serious": "adjusted_serious",
    "casualty_adjusted_serious": "adjusted_serious",
}
_NOT_FINAL: Final = re.compile(r"provisional|unvalidated", re.IGNORECASE)
_INDEX: Final = re.compile(r"(?:accident|collision)_index", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """What can be wrong with a row: the column, the reason and the remedy."""

    column: str
    reason: str
    remedy: str


# By the name that the statements give a row's first fault.
FAULTS: Final[Mapping[str, Fault]] = {
    "no_index": Fault("collision_index", "no collision index", "download the file again."),
    "index": Fault(
        "collision_index",
        "not a collision index: a year, then the force's reference",
        "export the file again with the index as text: spreadsheets turn it into a number.",
    ),
    "date": Fault("date", "not a date in the form dd/mm/yyyy", "write the date as dd/mm/yyyy."),
    "future": Fault("date", "a date in the future", "correct the date, or the clock of this computer."),
    "point": Fault(
        "longitude",
        "not a coordinate",
        "write degrees (longitude, latitude) or metres (easting, northing), or leave them empty.",
    ),
    "severity": Fault(
        "casualty_severity",
        "no severity: 1 fatal, 2 serious, 3 slight",
        "correct the severity; a casualty without one counts nowhere.",
    ),
    "adjusted": Fault(
        "adjusted_serious",
        "not a number from 0 to 1",
        "correct the adjusted severity, or leave it empty: it is the chance of a serious injury.",
    ),
    "no_reference": Fault(
        "casualty_reference", "no casualty reference", "download the file again."
    ),
    "again": Fault(
        "collision_index",
        "the same collision or casualty stands in an earlier row",
        "keep the row that is right, and take out the other.",
    ),
}  # fmt: skip


def columns_of(file: InputFile) -> list[str] | None:
    """The columns under the names used here; None where there is no STATS19 index. Reads the head only."""
    with file.path.open("rb") as content:
        head = content.read(_HEAD_BYTES).removeprefix(_BOM).partition(b"\n")[0]
    line = head.decode("utf-8", "replace").removesuffix("\r")
    if not _INDEX.search(line) or "\r" in line:
        return None
    names = [plain_column(name) for name in next(csv.reader([line]), [])]
    return names if len(set(names)) == len(names) else None


def not_needed(names: Collection[str]) -> tuple[str, str] | None:
    """Why no figure is made of a STATS19 file of these columns, and the remedy; None for any other file."""
    found = {plain_column(name) for name in names}
    if {"collision_index", "vehicle_type"} <= found:
        return (
            "STATS19 vehicles: no figure here is made of them",
            "leave the file out; casualties say who was hurt.",
        )
    if {"collision_index", "adjusted_serious"} <= found and "casualty_reference" not in found:
        return (
            "a severity adjustment by collision: casualties are adjusted one by one",
            "build the department's adjustment by casualty.",
        )
    return None


def plain_column(header: str) -> str:
    """'Location_Easting_OSGR' is 'location_easting_osgr', 'Accident_Index' 'collision_index'."""
    name = normalise_header(header).replace("accident", "collision")
    return _SAME.get(name, name)


def match_columns(file: InputFile, *, kind: str, wanted: Collection[str], without: str = "") -> Match | None:
    """A match where every wanted column is there, and the one that shows another kind is not."""
    columns = columns_of(file)
    if columns is None or not set(wanted) <= set(columns) or without in columns:
        return None
    return Match(file=file, kind=kind, details={"columns": ",".join(columns)})


def statement_for(match: Match, *, part_kind: str, sql: Path) -> LoadStatement:
    """How a match is read. Figures are provisional where the file's name says so, or its sidecar does."""
    sidecar = read_sidecar(match.file)
    said = {True: PROVISIONAL, False: FINAL}.get(sidecar.get("provisional", ""))
    named = PROVISIONAL if _NOT_FINAL.search(match.file.name.rsplit("/", 1)[-1]) else UNSAID
    return LoadStatement(
        part_kind=part_kind,
        source=SOURCE,
        sql=sql,
        parameters=dict(match.details),
        scope=said or named,
        month=None,
    )


@dataclass(frozen=True)
class Line:
    """A line of a file: its row as a spreadsheet counts (the header is row 1), its text, its cells if any."""

    row: int
    text: str
    cells: tuple[str, ...] | None


def lines_of(path: Path) -> Iterator[Line]:
    """Every line below the header that is not blank. No cell of these files holds a line break.

    A line is read up to 64 KiB: what is longer is no row of such a file, and has no cells.
    """
    row = 1
    with path.open("rb") as content:
        content.readline(_LONGEST_LINE)
        while raw := content.readline(_LONGEST_LINE):
            whole = raw.endswith(b"\n") or len(raw) < _LONGEST_LINE
            rest = raw
            while not rest.endswith(b"\n") and len(rest) == _LONGEST_LINE:
                rest = content.readline(_LONGEST_LINE)
            text = _decoded(raw.rstrip(b"\r\n"))
            if text:
                row += 1
                yield Line(row, text, _cells(text) if whole else None)


def count_lines(path: Path) -> int:
    """How many lines a file ends, and begins: no fewer than it has rows with its header."""
    found, last = 0, b"\n"
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            found, last = found + block.count(b"\n"), block[-1:]
    return found + (last != b"\n")


def clean_copy(path: Path, *, columns: Collection[str], target: Path) -> tuple[int, dict[int, SetAside]]:
    """Copy a file with every line that does not fit its header left empty, so that rows keep their numbers.

    Gives how many rows there are, and the lines left out by row.
    """
    left: dict[int, SetAside] = {}
    count = 0
    with target.open("w", encoding="utf-8", newline="") as copy:
        rows = csv.writer(copy, lineterminator="\n")
        rows.writerow(columns)
        for line in lines_of(path):
            count += 1
            if line.cells is not None and len(line.cells) == len(columns) and "\0" not in line.text:
                rows.writerow(line.cells)
                continue
            rows.writerow([""] * len(columns))
            left[line.row] = SetAside(
                row=line.row,
                column=None,
                reason=_misfit(line, width=len(columns)),
                remedy="look for a stray delimiter, quotation mark or line break.",
                text=line.text,
            )
    return count, left


def _misfit(line: Line, *, width: int) -> str:
    if line.cells is None:
        return "a line too long for a row"
    return (
        "text that cannot be read"
        if len(line.cells) == width
        else f"{len(line.cells)} columns instead of {width}"
    )


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _cells(text: str) -> tuple[str, ...]:
    if '"' not in text:
        return tuple(text.split(","))
    # A quotation mark left open may not take the next line with it: a line is read by itself.
    return tuple(next(csv.reader([text]), ()))
