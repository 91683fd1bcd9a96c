"""Points to areas, neighbours, schematic shapes and simplification, against slow or independent answers."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.boundaries import points_to_degrees, points_to_metres, to_degrees
from geo.neighbours import find_neighbours
from geo.place import nearest_candidate, nearest_within, place_points
from geo.schematic import schematic_wards
from geo.simplify import dissolve, label_point, simplify


def _grid(columns: int, rows: int, *, size: float = 0.1) -> pd.DataFrame:
    """Squares beside one another, code 'ColumnRow' from the south-west."""
    cells = [(x, y) for y in range(rows) for x in range(columns)]
    return pd.DataFrame(
        {
            "code": [f"{x}{y}" for x, y in cells],
            "geometry": [
                shapely.box(x * size, 51 + y * size, (x + 1) * size, 51 + (y + 1) * size) for x, y in cells
            ],
        }
    )


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.floats(-0.1, 0.5), st.floats(50.9, 51.4)), min_size=1, max_size=40))
def test_points_are_placed_as_one_by_one(points):
    areas = _grid(4, 3)
    longitude, latitude = (np.array(axis) for axis in zip(*points, strict=True))
    expected = [
        next(
            (
                a.code
                for a in areas.sort_values("code").itertuples()
                if a.geometry.intersects(shapely.Point(p))
            ),
            None,
        )
        for p in points
    ]
    assert place_points(longitude, latitude, areas) == expected
    as_wkb = areas.assign(geometry=[shape.wkb for shape in areas["geometry"]])
    assert place_points(longitude, latitude, as_wkb) == expected


def test_a_point_without_coordinates_is_nowhere():
    assert place_points(np.array([np.nan, 0.05]), np.array([51.05, np.nan]), _grid(1, 1)) == [None, None]


def test_the_nearest_candidate_is_nearest_on_the_ground():
    areas = _grid(4, 3)
    assert nearest_candidate(0.05, 51.05, areas, ["20", "32"]) == "20"
    assert nearest_candidate(0.05, 51.05, areas, ["gone"]) is None
    # 0.10 degrees east are nearer than 0.09 north: a degree of longitude is the shorter one here.
    pair = pd.DataFrame(
        {
            "code": ["north", "east"],
            "geometry": [shapely.box(0, 51.09, 0.1, 51.2), shapely.box(0.1, 50.9, 0.2, 51)],
        }
    )
    assert nearest_candidate(0.0, 51.0, pair, ["north", "east"]) == "east"


def test_neighbours_share_a_side_and_the_rest_have_the_six_nearest():
    areas = _grid(4, 3)
    middles = np.array([(shape.centroid.x, shape.centroid.y) for shape in areas["geometry"]])
    places = {"longitude": middles[:, 0], "latitude": middles[:, 1]}
    codes = areas["code"].tolist()
    found = find_neighbours(codes, shapes=areas["geometry"].tolist(), **places)
    pairs = set(zip(found["ward_code"], found["other_code"], strict=True))
    assert set(found["kind"]) == {"contiguous"}
    assert pairs == {(b, a) for a, b in pairs}
    assert {other for ward, other in pairs if ward == "11"} == {"01", "21", "10", "12"}
    schematic = find_neighbours(codes, shapes=[None] * len(codes), **places)
    assert set(schematic["kind"]) == {"nearest"}
    assert schematic.groupby("ward_code").size().tolist() == [6] * 12
    assert {"01", "21", "10", "12"} <= set(schematic.loc[schematic["ward_code"] == "11", "other_code"])


def test_neighbours_generalised_apart_are_neighbours_but_those_at_a_corner_are_not():
    gap = 2e-5
    shapes = [
        shapely.box(0, 51, 0.1, 51.1),
        shapely.box(0.1 + gap, 51, 0.2, 51.1),
        shapely.box(0.1, 51.1, 0.2, 51.2),
        shapely.box(0.9, 51.9, 1.0, 52.0),
    ]
    middles = np.array([(shape.centroid.x, shape.centroid.y) for shape in shapes])
    found = find_neighbours(list("ABCX"), shapes=shapes, longitude=middles[:, 0], latitude=middles[:, 1])
    touching = found[found["kind"] == "contiguous"]
    assert (touching["ward_code"] + touching["other_code"]).tolist() == ["AB", "BA", "BC", "CB"]
    # What touches none has the nearest, as many as there are.
    assert found.loc[found["kind"] == "nearest", "ward_code"].tolist() == ["X"] * 3


_centre = st.tuples(
    st.floats(0.2, 1.4).map(lambda x: round(x, 3)), st.floats(51, 51.5).map(lambda y: round(y, 3))
)


@settings(deadline=None, max_examples=30)
@given(st.lists(_centre, min_size=3, max_size=40).filter(lambda places: len(set(places)) > 2))
def test_schematic_cells_tile_and_hold_their_centres(places):
    if np.linalg.matrix_rank(np.array(places) - np.array(places[0])) < 2:
        return
    centres = pd.DataFrame(places, columns=["longitude", "latitude"])
    centres = centres.assign(code=[f"W{n:02d}" for n in range(len(places))], district="D")
    cells = schematic_wards(centres)
    assert set(cells) == set(centres["code"])
    shapes = list(cells.values())
    assert all(shape.area > 0 and shape.is_valid for shape in shapes)
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes), rel=1e-6)
    for row in centres.drop_duplicates(["longitude", "latitude"], keep=False).itertuples():
        assert cells[row.code].buffer(1e-9).contains(shapely.Point(row.longitude, row.latitude))


def test_too_few_centres_make_no_cells():
    with pytest.raises(ValueError, match="at least 3"):
        schematic_wards(
            pd.DataFrame({"code": ["A"], "longitude": [0.5], "latitude": [51.0], "district": ["D"]})
        )


def _wavy(columns: int) -> list[shapely.Polygon]:
    """Strips beside one another with finely waved edges, more detail than a screen shows."""
    steps = np.linspace(0, 1, 4001)
    edges = [
        np.column_stack([x * 0.3 + 2e-4 * np.sin(900 * steps + x), 51 + steps]) for x in range(columns + 1)
    ]
    return [shapely.Polygon([*left, *right[::-1]]) for left, right in pairwise(edges)]


def test_simplified_neighbours_keep_their_common_edges():
    speck = shapely.box(2, 51, 2.00001, 51.00001)
    before = [*_wavy(3), speck]
    after = simplify(before)
    assert len(after) == 4
    assert all(not shape.is_empty for shape in after)
    assert shapely.get_num_coordinates(after[:3]).sum() < 0.2 * shapely.get_num_coordinates(before[:3]).sum()
    assert shapely.union_all(after[:3]).area == pytest.approx(
        sum(shape.area for shape in after[:3]), rel=1e-6
    )
    assert shapely.union_all(after[:3]).area == pytest.approx(shapely.union_all(before[:3]).area, rel=0.01)
    for shape in after:
        for part in shapely.get_parts(shape):
            assert not part.exterior.is_ccw
            assert np.array_equal(shapely.get_coordinates(part).round(5), shapely.get_coordinates(part))
    whole = dissolve(after[:3])
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert whole.contains(shapely.Point(label_point(whole)))


def test_nothing_simplifies_to_nothing():
    assert simplify([]) == []


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.floats(-0.1, 0.5), st.floats(50.9, 51.4)), min_size=1, max_size=40))
def test_the_nearest_area_is_the_nearest_in_metres_of_the_grid(points):
    """Against distances in metres; where two are about as near, or the limit is, they may differ."""
    areas, limit = _grid(4, 3), 3000.0
    longitude, latitude = (np.array(axis) for axis in zip(*points, strict=True))
    east, north = points_to_metres(longitude, latitude)
    shapes = to_degrees(list(areas["geometry"]), system=4326)
    metres = gpd.GeoSeries(shapes, crs=4326).segmentize(0.005).to_crs(27700)
    found = nearest_within(longitude, latitude, areas, metres=limit)
    for at, code in enumerate(found):
        away = metres.distance(shapely.Point(east[at], north[at])).set_axis(areas["code"])
        if code is None:
            assert away.min() > 0.98 * limit
        else:
            assert away[code] < 1.02 * limit and away[code] <= away.min() * 1.02 + 30


def test_the_grid_and_degrees_undo_each_other():
    # Caister Water Tower, the Ordnance Survey's own worked example: 651409.903 east, 313177.270 north.
    longitude, latitude = np.array([1.716053, 1.4, -3.5]), np.array([52.657978, 51.1, 50.5])
    east, north = points_to_metres(longitude, latitude)
    assert abs(east[0] - 651409.903) < 5 and abs(north[0] - 313177.270) < 5
    back = points_to_degrees(east, north)
    assert np.allclose(back, (longitude, latitude), atol=1e-7)
    assert nearest_within(np.array([np.nan]), np.array([51.0]), _grid(1, 1), metres=1e6) == [None]
