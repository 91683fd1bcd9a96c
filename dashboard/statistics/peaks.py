"""Which months were highest and lowest, by count and by day, and whether any of them stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.statistics.change import compare_counts
from data.month import Month

NAMED = 3


@dataclass(frozen=True)
class Peaks:
    """Months of one window, by their count.

    `highest` are the months to name, highest first: those that stand out, else the top three. `standing_out`
    says whether they do: the last of them is told apart from the next month. `tied` are all months that
    cannot be told apart from the highest, itself included. `lowest` are the month or months of the lowest
    count. `busiest` are as many months as `highest`, by count per day, and `quietest` the lowest per day:
    name both where they differ.
    """

    highest: tuple[Month, ...]
    standing_out: bool
    tied: tuple[Month, ...]
    lowest: tuple[Month, ...]
    busiest: tuple[Month, ...]
    quietest: tuple[Month, ...]

    @property
    def same_by_day(self) -> bool:
        """Whether the fair answer (per day) names the same months as the printed one (count)."""
        return set(self.highest) == set(self.busiest) and set(self.lowest) == set(self.quietest)


def find_peaks(months: Sequence[Month], values: Sequence[float | None], phi: float) -> Peaks | None:
    """Peaks of a run of monthly counts; None under three months with a value (a gap is no zero).

    The months that stand out are the fewest, up to three, of which the last differs from the next highest
    month by more than usual variation (`compare_counts` with each month's days). Neighbours in an order of
    a dozen are seldom that far apart by chance: 12 equal Poisson months are called about once in 100.
    """
    known = [(month, value) for month, value in zip(months, values, strict=True) if value is not None]
    if len(known) < NAMED:
        return None
    by_count = sorted(known, key=lambda item: (-item[1], item[0]))
    by_day = sorted(known, key=lambda item: (-item[1] / item[0].days, item[0]))
    apart = next(
        (
            count
            for count in range(1, min(NAMED, len(by_count) - 1) + 1)
            if _told_apart(by_count[count - 1], by_count[count], phi=phi)
        ),
        0,
    )
    named = apart or NAMED
    return Peaks(
        highest=tuple(month for month, _ in by_count[:named]),
        standing_out=bool(apart),
        tied=tuple(item[0] for item in by_count if not _told_apart(by_count[0], item, phi=phi)),
        lowest=tuple(month for month, value in by_count if value == by_count[-1][1]),
        busiest=tuple(month for month, _ in by_day[:named]),
        quietest=tuple(
            month for month, value in by_day if value / month.days == by_day[-1][1] / by_day[-1][0].days
        ),
    )


def _told_apart(higher: tuple[Month, float], lower: tuple[Month, float], *, phi: float) -> bool:
    change = compare_counts(higher[1], lower[1], phi, higher[0].days, lower[0].days)
    return change.beyond_usual and change.verdict_z > 0
