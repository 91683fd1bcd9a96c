"""Lookups, population and schematic boundaries in the forms their publishers use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from shapely import union_all
from shapely.geometry import mapping

from data.demonstration.extract_files import write_table
from data.demonstration.facts import FORCE, districts, wards
from data.demonstration.places import Places
from geo.schematic import schematic_wards

_YEAR: Final = "25"
_FORCE_NAME: Final = "Kent"


def write_lookups(folder: Path, places: Places) -> list[Path]:
    """LSOA to ward to district, ward to district, district to partnership to force; the census counts."""
    ward = wards()
    district = districts()
    lsoas = places.lsoas
    tables = {
        "lsoa21-to-ward25-to-district25.csv": {
            "LSOA21CD": lsoas["lsoa_code"],
            "LSOA21NM": lsoas["lsoa_name"],
            f"WD{_YEAR}CD": lsoas["ward_code"],
            f"WD{_YEAR}NM": lsoas["ward_name"],
            f"LAD{_YEAR}CD": lsoas["district_code"],
            f"LAD{_YEAR}NM": lsoas["district_name"],
        },
        "ward25-to-district25.csv": {
            f"WD{_YEAR}CD": ward["ward_code"],
            f"WD{_YEAR}NM": ward["ward_name"],
            f"LAD{_YEAR}CD": ward["district_code"],
            f"LAD{_YEAR}NM": ward["district_name"],
        },
        "district25-to-partnership25-to-force25.csv": {
            f"LAD{_YEAR}CD": district["district_code"],
            f"LAD{_YEAR}NM": district["district_name"],
            f"CSP{_YEAR}CD": district["partnership_code"],
            f"CSP{_YEAR}NM": district["partnership_name"],
            f"PFA{_YEAR}CD": pd.Series([FORCE] * len(district)),
            f"PFA{_YEAR}NM": pd.Series([_FORCE_NAME] * len(district)),
        },
        "census-2021-residents-households-by-lsoa.csv": {
            "LSOA21CD": lsoas["lsoa_code"],
            "LSOA21NM": lsoas["lsoa_name"],
            "residents_2021": lsoas["residents"],
            "households_2021": lsoas["households"],
        },
        "census-2021-residents-households-by-ward25.csv": {
            f"WD{_YEAR}CD": ward["ward_code"],
            f"WD{_YEAR}NM": ward["ward_name"],
            "residents_2021": ward["residents_2021"],
            "households_2021": ward["households_2021"],
        },
    }
    paths = []
    for name, columns in tables.items():
        path = folder / name
        write_table(path, pa.table({column: pa.array(values) for column, values in columns.items()}))
        paths.append(path)
    return paths


def write_boundaries(folder: Path) -> list[Path]:
    """Wards and districts as schematic cells around the real ward centres, in GeoJSON that says so."""
    frame = wards()
    cells = schematic_wards(
        frame.rename(columns={"ward_code": "code", "district_code": "district"})[
            ["code", "longitude", "latitude", "district"]
        ]
    )
    ward_columns = ["ward_code", "ward_name", "district_code", "district_name"]
    headers = [f"WD{_YEAR}CD", f"WD{_YEAR}NM", f"LAD{_YEAR}CD", f"LAD{_YEAR}NM"]
    ward_features = [
        _feature(cells[row[0]], dict(zip(headers, row, strict=True)))
        for row in frame[ward_columns].to_numpy(dtype=str).tolist()
    ]
    district_features = [
        _feature(
            union_all([cells[code] for code in group["ward_code"]]), dict(zip(headers[2:], pair, strict=True))
        )
        for pair, group in frame.groupby(ward_columns[2:])
    ]
    return [
        _write_geojson(folder / "wards-2025-schematic.geojson", ward_features),
        _write_geojson(folder / "districts-2025-schematic.geojson", district_features),
    ]


def _feature(shape: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": mapping(shape)}


def _write_geojson(path: Path, features: list[dict[str, Any]]) -> Path:
    content = {"type": "FeatureCollection", "schematic": True, "features": features}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
