"""The LSOAs of an area of both years: those that lie in it, and those that only overlap it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

Limits = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class Ground:
    """LSOA codes of 2011 and 2021 by what they have to do with an area.

    `given` were written in its file. `inside` lie wholly in it, with the months from and to which they do.
    `across` are those that a boundary of the area runs through: their rows may lie on either side.
    `became` gives the LSOAs of 2021 that one of 2011 became.
    """

    given: frozenset[str]
    inside: Mapping[str, Limits]
    across: frozenset[str]
    became: Mapping[str, frozenset[str]]

    def rows(self) -> Iterator[tuple[str, bool, bool, dt.date | None, dt.date | None]]:
        """lsoa, given, inside, from_month, to_month of each, as table custom_lsoa has them."""
        for lsoa, (first, last) in sorted(self.inside.items()):
            yield lsoa, lsoa in self.given, True, first, last
        for lsoa in sorted(self.across):
            yield lsoa, False, False, None, None


@dataclass(frozen=True)
class LsoaLinks:
    """What changed between the LSOAs of 2011 and of 2021: what each `became`, and what each `came` from."""

    became: Mapping[str, frozenset[str]]
    came: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, lookups: pd.DataFrame) -> LsoaLinks:
        """From the lookup parts. A code that stayed the same is the same ground, and not here."""
        rows = lookups[(lookups["child_level"] == "lsoa") & (lookups["parent_level"] == "lsoa")]
        rows = rows[rows["child"] != rows["parent"]]
        return cls(
            became={str(old): frozenset(new) for old, new in rows.groupby("child")["parent"]},
            came={str(new): frozenset(old) for new, old in rows.groupby("parent")["child"]},
        )


def ground_of(given: Mapping[str, Limits], *, links: LsoaLinks) -> Ground:
    """The LSOAs of both years that `given` ones make up.

    A code of one year is inside when all the codes of the other year that it was made of, or became, are,
    for the same months: what was merged of members, and what was split into members.
    """
    inside = dict(given)
    grown = bool(given)
    while grown:
        grown = False
        for other in (links.became, links.came):
            for code, made in other.items():
                limits = {inside.get(part) for part in made}
                if code not in inside and len(limits) == 1 and (only := limits.pop()) is not None:
                    inside[code] = only
                    grown = True
    across = {
        code
        for other in (links.became, links.came)
        for code, made in other.items()
        if code not in inside and not made.isdisjoint(inside)
    }
    return Ground(given=frozenset(given), inside=inside, across=frozenset(across), became=links.became)


def months_of(row: Mapping[Any, Any]) -> Limits:
    """From and to as a part has them; None where a membership has no such end."""
    first, last = (row[name] for name in ("from_month", "to_month"))
    return None if pd.isna(first) else first, None if pd.isna(last) else last
