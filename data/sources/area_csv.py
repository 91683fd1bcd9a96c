"""What lookups and population files share: a CSV of area codes, its head, its rows as text, its sidecar."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile, SetAside
from data.sources.records import records
from data.sources.sidecar import read_keys
from data.sources.text import read_start, read_text, table_rows
from geo.codes import CodeColumn, Level, find_code_columns, normalise_header, vintage_of_file_name

HEAD_ROWS = 60
_HEAD_BYTES = 65536
# A file with one of these is about events or measures, whatever area codes it carries.
_OTHER_KINDS = re.compile(
    r"crime_(?:id|type)|measure|value|month|date|(?:accident|collision|casualty)_(?:index|severity)"
)


def read_head(file: InputFile) -> dict[str, list[str]] | None:
    """Header -> the first values below it; None when the file is no CSV with a header in its first line."""
    text = read_start(file.path, size=_HEAD_BYTES)
    if text is None:
        return None
    found = records(io.StringIO(text, newline=""))
    lines = [cells for _, (cells, _) in zip(range(HEAD_ROWS + 1), found, strict=False)]
    if len(lines) < 2 or len(lines[0]) < 2 or len(set(lines[0])) < len(lines[0]):
        return None
    return {header: [row[at] for row in lines[1:] if at < len(row)] for at, header in enumerate(lines[0])}


def area_columns(head: Mapping[str, list[str]]) -> tuple[CodeColumn, ...]:
    """The code columns of a file about areas; none where other columns show that it is of another kind."""
    if any(_OTHER_KINDS.fullmatch(normalise_header(header)) for header in head):
        return ()
    return find_code_columns(head)


def required_area_columns(file: InputFile, head: Mapping[str, list[str]]) -> tuple[CodeColumn, ...]:
    """The same of a file that was recognised by its first bytes: raises UnreadableFileError for none."""
    found = area_columns(head)
    if not found:
        raise UnreadableFileError(
            "no column holds area codes throughout.",
            file=file.name,
            remedy="correct the codes in its first rows, or export it again.",
        )
    return found


def read_rows(file: InputFile) -> pd.DataFrame:
    """Every row as stripped text, blanks as ''; the index is the row as a spreadsheet counts it (from 2).

    Raises UnreadableFileError naming the row that has no place under the header.
    """
    (_, header, _), *rows = table_rows(_text(file)) or [(1, [], "")]
    columns = [name.strip() for name in header]
    if len(set(columns)) < len(columns):
        raise UnreadableFileError(
            "the header names a column twice.", file=file.name, row=1, remedy="name each column once."
        )
    for number, cells, _ in rows:
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise UnreadableFileError(
                f"{len(cells)} cells under a header of {len(columns)}.",
                file=file.name,
                row=number,
                remedy="put text that holds a comma in quotation marks.",
            )
    width = len(columns)
    padded = [[cell.strip() for cell in [*cells, *[""] * width][:width]] for _, cells, _ in rows]
    return pd.DataFrame(padded, columns=columns, index=[number for number, _, _ in rows], dtype="str")


def _text(file: InputFile) -> str:
    try:
        return read_text(file.path)
    except OSError as error:
        raise UnreadableFileError(
            f"it cannot be read ({error.strerror}).",
            file=file.name,
            remedy="check the file, and copy it again.",
        ) from error


def read_sidecar(file: InputFile) -> dict[str, Any]:
    """The keys of `<file>.yaml` beside a file; empty when there is none.

    Raises UnreadableFileError when it is not YAML of `key: value` lines.
    """
    return read_keys(file.path)


def sidecar_words(file: InputFile) -> str:
    """Which sidecar a person can write: 'wards.gpkg.yaml beside the file'; of a file in a zip, the zip's."""
    packed = next((part for part in file.name.split("/") if part.lower().endswith(".zip")), None)
    return f"{packed}.yaml beside the zip" if packed else f"{file.path.name}.yaml beside the file"


def year_from(sidecar: Mapping[str, Any], key: str) -> int | None:
    """A year a sidecar states under `key`."""
    value = str(sidecar.get(key, ""))
    return int(value) if re.fullmatch(r"20\d\d", value) else None


def vintage_of(column: CodeColumn, *, file: InputFile, sidecar: Mapping[str, Any]) -> int | None:
    """By the column's header, else the file's name, else the sidecar's `vintage:`; None where none tells."""
    if column.vintage is not None:
        return column.vintage
    return vintage_of_file_name(file.name, level=column.level) or year_from(sidecar, "vintage")


def whole_file_aside(frame: pd.DataFrame, *, column: str, reason: str, remedy: str) -> tuple[SetAside, ...]:
    """Every row of a file set aside for one reason, so that read = loaded + set aside still holds."""
    return tuple(SetAside(row, column, reason, remedy) for row in frame.index)


def by_row(values: pd.Series[str]) -> Iterator[tuple[int, str]]:
    """Each row's number and text."""
    return zip(values.index.tolist(), values.tolist(), strict=True)


def headers_of(frame: pd.DataFrame) -> dict[str, list[str]]:
    """What `read_head` gives, from rows that have been read."""
    return {str(header): frame[header].head(HEAD_ROWS).tolist() for header in frame.columns}


def wrong_codes(frame: pd.DataFrame, *, column: CodeColumn, may_be_blank: bool) -> dict[int, SetAside]:
    """Rows whose value in a code column is no code of the column's level, by row."""
    values = frame[column.column]
    good = values.str.fullmatch(_form_of(column.level))
    if may_be_blank:
        good |= values == ""
    return {
        row: SetAside(
            row,
            column.column,
            f"{text!r} is no {column.level} code" if text else f"the {column.level} code is missing",
            f"correct the code; {column.level} codes look like {_EXAMPLES[column.level]}.",
            text,
        )
        for row, text in by_row(values[~good])
    }


_EXAMPLES: Mapping[Level, str] = {
    "lsoa": "E01000001",
    "ward": "E05000001",
    "district": "E07000001",
    "partnership": "E22000001",
    "force": "E23000001",
}
_PREFIXES: Mapping[Level, str] = {
    "lsoa": "E01|W01",
    "ward": "E05|W05",
    "district": "E0[6-9]|W06",
    "partnership": "E22|W14|W22",
    "force": "E23|W15",
}


def _form_of(level: Level) -> str:
    return rf"(?:{_PREFIXES[level]})\d{{6}}"
