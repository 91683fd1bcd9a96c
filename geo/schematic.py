"""Ward shapes made up from ward centres, to draw a map before real boundaries are loaded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from geo.plane import shrink_at

# Of the outline: 0 follows every inlet of the centres, 1 is their convex hull.
_CONCAVITY = 0.25
# How far the outline lies beyond the outermost centres, in typical distances between neighbouring centres.
_MARGIN = 0.9
# Centres are published to 3 decimals, so two may coincide; a cell needs a point of its own.
_APART = 1e-4


def schematic_wards(centres: pd.DataFrame) -> dict[str, Any]:
    """Voronoi cells around ward centres, clipped to an outline drawn around all of them.

    `centres` has code, longitude and latitude (degrees, WGS84); the result gives one shapely polygon in
    degrees by code. Cells share their edges exactly, so that a district is the union of its cells. Raises
    ValueError for fewer than three centres.
    """
    if len(centres) < 3:
        raise ValueError(f"cells need at least 3 centres, not {len(centres)}")
    ordered = centres.sort_values("code")
    latitude = ordered["latitude"].to_numpy(dtype=np.float64)
    shrink = shrink_at(latitude)
    points = np.column_stack([ordered["longitude"].to_numpy(dtype=np.float64) * shrink, latitude])
    points = _told_apart(points)
    multipoint = shapely.multipoints(points)
    spacing = float(np.median(cKDTree(points).query(points, k=2)[0][:, 1]))
    outline = shapely.concave_hull(multipoint, ratio=_CONCAVITY).buffer(_MARGIN * spacing, quad_segs=6)
    cells = shapely.voronoi_polygons(multipoint, extend_to=outline, ordered=True).geoms
    clipped = shapely.intersection(np.asarray(cells, dtype=object), outline)
    shapes = shapely.transform(clipped, lambda xy: xy / [shrink, 1.0])
    return dict(zip(ordered["code"].tolist(), shapes.tolist(), strict=True))


def _told_apart(points: Any) -> Any:
    """Points that coincide with an earlier one, moved a few metres aside, each in another direction."""
    again = pd.DataFrame(points).groupby([0, 1]).cumcount().to_numpy()
    turn = again * 2.399963  # the golden angle: no two directions repeat
    moved = np.column_stack([np.cos(turn), np.sin(turn)]) * _APART
    return points + np.where(again[:, None] > 0, moved, 0.0)
