"""Areas of one's own as a version holds them: what they are made of, and the months they have numbers for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.periods import month_words
from dashboard.records import Area, Population, month_of, populations_from_frame, rows
from data import queries
from data.month import Month
from data.store import Snapshot


@dataclass(frozen=True)
class Member:
    """A ward, a district or an LSOA of an area, and the months from and to which it belongs to it."""

    code: str
    first: Month | None = None
    last: Month | None = None


@dataclass(frozen=True)
class CustomArea:
    """One area. `members` are whole wards and districts, `lsoas` those its file names, `parts` the wards
    (or districts) that these lie in, `inside` every LSOA code of 2011 and 2021 that lies wholly in it.

    `spans` are the months for which each series says something of it.
    """

    code: str
    kind: str
    members: tuple[Member, ...] = ()
    parts: tuple[str, ...] = ()
    lsoas: tuple[Member, ...] = ()
    inside: frozenset[str] = frozenset()
    spans: Mapping[int, tuple[tuple[Month, Month], ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[Population, ...]] = field(default_factory=dict)

    @property
    def cut(self) -> bool:
        """Whether its edge may run through a ward: there are LSOAs among its members."""
        return bool(self.lsoas)

    @property
    def lacks(self) -> str:
        """Why it may have no numbers of what its districts have."""
        made = (
            "LSOAs, and this comes by ward or district" if self.cut else "wards, and this comes by district"
        )
        return f"it is made of {made}"

    @property
    def limited(self) -> bool:
        """Whether any of it belongs to it from or to some month only."""
        return any(member.first or member.last for member in (*self.members, *self.lsoas))

    @property
    def changed(self) -> bool:
        """Whether its ground is not the same in all of its months."""
        return len({(member.first, member.last) for member in (*self.members, *self.lsoas)}) > 1

    def covers(self, series_id: int, month: Month) -> bool:
        """Whether a series says something of it in a month, if only that there was nothing."""
        return any(first <= month <= last for first, last in self.spans.get(series_id, ()))

    def holds(self, *, district: str, ward: str | None, lsoa: str | None) -> bool:
        """Whether a place with these codes lies in it."""
        whole = {member.code for member in self.members}
        return district in whole or ward in whole or lsoa in self.inside

    def changes(self) -> Iterator[tuple[Month, str]]:
        """When its ground changed, and how many members joined or left."""
        if not self.changed:
            return
        joined: dict[Month, list[str]] = {}
        left: dict[Month, list[str]] = {}
        for member in (*self.members, *self.lsoas):
            if member.first is not None:
                joined.setdefault(member.first, []).append(member.code)
            if member.last is not None:
                left.setdefault(member.last + 1, []).append(member.code)
        for month in sorted({*joined, *left}):
            many = [
                f"{len(found[month])} {word}"
                for found, word in ((joined, "joined"), (left, "left"))
                if month in found
            ]
            yield month, f"Its members changed in {month_words(month)}: {' and '.join(many)}."


def load_custom_areas(snapshot: Snapshot, areas: Mapping[str, Area]) -> dict[str, CustomArea]:
    """Every custom area with ground, by code."""
    members: dict[str, list[Member]] = {}
    parts: dict[str, list[str]] = {}
    for row in rows(queries.get_memberships(snapshot)):
        code = row["group_code"]
        if code in areas and areas[code].level == "custom":
            if row["part"]:
                parts.setdefault(code, []).append(row["member_code"])
            else:
                members.setdefault(code, []).append(_member(row, row["member_code"]))
    if not members and not parts:
        return {}
    lsoas: dict[str, list[Member]] = {}
    inside: dict[str, set[str]] = {}
    for row in rows(queries.get_custom_lsoas(snapshot)):
        if row["given"]:
            lsoas.setdefault(row["group_code"], []).append(_member(row, row["lsoa"]))
        if row["inside"]:
            inside.setdefault(row["group_code"], set()).add(row["lsoa"])
    spans: dict[str, dict[int, list[tuple[Month, Month]]]] = {}
    for row in rows(queries.get_custom_spans(snapshot)):
        first, last = month_of(row["first_month"]), month_of(row["last_month"])
        if first is not None and last is not None:
            own = spans.setdefault(row["area_code"], {})
            own.setdefault(int(row["series_id"]), []).append((first, last))
    people = queries.get_part_population(snapshot)
    return {
        code: CustomArea(
            code=code,
            kind=areas[code].kind or "custom area",
            members=tuple(members.get(code, ())),
            parts=tuple(parts.get(code, ())),
            lsoas=tuple(lsoas.get(code, ())),
            inside=frozenset(inside.get(code, ())),
            spans={number: tuple(found) for number, found in spans.get(code, {}).items()},
            people=populations_from_frame(
                people.loc[people["area_code"] == code, people.columns != "area_code"].rename(
                    columns={"ward_code": "area_code"}
                )
            ),
        )
        for code in sorted({*members, *parts})
    }


def _member(row: Mapping[str, Any], code: str) -> Member:
    return Member(code, month_of(row["from_month"]), month_of(row["to_month"]))
