"""The matrix: districts and groups down, the measures of a theme across, sorted by any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from dashboard.address import BY_NAME, LOWEST_FIRST
from dashboard.matrix_facts import Matrix, MatrixColumn, matrix_of
from dashboard.matrix_words import FALL, RISE, MatrixCell, cell_of
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.matrix_table import COLUMNS, build_copied, build_rows
from dashboard.views.view import Table, View
from dashboard.vocabulary import CELL_LABELS
from dashboard.wording import capitalised, joined
from data.catalogue import Measure

_LEAST_COLUMNS: Final = 3
_NAMED: Final = 6


def build_matrix(reference: Reference, selection: Selection) -> View:
    """The view `matrix`."""
    question = ask(reference, selection)
    matrix = matrix_of(question)
    if matrix is None or not matrix.columns:
        return View(
            name="matrix",
            title="Districts side by side",
            table=Table(COLUMNS, ()),
            empty=_why_empty(question, matrix),
            **question.described(),
        )
    order = _order(matrix, selection)
    title = _title(matrix)
    return View(
        name="matrix",
        title=title,
        caption=_caption(matrix),
        alt=f"{title}. A table of districts and groups by measures.",
        table=Table(COLUMNS, build_rows(matrix, order)),
        copied=build_copied(matrix, order, cells=selection.cells, note=" ".join(_notes(matrix))),
        extra=_extra(matrix, order, selection),
        **_described(matrix),
    )


def _why_empty(question: Question, matrix: Matrix | None) -> str:
    if question.absent() and matrix is None:
        return question.absent()
    if matrix is None:
        return (
            f"{question.area_name} lies in no county or force of this store, so there are no districts to "
            "set it beside. Build the store with lookups of the county: csp build PATH."
        )
    return (
        f"No measure of {matrix.theme} is held for more than one area here. "
        "Choose the priority “All crime and crime types”."
    )


def _described(matrix: Matrix) -> dict[str, Any]:
    """What the matrix is about: the page's words, with the sources and caveats of every column."""
    own = matrix.ranked
    described = matrix.question.described()
    comparisons = dict.fromkeys(item.comparison for item in own)
    refused = next((item.refused for item in comparisons if item.refused and not item.windows), "")
    against = next((f"against {item.words}" for item in comparisons if item.windows), "")
    sources = dict.fromkeys(item.question.source_words() for item in own)
    labels = matrix.question.reference.catalogue.sources
    given = [(c.measure.id, c.published.source) for c in matrix.columns if c.published is not None]
    sources |= dict.fromkeys(labels[source].label for _, source in given)
    series = [item.question.series for item in own]
    series += [matrix.question.reference.series.get(key) for key in given]
    return described | {
        "measure": capitalised(matrix.theme),
        "definition": "",
        "source": "; ".join(sources),
        "basis": against or refused or "no comparison",
        "geography": f"districts of {matrix.peers.name}, partnerships and groups",
        "demonstration": any(item.demonstration for item in series if item is not None),
        "caveats": _caveats(matrix),
    }


def _caveats(matrix: Matrix) -> tuple[str, ...]:
    """Each caveat once, with the measures it is about where it is not about all of them."""
    said: dict[str, list[str]] = {}
    for item in matrix.ranked:
        may_change = item.question.provisional_words(item.released.window)
        notes = [f"{may_change}: these figures may still change."] if may_change else []
        for words in dict.fromkeys([*item.comparison.labels, *notes, *item.released.caveats]):
            said.setdefault(words, []).append(item.measure.label)
    whole = len(matrix.ranked)
    return tuple(
        capitalised(words) if len(labels) == whole else f"{joined(labels)}: {words}"
        for words, labels in said.items()
    )


def _title(matrix: Matrix) -> str:
    """Who is highest on most measures, where one is; and on how many of them the next is told apart."""
    ranked = [item for item in matrix.ranked if any(row.ranked for row in item.rows)]
    plain = f"{capitalised(matrix.theme)}, in the districts of {matrix.peers.name}"
    first = Counter(item.highest.name for item in ranked if item.highest is not None)
    if len(ranked) < _LEAST_COLUMNS or not first:
        return plain
    most = max(first.values())
    names = [name for name, times in first.items() if times == most]
    if most < 2 or len(names) > 2:
        return plain
    apart = [
        sum(item.highest_told_apart and item.highest.name == name for item in ranked if item.highest)
        for name in names
    ]
    if len(names) == 2:
        return f"{joined(names)} each have the highest rate on {most} of {len(ranked)} measures"
    told = f"on {apart[0]} of them" if apart[0] else "on none of them"
    return (
        f"{names[0]} has the highest rate on {most} of {len(ranked)} measures, "
        f"{told} told apart from the next"
    )


def _caption(matrix: Matrix) -> str:
    question = matrix.question
    own = [row for item in matrix.ranked if (row := item.of(question.area)) is not None and row.ranked]
    parts = [
        capitalised(matrix.theme),
        f"{len(matrix.districts)} districts of {matrix.peers.name} ranked by rate, 1st the highest",
        question.window.words,
    ]
    if own:
        high, low = (sum(row.end == end for row in own) for end in ("high", "low"))
        parts.append(
            f"{question.area_name}: among the three highest, whatever chance, on {high} of {len(own)}, "
            f"among the three lowest on {low}"
        )
    return " · ".join(parts)


