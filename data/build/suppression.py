"""Which ward counts of a sensitive series to hide, so that what is hidden cannot be worked out again.

The proof carried by every hidden cell is a second world: move one event from one ward to another in the same
month. District totals, month by month, and every sum over the district stay as they are; only the two wards'
periods with that month change. If all of those are hidden, nobody can tell the two worlds apart, and each
cell that changes has at least two whole-number solutions. `certified_wards` looks for such a move for every
hidden cell; `hide_wards` hides more, the next smallest first, until every cell has one.

The choice of further cells is the hypercube idea of statistical agencies (Giessing and Repsilber 2002), here
with one dimension of wards and one of time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_UNBOUNDED = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Periods:
    """Published periods cut into pieces that lie in the same ones.

    `inside[piece, period]`: whether the piece is part of the period. A latest 12 months that overlaps a
    financial year gives three pieces: in the year only, in both, in the latest 12 months only.
    """

    inside: Mask

    def totals(self, pieces: Counts) -> Counts:
        """[area, period] from [area, piece]."""
        return pieces @ self.inside.astype(np.int64)

    def overlapping(self) -> Mask:
        """[period, period]: whether two periods share a piece."""
        shared = self.inside.astype(np.int64)
        found: Mask = (shared.T @ shared) > 0
        return found


def small(values: Counts, threshold: int) -> Mask:
    """Counts from 1 to the threshold: what must be hidden for its own sake."""
    found: Mask = (values >= 1) & (values <= threshold)
    return found


def bounds(values: Counts, threshold: int, *, strict: bool) -> tuple[Counts, Counts]:
    """The least and greatest a hidden cell is taken to be by whoever attacks.

    Strict: somebody has told the attacker which cells are from 1 to the threshold and which are above it; a
    hidden zero may be anything. Not strict: any whole number.
    """
    low = np.zeros_like(values)
    high = np.full_like(values, _UNBOUNDED)
    if strict:
        primary = small(values, threshold)
        low[primary] = 1
        high[primary] = threshold
        low[values > threshold] = threshold + 1
    return low, high


def certified_wards(pieces: Counts, periods: Periods, hidden: Mask, threshold: int, *, strict: bool) -> Mask:
    """[ward, period]: hidden cells for which a move of one event proves a second solution.

    `pieces` is [ward, piece]: the wards of one district and what is unplaced in it. A ward can give an event
    in a piece if it has one there, and take one in any, as long as every period of the piece is hidden for it
    and stays within the bounds the attacker knows.
    """
    values = periods.totals(pieces)
    low, high = bounds(values, threshold, strict=strict)
    inside = periods.inside
    giving = hidden & (values - 1 >= low)
    taking = hidden & (values < high)
    can_give = (pieces >= 1) & _in_every_period(giving, inside)
    can_take = _in_every_period(taking, inside)
    # For the two roles of a ward somebody else must have the other.
    moved = (can_give & (can_take.sum(axis=0) - can_take >= 1)) | (
        can_take & (can_give.sum(axis=0) - can_give >= 1)
    )
    found: Mask = hidden & ((moved.astype(np.int64) @ inside.astype(np.int64)) > 0)
    return found


def _in_every_period(allowed: Mask, inside: Mask) -> Mask:
    """[ward, piece]: allowed in all the periods the piece lies in; a piece in none allows nothing."""
    refused = (~allowed).astype(np.int64) @ inside.T.astype(np.int64)
    found: Mask = (refused == 0) & inside.any(axis=1)
    return found


def hide_wards(pieces: Counts, periods: Periods, threshold: int, *, forced: Mask, whole: Mask) -> Mask:
    """[ward, period]: what to hide in one district, whose own totals are taken to be known.

    `pieces` is [ward, piece]; the unplaced are one of the wards. `forced` [ward, period] is hidden for
    another series' sake. `whole` [period]: the district's own total is hidden, and with it every ward.
    Hidden in one of two overlapping periods is hidden in both. A small district total (from 1 to the
    threshold) hides the whole table: it would say of whom there are none. A district without wards has one
    cell, which is its own total: hidden only with that.
    """
    if len(pieces) == 1:
        return np.array([whole], dtype=bool)
    values = periods.totals(pieces)
    hidden = small(values, threshold) | forced
    hidden |= whole | small(values.sum(axis=0), threshold)
    while True:
        hidden = _closed(hidden, values, periods, whole)
        open_cells = hidden & ~whole & ~certified_wards(pieces, periods, hidden, threshold, strict=True)
        if not open_cells.any():
            return hidden
        following = _next_smallest(values, hidden, open_cells)
        if following is None:
            return _tables_whole(pieces, periods, hidden, open_cells, threshold, whole)
        hidden[following] = True


def _closed(hidden: Mask, values: Counts, periods: Periods, whole: Mask) -> Mask:
    """Hidden in all overlapping periods, unless nothing but zeros is left there to hide.

    Zeros that make up all that a period hides add up to a known zero: hiding them would hide nothing.
    """
    closed: Mask = (hidden.astype(np.int64) @ periods.overlapping().astype(np.int64)) > 0
    idle = (np.where(closed, values, 0).sum(axis=0) == 0) & ~hidden.any(axis=0)
    idle |= (values.sum(axis=0) == 0) & ~whole
    closed[:, idle] = False
    return closed


def _next_smallest(values: Counts, hidden: Mask, open_cells: Mask) -> tuple[int, int] | None:
    """The smallest count above zero not yet hidden in a period with an unproved cell; the first of equals."""
    candidates = (values > 0) & ~hidden & open_cells.any(axis=0)
    if not candidates.any():
        return None
    ranked = np.where(candidates, values, _UNBOUNDED)
    ward, period = np.unravel_index(int(ranked.argmin()), ranked.shape)
    return int(ward), int(period)


def _tables_whole(
    pieces: Counts, periods: Periods, hidden: Mask, open_cells: Mask, threshold: int, whole: Mask
) -> Mask:
    """Nothing but zeros is left to hide: hide them too, for those periods, until every cell is proved."""
    values = periods.totals(pieces)
    hidden = hidden.copy()
    while open_cells.any():
        before = hidden.copy()
        hidden[:, open_cells.any(axis=0)] = True
        hidden = _closed(hidden, values, periods, whole)
        open_cells = hidden & ~whole & ~certified_wards(pieces, periods, hidden, threshold, strict=False)
        if (hidden == before).all():
            break
    return hidden
