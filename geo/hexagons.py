"""Hexagon layouts: one equal cell a ward, near where the ward lies, pulled together without gaps.

Wards crowd in towns, where most of what is counted happens; a layout that keeps distances leaves islands and
empty corners. So positions are first spread (half by distance, half by rank, along both axes), then a block of
exactly as many cells as wards is cut to the shape they make, and wards take cells so that the sum of squared
moves is least (Hungarian algorithm, `scipy.optimize.linear_sum_assignment`). A county is laid out in one go,
with wards drawn towards the middle of their district; what is torn off is joined in `geo.hexblocks`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata
from shapely import MultiPolygon, Polygon, orient_polygons, union_all

from geo.hexblocks import join_blocks, snake_blocks
from geo.hexgrid import ROW_HEIGHT, Cell, Floats, box, centres, hexagon, peel

# The map's box on a page is about this much wider than high.
PANEL_ASPECT = 1.2
# Degrees: a cell's width, and the most a layout may span.
_CELL = 0.05
_SPAN = 1.9
# The share of a position that is its rank along each axis; the rest is distance.
_RANK = 0.6
# How far wards are drawn to the middle of their district: the next one is tried when blocks cannot be joined.
_PULLS = (0.45, 0.65, 0.85, 1.0)
# Cells in the box a county is cut from, per ward: room for the shape of its coast.
_COUNTY_ROOM = 1.22


@dataclass(frozen=True)
class HexLayout:
    """Which cell each area has. `width` is a cell's width in degrees; `origin` the cell widths drawn at 0, 0."""

    cells: dict[str, Cell]
    width: float
    origin: tuple[float, float]

    def polygon(self, code: str) -> Polygon:
        """The area's hexagon, in degrees near 0, 0; clockwise."""
        return hexagon(self.cells[code], width=self.width, origin=self.origin)

    def centre(self, code: str) -> tuple[float, float]:
        """The middle of its hexagon."""
        x, row = self.cells[code]
        return (
            round((x / 2 - self.origin[0]) * self.width, 5),
            round((row * ROW_HEIGHT - self.origin[1]) * self.width, 5),
        )

    def outline(self, codes: Sequence[str]) -> Polygon | MultiPolygon:
        """The cells of several areas as one shape."""
        whole: Polygon | MultiPolygon = union_all([self.polygon(code) for code in codes])
        return orient_polygons(whole, exterior_cw=True)

    def middle(self, codes: Sequence[str]) -> tuple[float, float]:
        """The middle of several areas' cells, or of the cell nearest to it when that is none of theirs."""
        places = np.array([self.centre(code) for code in codes])
        mean = places.mean(axis=0)
        apart = np.hypot(*(places - mean).T)
        x, y = mean if apart.min() < self.width / 2 else places[int(apart.argmin())]
        return round(float(x), 5), round(float(y), 5)


def lay_out_district(
    codes: Sequence[str], *, longitude: Sequence[float], latitude: Sequence[float]
) -> HexLayout:
    """One block without gaps for areas at the given centres (degrees), about as wide as the map's box."""
    points = _local(longitude, latitude)
    columns, rows = _box_size(len(codes), room=1.0, aspect=PANEL_ASPECT)
    spread = _spread(points, columns=columns, rows=rows)
    cells = _cut(spread, box(columns=columns, rows=rows))
    return _layout(codes, _take(spread, cells))


