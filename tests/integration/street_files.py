"""Two square districts of two wards each, and street-crime files in the publisher's form."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable
from pathlib import Path

HEADER = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"),
)
# Ward code, name, district code, district name, west edge. Each ward is a square of 0.1 degrees.
WARDS = (
    ("E05000001", "Alder", "E07000001", "Westing", 0.0),
    ("E05000002", "Birch", "E07000001", "Westing", 0.1),
    ("E05000003", "Cedar", "E07000002", "Easting", 0.2),
    ("E05000004", "Dogwood", "E07000002", "Easting", 0.3),
)
# Two LSOAs a ward; the old E01000009 was split over Birch and Cedar.
LSOAS = {f"E0100000{number}": WARDS[(number - 1) // 2] for number in range(1, 9)}
SPLIT = "E01000009"
TYPES = ("Anti-social behaviour", "Burglary", "Shoplifting", "Violence and sexual offences")
Row = dict[str, str]


def write_places(folder: Path) -> Path:
    """The boundaries and the lookups."""
    folder.mkdir(parents=True, exist_ok=True)
    features = [
        {
            "type": "Feature",
            "properties": {"WD25CD": code, "WD25NM": name, "LAD25CD": district, "LAD25NM": district_name},
            "geometry": {"type": "Polygon", "coordinates": [_square(west)]},
        }
        for code, name, district, district_name, west in WARDS
    ]
    (folder / "wards_2025.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    _write(
        folder / "lsoa21_ward25_ltla25.csv",
        ("lsoa21_code", "lsoa21_name", "ward25_code", "ward25_name", "ltla25_code", "ltla25_name"),
        [(lsoa, lsoa, w[0], w[1], w[2], w[3]) for lsoa, w in LSOAS.items()],
    )
    _write(
        folder / "lsoa11_lsoa21.csv",
        ("lsoa11_code", "lsoa11_name", "change_code", "lsoa21_code", "lsoa21_name"),
        [(SPLIT, SPLIT, "S", "E01000003", "E01000003"), (SPLIT, SPLIT, "S", "E01000005", "E01000005")],
    )
    _write(
        folder / "ltla25_pfa25.csv",
        ("ltla25_code", "ltla25_name", "pfa25_code", "pfa25_name"),
        [("E07000001", "Westing", "E23000001", "Wold"), ("E07000002", "Easting", "E23000001", "Wold")],
    )
    return folder


def street_rows(month: str, *, rows: int, seed: int) -> list[Row]:
    """Random good rows of one month: placed by LSOA, split, without location, by point alone, and outside."""
    draw = random.Random(f"{seed}{month}")  # noqa: S311  made-up rows
    found = []
    for number in range(rows):
        row = dict.fromkeys(HEADER, "")
        kind = draw.choices(("lsoa", "split", "nowhere", "point", "outside"), (80, 5, 5, 5, 5))[0]
        longitude, latitude = draw.uniform(0.001, 0.399), draw.uniform(51.001, 51.099)
        lsoa = draw.choice(list(LSOAS))
        if kind == "split":
            lsoa, longitude = SPLIT, draw.uniform(0.05, 0.35)
        elif kind == "outside":
            lsoa, longitude = "E01099999", 5.0
        elif kind in ("nowhere", "point"):
            lsoa = ""
        row |= {
            "Crime ID": f"{seed}-{month}-{number}",
            "Month": month,
            "Reported by": "Wold Police",
            "Falls within": "Wold Police",
            "Longitude": "" if kind == "nowhere" else f"{longitude:.6f}",
            "Latitude": "" if kind == "nowhere" else f"{latitude:.6f}",
            "Location": "No Location" if kind == "nowhere" else f"On or near Street, {draw.randint(1, 5)}",
            "LSOA code": lsoa,
            "LSOA name": lsoa,
            "Crime type": draw.choice(TYPES),
        }
        if row["Crime type"] == TYPES[0]:
            row["Crime ID"] = ""
        found.append(row)
    return found


def write_street(folder: Path, month: str, rows: Iterable[Row], *, force: str = "wold") -> Path:
    """One file of a month, in a folder of its own as the publisher's downloads have it."""
    path = folder / month / f"{month}-{force}-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, HEADER, [tuple(row[name] for name in HEADER) for row in rows])
    return path


def _square(west: float) -> list[list[float]]:
    east = round(west + 0.1, 6)
    return [[west, 51.0], [west, 51.1], [east, 51.1], [east, 51.0], [west, 51.0]]


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
