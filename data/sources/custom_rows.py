"""The rows of a file of custom areas, a member each: from CSV, a workbook's sheet, or YAML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import yaml
from python_calamine import CalamineError, CalamineWorkbook

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.text import read_text, table_rows

NEEDED: Final = ("area", "name", "member")
_OTHER_KIND: Final = "measure"
_HEAD_ROWS: Final = 20
_LAST_KEYS: Final = {"member", "from", "to"}


@dataclass(frozen=True)
class CustomRow:
    """One member as it stands in a file, its cells by column; `fault` where it cannot be read at all."""

    number: int
    cells: dict[str, str]
    text: str
    fault: tuple[str, str, str] | None = None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is the head of a table of custom areas."""
    names = set(_names(cells))
    return set(NEEDED) <= names and _OTHER_KIND not in names


def _names(cells: Sequence[str]) -> list[str]:
    return ["_".join(cell.strip().lower().split()) for cell in cells]


def csv_rows(file: InputFile) -> Iterator[CustomRow]:
    """Of a CSV file. Raises UnreadableFileError where its header names a column twice."""
    (_, header, _), *rows = table_rows(read_text(file.path))
    return _rows(file, header, rows)


def _rows(
    file: InputFile, header: Sequence[str], rows: Sequence[tuple[int, list[str], str]]
) -> Iterator[CustomRow]:
    names = _names(header)
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
        yield CustomRow(
            number,
            {name: cell.strip() for name, cell in zip(names, cells, strict=False)},
            text,
            fault if over else None,
        )


def first_sheet(file: InputFile) -> str | None:
    """The first sheet of a workbook with the header in its first row that is not blank."""
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


def workbook_rows(file: InputFile, sheet: str) -> Iterator[CustomRow]:
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


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value).strip()


def yaml_rows(file: InputFile) -> Iterator[CustomRow]:
    """Of YAML in the form of the catalogue's own areas, numbered by line. Raises UnreadableFileError."""
    text = read_text(file.path)
    lines = text.splitlines()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UnreadableFileError(
            f"it is not YAML: {' '.join(str(error).split())}.",
            file=file.name,
            remedy="correct the line it names.",
        ) from error
    for group in _items(_values(root).get("groups")):
        cells, wrong = _own_cells(group)
        listed = _items(_values(group).get("members"))
        for node in listed or [group]:
            values = _values(node)
            own = {key: _scalar(value) for key, value in values.items()}
            if not values:
                own = {"member": _scalar(node) if listed else ""}
            unknown = sorted({*wrong, *(set(own) - _LAST_KEYS)})
            fault = None
            if unknown:
                known = "code, name, kind, level, members, note; of a member: member, from, to"
                fault = (unknown[0], f"the key {unknown[0]!r} is not known", f"use these keys only: {known}.")
            elif cells.get("level", "custom") != "custom":
                fault = (
                    "level",
                    "only custom areas are made by file",
                    "leave the level out, or write custom.",
                )
            row = {"area": cells.get("code", ""), **cells, **own}
            line = node.start_mark.line
            said = ", ".join(filter(None, row.values())) or lines[line].strip()
            yield CustomRow(line + 1, row, said, fault)


def _own_cells(group: yaml.Node) -> tuple[dict[str, str], set[str]]:
    values = _values(group)
    known = ("code", "name", "kind", "level", "note")
    return {key: _scalar(values[key]) for key in known if key in values}, set(values) - {*known, "members"}


def _values(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _scalar(node: yaml.Node) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
