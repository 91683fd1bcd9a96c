"""The areas of a version: which wards, what they belong to, who lives there, and where each LSOA lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import shapely

from data.build.lsoas import place_lsoas
from data.build.residents import count_residents
from data.catalogue.models import AreaGroup, Catalogue
from data.errors import CspError
from geo.place import place_points

AREA = ["code", "name", "level", "parent", "vintage", "kind", "longitude", "latitude"]


@dataclass(frozen=True)
class Areas:
    """Frames in the columns of the tables of the same names, and where LSOAs lie.

    `lsoa_place`: lsoa, ward (None: only the district is known), district, method (lsoa, lsoa_2011,
    district_only). `lsoa_split`: lsoa, ward, district: the candidates of an LSOA whose ward a point decides:
    an old one whose successors lie in several wards, one that lookups only put into a district.
    """

    area: pd.DataFrame
    membership: pd.DataFrame
    alias: pd.DataFrame
    population: pd.DataFrame
    lsoa_place: pd.DataFrame
    lsoa_split: pd.DataFrame
    ward_vintage: int


def assemble_areas(
    *,
    boundaries: pd.DataFrame,
    lookups: pd.DataFrame,
    population: pd.DataFrame,
    catalogue: Catalogue,
    wards: int | None,
) -> Areas:
    """Put areas together from the parts of a store (their columns are in docs/parts.md).

    One ward vintage is chosen: `wards`, else the newest with boundaries, else the newest in a lookup. A
    lookup counts where its ward codes are those of the vintage, whatever year it bears. Raises CspError
    when `wards` names a year that no file holds, and when a ward belongs to no district.
    """
    vintage = _vintage(boundaries, lookups, asked=wards)
    ward = _wards(boundaries, lookups, vintage=vintage)
    shapes = boundaries[boundaries["level"] == "district"].drop_duplicates("code", keep="last")
    codes = sorted({*ward["parent"], *shapes["code"]})
    codes = codes or sorted(set(_links(lookups, "lsoa", "district")["parent"]))
    to_partnership = _parent_of(lookups, "partnership", codes)
    to_force = _parent_of(lookups, "force", codes)
    district = _districts(shapes, boundaries, lookups, codes=codes)
    district["parent"] = [to_partnership.get(code) or to_force.get(code) for code in codes]
    above = {
        "partnership": _whole(to_partnership, lookups),
        "force": sorted(set(to_force.values())),
    }
    force_of = {to_partnership[code]: to_force.get(code) for code in codes if code in to_partnership}
    upper = pd.concat([_upper(lookups, level, above[level]) for level in above])
    upper["parent"] = upper["code"].map(force_of)
    groups = [g for g in catalogue.groups.values() if set(g.members) <= {*codes, *ward["code"]}]
    area = _finish([ward, district, upper, _group_rows(groups)], catalogue)
    lsoa_place, lsoa_split = place_lsoas(
        lookups, ward=ward, districts=codes, drawn=bool(ward["longitude"].notna().all())
    )
    return Areas(
        area=area,
        membership=_membership(codes, area, to_partnership, to_force, groups),
        alias=pd.DataFrame(
            [(a.parent, a.name, a.code) for a in catalogue.aliases if a.code in set(area["code"])],
            columns=["parent", "name", "code"],
        ),
        population=count_residents(population, ward=ward, districts=codes, lsoa_place=lsoa_place),
        lsoa_place=lsoa_place,
        lsoa_split=lsoa_split,
        ward_vintage=vintage,
    )


def ward_years(boundaries: pd.DataFrame, lookups: pd.DataFrame) -> tuple[set[int], set[int]]:
    """The years of which there are ward boundaries, and those of which a lookup has wards."""
    drawn = {int(year) for year in boundaries.loc[boundaries["level"] == "ward", "vintage"].unique()}
    listed = {
        int(year)
        for side in ("child", "parent")
        for year in lookups.loc[lookups[f"{side}_level"] == "ward", f"{side}_vintage"].unique()
    }
    return drawn, listed


def _vintage(boundaries: pd.DataFrame, lookups: pd.DataFrame, *, asked: int | None) -> int:
    drawn, listed = ward_years(boundaries, lookups)
    if asked is None:
        return max(drawn or listed or {0})
    if asked not in drawn | listed:
        years = ", ".join(map(str, sorted(drawn | listed))) or "none"
        raise CspError(
            f"no file holds the wards of {asked}; there are those of: {years}.",
            remedy="give `--wards` one of these years, or add the boundaries or a lookup of that year.",
        )
    return asked


def _wards(boundaries: pd.DataFrame, lookups: pd.DataFrame, *, vintage: int) -> pd.DataFrame:
    ward = wards_of(boundaries, lookups, vintage=vintage)
    if ward["parent"].isna().any():
        code = ward.loc[ward["parent"].isna(), "code"].iloc[0]
        raise CspError(
            f"{int(ward['parent'].isna().sum())} wards of {vintage} belong to no known district, "
            f"{code} among them.",
            remedy="add a ward-to-district lookup of that year, or district boundaries.",
        )
    return ward


def wards_of(boundaries: pd.DataFrame, lookups: pd.DataFrame, *, vintage: int) -> pd.DataFrame:
    """The wards of a vintage in the columns of `AREA`: from boundaries, else from lookups of that year.

    `parent` is missing where neither boundaries nor lookups tell the district.
    """
    drawn = boundaries[(boundaries["level"] == "ward") & (boundaries["vintage"] == vintage)]
    if len(drawn):
        centre = shapely.point_on_surface(shapely.from_wkb(drawn["geometry"].to_numpy(dtype=object)))
        ward = drawn[["code", "name", "parent"]].assign(
            longitude=shapely.get_x(centre), latitude=shapely.get_y(centre)
        )
    else:
        named = pd.concat([_side(lookups, side, "ward", vintage=vintage) for side in ("child", "parent")])
        ward = named.drop_duplicates("code", keep="last").assign(parent=None, longitude=None, latitude=None)
    stated = (
        _links(lookups, "ward", "district").drop_duplicates("child", keep="last").set_index("child")["parent"]
    )
    ward["parent"] = ward["parent"].where(ward["parent"].notna(), ward["code"].map(stated))
    lost = ward["parent"].isna()
    if lost.any():
        ward.loc[lost, "parent"] = _by_district_shape(ward[lost], boundaries)
    return (
        ward.assign(level="ward", vintage=vintage, kind=None).sort_values("code")[AREA].reset_index(drop=True)
    )


def _by_district_shape(ward: pd.DataFrame, boundaries: pd.DataFrame) -> list[str | None]:
    shapes = boundaries[boundaries["level"] == "district"]
    if shapes.empty or ward["longitude"].isna().any():
        return [None] * len(ward)
    return list(
        place_points(
            ward["longitude"].to_numpy(dtype="float64"), ward["latitude"].to_numpy(dtype="float64"), shapes
        )
    )


def _links(lookups: pd.DataFrame, child: str, parent: str) -> pd.DataFrame:
    return lookups[(lookups["child_level"] == child) & (lookups["parent_level"] == parent)].sort_values(
        ["child_vintage", "parent_vintage"], kind="stable"
    )


def _side(lookups: pd.DataFrame, side: str, level: str, *, vintage: int | None = None) -> pd.DataFrame:
    """code and name of every area of a level on one side of the lookups, oldest year first."""
    rows = lookups[lookups[f"{side}_level"] == level].sort_values(f"{side}_vintage", kind="stable")
    if vintage is not None:
        rows = rows[rows[f"{side}_vintage"] == vintage]
    named = rows[[side, f"{side}_name"]].set_axis(["code", "name"], axis=1)
    return named[named["name"].notna() & (named["name"] != "")] if named["name"].notna().any() else named


def _names(lookups: pd.DataFrame, level: str) -> dict[str, str]:
    named = pd.concat([_side(lookups, side, level) for side in ("child", "parent")]).dropna()
    return dict(zip(named["code"], named["name"], strict=True))


def _parent_of(lookups: pd.DataFrame, level: str, districts: list[str]) -> dict[str, str]:
    """District to its partnership or force; a force also through the partnership."""
    links = _links(lookups, "district", level)
    found = dict(zip(links["child"], links["parent"], strict=True))
    if level == "force":
        further = _links(lookups, "partnership", "force")
        above = dict(zip(further["child"], further["parent"], strict=True))
        between = _links(lookups, "district", "partnership")
        found = {
            child: above[parent]
            for child, parent in zip(between["child"], between["parent"], strict=True)
            if parent in above
        } | found
    return {code: found[code] for code in districts if code in found}


def _whole(to_partnership: Mapping[str, str], lookups: pd.DataFrame) -> list[str]:
    """Partnerships all of whose districts are here: part of one would pass for the whole."""
    links = _links(lookups, "district", "partnership").drop_duplicates("child", keep="last")
    members = links.groupby("parent")["child"].agg(set).to_dict()
    return sorted({code for code in to_partnership.values() if members[code] <= set(to_partnership)})


def _districts(
    shapes: pd.DataFrame, boundaries: pd.DataFrame, lookups: pd.DataFrame, *, codes: list[str]
) -> pd.DataFrame:
    drawn = dict(zip(shapes["code"], shapes["name"], strict=True))
    beside = boundaries.loc[boundaries["parent_name"].notna(), ["parent", "parent_name"]].drop_duplicates(
        "parent"
    )
    names = {**dict(beside.itertuples(index=False)), **_names(lookups, "district"), **drawn}
    years = dict(zip(shapes["code"], shapes["vintage"], strict=True))
    return pd.DataFrame(
        {
            "code": codes,
            "name": [names.get(code, code) for code in codes],
            "level": "district",
            "parent": None,
            "vintage": [years.get(code) for code in codes],
        }
    )


def _upper(lookups: pd.DataFrame, level: str, codes: list[str]) -> pd.DataFrame:
    names = _names(lookups, level)
    return pd.DataFrame(
        {"code": codes, "name": [names.get(code, code) for code in codes], "level": level, "vintage": None}
    )


def _group_rows(groups: list[AreaGroup]) -> pd.DataFrame:
    return pd.DataFrame(
        [(g.code, g.name, g.level, g.kind or None) for g in groups],
        columns=["code", "name", "level", "kind"],
    )


def _finish(frames: list[pd.DataFrame], catalogue: Catalogue) -> pd.DataFrame:
    """One frame, the catalogue's names before the publishers', and a centre for each district."""
    every = [frame.reindex(columns=AREA).astype(object) for frame in frames]
    rows = pd.concat(every, ignore_index=True).drop_duplicates("code")
    rows["name"] = rows["code"].map(catalogue.names).where(rows["code"].isin(catalogue.names), rows["name"])
    rows["vintage"] = rows["vintage"].astype("Int64")
    for axis in ("longitude", "latitude"):
        rows[axis] = rows[axis].astype("float64")
        centre = rows[rows["level"] == "ward"].groupby("parent")[axis].mean()
        rows[axis] = rows[axis].fillna(rows["code"].map(centre))
    for text in ("parent", "kind"):
        rows[text] = rows[text].where(rows[text].notna(), None)
    return rows.reset_index(drop=True)


def _membership(
    districts: list[str],
    area: pd.DataFrame,
    to_partnership: Mapping[str, str],
    to_force: Mapping[str, str],
    groups: list[AreaGroup],
) -> pd.DataFrame:
    present = set(area["code"])
    pairs = {(code, code) for code in districts}
    pairs |= {(group, code) for link in (to_partnership, to_force) for code, group in link.items()}
    pairs |= {(group.code, member) for group in groups for member in group.members}
    return pd.DataFrame(
        sorted(pair for pair in pairs if pair[0] in present), columns=["group_code", "member_code"]
    )
