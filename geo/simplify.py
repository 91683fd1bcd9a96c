"""Boundaries reduced to what a screen shows: shared edges stay shared, rings turn as Plotly draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from geo.plane import shrink_at

Shape: TypeAlias = Polygon | MultiPolygon

# A map fills at most about this many pixels of a 1080p screen, across and down.
_SCREEN = (1400, 900)
# 0.00001 degrees is about a metre.
_DECIMALS = 5


def simplify(shapes: Sequence[Shape]) -> list[Shape]:
    """Shapes (degrees) drawn together, without detail below a pixel of a large map that just holds them.

    Edges that two shapes share are reduced alike, so that no gap opens (Visvalingam and Whyatt 1993 on the
    edges of the coverage, `shapely.coverage_simplify`). Parts below a pixel go, but of each shape the
    largest stays. Five decimals; outer rings clockwise, holes the other way.
    """
    if not len(shapes):
        return []
    given = np.asarray(shapes, dtype=object)
    bounds = shapely.total_bounds(given)
    shrink = shrink_at(bounds[[1, 3]])
    pixel = _pixel(bounds, shrink=shrink)
    reduced = shapely.coverage_simplify(_stretched(given, shrink), pixel)
    least = pixel**2 / shrink
    drawn = [_tidy(shape, least=least) for shape in _stretched(reduced, 1 / shrink)]
    # A shape of less than a pixel, of which nothing was left, is drawn as it came.
    return [_tidy(shape, least=0.0) if new.is_empty else new for new, shape in zip(drawn, given, strict=True)]


def dissolve(shapes: Sequence[Shape]) -> Shape:
    """The outline of simplified shapes that share their edges; slivers between them are closed."""
    given = np.asarray(shapes, dtype=object)
    bounds = shapely.total_bounds(given)
    shrink = shrink_at(bounds[[1, 3]])
    sound = np.where(shapely.is_valid(given), given, shapely.make_valid(given))
    return _tidy(shapely.union_all(sound), least=_pixel(bounds, shrink=shrink) ** 2 / shrink)


def label_point(shape: Shape) -> tuple[float, float]:
    """The middle of the widest place of a shape (of the largest circle within it), in degrees."""
    shrink = shrink_at(np.asarray(shape.bounds)[[1, 3]])
    flat = shapely.make_valid(_stretched(shape, shrink))
    parts = shapely.get_parts(shapely.get_parts(flat))
    largest = max(parts, key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=np.sqrt(largest.area) / 50)
    x, y = shapely.get_coordinates(circle)[0]
    return round(float(x) / shrink, _DECIMALS), round(float(y), _DECIMALS)


def to_geometry(shape: Shape) -> dict[str, Any]:
    """The GeoJSON geometry of a shape, coordinates as they are."""
    polygons = [
        [shapely.get_coordinates(ring).tolist() for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _stretched(shapes: Any, factor: float) -> Any:
    return shapely.transform(shapes, lambda xy: xy * [factor, 1.0])


def _pixel(bounds: NDArray[np.float64], *, shrink: float) -> float:
    """Degrees of latitude in a pixel when the bounds fill the screen."""
    west, south, east, north = bounds
    return float(max((east - west) * shrink / _SCREEN[0], (north - south) / _SCREEN[1]))


def _tidy(shape: shapely.Geometry, *, least: float) -> Shape:
    """Rounded, without parts and holes smaller than `least` (square degrees), rings in drawing order."""
    parts = [part for piece in _polygons(shape) if (part := _rounded(piece, least=least)) is not None]
    parts.sort(key=lambda part: -part.area)
    kept = [*parts[:1], *(part for part in parts[1:] if part.area >= least)]
    return shapely.orient_polygons(kept[0] if len(kept) == 1 else MultiPolygon(kept), exterior_cw=True)


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, Polygon)]


def _rounded(part: Polygon, *, least: float) -> Polygon | None:
    outer, *holes = (_rounded_ring(ring) for ring in (part.exterior, *part.interiors))
    if outer is None:
        return None
    return Polygon(outer, [hole for hole in holes if hole is not None and Polygon(hole).area >= least])


def _rounded_ring(ring: shapely.LinearRing) -> NDArray[np.float64] | None:
    """Without points that fall together; None where fewer than a triangle is left."""
    points = np.round(shapely.get_coordinates(ring), _DECIMALS)
    points = points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]
    return points if len(points) >= 4 else None
