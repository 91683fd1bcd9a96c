"""Boundary files: any column names, two coordinate systems, broken shapes repaired or named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import mapping

from data.errors import UnreadableFileError
from data.sources import boundaries
from data.sources.kinds import InputFile, Loaded
from geo.boundaries import repair

_BNG = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)


def _square(x: float, y: float, size: float = 0.01) -> shapely.Polygon:
    return shapely.box(x, y, x + size, y + size)


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    drawn = mapping(geometry) if isinstance(geometry, shapely.Geometry) else geometry
    return {"type": "Feature", "properties": properties, "geometry": drawn}


def _load(folder: Path, features: list[dict[str, Any]], name: str = "b.geojson", **more: Any) -> Loaded:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": features}), encoding="utf-8")
    match = boundaries.matches(InputFile(path, name, "0" * 64))
    assert match is not None
    loaded = boundaries.load(match)
    assert len(loaded.frame) + len(loaded.set_aside) == loaded.rows_read == len(features)
    return loaded


def _crs(name: str) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": name}}}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (
            {"WD25CD": "E05000001", "WD25NM": "Town", "LAD25CD": "E07000001", "LAD25NM": "Here"},
            ("E05000001", "Town", "ward", 2025, "E07000001", "Here"),
        ),
        (
            {"ward21_name": "Town", "ward21_code": "E05000001", "ltla21_code": "E07000001"},
            ("E05000001", "Town", "ward", 2021, "E07000001", None),
        ),
        (
            {"id": "33", "LAD23CD": "E06000035", "LAD23NM": "Here"},
            ("E06000035", "Here", "district", 2023, None, None),
        ),
        ({"wd24cd": "W05000001"}, ("W05000001", "W05000001", "ward", 2024, None, None)),
    ],
)
def test_columns_are_found_whatever_they_are_called(tmp_path, properties, expected):
    row = _load(tmp_path, [_feature(_square(0.5, 51), **properties)]).frame.iloc[0]
    found = tuple(row[["code", "name", "level", "vintage", "parent", "parent_name"]])
    assert tuple(None if value != value else value for value in found) == expected
    assert not row["schematic"]


@pytest.mark.parametrize("declared", [{}, _crs("urn:ogc:def:crs:EPSG::27700"), _crs("EPSG:27700")])
def test_british_national_grid_becomes_degrees(tmp_path, declared):
    square = _square(0.87, 51.15)
    grid = shapely.transform(square, lambda xy: np.column_stack(_BNG.transform(xy[:, 0], xy[:, 1])))
    loaded = _load(tmp_path, [_feature(grid, WD25CD="E05000001")], **declared)
    back = shapely.from_wkb(loaded.frame["geometry"].iloc[0])
    # 1e-6 degrees is a tenth of a metre.
    assert back.symmetric_difference(square).area < 1e-6 * square.length


@pytest.mark.parametrize(
    ("declared", "metres"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", True),
        ("EPSG:4326", True),
        ("EPSG:27700", False),
        ("EPSG:3857", False),
        ("EPSG:3857", True),
    ],
)
def test_a_declared_system_that_cannot_be_true_is_refused(tmp_path, declared, metres):
    square = _square(600_000, 140_000, 900) if metres else _square(0.87, 51.15)
    with pytest.raises(UnreadableFileError) as refused:
        _load(tmp_path, [_feature(square, WD25CD="E05000001")], **_crs(declared))
    assert "EPSG" in str(refused.value.remedy)


def test_coordinates_of_no_known_system_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="neither degrees"):
        _load(tmp_path, [_feature(_square(96_000, 6_640_000, 900), WD25CD="E05000001")])


def test_etrs89_degrees_pass(tmp_path):
    assert (
        len(_load(tmp_path, [_feature(_square(0.8, 51), WD25CD="E05000001")], **_crs("EPSG:4258")).frame) == 1
    )


def test_features_that_cannot_be_drawn_or_named_are_set_aside(tmp_path):
    bow_tie = shapely.Polygon([(0.5, 51), (0.6, 51.1), (0.6, 51), (0.5, 51.1)])
    no_number = {"type": "Polygon", "coordinates": [[[0.5, 51], [float("nan"), 51], [0.6, 51.1], [0.5, 51]]]}
    loaded = _load(
        tmp_path,
        [
            _feature(_square(0.5, 51), WD25CD="E05000001"),
            _feature(bow_tie, WD25CD="E05000002"),
            _feature(None, WD25CD="E05000003"),
            _feature(shapely.Polygon(), WD25CD="E05000004"),
            _feature(no_number, WD25CD="E05000005"),
            _feature(shapely.Point(0.5, 51), WD25CD="E05000006"),
            _feature(_square(0.6, 51), WD25CD=None),
            _feature(_square(0.7, 51), WD25CD="E05000001"),
            *[_feature(_square(0.8, 51 + n / 100), WD25CD=f"E050001{n:02d}") for n in range(12)],
            _feature(_square(0.9, 51), WD25CD="E07000001"),
        ],
    )
    assert [item.row for item in loaded.set_aside] == [3, 4, 5, 6, 7, 8, 21]
    assert all(item.reason and item.remedy for item in loaded.set_aside)
    repaired = shapely.from_wkb(loaded.frame.set_index("code")["geometry"]["E05000002"])
    assert repaired.is_valid
    assert repaired.area == pytest.approx(0.005)


def test_a_layer_without_a_year_waits_for_a_sidecar(tmp_path):
    features = [_feature(_square(0.5, 51), ward_code="E05000001")]
    (aside,) = _load(tmp_path, features).set_aside
    assert "b.geojson.yaml" in aside.remedy
    assert aside.text == "{'ward_code': 'E05000001'}"
    assert _load(tmp_path, features, name="wards_2019.geojson").frame["vintage"].tolist() == [2019]
    (tmp_path / "b.geojson.yaml").write_text("vintage: 2021\n")
    assert _load(tmp_path, features).frame["vintage"].tolist() == [2021]


def test_a_schematic_layer_says_so(tmp_path):
    features = [_feature(_square(0.5, 51), WD25CD="E05000001")]
    assert _load(tmp_path, features, schematic=True).frame["schematic"].tolist() == [True]


@pytest.mark.parametrize(
    "text", ['{"type": "FeatureCollection", "features": [{"ty', '{"type": "FeatureCollection"}']
)
def test_a_broken_file_stops_the_build(tmp_path, text):
    path = tmp_path / "b.geojson"
    path.write_text(text)
    match = boundaries.matches(InputFile(path, path.name, "0" * 64))
    assert match is not None
    with pytest.raises(UnreadableFileError):
        boundaries.load(match)


_corners = st.tuples(st.integers(0, 9), st.integers(0, 9))


@given(st.lists(_corners, min_size=4, max_size=12))
def test_repair_gives_valid_polygons_or_nothing(corners):
    mended = repair(shapely.Polygon(corners))
    if mended is not None:
        assert mended.is_valid
        assert mended.geom_type in ("Polygon", "MultiPolygon")
        assert mended.area > 0
