"""The cells of a workbook's sheets, or of a CSV as a sheet without a name, whatever stands in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.unzipping import DAMAGE
from data.sources.workbook_scan import TOO_FAR, CellFacts, Place, TooLargeError, reaches, scan

_MOST_COLUMNS: Final = 2_000
# A figure takes a kilobyte while it is read.
_MOST_CELLS: Final = 1_000_000
_SAVE_AS: Final = "save it again as .xlsx."


@dataclass(frozen=True)
class Percent:
    """A number that its cell shows as a percentage: 0.123 is 12.3%."""

    share: float


@dataclass(frozen=True)
class Broken:
    """A cell that shows something other than its value."""

    shown: str
    reason: str
    remedy: str


Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta | Percent | Broken


@dataclass(frozen=True)
class Sheet:
    """Rows of cells, all of one length, '' where there is nothing; places count from 0.

    `labels` are the same cells with merged ones filled. `turned`: rows are the file's columns. `fault` and
    `remedy` say why nothing of it was read.
    """

    name: str
    cells: tuple[tuple[Cell, ...], ...] = ()
    labels: tuple[tuple[Cell, ...], ...] = ()
    formulas: int = 0
    turned: bool = False
    hidden: bool = False
    fault: str = ""
    remedy: str = ""

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.cells[0]) if self.cells else 0

    @property
    def words(self) -> str:
        """'Sheet 'ASB'' in a sentence; 'The table' of a CSV."""
        return f"Sheet '{self.name}'" if self.name else "The table"

    def turn(self) -> Sheet:
        """With rows for columns."""
        return replace(
            self,
            cells=tuple(zip(*self.cells, strict=True)),
            labels=tuple(zip(*self.labels, strict=True)),
            turned=not self.turned,
        )

    def place(self, row: int, column: int) -> Place:
        """The place in the file of a cell of this sheet, which may be turned."""
        return (column, row) if self.turned else (row, column)


def read_sheets(file: InputFile, *, rows: int | None = None) -> list[Sheet]:
    """Every worksheet, in order, of its first `rows` rows. Raises UnreadableFileError."""
    try:
        facts = scan(file.path)
        with CalamineWorkbook.from_path(file.path) as workbook:
            return [
                _read(workbook, item.name, facts.get(item.name), rows=rows)
                if item.visible == SheetVisibleEnum.Visible
                else Sheet(item.name, hidden=True)
                for item in workbook.sheets_metadata
                if item.typ == SheetTypeEnum.WorkSheet
            ]
    except TooLargeError as error:
        return [Sheet("", fault=str(error), remedy=_SAVE_AS)]
    except (*DAMAGE, CalamineError, ParseError, KeyError, OSError) as error:
        raise UnreadableFileError(
            f"the workbook cannot be read: {error}.", file=file.name, remedy=_SAVE_AS
        ) from error


def sheet_of_text(lines: list[list[str]]) -> Sheet:
    """A CSV's cells."""
    width = max(map(len, lines), default=0)
    if len(lines) * width > _MOST_CELLS or width > _MOST_COLUMNS:
        return _too_far("", height=len(lines), width=width)
    cells = tuple(tuple([_tidy(cell) for cell in line] + [""] * (width - len(line))) for line in lines)
    return Sheet("", cells=cells, labels=cells)


def column_letter(column: int) -> str:
    """'A' for 0, 'AA' for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(cell: Cell) -> str:
    """A cell as it reads."""
    if isinstance(cell, Percent):
        return f"{cell.share * 100:.10g}%"
    if isinstance(cell, Broken):
        return cell.shown
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat().removesuffix("T00:00:00")
    return str(cell)


def _read(workbook: CalamineWorkbook, name: str, facts: CellFacts | None, *, rows: int | None) -> Sheet:
    if facts is not None and (facts.height * facts.width > _MOST_CELLS or facts.width > _MOST_COLUMNS):
        return _too_far(name, height=facts.height, width=facts.width)
    sheet = workbook.get_sheet_by_name(name)
    facts = facts or CellFacts(height=sheet.total_height, width=sheet.total_width)
    height = facts.height if rows is None else min(facts.height, rows)
    found = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=rows)]
    width = max([facts.width, *map(len, found)])
    grid = [row + [""] * (width - len(row)) for row in found]
    grid += [[""] * width for _ in range(height - len(grid))]
    for (row, column), cell in _shown(grid, facts):
        grid[row][column] = cell
    labels = [list(row) for row in grid]
    for place, cell in _merged(grid, sheet.merged_cell_ranges or []):
        labels[place[0]][place[1]] = cell
    return Sheet(
        name, cells=tuple(map(tuple, grid)), labels=tuple(map(tuple, labels)), formulas=facts.formulas
    )


def _too_far(name: str, *, height: int, width: int) -> Sheet:
    return Sheet(name, fault=reaches(height, width), remedy=TOO_FAR)


def _shown(grid: list[list[Cell]], facts: CellFacts) -> Iterator[tuple[Place, Cell]]:
    """Cells whose value is not all that is to be known."""
    inside = [place for place in facts.percent if place[0] < len(grid)]
    for row, column in inside:
        cell = grid[row][column]
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            yield (row, column), Percent(float(cell))
    for place in facts.unsaved:
        if place[0] < len(grid):
            yield (
                place,
                Broken(
                    "(formula)",
                    "the cell is a formula whose result was not saved",
                    "open the workbook in Excel, save it, and give it again.",
                ),
            )
    for place, shown in facts.errors.items():
        if place[0] < len(grid):
            yield place, Broken(shown, f"the cell shows the error {shown}", "correct the formula.")


def _merged(grid: list[list[Cell]], ranges: list[tuple[Place, Place]]) -> Iterator[tuple[Place, Cell]]:
    """Every cell of a merged range has what its first one has, as far as there are cells."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        for row in range(top, min(bottom, len(grid) - 1) + 1):
            for column in range(left, min(right, len(grid[row]) - 1) + 1):
                yield (row, column), grid[top][left]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return _tidy(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, int | float | dt.date | dt.time | dt.timedelta):
        return value
    return str(value)


def _tidy(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "").strip()
