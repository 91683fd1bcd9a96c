"""Where a sheet's tables lie: the row of periods or measures, the columns of labels, the rows of figures.

Everything here is for periods or measures across; a sheet with them down is turned first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from data.sources.sheet import Sheet, text_of
from data.sources.sheet_headings import Heading, find_headings, heads_of
from data.sources.sheet_heads import (
    Head,
    is_total,
    is_worked_out,
    plain_label,
    read_head,
)
from data.sources.sheet_marks import is_figure

# What titles and notes say of figures they say at their start.
_LONGEST_LINE: Final = 500
# After so many blank rows, what follows is another thing.
_GAP: Final = 2


@dataclass(frozen=True)
class Column:
    """A column of figures. `heads` stand above it, from the top; `own` is the one that makes it a column."""

    index: int
    own: Head
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True)
class Labels:
    """A column of labels: its head, and what stands beside each row of figures, merged cells filled."""

    index: int
    head: str
    texts: dict[int, str] = field(default_factory=dict)

    def filled(self) -> Labels:
        """With each text standing for the rows below it that have none, as a district above its wards."""
        last, found = "", {}
        for row, text in self.texts.items():
            last = text or last
            found[row] = last
        return replace(self, texts=found)


@dataclass(frozen=True)
class Table:
    """A table of a sheet. `apart`: rows with figures after a gap; `above` and `below`: titles and notes."""

    sheet: Sheet
    dated: bool
    head_row: int
    columns: tuple[Column, ...]
    labels: tuple[Labels, ...]
    rows: tuple[int, ...]
    apart: tuple[int, ...] = ()
    headings: dict[int, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def find_tables(sheet: Sheet, *, is_measure: Callable[[str], bool], dated: bool) -> list[Table]:
    """The tables with periods across (`dated`), or else with measures across."""
    headings: list[Heading] = []
    ends: list[int] = []
    end = sheet.height
    # What has no figures below it is no head: it ends no table above it.
    for heading in reversed(list(find_headings(sheet, is_measure=is_measure, dated=dated))):
        if _figure_rows(sheet, heading, end=end)[0]:
            headings.insert(0, heading)
            ends.insert(0, end)
            end = heading.top
    found = []
    start = 0
    for heading, end in zip(headings, ends, strict=True):
        table = _table(sheet, heading, start=start, end=end, dated=dated)
        if table is not None:
            found.append(table)
            start = _after(sheet, max(table.rows), end)
    return found


def _after(sheet: Sheet, last: int, end: int) -> int:
    """Where the titles of the next table may begin: what stands close below a table are its notes."""
    blank = (row for row in range(last + 1, end) if all(cell == "" for cell in sheet.cells[row]))
    return next(blank, last + 1)


def _table(
    sheet: Sheet,
    heading: Heading,
    *,
    start: int,
    end: int,
    dated: bool,
) -> Table | None:
    rows, apart = _figure_rows(sheet, heading, end=end)
    columns = tuple(_columns(sheet, heading, rows=(*rows, *apart)))
    labels = tuple(_labels(sheet, heading, rows=rows))
    if not rows or not labels or not any(column.own.dated or not dated for column in columns):
        return None
    used = {label.index for label in labels}
    headings = {
        row: text
        for row in range(heading.bottom + 1, max(rows) + 1)
        if row not in rows and (text := _only_text(sheet, row, used))
    }
    above, below = _texts_around(
        sheet, heading, rows=rows, start=start, end=end, labels=used, columns=columns
    )
    return Table(
        sheet=sheet,
        dated=dated,
        head_row=heading.own,
        columns=columns,
        labels=labels,
        rows=tuple(rows),
        apart=tuple(apart),
        headings=headings,
        above=above,
        below=below,
    )


def _figure_rows(sheet: Sheet, heading: Heading, *, end: int) -> tuple[list[int], list[int]]:
    rows: list[int] = []
    apart: list[int] = []
    blank = 0
    for row in range(heading.bottom + 1, end):
        figures = any(cell != "" and is_figure(cell) for cell in sheet.cells[row][heading.first :])
        if figures:
            (apart if rows and (apart or blank >= _GAP) else rows).append(row)
            blank = 0
        elif all(cell == "" for cell in sheet.cells[row]):
            blank += 1
    return rows, apart


def _columns(
    sheet: Sheet,
    heading: Heading,
    *,
    rows: tuple[int, ...],
) -> Iterator[Column]:
    dates = {row: heads_of(sheet, row) for row in range(heading.top, heading.bottom + 1)}
    last: dict[int, Head] = {}
    for column in range(heading.first, sheet.width):
        above = {
            row: dates[row].get(column) or _undated(sheet, row, column, own=row == heading.own)
            for row in range(heading.top, heading.bottom + 1)
        }
        below_own = any(above[row].text for row in range(heading.own + 1, heading.bottom + 1))
        own = above[heading.own]
        if not own.text and below_own and heading.own in last:
            own = above[heading.own] = last[heading.own]
        for row, head in above.items():
            if head.text:
                last[row] = head
            elif row in last and row != heading.own and own.dated and not _ends(last[row]):
                above[row] = last[row]
        heads = tuple(head for row, head in above.items() if head.text and row != heading.own)
        figures = any(sheet.cells[row][column] != "" and is_figure(sheet.cells[row][column]) for row in rows)
        if figures or own.dated:
            yield Column(column, own, heads)


def _undated(sheet: Sheet, row: int, column: int, *, own: bool) -> Head:
    head = read_head(sheet.labels[row][column])
    return Head(head.text) if own else head


def _ends(head: Head) -> bool:
    """A total or a change stands above one column, whatever is blank beside it."""
    return not head.dated and (is_total(head.text) or is_worked_out(head.text))


def _labels(sheet: Sheet, heading: Heading, *, rows: list[int]) -> Iterator[Labels]:
    for column in range(heading.first):
        texts = {row: plain_label(text_of(sheet.labels[row][column])) for row in rows}
        there = [text for text in texts.values() if text]
        head = next(
            (
                plain_label(text_of(sheet.labels[row][column]))
                for row in range(heading.bottom, heading.top - 1, -1)
                if sheet.labels[row][column] != ""
            ),
            "",
        )
        if _is_labels(texts, there, head):
            yield Labels(column, head, texts)


def _is_labels(texts: dict[int, str], there: list[str], head: str) -> bool:
    """Most rows have one, or some and the first of them, as where a district stands above its wards."""
    first = texts[min(texts)] if texts else ""
    return 2 * len(there) > len(texts) or bool(first and (len(there) > 1 or head))


def _only_text(sheet: Sheet, row: int, labels: set[int]) -> str:
    texts = [plain_label(text_of(sheet.cells[row][column])) for column in sorted(labels)]
    return next((text for text in texts if text), "")


def _texts_around(
    sheet: Sheet,
    heading: Heading,
    *,
    rows: list[int],
    start: int,
    end: int,
    labels: set[int],
    columns: tuple[Column, ...],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Titles and notes stand above and below a table as it lies in the file, turned or not."""
    if not sheet.turned:
        last = end if end == sheet.height else _after(sheet, max(rows), end)
        return tuple(_texts(sheet, start, heading.own)), tuple(_texts(sheet, max(rows) + 1, last))
    file = sheet.turn()
    last = max(column.index for column in columns)
    return tuple(_texts(file, 0, min(labels))), tuple(_texts(file, last + 1, file.height))


def _texts(sheet: Sheet, start: int, end: int) -> Iterator[str]:
    for row in sheet.cells[start:end]:
        yield from (" ".join(cell[:_LONGEST_LINE].split()) for cell in row if isinstance(cell, str) and cell)
