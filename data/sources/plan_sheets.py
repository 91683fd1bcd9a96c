"""A plan's tables in the sheets of a workbook or in a CSV file: their headers, their rows, cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.plan_rows import PlanRow, Wrong, value_of
from data.sources.sheet import column_letter
from data.sources.text import read_start, read_text, table_rows
from data.templates.columns import TRUE
from data.templates.plan_columns import PLAN_TABLES, PlanTable

WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD_ROWS: Final = 20


@dataclass(frozen=True)
class PlanSheet:
    """One table of a plan as it stands in a file. `sheet` is empty for CSV; `unused` are columns not read."""

    table: PlanTable
    sheet: str
    rows: tuple[PlanRow, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class Lacking:
    """A sheet that would be a plan's table but for the columns it lacks. `rows`: number and text of each."""

    table: PlanTable
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]


def table_of(header: Sequence[str]) -> PlanTable | None:
    """Which of a plan's tables a header is that of."""
    names = set(header)
    return next((table for table, sheet in PLAN_TABLES.items() if sheet.needed <= names), None)


def has_plan_table(path: Path) -> bool:
    """Whether a workbook or a CSV file has any of them, or nearly has. Reads the heads only."""
    with path.open("rb") as content:
        start = content.read(4)
    if start in WORKBOOK:
        try:
            workbook = CalamineWorkbook.from_path(path)
            pages = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
            heads: list[Any] = [page.to_python(skip_empty_area=False, nrows=_HEAD_ROWS) for page in pages]
        except (CalamineError, OSError):
            return False
    else:
        text = read_start(path)
        heads = [] if text is None else [[row for _, row, _ in table_rows(text)[:_HEAD_ROWS]]]
    found = [_columns(row) for rows in heads for row in rows]
    # Two columns are too few to tell that a priority's or a note's third is missing.
    return any(table_of(header) or _nearly(header) not in (None, "priority", "note") for header in found)


def read_sheets(file: InputFile) -> tuple[list[PlanSheet], list[Lacking], list[str]]:
    """A plan's tables in a file, the sheets that nearly are, and the names of those that are something else.

    Rows above a header are a title. Raises UnreadableFileError where the file cannot be read, or a header
    names a column twice.
    """
    found: list[PlanSheet] = []
    lacking: list[Lacking] = []
    other: list[str] = []
    for sheet, rows in _tables(file):
        headers = [_columns(cells) for _, cells, _ in rows[:_HEAD_ROWS]]
        at = next((at for at, header in enumerate(headers) if table_of(header)), None)
        if at is None:
            at = next((at for at, header in enumerate(headers) if _nearly(header)), None)
        if at is None:
            other.append(sheet)
            continue
        table, near = table_of(headers[at]), _nearly(headers[at])
        if table is not None:
            found.append(_sheet(file, table, sheet, header=headers[at], rows=rows[at + 1 :]))
        elif near is not None:
            missing = tuple(sorted(PLAN_TABLES[near].needed - set(headers[at])))
            left = tuple((number, text) for number, _, text in rows[at + 1 :])
            lacking.append(Lacking(near, sheet, missing, left))
    return found, lacking, other


def _tables(file: InputFile) -> Iterator[tuple[str, list[tuple[int, list[Any], str]]]]:
    """(sheet, rows that are not blank as (number, cells, text)), the header first."""
    with file.path.open("rb") as content:
        start = content.read(4)
    if start not in WORKBOOK:
        yield "", [(number, list(cells), text) for number, cells, text in table_rows(read_text(file.path))]
        return
    try:
        workbook = CalamineWorkbook.from_path(file.path)
        for name in workbook.sheet_names:
            cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = [(number, [cell_text(cell) for cell in row]) for number, row in enumerate(cells, 1)]
            yield (
                name,
                [(number, row, ", ".join(filter(None, row))) for number, row in rows if any(row)],
            )
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(
            f"the workbook cannot be read: {error}.", file=file.name, remedy="save it again as .xlsx or CSV."
        ) from error


def _columns(cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple("_".join(cell_text(cell).lower().split()) for cell in cells)


def _nearly(header: Sequence[str]) -> PlanTable | None:
    """The table of which a header lacks at most a third of the columns it needs."""
    share = {
        table: len(sheet.needed & set(header)) / len(sheet.needed) for table, sheet in PLAN_TABLES.items()
    }
    best = max(share, key=lambda table: share[table])
    return best if share[best] >= 2 / 3 else None


def _sheet(
    file: InputFile,
    table: PlanTable,
    sheet: str,
    *,
    header: tuple[str, ...],
    rows: list[tuple[int, list[Any], str]],
) -> PlanSheet:
    if repeated := {name for name in header if name and header.count(name) > 1}:
        raise UnreadableFileError(
            f"the header {f'of sheet {sheet!r} ' if sheet else ''}names {', '.join(sorted(repeated))} twice.",
            file=file.name,
            row=1,
            remedy="name each column once.",
        )
    known = PLAN_TABLES[table].names
    return PlanSheet(
        table=table,
        sheet=sheet,
        rows=tuple(_row(table, sheet, header, *row) for row in rows),
        unused=tuple(name for name in header if name and name not in known),
    )


def _row(
    table: PlanTable, sheet: str, header: tuple[str, ...], number: int, cells: list[Any], text: str
) -> PlanRow:
    written = dict(zip(header, cells, strict=False))
    places = {
        name: f"{name} ({sheet}!{column_letter(at)}{number})" if sheet else name
        for at, name in enumerate(header)
    }
    values: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for column in PLAN_TABLES[table].columns:
        said = str(written.get(column.name, "")).strip()
        if not said or column.name == "example":
            continue
        value = value_of(said, column, place=places[column.name])
        if isinstance(value, Wrong):
            wrong.append(value)
        values[column.place] = value
    beyond = [at for at, cell in enumerate(cells) if cell and not (at < len(header) and header[at])]
    if beyond:
        place = f"{sheet}!{column_letter(beyond[0])}{number}" if sheet else ""
        wrong.append(
            Wrong(
                place,
                "the row has more cells than the header has columns",
                "put text that holds a comma in quotation marks, or name the column.",
            )
        )
    return PlanRow(
        table=table,
        number=number,
        cells=values,
        places={
            column.place: places[column.name]
            for column in PLAN_TABLES[table].columns
            if column.name in places
        },
        text=text,
        example=str(written.get("example", "")).strip().lower() in TRUE,
        wrong=tuple(wrong),
    )


def cell_text(value: object) -> str:
    """A cell as it reads: 2022.0 is '2022', a date is ISO, a time of midnight is no time."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value).strip()
