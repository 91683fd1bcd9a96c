"""The wide table kind: workbooks and CSVs as analysts have them, areas, months or measures down and across.

The sheet's own words, its sidecar and the catalogue decide what each figure is; what they leave open is set
aside with the line that would settle it. Nothing is guessed, and what was understood is said sheet by sheet.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from data.catalogue.load import load_catalogue
from data.errors import UnreadableFileError
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.sheet import Sheet, read_sheets, sheet_of_text
from data.sources.sheet_context import Where
from data.sources.sheet_names import SheetNames
from data.sources.sheet_reading import SheetReading, read_sheet, tables_of
from data.sources.sheet_says import read_says
from data.sources.text import all_rows, read_start, read_text
from data.sources.tidy_series import COLUMNS as TIDY_COLUMNS

KIND: Final = "wide_table"
# Months are its heads: no list of columns makes a file of the kind.
HEADER: tuple[str, ...] = ()
COLUMNS: Final = (*TIDY_COLUMNS, "column_name")
_KEY: Final = ("measure", "source", "area", "area_parent", "period_start", "period_end")
_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD_ROWS: Final = 200
_SAVE: Final = "save it again as .xlsx or CSV."
_LARGEST: Final = 64 * 2**20
# A sheet of these heads has a number a row: it is a tidy table that lacks a column, not one of months.
_ONE_A_ROW: Final = frozenset({"value", "count", "number", "figure", "figures"})


def matches(file: InputFile) -> Match | None:
    """A sheet with periods, or measures of the catalogue, across or down beside figures. Reads heads only."""
    if file.path.stat().st_size > _LARGEST:
        return None
    names = SheetNames(load_catalogue())
    try:
        found = any(_has_table(sheet, names) for sheet in _sheets(file, rows=_HEAD_ROWS))
    except UnreadableFileError:
        return None
    return Match(file=file, kind=KIND) if found else None


def load(match: Match, *, today: dt.date | None = None) -> Loaded:
    """Every cell of figures as an observation, or set aside with its sheet, row, column, reason and remedy.

    Rows read are cells. `today` is the clock: a period that is not over is set aside. Raises
    UnreadableFileError when the file cannot be read, or its sidecar.
    """
    catalogue, says = load_catalogue(), read_says(match.file)
    sheets = _sheets(match.file)
    clock = today or dt.datetime.now(tz=dt.UTC).date()
    readings = []
    for sheet in sheets:
        said = says.of(sheet.name)
        where = Where(file=match.file.path.name, sheet=sheet.name if len(sheets) > 1 else "")
        names = SheetNames(catalogue, own=said.measures)
        readings.append(read_sheet(sheet, names=names, says=said, where=where, today=clock))
    kept, repeated = _without_repeats(readings)
    aside = (*(item for reading in readings for item in reading.aside), *repeated)
    sources = sorted({str(row["source"]) for row in kept})
    return Loaded(
        part_kind="observation",
        source=sources[0] if len(sources) == 1 else "",
        scope="",
        frame=pd.DataFrame(kept, columns=list(COLUMNS)),
        rows_read=len(kept) + sum(item.row is not None for item in aside),
        set_aside=aside,
        demonstration=says.demonstration,
        extracted=says.extracted or None,
        note="Rows are counted in cells: each cell of figures is one.",
        understood=(*(words for reading in readings for words in reading.understood), *_of_repeats(repeated)),
    )


def _sheets(file: InputFile, *, rows: int | None = None) -> list[Sheet]:
    with file.path.open("rb") as content:
        start = content.read(4)
    if start.startswith(_WORKBOOK):
        return read_sheets(file, rows=rows)
    text = read_text(file.path) if rows is None else read_start(file.path)
    if text is None:
        raise UnreadableFileError("it is not text.", file=file.name, remedy=_SAVE)
    return [sheet_of_text([cells for cells, _ in all_rows(text)][:rows])]


def _has_table(sheet: Sheet, names: SheetNames) -> bool:
    if sheet.hidden or sheet.fault:
        return False
    tables = tables_of(sheet, names=names)
    if not isinstance(tables, list):
        return True
    labels = {
        text.lower()
        for table in tables
        for column in table.labels
        for text in (column.head, *column.texts.values())
    }
    return bool(tables) and not labels & _ONE_A_ROW


def _without_repeats(readings: Iterable[SheetReading]) -> tuple[list[dict[str, Any]], list[SetAside]]:
    """The same figure in two cells is kept once; two figures for the same thing are neither of them kept."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for reading in readings:
        for row in reading.observations:
            groups[tuple(row[name] for name in _KEY)].append(row)
    kept: list[dict[str, Any]] = []
    aside: list[SetAside] = []
    for rows in groups.values():
        first = rows[0]
        same = all(str(row["value"]) == str(first["value"]) for row in rows)
        kept += [first] if same else []
        aside += [_repeated(row, first if row is not first else rows[1], same=same) for row in rows[same:]]
    return kept, aside


def _repeated(row: dict[str, Any], other: dict[str, Any], *, same: bool) -> SetAside:
    place = f"{other['column_name']}, row {other['row_number']}"
    what = "the same figure stands" if same else "another figure for the same area, period and measure stands"
    words = (str(row[name]) for name in ("area", "measure", "period_start", "value"))
    return SetAside(
        row=row["row_number"],
        column=row["column_name"],
        reason=f"{what} in {place}" if same else f"{what} elsewhere in the file",
        remedy="nothing: it is counted once." if same else f"keep one of the two: the other is in {place}.",
        text=", ".join(words),
    )


def _of_repeats(repeated: list[SetAside]) -> Iterator[str]:
    if repeated:
        yield f"{len(repeated):,} cells for what another cell gives too: set aside."
