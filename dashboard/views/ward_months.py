"""Wards by month as a heat map; districts by month where there are more wards than anybody reads."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.area_months import MOST_ROWS, AreaMonths, AreaRow, area_months
from dashboard.axis_marks import axis_marks
from dashboard.figures.month_grid import Grid, build_month_grid
from dashboard.figures.ward_map import build_legend
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.released import Amount
from dashboard.selection import Selection
from dashboard.views.view import Cell, Column, Table, View
from dashboard.ward_picture import Level
from dashboard.wording import capitalised, counted, number

_FEW_COLUMNS = 13


def build_ward_months(reference: Reference, selection: Selection) -> View:
    """The view `ward-months`."""
    question = ask(reference, selection)
    found = area_months(question, level=grid_level(question))
    if found is None or not found.rows:
        return _empty(question, found)
    told = question.described(window=found.window, compare=(), caveats=found.caveats)
    told["basis"] = "no comparison"
    classes = found.classes
    # Wards are few enough where they are shown: grid_level sees to it.
    drawn = found.rows[:MOST_ROWS] if found.level == "district" else found.rows
    few = len(drawn) < len(found.rows)
    order = f"the highest {number(len(drawn))} of {number(len(found.rows))}" if few else "the highest first"
    names = [row.name for row in drawn]
    return View(
        name="ward-months",
        title=_title(found),
        caption=" · ".join(
            (
                f"{question.measure.label}, count by {found.level} and {found.unit}, {order}",
                found.window.words,
                question.source_short,
            )
        ),
        alt=f"Heat map of {counted(len(names), f'{found.level}s')} by {found.unit}. {_title(found)}. "
        "The table holds every number.",
        figure=build_month_grid(
            grid=Grid(
                names=names,
                codes=[row.code for row in drawn],
                columns=[_column(column, few=len(found.columns) <= _FEW_COLUMNS) for column in found.columns],
                keys=[str(column.first) if found.by_month else "" for column in found.columns],
                steps=found.steps[: len(drawn)],
                texts=[[_text(amount) for amount in row.amounts] for row in drawn],
            ),
            classes=classes,
            noun=question.measure.noun,
            months=[column.first for column in found.columns],
            marks=axis_marks(question, [column.first for column in found.columns]),
            click="ward" if found.level == "ward" else "area",
            chosen=_chosen(found, drawn, selection),
        ),
        table=build_table(found),
        extra={"legend": build_legend(classes=classes, states=found.states), "note": _note(found)},
        **told,
    )


def grid_level(question: Question) -> Level:
    """Districts for an area with more wards than rows can be read, or whose source knows no wards."""
    several = len(question.reference.districts(question.area)) > 1
    many = len(question.reference.wards(question.area)) > MOST_ROWS
    if question.series is not None and not question.series.ward_level:
        return "district"
    return "district" if several and (many or question.vocabulary.by_districts(question.area)) else "ward"


def _empty(question: Question, found: AreaMonths | None) -> View:
    why = (found.refused if found else "") or question.absent()
    if found is not None and found.level == "ward" and found.refused:
        why += " The month chart of Overview has the quarters of the district."
    return View(
        name="ward-months",
        title=f"{question.measure.label} by ward and month",
        table=Table(_columns("ward"), ()),
        empty=why or f"The store has no wards for {question.area_name}.",
        extra={"legend": [], "note": ""},
        **question.described(),
    )


def _title(found: AreaMonths) -> str:
    """The one cell that is highest, where one is; which area was highest how often."""
    noun = found.question.measure.noun
    cells = [
        (amount.value, row, column)
        for row in found.rows
        for amount, column in zip(row.amounts, found.columns, strict=True)
        if amount.whole and amount.value
    ]
    if not cells:
        return f"{found.question.measure.label} by {found.level} and {found.unit}"
    top = max(value for value, _, _ in cells)
    first, *others = [(row, column) for value, row, column in cells if value == top]
    value = counted(top, noun)
    if others:
        return f"The highest {found.unit} of any {found.level} was {value}, {number(1 + len(others))} times"
    return f"{first[0].name} in {first[1].words} was the highest {found.unit} of any {found.level}: {value}"


def _column(window: Window, *, few: bool) -> str:
    """'Apr<br>2023' over each where there is room, else the year over its first month and January alone."""
    month = window.words.split(" to ")[0]
    name, year = month.split()
    if window.length > 1:
        return f"{name} {year}<br>to {window.words.split(' to ')[1]}"
    return f"{name}<br>{year}" if few else f"{name[0]}<br>{year[2:]}"


def _text(amount: Amount) -> str:
    if amount.status == "partial":
        return f"{number(amount.value)}*"
    return {"hidden": "hidden", "not_supplied": "–"}.get(amount.status, number(amount.value))


def _note(found: AreaMonths) -> str:
    """What the words in cells mean, where there are any, and what is in no ward."""
    notes = []
    if any(amount.status == "partial" for row in found.rows for amount in row.amounts):
        notes.append("* part of a month only.")
    if found.unplaced and all(row.total is not None for row in found.unplaced):
        lost = sum(row.total or 0 for row in found.unplaced)
        notes.append(f"Not placed in a ward: {number(lost)}, in the table.")
    if found.level == "district":
        notes.append("A district has more room for its wards: click one to go into it.")
    return " ".join(notes)


def _chosen(
    found: AreaMonths, drawn: Sequence[AreaRow], selection: Selection
) -> tuple[int | None, int | None]:
    rows = [row.code for row in drawn]
    columns = [column.first for column in found.columns] if found.by_month else []
    row = rows.index(selection.ward) if selection.ward in rows else None
    column = columns.index(selection.month) if selection.month in columns else None
    return row, column


def _columns(level: str, columns: Sequence[Window] = ()) -> tuple[Column, ...]:
    return (
        Column(f"{level}_code", "Code", "code", csv_only=True),
        Column(f"{level}_name", capitalised(level)),
        *[Column(str(column.first), column.words, "integer") for column in columns],
        Column("value", "Total", "integer"),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status"),
    )


def build_table(found: AreaMonths) -> Table:
    """A row an area and a column a month: a count, or the word for why there is none."""
    rows = tuple(_row(found, row) for row in [*found.rows, *found.unplaced])
    return Table(_columns(found.level, found.columns), rows)


def _row(found: AreaMonths, row: AreaRow) -> tuple[Cell, ...]:
    question = found.question
    states = {amount.status for amount in row.amounts}
    lost = next((state for state in ("not_supplied", "hidden", "partial") if state in states), "")
    return (
        "" if row.code.startswith("unplaced:") else row.code,
        row.name,
        *[_cell(amount) for amount in row.amounts],
        row.total,
        question.measure.unit,
        lost or question.state("shown", found.window),
    )


def _cell(amount: Amount) -> Cell:
    if amount.status == "partial":
        return f"{number(amount.value)} (partial)"
    return amount.value if amount.whole else amount.status.replace("_", " ")
