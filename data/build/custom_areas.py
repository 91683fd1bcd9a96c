"""Areas of a partnership's own: what their members are, and which LSOAs of both years lie in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from data.build.areas import Areas
from data.build.custom_lsoas import Ground, LsoaLinks, ground_of, months_of
from data.build.custom_residents import count_custom_residents
from data.build.names import AreaNames, Unknown, plain_name
from data.build.observations import ASIDE
from geo.codes import level_of_code

MEMBERSHIP: Final = ["group_code", "member_code", "part", "from_month", "to_month"]
LSOAS: Final = ["group_code", "lsoa", "given", "inside", "from_month", "to_month"]
_WIDER: Final = ("ward", "district")
Limits = tuple[Any, Any]


@dataclass(frozen=True)
class CustomAreas:
    """Frames in the columns of area, membership, custom_lsoa, population, part_population and set_aside.

    `standing` are the files that an area of this version comes from.
    """

    area: pd.DataFrame
    membership: pd.DataFrame
    lsoas: pd.DataFrame
    population: pd.DataFrame
    part_population: pd.DataFrame
    set_aside: pd.DataFrame
    standing: frozenset[int]

    def added_to(self, areas: Areas) -> Areas:
        """All the areas of a version."""
        return replace(
            areas,
            area=_under(areas.area, self.area),
            membership=_under(areas.membership.assign(part=False), self.membership),
            population=_under(areas.population, self.population),
        )


def _under(above: pd.DataFrame, below: pd.DataFrame) -> pd.DataFrame:
    if below.empty:
        return above
    return pd.concat(
        [above, below.reindex(columns=above.columns.union(below.columns, sort=False))], ignore_index=True
    )


def assemble_custom_areas(
    rows: pd.DataFrame,
    *,
    areas: Areas,
    lookups: pd.DataFrame,
    population: pd.DataFrame,
    reserved: AbstractSet[str],
) -> CustomAreas:
    """Put together from the parts of kind custom_area, in the order their files were read.

    An area in a later file replaces the one of the same code. `lookups` and `population` are the parts;
    `reserved` are codes that other areas of the version will take.
    """
    members = _Members(areas, lookups)
    aside: list[tuple[Any, ...]] = []
    taken = {plain_name(name) for name in areas.area["name"]}
    codes = {*areas.area["code"], *reserved}
    found: list[tuple[str, str, str, Mapping[str, _Member]]] = []
    last = rows.groupby("area")["file_id"].transform("max")
    for code, own in rows[rows["file_id"] == last].groupby("area", sort=True):
        listed = own.to_dict("records")
        first = listed[0]
        refused = _refused(str(code), str(first["name"]), codes=codes, taken=taken)
        if refused is not None:
            aside += [_aside(row, *refused) for row in listed]
            continue
        kept, wrong = members.resolve(listed)
        aside += wrong
        if kept:
            taken.add(plain_name(first["name"]))
            found.append((str(code), str(first["name"]), str(first["kind"]), kept))
    grounds = {code: ground_of(_lsoas(kept), links=members.links) for code, _, _, kept in found}
    counted, parts = count_custom_residents(
        [(code, _whole(kept), grounds[code]) for code, _, _, kept in found if not _changes(kept)],
        areas=areas,
        lsoas=population[population["level"] == "lsoa"],
    )
    return CustomAreas(
        area=pd.DataFrame(
            [(code, name, "custom", kind) for code, name, kind, _ in found],
            columns=["code", "name", "level", "kind"],
        ),
        membership=pd.DataFrame(
            [row for code, _, _, kept in found for row in members.rows(code, kept, grounds[code])],
            columns=MEMBERSHIP,
        ),
        lsoas=pd.DataFrame(
            [(code, *row) for code, _, _, _ in found for row in grounds[code].rows()], columns=LSOAS
        ),
        population=counted,
        part_population=parts,
        set_aside=pd.DataFrame(aside, columns=ASIDE),
        standing=frozenset(
            int(number) for number in rows.loc[(rows["file_id"] == last), "file_id"].unique().tolist()
        ),
    )


@dataclass(frozen=True)
class _Member:
    code: str
    level: str
    limits: Limits


def _whole(kept: Mapping[str, _Member]) -> list[str]:
    return [member.code for member in kept.values() if member.level != "lsoa"]


def _lsoas(kept: Mapping[str, _Member]) -> dict[str, Limits]:
    return {member.code: member.limits for member in kept.values() if member.level == "lsoa"}


def _changes(kept: Mapping[str, _Member]) -> bool:
    """Whether the area's ground is not the same in all of its months."""
    return len({member.limits for member in kept.values()}) > 1


