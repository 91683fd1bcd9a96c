"""The same layer in every format is the same layer; what belongs to a shapefile is part of it."""

from __future__ import annotations

import json
import os
import shutil
import warnings
import zipfile
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.errors import UnreadableFileError
from data.sources import boundaries
from data.sources.digest import Digests
from data.sources.finding import inputs
from data.sources.kinds import Loaded, SetAside
from data.sources.recognise import recognise

NAMES = ("Aylesford’s North", "Lydd – Marsh", "Town", "Ōld Mill")


def _wards(*, names: tuple[str, ...] = NAMES[:3]) -> gpd.GeoDataFrame:
    """A ward with a hole, one of two islands, one in three dimensions; more as plain squares."""
    shapes = [
        shapely.box(0.5, 51, 0.6, 51.1).difference(shapely.box(0.53, 51.03, 0.55, 51.05)),
        shapely.union_all([shapely.box(0.6, 51, 0.65, 51.05), shapely.box(0.66, 51.06, 0.7, 51.1)]),
        shapely.force_3d(shapely.box(0.7, 51, 0.8, 51.1), 12.5),
        shapely.box(0.8, 51, 0.9, 51.1),
    ]
    columns = {
        "WD25CD": [f"E0500000{n}" for n, _ in enumerate(names)],
        "WD25NM": names,
        "LAD25CD": ["E07000001"] * len(names),
    }
    return gpd.GeoDataFrame(columns, geometry=shapes[: len(names)], crs=4326)


def _topology(frame: gpd.GeoDataFrame, *, steps: int | None = None, **more: gpd.GeoDataFrame) -> str:
    """TopoJSON with an arc a ring; quantised to so many steps of the bounds, or as it is."""
    arcs: list[list[list[float]]] = []
    west, south, east, north = frame.total_bounds
    scale = ((east - west) / steps, (north - south) / steps) if steps else None

    def arc(ring: shapely.LinearRing) -> list[int]:
        points = shapely.get_coordinates(ring).tolist()
        if scale:
            whole = [(round((x - west) / scale[0]), round((y - south) / scale[1])) for x, y in points]
            points = [list(whole[0])] + [
                [x - before_x, y - before_y] for (before_x, before_y), (x, y) in pairwise(whole)
            ]
        arcs.append(points)
        return [len(arcs) - 1]

    def drawn(shape: shapely.Geometry) -> dict[str, object]:
        parts = [
            [arc(ring) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(shape)
        ]
        return {"type": "MultiPolygon", "arcs": parts}

    objects = {
        name: {
            "type": "GeometryCollection",
            "geometries": [
                drawn(row.geometry) | {"properties": {k: v for k, v in row.items() if k != "geometry"}}
                for _, row in layer.iterrows()
            ],
        }
        for name, layer in {"wards": frame, **more}.items()
    }
    transform = {"transform": {"scale": scale, "translate": (west, south)}} if scale else {}
    return json.dumps({"type": "Topology", "arcs": arcs, "objects": objects, **transform})


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, part.name)


