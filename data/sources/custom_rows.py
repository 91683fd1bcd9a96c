"""What makes a table of custom areas, and its rows where they are written as YAML: a member each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import yaml

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.record_rows import RecordRow, column_names
from data.sources.text import read_text

NEEDED: Final = ("area", "name", "member")
_OTHER_KIND: Final = "measure"
_LAST_KEYS: Final = {"member", "from", "to"}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is the head of a table of custom areas."""
    names = set(column_names(cells))
    return set(NEEDED) <= names and _OTHER_KIND not in names


def yaml_rows(file: InputFile) -> Iterator[RecordRow]:
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
            yield RecordRow(line + 1, row, said, fault)


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
