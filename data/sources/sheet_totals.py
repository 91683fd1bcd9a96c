"""Totals in a sheet: left out, since they would count twice, but checked against what they are made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from data.sources.sheet_columns import MOST_SUMS, Sum
from data.sources.sheet_marks import Reading
from data.sources.sheet_rows import Row

At = Callable[[int, int], Reading | None]


@dataclass(frozen=True)
class Verdict:
    """Whether a total is the sum of `parts` others: not in the lines `wrong`, of `checked` among `lines`."""

    parts: int = 0
    lines: int = 0
    checked: int = 0
    wrong: tuple[int, ...] = ()

    @property
    def agrees(self) -> bool:
        """Checked at least once, and never wrong."""
        return self.checked > 0 and not self.wrong


def judge(total: Sum, *, lines: Iterable[int], at: At) -> Verdict:
    """Compare a total with what it may be the sum of: what fits best counts.

    `at(line, index)` reads a cell: of a total column the lines are rows, of a total row columns. A line with
    a part that is hidden, marked as not supplied or unreadable cannot be checked.
    """
    across = tuple(lines)
    verdicts = [_verdict(total.index, parts, across, at) for parts in dict.fromkeys(total.parts) if parts]
    told = [verdict for verdict in verdicts if verdict.checked]
    return min(told, key=lambda verdict: len(verdict.wrong) / verdict.checked, default=Verdict())


def row_sums(rows: list[Row]) -> Iterator[Sum]:
    """The total rows, and rows without a label, with the rows each may be the sum of."""
    sums = [row.index for row in rows if row.kind in ("total", "unlabelled")]
    for row in rows:
        if row.kind not in ("total", "unlabelled"):
            continue
        if len(sums) > MOST_SUMS:
            yield Sum(row.index, row.label, ())
            continue
        figures = [other for other in rows if other.kind == "figures"]
        before = max((index for index in sums if index < row.index), default=-1)
        after = min((index for index in sums if index > row.index), default=math.inf)
        groups = [
            [other for other in figures if row.parent and other.parent == row.parent],
            [other for other in figures if before < other.index < row.index],
            [other for other in figures if row.index < other.index < after],
            figures,
        ]
        same = [[other for other in group if other.measure == row.measure] for group in groups if row.measure]
        yield Sum(
            row.index,
            row.label,
            tuple(tuple(other.index for other in group) for group in (*same, *groups)),
        )


def _verdict(index: int, parts: tuple[int, ...], lines: tuple[int, ...], at: At) -> Verdict:
    checked = given = 0
    wrong = []
    for line in lines:
        total = at(line, index)
        if total is None or math.isnan(total.value):
            continue
        given += 1
        readings = [reading for part in parts if (reading := at(line, part)) is not None]
        if not readings or any(reading.fault or math.isnan(reading.value) for reading in readings):
            continue
        checked += 1
        added = sum(reading.value for reading in readings)
        if not math.isclose(added, total.value, abs_tol=1e-6):
            wrong.append(line)
    return Verdict(len(parts), given, checked, tuple(wrong))
