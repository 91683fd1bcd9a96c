"""The layers of a small county: which there are, what is in them, and that they are written once."""

from __future__ import annotations

import dataclasses
import json

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from data.build.areas import Areas, assemble_areas
from data.build.layers import build_layers
from data.catalogue.models import AreaGroup, Catalogue
from data.sources import boundaries as boundary_files
from data.sources import lookups as lookup_files
from data.sources import population as population_files


def _boundaries(*, districts: int, wards: int, schematic: bool = False) -> pd.DataFrame:
    """Districts in a row, each a row of wards, squares of 0.02 degrees."""
    rows = []
    for d in range(districts):
        for w in range(wards):
            x, y = 0.5 + 0.02 * (w + wards * (d % 5)), 51 + 0.02 * (d // 5)
            square = shapely.box(x, y, x + 0.02, y + 0.02)
            code, parent = f"E05{d:03d}{w:03d}", f"E07{d:06d}"
            rows.append(
                (code, f"Ward {w} & {d}", "ward", 2025, parent, f"District {d}", schematic, square.wkb)
            )
    return pd.DataFrame(rows, columns=list(boundary_files.COLUMNS)).astype({"schematic": bool})


def _areas(boundaries: pd.DataFrame) -> Areas:
    districts = tuple(sorted(set(boundaries["parent"])))
    group = AreaGroup(code="COUNTY", name="The county", level="county", members=districts)
    catalogue = Catalogue(
        digest="",
        measures={},
        sources={},
        plans={},
        breaks=(),
        aliases=(),
        names={},
        groups={"COUNTY": group},
    )
    return assemble_areas(
        boundaries=boundaries,
        lookups=pd.DataFrame(columns=list(lookup_files.COLUMNS)),
        population=pd.DataFrame(columns=list(population_files.COLUMNS)),
        catalogue=catalogue,
        wards=None,
    )


def test_every_area_has_its_layers_in_both_forms(tmp_path):
    boundaries = _boundaries(districts=3, wards=5)
    areas = _areas(boundaries)
    layer, points, neighbour = build_layers(boundaries=boundaries, areas=areas, folder=tmp_path)
    scopes = ["COUNTY", "E07000000", "E07000001", "E07000002"]
    expected = {
        (form, level, one)
        for form in ("geographic", "hexagon")
        for level in ("ward", "district")
        for one in scopes
    }
    assert set(layer[["form", "level", "scope"]].itertuples(index=False, name=None)) == expected
    assert set(layer["vintage"]) == {2025}
    assert not layer["schematic"].any()
    assert {path.stem for path in tmp_path.iterdir()} == set(layer["digest"])
    for row in layer.itertuples():
        text = (tmp_path / f"{row.digest}.json").read_text(encoding="utf-8")
        assert ": " not in text.replace("Ward ", ""), "compact"
        features = {item["id"]: item for item in json.loads(text)["features"]}
        within = areas.area[areas.area["level"] == row.level]
        if row.scope != "COUNTY":
            within = within[(within["parent"] == row.scope) | (within["code"] == row.scope)]
        assert sorted(features) == sorted(within["code"])
        drawn = {code: shape(item["geometry"]) for code, item in features.items()}
        assert shapely.total_bounds(list(drawn.values())).tolist() == pytest.approx(
            [row.west, row.south, row.east, row.north]
        )
        own = points[
            (points["form"] == row.form) & (points["level"] == row.level) & (points["scope"] == row.scope)
        ]
        assert sorted(own["area_code"]) == sorted(drawn)
        for point in own.itertuples():
            assert drawn[point.area_code].buffer(1e-5).contains(shapely.Point(point.x, point.y))
        for code, item in features.items():
            assert item["properties"]["name"] == areas.area.set_index("code")["name"][code]
            assert not any(part.exterior.is_ccw for part in shapely.get_parts(drawn[code]))
    assert set(neighbour["kind"]) == {"contiguous"}
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = build_layers(boundaries=boundaries, areas=areas, folder=tmp_path)
    pd.testing.assert_frame_equal(again.layer, layer)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_schematic_boundaries_are_marked_and_make_no_contiguity(tmp_path):
    boundaries = _boundaries(districts=2, wards=4, schematic=True)
    layers = build_layers(boundaries=boundaries, areas=_areas(boundaries), folder=tmp_path)
    assert layers.layer.loc[layers.layer["form"] == "geographic", "schematic"].all()
    assert set(layers.neighbour["kind"]) == {"nearest"}


def test_where_there_are_too_many_wards_to_read_a_large_area_shows_its_districts(tmp_path):
    boundaries = _boundaries(districts=50, wards=9)
    layers = build_layers(boundaries=boundaries, areas=_areas(boundaries), folder=tmp_path)
    county = layers.layer[layers.layer["scope"] == "COUNTY"]
    assert set(county["level"]) == {"district"}
    assert set(county["form"]) == {"geographic", "hexagon"}
    assert set(layers.layer.loc[layers.layer["scope"] == "E07000007", "level"]) == {"ward", "district"}


def test_without_boundaries_there_are_no_maps(tmp_path):
    boundaries = _boundaries(districts=1, wards=3).iloc[:0]
    layers = build_layers(boundaries=boundaries, areas=_areas(boundaries), folder=tmp_path)
    assert len(layers.layer) == len(layers.layer_point) == len(layers.neighbour) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_ward_without_a_boundary_is_said_and_keeps_its_hexagon(tmp_path):
    boundaries = _boundaries(districts=2, wards=4)
    areas = _areas(boundaries)
    gone = boundaries["code"].isin(["E05000001", "E05001002"])
    outline = boundaries[boundaries["parent"] == "E07000000"]["geometry"].map(shapely.from_wkb)
    district = pd.DataFrame(
        [
            (
                "E07000000",
                "District 0",
                "district",
                2024,
                None,
                None,
                False,
                shapely.union_all(outline.tolist()).wkb,
            )
        ],
        columns=boundaries.columns,
    )
    layers = build_layers(boundaries=pd.concat([boundaries[~gone], district]), areas=areas, folder=tmp_path)
    assert [note.split(":")[0] for note in layers.notes] == ["District 0", "District 1"]
    assert "Ward 1 & 0, not on the geographic map" in layers.notes[0]
    drawn = {
        (row.form, row.level, row.scope): json.loads((tmp_path / f"{row.digest}.json").read_text())[
            "features"
        ]
        for row in layers.layer.itertuples()
    }
    assert [one["id"] for one in drawn["geographic", "ward", "E07000000"]] == [
        "E05000000",
        "E05000002",
        "E05000003",
    ]
    assert len(drawn["hexagon", "ward", "E07000000"]) == 4
    # The outline that was given fills the gap; without one it is what the wards make.
    (given,) = drawn["geographic", "district", "E07000000"]
    assert shape(given["geometry"]).area == pytest.approx(4 * 0.02**2, rel=1e-3)
    (made,) = drawn["geographic", "district", "E07000001"]
    assert shape(made["geometry"]).area == pytest.approx(3 * 0.02**2, rel=1e-3)


def test_centres_alone_make_hexagons_and_nearest_neighbours(tmp_path):
    boundaries = _boundaries(districts=2, wards=5)
    areas = _areas(boundaries)
    unplaced = areas.area.assign(
        longitude=areas.area["longitude"].where(areas.area["code"] != "E05001003"),
    )
    areas = dataclasses.replace(areas, area=unplaced)
    layers = build_layers(boundaries=boundaries.iloc[:0], areas=areas, folder=tmp_path)
    assert set(layers.layer["form"]) == {"hexagon"}
    assert set(layers.neighbour["kind"]) == {"nearest"}
    assert layers.notes == ("District 1: the place of Ward 3 & 1 is not known, a hexagon in the middle.",)
    county = layers.layer_point[
        (layers.layer_point["scope"] == "COUNTY") & (layers.layer_point["level"] == "ward")
    ]
    assert len(county) == 10


def test_of_two_vintages_the_nearest_to_the_store_is_drawn(tmp_path):
    boundaries = _boundaries(districts=1, wards=3)
    older = boundaries.assign(vintage=2021, geometry=[shapely.box(0.5, 51, 0.9, 51.9).wkb] * len(boundaries))
    both = pd.concat([older, boundaries], ignore_index=True)
    areas = _areas(boundaries)
    drawn = build_layers(boundaries=both, areas=areas, folder=tmp_path).layer
    pd.testing.assert_frame_equal(
        drawn, build_layers(boundaries=boundaries, areas=areas, folder=tmp_path).layer
    )
