"""Keep each district of a hexagon layout in one piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from geo.hexgrid import Cell, Floats, centres, components, neighbours, snake

Labels: TypeAlias = npt.NDArray[np.intp]

_SIDE = 1.0
# Lines come to rest in three or four.
_ROUNDS = 10


def join_blocks(taken: Sequence[Cell], *, labels: Labels, points: Floats) -> list[Cell] | None:
    """The layout with wards exchanged until each district's cells are connected; None if they cannot be.

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


def smooth_blocks(taken: Sequence[Cell], *, labels: Labels, points: Floats) -> list[Cell]:
    """The layout with wards along the lines between districts exchanged while that makes lines shorter.

    A side less of line is worth `_SIDE` squared cell widths of movement. Every district stays connected.
    """
    cells = list(taken)
    wanted = points + centres(cells).mean(axis=0) - points.mean(axis=0)
    for _ in range(_ROUNDS):
        moved = [_straighten(cells, one, labels=labels, wanted=wanted) for one in range(len(cells))]
        if not any(moved):
            break
    return cells


def snake_blocks(labels: Labels, middles: Floats, *, columns: int) -> list[Cell]:
    """Districts one after another along a path through a block: connected whatever their places are.

    `middles` are the districts' places, by which they follow one another: south to north, as rows do.
    """
    order = np.lexsort((middles[:, 0], middles[:, 1]))
    wards = [ward for label in order for ward in members(labels, int(label))]
    path = snake(columns=columns, count=len(wards))
    cell_of = dict(zip(wards, path, strict=True))
    return [cell_of[ward] for ward in range(len(wards))]


def members(labels: Labels, label: int) -> list[int]:
    """The wards of a district."""
    return [int(ward) for ward in np.flatnonzero(labels == label)]


def _cells_of(cells: Sequence[Cell], labels: Labels, label: int) -> set[Cell]:
    return {cells[ward] for ward in members(labels, label)}


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

    def gain(pair: tuple[Cell, Cell]) -> float:
        """How much nearer the two wards come to their places together: twice the product of both moves."""
        here, there = pair
        way = centres([there])[0] - centres([here])[0]
        return float(way @ (wanted[ward_in[here]] - wanted[ward_in[there]]))

    pairs = [(here, there) for here in sorted(stray) for there in beside]
    for here, there in sorted(pairs, key=lambda pair: (-gain(pair), pair)):
        other = ward_in[there]
        theirs = int(labels[other])
        mine_then, theirs_then = blocks[label] - {here} | {there}, blocks[theirs] - {there} | {here}
        now = len(components(mine_then)) + len(components(theirs_then))
        if now < pieces[label] + pieces[theirs]:
            cells[ward_in[here]], cells[other] = there, here
            return True
    return False


def _straighten(cells: list[Cell], ward: int, *, labels: Labels, wanted: Floats) -> bool:
    """Exchange a ward with the one of another district beside its own that gains most, if any does."""
    ward_in = {cell: one for one, cell in enumerate(cells)}
    label_at = {cell: int(labels[one]) for cell, one in ward_in.items()}
    here = cells[ward]
    mine = label_at[here]
    others = sorted({label_at[near] for near in neighbours(here) if near in label_at} - {mine})
    if not others:
        return False
    found: list[tuple[float, Cell]] = []
    for there, theirs in label_at.items():
        if theirs not in others or not any(label_at.get(near) == mine for near in neighbours(there)):
            continue
        way = centres([there])[0] - centres([here])[0]
        gain = 2 * float(way @ (wanted[ward] - wanted[ward_in[there]]))
        gain += _SIDE * _sides_saved(here, there, label_at=label_at)
        if gain > 1e-9:
            found.append((-gain, there))
    for _, there in sorted(found):
        theirs = label_at[there]
        blocks = [_cells_of(cells, labels, label) for label in (mine, theirs)]
        changed = (blocks[0] - {here} | {there}, blocks[1] - {there} | {here})
        if all(len(components(block)) == 1 for block in changed):
            other = ward_in[there]
            cells[ward], cells[other] = there, here
            return True
    return False


def _sides_saved(here: Cell, there: Cell, *, label_at: Mapping[Cell, int]) -> int:
    """How many sides fewer lie between districts when two cells exchange theirs."""
    after = {**label_at, here: label_at[there], there: label_at[here]}

    def between(at: Mapping[Cell, int]) -> int:
        sides = {frozenset((cell, near)) for cell in (here, there) for near in neighbours(cell) if near in at}
        return sum(len({at[cell] for cell in side}) == 2 for side in sides)

    return between(label_at) - between(after)
