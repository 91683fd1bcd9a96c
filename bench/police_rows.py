"""Five million police.uk rows in the publisher's form, with the lookups and boundaries that place them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from data.month import Month

MONTHS = 60
LSOAS_A_WARD = 4
TYPES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)
OUTCOMES = (
    "Unable to prosecute suspect",
    "Investigation complete; no suspect identified",
    "Local resolution",
    "",
)


def write_world(folder: Path, *, wards: pd.DataFrame, rows: int, seed: int = 1) -> Path:
    """Write `rows` rows over 60 months under `folder`/police, unzipped, and what places them beside it.

    `wards`: ward_code, ward_name, district_code, district_name, longitude, latitude.
    Returns the folder; nothing is written when it is already there.
    """
    done = folder / f"done-{rows}"
    if done.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    lsoas = _lsoas(wards)
    _write_lookup(folder / "lsoa21_ward24_ltla24.csv", lsoas=lsoas)
    _write_boundaries(folder / "wards.geojson", wards=wards)
    points = lsoas.loc[lsoas.index.repeat(40)].reset_index(drop=True)
    points["longitude"] = (points["longitude"] + rng.normal(0, 0.002, len(points))).round(6)
    points["latitude"] = (points["latitude"] + rng.normal(0, 0.0015, len(points))).round(6)
    points["place"] = [f"On or near Street {i % 5000}" for i in range(len(points))]
    weight = rng.gamma(0.6, size=len(points))
    for offset in range(MONTHS):
        month = str(Month(2020, 1) + offset)
        _write_month(folder, month=month, rows=rows // MONTHS, points=points, weight=weight, rng=rng)
    done.touch()
    return folder


def _lsoas(wards: pd.DataFrame) -> pd.DataFrame:
    frame = wards.loc[wards.index.repeat(LSOAS_A_WARD)].reset_index(drop=True)
    frame["lsoa_code"] = [f"E01{900000 + i}" for i in range(len(frame))]
    frame["lsoa_name"] = frame["district_name"] + [f" {i:04d}A" for i in range(len(frame))]
    return frame


def _write_lookup(path: Path, *, lsoas: pd.DataFrame) -> None:
    lsoas.rename(
        columns={
            "lsoa_name": "lsoa21_name",
            "lsoa_code": "lsoa21_code",
            "ward_name": "ward24_name",
            "ward_code": "ward24_code",
            "district_name": "ltla24_name",
            "district_code": "ltla24_code",
        }
    )[["lsoa21_name", "lsoa21_code", "ward24_name", "ward24_code", "ltla24_name", "ltla24_code"]].to_csv(
        path, index=False
    )


def _write_boundaries(path: Path, *, wards: pd.DataFrame) -> None:
    from geo.schematic import schematic_wards

    cells = schematic_wards(
        wards.rename(columns={"ward_code": "code", "district_code": "district"})[
            ["code", "longitude", "latitude", "district"]
        ]
    )
    named = wards.set_index("ward_code")
    features = [
        {
            "type": "Feature",
            "properties": {
                "WD25CD": code,
                "WD25NM": named.at[code, "ward_name"],
                "LAD25CD": named.at[code, "district_code"],
                "LAD25NM": named.at[code, "district_name"],
            },
            "geometry": json.loads(json.dumps(shape.__geo_interface__)),
        }
        for code, shape in cells.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "schematic": True, "features": features}))


def _write_month(
    folder: Path,
    *,
    month: str,
    rows: int,
    points: pd.DataFrame,
    weight: np.ndarray,
    rng: np.random.Generator,
) -> None:
    chosen = points.take(rng.choice(len(points), rows, p=weight / weight.sum()))
    kinds = rng.choice(len(TYPES), rows, p=np.r_[0.11, np.full(12, 0.04), 0.41])
    asb = kinds == 0
    ids = rng.bytes(32 * rows).hex()
    crime_ids = np.array([ids[64 * i : 64 * i + 64] for i in range(rows)], dtype=object)
    crime_ids[asb] = ""
    outcomes = np.array(OUTCOMES, dtype=object)[rng.integers(0, len(OUTCOMES), rows)]
    outcomes[asb] = ""
    nowhere = rng.random(rows) < 0.012
    table = pa.table(
        {
            "Crime ID": crime_ids,
            "Month": np.full(rows, month, dtype=object),
            "Reported by": np.full(rows, "Kent Police", dtype=object),
            "Falls within": np.full(rows, "Kent Police", dtype=object),
            "Longitude": _blank(chosen["longitude"].astype(str), nowhere),
            "Latitude": _blank(chosen["latitude"].astype(str), nowhere),
            "Location": _blank(chosen["place"], nowhere, "No Location"),
            "LSOA code": _blank(chosen["lsoa_code"], nowhere),
            "LSOA name": _blank(chosen["lsoa_name"], nowhere),
            "Crime type": np.array(TYPES, dtype=object)[kinds],
            "Last outcome category": outcomes,
            "Context": np.full(rows, "", dtype=object),
        }
    )
    path = folder / "police" / month / f"{month}-kent-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    pa_csv.write_csv(table, path, pa_csv.WriteOptions(quoting_style="none"))


def _blank(values: pd.Series, where: np.ndarray, instead: str = "") -> np.ndarray:
    return np.where(where, instead, values.to_numpy(dtype=object))
