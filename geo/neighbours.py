"""Which wards lie next to one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry import MultiPolygon, Polygon

from geo.plane import flatten, shrink_at

NEAREST = 6
# Boundaries generalised one by one leave gaps: up to this many degrees of latitude (5 m) they touch, and they
# run together where they touch for more than four times as long; at a corner it is about twice.
_TOUCH = 5e-5
_TOGETHER = 4 * _TOUCH
COLUMNS = ("ward_code", "other_code", "kind")


def find_neighbours(
    codes: Sequence[str],
    *,
    shapes: Sequence[Polygon | MultiPolygon | None],
    longitude: NDArray[np.float64],
    latitude: NDArray[np.float64],
) -> pd.DataFrame:
    """ward_code, other_code, kind, sorted: a row for each neighbour of each ward.

    Kind 'contiguous': their real boundaries run together somewhere (both ways round, more than a point). A
    ward without a shape, or whose shape touches none, has the six `nearest` centres (degrees; NaN: not
    known) instead.
    """
    if not len(codes):
        return pd.DataFrame(columns=list(COLUMNS))
    pairs = _contiguous(shapes)
    found = [(codes[a], codes[b], "contiguous") for a, b in pairs]
    alone = np.setdiff1d(np.arange(len(codes)), pairs[:, 0])
    found += [(codes[a], codes[b], "nearest") for a, b in _nearest(alone, longitude, latitude)]
    return pd.DataFrame(sorted(found), columns=list(COLUMNS))


def _contiguous(shapes: Sequence[Polygon | MultiPolygon | None]) -> NDArray[np.intp]:
    """(n, 2) positions, each pair both ways round."""
    geometry: NDArray[Any] = np.empty(len(shapes), dtype=object)
    geometry[:] = list(shapes)
    shrink = shrink_at(shapely.total_bounds(geometry)[[1, 3]])
    geometry = shapely.transform(geometry, lambda xy: xy * [shrink, 1.0])
    one, other = shapely.STRtree(geometry).query(geometry, predicate="dwithin", distance=_TOUCH)
    one, other = one[one < other], other[one < other]
    widened = shapely.buffer(geometry, _TOUCH)
    shared = shapely.intersection(widened[one], shapely.boundary(geometry[other]))
    along = shapely.length(shared) > _TOGETHER
    pairs = np.column_stack([one[along], other[along]]).astype(np.intp)
    return np.concatenate([pairs, pairs[:, ::-1]])


def _nearest(
    wards: NDArray[np.intp], longitude: NDArray[np.float64], latitude: NDArray[np.float64]
) -> list[tuple[int, int]]:
    known = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
    asked = np.intersect1d(wards, known)
    if not len(asked) or len(known) < 2:
        return []
    points = flatten(longitude[known], latitude[known])
    at = np.searchsorted(known, asked)
    others = cKDTree(points).query(points[at], k=min(NEAREST + 1, len(known)))[1]
    return [
        (int(ward), int(known[near]))
        for ward, here, row in zip(asked, at, others, strict=True)
        for near in row[row != here][:NEAREST]
    ]
