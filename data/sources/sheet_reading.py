"""One sheet read: its tables found, every cell loaded or set aside, and said in words how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from data.catalogue.models import Combine
from data.sources.kinds import SetAside
from data.sources.period_text import Span
from data.sources.sheet import Sheet
from data.sources.sheet_columns import NO_HEAD, Columns, Figures, Sum, resolve_columns
from data.sources.sheet_context import Context, Where
from data.sources.sheet_figures import Fault, FigureReader, Identity
from data.sources.sheet_marks import is_figure, is_number, meanings_in, read_cell
from data.sources.sheet_names import SheetNames
from data.sources.sheet_rows import Dimensions, Row, find_dimensions, resolve_rows
from data.sources.sheet_says import Says
from data.sources.sheet_sentence import TableWords, describe
from data.sources.sheet_table import Column, Table, find_tables
from data.sources.sheet_totals import Verdict, judge, row_sums

_FEWEST_NUMBERS: Final = 4
# Above and below the one that tells the columns apart. More are the rows of a list.
_MOST_HEADS: Final = 4
_APART: Final = Fault(
    "the row stands apart from the table, below blank rows",
    "take the blank rows out, or give what follows them heads of its own.",
)


@dataclass(frozen=True)
class SheetReading:
    """What came of a sheet: observations in the columns of their part, cells set aside, sentences."""

    observations: tuple[dict[str, Any], ...] = ()
    aside: tuple[SetAside, ...] = ()
    understood: tuple[str, ...] = ()


def tables_of(sheet: Sheet, *, names: SheetNames) -> list[Table] | Fault:
    """The tables of a sheet: periods across, else down, else measures across or down."""

    def is_measure(label: str) -> bool:
        return names.measure(label) is not None

    for dated in (True, False):
        across, down = (
            [
                table
                for table in find_tables(each, is_measure=is_measure, dated=dated)
                if _holds_figures(table, is_measure)
            ]
            for each in (sheet, sheet.turn())
        )
        if across and down and not _same_both_ways(across, down):
            return Fault(
                "periods stand both across and down, and it cannot be told which are the heads",
                "keep one table in a sheet, with its periods either across or down.",
            )
        if across or down:
            return across or down
    return []


def _holds_figures(table: Table, is_measure: Callable[[str], bool]) -> bool:
    """Whether the heads are mostly periods or measures, each once, and figures stand below, not words."""
    across = [column for column in table.columns if _is_head(column, table, is_measure)]
    first = min((column.index for column in across), default=0)
    heads = [cell for cell in table.sheet.labels[table.head_row][first:] if cell != ""]
    told_apart = {(column.own, column.heads) for column in across}
    cells = [table.sheet.cells[row][column.index] for row in table.rows for column in across]
    filled = [cell for cell in cells if cell != ""]
    figures = [cell for cell in filled if is_figure(cell)]
    if any(len(column.heads) > _MOST_HEADS for column in across):
        return False
    if 3 * len(across) < len(heads) or 2 * len(told_apart) < len(across) or 2 * len(figures) <= len(filled):
        return False
    return any(is_number(cell) or read_cell(cell, {}).meaning == "hidden" for cell in figures)


def _is_head(column: Column, table: Table, is_measure: Callable[[str], bool]) -> bool:
    return (
        column.own.dated
        if table.dated
        else any(is_measure(head.text) for head in (column.own, *column.heads))
    )


def _same_both_ways(across: list[Table], down: list[Table]) -> bool:
    """Years down and months across are one table, read either way."""
    return len(across) == len(down) == 1 and any(
        {text for text in labels.texts.values() if text} & {column.own.text for column in down[0].columns}
        for labels in across[0].labels
    )


def read_sheet(sheet: Sheet, *, names: SheetNames, says: Says, where: Where, today: dt.date) -> SheetReading:
    """Read every table of a sheet."""
    if says.skip:
        return SheetReading(understood=(f"{sheet.words}: left out, as the sidecar says.",))
    if sheet.hidden:
        return SheetReading(understood=(f"{sheet.words} is hidden in the workbook: not read.",))
    tables = [] if sheet.fault else tables_of(sheet, names=names)
    if sheet.fault or isinstance(tables, Fault):
        fault = tables if isinstance(tables, Fault) else Fault(sheet.fault, sheet.remedy)
        return _whole(sheet, fault)
    if not tables:
        return _no_table(sheet)
    readings = [_Reader(table, names=names, says=says, where=where, today=today).read() for table in tables]
    return SheetReading(
        observations=tuple(row for reading in readings for row in reading.observations),
        aside=tuple(row for reading in readings for row in reading.aside),
        understood=tuple(words for reading in readings for words in reading.understood),
    )


def _whole(sheet: Sheet, fault: Fault) -> SheetReading:
    aside = SetAside(None, sheet.name and f"sheet '{sheet.name}'", fault.reason, fault.remedy)
    return SheetReading(aside=(aside,), understood=(f"{sheet.words}: not read: {fault.reason}.",))


def _no_table(sheet: Sheet) -> SheetReading:
    numbers = sum(is_number(cell) for row in sheet.cells for cell in row if cell != "")
    if numbers < _FEWEST_NUMBERS:
        return SheetReading(understood=(f"{sheet.words}: words only; not read.",))
    return _whole(
        sheet,
        Fault(
            "no row or column of periods, nor of measures of the catalogue, was found",
            "write the periods as Apr 2023 or 2023/24 above or beside the figures; "
            "if the sheet is not for this, leave it out of the workbook.",
        ),
    )


class _Reader:
    """Reads one table."""

    def __init__(self, table: Table, *, names: SheetNames, says: Says, where: Where, today: dt.date) -> None:
        self._table = table
        self._names = names
        self._says = says
        self._context = Context(table, names=names, says=says, where=where)
        own = {mark.lower(): meaning for mark, meaning in says.marks.items()}
        self._said = meanings_in((*table.above, *table.below)) | own
        self._figures = FigureReader(
            table, names=names, context=self._context, says=says, marks=self._said, today=today
        )

    def read(self) -> SheetReading:
        """The table's cells and words."""
        dimensions = find_dimensions(
            self._table,
            names=self._names,
            has_measures_across=not self._table.dated,
        )
        rows = list(resolve_rows(self._table, dimensions, names=self._names))
        columns = resolve_columns(
            self._table, names=self._names, context=self._year(dimensions), additive=self._additive(rows)
        )
        columns, verdicts_across = self._checked(self._labelled(columns, dimensions), rows)
        verdicts_down = {
            total.index: judge(total, lines=self._lines(columns), at=self._turned_at)
            for total in row_sums(rows)
        }
        rows = [self._settled(row, verdicts_down) for row in rows]
        taken = [row for row in rows if row.kind in ("figures", "unlabelled")]
        taken += [
            Row(index, "", "figures", fault=_APART.reason, remedy=_APART.remedy)
            for index in self._table.apart
        ]
        columns = self._doubted(columns, taken)
        if dimensions.fault:
            taken = [
                replace(row, kind="figures", fault=dimensions.fault, remedy=dimensions.remedy)
                for row in taken
            ]
        cells = self._figures.read(taken, columns.figures)
        words = TableWords(
            table=self._table,
            dimensions=dimensions,
            columns=columns,
            rows=rows,
            cells=cells,
            totals_across=verdicts_across,
            totals_down=verdicts_down,
            figures=self._figures,
            said=frozenset(self._said),
        )
        return SheetReading(tuple(cells.observations), tuple(cells.aside), (describe(words),))

    def _year(self, dimensions: Dimensions) -> Span | None:
        """The year of months without one, where no column of years stands beside the rows."""
        if dimensions.period is not None:
            return None
        span, _ = self._figures.period
        return span if span is not None and span.months > 1 else None

    def _additive(self, rows: list[Row]) -> bool:
        """Whether a year is the sum of its months: not of percentages, nor of people."""
        named = {row.measure for row in rows if row.measure} or {self._figures.measure.value}
        measures = [self._names.catalogue.measures.get(name) for name in named]
        return all(item is None or item.combine in (Combine.ADDITIVE, Combine.FLAG) for item in measures)

    def _labelled(self, columns: Columns, dimensions: Dimensions) -> Columns:
        """Heads that are neither periods nor measures are areas, where no rows are: else only words."""
        labels = {item.label for item in columns.figures}
        if dimensions.area is None and len(labels) > 1 and "" not in labels:
            return columns
        return replace(columns, figures=tuple(replace(item, label="") for item in columns.figures))

    def _checked(self, columns: Columns, rows: list[Row]) -> tuple[Columns, dict[int, Verdict]]:
        """The totals with what the check gave. A column without a head that is the sum of others is one."""
        if not self._additive(rows):
            return columns, {total.index: Verdict() for total in columns.sums}
        lines = [row.index for row in rows if row.kind == "figures"]
        headed = tuple(item.index for item in columns.figures if item.fault != NO_HEAD)
        bare = [Sum(item.index, "", (headed,)) for item in columns.figures if item.fault == NO_HEAD]
        verdicts = {
            total.index: judge(total, lines=lines, at=self._figures.at) for total in (*columns.sums, *bare)
        }
        found = [total for total in bare if verdicts[total.index].agrees and len(headed) > 1]
        taken = {total.index for total in found}
        figures = tuple(item for item in columns.figures if item.index not in taken)
        return replace(columns, figures=figures, sums=(*columns.sums, *found)), verdicts

    def _lines(self, columns: Columns) -> Iterator[int]:
        return (item.index for item in columns.figures if not item.fault)

    def _turned_at(self, line: int, index: int) -> Any:
        return self._figures.at(index, line)

    def _settled(self, row: Row, verdicts: dict[int, Verdict]) -> Row:
        """A row without a label that is the sum of others is their total."""
        verdict = verdicts.get(row.index)
        if row.kind == "unlabelled" and verdict is not None and verdict.agrees and verdict.parts > 1:
            return replace(row, kind="total")
        return row

    def _doubted(self, columns: Columns, rows: list[Row]) -> Columns:
        """Where a title's words do not go with a measure, none of its columns is loaded."""
        found: list[Figures] = []
        for column in columns.figures:
            identity = next(
                (item for row in rows if isinstance(item := self._figures.identify(row, column), Identity)),
                None,
            )
            if identity is None or column.fault:
                found.append(column)
                continue
            doubt = self._context.doubt(
                identity.measure,
                single_months=identity.span.months == 1,
                rates_apart=bool(columns.left_out),
            )
            found.append(replace(column, fault=doubt.fault, remedy=doubt.remedy) if doubt.fault else column)
        return replace(columns, figures=tuple(found))
