"""Which rows of a sheet are heads: of periods, or of measures, with what stands above and below them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from data.sources.sheet import Cell, Sheet
from data.sources.sheet_heads import Head, financial_years, plain_label, read_head, run_of_numbers
from data.sources.sheet_marks import is_figure, is_number


@dataclass(frozen=True)
class Heading:
    """The rows of heads, `own` among them, above the figures, which begin in column `first`."""

    top: int
    own: int
    bottom: int
    first: int


def find_headings(sheet: Sheet, *, is_measure: Callable[[str], bool], dated: bool) -> Iterator[Heading]:
    """The rows of heads of a sheet's tables, from the top."""
    last: Heading | None = None
    for row in range(sheet.height):
        first = _first_dated(sheet, row) if dated else _first_measure(sheet, row, is_measure)
        if first is None or first == 0:
            continue
        if last is not None and row <= last.bottom + 1:
            # Years above months: the lower row is the one that tells the columns apart.
            last = Heading(
                top=last.top, own=row, bottom=_bottom(sheet, row, first), first=min(first, last.first)
            )
            continue
        if last is not None:
            yield last
        last = Heading(top=_top(sheet, row, first), own=row, bottom=_bottom(sheet, row, first), first=first)
    if last is not None:
        yield last


def heads_of(sheet: Sheet, row: int) -> dict[int, Head]:
    """The heads of a row that are periods, by column; none where the row has figures."""
    found = {column: read_head(cell) for column, cell in enumerate(sheet.labels[row]) if cell != ""}
    dated = {column: head for column, head in found.items() if head.dated}
    bare = [head for head in dated.values() if head.bare]
    # Figures may look like years: a row of numbers straight below figures is one of them.
    if bare and (not run_of_numbers(bare) or _has_figures(sheet, row - 1, dated)):
        dated = {column: head for column, head in dated.items() if not head.bare}
    if any(is_figure(cell) for column, cell in _others(sheet, row, dated)):
        return {}
    return dict(zip(dated, financial_years(list(dated.values())), strict=True))


def _has_figures(sheet: Sheet, row: int, columns: Iterable[int]) -> bool:
    return row >= 0 and any(is_number(sheet.cells[row][column]) for column in columns)


def _others(sheet: Sheet, row: int, heads: Container[int]) -> Iterator[tuple[int, Cell]]:
    return ((at, cell) for at, cell in enumerate(sheet.cells[row]) if cell != "" and at not in heads)


def _first_dated(sheet: Sheet, row: int) -> int | None:
    heads = heads_of(sheet, row)
    # A year merged over all its months is one head.
    several = sum(sheet.cells[row][column] != "" for column in heads) > 1
    return min(heads) if several or (len(heads) == 1 and _above_figures(sheet, row, min(heads))) else None


def _above_figures(sheet: Sheet, row: int, column: int) -> bool:
    """Whether one period alone heads a column: words to its left, figures with words beside them below."""
    for below in range(row + 1, sheet.height):
        cell = sheet.cells[below][column]
        if all(other == "" for other in sheet.cells[below]):
            return False
        if cell != "" and is_figure(cell):
            heads = (cell for line in sheet.cells[row:below] for cell in line[:column])
            beside = (cell for cell in sheet.cells[below][:column])
            return any(cell != "" for cell in heads) and any(
                isinstance(cell, str) and cell for cell in beside
            )
    return False


def _first_measure(sheet: Sheet, row: int, is_measure: Callable[[str], bool]) -> int | None:
    found = {
        column: cell
        for column, cell in enumerate(sheet.cells[row])
        if column and isinstance(cell, str) and cell and is_measure(plain_label(cell))
    }
    if not found or any(is_figure(cell) for _, cell in _others(sheet, row, found)):
        return None
    return min(found)


def _top(sheet: Sheet, row: int, first: int) -> int:
    """The first row of heads: above the months there may be years, or what is counted."""
    while row:
        cells = [cell for cell in sheet.cells[row - 1][first:] if cell != ""]
        if not cells or any(is_figure(cell) and not read_head(cell).year for cell in cells):
            break
        row -= 1
    return row


def _bottom(sheet: Sheet, row: int, first: int) -> int:
    """The last row of heads: below the periods there may be 'Count' and 'Rate'."""
    while row + 1 < sheet.height:
        cells = [cell for cell in sheet.cells[row + 1][first:] if cell != ""]
        if not cells or any(is_figure(cell) for cell in cells) or heads_of(sheet, row + 1):
            break
        row += 1
    return row
