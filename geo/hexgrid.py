"""Pointy-top hexagons in doubled coordinates: cells, neighbours, connected sets, and their outlines.

A cell is (x, row): x counts half cell widths to the east, row counts rows to the north, and x and row are
both even or both odd. In units of one cell width its centre lies at (x / 2, row · √3 / 2). The six neighbours
are then the same for every row, and corners have whole numbers, so that two cells share theirs exactly.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from shapely import Polygon

Cell: TypeAlias = tuple[int, int]
Floats: TypeAlias = npt.NDArray[np.float64]

ROW_HEIGHT = math.sqrt(3) / 2
# Round the ring, so that neighbours that follow one another touch one another.
AROUND: tuple[Cell, ...] = ((2, 0), (1, 1), (-1, 1), (-2, 0), (-1, -1), (1, -1))
# Corners, from the top clockwise, in half widths and in sixths of the height of a row.
_CORNERS: tuple[Cell, ...] = ((0, 4), (1, 2), (1, -2), (0, -4), (-1, -2), (-1, 2))
# What a cell's worth is multiplied by, for none to six neighbours.
_RIM = (0.0, 0.1, 0.35, 1.0, 1.6, 2.2, 2.2)
# A cell with so few neighbours sticks out; a free one with so many or more is a bay.
_TIP, _BAY = 2, 3


def neighbours(cell: Cell) -> list[Cell]:
    """The six cells that share a side with `cell`, in a ring."""
    x, row = cell
    return [(x + dx, row + dy) for dx, dy in AROUND]


def centres(cells: Iterable[Cell]) -> Floats:
    """(n, 2) centres, in cell widths."""
    flat = np.array(list(cells), dtype=np.float64).reshape(-1, 2)
    scaled: Floats = flat * np.array([0.5, ROW_HEIGHT])
    return scaled


@dataclass(frozen=True)
class Block:
    """A full block of cells, every other row half a cell to the east; `nested` rows are one cell shorter."""

    columns: int
    rows: int
    nested: bool

    @property
    def cells(self) -> list[Cell]:
        """Row by row from the south, west to east."""
        return [
            (2 * column + row % 2, row)
            for row in range(self.rows)
            for column in range(self.columns - (self.nested and row % 2))
        ]

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows - (self.rows // 2 if self.nested else 0)

    @property
    def width(self) -> float:
        """In cell widths."""
        return self.columns + (0.5 if self.rows > 1 and not self.nested else 0)

    @property
    def height(self) -> float:
        """In cell widths."""
        return (self.rows - 1) * ROW_HEIGHT + 2 / math.sqrt(3)


def fitting_block(count: int, *, aspect: float) -> Block:
    """The block of at least `count` cells that are largest in a panel `aspect` times as wide as high.

    Of blocks with cells about as large (to a fiftieth) the one with fewest cells to spare.
    """
    sizes = [
        Block(columns, rows, nested)
        for rows in range(1, count + 1)
        for nested in (False, True)
        if (columns := -(-(count + (rows // 2 if nested else 0)) // rows)) > 1 or not nested
    ]
    cell = {block: min(aspect / block.width, 1 / block.height) for block in sizes}
    large = max(cell.values())
    return min(
        (block for block in sizes if cell[block] > 0.98 * large),
        key=lambda block: (block.count, -cell[block], block.rows),
    )


def snake(*, columns: int, count: int) -> list[Cell]:
    """`count` cells of a block, each beside the one before: eastwards in even rows, back in odd ones."""
    found: list[Cell] = []
    for row in range(-(-count // columns)):
        line = [(2 * column + row % 2, row) for column in range(columns)]
        found += line if row % 2 == 0 else line[::-1]
    return found[:count]


def components(cells: Collection[Cell]) -> list[set[Cell]]:
    """The connected parts, the largest first; of two alike the one with the lowest cell."""
    left = set(cells)
    parts: list[set[Cell]] = []
    while left:
        part: set[Cell] = set()
        edge = [left.pop()]
        while edge:
            cell = edge.pop()
            part.add(cell)
            near = [other for other in neighbours(cell) if other in left]
            left.difference_update(near)
            edge += near
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def simple(cell: Cell, cells: Collection[Cell]) -> bool:
    """Whether `cells` stay in one piece without holes when the cell goes, or comes.

    True when its neighbours among them follow one another round the ring (a simple point of the lattice).
    """
    ring = [other in cells for other in neighbours(cell)]
    return sum(ring[i] and not ring[i - 1] for i in range(6)) == 1


def peel(cells: Iterable[Cell], *, count: int, worth: Mapping[Cell, float]) -> list[Cell]:
    """`count` of the cells: the least worthy at the rim go one by one, without a hole or an island.

    `cells` are connected and without holes; what is left is too, sorted by row, then west to east. A cell
    that sticks out is worth less and one in a bay more; in the end cells that still stick out fill bays.
    """
    left = set(cells)
    gone: set[Cell] = set()

    def beside(cell: Cell) -> int:
        return sum(other in left for other in neighbours(cell))

    def standing(cell: Cell) -> tuple[float, Cell]:
        return worth[cell] * _RIM[beside(cell)], cell

    while len(left) > count:
        cell = min((cell for cell in left if simple(cell, left)), key=standing)
        left.remove(cell)
        gone.add(cell)
    for tip in sorted((cell for cell in left if beside(cell) <= _TIP), key=standing):
        if beside(tip) > _TIP or not simple(tip, left):
            continue
        left.remove(tip)
        bays = [cell for cell in gone if beside(cell) >= _BAY and simple(cell, left)]
        filled = max(bays, key=standing, default=tip)
        left.add(filled)
        gone = (gone | {tip}) - {filled}
    return sorted(left, key=lambda cell: (cell[1], cell[0]))


def hexagon(cell: Cell, *, width: float, origin: tuple[float, float]) -> Polygon:
    """The cell as a polygon, clockwise, `width` wide, where `origin` (in cell widths) is drawn at 0, 0.

    Coordinates are rounded to five decimals: neighbours share their corners to the last digit.
    """
    x, row = cell
    corners = [
        (
            round(((x + dx) / 2 - origin[0]) * width, 5),
            round(((6 * row + dy) / 6 * ROW_HEIGHT - origin[1]) * width, 5),
        )
        for dx, dy in _CORNERS
    ]
    return Polygon(corners)
