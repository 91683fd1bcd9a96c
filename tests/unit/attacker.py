"""Somebody who wants to know what is hidden: every published number as an equation over whole numbers.

Knows nothing of how cells were chosen. Unknowns are the counts of sensitive series by ward (or unplaced, or
of no district) and quarter. Free months of a district add nothing to its free quarters here: wards are
published by year only, and any wards' quarters can be spread over the months of their district.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array


@dataclass
class Attacker:
    """Gather what is known, then ask which target can only be one number."""

    unknowns: int
    rows: list[Sequence[int]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def learn(self, cells: Sequence[int], *, low: float, high: float = np.inf) -> None:
        """The sum over `cells` lies between `low` and `high`."""
        self.rows.append(list(cells))
        self.low.append(low)
        self.high.append(high)

    def certain_of(self, targets: dict[object, Sequence[int]], truth: np.ndarray) -> list[object]:
        """The targets (sums of unknowns) that have one solution only. `truth` solves everything known."""
        self._known = self._matrix()
        found = self._known
        assert (found @ truth >= np.array(self.low) - 1e-6).all()
        assert (found @ truth <= np.array(self.high) + 1e-6).all()
        open_targets = dict(targets)
        for name, cells in targets.items():
            for sign in (1, -1):
                if name not in open_targets:
                    break
                solution = self._another(cells, sign, truth)
                if solution is None:
                    continue
                open_targets = {
                    other: members
                    for other, members in open_targets.items()
                    if round(solution[list(members)].sum()) == truth[list(members)].sum()
                }
        return list(open_targets)

    def _another(self, cells: Sequence[int], sign: int, truth: np.ndarray) -> np.ndarray | None:
        """A solution in which the sum over `cells` is above (or below) the truth."""
        row = coo_array((np.ones(len(cells)), (np.zeros(len(cells), int), list(cells))), (1, self.unknowns))
        value = truth[list(cells)].sum()
        beyond = (
            LinearConstraint(row, value + 1, np.inf)
            if sign > 0
            else LinearConstraint(row, -np.inf, value - 1)
        )
        answer = milp(
            np.zeros(self.unknowns),
            constraints=[LinearConstraint(self._known, self.low, self.high), beyond],
            integrality=np.ones(self.unknowns),
            bounds=Bounds(0, np.inf),
        )
        return None if answer.x is None else np.round(answer.x)

    def _matrix(self) -> coo_array:
        where = [(number, cell) for number, cells in enumerate(self.rows) for cell in cells]
        rows, columns = zip(*where, strict=True) if where else ((), ())
        return coo_array((np.ones(len(where)), (rows, columns)), (len(self.rows), self.unknowns)).tocsr()
