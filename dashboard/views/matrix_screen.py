"""How a matrix stands on the screen: what its cells show, in which order; its heads and rows as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.address import BY_NAME, LOWEST_FIRST, Cells
from dashboard.matrix_facts import Matrix, MatrixColumn
from dashboard.matrix_words import SHADED, MatrixCell, adds_up, cell_of
from dashboard.selection import Selection
from dashboard.targets.words import direction_words
from dashboard.vocabulary import CELL_LABELS
from dashboard.wording import capitalised

# So many measures leave room for four numbers in a cell on a screen of 1440 px.
_ROOMY: Final = 8


@dataclass(frozen=True)
class MatrixScreen:
    """`cells` is what they show, `by` the column the districts are sorted by (None: by name).

    `order` are the districts as sorted, `grid` every cell by area and measure.
    """

    matrix: Matrix
    selection: Selection
    cells: Cells
    by: MatrixColumn | None
    lowest_first: bool
    order: tuple[str, ...]
    grid: Mapping[tuple[str, str], MatrixCell]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every row, in its order: the districts, then what stands beside them."""
        return (*self.order, *self.matrix.beside)

    def row(self, code: str) -> list[MatrixCell]:
        """An area's cells."""
        return [self.grid[code, column.measure.id] for column in self.matrix.columns]


def screen_of(matrix: Matrix, selection: Selection) -> MatrixScreen:
    """The matrix as the address asks for it: without a word of it by the page's measure, highest first."""
    question, name = matrix.question, matrix.question.reference.name
    cells: Cells = selection.cells or ("all" if len(matrix.columns) <= _ROOMY else "rate")
    grid = {
        (code, column.measure.id): cell_of(question, column, code, cells=cells)
        for code in (*matrix.districts, *matrix.beside)
        for column in matrix.columns
    }
    by, lowest_first = _sorted_by(matrix, selection)
    order = sorted(matrix.districts, key=name)
    if by is not None:
        order.sort(key=lambda code: _place(grid[code, by.measure.id], lowest_first=lowest_first))
    return MatrixScreen(matrix, selection, cells, by, lowest_first, tuple(order), grid)


def _sorted_by(matrix: Matrix, selection: Selection) -> tuple[MatrixColumn | None, bool]:
    asked = selection.sort or ""
    if asked == BY_NAME:
        return None, False
    columns = {column.measure.id: column for column in matrix.columns}
    wanted = asked.removeprefix(LOWEST_FIRST)
    if wanted in columns:
        return columns[wanted], asked.startswith(LOWEST_FIRST)
    return columns.get(selection.measure, matrix.columns[0]), False


def _place(cell: MatrixCell, *, lowest_first: bool) -> tuple[bool, float]:
    """What has no number comes last either way."""
    if cell.order is None:
        return True, 0.0
    return False, cell.order if lowest_first else -cell.order


def build_screen(screen: MatrixScreen, notes: Sequence[str]) -> dict[str, Any]:
    """The table as plain values, for layouts/matrix.py."""
    matrix = screen.matrix
    return {
        "heads": [_head(screen, column) for column in matrix.columns],
        "by_name": screen.by is None,
        "groups": [
            {
                "title": f"Ranked by rate, of {len(matrix.districts)} in {matrix.peers.name}",
                "rows": [_row(screen, code) for code in screen.order],
            },
            {
                "title": "Beside them, not ranked",
                "rows": [_row(screen, code) for code in matrix.beside],
            },
        ],
        "shows": [
            {"value": value, "label": label, "pressed": value == screen.cells}
            for value, label in CELL_LABELS.items()
        ],
        "four": screen.cells == "all",
        "marks": screen.cells != "rank",
        "ends": any(cell.end for cell in screen.grid.values()),
        "notes": list(notes),
        "query": matrix.question.address(),
        "caption": f"{capitalised(matrix.theme)}: {CELL_LABELS[screen.cells].lower()}",
    }


def _head(screen: MatrixScreen, column: MatrixColumn) -> dict[str, Any]:
    measure = column.measure
    sorts = screen.by is not None and screen.by.measure.id == measure.id
    under = _under(screen, column)
    return {
        "id": measure.id,
        "label": measure.label,
        "under": " · ".join(words for words in under if words),
        "aim": _aim(screen, column),
        "sorted": "" if not sorts else "ascending" if screen.lowest_first else "descending",
        # A second use of the column it is sorted by turns it round.
        "sort": f"{LOWEST_FIRST}{measure.id}" if sorts and not screen.lowest_first else measure.id,
        "chosen": measure.id == screen.selection.measure,
        "query": _query(screen, column),
    }


def _query(screen: MatrixScreen, column: MatrixColumn) -> str:
    """The address of the measure in depth, from the column's own source; '' for what is published."""
    if column.ranked is None:
        return ""
    source = column.ranked.question.selection.source
    return screen.matrix.question.address(measure=column.measure.id, source=source)


def _under(screen: MatrixScreen, column: MatrixColumn) -> tuple[str, ...]:
    """What rates are per; the source and the months where they are not the page's own."""
    question = screen.matrix.question
    if column.ranked is None:
        published = column.published
        if published is None:
            return ()
        source = question.reference.catalogue.sources[published.source].short
        rated = adds_up(column.measure) and screen.cells in ("all", "rate")
        per = f"per {column.measure.rate_per:,}" if rated else ""
        return per, "as published", source, published.window.words
    window = column.ranked.released.window
    per = f"per {column.measure.rate_per:,}" if screen.cells in SHADED else ""
    if column.measure.rate_of != "residents":
        per += f" {column.measure.rate_of}" if per else ""
    source = column.ranked.source_short
    own = (window.first, window.last) == (question.window.first, question.window.last)
    return per, "" if source == question.source_short else source, "" if own else window.words


def _aim(screen: MatrixScreen, column: MatrixColumn) -> str:
    """The direction of the plan's indicator, not the measure's; '' where it sets none or there is no room."""
    plan = screen.matrix.question.plan
    found = [item for item in plan.indicators if item.measure == column.measure.id] if plan else []
    if not found or found[0].direction == "none" or len(screen.matrix.columns) > _ROOMY:
        return ""
    return direction_words(found[0], column.measure)


def _row(screen: MatrixScreen, code: str) -> dict[str, Any]:
    question = screen.matrix.question
    return {
        "code": code,
        "name": question.reference.name(code),
        "home": code == question.area,
        "query": question.address(area=code),
        "cells": [vars(cell) for cell in screen.row(code)],
    }
