"""Where LSOAs lie among two cuts of the same ground: by points that stand for where people live."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import shapely

from geo.place import as_shapes, place_points

# Points spread over the bounds of each LSOA: some thirty fall within it.
_ACROSS: Final = 8


def shared_by_points(points: pd.DataFrame, *, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """lsoa, ward_old, ward_new, part: the part of an LSOA's points that lies in a ward of each cut.

    `points`: lsoa, longitude, latitude (degrees), each place once; those outside either cut are left out.
    `old` and `new`: code, geometry (WKB, degrees).
    """
    where = points["longitude"].to_numpy(dtype="float64"), points["latitude"].to_numpy(dtype="float64")
    placed = pd.DataFrame(
        {
            "lsoa": points["lsoa"].to_numpy(),
            "ward_old": place_points(*where, old),
            "ward_new": place_points(*where, new),
        }
    ).dropna()
    counted = placed.groupby(["lsoa", "ward_old", "ward_new"]).size().rename("part").reset_index()
    return counted.assign(part=counted["part"] / counted.groupby("lsoa")["part"].transform("sum"))


def points_within(lsoas: pd.DataFrame) -> pd.DataFrame:
    """lsoa, longitude, latitude (degrees) of points spread over the shapes `lsoas`: code, geometry (WKB)."""
    shapes = as_shapes(lsoas["geometry"])
    west, south, east, north = shapely.bounds(shapes).T
    steps = (np.arange(_ACROSS) + 0.5) / _ACROSS
    x, y = np.meshgrid(steps, steps)
    longitude = west[:, None] + (east - west)[:, None] * x.ravel()
    latitude = south[:, None] + (north - south)[:, None] * y.ravel()
    inside = shapely.contains_xy(shapes[:, None], longitude, latitude)
    number = np.nonzero(inside)[0]
    return pd.DataFrame(
        {
            "lsoa": lsoas["code"].to_numpy()[number],
            "longitude": longitude[inside],
            "latitude": latitude[inside],
        }
    )
