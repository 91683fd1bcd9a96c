"""Boundary polygons as they come: what their coordinates are, made valid, in degrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

BRITISH_NATIONAL_GRID = 27700
WGS84 = 4326
# ETRS89, which surveys in Britain use for degrees, lies within a metre of WGS84.
_AS_WGS84 = (WGS84, 4258)
# Great Britain with its islands: degrees west, south, east, north; metres likewise.
_DEGREES = (-9.5, 49.0, 3.0, 61.5)
_METRES = (-200_000.0, -200_000.0, 800_000.0, 1_300_000.0)


# Not frozen: Python itself writes __traceback__ and __context__ on an exception in flight.
@dataclass(eq=False)
class CoordinateError(Exception):
    """Coordinates that cannot be what the file says they are, or are of no system this program knows."""

    message: str
    remedy: str

    def __str__(self) -> str:
        return self.message


def coordinate_system(bounds: tuple[float, float, float, float], *, declared: int | None) -> int:
    """The EPSG code that bounds (west, south, east, north) show, checked against a declared one.

    Raises CoordinateError when the numbers cannot be of the declared system, or of either known one.
    """
    found = (
        WGS84 if _within(bounds, _DEGREES) else BRITISH_NATIONAL_GRID if _within(bounds, _METRES) else None
    )
    if found is None:
        raise CoordinateError(
            f"its coordinates ({_words(bounds)}) are neither degrees in Great Britain nor metres of the "
            "British National Grid.",
            "save the layer again as WGS84 (EPSG:4326) or British National Grid (EPSG:27700).",
        )
    if declared is not None and declared != found and not (found == WGS84 and declared in _AS_WGS84):
        raise CoordinateError(
            f"it declares EPSG:{declared}, but its coordinates ({_words(bounds)}) are those of EPSG:{found}.",
            f"correct the declaration to EPSG:{found}, or save the layer again in EPSG:{declared}.",
        )
    return found


def to_degrees(shapes: Sequence[shapely.Geometry | None], *, system: int) -> list[shapely.Geometry | None]:
    """Shapes in WGS84 longitude and latitude; None stays None."""
    # Half a second to import: not for a build without new boundaries.
    import geopandas as gpd

    return list(gpd.GeoSeries(list(shapes), crs=system).to_crs(WGS84))


def points_to_degrees(
    easting: NDArray[np.float64], northing: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude (WGS84) of points in metres of the British National Grid."""
    import geopandas as gpd

    points = gpd.GeoSeries.from_xy(easting, northing, crs=BRITISH_NATIONAL_GRID).to_crs(WGS84)
    return points.x.to_numpy(), points.y.to_numpy()


def points_to_metres(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Easting and northing (metres of the British National Grid) of points in degrees (WGS84)."""
    import geopandas as gpd

    points = gpd.GeoSeries.from_xy(longitude, latitude, crs=WGS84).to_crs(BRITISH_NATIONAL_GRID)
    return points.x.to_numpy(), points.y.to_numpy()


def repair(shape: shapely.Geometry) -> Polygon | MultiPolygon | None:
    """The area a shape covers with crossing or open rings put right; None where nothing of it has an area."""
    made = shape if shape.is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [
        part for part in shapely.get_parts(shapely.get_parts(made)) if isinstance(part, Polygon) and part.area
    ]
    if not parts:
        return None
    # Mended parts may share an edge, which makes a valid area but not a valid set of parts.
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _within(inner: tuple[float, float, float, float], outer: tuple[float, float, float, float]) -> bool:
    west, south, east, north = inner
    return west >= outer[0] and south >= outer[1] and east <= outer[2] and north <= outer[3]


def _words(bounds: tuple[float, float, float, float]) -> str:
    west, south, east, north = bounds
    return f"{west:g} to {east:g}, {south:g} to {north:g}"
