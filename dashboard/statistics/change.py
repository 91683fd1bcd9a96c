"""Change between two counts, and whether it is more than counts of that kind usually vary.

Recorded crime varies more than Poisson: its variance is φ times its mean (φ comes from the store, by series
and level, and is never under 1). The square root makes that variance the same whatever the count is: √X has
a variance near φ/4 (Anscombe 1948, Biometrika 35:246-254; Freeman and Tukey 1950, Annals of Mathematical
Statistics 21:607-611). For two windows of `now_days` and `before_days`, with d = now_days / before_days,
Huffman (1984, Applied Statistics 33:224-226) gives the ratio of two rates the statistic

    z = 2(√now − √(d·before)) / √(φ(1 + d))        equal lengths, d = 1:  z = √2(√now − √before) / √φ

`Change.z` is that number. The verdict uses the same formula with Huffman's 3/8 added to both counts, because
without it counts under 10 cry wolf: at a mean of 1 and φ = 1 the bare form calls 19% of unchanged pairs a
change, the form with 3/8 calls 1%; from a mean of 20 on, both call 5%.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.statistics.discovery import discoveries
from dashboard.statistics.intervals import USUAL_Z, Interval, p_value

LONG_LIST = 5
_HUFFMAN = 3 / 8


@dataclass(frozen=True)
class Change:
    """Two counts compared.

    `difference` is now − before, for unequal lengths now − what the earlier daily rate would have given;
    `percent` is that difference in percent of the earlier count (at the new length), None when it was 0.
    `z` is the printed statistic, `verdict_z` the one judged; `phi` the dispersion both were worked with.
    `beyond_usual` judges this change alone: in a list use `beyond_usual_in_list`.
    """

    now: float
    before: float
    difference: float
    percent: float | None
    z: float
    verdict_z: float
    phi: float
    beyond_usual: bool

    @property
    def words(self) -> str:
        """The only two verdicts there are; never "significant"."""
        return usual_words(beyond=self.beyond_usual)


@dataclass(frozen=True)
class Band:
    """The counts from `low` to `high` (not rounded) that are within usual variation of a baseline."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a count lies inside."""
        return self.low <= value <= self.high


def usual_words(*, beyond: bool) -> str:
    """The verdict in words."""
    return "larger than usual variation" if beyond else "within usual variation"


def compare_counts(
    now: float,
    before: float,
    phi: float,
    now_days: int | None = None,
    before_days: int | None = None,
) -> Change:
    """Compare two counts; give both lengths in days when the windows are not equally long.

    Raises ValueError for a negative count, a φ under 1, or one length without the other.
    """
    ratio = _length_ratio(now_days, before_days)
    _check(now, before, phi=phi)
    expected = before if ratio == 1 else before * ratio
    verdict_z = _statistic(now + _HUFFMAN, before + _HUFFMAN, phi=phi, ratio=ratio)
    return Change(
        now=now,
        before=before,
        difference=now - expected,
        percent=None if before == 0 else 100 * (now - expected) / expected,
        z=_statistic(now, before, phi=phi, ratio=ratio),
        verdict_z=verdict_z,
        phi=phi,
        beyond_usual=abs(verdict_z) > USUAL_Z,
    )


def beyond_usual_in_list(changes: Sequence[Change]) -> tuple[bool, ...]:
    """Which changes of one list are beyond usual variation, in the order given.

    Up to five are judged one by one, a longer list with the false discovery rate held at 5%.
    """
    if len(changes) <= LONG_LIST:
        return tuple(change.beyond_usual for change in changes)
    return discoveries([p_value(change.verdict_z) for change in changes])


def usual_band(
    baseline: float,
    phi: float,
    now_days: int | None = None,
    baseline_days: int | None = None,
) -> Band:
    """The counts that `compare_counts` would call within usual variation of this baseline.

    Solves |z| ≤ 1.96 for the new count: √(now + 3/8) = √(d(before + 3/8)) ± 1.96·√(φ(1 + d)) / 2.
    Raises ValueError as `compare_counts` does.
    """
    ratio = _length_ratio(now_days, baseline_days)
    _check(baseline, phi=phi)
    centre = math.sqrt(ratio * (baseline + _HUFFMAN))
    half = USUAL_Z * math.sqrt(phi * (1 + ratio)) / 2
    low = max(0.0, centre - half) ** 2 - _HUFFMAN
    return Band(low=max(0.0, low), high=(centre + half) ** 2 - _HUFFMAN)


def percent_interval(
    now: float,
    before: float,
    phi: float,
    now_days: int | None = None,
    before_days: int | None = None,
) -> Interval | None:
    """The changes in percent that the two counts do not speak against (95%); None where before was 0.

    All ratios of the two rates that the verdict's test would not reject: with r the ratio and s = √r,
    |√(now + 3/8) − s·√(d(before + 3/8))| ≤ 1.96·√(φ(1 + d·s²)) / 2, a quadratic in s. So it holds 0 exactly
    where `compare_counts` says "within usual variation". Without an upper end where the earlier count is so
    small that any rise is possible. Raises ValueError as `compare_counts` does.
    """
    ratio = _length_ratio(now_days, before_days)
    _check(now, before, phi=phi)
    if before == 0:
        return None
    a, b = math.sqrt(now + _HUFFMAN), math.sqrt(ratio * (before + _HUFFMAN))
    slack = USUAL_Z**2 * phi
    square, constant = 4 * b * b - slack * ratio, 4 * a * a - slack
    # Roots of square·s² − 8ab·s + constant, in the form that does not divide by a square near 0.
    root = math.sqrt(max(0.0, 16 * a * a * b * b - square * constant))
    low = max(0.0, constant / (4 * a * b + root))
    high = (4 * a * b + root) / square if square > 0 else None
    return Interval(100 * (low**2 - 1), None if high is None else 100 * (high**2 - 1))


def _statistic(now: float, before: float, *, phi: float, ratio: float) -> float:
    return 2 * (math.sqrt(now) - math.sqrt(ratio * before)) / math.sqrt(phi * (1 + ratio))


def _length_ratio(now_days: int | None, before_days: int | None) -> float:
    if now_days is None and before_days is None:
        return 1.0
    if now_days is None or before_days is None or now_days < 1 or before_days < 1:
        raise ValueError("both lengths in days are needed, or neither")
    return now_days / before_days


def _check(*counts: float, phi: float) -> None:
    if any(count < 0 for count in counts):
        raise ValueError(f"a count under zero: {counts}")
    if phi < 1:
        raise ValueError(f"a dispersion under 1: {phi}")
