"""Where collisions lie: the ward by the point, else by the LSOA; the district that the police state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.build.geography import Geography
from geo.boundaries import points_to_degrees
from geo.place import METRES_A_DEGREE, nearest_within, place_points

# Roads run along boundaries, and boundaries are simplified: so near, a collision is the district's own.
_NEAR: Final = 500.0
# Where the grid's true origin lies in degrees, and what it is called in metres: good enough for a box.
_ORIGIN: Final = (-2.0, 49.0, 400_000.0, -100_000.0)


@dataclass(frozen=True)
class Box:
    """Degrees around the wards of a store, with some ground to spare; the same in metres of the grid."""

    west: float
    south: float
    east: float
    north: float

    def parameters(self) -> dict[str, float]:
        """As a statement takes them."""
        degrees = {"west": self.west, "south": self.south, "east": self.east, "north": self.north}
        lon0, lat0, east0, north0 = _ORIGIN
        narrow = METRES_A_DEGREE * np.cos(np.radians([self.north, self.south]))
        spare = 30_000.0
        return degrees | {
            "west_m": east0 + float(min((self.west - lon0) * narrow)) - spare,
            "east_m": east0 + float(max((self.east - lon0) * narrow)) + spare,
            "south_m": north0 + (self.south - lat0) * METRES_A_DEGREE - spare,
            "north_m": north0 + (self.north - lat0) * METRES_A_DEGREE + spare,
        }


def box_around(geography: Geography) -> Box:
    """The box of the store's wards; an empty one where they have no shapes."""
    import shapely

    shapes = geography.ward_shapes()
    if not len(shapes):
        return Box(west=0.0, south=0.0, east=-1.0, north=-1.0)
    bounds = shapely.total_bounds(shapely.from_wkb(shapes["geometry"].to_numpy(dtype=object)))
    west, south, east, north = (float(value) for value in bounds)
    return Box(west=west - 0.01, south=south - 0.01, east=east + 0.01, north=north + 0.01)


def place_collisions(
    points: pd.DataFrame, *, geography: Geography, stated_rows: Mapping[str, int]
) -> pd.DataFrame:
    """`points` with district, ward and method; those of no known district and force are left out.

    `points`: stated ('' where it is not), lsoa, longitude, latitude (degrees), easting, northing (metres).
    `stated_rows`: how many collisions of the whole source go by each stated district. One that the store does
    not know is an old name of its own where most of them lie in the store; else they lie outside.
    """
    areas = geography.areas
    found = _in_degrees(points.reset_index(drop=True))
    level = areas.area.set_index("code")["level"]
    known = found["stated"].map(level).eq("district")
    stated = found["stated"].where(known, None).astype("object")
    district_of = areas.area[areas.area["level"] == "ward"].set_index("code")["parent"]
    ward, method = _by_point(found, stated, geography=geography, district_of=district_of)
    by_lsoa = _by_lsoa(found, geography)
    lsoa_fits = by_lsoa["district"].notna() & (stated.isna() | by_lsoa["district"].eq(stated))
    use = ward.isna() & lsoa_fits & by_lsoa["ward"].notna()
    ward = ward.mask(use, by_lsoa["ward"])
    method = method.mask(use, by_lsoa["method"])
    district = stated.where(stated.notna(), ward.map(district_of)).astype("object")
    alone = district.isna() & lsoa_fits
    district = district.mask(alone, by_lsoa["district"])
    method = method.where(ward.notna(), "district_only")
    nowhere = found["lsoa"].isna() & found["longitude"].isna() & found["stated"].eq("")
    found = found.assign(district=district, ward=ward.where(district.notna(), None), method=method)
    found.loc[nowhere & district.isna(), "method"] = "no_location"
    foreign = found["district"].notna() & found["stated"].ne("") & ~known
    inside = found[foreign].groupby("stated").size()
    ours = {code for code, rows in inside.items() if 2 * rows > stated_rows.get(str(code), 0)}
    kept = (found["district"].notna() & (~foreign | found["stated"].isin(ours))) | found["method"].eq(
        "no_location"
    )
    return found[kept].drop(columns=["lsoa", "longitude", "latitude", "easting", "northing"])


def _in_degrees(points: pd.DataFrame) -> pd.DataFrame:
    grid = points["longitude"].isna() & points["easting"].notna()
    if not grid.any():
        return points
    longitude, latitude = points_to_degrees(
        points.loc[grid, "easting"].to_numpy(dtype="float64"),
        points.loc[grid, "northing"].to_numpy(dtype="float64"),
    )
    points = points.copy()
    points.loc[grid, "longitude"], points.loc[grid, "latitude"] = longitude, latitude
    return points


def _by_point(
    found: pd.DataFrame, stated: pd.Series, *, geography: Geography, district_of: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """The ward a point lies in; where that is of another district than stated, the nearest of its own."""
    shapes = geography.ward_shapes()
    longitude, latitude = (found[axis].to_numpy(dtype="float64") for axis in ("longitude", "latitude"))
    inside: list[str | None] = (
        place_points(longitude, latitude, shapes) if len(shapes) else [None] * len(found)
    )
    ward = pd.Series(inside, index=found.index, dtype="object")
    method = pd.Series("point", index=found.index, dtype="object")
    astray = stated.notna() & ward.map(district_of).ne(stated) & found["longitude"].notna()
    for district in stated[astray].unique() if len(shapes) else ():
        here = (astray & stated.eq(district)).to_numpy()
        own = shapes[shapes["code"].map(district_of).eq(district)]
        ward[here] = _nearest(longitude[here], latitude[here], own)
        method[here] = "point_nearest"
    return ward, method


def _nearest(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], wards: pd.DataFrame
) -> pd.Series | list[str | None]:
    return nearest_within(longitude, latitude, wards, metres=_NEAR)


def _by_lsoa(found: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """ward, district, method of each row's LSOA; an old one split over wards is at least in a district."""
    areas = geography.areas
    split = areas.lsoa_split[["lsoa", "district"]].drop_duplicates()
    single = split.drop_duplicates("lsoa", keep=False).assign(ward=None, method="district_only")
    every = [frame for frame in (areas.lsoa_place, single) if len(frame)]
    if not every:
        return pd.DataFrame(dict.fromkeys(("ward", "district", "method")), index=found.index)
    place = pd.concat([frame.astype(object) for frame in every]).drop_duplicates("lsoa").set_index("lsoa")
    return place.reindex(found["lsoa"])[["ward", "district", "method"]].set_axis(found.index)
