"""Keep each district of a hexagon layout in one piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geo.hexgrid import Cell, Floats, centres, components, neighbours, snake

Labels = npt.NDArray[np.intp]


def join_blocks(taken: Sequence[Cell], *, labels: Labels, points: Floats) -> list[Cell] | None:
    """The layout with wards exchanged until every district's cells are connected; None if that cannot be done.

    `taken` is the cell of each ward, `labels` its district (0, 1, ...), `points` where it would rather be (in
    cell widths). Each exchange leaves fewer pieces than before, and is the one of those that moves the two
    wards least.
    """
    cells = list(taken)
    shift = centres(cells).mean(axis=0) - points.mean(axis=0)
    wanted = points + shift
    while torn := _torn(cells, labels):
        if not any(_exchange(cells, stray, label, labels=labels, wanted=wanted) for label, stray in torn):
            return None
    return cells


def snake_blocks(labels: Labels, middles: Floats, *, columns: int) -> list[Cell]:
    """Districts one after another along a path through a block: connected whatever their places are.

    `middles` are the districts' places, by which they follow one another: south to north, as rows do.
    """
    order = np.lexsort((middles[:, 0], middles[:, 1]))
    wards = [int(ward) for label in order for ward in np.flatnonzero(labels == label)]
    path = snake(columns=columns, count=len(wards))
    cell_of = dict(zip(wards, path, strict=True))
    return [cell_of[ward] for ward in range(len(wards))]


def _cells_of(cells: Sequence[Cell], labels: Labels, label: int) -> set[Cell]:
    return {cells[ward] for ward in np.flatnonzero(labels == label)}


def _torn(cells: Sequence[Cell], labels: Labels) -> list[tuple[int, set[Cell]]]:
    """The pieces that lie apart from the largest of their district, the smallest first."""
    found = [
        (label, piece)
        for label in range(int(labels.max()) + 1)
        for piece in components(_cells_of(cells, labels, label))[1:]
    ]
    return sorted(found, key=lambda pair: (len(pair[1]), pair[0], min(pair[1])))


def _exchange(cells: list[Cell], stray: set[Cell], label: int, *, labels: Labels, wanted: Floats) -> bool:
    """Exchange one ward of the stray piece for another district's beside the rest, if pieces get fewer."""
    ward_in = {cell: ward for ward, cell in enumerate(cells)}
    blocks = {one: _cells_of(cells, labels, one) for one in range(int(labels.max()) + 1)}
    pieces = {one: len(components(block)) for one, block in blocks.items()}
    rest = blocks[label] - stray
    beside = sorted({near for cell in rest for near in neighbours(cell)} & set(ward_in) - blocks[label])

    def moves(pair: tuple[Cell, Cell]) -> float:
        here, there = (centres([cell])[0] for cell in pair)
        mine, other = wanted[ward_in[pair[0]]], wanted[ward_in[pair[1]]]
        return float(
            ((there - mine) ** 2 + (here - other) ** 2 - (here - mine) ** 2 - (there - other) ** 2).sum()
        )

    pairs = [(here, there) for here in sorted(stray) for there in beside]
    for here, there in sorted(pairs, key=lambda pair: (moves(pair), pair)):
        mine, other = ward_in[here], ward_in[there]
        theirs = int(labels[other])
        now = len(components(blocks[label] - {here} | {there})) + len(
            components(blocks[theirs] - {there} | {here})
        )
        if now < pieces[label] + pieces[theirs]:
            cells[mine], cells[other] = there, here
            return True
    return False
