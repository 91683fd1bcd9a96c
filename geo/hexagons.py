"""Hexagon layouts: one equal cell a ward, near where the ward lies, pulled together without gaps.

Wards crowd in towns, where most of what is counted happens; a layout that keeps distances leaves islands
and empty corners. So positions are first spread (by distance and by rank, along both axes), then a block of
exactly as many cells as wards is cut to the shape they make, and wards take cells so that the sum of squared
moves is least (Hungarian algorithm, `scipy.optimize.linear_sum_assignment`). A county is laid out in one go,
with wards drawn towards the middle of their district; what is torn off is joined in `geo.hexblocks`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata
from shapely import MultiPolygon, Polygon, orient_polygons, union_all

from geo.hexblocks import Labels, join_blocks, members, smooth_blocks, snake_blocks
from geo.hexgrid import ROW_HEIGHT, Block, Cell, Floats, centres, fitting_block, hexagon, peel
from geo.plane import flatten

# The map's box on a page is about this much wider than high.
PANEL_ASPECT = 1.2
# Degrees: a cell's width, and the most a layout may span.
_CELL = 0.05
_SPAN = 1.9
# The share of a position that is its rank along each axis; the rest is distance.
_RANK = 0.6
# How far wards are drawn to the middle of their district: the next one is tried when blocks cannot be joined.
_PULLS = (0.65, 0.8, 1.0)
# Spare cells in the block a county is cut from, per ward: room for the shape of its coast. A layout of few
# cells has no coast to speak of.
_COAST = 0.22
# Cells in the block a district is cut from, per ward.
_ROOMS = (1.0, 1.1, 1.2, 1.3)


@dataclass(frozen=True)
class HexLayout:
    """Which cell each area has.

    `width` is a cell's width in degrees; `origin` the point, in cell widths, that is drawn at 0, 0.
    """

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
    """One block without gaps for areas at the given centres (degrees), about as wide as the map's box.

    Of a full block and ones cut from larger blocks, the one that does best by the size of its cells times the
    order it keeps: wards along a diagonal need free corners.
    """
    points = _flat(longitude, latitude)
    layouts: list[tuple[float, list[Cell]]] = []
    for room in _ROOMS:
        block = fitting_block(math.ceil(room * len(codes)), aspect=PANEL_ASPECT)
        spread = _spread(points, block)
        taken = _take(spread, _cut(spread, block))
        layouts.append((_cell_size(taken) * _order_kept(points, centres(taken)), taken))
    return _layout(codes, max(layouts, key=lambda pair: round(pair[0], 9))[1])


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
    points = _flat(longitude, latitude)
    extent = np.ptp(points, axis=0)
    own = float(np.clip((extent[0] + 1e-6) / (extent[1] + 1e-6), 0.4, 3.0))
    room = 1 + _COAST * min(1.0, len(codes) / 250)
    block = fitting_block(math.ceil(room * len(codes)), aspect=math.sqrt(own * PANEL_ASPECT))
    spread = _spread(points, block)
    cells = _cut(spread, block)
    labels = np.unique(np.array(districts, dtype=np.str_), return_inverse=True)[1]
    middles = np.array([spread[labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    for pull in _PULLS:
        pulled = spread + pull * (middles[labels] - spread)
        joined = join_blocks(_take(pulled, cells), labels=labels, points=pulled)
        if joined is not None:
            joined = smooth_blocks(joined, labels=labels, points=spread)
            return _layout(codes, _settle(joined, labels=labels, points=spread))
    in_a_row = snake_blocks(labels, middles, columns=block.columns)
    return _layout(codes, _settle(in_a_row, labels=labels, points=spread))


def _flat(longitude: Sequence[float], latitude: Sequence[float]) -> Floats:
    """Centres in degrees of latitude, east and north alike."""
    points: Floats = flatten(np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64))
    if len(points) == 0 or not np.isfinite(points).all():
        raise ValueError("a hexagon layout needs the centre of every area")
    return points


def _spread(points: Floats, block: Block) -> Floats:
    """Positions in cell widths over a block of cells, crowded places widened along both axes."""
    size = np.array([block.width - 1, (block.rows - 1) * ROW_HEIGHT])
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    by_distance = np.where(extent > 0, (points - low) / np.where(extent > 0, extent, 1), 0.5)
    by_rank = (rankdata(points, axis=0) - 0.5) / len(points)
    spread: Floats = (_RANK * by_rank + (1 - _RANK) * by_distance) * size
    return spread


def _cut(spread: Floats, block: Block) -> list[Cell]:
    """As many cells of the block as there are positions, those with most positions about them."""
    middle = centres(block.cells)
    apart = ((middle[:, None, :] - spread[None, :, :]) ** 2).sum(axis=2)
    near = np.exp(-apart / (2 * 1.3**2)).sum(axis=1)
    return peel(
        block.cells, count=len(spread), worth=dict(zip(block.cells, near.round(9).tolist(), strict=True))
    )


def _cell_size(taken: Sequence[Cell]) -> float:
    """A cell's width, in heights of a panel that just holds the cells."""
    width, height = np.ptp(centres(taken), axis=0) + np.array([1, 2 / math.sqrt(3)])
    return float(min(PANEL_ASPECT / width, 1 / height))


def _order_kept(points: Floats, drawn: Floats) -> float:
    """The lower of both axes' rank correlations (Spearman); an axis without differences does not count."""
    kept = [
        float(np.corrcoef(rankdata(points[:, axis]), rankdata(drawn[:, axis]))[0, 1])
        for axis in (0, 1)
        if np.ptp(points[:, axis]) > 0 and np.ptp(drawn[:, axis]) > 0
    ]
    return max(min(kept, default=1.0), 0.0)


def _take(points: Floats, cells: Sequence[Cell]) -> list[Cell]:
    """The cell of each point: as many of one as of the other, least sum of squared distances."""
    middle = centres(cells)
    # Both lie about one middle, so that no part of a move is common to all.
    shift = middle.mean(axis=0) - points.mean(axis=0)
    cost = ((points[:, None, :] + shift - middle[None, :, :]) ** 2).sum(axis=2)
    return [cells[column] for column in linear_sum_assignment(cost)[1]]


def _settle(taken: Sequence[Cell], *, labels: Labels, points: Floats) -> list[Cell]:
    """Each district's wards dealt anew to the cells of its block."""
    settled = list(taken)
    for label in range(int(labels.max()) + 1):
        wards = members(labels, label)
        for ward, cell in zip(wards, _take(points[wards], [taken[ward] for ward in wards]), strict=True):
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
