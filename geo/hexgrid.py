"""Pointy-top hexagons in doubled coordinates: cells, neighbours, connected sets, and their outlines.

A cell is (x, row): x counts half cell widths to the east, row counts rows to the north, and x and row are both
even or both odd. In units of one cell width its centre lies at (x / 2, row · √3 / 2). The six neighbours are
then the same for every row, and corners have whole numbers, so that two cells share theirs exactly.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import numpy.typing as npt
from shapely import Polygon

Cell = tuple[int, int]
Floats = npt.NDArray[np.float64]

ROW_HEIGHT = math.sqrt(3) / 2
# Round the ring, so that neighbours that follow one another touch one another.
AROUND: tuple[Cell, ...] = ((2, 0), (1, 1), (-1, 1), (-2, 0), (-1, -1), (1, -1))
# Corners, from the top clockwise, in half widths and in sixths of the row's height (a third of it is half a side).
_CORNERS: tuple[Cell, ...] = ((0, 4), (1, 2), (1, -2), (0, -4), (-1, -2), (-1, 2))


def neighbours(cell: Cell) -> list[Cell]:
    """The six cells that share a side with `cell`, in a ring."""
    x, row = cell
    return [(x + dx, row + dy) for dx, dy in AROUND]


def centres(cells: Iterable[Cell]) -> Floats:
    """(n, 2) centres, in cell widths."""
    flat = np.array(list(cells), dtype=np.float64).reshape(-1, 2)
    return flat * np.array([0.5, ROW_HEIGHT])


def box(*, columns: int, rows: int) -> list[Cell]:
    """A full block of cells, odd rows half a cell to the east; row by row, west to east."""
    return [(2 * column + row % 2, row) for row in range(rows) for column in range(columns)]


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


def removable(cell: Cell, cells: Collection[Cell]) -> bool:
    """Whether `cells` stay in one piece without holes when the cell goes.

    True when its neighbours among them follow one another round the ring (a simple point of the lattice).
    """
    ring = [other in cells for other in neighbours(cell)]
    return sum(ring[i] and not ring[i - 1] for i in range(6)) == 1


def peel(cells: Iterable[Cell], *, count: int, worth: Mapping[Cell, float]) -> list[Cell]:
    """`count` of the cells: the least worthy at the rim go one by one, without a hole or an island.

    `cells` are connected and without holes. What is left is too, sorted by row, then west to east.
    """
    left = set(cells)
    ranked = sorted(left, key=lambda cell: (worth[cell], cell))
    while len(left) > count:
        first = next(i for i, cell in enumerate(ranked) if removable(cell, left))
        left.discard(ranked.pop(first))
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
