"""Which hours of a week stand out, and which of those cannot be told apart from the highest.

An hour is held against all the others together: its count over as many hours as it occurs, by
`compare_counts` with the series' φ, with the false discovery rate held over all hours asked about. What is
told apart from nothing is not called a peak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.statistics.change import compare_counts
from dashboard.statistics.discovery import discoveries
from dashboard.statistics.intervals import p_value
from dashboard.week import HOURS, WEEK, from_six, span_words
from dashboard.wording import LEAST_BASE
from data.catalogue.week import DAY_STARTS

# As for months (docs/statistics.md): what is judged has a mean of at least five.
LEAST_MEAN = 5
BLOCK = 6
Unit = Literal["hour", "block"]


@dataclass(frozen=True)
class Peak:
    """Neighbouring hours of one day from 06:00: columns `first` to `last` of its row, with their count."""

    row: int
    first: int
    last: int
    count: int

    @property
    def words(self) -> str:
        """'Friday night 23:00 to 04:00'."""
        return span_words(self.row, self.first, self.last)


@dataclass(frozen=True)
class Standing:
    """How a week was judged. `called` are the hours, by the clock, that are above the rest of the week.

    By `unit`: single hours, or blocks of six from 06:00 where hours hold too little. `peaks` are those of
    them that cannot be told apart from the highest, the largest first.
    """

    unit: Unit
    called: frozenset[int]
    peaks: tuple[Peak, ...]

    @property
    def size(self) -> int:
        """Hours in a unit."""
        return 1 if self.unit == "hour" else BLOCK

    @property
    def units(self) -> int:
        """Hours or blocks in a week."""
        return WEEK // self.size

    @property
    def count(self) -> int:
        """Hours or blocks above the rest of the week."""
        return len(self.called) // self.size

    @property
    def unit_words(self) -> str:
        """'hour', or 'block of six hours'."""
        return "hour" if self.unit == "hour" else "block of six hours"

    @property
    def units_words(self) -> str:
        """'hours', or 'blocks of six hours'."""
        return "hours" if self.unit == "hour" else "blocks of six hours"


def above_the_rest(counts: Sequence[int], times: Sequence[int], *, phi: float) -> tuple[bool, ...]:
    """Which of several stretches have more than all the others together, for how often each occurs."""
    total, all_times = sum(counts), sum(times)
    changes = [
        compare_counts(count, total - count, phi, often, all_times - often)
        for count, often in zip(counts, times, strict=True)
    ]
    found = discoveries([p_value(change.verdict_z) for change in changes])
    return tuple(called and change.verdict_z > 0 for called, change in zip(found, changes, strict=True))


def like_the_highest(
    counts: Sequence[int], times: Sequence[int], called: Sequence[bool], *, phi: float
) -> tuple[bool, ...]:
    """Of those called, which cannot be told apart from the one with the highest count for its time."""
    held = [place for place, own in enumerate(called) if own]
    if not held:
        return (False,) * len(counts)
    top = max(held, key=lambda place: (counts[place] / times[place], -place))
    return tuple(
        own and not compare_counts(counts[top], counts[place], phi, times[top], times[place]).beyond_usual
        for place, own in enumerate(called)
    )


def stand_out(clock: Sequence[int], times: Sequence[int], *, phi: float) -> Standing | None:
    """Judge 168 counts by the clock; `times` is how often each day of the week occurs in the period.

    None where there is too little to judge: under a base of 50, or under a mean of five for six hours.
    """
    total = sum(clock)
    often = [times[number // HOURS] for number in range(WEEK)]
    if total >= LEAST_MEAN * WEEK:
        unit, size = "hour", 1
    elif total >= max(LEAST_BASE, LEAST_MEAN * WEEK // BLOCK):
        unit, size = "block", BLOCK
    else:
        return None
    # Blocks are of the days from 06:00, so that none goes over the end of one.
    turned = [(number + DAY_STARTS) % WEEK for number in range(WEEK)]
    blocks = [turned[start : start + size] for start in range(0, WEEK, size)]
    counts = [sum(clock[number] for number in block) for block in blocks]
    hours = [sum(often[number] for number in block) for block in blocks]
    called = above_the_rest(counts, hours, phi=phi)
    top = like_the_highest(counts, hours, called, phi=phi)
    at_top = {number for block, own in zip(blocks, top, strict=True) if own for number in block}
    return Standing(
        unit="hour" if unit == "hour" else "block",
        called=frozenset(
            number for block, own in zip(blocks, called, strict=True) if own for number in block
        ),
        peaks=_peaks(clock, at_top),
    )


def _peaks(clock: Sequence[int], held: set[int]) -> tuple[Peak, ...]:
    """Neighbours in one row together."""
    rows = from_six([(number in held, clock[number]) for number in range(WEEK)])
    found: list[Peak] = []
    for row, cells in enumerate(rows):
        first = None
        for column, (own, _) in enumerate((*cells, (False, 0))):
            if own and first is None:
                first = column
            elif not own and first is not None:
                count = sum(value for _, value in cells[first:column])
                found.append(Peak(row, first, column - 1, count))
                first = None
    return tuple(sorted(found, key=lambda peak: (-peak.count, peak.row, peak.first)))
