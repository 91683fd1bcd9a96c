"""A tidy table's cells as text, from CSV or the first fitting sheet of a workbook, and the file's sidecar."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from numpy.typing import NDArray
from python_calamine import CalamineError, CalamineWorkbook

from data.errors import UnreadableFileError
from data.sources.figure_text import LARGEST, without_commas
from data.sources.kinds import InputFile
from data.sources.records import records
from data.sources.sidecar import read_keys
from data.sources.text import read_start, read_text, table_rows

_HEAD_BYTES: Final = 65536
_HEAD_ROWS: Final = 20
_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NEEDED: Final = frozenset({"period", "area", "measure", "value"})


@dataclass(frozen=True)
class Head:
    """The column names of the first row that can be a tidy header. `sheet` is empty for CSV.

    `others` are the sheets of the workbook that are not read.
    """

    columns: tuple[str, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()

    @property
    def understood(self) -> str:
        """Which sheet of a workbook is read; nothing of a CSV."""
        if not self.sheet:
            return ""
        names = ", ".join(f"'{name}'" for name in self.others)
        left = f" Not read: {names}." if names else ""
        return f"Sheet '{self.sheet}': one number a row, by its columns period, area, measure, value.{left}"


@dataclass(frozen=True)
class Table:
    """Cells as stripped text, one column a header name; `row_numbers` as a spreadsheet counts.

    `overlong` marks the rows with text beyond the last column.
    """

    file: InputFile
    frame: pd.DataFrame
    row_numbers: NDArray[np.int64]
    overlong: NDArray[np.bool_]


@dataclass(frozen=True)
class Sidecar:
    """What a one-line `<file>.yaml` beside the file says for all of its rows."""

    source: str = ""
    extracted: str = ""
    demonstration: bool = False


def head(path: Path) -> Head | None:
    """The header of a tidy table, or None when the file is not one. Reads the head only."""
    with path.open("rb") as file:
        start = file.read(_HEAD_BYTES)
    if start.startswith(_WORKBOOK):
        return _workbook_head(path)
    text = read_start(path, size=_HEAD_BYTES)
    if text is None:
        return None
    rows = records(io.StringIO(text, newline=""))
    first = next((cells for cells, _ in rows if any(cell.strip() for cell in cells)), [])
    columns = _columns(first)
    return Head(columns) if set(columns) >= _NEEDED else None


def read_table(file: InputFile, *, sheet: str = "") -> Table:
    """All rows of the table. Raises UnreadableFileError when it is not readable as one."""
    quick = None if sheet else _quick_table(file)
    if quick is not None:
        return quick
    numbered = _workbook_rows(file, sheet) if sheet else _csv_rows(file)
    header: list[str] | None = None
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, cells in numbered:
        if not any(cells):
            continue
        if header is None:
            header = cells
            continue
        rows.append(cells)
        numbers.append(number)
    columns = _columns(header or [])
    _check_header(file, columns)
    return _table(file=file, columns=columns, rows=rows, numbers=numbers)


def _check_header(file: InputFile, columns: tuple[str, ...]) -> None:
    if repeated := {name for name in columns if name and columns.count(name) > 1}:
        raise UnreadableFileError(
            f"the header names {', '.join(sorted(repeated))} twice.",
            file=file.name,
            row=1,
            remedy="name each column once.",
        )


def _quick_table(file: InputFile) -> Table | None:
    """A regular CSV in one go, three times as fast; None where a row is blank or of another length.

    Those keep their place only when the file is gone through row by row.
    """
    content = file.path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    first, _, rest = content.partition(b"\n")
    try:
        rest.decode("utf-8")
        columns = _columns(next(csv.reader([first.decode("utf-8").rstrip("\r")]), []))
        if not set(columns) >= _NEEDED:
            return None
        table = pa_csv.read_csv(
            pa.BufferReader(rest),
            read_options=pa_csv.ReadOptions(column_names=list(columns), use_threads=False),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
            ),
        )
    except (UnicodeDecodeError, csv.Error, pa.ArrowInvalid):
        return None
    if table.num_rows != _lines_in(rest):
        # A cell holds line breaks: whether it is meant to, only going through the lines tells.
        return None
    _check_header(file, columns)
    trimmed = [pc.utf8_trim_whitespace(table.column(number)) for number in range(len(columns))]
    frame = pd.DataFrame(
        {name: cells.to_pandas() for name, cells in zip(columns, trimmed, strict=True) if name}
    )
    if frame.eq(pd.Series("", index=frame.columns)).all(axis=1).any():
        return None
    return Table(
        file=file,
        frame=frame.astype("str"),
        row_numbers=np.arange(2, len(frame) + 2, dtype=np.int64),
        overlong=np.zeros(len(frame), dtype=bool),
    )


def _lines_in(content: bytes) -> int:
    return content.count(b"\n") + (not content.endswith(b"\n") and bool(content))


def read_sidecar(file: InputFile) -> Sidecar:
    """What the sidecar says; nothing when there is none. Raises UnreadableFileError when it is not YAML."""
    known = read_keys(file.path)
    return Sidecar(
        source=str(known.get("source") or ""),
        extracted=str(known.get("extracted") or ""),
        demonstration=known.get("demonstration") is True,
    )


def _table(*, file: InputFile, columns: tuple[str, ...], rows: list[list[str]], numbers: list[int]) -> Table:
    width = len(columns)
    padded = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows]
    frame = pd.DataFrame(padded, columns=list(columns), dtype="str")
    named = [name for name in columns if name]
    return Table(
        file=file,
        frame=frame[named],
        row_numbers=np.array(numbers, dtype=np.int64),
        overlong=np.array([any(row[width:]) for row in rows], dtype=bool),
    )


def _columns(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple("_".join(cell.strip().lower().split()) for cell in cells)


def _csv_rows(file: InputFile) -> Iterator[tuple[int, list[str]]]:
    try:
        text = read_text(file.path)
    except OSError as error:
        raise UnreadableFileError(
            f"the file cannot be read: {error}.", file=file.name, remedy="check the file, and copy it again."
        ) from error
    for number, cells, _ in table_rows(text):
        yield number, [cell.strip() for cell in cells]


def _workbook_head(path: Path) -> Head | None:
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_HEAD_ROWS)
            first = next((row for row in rows if any(cell != "" for cell in row)), [])
            columns = _columns(_cell(cell) for cell in first)
            if set(columns) >= _NEEDED:
                others = tuple(other for other in workbook.sheet_names if other != name)
                return Head(columns, sheet=name, others=others)
    except (CalamineError, OSError):
        return None
    return None


def _workbook_rows(file: InputFile, sheet: str) -> Iterator[tuple[int, list[str]]]:
    try:
        rows = CalamineWorkbook.from_path(file.path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(
            f"the workbook cannot be read: {error}.", file=file.name, remedy="save it again as .xlsx or CSV."
        ) from error
    for number, row in enumerate(rows, 1):
        yield number, [_cell(cell) for cell in row]


def _cell(value: object) -> str:
    """A cell as it reads: 2022.0 is '2022', a date is ISO, a time of midnight is no time."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value).strip()


def number_in(text: str) -> float:
    """'1,155', '−2' and '47%' as people write them; NaN for what is no number, or larger than any is."""
    plain = without_commas(text).replace("−", "-").removesuffix("%").strip()
    try:
        number = math.nan if "_" in plain else float(plain)
    except ValueError:
        return math.nan
    return number if abs(number) <= LARGEST else math.nan
