"""The map layers of Kent and Medway from their real boundaries."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from data.build.areas import assemble_areas
from data.build.layers import build_layers
from data.catalogue.load import load_catalogue
from data.sources import boundaries as boundary_files
from data.sources import lookups as lookup_files
from data.sources import population as population_files
from data.sources.kinds import InputFile

pytestmark = pytest.mark.realdata


def test_the_real_county_is_drawn_whole_small_and_soon(tmp_path):
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    path = Path(named) / "boundaries/wards_2025_kent_medway.geojson"
    match = boundary_files.matches(InputFile(path, path.name, sha256=""))
    assert match is not None
    boundaries = boundary_files.load(match).frame
    areas = assemble_areas(
        boundaries=boundaries,
        lookups=pd.DataFrame(columns=list(lookup_files.COLUMNS)),
        population=pd.DataFrame(columns=list(population_files.COLUMNS)),
        catalogue=load_catalogue(),
        wards=None,
    )
    layers = build_layers(boundaries=boundaries, areas=areas, folder=tmp_path)
    assert layers.notes == ()

    kent = layers.layer[layers.layer["scope"] == "E10000016"].set_index(["form", "level"])["digest"]
    files = {key: (tmp_path / f"{digest}.json").read_bytes() for key, digest in kent.items()}
    drawn = {
        key: {one["id"]: shape(one["geometry"]) for one in json.loads(text)["features"]}
        for key, text in files.items()
    }
    assert len(drawn["geographic", "ward"]) == len(drawn["hexagon", "ward"]) == 255
    assert len(drawn["geographic", "district"]) == len(drawn["hexagon", "district"]) == 12
    assert len(gzip.compress(files["geographic", "ward"])) < 120_000
    assert len(gzip.compress(files["hexagon", "ward"])) < 15_000
    # Every ward covers the ground it did, but for what a pixel hides; districts are made of just those wards.
    before = dict(zip(boundaries["code"], shapely.from_wkb(boundaries["geometry"].tolist()), strict=True))
    for code, after in drawn["geographic", "ward"].items():
        assert after.symmetric_difference(before[code]).area < 0.06 * before[code].area
    wards = shapely.union_all(list(drawn["geographic", "ward"].values()))
    districts = shapely.union_all(list(drawn["geographic", "district"].values()))
    assert wards.symmetric_difference(districts).area < 1e-4 * wards.area

    pairs = layers.neighbour
    assert set(pairs["kind"]) == {"contiguous"}
    assert pairs["ward_code"].nunique() == 279
    assert len(pairs) == 1440
