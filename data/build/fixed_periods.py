"""The periods a sensitive series is published for: quarters, whole financial years, one latest 12 months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.build.suppression import Mask
from data.month import Month

Span = tuple[Month, Month]

_APRIL = 4


@dataclass(frozen=True)
class Calendar:
    """The months from `first` to `last`, in whole quarters, and what is published of them.

    `years` are the whole financial years and the latest 12 months, which end with the last quarter, so that
    four quarters add up to them; where that is a financial year there is one period, not two.
    """

    first: Month
    last: Month

    @classmethod
    def of(cls, *, first: Month, last_complete: Month) -> Calendar | None:
        """The whole calendar quarters from `first` to `last_complete`; None where there is none."""
        start = first + (-(first.month - 1)) % 3
        end = last_complete - last_complete.month % 3
        return cls(start, end) if end.index - start.index >= 2 else None

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last.index - self.first.index + 1

    @property
    def quarters(self) -> tuple[Span, ...]:
        """Every quarter, in order."""
        return tuple((self.first + step, self.first + (step + 2)) for step in range(0, self.months, 3))

    @property
    def years(self) -> tuple[Span, ...]:
        """Whole financial years, then the latest 12 months where it is none of them."""
        april = self.first + (_APRIL - self.first.month) % 12
        found = [
            (april + step, april + (step + 11))
            for step in range(0, self.months, 12)
            if april + (step + 11) <= self.last
        ]
        latest = (self.last - 11, self.last)
        if latest[0] >= self.first and latest not in found:
            found.append(latest)
        return tuple(found)

    @property
    def inside(self) -> Mask:
        """[quarter, year]: which quarters a year is made of."""
        found: Mask = np.array(
            [[a <= first and last <= b for a, b in self.years] for first, last in self.quarters], dtype=bool
        )
        return found.reshape(len(self.quarters), len(self.years))

    def pieces(self) -> tuple[Mask, tuple[tuple[int, ...], ...]]:
        """The years cut where they overlap: ([piece, year], the quarters of each piece)."""
        inside = self.inside
        rows: dict[tuple[bool, ...], list[int]] = {}
        for quarter, row in enumerate(inside):
            if row.any():
                rows.setdefault(tuple(bool(cell) for cell in row), []).append(quarter)
        cut: Mask = np.array(list(rows), dtype=bool).reshape(len(rows), inside.shape[1])
        return cut, tuple(tuple(quarters) for quarters in rows.values())
