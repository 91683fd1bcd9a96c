"""What a check says of a claim, and what all checks together come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from data.sources.claim_rows import ClaimRow


class Verdict(StrEnum):
    """What becomes of a claim, the worst first."""

    CONTRADICTS = "contradicts"
    DIFFERS = "differs"
    AGREES = "agrees"
    CANNOT_BE_CHECKED = "cannot_be_checked"

    @property
    def words(self) -> str:
        """As shown."""
        return self.value.replace("_", " ")

    @property
    def meaning(self) -> str:
        """In one sentence."""
        return _MEANINGS[self]


_MEANINGS = {
    Verdict.CONTRADICTS: "the list disagrees with itself",
    Verdict.DIFFERS: "the store's own count of the same thing is another",
    Verdict.AGREES: "other figures of the list, or the store, give it",
    Verdict.CANNOT_BE_CHECKED: "there is nothing to hold it against",
}


@dataclass(frozen=True)
class Finding:
    """One check's word on one row.

    `recomputed` and `difference` (published less recomputed) are numbers where there is one. `check` names
    the family of checks, `series` the store's series that was used.
    """

    row: ClaimRow
    verdict: Verdict
    reason: str
    recomputed: int | float | None = None
    difference: int | float | None = None
    check: str = ""
    series: str = ""


@dataclass(frozen=True)
class ClaimVerdict:
    """What all checks together say of one row: there is one for every row that was read."""

    row: ClaimRow
    verdict: Verdict
    reason: str
    recomputed: int | float | None
    difference: int | float | None
    checks: tuple[str, ...]
    series: str

    @property
    def bad(self) -> bool:
        """Whether somebody has to look at it."""
        return self.verdict in (Verdict.CONTRADICTS, Verdict.DIFFERS)


def verdict_of(row: ClaimRow, findings: Iterable[Finding], *, nothing: str) -> ClaimVerdict:
    """The worst verdict, with the reasons for it; `nothing` where no check had anything to say."""
    found = sorted(findings, key=lambda item: list(Verdict).index(item.verdict))
    if not found:
        return ClaimVerdict(row, Verdict.CANNOT_BE_CHECKED, nothing, None, None, (), "")
    worst = found[0].verdict
    kept = [item for item in found if item.verdict is worst]
    numbered = next((item for item in kept if item.recomputed is not None), kept[0])
    return ClaimVerdict(
        row=row,
        verdict=worst,
        reason=" ".join(dict.fromkeys(item.reason for item in kept)),
        recomputed=numbered.recomputed,
        difference=numbered.difference,
        checks=tuple(dict.fromkeys(item.check for item in kept if item.check)),
        series="; ".join(dict.fromkeys(item.series for item in kept if item.series)),
    )
