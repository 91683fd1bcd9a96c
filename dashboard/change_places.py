"""Where a district's change stands among those it is ranked with, without calling it a rise or a fall."""

from __future__ import annotations

from dashboard.district_facts import DistrictFacts
from dashboard.standings import Standing
from dashboard.statistics.rates import Rank, ordinal

# Fewer than this many areas have no order worth a word.
LEAST_RANKED = 3


def change_place(facts: DistrictFacts, row: Standing) -> str:
    """'joint 3rd lowest of 12', by percent; '' where it cannot be ranked."""
    if facts.peers is None or row.change_pct is None:
        return ""
    lowest = row.change_pct < 0
    rank = facts.rank_of(row.code, facts.peers.code, by="change_pct", lowest_first=lowest)
    if rank is None or rank.of < LEAST_RANKED:
        return ""
    members = len(facts.question.reference.districts(facts.peers.code))
    return place_words(rank, "lowest" if lowest else "highest", members=members)


def place_words(rank: Rank, end: str, *, members: int) -> str:
    """'joint 3rd lowest of 12', 'highest of the 7 that can be compared'."""
    many = str(members) if rank.of == members else f"the {rank.of} that can be compared"
    place = "" if rank.position == 1 else f"{ordinal(rank.position)} "
    return f"{'joint ' if rank.joint else ''}{place}{end} of {many}"
