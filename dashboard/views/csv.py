"""A view as CSV: its columns, then what it is about in columns of its own, so that a row explains itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from dashboard.views.view import Cell, Column, View

# Every CSV has these, in this order, after the columns that say which row it is.
VALUES = ("value", "previous", "change", "change_pct", "rate", "rank", "share", "unit", "status")
METADATA = (
    "measure",
    "definition",
    "source",
    "period",
    "basis",
    "geography",
    "extracted",
    "store_version",
    "marking",
    "demonstration",
)
# What a spreadsheet runs as a formula at the start of a cell (OWASP, "CSV injection"), the full-width forms
# that it reads the same way included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TEXT_MARK = "'"


def to_csv(view: View) -> str:
    """The table of a view as CSV text with a header: to be sent as UTF-8.

    Key columns, the nine value columns (empty where a view has no such number), the view's further columns,
    then the metadata. A column of the table goes before the metadata of the same name: rows that have their
    own source or period keep it. Text that a spreadsheet would run is marked with an apostrophe; numbers
    stay numbers.
    """
    columns = [column.key for column in view.table.columns]
    header = _header(view.table.columns)
    about = _metadata(view)
    rest = [name for name in METADATA if name not in columns]
    place = {key: i for i, key in enumerate(columns)}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*header, *rest])
    tail = [escape(about[name]) for name in rest]
    for row in view.table.rows:
        cells = [escape(row[place[key]]) if key in place else "" for key in header]
        writer.writerow([*cells, *tail])
    return text.getvalue()


def escape(cell: Cell) -> str | int | float:
    """A cell as written: text that starts as a formula gets an apostrophe before it, numbers as they are.

    Text that already has the apostrophe before such a start gets another, so that nothing is lost.
    """
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(_TEXT_MARK).startswith(_FORMULA):
        return _TEXT_MARK + cell
    return cell


def _header(columns: Sequence[Column]) -> list[str]:
    keys = [column.key for column in columns]
    first = next((i for i, key in enumerate(keys) if key in VALUES), len(keys))
    return [*keys[:first], *VALUES, *(key for key in keys[first:] if key not in VALUES)]


def _metadata(view: View) -> Mapping[str, str]:
    return {
        "measure": view.measure,
        "definition": view.definition,
        "source": view.source,
        "period": view.period,
        "basis": view.basis,
        "geography": view.geography,
        "extracted": view.extracted,
        "store_version": view.store_version,
        "marking": view.marking,
        "demonstration": "yes" if view.demonstration else "no",
    }
