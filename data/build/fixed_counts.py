"""A sensitive series as arrays by district, ward and quarter, from the frames of the store's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.build.fixed_periods import Calendar
from data.build.suppression import Counts, Mask
from data.sensitivity import unplaced_code


@dataclass(frozen=True)
class Places:
    """The areas of a store, in the order the arrays have them.

    `cells[district]` are its wards and, last, what is unplaced in it. `groups` are the areas of district
    level and above, each with the districts it adds up; custom areas made of wards are not among them: their
    counts of a sensitive series are never shown.
    """

    districts: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, str]
    parents: Mapping[str, str | None]

    @property
    def forces(self) -> tuple[str, ...]:
        """The forces, which alone may hold counts of no district."""
        return tuple(code for code in self.groups if self.levels[code] == "force")


@dataclass(frozen=True)
class Counted:
    """`wards[district]` is [cell, quarter]; `elsewhere[force]`, in none of its districts, is [1, quarter]."""

    wards: Mapping[str, Counts]
    elsewhere: Mapping[str, Counts]


@dataclass(frozen=True)
class AreaSets:
    """The areas that add up different things: `holds` is [set, atom], `row` gives the set of an area code.

    Atoms are the districts and, after them, the forces that hold anything of no district. A partnership of
    one district and the district are one set.
    """

    holds: Mask
    row: Mapping[str, int]
    forces: tuple[str, ...]


def area_sets(where: Places, counted: Sequence[Counted]) -> AreaSets:
    """The sets for series that are decided together."""
    forces = tuple(f for f in where.forces if any(item.elsewhere[f].any() for item in counted))
    atoms = (*where.districts, *forces)
    rows: dict[frozenset[str], int] = {}
    row: dict[str, int] = {}
    for code, members in where.groups.items():
        held = frozenset((*members, code) if code in forces else members)
        row[code] = rows.setdefault(held, len(rows))
    holds: Mask = np.array([[atom in held for atom in atoms] for held in rows], dtype=bool)
    return AreaSets(holds.reshape(len(rows), len(atoms)), row, forces)


def places(*, areas: pd.DataFrame, memberships: pd.DataFrame) -> Places:
    """The areas of the store's tables area and membership."""
    levels = dict(zip(areas["code"], areas["level"], strict=True))
    parents = {
        code: parent if isinstance(parent, str) else None
        for code, parent in zip(areas["code"], areas["parent"], strict=True)
    }
    districts = tuple(sorted(code for code, level in levels.items() if level == "district"))
    wards: dict[str, list[str]] = {district: [] for district in districts}
    for code in sorted(levels):
        parent = parents[code]
        if levels[code] == "ward" and parent in wards:
            wards[parent].append(code)
    members: dict[str, list[str]] = {district: [district] for district in districts}
    for group, member in zip(memberships["group_code"], memberships["member_code"], strict=True):
        if group in levels and levels[group] != "district":
            members.setdefault(group, []).append(member)
    return Places(
        districts=districts,
        cells={district: (*codes, unplaced_code(district)) for district, codes in wards.items()},
        groups={
            group: tuple(sorted(found))
            for group, found in members.items()
            if all(levels.get(member) == "district" for member in found)
        },
        levels=levels,
        parents=parents,
    )


def count(
    *, series_id: int, ward_month: pd.DataFrame, area_month: pd.DataFrame, where: Places, calendar: Calendar
) -> Counted:
    """One series by quarter of the calendar.

    What is unplaced is the district's own count less its wards', so that the cells add up to the district.
    """
    placed = ward_month[(ward_month["series_id"] == series_id) & ward_month["ward_code"].notna()]
    unplaced = ward_month[(ward_month["series_id"] == series_id) & ward_month["ward_code"].isna()]
    areas = area_month[area_month["series_id"] == series_id]
    by_ward = _by_quarter(placed, "ward_code", calendar)
    by_rest = _by_quarter(unplaced, "district_code", calendar)
    by_area = _by_quarter(areas, "area_code", calendar)
    nothing = np.zeros(len(calendar.quarters), dtype=np.int64)
    wards: dict[str, Counts] = {}
    for district in where.districts:
        rows = [by_ward.get(code, nothing) for code in where.cells[district][:-1]]
        inside = np.sum(rows, axis=0) if rows else nothing
        rest = np.maximum(by_area.get(district, nothing) - inside, by_rest.get(district, nothing))
        wards[district] = np.stack([*rows, np.maximum(rest, 0)])
    elsewhere: dict[str, Counts] = {}
    for force in where.forces:
        members = [wards[district].sum(axis=0) for district in where.groups[force]]
        rest = by_area.get(force, nothing) - (np.sum(members, axis=0) if members else nothing)
        elsewhere[force] = np.maximum(rest, 0)[None, :]
    return Counted(wards, elsewhere)


def _by_quarter(frame: pd.DataFrame, by: str, calendar: Calendar) -> dict[str, Counts]:
    """Counts by area code, as arrays over the calendar's quarters; months outside them are left out."""
    if frame.empty:
        return {}
    months = pd.DatetimeIndex(frame["month"])
    index = np.asarray(months.year * 12 + months.month - 1 - calendar.first.index, dtype=np.int64)
    kept = (index >= 0) & (index < calendar.months)
    codes, names = pd.factorize(frame[by][kept])
    counted = np.zeros((len(names), len(calendar.quarters)), dtype=np.int64)
    np.add.at(counted, (codes, index[kept] // 3), frame["value"][kept].to_numpy(dtype=np.int64))
    return dict(zip(names, counted, strict=True))
