"""Which quarters and years of districts, and of areas above them, to hide for a series sensitive by district.

As in `suppression`, every hidden cell carries the proof of a second world: a shift of one event between
quarters of one district, or the opposite shifts in two districts at once, that changes hidden cells only.
Shifts within a year leave the year's totals of the district and of its wards alone; opposite shifts leave
every area alone that holds both districts. `hide_areas` hides more, the cheapest shift first, until each cell
has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from data.build.suppression import Counts, Mask, bounds, small

# A zero says more, and hides less, than any count: taken only where nothing else will do.
_PRICE_OF_ZERO = 1_000_000


@dataclass(frozen=True)
class AreaTable:
    """The counts areas are made of.

    `wards[atom]` is [ward, quarter]: an atom is a district, or what belongs to a force but to no district.
    `holds` is [area, atom]: which atoms each published area adds up; no two areas hold the same.
    `inside` is [quarter, period]: which quarters each published year is made of.
    `known` is [area]: shown whatever happens, since its source releases it openly.
    """

    wards: tuple[Counts, ...]
    holds: Mask
    inside: Mask
    known: Mask

    @property
    def quarters(self) -> Counts:
        """[area, quarter]."""
        atoms = np.stack([ward.sum(axis=0) for ward in self.wards])
        found: Counts = self.holds.astype(np.int64) @ atoms
        return found

    @property
    def years(self) -> Counts:
        """[area, period]."""
        found: Counts = self.quarters @ self.inside.astype(np.int64)
        return found


@dataclass(frozen=True)
class Shift:
    """One event more in each quarter of `up`, one less in each of `down`; the periods of `years` change."""

    up: tuple[int, ...]
    down: tuple[int, ...]
    years: tuple[int, ...]

    @property
    def quarters(self) -> tuple[int, ...]:
        """All the quarters it touches."""
        return self.up + self.down


def shifts(inside: Mask) -> tuple[Shift, ...]:
    """The shifts that are tried.

    One quarter alone (its years change), two quarters of the same periods, and a quarter of two periods
    against one of each (no year changes).
    """
    rows = [frozenset(np.flatnonzero(row).tolist()) for row in inside]
    found = [Shift((k,), (), tuple(sorted(row))) for k, row in enumerate(rows)]
    for k, row in enumerate(rows):
        found += [
            Shift((k,), (other,), ()) for other in range(k + 1, len(rows)) if row and rows[other] == row
        ]
        parts = [q for q in range(len(rows)) if rows[q] and rows[q] < row]
        found += [
            Shift((k,), pair, ())
            for pair in combinations(parts, 2)
            if rows[pair[0]] | rows[pair[1]] == row and not rows[pair[0]] & rows[pair[1]]
        ]
    return tuple(found)


@dataclass(frozen=True)
class _Move:
    """A shift in one atom, its opposite in another or in none; `sign` turns it round."""

    shift: Shift
    sign: int
    atom: int
    other: int | None


@dataclass
class _Hiding:
    """The search: what is hidden so far, and which cells are proved."""

    table: AreaTable
    threshold: int
    quarters: Mask
    years: Mask
    counts: Counts = field(init=False)
    totals: Counts = field(init=False)

    def __post_init__(self) -> None:
        self.counts, self.totals = self.table.quarters, self.table.years
        self.shifts = shifts(self.table.inside)
        self.overlapping = (self.table.inside.T.astype(int) @ self.table.inside.astype(int)) > 0
        self.limits = {
            strict: (
                bounds(self.counts, self.threshold, strict=strict),
                bounds(self.totals, self.threshold, strict=strict),
            )
            for strict in (True, False)
        }

    def run(self) -> tuple[Mask, Mask]:
        self._close()
        proved: set[tuple[int, int, bool]] = set()
        while todo := [cell for cell in self._hidden_cells() if cell not in proved]:
            for cell in todo:
                if not self._prove(cell):
                    self._hide_all()
                    return self.quarters, self.years
                proved.add(cell)
        return self.quarters, self.years

    def _hidden_cells(self) -> list[tuple[int, int, bool]]:
        quarters = [(int(a), int(k), False) for a, k in np.argwhere(self.quarters)]
        return quarters + [(int(a), int(p), True) for a, p in np.argwhere(self.years)]

    def _prove(self, cell: tuple[int, int, bool]) -> bool:
        """Find a move that changes the cell, and hide what else it changes. False where there is none."""
        for strict in (True, False):
            priced = [
                (price, move)
                for move in self._moves(cell)
                if (price := self._price(move, strict=strict)) is not None
            ]
            if priced:
                price, move = min(priced, key=lambda item: item[0])
                if price:
                    self._apply(move)
                return True
        return False

    def _moves(self, cell: tuple[int, int, bool]) -> Iterator[_Move]:
        area, column, yearly = cell
        holds = self.table.holds[area]
        fitting = [s for s in self.shifts if column in (s.years if yearly else s.quarters)]
        inner = np.flatnonzero(holds).tolist()
        outer: list[int | None] = [None, *np.flatnonzero(~holds).tolist()]
        for shift in fitting:
            for atom in inner:
                for other in outer:
                    yield _Move(shift, 1, atom, other)
                    yield _Move(shift, -1, atom, other)

    def _price(self, move: _Move, *, strict: bool) -> int | None:
        """What it would cost in further hidden cells: 0 where nothing more; None where it cannot be done."""
        if not (self._can(move.atom, move.shift, move.sign)):
            return None
        if move.other is not None and not self._can(move.other, move.shift, -move.sign):
            return None
        areas, signs = self._changed(move)
        if not areas.size or self.table.known[areas].any():
            return None
        by_quarter, by_year = self.limits[strict]
        price = 0
        for columns, step, hidden, values, (low, high) in (
            (move.shift.up, 1, self.quarters, self.counts, by_quarter),
            (move.shift.down, -1, self.quarters, self.counts, by_quarter),
            (move.shift.years, 1, self.years, self.totals, by_year),
        ):
            if not columns:
                continue
            cells = np.ix_(areas, np.array(columns))
            moved = values[cells] + step * signs[:, None]
            if (moved < low[cells]).any() or (moved > high[cells]).any():
                return None
            fresh = values[cells][~hidden[cells]]
            price += int(np.where(fresh == 0, _PRICE_OF_ZERO, fresh).sum())
        return price

    def _can(self, atom: int, shift: Shift, sign: int) -> bool:
        """Whether one and the same ward of the atom has an event in every quarter that loses one."""
        losing = list(shift.down if sign > 0 else shift.up)
        return not losing or bool((self.table.wards[atom][:, losing] >= 1).all(axis=1).any())

    def _changed(self, move: _Move) -> tuple[Counts, Counts]:
        holds = self.table.holds.astype(np.int64)
        signs = move.sign * (holds[:, move.atom] - (0 if move.other is None else holds[:, move.other]))
        areas = np.flatnonzero(signs)
        return areas, signs[areas]

    def _apply(self, move: _Move) -> None:
        areas, _ = self._changed(move)
        self.quarters[np.ix_(areas, np.array(move.shift.quarters))] = True
        if move.shift.years:
            self.years[np.ix_(areas, np.array(move.shift.years))] = True
        self._close()

    def _close(self) -> None:
        """A hidden year is hidden in every period that overlaps it, and so are its quarters.

        Except where a period is shown as zero, and its quarters with it: there is nothing there to move.
        """
        linked = (self.years.astype(np.int64) @ self.overlapping.astype(np.int64)) > 0
        self.years |= linked & (self.totals > 0)
        inside = self.table.inside.astype(np.int64)
        within = (self.years.astype(np.int64) @ inside.T) > 0
        zero = ((~self.years & (self.totals == 0)).astype(np.int64) @ inside.T) > 0
        self.quarters |= within & ~zero
        self.quarters[self.table.known] = False
        self.years[self.table.known] = False

    def _hide_all(self) -> None:
        self.quarters[:] = ~self.table.known[:, None]
        self.years[:] = ~self.table.known[:, None]


def hide_areas(
    table: AreaTable, threshold: int, *, forced_quarters: Mask, forced_years: Mask
) -> tuple[Mask, Mask]:
    """([area, quarter], [area, period]): what to hide. `forced` is hidden for another series' sake.

    Where no shift proves a cell, the whole table is hidden but for what is openly known.
    """
    search = _Hiding(
        table=table,
        threshold=threshold,
        quarters=small(table.quarters, threshold) | forced_quarters,
        years=small(table.years, threshold) | forced_years,
    )
    return search.run()