class _Members:
    """Finds what members stand for in a version's areas."""

    def __init__(self, areas: Areas, lookups: pd.DataFrame) -> None:
        area = areas.area[areas.area["level"].isin(_WIDER)]
        self._names = AreaNames(areas=area, aliases=areas.alias)
        self._level = dict(zip(area["code"], area["level"], strict=True))
        self._parent = dict(zip(area["code"], area["parent"], strict=True))
        self._own = set(areas.area.loc[areas.area["level"] == "custom", "code"])
        self._vintage = areas.ward_vintage
        place, split = areas.lsoa_place, areas.lsoa_split
        self._wards: dict[str, tuple[str, ...]] = {
            lsoa: (ward if isinstance(ward, str) else district,)
            for lsoa, ward, district in zip(place["lsoa"], place["ward"], place["district"], strict=True)
        }
        self._wards |= {str(lsoa): tuple(sorted(wards)) for lsoa, wards in split.groupby("lsoa")["ward"]}
        self.links = LsoaLinks.of(lookups)

    def resolve(self, rows: Sequence[Mapping[Any, Any]]) -> tuple[dict[str, _Member], list[tuple[Any, ...]]]:
        """The members of one area by code, and its rows that are none."""
        found: dict[str, tuple[_Member, Mapping[Any, Any]]] = {}
        aside = []
        for row in rows:
            answer = self._find(str(row["member"]))
            if isinstance(answer, Unknown):
                aside.append(_aside(row, "member", answer.reason, answer.remedy))
            elif answer in found:
                reason = f"{row['member']} is a member of {row['area']} already, under another name"
                aside.append(_aside(row, "member", reason, "keep one of the rows."))
            else:
                level = self._level.get(answer, "lsoa")
                found[answer] = _Member(answer, level, months_of(row)), row
        wide = {code for code, (member, _) in found.items() if member.level != "lsoa"}
        kept: dict[str, _Member] = {}
        for code, (member, row) in found.items():
            around = self._around(member) & wide
            if around:
                reason = f"{row['member']} lies in {', '.join(sorted(around))}, which is a member too"
                aside.append(_aside(row, "member", reason, "keep the wider member or the narrower ones."))
            else:
                kept[code] = member
        return kept, aside

    def _find(self, written: str) -> str | Unknown:
        code = written.upper()
        level = level_of_code(code)
        if level == "lsoa":
            return code if code in self._wards else _unknown_lsoa(code)
        if code in self._level:
            return code
        if level == "ward":
            return Unknown(
                f"{code} is no ward of {self._vintage}, the year of this store's wards",
                f"write wards of {self._vintage}, or the LSOAs that the area is made of.",
            )
        if level is not None:
            return Unknown(
                f"{code} is no district of this store",
                "write the codes of districts, wards or LSOAs, or load the boundaries or lookup it is in.",
            )
        if written in self._own:
            return Unknown(
                f"{written} is an area of your own",
                "write the wards, LSOAs or districts that it is made of.",
            )
        return self._names.find_written(written)

    def _around(self, member: _Member) -> set[str]:
        """The wards and districts all of a member lies in."""
        if member.level == "district":
            return set()
        if member.level == "ward":
            return {str(self._parent[member.code])}
        wards = self._wards[member.code]
        districts = {self._parent.get(ward) or ward for ward in wards}
        return {*(wards if len(wards) == 1 else ()), *(districts if len(districts) == 1 else ())}

    def rows(self, group: str, kept: Mapping[str, _Member], ground: Ground) -> Iterator[tuple[Any, ...]]:
        """The area's rows of table membership: its members, and the wards its LSOAs lie in."""
        for member in kept.values():
            if member.level != "lsoa":
                yield group, member.code, False, *member.limits
        touched: dict[str, list[Limits]] = {}
        for lsoa, limits in ground.inside.items():
            for ward in self._wards.get(lsoa, ()):
                if ward not in kept:
                    touched.setdefault(ward, []).append(limits)
        for ward, found in sorted(touched.items()):
            starts, ends = zip(*found, strict=True)
            yield (
                *(group, ward, True),
                None if None in starts else min(starts),
                None if None in ends else max(ends),
            )


def _unknown_lsoa(code: str) -> Unknown:
    return Unknown(
        f"no lookup of this store knows the LSOA {code}",
        "correct the code, or load the lookup of LSOAs to wards (and of 2011 to 2021) that it is in.",
    )


def _refused(
    code: str, name: str, *, codes: AbstractSet[str], taken: AbstractSet[str]
) -> tuple[str, str, str] | None:
    if code in codes:
        reason = f"{code} is the code of another area of this store"
        return "area", reason, f"give the area another code, such as {code}-area."
    if plain_name(name) in taken:
        reason = f"{name!r} is the name of another area of this store"
        return (
            "name",
            reason,
            "give the area a name of its own: numbers that come by name would be taken for it.",
        )
    return None


def _aside(row: Mapping[Any, Any], column: str, reason: str, remedy: str) -> tuple[Any, ...]:
    text = ", ".join(str(row[name]) for name in ("area", "name", "kind", "member"))
    return int(row["file_id"]), int(row["row_number"]), column, reason, remedy, text
