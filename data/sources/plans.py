"""The plans kind: a partnership's plan and its actions, as a workbook, as CSV or as YAML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from data.catalogue.load import load_catalogue
from data.catalogue.models import Catalogue
from data.sources.examples import REASON, REMEDY, UNDERSTOOD
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.plan_rows import PlanRow, Wrong, check
from data.sources.plan_sheets import Lacking, PlanSheet, has_plan_table, read_sheets
from data.sources.plan_yaml import is_plan_yaml, read_plan, yaml_start
from data.templates.columns import EXAMPLE
from data.templates.plan_columns import ACTIONS, PlanTable

KIND: Final = "plans"
HEADER: Final = tuple(sorted(ACTIONS.needed))
PART: Final = "plan"
COLUMNS: Final = ("plan", "table_name", "id", "content", "places", "holds", "example", "row_number", "text")
_PLURALS: Final[dict[PlanTable, str]] = {
    "plan": "plans",
    "priority": "priorities",
    "indicator": "indicators",
    "action": "actions",
    "framework": "framework codes",
    "note": "notes",
    "night": "nights",
}
_TIED: Final = {table: name for table, name in _PLURALS.items() if table != "plan"}


def matches(file: InputFile) -> Match | None:
    """A table with the columns of one of a plan's tables, or YAML that begins as a plan."""
    if is_plan_yaml(yaml_start(file)):
        return Match(file=file, kind=KIND, details={"form": "yaml"})
    return Match(file=file, kind=KIND) if has_plan_table(file.path) else None


def load(match: Match) -> Loaded:
    """Every row as a part of a plan, or set aside with every cell of it that is wrong.

    Whether the plans, priorities and indicators that rows name are there is known only beside other files:
    the build looks when it puts a version together. Raises UnreadableFileError.
    """
    sheets: Sequence[PlanSheet] = ()
    lacking: Sequence[Lacking] = ()
    other: Sequence[str] = ()
    if match.details.get("form") == "yaml":
        rows, holds = read_plan(match.file)
    else:
        sheets, lacking, other = read_sheets(match.file)
        rows, holds = [row for sheet in sheets for row in sheet.rows], frozenset(s.table for s in sheets)
    only_examples = bool(rows) and all(row.example for row in rows)
    aside = [item for sheet in lacking for item in _lacks(sheet)]
    count = len(rows) + len(aside)
    catalogue = load_catalogue()
    good: dict[tuple[str, str, str], tuple[PlanRow, str]] = {}
    for row in rows:
        key = (row.table, row.plan, row.id)
        checked = check(row, catalogue=catalogue)
        if row.example and not only_examples:
            aside.append(row.aside([_example(row)]))
        elif key in good:
            aside.append(row.aside([_twice(row)]))
        elif isinstance(checked, SetAside):
            aside.append(checked)
        else:
            good[key] = (row, checked.model_dump_json(exclude_defaults=True))
    if not count:
        aside.append(SetAside(None, None, "it has no rows below its header", "fill in rows, one a line."))
    frame = _frame(list(good.values()), holds=holds)
    return Loaded(
        part_kind=PART,
        source=PART,
        scope="",
        frame=frame,
        rows_read=count,
        set_aside=tuple(aside),
        demonstration=only_examples,
        examples=tuple(row.aside([_example(row)]) for row, _ in good.values()) if only_examples else (),
        note=" ".join(_unused(sheet) for sheet in sheets if sheet.unused),
        understood=(
            *_understood(frame, sheets=sheets, other=other),
            *((UNDERSTOOD,) if only_examples else _replaced(frame, catalogue=catalogue)),
        ),
    )


def _example(row: PlanRow) -> Wrong:
    return Wrong(row.place(EXAMPLE.name), REASON, REMEDY)


def _twice(row: PlanRow) -> Wrong:
    reason = f"{row.id!r} stands in an earlier row"
    return Wrong(row.place("id"), reason, "keep one of the rows, or give it an id of its own.")


def _lacks(sheet: Lacking) -> Iterable[SetAside]:
    """Every row of a sheet that cannot be read for want of columns."""
    named = ", ".join(repr(name) for name in sheet.columns)
    where = f"sheet {sheet.sheet!r}" if sheet.sheet else "the table"
    columns = "column" if len(sheet.columns) == 1 else "columns"
    for number, text in sheet.rows:
        yield SetAside(
            row=number,
            column=", ".join(sheet.columns) + (f" ({sheet.sheet})" if sheet.sheet else ""),
            reason=f"{where} lacks the {columns} {named}, which {_PLURALS[sheet.table]} have",
            remedy=f"add the {columns}; 'csp template plan' and 'csp template actions' write all of them.",
            text=text,
        )


def _frame(good: Sequence[tuple[PlanRow, str]], *, holds: frozenset[PlanTable]) -> pd.DataFrame:
    """Rows in the columns of a plan part. `holds`: the tables a plan's file has, with rows or without."""
    held = ",".join(sorted(holds - {"plan"}))
    rows = [
        (
            row.plan,
            row.table,
            row.id,
            content,
            json.dumps(dict(row.places)),
            held if row.table == "plan" else "",
            row.example,
            row.number,
            row.text,
        )
        for row, content in good
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _understood(frame: pd.DataFrame, *, sheets: Sequence[PlanSheet], other: Sequence[str]) -> Iterable[str]:
    for sheet in sheets:
        if sheet.sheet:
            yield f"Sheet '{sheet.sheet}': {_PLURALS[sheet.table]}, one a row."
    if other:
        yield f"Not read: {', '.join(repr(name) for name in other)}."
    for plan, rows in frame.groupby("plan", sort=False):
        counts = rows["table_name"].value_counts(sort=False)
        parts = [f"{counts[table]} {name}" for table, name in _TIED.items() if table in counts]
        yield f"Plan '{plan}'{': ' if parts else ''}{', '.join(parts)}."


def _replaced(frame: pd.DataFrame, *, catalogue: Catalogue) -> Iterable[str]:
    """What of the catalogue's plans the file stands in for."""
    for plan, rows in frame.groupby("plan", sort=False):
        if plan in catalogue.plans:
            held = {table for holds in rows["holds"] for table in holds.split(",") if table}
            tables = [name for table, name in _PLURALS.items() if table in held | {*rows["table_name"]}]
            named = ", ".join(tables).replace("plans", "own row")
            yield f"Plan '{plan}' is one of the catalogue's: the file replaces its {named}."


def _unused(sheet: PlanSheet) -> str:
    where = f" of sheet '{sheet.sheet}'" if sheet.sheet else ""
    return f"Columns{where} not used: {', '.join(sheet.unused)}."
