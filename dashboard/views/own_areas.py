"""Areas of one's own with their members: what each page about them is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.custom_areas import CustomArea, Member
from dashboard.disclosure import marking
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import joined, number

_COLUMNS = (
    Column("area_code", "Code", "code"),
    Column("area_name", "Area"),
    Column("kind", "Kind"),
    Column("member_code", "Member", "code"),
    Column("member_name", "Name"),
    Column("member_level", "What it is"),
    Column("district_name", "District"),
    Column("from", "From", "month"),
    Column("to", "To", "month"),
)
_NAMED = 5


def build_own_areas(reference: Reference, selection: Selection) -> View:  # noqa: ARG001 - of the whole store
    """The view `own-areas`: a row a member, of the whole store, whatever is selected."""
    areas = sorted(reference.custom.values(), key=lambda area: (area.kind, reference.name(area.code)))
    about: dict[str, Any] = {
        "name": "own-areas",
        "table": Table(_COLUMNS, tuple(row for area in areas for row in _rows(reference, area))),
        "source": "the files of the store",
        "geography": "the whole store",
        "marking": marking(reference),
    }
    if not areas:
        return View(
            title="Areas of your own",
            empty="The store has none. Make one from wards, LSOAs or districts: csp template areas, "
            "then csp build FILE.",
            **about,
        )
    names = [reference.name(area.code) for area in areas[:_NAMED]]
    rest = [f"{number(len(areas) - _NAMED)} more"] if len(areas) > _NAMED else []
    count = f"{number(len(areas))} area{'' if len(areas) == 1 else 's'} of your own"
    return View(
        title=f"{count}: {joined([*names, *rest])}",
        caption="Of LSOAs only what comes row by row is counted; of wards and districts what all have",
        alt="A table of every member of every area.",
        **about,
    )


def _rows(reference: Reference, area: CustomArea) -> Iterator[tuple[Any, ...]]:
    place = {code: reference.areas[code] for code in area.parts if code in reference.areas}
    only = joined(list(dict.fromkeys(reference.name(item.parent or item.code) for item in place.values())))
    for member in area.members:
        here = reference.areas[member.code]
        district = reference.name(here.parent) if here.level == "ward" and here.parent else ""
        yield _row(reference, area, member, reference.name(member.code), here.level, district)
    for member in area.lsoas:
        yield _row(reference, area, member, "", "LSOA", only)


def _row(
    reference: Reference, area: CustomArea, member: Member, name: str, level: str, district: str
) -> tuple[Any, ...]:
    ends = (None if end is None else str(end) for end in (member.first, member.last))
    return (area.code, reference.name(area.code), area.kind, member.code, name, level, district, *ends)
