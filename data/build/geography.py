"""Areas, maps and where LSOAs lie, from the boundary, lookup and population parts of the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

import geo
from data.build.areas import Areas, assemble_areas
from data.build.custom_areas import CustomAreas, assemble_custom_areas
from data.build.ledger import Ledger
from data.build.lsoas import place_lsoas
from data.build.statements import append
from data.catalogue.models import Catalogue

BOUNDARY: Final = ("code", "name", "level", "vintage", "parent", "parent_name", "schematic", "geometry")
LOOKUP: Final = (
    *("child", "child_level", "child_vintage", "child_name"),
    *("parent", "parent_level", "parent_vintage", "parent_name", "relation"),
)
CUSTOM: Final = ("area", "name", "kind", "member", "from_month", "to_month", "row_number", "file_id")
POPULATION: Final = ("area_code", "level", "year", "residents", "households", "basis")
_DRAWN_BY: Final = (
    *sorted(Path(geo.__file__).parent.glob("*.py")),
    *(Path(__file__).with_name(name) for name in ("areas.py", "layer_ground.py", "layers.py")),
)
_KEYS: Final = {
    "boundary": ["code", "vintage", "level"],
    "lookup": [
        "child",
        "child_level",
        "child_vintage",
        "parent",
        "parent_level",
        "parent_vintage",
        "relation",
    ],
    "population": ["area_code", "level", "year"],
}


@dataclass(frozen=True)
class Geography:
    """The areas of a version, and what they were taken from: every vintage there is, not only the one chosen.

    The frames have the columns of their parts (docs/parts.md) and file_id. `custom`: None without files.
    """

    areas: Areas
    boundaries: pd.DataFrame
    lookups: pd.DataFrame
    population: pd.DataFrame
    custom: CustomAreas | None = None

    @property
    def schematic(self) -> bool:
        """Whether the wards on the map are drawn around points, not surveyed."""
        wards = self._wards()
        return bool(len(wards)) and bool(wards["schematic"].any())

    def ward_shapes(self) -> pd.DataFrame:
        """code and geometry (WKB, degrees) of the wards of the store's vintage."""
        return self._wards()[["code", "geometry"]].reset_index(drop=True)

    def _wards(self) -> pd.DataFrame:
        found = self.boundaries
        return found[(found["level"] == "ward") & (found["vintage"] == self.areas.ward_vintage)]


def assemble_geography(ledger: Ledger, *, folder: Path, catalogue: Catalogue, wards: int | None) -> Geography:
    """Read the parts that say where places are; of the same fact given twice the later file's stands."""
    boundaries = _read(ledger, "boundary", folder, columns=BOUNDARY)
    lookups = _read(ledger, "lookup", folder, columns=LOOKUP)
    population = _read(ledger, "population", folder, columns=POPULATION)
    areas = assemble_areas(
        boundaries=boundaries, lookups=lookups, population=population, catalogue=catalogue, wards=wards
    )
    found = Geography(areas=areas, boundaries=boundaries, lookups=lookups, population=population)
    if not ledger.parts("custom_area"):
        return found
    custom = assemble_custom_areas(
        ledger.frame("custom_area", folder, columns=CUSTOM),
        areas=areas,
        lookups=lookups,
        population=population,
        reserved={part.scope for _, part in ledger.parts("incident")},
    )
    return replace(found, areas=custom.added_to(areas), custom=custom)


def recall_geography(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, *, folder: Path, added: AbstractSet[str]
) -> Geography:
    """The geography of a version that has its areas already; `added` are forces that no lookup names."""
    area, membership, alias, population, meta = (
        connection.table(name).df() for name in ("area", "membership", "alias", "population", "meta")
    )
    area = area[~(area["level"].eq("force") & area["code"].isin(added))]
    ward = area[area["level"] == "ward"]
    lookups = _read(ledger, "lookup", folder, columns=LOOKUP)
    place, split = place_lsoas(
        lookups,
        ward=ward[["code", "parent"]],
        districts=sorted(area.loc[area["level"] == "district", "code"]),
        drawn=bool(ward["longitude"].notna().all()),
    )
    return Geography(
        areas=Areas(
            area=area,
            membership=membership[membership["group_code"].isin(area["code"])],
            alias=alias,
            population=population,
            lsoa_place=place,
            lsoa_split=split,
            ward_vintage=int(meta.set_index("key")["value"]["ward_vintage"]),
        ),
        boundaries=_read(ledger, "boundary", folder, columns=BOUNDARY),
        lookups=lookups,
        population=_read(ledger, "population", folder, columns=POPULATION),
    )


def geography_digest(ledger: Ledger, *, catalogue: Catalogue, wards: int | None) -> str:
    """Changes when the areas or their maps may: layers are drawn again only then."""
    kinds = (*_KEYS, "custom_area")
    paths = [part.path for kind in kinds for _, part in ledger.parts(kind)]
    text = "\n".join([catalogue.digest, str(wards), *paths, _drawing_digest()])
    return hashlib.sha256(text.encode()).hexdigest()


def _drawing_digest() -> str:
    """Changes with the code that draws: a number to raise by hand would be forgotten one day."""
    code = hashlib.sha256()
    for module in _DRAWN_BY:
        code.update(module.name.encode() + b"\0" + module.read_bytes())
    return code.hexdigest()


def store_areas(connection: duckdb.DuckDBPyConnection, areas: Areas) -> None:
    """Fill the tables of areas."""
    for table, frame in (
        ("area", areas.area),
        ("membership", areas.membership),
        ("alias", areas.alias),
        ("population", areas.population),
    ):
        append(connection, table, frame)


def store_lsoas(connection: duckdb.DuckDBPyConnection, place: pd.DataFrame) -> None:
    """Where each LSOA lies for this build: fill lsoa_place. `place` is that of Areas."""
    place = place[place["district"].notna()]
    append(
        connection,
        "lsoa_place",
        place.assign(method=place["method"].where(place["ward"].notna(), "district_only")),
    )


def _read(ledger: Ledger, kind: str, folder: Path, *, columns: tuple[str, ...]) -> pd.DataFrame:
    frame = ledger.frame(kind, folder, columns=columns)
    return frame[[*columns, "file_id"]].drop_duplicates(_KEYS[kind], keep="last").reset_index(drop=True)
