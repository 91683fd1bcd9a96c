"""Find a ward for the points that an LSOA does not place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.build.areas import Areas
from data.build.geography import Geography
from geo.place import nearest_candidate, place_points

COLUMNS = ["lsoa", "longitude", "latitude", "ward", "district", "method"]


def place_lost_points(points: pd.DataFrame, *, geography: Geography) -> pd.DataFrame:
    """Where points lie: lsoa, longitude, latitude (degrees), ward, district, method; those outside left out.

    `points` has lsoa (or None), longitude and latitude, each pair once. A 2011 LSOA that was split over
    several wards keeps to those: the one the point lies in, else the nearest. Any other point is looked up
    among all wards.
    """
    areas = geography.areas
    shapes = geography.ward_shapes()
    points = points.reset_index(drop=True)
    split = points["lsoa"].isin(areas.lsoa_split["lsoa"]).to_numpy()
    if not len(shapes):
        return _one_district(points[split], areas)
    inside = place_points(
        points["longitude"].to_numpy(dtype="float64"), points["latitude"].to_numpy(dtype="float64"), shapes
    )
    candidates = areas.lsoa_split.groupby("lsoa")["ward"].agg(sorted).to_dict()
    method = ["point"] * len(points)
    ward = list(inside)
    for number in np.flatnonzero(split).tolist():
        longitude, latitude, lsoa = (points[name].iloc[number] for name in ("longitude", "latitude", "lsoa"))
        among = candidates[lsoa]
        method[number] = "split_point"
        if ward[number] not in among:
            method[number] = "split_nearest"
            ward[number] = nearest_candidate(float(longitude), float(latitude), shapes, among)
    wards = areas.area[areas.area["level"] == "ward"]
    found = points.assign(ward=pd.Series(ward, dtype="object"), method=method)
    found["district"] = found["ward"].map(wards.set_index("code")["parent"])
    return found.loc[found["district"].notna(), COLUMNS]


def _one_district(points: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Without a map, an old LSOA whose wards all lie in one district is at least in that district."""
    districts = areas.lsoa_split[["lsoa", "district"]].drop_duplicates()
    single = districts.drop_duplicates("lsoa", keep=False).set_index("lsoa")["district"]
    found = points.assign(ward=None, district=points["lsoa"].map(single), method="district_only")
    return found.loc[found["district"].notna(), COLUMNS]
