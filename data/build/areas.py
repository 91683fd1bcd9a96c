"""The areas of a store: wards of one vintage, their districts, partnerships, counties and forces.

Works from whatever was supplied: boundaries, lookups, both or neither. Codes decide; names are for reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from data.build.area_groups import Hierarchy, assemble_hierarchy, group_memberships
from data.build.area_population import assemble_population
from data.build.lsoa_places import place_lsoas
from data.catalogue.models import Catalogue
from data.errors import CspError
from geo.place import as_shapes, place_points

_AREA_COLUMNS = ("code", "name", "level", "parent", "vintage", "longitude", "latitude")


@dataclass(frozen=True)
class Areas:
    """Frames in the columns of the store's tables, and where LSOAs lie (see `data.build.lsoa_places`).

    `ward_vintage` is 0 where no ward is known. `notes` say what was left out and why.
    """

    area: pd.DataFrame
    membership: pd.DataFrame
    alias: pd.DataFrame
    population: pd.DataFrame
    lsoa_place: pd.DataFrame
    lsoa_split: pd.DataFrame
    ward_vintage: int
    notes: tuple[str, ...] = ()


def assemble_areas(
    *,
    boundaries: pd.DataFrame,
    lookups: pd.DataFrame,
    population: pd.DataFrame,
    catalogue: Catalogue,
    wards: int | None,
) -> Areas:
    """Put areas together from the parts of boundaries, lookups and population.

    `wards` asks for a ward vintage; else the newest boundaries decide, else the newest lookup. Raises CspError
    when nothing holds wards of the vintage asked for.
    """
    vintage = _ward_vintage(boundaries, lookups, asked=wards)
    drawn = _drawn(boundaries, vintage=vintage)
    ward_rows = _wards(drawn, lookups, vintage=vintage)
    ward_rows, lost = _with_districts(ward_rows, drawn, boundaries, lookups)
    district_of_ward = dict(zip(ward_rows["code"], ward_rows["parent"], strict=True))
    district_rows = _districts(boundaries, lookups, of_wards=district_of_ward.values())
    hierarchy = assemble_hierarchy(lookups, districts=district_rows["code"].tolist())
    area = pd.concat(
        [ward_rows, _under_partnerships(district_rows, hierarchy), hierarchy.areas], ignore_index=True
    )
    membership, groups, notes = group_memberships(area, hierarchy, catalogue=catalogue)
    area = pd.concat([area, groups], ignore_index=True)
    official = area
    area = area.assign(name=area["code"].map(dict(catalogue.names)).fillna(area["name"]))
    places = place_lsoas(
        lookups, district_of_ward=_all_districts(district_of_ward, district_rows), wards=vintage
    )
    return Areas(
        area=area.sort_values(["level", "code"], ignore_index=True)[list(_AREA_COLUMNS)],
        membership=membership,
        alias=_aliases(official, area, lookups, boundaries, catalogue=catalogue),
        population=assemble_population(
            population, places=places, district_of_ward=_all_districts(district_of_ward, district_rows)
        ),
        lsoa_place=places.place,
        lsoa_split=places.split,
        ward_vintage=vintage,
        notes=(*lost, *hierarchy.notes, *notes),
    )
