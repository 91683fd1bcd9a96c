"""What every callback looks at: a store version, and the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.reference import Reference
from dashboard.selection import day_in, version_in


@dataclass(frozen=True)
class Sight:
    """`published` gives the version published now (cheap; raises CspError without one), `kept` an earlier
    one.

    `kept` answers None for a version that is no longer there; `today` is the date.
    """

    published: Callable[[], Reference]
    kept: Callable[[str], Reference | None]
    today: Callable[[], dt.date]

    def look(self, query: str) -> Reference:
        """The version an address asks for while it is kept, else the one published now."""
        published = self.published()
        version = version_in(query)
        if version is None or version == published.version:
            return published
        return self.kept(version) or published

    def day(self, query: str) -> dt.date:
        """The day an address asks for: the one its link was copied on, else today."""
        return day_in(query, today=self.today())
