"""Hexagon layouts: a cell a ward, districts in one piece, places kept, the same every time."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from geo.hexagons import HexLayout, lay_out_county, lay_out_district
from geo.hexblocks import snake_blocks
from geo.hexgrid import components, fitting_block, hexagon, peel

_WARDS = Path(__file__).parents[2] / "data/demonstration/facts/kent_wards.csv"


def _connected(layout: HexLayout, codes: list[str]) -> bool:
    """By the drawn shapes, not by the layout's own neighbours: every cell is reached over shared sides."""
    cells = [layout.polygon(code) for code in codes]
    reached, edge = {0}, [0]
    while edge:
        here = cells[edge.pop()]
        found = {
            number
            for number, cell in enumerate(cells)
            if number not in reached and here.intersection(cell).length > layout.width / 4
        }
        reached |= found
        edge += found
    return len(reached) == len(cells)


def _check_cells(layout: HexLayout, codes: list[str]) -> None:
    assert set(layout.cells) == set(codes)
    cells = [layout.polygon(code) for code in codes]
    area = np.array([cell.area for cell in cells])
    assert area.max() < 1.01 * area.min()
    # No two overlap, but for the rounding of corners.
    assert shapely.union_all(shapely.set_precision(cells, 1e-6)).area > area.sum() * 0.999
    for code, cell in zip(codes, cells, strict=True):
        assert not cell.exterior.is_ccw
        assert cell.contains(shapely.Point(layout.centre(code)))
    west, south, east, north = shapely.total_bounds(cells)
    assert max(abs(west), abs(south), abs(east), abs(north)) <= 1.0


def _ranks_kept(layout: HexLayout, codes: list[str], places: np.ndarray) -> tuple[float, float]:
    drawn = np.array([layout.centre(code) for code in codes])
    return tuple(float(spearmanr(places[:, axis], drawn[:, axis]).statistic) for axis in (0, 1))


_place = st.tuples(st.floats(0.2, 1.4), st.floats(51.0, 51.5))


@settings(max_examples=25, deadline=None)
@given(st.lists(_place, min_size=1, max_size=40))
def test_any_district_is_one_block_of_as_many_cells(places):
    codes = [f"W{number:03d}" for number in range(len(places))]
    longitude, latitude = zip(*places, strict=True)
    layout = lay_out_district(codes, longitude=longitude, latitude=latitude)
    _check_cells(layout, codes)
    assert _connected(layout, codes)
    assert layout.cells == lay_out_district(codes, longitude=longitude, latitude=latitude).cells


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(_place, st.integers(0, 4)), min_size=2, max_size=40))
def test_any_county_keeps_each_district_in_one_piece(wards):
    """Even where districts lie scattered among one another, as no real ones do."""
    codes = [f"W{number:03d}" for number in range(len(wards))]
    places = np.array([place for place, _ in wards])
    districts = [f"D{label}" for _, label in wards]
    layout = lay_out_county(codes, longitude=places[:, 0], latitude=places[:, 1], districts=districts)
    _check_cells(layout, codes)
    assert _connected(layout, codes)
    for district in set(districts):
        assert _connected(layout, [c for c, d in zip(codes, districts, strict=True) if d == district])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=120), st.integers(1, 12))
def test_the_last_resort_is_connected_whatever_the_districts(labels, columns):
    """Districts along a path: what a county gets when exchanging wards cannot join its blocks."""
    found = np.unique(np.array(labels), return_inverse=True)[1]
    middles = np.random.default_rng(len(labels)).random((found.max() + 1, 2))
    cells = snake_blocks(found, middles, columns=columns)
    assert len(set(cells)) == len(labels)
    for label in set(found.tolist()):
        assert len(components([cell for cell, of in zip(cells, found, strict=True) if of == label])) == 1


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_is_cut_from_a_block_has_no_holes_and_no_islands(data):
    block = fitting_block(data.draw(st.integers(1, 60)), aspect=data.draw(st.floats(0.4, 3.0)))
    count = data.draw(st.integers(1, block.count))
    worth = data.draw(st.lists(st.floats(0, 9), min_size=block.count, max_size=block.count))
    left = peel(block.cells, count=count, worth=dict(zip(block.cells, worth, strict=True)))
    assert len(left) == len(set(left)) == count
    assert set(left) <= set(block.cells)
    whole = shapely.union_all([hexagon(cell, width=1.0, origin=(0.0, 0.0)) for cell in left])
    assert whole.geom_type == "Polygon"
    assert not whole.interiors


def test_four_hundred_wards_are_laid_out_district_by_district():
    places = np.random.default_rng(3).random((400, 2)) * [1.2, 0.5] + [0.2, 51]
    districts = [f"D{int(x * 4)}{int((y - 51) * 6)}" for x, y in places]
    codes = [f"W{number:03d}" for number in range(400)]
    layout = lay_out_county(codes, longitude=places[:, 0], latitude=places[:, 1], districts=districts)
    for district in set(districts):
        assert _connected(layout, [c for c, d in zip(codes, districts, strict=True) if d == district])


def test_one_ward_is_one_cell_and_none_is_an_error():
    layout = lay_out_district(["A"], longitude=[0.5], latitude=[51.0])
    assert layout.centre("A") == (0.0, 0.0)
    with pytest.raises(ValueError, match="centre of every area"):
        lay_out_district(["A"], longitude=[float("nan")], latitude=[51.0])


@pytest.fixture(scope="module")
def wards() -> list[dict[str, str]]:
    with _WARDS.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _places(rows: list[dict[str, str]]) -> np.ndarray:
    return np.array([(float(row["longitude"]), float(row["latitude"])) for row in rows])


def test_every_real_district_keeps_its_north_and_its_east(wards):
    kept: list[float] = []
    filled: list[float] = []
    for district in sorted({row["district_code"] for row in wards}):
        rows = [row for row in wards if row["district_code"] == district]
        codes, places = [row["ward_code"] for row in rows], _places(rows)
        layout = lay_out_district(codes, longitude=places[:, 0], latitude=places[:, 1])
        east, north = _ranks_kept(layout, codes, places)
        assert min(east, north) > 0.8, (district, east, north)
        kept += [east, north]
        west, south, right, top = shapely.total_bounds([layout.polygon(code) for code in codes])
        assert 0.8 < (right - west) / (top - south) < 1.8
        filled.append(len(codes) * layout.polygon(codes[0]).area / ((right - west) * (top - south)))
    # The notches of the rim alone are a fifth of the box of so few cells.
    assert min(filled) > 0.6
    assert np.median(filled) > 0.7
    assert np.median(kept) > 0.9


def test_a_real_county_keeps_districts_together_and_in_their_places(wards):
    codes, places = [row["ward_code"] for row in wards], _places(wards)
    districts = [row["district_code"] for row in wards]
    layout = lay_out_county(codes, longitude=places[:, 0], latitude=places[:, 1], districts=districts)
    _check_cells(layout, codes)
    assert _connected(layout, codes)
    assert not layout.outline(codes).interiors
    assert min(_ranks_kept(layout, codes, places)) > 0.95
    by_district = {d: [c for c, of in zip(codes, districts, strict=True) if of == d] for d in set(districts)}
    for members in by_district.values():
        assert _connected(layout, members)
    true = np.array([np.mean(places[[d == one for d in districts]], axis=0) for one in sorted(by_district)])
    drawn = np.array(
        [np.mean([layout.centre(c) for c in by_district[one]], axis=0) for one in sorted(by_district)]
    )
    for axis in (0, 1):
        assert spearmanr(true[:, axis], drawn[:, axis]).statistic > 0.9
