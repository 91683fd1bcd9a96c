"""Whole stores from boundaries in every format."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from data.build.pipeline import build_store
from data.queries import get_layers, get_set_aside
from data.store import Store
from tests.integration.small_files import build_small_county, write_small_files
from tests.unit.test_boundary_formats import write_boundaries


def _store(files: Path, folder: Path) -> pd.DataFrame:
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    snapshot = Store(folder).snapshot()
    assert get_set_aside(snapshot, limit=10).empty
    return get_layers(snapshot)


@pytest.mark.parametrize("form", ("geopackage", "shapefile in a zip", "topojson"))
def test_the_store_draws_the_same_layers_from_every_format(tmp_path, form):
    files = write_small_files(tmp_path / "files", build_small_county())
    expected = _store(files, tmp_path / "expected")
    plain = files / "wards_2025.geojson"
    frame = gpd.read_file(plain)
    plain.unlink()
    write_boundaries(form, frame, files)
    pd.testing.assert_frame_equal(_store(files, tmp_path / "found"), expected)