def _notes(matrix: Matrix) -> list[str]:
    """How the marks are to be read, and which measures of the theme are no columns."""
    notes = [
        f"{RISE} {FALL} rise or fall larger than usual variation; the districts of a measure are one list "
        "with the false discovery rate held at 5%, groups are judged one by one."
    ]
    for measures, words in (
        (matrix.single, "held for one area alone, so not compared"),
        (matrix.elsewhere, "from another source, chosen under Measure and Source"),
        (matrix.absent, "without figures in this store"),
    ):
        if measures:
            notes.append(f"{capitalised(words)}: {_listed(measures)}.")
    return notes


def _listed(measures: Sequence[Measure]) -> str:
    labels = [measure.label for measure in measures]
    if len(labels) <= _NAMED:
        return joined(labels)
    return f"{', '.join(labels[: _NAMED - 1])} and {len(labels) - _NAMED + 1} others"


def _order(matrix: Matrix, selection: Selection) -> tuple[str, ...]:
    """The districts as sorted: by the page's measure, highest first, unless the address says otherwise."""
    name = matrix.question.reference.name
    by_name = sorted(matrix.districts, key=name)
    column, lowest = sorted_by(matrix, selection)
    if column is None:
        return tuple(by_name)
    cells = {code: cell_of(matrix.question, column, code, cells=selection.cells) for code in by_name}
    return tuple(sorted(by_name, key=lambda code: _place(cells[code], lowest=lowest)))


def _place(cell: MatrixCell, *, lowest: bool) -> tuple[bool, float]:
    if cell.order is None:
        return True, 0.0
    return False, cell.order if lowest else -cell.order


def sorted_by(matrix: Matrix, selection: Selection) -> tuple[MatrixColumn | None, bool]:
    """The column the rows are sorted by (None: by name), and whether the lowest stands first."""
    asked = selection.sort
    if asked == BY_NAME:
        return None, False
    wanted = (asked or "").removeprefix(LOWEST_FIRST)
    columns = {column.measure.id: column for column in matrix.columns}
    if wanted in columns:
        return columns[wanted], (asked or "").startswith(LOWEST_FIRST)
    return columns.get(selection.measure, matrix.columns[0]), False


def _extra(matrix: Matrix, order: Sequence[str], selection: Selection) -> dict[str, Any]:
    """The table as plain values, for layouts/matrix.py."""
    by = sorted_by(matrix, selection)
    ranked_of = f"{len(matrix.districts)} districts of {matrix.peers.name}"
    return {
        "heads": [_head(matrix, column, by, selection) for column in matrix.columns],
        "by_name": by[0] is None,
        "groups": [
            {"title": ranked_of, "rows": [_row(matrix, code, selection) for code in order]},
            {
                "title": "Beside them, not ranked",
                "rows": [_row(matrix, code, selection) for code in matrix.beside],
            },
        ],
        "shows": [
            {"value": value, "label": label, "pressed": value == selection.cells}
            for value, label in CELL_LABELS.items()
        ],
        "notes": _notes(matrix),
        "ends": selection.cells in ("rate", "rank")
        and any(row.end for item in matrix.ranked for row in item.rows),
        "caption": f"{capitalised(matrix.theme)}: {CELL_LABELS[selection.cells].lower()}",
    }


def _head(
    matrix: Matrix, column: MatrixColumn, by: tuple[MatrixColumn | None, bool], selection: Selection
) -> dict[str, Any]:
    measure, question = column.measure, matrix.question
    sorts = by[0] is not None and by[0].measure.id == measure.id
    own = matrix.question.window
    if column.ranked is not None:
        window = column.ranked.released.window
        when = "" if (window.first, window.last) == (own.first, own.last) else window.words
        per = f"per {column.ranked.measure.rate_per:,}" if selection.cells in ("rate", "rank") else ""
        source = column.ranked.source_short
    else:
        published = column.published
        sources = question.reference.catalogue.sources
        when = published.window.words if published else ""
        per, source = "as published", sources[published.source].short if published else ""
    return {
        "id": measure.id,
        "label": measure.label,
        "per": per,
        "source": source,
        "when": when,
        "sorted": "" if not sorts else "ascending" if by[1] else "descending",
        # A second use of the column it is sorted by turns it round.
        "sort": f"{LOWEST_FIRST}{measure.id}" if sorts and not by[1] else measure.id,
        "chosen": measure.id == selection.measure,
        "query": question.address(measure=measure.id) if column.ranked is not None else "",
    }


def _row(matrix: Matrix, code: str, selection: Selection) -> dict[str, Any]:
    question = matrix.question
    return {
        "code": code,
        "name": question.reference.name(code),
        "home": code == question.area,
        "query": question.address(area=code),
        "cells": [
            {
                "main": cell.main,
                "sub": cell.sub,
                "mark": cell.mark,
                "state": cell.state,
                "end": cell.end,
                "spoken": cell.spoken,
            }
            for cell in (cell_of(question, column, code, cells=selection.cells) for column in matrix.columns)
        ],
    }
