"""A plan in YAML, as the catalogue writes it: every part of it a row, with the line it starts in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.plan_rows import PlanRow, Wrong, columns_by_field, value_of
from data.sources.text import read_start, read_text
from data.templates.plan_columns import PlanTable

_KEYS: Final = re.compile(r"(?m)^(id|label|area|start|end|priorities|indicators|actions)[ \t]*:")
_PARTS: Final[dict[str, PlanTable]] = {
    "priorities": "priority",
    "indicators": "indicator",
    "actions": "action",
    "frameworks": "framework",
    "notes": "note",
    "nights": "night",
}
_TEXT_LENGTH: Final = 200


def is_plan_yaml(start: str | None) -> bool:
    """Whether a text begins as a plan does: by the keys at its outer level."""
    if start is None:
        return False
    keys = set(_KEYS.findall(start))
    return {"id", "area", "priorities"} <= keys and bool(keys & {"start", "end", "indicators"})


def yaml_start(file: InputFile) -> str | None:
    """The beginning of a text file; None where it is none."""
    return read_start(file.path)


def read_plan(file: InputFile) -> tuple[list[PlanRow], frozenset[PlanTable]]:
    """The plan's rows, the plan itself first, and which of its tables the file has.

    Raises UnreadableFileError where it is not YAML of one plan.
    """
    try:
        return _rows(yaml.compose(read_text(file.path), Loader=_Plain), file=file)
    except yaml.MarkedYAMLError as error:
        raise UnreadableFileError(
            f"not YAML that can be read here: {error.problem}.",
            file=file.name,
            row=error.problem_mark.line + 1 if error.problem_mark else None,
            remedy="correct the line it names.",
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFileError(
            "not YAML that can be read here.", file=file.name, remedy="write it as the catalogue's plans are."
        ) from error


def _rows(node: yaml.Node | None, *, file: InputFile) -> tuple[list[PlanRow], frozenset[PlanTable]]:
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableFileError("it is no plan.", file=file.name, remedy="write `key: value` lines.")
    values = {key.value: value for key, value in node.value}
    plan = str(_plain(values["id"])) if "id" in values else ""
    rows = [_row("plan", node, plan=plan, leave=set(_PARTS))]
    for key, table in _PARTS.items():
        if key not in values:
            continue
        if not isinstance(values[key], yaml.SequenceNode):
            raise UnreadableFileError(
                f"{key!r} is no list.",
                file=file.name,
                row=values[key].start_mark.line + 1,
                column=key,
                remedy="write one item a dash, as the catalogue's plans do.",
            )
        rows += [_row(table, item, plan=plan) for item in values[key].value]
    return rows, frozenset(table for key, table in _PARTS.items() if key in values)


def _row(table: PlanTable, node: yaml.Node, *, plan: str, leave: set[str] | None = None) -> PlanRow:
    columns = columns_by_field(table)
    cells: dict[str, Any] = {} if table == "plan" else {"plan": plan}
    places: dict[str, str] = {}
    wrong: list[Wrong] = []
    number = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        wrong.append(Wrong("", "the item is no list of keys", "write `key: value` lines below the dash."))
    for field, value in _fields(node):
        if field in (leave or ()):
            continue
        line = value.start_mark.line + 1
        places[field] = field if line == number else f"{field} (line {line})"
        found = _plain(value)
        if found is None:
            continue
        column = columns.get(field)
        if column is not None and column.form in ("month", "ids"):
            found = value_of(found, column, place=places[field])
        if isinstance(found, Wrong):
            wrong.append(found)
        cells[field] = found
    text = ", ".join(f"{field}: {value}" for field, value in cells.items())
    return PlanRow(
        table=table, number=number, cells=cells, places=places, text=text[:_TEXT_LENGTH], wrong=tuple(wrong)
    )


def _fields(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """Every key with its value; those of 'baseline' as 'baseline.start'."""
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if str(key.value) == "baseline" and isinstance(value, yaml.MappingNode):
            for inner, part in value.value:
                yield f"baseline.{inner.value}", part
        else:
            yield str(key.value), value


def _plain(node: yaml.Node) -> Any:
    return _Plain("").construct_document(node)


class _Plain(yaml.SafeLoader):
    """PyYAML's safe loader, without aliases (a few lines of them unfold to billions of items).

    Dates stay the text they were.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="an alias (*name) stands for text elsewhere; write the text itself",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        return super().compose_node(parent, index)


def _as_written(_loader: yaml.SafeLoader, node: yaml.Node) -> str:
    return str(node.value)


_Plain.add_constructor("tag:yaml.org,2002:timestamp", _as_written)
