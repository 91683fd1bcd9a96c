"""Whether a version of the store adds up. Run before a build publishes, and by `csp check`."""

from __future__ import annotations

from data import queries
from data.store import Snapshot


def find_problems(snapshot: Snapshot) -> list[str]:
    """What does not add up, each in a sentence with its numbers; empty when all is well."""
    found = queries.get_problems(snapshot)
    return [
        f"{row.problem} ({row.subject}): {row.expected} expected, {row.found} found."
        for row in found.itertuples(index=False)
    ]
