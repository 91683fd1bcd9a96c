"""What the three kinds of STATS19 file share: their column names in every layout, their lines, their faults.

The department has named the columns three ways (`Accident_Index`, `accident_index`, `collision_index`), and a
file's year does not tell which. Here an accident is a collision, and a name is in small letters.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.sources.area_csv import read_sidecar
from data.sources.kinds import TEXT_LENGTH, InputFile, LoadStatement, Match, SetAside
from data.sources.records import bounded_lines, records
from geo.codes import normalise_header

SOURCE: Final = "stats19"
# What a file says of its figures. Where it says nothing, the date on which it was read tells.
FINAL, PROVISIONAL, UNSAID = "final", "provisional", ""
_BOM: Final = b"\xef\xbb\xbf"
_HEAD_BYTES: Final = 8192
_BLOCK: Final = 2**20
# Letters of a row, each of at most four bytes: DuckDB is told to take lines of 64 KiB.
_LONGEST: Final = 16_000
_LIST: Final = frozenset({"table", "variable", "note", "type"})
_SAME: Final = {
    "casualty_adjusted_severity_serious": "adjusted_serious",
    "casualty_adjusted_serious": "adjusted_serious",
}
_NOT_FINAL: Final = re.compile(r"provisional|unvalidated", re.IGNORECASE)


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
    if "\r" in line:
        return None
    written = enumerate(next(csv.reader([line]), []))
    names = [plain_column(name) or f"unnamed_{at}" for at, name in written]
    return names if "collision_index" in names and len(set(names)) == len(names) else None


def why_not(names: Sequence[str]) -> tuple[str, str] | None:
    """Why a STATS19 file of these columns is not read, and the remedy; None for any other file."""
    found = Counter(map(plain_column, names))
    if found.keys() >= _LIST:
        return "a list of STATS19 variables and their codes: no figure stands in it", "leave the file out."
    if not found["collision_index"]:
        return None
    if found["vehicle_type"]:
        return "STATS19 vehicles: no figure here is made of them", "leave the file out."
    if found["adjusted_serious"] and not found["casualty_reference"]:
        return (
            "a severity adjustment by collision: casualties are adjusted one by one",
            "build the department's adjustment by casualty.",
        )
    column, times = found.most_common(1)[0]
    return (f"{times} columns are {column!r}", "take out all but the right one.") if times > 1 else None


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


def rows_of(path: Path, *, width: int) -> Iterator[tuple[int, list[str], str]]:
    """(row as a spreadsheet counts, cells, text) of every row below the header that is not blank."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as given:
        for row, (cells, text) in enumerate(records(bounded_lines(given), width=width), start=1):
            if row > 1 and text.strip():
                yield row, cells, text[:TEXT_LENGTH]


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing, as those do that a spreadsheet saves below the last one."""
    return not any(cell.strip() for cell in cells)


def count_lines(path: Path) -> int:
    """How many lines a file has, blank ones too."""
    found, last = 0, b"\n"
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            found, last = found + block.count(b"\n"), block[-1:]
    return found + (last != b"\n")


def clean_copy(
    path: Path, *, columns: Collection[str], target: Path
) -> tuple[int, dict[int, SetAside | None]]:
    """Copy a file's rows, each to the line of its number; what is blank or does not fit is left empty.

    Gives the lines below the header, and the empty ones by number: None where the file's own is blank.
    """
    empty: dict[int, SetAside | None] = {}
    width, last = len(columns), 1
    nothing = [""] * width
    with target.open("w", encoding="utf-8", newline="") as copy:
        rows = csv.writer(copy, lineterminator="\n")
        rows.writerow(columns)
        for number, cells, text in rows_of(path, width=width):
            for blank in range(last + 1, number):
                empty[blank] = None
                rows.writerow(nothing)
            last = number
            if is_blank(cells):
                empty[number] = None
                rows.writerow(nothing)
            elif _fits(cells, width=width):
                rows.writerow(cells)
            else:
                empty[number] = _misfit(number, cells, text, width=width)
                rows.writerow(nothing)
    return last - 1, empty


def _fits(cells: Sequence[str], *, width: int) -> bool:
    """No row of these files holds a line break or comes near the length; DuckDB ends a text at a NUL."""
    return (
        len(cells) == width
        and sum(map(len, cells)) < _LONGEST
        and not any(sign in cell for cell in cells for sign in "\0\r\n")
    )


def _misfit(number: int, cells: Collection[str], text: str, *, width: int) -> SetAside:
    broken = len(cells) == width
    return SetAside(
        row=number,
        column=None,
        reason="text that cannot be read" if broken else f"{len(cells)} columns instead of {width}",
        remedy="look for a stray comma, quotation mark or line break.",
        text=text,
    )
