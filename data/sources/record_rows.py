"""The rows of a small table that people write themselves, a record each: from CSV or a workbook's sheet."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.records import records
from data.sources.text import is_archive, read_start, read_text, table_rows

# (column, reason, remedy) of what is wrong with a row.
Fault = tuple[str, str, str]
IsHeader = Callable[[Sequence[str]], bool]
_HEAD_ROWS: Final = 20


@dataclass(frozen=True)
class RecordRow:
    """One record as it stands in a file, its cells by column; `fault` where it cannot be read at all."""

    number: int
    cells: dict[str, str]
    text: str
    fault: Fault | None = None


def column_names(cells: Sequence[str]) -> list[str]:
    """The columns that a header names: small letters, '_' for the space between words."""
    return ["_".join(cell.strip().lower().split()) for cell in cells]


def header_of(file: InputFile) -> Sequence[str] | None:
    """The first row of a CSV that is not blank; None where the file is no text."""
    text = read_start(file.path)
    if text is None:
        return None
    found = records(io.StringIO(text, newline=""))
    return next((cells for cells, _ in found if any(cell.strip() for cell in cells)), [])


def csv_rows(file: InputFile) -> Iterator[RecordRow]:
    """Of a CSV file. Raises UnreadableFileError where its header names a column twice."""
    (_, header, _), *rows = table_rows(read_text(file.path))
    return _rows(file, header, rows)


def first_sheet(file: InputFile, *, is_header: IsHeader) -> str | None:
    """The first sheet of a workbook with the header in its first row that is not blank."""
    if not is_archive(file.path):
        return None
    try:
        workbook = CalamineWorkbook.from_path(file.path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_HEAD_ROWS)
            head = next((row for row in rows if any(cell != "" for cell in row)), [])
            if is_header([_cell(cell) for cell in head]):
                return name
    except (CalamineError, OSError):
        return None
    return None


def workbook_rows(file: InputFile, sheet: str) -> Iterator[RecordRow]:
    """Of one sheet. Raises UnreadableFileError as `csv_rows`, and where the workbook cannot be read."""
    try:
        found = (
            CalamineWorkbook.from_path(file.path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(
            f"the workbook cannot be read: {error}.", file=file.name, remedy="save it again as .xlsx or CSV."
        ) from error
    rows = [(number, [_cell(cell) for cell in row]) for number, row in enumerate(found, 1)]
    (_, header), *rest = [(number, row) for number, row in rows if any(row)]
    return _rows(file, header, [(number, row, ", ".join(filter(None, row))) for number, row in rest])


def _rows(
    file: InputFile, header: Sequence[str], rows: Sequence[tuple[int, list[str], str]]
) -> Iterator[RecordRow]:
    names = column_names(header)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise UnreadableFileError(
            f"the header names {', '.join(twice)} twice.",
            file=file.name,
            row=1,
            remedy="name each column once.",
        )
    for number, cells, text in rows:
        over = any(cell.strip() for cell in cells[len(names) :])
        fault = (
            "",
            "the row has more cells than the header has columns",
            "put text that holds a comma in quotation marks.",
        )
        yield RecordRow(
            number,
            {name: cell.strip() for name, cell in zip(names, cells, strict=False)},
            text,
            fault if over else None,
        )


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value).strip()
