"""Write a table that people fill in as a workbook: header, rows, drop-downs, and a sheet that explains it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.templates.columns import Column, Form, Row, Sheet

EXPLAINED: Final = "Explained"
LISTS: Final = "Lists"
# As many rows as drop-downs reach.
_LAST_ROW: Final = 2000
# What Excel takes of a list written into the cell's own rule.
_LONGEST_RULE: Final = 250
_HEADER: Final = PatternFill("solid", fgColor="12436D")
_NEEDED: Final = Font(bold=True, color="FFFFFF")
_OPTIONAL: Final = Font(color="FFFFFF")
_EXAMPLE: Final = Font(italic=True, color="595959")
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_FORMATS: Final[Mapping[Form, str]] = {
    "text": "@",
    "ids": "@",
    "yes": "@",
    "month": "mmm yyyy",
    "date": "yyyy-mm-dd",
    "due": "yyyy-mm-dd",
}
_FORM_WORDS: Final[Mapping[Form, str]] = {
    "text": "any words",
    "ids": "ids, with semicolons between",
    "number": "a number",
    "yes": "yes or no",
    "month": "Apr 2024, or the first or the last day of a month",
    "date": "a date",
    "due": "a date, else any words",
}

# An item of a drop-down and what it means.
Choice = tuple[str, str]


def write_workbook(
    path: Path,
    *,
    title: str,
    about: Sequence[str],
    sheets: Sequence[tuple[Sheet, Sequence[Row]]],
    lists: Mapping[str, Sequence[Choice]],
) -> None:
    """Write the tables with their rows, then the sheet 'Explained', and 'Lists' behind the drop-downs.

    `about` are sentences at the head of the explanation; `lists` the catalogue's ids by the name of the list,
    each with its label.
    """
    book = Workbook()
    book.remove(book.active)
    for sheet, rows in sheets:
        _write_table(book.create_sheet(sheet.title), sheet, rows)
    _explain(book.create_sheet(EXPLAINED), title=title, about=about, sheets=sheets)
    ranges = _write_lists(book.create_sheet(LISTS), lists) if lists else {}
    for sheet, _ in sheets:
        _add_choices(book[sheet.title], sheet, ranges)
    book.save(path)


def _write_table(page: Worksheet, sheet: Sheet, rows: Iterable[Row]) -> None:
    for at, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(at)
        head = page.cell(1, at, column.name)
        head.font, head.fill, head.alignment = _NEEDED if column.needed else _OPTIONAL, _HEADER, _TOP
        page.column_dimensions[letter].width = column.width
        # An empty cell takes the column's format: what is typed as 2024-04 is not made a date.
        page.column_dimensions[letter].number_format = _FORMATS.get(column.form, "General")
    page.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        for at, column in enumerate(sheet.columns, 1):
            cell = page.cell(number, at)
            _put(cell, row.get(column.name), column)
            if row.get("example"):
                cell.font = _EXAMPLE


def _put(cell: Cell, value: Any, column: Column) -> None:
    cell.number_format = _FORMATS.get(column.form, "General")
    cell.alignment = _TOP
    if column.form in ("date", "due") and isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            cell.number_format = "@"
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = value
    if isinstance(value, str):
        # Words that begin with an equals sign are words, not a formula.
        cell.data_type = "s"


def _explain(
    page: Worksheet,
    *,
    title: str,
    about: Sequence[str],
    sheets: Sequence[tuple[Sheet, Sequence[Row]]],
) -> None:
    page.cell(1, 1, title).font = Font(bold=True, size=14)
    for sentence in about:
        page.append([sentence])
    page.append([])
    for letter, width in zip("ABCDEF", (14, 18, 64, 12, 48, 36), strict=True):
        page.column_dimensions[letter].width = width
    page.append(["Sheet", "Column", "What it is", "Needed", "What may be written", "For example"])
    for cell in page[page.max_row]:
        cell.font, cell.fill = _NEEDED, _HEADER
    page.freeze_panes = f"A{page.max_row + 1}"
    for sheet, rows in sheets:
        page.append([sheet.title, "", sheet.about])
        page.cell(page.max_row, 1).font = Font(bold=True)
        page.cell(page.max_row, 3).alignment = _TOP
        for column in sheet.columns:
            _explain_column(page, sheet, column, rows)


def _explain_column(page: Worksheet, sheet: Sheet, column: Column, rows: Sequence[Row]) -> None:
    shown = next((row[column.name] for row in rows if row.get(column.name) is not None), "")
    page.append([sheet.title, column.name, column.meaning, "yes" if column.needed else "no"])
    number = page.max_row
    _put(page.cell(number, 5), _allowed(column), Column("", ""))
    _put(page.cell(number, 6), shown, Column("", "", form="text" if isinstance(shown, str) else column.form))
    for cell in page[number]:
        cell.alignment = _TOP


def _allowed(column: Column) -> str:
    if column.allowed:
        return column.allowed
    if isinstance(column.choices, str):
        return f"an id of the list '{column.choices}' on the sheet '{LISTS}'"
    if column.choices:
        listed = ", ".join(column.choices)
        return f"{listed}; or words of your own" if column.open_choices else listed
    return _FORM_WORDS[column.form]


def _write_lists(page: Worksheet, lists: Mapping[str, Sequence[Choice]]) -> dict[str, str]:
    """Each list in two columns, the ids and what they mean; gives where the ids of each stand."""
    ranges = {}
    for place, (name, items) in enumerate(lists.items()):
        at = 1 + 2 * place
        for column, (head, width) in enumerate(((name, 34), ("meaning", 44))):
            cell = page.cell(1, at + column, head)
            cell.font, cell.fill = _NEEDED, _HEADER
            page.column_dimensions[get_column_letter(at + column)].width = width
        for number, (item, label) in enumerate(items, 2):
            _put(page.cell(number, at), item, Column("", ""))
            _put(page.cell(number, at + 1), label, Column("", ""))
        letter = get_column_letter(at)
        ranges[name] = f"'{LISTS}'!${letter}$2:${letter}${len(items) + 1}"
    page.freeze_panes = "A2"
    return ranges


def _add_choices(page: Worksheet, sheet: Sheet, ranges: Mapping[str, str]) -> None:
    for at, column in enumerate(sheet.columns, 1):
        if not column.choices:
            continue
        if isinstance(column.choices, str):
            formula = ranges[column.choices]
        else:
            formula = f'"{",".join(column.choices)}"'
            assert len(formula) <= _LONGEST_RULE  # noqa: S101  longer ones go on the sheet of lists
        rule = DataValidation(
            type="list",
            formula1=formula,
            allow_blank=True,
            showErrorMessage=not column.open_choices,
            errorTitle=column.name,
            error="Choose one of the list, or leave the cell empty.",
        )
        letter = get_column_letter(at)
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")
        page.add_data_validation(rule)
