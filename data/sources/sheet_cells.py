"""The rows of a published table as text: of a CSV, or of every sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.text import all_rows, read_start, read_text

# The row as a spreadsheet counts it, from 1, and its cells without the blanks around them.
Row = tuple[int, list[str]]
_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD_BYTES: Final = 2**17


def read_sheets(file: InputFile, *, limit: int | None = None) -> Iterator[tuple[str, list[Row]]]:
    """Every sheet's name and its rows, or the first `limit` of them; a CSV is one sheet called ''.

    Raises UnreadableFileError.
    """
    with file.path.open("rb") as content:
        start = content.read(8)
    try:
        if start.startswith(_WORKBOOK):
            workbook = CalamineWorkbook.from_path(file.path)
            for name in workbook.sheet_names:
                cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=limit)
                yield name, _numbered([[_cell(cell) for cell in row] for row in cells])
        elif limit is None:
            yield "", _numbered([cells for cells, _ in all_rows(read_text(file.path))])
        else:
            # A row cut short by the end of the head does no harm: only the heads are looked at.
            text = read_start(file.path, size=_HEAD_BYTES) or ""
            yield "", _numbered([cells for cells, _ in all_rows(text)])[:limit]
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(
            f"it cannot be read as a table: {error}.", file=file.name, remedy="download it again."
        ) from error


def _numbered(rows: Sequence[Sequence[str]]) -> list[Row]:
    return [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, 1)]


def _cell(value: object) -> str:
    """A number that is whole as one: calamine gives 9789.0 for 9,789."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def why_ragged(cells: Sequence[str], heads: Sequence[str]) -> tuple[str, str] | None:
    """Reason and remedy where a row has lost its place under its heads: no cell of it can be trusted."""
    if any(cells[len(heads) :]):
        return (
            "the row has more cells than the table has columns",
            "put numbers and text that hold a comma in quotation marks.",
        )
    if len(cells) < len(heads):
        return "the row ends before the last column", "give the row whole, as the publisher has it."
    return None


def unreadable(file: InputFile) -> UnreadableFileError:
    """What to say of a file whose heads were found and whose table, read whole, is none."""
    return UnreadableFileError(
        "its heads cannot be told apart from its rows.",
        file=file.name,
        remedy="download it again: a quotation mark in it is left open.",
    )
