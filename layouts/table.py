"""A view's table as a real table: caption, scoped headers, numbers aligned, states in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboard.views.view import Cell, Column, Table
from dashboard.wording import number, signed

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBERS: Final = frozenset({"integer", "decimal", "percent"})
_DIFFERENCES: Final = ("change", "gap")
_STATES: Final = {"shown": "", "not_supplied": "not supplied"}


def build_table(table: Table, *, caption: str, note: str = "") -> html.Table:
    """Every column but those for CSV alone, every row that is for the screen; a row's first cell heads it."""
    kept = [i for i, column in enumerate(table.columns) if not column.csv_only]
    columns = [table.columns[i] for i in kept]
    foot: list[Component] = []
    if table.note or note:
        words = " ".join(part for part in (table.note, note) if part)
        foot = [html.Tfoot(html.Tr(html.Td(words, colSpan=str(len(columns)))))]
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([_head(column) for column in columns])),
            html.Tbody([_row(columns, [row[i] for i in kept]) for row in table.rows[: table.shown]]),
            *foot,
        ],
        className="data",
    )


def _head(column: Column) -> html.Th:
    return html.Th(column.label, scope="col", className=_align(column))


def _row(columns: Sequence[Column], cells: Sequence[Cell]) -> html.Tr:
    first = html.Th(cell_text(columns[0], cells[0]), scope="row", className=_align(columns[0]))
    rest = [
        html.Td(cell_text(column, cell), className=_align(column))
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    ]
    return html.Tr([first, *rest])


def _align(column: Column) -> str:
    return "number" if column.kind in _NUMBERS else "month" if column.kind == "month" else ""


def cell_text(column: Column, cell: Cell) -> str:
    """A cell as it is printed: thousands in commas, a real minus, months in words, nothing for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if column.kind == "month":
            return month_words(cell)
        return _STATES.get(cell, cell.replace("_", " ")) if column.kind == "status" else cell
    print_number = signed if column.key.startswith(_DIFFERENCES) else number
    # A whole number has no decimals to show: 545 people, 15.9 percent.
    decimals = 0 if isinstance(cell, int) else column.decimals
    return print_number(cell, decimals) + ("%" if column.kind == "percent" else "")


def month_words(text: str) -> str:
    """'Mar 2023' for '2023-03'; what is no month as it is."""
    year, _, month = text.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else text
