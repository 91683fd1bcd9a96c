"""A made-up England and Wales in real formats: 43 forces, 330 districts, 8,000 wards, ten years of crime.

Forces tile a grid, districts a force, wards a district, and corners are shared, so that whatever adjoins does
so exactly. Every number comes from a fixed seed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from bench.police_rows import OUTCOMES, TYPES
from data.month import Month

FORCES: Final = 43
DISTRICTS: Final = 330
WARDS: Final = 8_000
LSOAS_A_WARD: Final = 4
POINTS_A_LSOA: Final = 20
FIRST: Final = Month(2015, 1)
MONTHS: Final = 120
ENGLAND: Final = "all-england"
FIRST_DISTRICT: Final = "E07800000"
FIRST_FORCE: Final = "E23800000"
# West, south, east and north of all of it, in degrees.
BOUNDS: Final = (-5.0, 50.5, 1.5, 55.0)


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float


def force_name(number: int) -> str:
    """As its files and its rows name it."""
    return f"Force {number + 1:02d} Police"


def force_file(month: Month, number: int) -> str:
    """As the publisher would name the file of a force and month."""
    return f"{month}-force-{number + 1:02d}-street.csv"


def write_large_world(folder: Path, *, rows: int, seed: int = 2) -> Path:
    """Write `rows` rows of ten years under `folder`/police and what places them under `folder`/areas.

    One more month of the first force is written under `folder`/new. Nothing is done where it is there.
    """
    done = folder / f"done-{rows}"
    if done.exists():
        return folder
    rng = np.random.default_rng(seed)
    lsoas = _write_areas(folder / "areas", rng)
    points = lsoas.loc[lsoas.index.repeat(POINTS_A_LSOA)].reset_index(drop=True)
    points["longitude"] = (points["longitude"] + rng.normal(0, 0.002, len(points))).round(6)
    points["latitude"] = (points["latitude"] + rng.normal(0, 0.0015, len(points))).round(6)
    points["place"] = [f"On or near Street {number % 5000}" for number in range(len(points))]
    weight = rng.gamma(0.6, size=len(points))
    cells = points.to_dict("list")
    text = {
        name: np.array([str(value) for value in cells[name]], dtype=object)
        for name in ("longitude", "latitude", "place", "lsoa_code", "lsoa_name")
    }
    force = points["force"].to_numpy()
    for offset in range(MONTHS):
        month = FIRST + offset
        chosen = np.sort(rng.choice(len(points), rows // MONTHS, p=weight / weight.sum()))
        _write_month(folder / "police" / str(month), month, chosen, text=text, force=force, rng=rng)
    first = np.flatnonzero(force == 0)
    share = weight[first] / weight[first].sum()
    chosen = np.sort(rng.choice(first, rows // MONTHS // FORCES, p=share))
    _write_month(folder / "new", FIRST + MONTHS, chosen, text=text, force=force, rng=rng)
    done.touch()
    return folder


def _write_areas(folder: Path, rng: np.random.Generator) -> pd.DataFrame:
    """Boundaries, lookups, residents and the custom area of all districts; the LSOAs with their points."""
    folder.mkdir(parents=True, exist_ok=True)
    districts: list[dict[str, object]] = []
    wards: list[dict[str, object]] = []
    shapes: dict[str, list[Box]] = {"district": [], "ward": []}
    grid = _grid(Box(*BOUNDS), FORCES)
    for force, force_box in enumerate(grid):
        own = _share(DISTRICTS, FORCES, force)
        for box in _grid(force_box, own):
            number = len(districts)
            name = f"District {number + 1:03d}"
            districts.append(
                {
                    "ltla24_code": f"E07{800000 + number}",
                    "ltla24_name": name,
                    "csp24_code": f"E22{800000 + number}",
                    "csp24_name": name,
                    "pfa24_code": f"E23{800000 + force}",
                    "pfa24_name": force_name(force).removesuffix(" Police"),
                    "force": force,
                }
            )
            shapes["district"].append(box)
            for ward_box in _grid(box, _share(WARDS, DISTRICTS, number)):
                wards.append(
                    {
                        "ward24_code": f"E05{800000 + len(wards)}",
                        "ward24_name": f"Ward {len(wards) + 1:04d}",
                        "ltla24_code": f"E07{800000 + number}",
                        "ltla24_name": name,
                        "force": force,
                    }
                )
                shapes["ward"].append(ward_box)
    table = pd.DataFrame(districts)
    table.drop(columns="force").to_csv(folder / "ltla24_csp24_pfa24.csv", index=False)
    named = pd.DataFrame(wards)
    _write_shapes(folder / "wards_2025.geojson", named, shapes["ward"], names=("WD25CD", "WD25NM"))
    _write_shapes(folder / "districts_2025.geojson", table, shapes["district"], names=("LAD25CD", "LAD25NM"))
    lsoas = named.loc[named.index.repeat(LSOAS_A_WARD)].reset_index(drop=True)
    boxes = [shapes["ward"][number] for number in range(len(named)) for _ in range(LSOAS_A_WARD)]
    lsoas["lsoa_code"] = [f"E01{100000 + number}" for number in range(len(lsoas))]
    lsoas["lsoa_name"] = lsoas["ltla24_name"] + [f" {number % 1000:03d}A" for number in range(len(lsoas))]
    lsoas["longitude"] = [(box.west + box.east) / 2 for box in boxes]
    lsoas["latitude"] = [(box.south + box.north) / 2 for box in boxes]
    lsoas["total_residents"] = rng.integers(1100, 2400, len(lsoas))
    lsoas["total_households"] = (lsoas["total_residents"] / 2.4).round().astype(int)
    lookup = lsoas.rename(columns={"lsoa_code": "lsoa21_code", "lsoa_name": "lsoa21_name"})
    columns = ["lsoa21_name", "lsoa21_code", "ward24_name", "ward24_code", "ltla24_name", "ltla24_code"]
    lookup[columns].to_csv(folder / "lsoa21_ward24_ltla24.csv", index=False)
    people = ["lsoa21_code", "lsoa21_name", "total_residents", "total_households", "ward24_code"]
    lookup[[*people, "ltla24_code"]].to_csv(
        folder / "census2021_lsoa21_residents_households.csv", index=False
    )
    pd.DataFrame(
        {"area": ENGLAND, "name": "All England", "kind": "country", "member": table["ltla24_code"]}
    ).to_csv(folder / "all_england.csv", index=False)
    return lsoas


def _share(total: int, parts: int, part: int) -> int:
    """How many of `total` fall to a part, as evenly as whole numbers can."""
    return total * (part + 1) // parts - total * part // parts


def _grid(box: Box, count: int) -> list[Box]:
    """`count` boxes that tile a box: full rows, the last one with wider boxes."""
    columns = int(np.ceil(np.sqrt(count)))
    rows = int(np.ceil(count / columns))
    height = (box.north - box.south) / rows
    found = []
    for row in range(rows):
        here = min(columns, count - row * columns)
        width = (box.east - box.west) / here
        south = box.south + row * height
        found += [
            Box(box.west + place * width, south, box.west + (place + 1) * width, south + height)
            for place in range(here)
        ]
    return found


def _write_shapes(path: Path, table: pd.DataFrame, boxes: list[Box], *, names: tuple[str, str]) -> None:
    code, name = (
        (column for column in table.columns if column in ("ward24_code", "ward24_name"))
        if names[0].startswith("WD")
        else ("ltla24_code", "ltla24_name")
    )
    features = [
        {
            "type": "Feature",
            "properties": {names[0]: row[code], names[1]: row[name]}
            | (
                {"LAD25CD": row["ltla24_code"], "LAD25NM": row["ltla24_name"]}
                if code == "ward24_code"
                else {}
            ),
            "geometry": {"type": "Polygon", "coordinates": [list(_ring(box))]},
        }
        for row, box in zip(table.to_dict("records"), boxes, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _ring(box: Box, steps: int = 10) -> Iterator[tuple[float, float]]:
    """The outline with points along its sides, as a real one has more than four."""
    corners = [(box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north)]
    for place, (x, y) in enumerate(corners):
        there_x, there_y = corners[(place + 1) % 4]
        for step in range(steps):
            share = step / steps
            yield round(x + (there_x - x) * share, 6), round(y + (there_y - y) * share, 6)
    yield round(box.west, 6), round(box.south, 6)


def _write_month(
    folder: Path,
    month: Month,
    chosen: np.ndarray,
    *,
    text: dict[str, np.ndarray],
    force: np.ndarray,
    rng: np.random.Generator,
) -> None:
    """A file a force: `chosen` are places of points, those of a force together."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = len(chosen)
    kinds = rng.choice(len(TYPES), rows, p=np.r_[0.11, np.full(12, 0.04), 0.41])
    asb = kinds == 0
    ids = rng.bytes(32 * rows).hex()
    crime_ids = np.array([ids[64 * place : 64 * place + 64] for place in range(rows)], dtype=object)
    outcomes = np.array(OUTCOMES, dtype=object)[rng.integers(0, len(OUTCOMES), rows)]
    nowhere = rng.random(rows) < 0.012
    whose = force[chosen]
    names = np.array([force_name(number) for number in range(FORCES)], dtype=object)[whose]
    table = pa.table(
        {
            "Crime ID": np.where(asb, "", crime_ids),
            "Month": pa.array([str(month)]).take(pa.array(np.zeros(rows, dtype=int))),
            "Reported by": names,
            "Falls within": names,
            "Longitude": np.where(nowhere, "", text["longitude"][chosen]),
            "Latitude": np.where(nowhere, "", text["latitude"][chosen]),
            "Location": np.where(nowhere, "No Location", text["place"][chosen]),
            "LSOA code": np.where(nowhere, "", text["lsoa_code"][chosen]),
            "LSOA name": np.where(nowhere, "", text["lsoa_name"][chosen]),
            "Crime type": np.array(TYPES, dtype=object)[kinds],
            "Last outcome category": np.where(asb, "", outcomes),
            "Context": pa.array([""]).take(pa.array(np.zeros(rows, dtype=int))),
        }
    )
    starts = np.searchsorted(whose, np.arange(FORCES + 1))
    for number in range(FORCES):
        length = int(starts[number + 1] - starts[number])
        if length:
            pa_csv.write_csv(
                table.slice(int(starts[number]), length),
                folder / force_file(month, number),
                pa_csv.WriteOptions(quoting_style="none"),
            )
