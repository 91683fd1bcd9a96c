"""Every check there is, and the verdicts they come to: one for every row that was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dashboard.claims.changes import check_changes
from dashboard.claims.claims import Claims
from dashboard.claims.figure import Figure
from dashboard.claims.finding import ClaimVerdict, Finding, verdict_of
from dashboard.claims.lists import check_lists
from dashboard.claims.periods import check_periods
from dashboard.claims.ranks import check_ranks
from dashboard.claims.repeats import check_repeats
from dashboard.claims.scale import check_scale
from dashboard.claims.shares import check_shares
from dashboard.claims.signs import check_signs
from dashboard.claims.sums import check_sums
from dashboard.claims.targets import check_targets
from data.sources.claim_rows import ClaimRow

Check = Callable[[Claims], Iterator[Finding]]

# A family of checks is one module and one line here.
CHECKS: Final[tuple[Check, ...]] = (
    *(check_periods, check_signs, check_repeats, check_changes, check_sums, check_shares),
    *(check_ranks, check_scale, check_targets, check_lists),
)


def check_claims(claims: Claims, *, further: Iterable[Finding] = ()) -> tuple[ClaimVerdict, ...]:
    """One verdict for every row, in the order of the rows. `further`: what the store says of them."""
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in (*(item for check in CHECKS for item in check(claims)), *further):
        found[finding.row.file, finding.row.row].append(finding)
    return tuple(
        verdict_of(row, found[row.file, row.row] if row.fault is None else (), nothing=_nothing(row))
        for row in claims.rows
    )


def _nothing(row: ClaimRow) -> str:
    """Why no check had anything to say."""
    if row.fault is not None:
        return row.fault.at(row.file, row.row)
    if row.is_indicator:
        if not row["target_value"] and not row["target_change_pct"]:
            return "It has no target."
        return "Its target stands by itself: there is no baseline and percentage to work it out from."
    figure = Figure(row)
    if figure.printed is None:
        return "No value is published." if not figure.rank else "Its rank is published without the values."
    if figure.is_bound:
        return "Only a bound is published."
    if figure.statistic == "target":
        return "A target, not an observation."
    return "The list has no other figure that it follows from."
