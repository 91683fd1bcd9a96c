"""What map layers are drawn from: which wards and districts there are, where, and in which shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from data.build.areas import Areas
from geo.neighbours import find_neighbours
from geo.place import as_shapes
from geo.simplify import Shape

Point: TypeAlias = tuple[float, float]
_GROUPS = ("partnership", "county", "force", "custom")


@dataclass(frozen=True)
class Ground:
    """Areas by code. `wards`: the wards of each district; `scopes`: the districts of each area with a map.

    A shape is the one of the store's ward vintage, else of the vintage nearest to it: a code that is kept
    means the same place. `centres` (degrees) lack wards of which neither centre nor shape is known.
    """

    names: Mapping[str, str]
    wards: Mapping[str, Sequence[str]]
    scopes: Mapping[str, Sequence[str]]
    shapes: Mapping[str, Shape]
    schematic: frozenset[str]
    centres: Mapping[str, Point]

    def neighbours(self) -> pd.DataFrame:
        """The table `neighbour`: by surveyed boundaries where there are any, never by schematic ones."""
        codes = sorted(ward for wards in self.wards.values() for ward in wards)
        places = np.array([self.centres.get(code, (np.nan, np.nan)) for code in codes]).reshape(-1, 2)
        shapes = [None if code in self.schematic else self.shapes.get(code) for code in codes]
        return find_neighbours(codes, shapes=shapes, longitude=places[:, 0], latitude=places[:, 1])

    def hexagon_centres(self, district: str) -> Mapping[str, Point]:
        """Where each ward of a district goes among hexagons; one of unknown place to the middle of the rest.

        Empty where no ward of the district has a known place.
        """
        known = [self.centres[ward] for ward in self.wards[district] if ward in self.centres]
        if not known:
            return {}
        longitude, latitude = np.mean(known, axis=0).tolist()
        return {ward: self.centres.get(ward, (longitude, latitude)) for ward in self.wards[district]}

    def notes(self) -> Iterator[str]:
        """Which wards are missing from a map, by district; none about a form that no ward has."""
        for district, wards in self.wards.items():
            name = self.names[district]
            shapeless = [ward for ward in wards if ward not in self.shapes]
            if shapeless and self.shapes:
                yield f"{name}: no boundary for {self._listed(shapeless)}, not on the geographic map."
            placeless = [ward for ward in wards if ward not in self.centres]
            if placeless and len(placeless) == len(wards):
                yield f"{name}: the place of no ward is known, so there are no hexagons."
            elif placeless:
                yield f"{name}: the place of {self._listed(placeless)} is not known, a hexagon in the middle."

    def _listed(self, wards: Sequence[str]) -> str:
        if len(wards) > 5:
            return f"{len(wards)} wards ({', '.join(self.names[ward] for ward in wards[:5])} and others)"
        return ", ".join(self.names[ward] for ward in wards)


def assemble_ground(*, boundaries: pd.DataFrame, areas: Areas) -> Ground:
    """Put together from the columns that `build_layers` names."""
    area = areas.area.sort_values("code")
    wards = area[area["level"] == "ward"]
    districts = area.loc[area["level"] == "district", "code"].tolist()
    by_district = wards.groupby("parent")["code"].agg(list).to_dict()
    chosen = _nearest_vintage(boundaries, codes=[*wards["code"], *districts], vintage=areas.ward_vintage)
    shapes = dict(zip(chosen["code"], as_shapes(chosen["geometry"]), strict=True))
    return Ground(
        names=dict(zip(area["code"], area["name"], strict=True)),
        wards={district: by_district.get(district, []) for district in districts},
        scopes=_scopes(area, areas.membership, districts=districts),
        shapes=shapes,
        schematic=frozenset(chosen.loc[chosen["schematic"].astype(bool), "code"]),
        centres=_centres(wards, shapes),
    )


def _nearest_vintage(boundaries: pd.DataFrame, *, codes: Sequence[str], vintage: int) -> pd.DataFrame:
    found = boundaries[boundaries["code"].isin(codes)]
    apart = (found["vintage"].astype("int64") - vintage).abs()
    found = found.assign(apart=apart).sort_values(["code", "apart", "vintage"])
    return found.drop_duplicates("code", keep="first")


def _scopes(
    area: pd.DataFrame, membership: pd.DataFrame, *, districts: Sequence[str]
) -> dict[str, list[str]]:
    """Every district, then every area above it, and every custom one, that touches several districts."""
    scopes = {district: [district] for district in districts}
    parents = dict(zip(area["code"], area["parent"], strict=True))
    touched = membership["member_code"].map(lambda code: code if code in scopes else parents.get(code))
    inside = membership.assign(member_code=touched)[touched.isin(districts)]
    for group in area.loc[area["level"].isin(_GROUPS), "code"]:
        members = sorted(set(inside.loc[inside["group_code"] == group, "member_code"]))
        if len(members) > 1:
            scopes[group] = members
    return scopes


def _centres(wards: pd.DataFrame, shapes: Mapping[str, Shape]) -> dict[str, Point]:
    centres: dict[str, Point] = {}
    for code, longitude, latitude in zip(wards["code"], wards["longitude"], wards["latitude"], strict=True):
        if pd.notna(longitude) and pd.notna(latitude):
            centres[code] = (float(longitude), float(latitude))
        elif code in shapes:
            middle = shapes[code].centroid
            centres[code] = (middle.x, middle.y)
    return centres
