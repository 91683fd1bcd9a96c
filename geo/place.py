"""Which area a point lies in, and which of some candidates is nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.plane import shrink_at

# Of latitude, anywhere in Great Britain to half a per cent.
METRES_A_DEGREE = 111_250.0


def place_points(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], areas: pd.DataFrame
) -> list[str | None]:
    """The code of the area each point (degrees) lies in; None outside all of them and for NaN.

    `areas` has code and geometry (WKB or shapely, degrees). A point on a shared edge goes to the lower code.
    """
    ordered = areas.sort_values("code", ignore_index=True)
    codes = ordered["code"].tolist()
    tree = shapely.STRtree(as_shapes(ordered["geometry"]))
    where = np.full(len(longitude), len(codes))
    known = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
    points = shapely.points(longitude[known], latitude[known])
    point, area = tree.query(points, predicate="intersects")
    np.minimum.at(where, known[point], area)
    return [codes[at] if at < len(codes) else None for at in where]


def nearest_candidate(
    longitude: float, latitude: float, areas: pd.DataFrame, candidates: Sequence[str]
) -> str | None:
    """Of the candidate codes, the area nearest to a point (degrees); the lower code where two are as near.

    None when no candidate is among `areas`. Distance is on the ground's proportions, not in raw degrees.
    """
    among = areas[areas["code"].isin(candidates)].sort_values("code", ignore_index=True)
    if among.empty:
        return None
    shrink = shrink_at(np.array([latitude]))
    shapes = shapely.transform(as_shapes(among["geometry"]), lambda xy: xy * [shrink, 1.0])
    distances = shapely.distance(shapes, shapely.Point(longitude * shrink, latitude))
    return str(among["code"].iloc[int(np.argmin(distances))])


def nearest_within(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], areas: pd.DataFrame, *, metres: float
) -> list[str | None]:
    """The code of the area nearest to each point (degrees), None where none is that near and for NaN.

    `areas` has code and geometry. Of several as near, the lower code. Distance is on the ground's
    proportions.
    """
    ordered = areas.sort_values("code", ignore_index=True)
    codes = ordered["code"].tolist()
    known = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
    where = np.full(len(longitude), len(codes))
    if codes and len(known):
        shrink = shrink_at(latitude[known])
        tree = shapely.STRtree(
            shapely.transform(as_shapes(ordered["geometry"]), lambda xy: xy * [shrink, 1.0])
        )
        points = shapely.points(longitude[known] * shrink, latitude[known])
        point, area = tree.query_nearest(points, max_distance=metres / METRES_A_DEGREE)
        np.minimum.at(where, known[point], area)
    return [codes[at] if at < len(codes) else None for at in where]


def as_shapes(geometry: pd.Series[Any]) -> NDArray[Any]:
    """Shapely geometries from a column of WKB or of geometries."""
    values = geometry.to_numpy(dtype=object)
    if len(values) and isinstance(values[0], bytes | bytearray | memoryview):
        return np.asarray(shapely.from_wkb([bytes(value) for value in values]), dtype=object)
    return np.asarray(values, dtype=object)