def lay_out_county(
    codes: Sequence[str],
    *,
    longitude: Sequence[float],
    latitude: Sequence[float],
    districts: Sequence[str],
) -> HexLayout:
    """One block for wards of several districts, each district's cells connected and near its place.

    `districts` runs along `codes`. Half way between the county's own proportions and those of the map's box.
    """
    points = _local(longitude, latitude)
    extent = np.ptp(points, axis=0)
    own = float(np.clip((extent[0] + 1) / (extent[1] + 1), 0.4, 3.0))
    columns, rows = _box_size(len(codes), room=_COUNTY_ROOM, aspect=math.sqrt(own * PANEL_ASPECT))
    spread = _spread(points, columns=columns, rows=rows)
    cells = _cut(spread, box(columns=columns, rows=rows))
    labels = np.unique(np.array(districts, dtype=object).astype(str), return_inverse=True)[1]
    middles = np.array([spread[labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    for pull in _PULLS:
        pulled = spread + pull * (middles[labels] - spread)
        joined = join_blocks(_take(pulled, cells), labels=labels, points=pulled)
        if joined is not None:
            return _layout(codes, _settle(joined, labels=labels, points=spread))
    return _layout(
        codes, _settle(snake_blocks(labels, middles, columns=columns), labels=labels, points=spread)
    )


def _local(longitude: Sequence[float], latitude: Sequence[float]) -> Floats:
    """Metres east and north of the middle (equirectangular; good to a few metres across a county)."""
    lon, lat = np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)
    if len(lon) == 0 or not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        raise ValueError("a hexagon layout needs the centre of every area")
    scale = math.radians(1) * 6_371_000
    return np.column_stack(
        [(lon - lon.mean()) * scale * math.cos(math.radians(float(lat.mean()))), (lat - lat.mean()) * scale]
    )


def _box_size(count: int, *, room: float, aspect: float) -> tuple[int, int]:
    """Columns and rows of the block nearest in shape with the fewest cells to spare."""

    def loss(columns: int, rows: int) -> float:
        wide = (columns + (0.5 if rows > 1 else 0)) / ((rows - 1) * ROW_HEIGHT + 2 / math.sqrt(3))
        return abs(math.log(wide / aspect)) + (columns * rows - count * room) / count

    sizes = [(math.ceil(count * room / rows), rows) for rows in range(1, count + 1)]
    return min(sizes, key=lambda size: loss(*size))


def _spread(points: Floats, *, columns: int, rows: int) -> Floats:
    """Positions in cell widths over a box of cells, crowded places widened along both axes."""
    size = np.array([columns - 0.5, (rows - 1) * ROW_HEIGHT])
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    by_distance = np.where(extent > 0, (points - low) / np.where(extent > 0, extent, 1), 0.5)
    by_rank = (rankdata(points, axis=0) - 0.5) / len(points)
    shares: Floats = _RANK * by_rank + (1 - _RANK) * by_distance
    return shares * size


def _cut(spread: Floats, block: list[Cell]) -> list[Cell]:
    """As many cells of the block as there are positions, those with most positions about them."""
    middle = centres(block)
    apart = ((middle[:, None, :] - spread[None, :, :]) ** 2).sum(axis=2)
    near = np.exp(-apart / (2 * 1.3**2)).sum(axis=1)
    return peel(block, count=len(spread), worth=dict(zip(block, near.round(9).tolist(), strict=True)))


def _take(points: Floats, cells: Sequence[Cell]) -> list[Cell]:
    """The cell of each point: as many of one as of the other, least sum of squared distances."""
    middle = centres(cells)
    # Both lie about one middle, so that no part of a move is common to all.
    shift = middle.mean(axis=0) - points.mean(axis=0)
    cost = ((points[:, None, :] + shift - middle[None, :, :]) ** 2).sum(axis=2)
    return [cells[column] for column in linear_sum_assignment(cost)[1]]


def _settle(taken: Sequence[Cell], *, labels: npt.NDArray[np.intp], points: Floats) -> list[Cell]:
    """Each district's wards dealt anew to the cells of its block."""
    settled = list(taken)
    for label in range(labels.max() + 1):
        members = np.flatnonzero(labels == label)
        for ward, cell in zip(members, _take(points[members], [taken[i] for i in members]), strict=True):
            settled[ward] = cell
    return settled


def _layout(codes: Sequence[str], taken: Sequence[Cell]) -> HexLayout:
    middle = centres(taken)
    low, high = middle.min(axis=0), middle.max(axis=0)
    origin = (low + high) / 2
    width = min(_CELL, _SPAN / float(high[0] - low[0] + 1))
    return HexLayout(
        dict(zip(codes, taken, strict=True)), round(width, 5), (float(origin[0]), float(origin[1]))
    )