def _shapefile(frame: gpd.GeoDataFrame, folder: Path, *, encoding: str | None = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "wards.shp"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_file(path, encoding=encoding)
    return path


def write_boundaries(form: str, frame: gpd.GeoDataFrame, folder: Path) -> Path:
    """One input file of a form."""
    if form == "shapefile in a zip":
        _shapefile(frame, folder / "parts")
        _zip(folder / "parts", folder / "wards.zip")
        shutil.rmtree(folder / "parts")
        return folder / "wards.zip"
    if form == "shapefile":
        return _shapefile(frame, folder / "parts").parent
    if form == "topojson":
        (folder / "wards.topojson").write_text(_topology(frame), encoding="utf-8")
        return folder / "wards.topojson"
    path = folder / {"geojson": "wards.geojson", "geopackage": "wards.gpkg"}[form]
    frame.to_file(path, **({"layer": "wards"} if form == "geopackage" else {"RFC7946": "NO"}))
    return path


FORMS = ("geojson", "geopackage", "shapefile", "shapefile in a zip", "topojson")


def _loaded(path: Path, scratch: Path) -> Loaded:
    """The only input file at a path, loaded."""
    (file,) = inputs([path], unpack=scratch / "unpacked", digests=Digests())
    match = recognise(file)
    if file.fault is not None:
        raise UnreadableFileError(file.fault.reason, file=file.name, remedy=file.fault.remedy)
    assert not isinstance(match, SetAside), match
    loaded = boundaries.load(match)
    whole = [item for item in loaded.set_aside if item.row is not None]
    assert len(loaded.frame) + len(whole) == loaded.rows_read
    return loaded


def _comparable(loaded: Loaded) -> pd.DataFrame:
    """Shapes without regard to the order of corners or parts."""
    shapes = shapely.normalize(shapely.from_wkb(loaded.frame["geometry"].to_numpy(dtype=object)))
    return loaded.frame.assign(geometry=shapely.to_wkt(shapes, rounding_precision=12)).astype(object)


@pytest.mark.parametrize("form", FORMS[1:])
def test_every_format_gives_the_same_rows(tmp_path, form):
    (tmp_path / "plain").mkdir()
    expected = _loaded(write_boundaries("geojson", _wards(), tmp_path / "plain"), tmp_path)
    found = _loaded(write_boundaries(form, _wards(), tmp_path), tmp_path)
    assert expected.frame["name"].tolist() == list(NAMES[:3])
    pd.testing.assert_frame_equal(_comparable(found), _comparable(expected), check_dtype=False)


@pytest.mark.parametrize("form", ("geopackage", "shapefile"))
def test_the_british_national_grid_is_known_with_and_without_its_declaration(tmp_path, form):
    expected = _comparable(_loaded(write_boundaries("geojson", _wards(), tmp_path), tmp_path))
    path = write_boundaries(form, _wards().to_crs(27700), tmp_path)
    if form == "shapefile":
        declared = _loaded(path, tmp_path).frame
        next(path.glob("*.prj")).unlink()
        assert declared.equals(_loaded(path, tmp_path).frame)
    shapes = shapely.from_wkb(_loaded(path, tmp_path).frame["geometry"].to_numpy(dtype=object))
    for found, wkt in zip(shapes, expected["geometry"], strict=True):
        # 1e-6 degrees is a tenth of a metre.
        assert found.symmetric_difference(shapely.from_wkt(wkt)).area < 1e-6 * found.length


@pytest.mark.parametrize("form", ("geopackage", "shapefile"))
def test_a_declaration_that_cannot_be_true_is_refused(tmp_path, form):
    wrong = _wards().set_crs(27700, allow_override=True)
    with pytest.raises(UnreadableFileError, match="EPSG:27700") as refused:
        _loaded(write_boundaries(form, wrong, tmp_path), tmp_path)
    assert "EPSG:4326" in str(refused.value.remedy)


def test_quantised_topojson_lies_within_a_step(tmp_path):
    path = tmp_path / "wards.json"
    path.write_text(_topology(_wards(), steps=10_000), encoding="utf-8")
    shapes = shapely.from_wkb(_loaded(path, tmp_path).frame["geometry"].to_numpy(dtype=object))
    for found, given in zip(shapes, _wards().geometry, strict=True):
        assert shapely.hausdorff_distance(found, shapely.force_2d(given)) < 1e-4


@pytest.mark.parametrize("form", ("geopackage", "topojson"))
def test_each_layer_of_a_file_is_read_or_named(tmp_path, form):
    districts = gpd.GeoDataFrame(
        {"LAD23CD": ["E07000001"]}, geometry=[shapely.box(0.5, 51, 0.8, 51.1)], crs=4326
    )
    roads = gpd.GeoDataFrame({"road": ["A28", "M20"]}, geometry=[shapely.box(0, 51, 1, 52)] * 2, crs=4326)
    undated = _wards().rename(columns={"WD25CD": "ward_code", "WD25NM": "ward_name", "LAD25CD": "lad_code"})
    path = tmp_path / ("b.gpkg" if form == "geopackage" else "b.topojson")
    more = {"districts": districts, "roads": roads, "undated": undated}
    if form == "topojson":
        path.write_text(_topology(_wards(), **more), encoding="utf-8")
    else:
        for name, layer in {"wards": _wards(), **more}.items():
            layer.to_file(path, layer=name)
    loaded = _loaded(path, tmp_path)
    counts = loaded.frame.groupby(["level", "vintage"]).size()
    assert counts.to_dict() == {("ward", 2025): 3, ("district", 2023): 1}
    assert loaded.rows_read == 7
    assert [(item.row, item.column) for item in loaded.set_aside] == [
        *((n, "undated: ward_code") for n in (1, 2, 3)),
        (None, "roads"),
    ]


@pytest.mark.parametrize(
    ("encoding", "cpg", "names"),
    [
        ("cp1252", None, NAMES[:3]),
        ("cp1252", "UTF-8", NAMES[:3]),
        ("utf-8", None, NAMES),
        ("iso8859-13", "ISO-8859-13", NAMES[2:]),
    ],
)
def test_names_are_read_however_they_are_written(tmp_path, encoding, cpg, names):
    path = _shapefile(_wards(names=names), tmp_path / "parts", encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    assert _loaded(path.parent, tmp_path).frame["name"].tolist() == list(names)


def test_features_without_area_or_code_are_set_aside(tmp_path):
    frame = _wards()
    bow_tie = shapely.Polygon([(0.5, 51), (0.6, 51.1), (0.6, 51), (0.5, 51.1)])
    more = gpd.GeoDataFrame(
        {
            "WD25CD": ["E05000001", "E05000009", None, "E05000008", "E05000007"],
            "WD25NM": ["Again", "Nowhere", "?", "Point", "Bow"],
        },
        geometry=[frame.geometry[0], None, frame.geometry[1], shapely.Point(0.5, 51), bow_tie],
        crs=4326,
    )
    path = tmp_path / "b.gpkg"
    pd.concat([frame, more]).to_file(path)
    loaded = _loaded(path, tmp_path)
    assert [item.row for item in loaded.set_aside] == [4, 5, 6, 7]
    assert all(item.reason and item.remedy for item in loaded.set_aside)
    assert shapely.from_wkb(loaded.frame["geometry"].iloc[-1]).area == pytest.approx(0.005)


@pytest.mark.parametrize(("suffix", "said"), [(".dbf", r"wards\.dbf"), (".shx", r"wards\.shx")])
def test_a_shapefile_without_its_companions_says_which(tmp_path, suffix, said):
    path = _shapefile(_wards(), tmp_path / "parts")
    path.with_suffix(suffix).unlink()
    with pytest.raises(UnreadableFileError, match=said) as refused:
        _loaded(path.parent, tmp_path)
    assert "together" in str(refused.value.remedy)


def test_companions_alone_say_what_is_missing(tmp_path):
    path = _shapefile(_wards(), tmp_path / "parts")
    path.unlink()
    for file in inputs([path.parent], unpack=tmp_path / "u", digests=Digests()):
        found = recognise(file)
        assert isinstance(found, SetAside)
        assert ".shp is not beside" in found.reason


def test_a_change_in_a_companion_makes_another_file(tmp_path):
    path = _shapefile(_wards(), tmp_path / "parts")

    def digest() -> str:
        (file,) = inputs([path.parent], unpack=tmp_path / "u", digests=Digests())
        return file.sha256

    before = digest()
    _shapefile(_wards().assign(WD25NM="Another"), tmp_path / "parts")
    assert digest() != before


@pytest.mark.parametrize("form", FORMS[1:])
@pytest.mark.parametrize("share", (0.35, 0.6, 0.97))
def test_a_file_cut_short_loses_nothing_in_silence(tmp_path, form, share):
    path = write_boundaries(form, _wards(), tmp_path)
    cut = path if path.is_file() else next(path.glob("*.shp"))
    cut.write_bytes(cut.read_bytes()[: int(cut.stat().st_size * share)])
    try:
        loaded = _loaded(path, tmp_path)
    except UnreadableFileError as error:
        assert error.file
        assert error.remedy
    else:
        # Of a shapefile the features before the cut are whole, and each one after it is set aside.
        assert form == "shapefile"
        assert loaded.rows_read == 3
        assert loaded.set_aside


def test_a_zip_without_a_year_takes_it_from_the_sidecar_of_the_zip(tmp_path):
    frame = _wards().rename(columns={"WD25CD": "ward_code", "WD25NM": "ward_name"})
    path = write_boundaries("shapefile in a zip", frame, tmp_path)
    assert "wards.zip.yaml beside the zip" in _loaded(path, tmp_path).set_aside[0].remedy
    (tmp_path / "wards.zip.yaml").write_text("vintage: 2021\n")
    assert set(_loaded(path, tmp_path / "again").frame["vintage"]) == {2021}


def test_lsoa_boundaries_are_recognised(tmp_path):
    frame = gpd.GeoDataFrame(
        {"LSOA21CD": ["E01000001"], "LAD22CD": ["E07000001"]},
        geometry=[shapely.box(0.5, 51, 0.6, 51.1)],
        crs=4326,
    )
    frame.to_file(tmp_path / "b.gpkg")
    row = _loaded(tmp_path / "b.gpkg", tmp_path).frame.iloc[0]
    assert (row["level"], row["vintage"], row["parent"]) == ("lsoa", 2021, "E07000001")


@pytest.mark.realdata
@pytest.mark.parametrize("form", ("geopackage", "shapefile in a zip", "topojson"))
@pytest.mark.parametrize(
    "name", ("wards_2021_kent_medway", "wards_2025_kent_medway", "districts_2025_kent_medway")
)
def test_the_real_boundaries_are_the_same_in_every_format(tmp_path, form, name):
    real = os.environ.get("CSP_REALDATA")
    if not real:
        pytest.skip("CSP_REALDATA names no folder of real files")
    plain = Path(real) / f"boundaries/{name}.geojson"
    expected = _loaded(plain, tmp_path)
    found = _loaded(write_boundaries(form, gpd.read_file(plain), tmp_path), tmp_path)
    pd.testing.assert_frame_equal(_comparable(found), _comparable(expected), check_dtype=False)
