"""A small county as files in the real formats, with the records behind them for a slow second opinion."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.month import Month

ASHFORD, CANTERBURY, MEDWAY = "E07000105", "E07000106", "E06000035"
COUNTY, FORCE = "E10000016", "E23000032"
# The county is only there when all of its districts are: most of them get a single ward here.
OTHERS = (
    ("E07000107", "Dartford"),
    ("E07000108", "Dover"),
    ("E07000109", "Gravesham"),
    ("E07000110", "Maidstone"),
    ("E07000111", "Sevenoaks"),
    ("E07000112", "Folkestone and Hythe"),
    ("E07000113", "Swale"),
    ("E07000114", "Thanet"),
    ("E07000115", "Tonbridge and Malling"),
    ("E07000116", "Tunbridge Wells"),
)
DISTRICTS = {ASHFORD: "Ashford", CANTERBURY: "Canterbury", MEDWAY: "Medway", **dict(OTHERS)}
KENT = tuple(code for code in DISTRICTS if code != MEDWAY)
PARTNERSHIPS = {code: f"E22000{350 + place}" for place, code in enumerate(DISTRICTS)}
# "Town" is a ward of two districts, as Kent has it.
NAMES = {
    ASHFORD: ("Alder", "Birch", "Cedar", "Town", "Elm", "Furze"),
    CANTERBURY: ("Gorse", "Hazel", "Ivy", "Town", "Juniper", "Larch"),
    MEDWAY: ("Maple", "Nettle", "Oak", "Pine", "Rowan", "Sorrel"),
    **{code: (f"{name} Central",) for code, name in OTHERS},
}
FIRST, LAST, PARTIAL = Month(2020, 1), Month(2023, 11), Month(2023, 12)
KSI_LAST = Month(2023, 6)
POLICE_FIRST = Month(2023, 1)
SPREE = ("Town", ASHFORD)


@dataclass(frozen=True)
class Record:
    """So many of a measure from a source, in a ward (None: in the district only) and a month."""

    measure: str
    source: str
    district: str
    ward: str | None
    month: Month
    value: int
    place: str = ""


@dataclass(frozen=True)
class SmallCounty:
    """What the files say, to be added up by hand."""

    wards: dict[str, tuple[str, str]]
    residents: dict[str, int]
    records: tuple[Record, ...]

    def total(
        self,
        *,
        measure: str,
        source: str,
        first: Month,
        last: Month,
        ward: str | None = None,
        districts: Iterable[str] = DISTRICTS,
        unplaced: bool = False,
    ) -> int:
        """The sum of the records that match, one after the other."""
        wanted = set(districts)
        return sum(
            record.value
            for record in self.records
            if record.measure == measure
            and record.source == source
            and first <= record.month <= last
            and record.district in wanted
            and (ward is None or record.ward == ward)
            and (not unplaced or record.ward is None)
        )

    def wards_of(self, district: str) -> list[str]:
        """The codes of a district's wards."""
        return [code for code, (_, parent) in self.wards.items() if parent == district]


def build_small_county() -> SmallCounty:
    """Crime that rose in one ward in the last year, a few casualties, eleven months of police.uk."""
    draw = np.random.default_rng(20231)
    wards = {
        f"E0509{number:04d}": (name, district)
        for number, (district, name) in enumerate(
            (district, name) for district, names in NAMES.items() for name in names
        )
    }
    residents = {code: 1500 + 700 * place for place, code in enumerate(wards)}
    usual = {code: float(4 + 3 * (place % 6)) for place, code in enumerate(wards)}
    records: list[Record] = []
    for month in FIRST.until(PARTIAL):
        for code, (name, district) in wards.items():
            level = usual[code] * (2.5 if (name, district) == SPREE and month > LAST - 12 else 1.0)
            level *= 0.3 if month == PARTIAL else 1.0
            value = int(draw.poisson(level))
            records.append(Record("all_crime", "force_extract", district, code, month, value))
            if month <= KSI_LAST:
                hurt = int(draw.poisson(0.2))
                records.append(Record("ksi_casualties", "road_casualties", district, code, month, hurt))
            if month <= LAST:
                flagged = int(draw.poisson(0.3 if level < 15 else 1.5))
                records.append(Record("hate_crime", "force_extract", district, code, month, flagged))
            if POLICE_FIRST <= month <= LAST:
                records += _burglaries(draw, district=district, ward=code, month=month)
        records += [
            Record("all_crime", "force_extract", district, None, month, int(draw.poisson(3)))
            for district in DISTRICTS
        ]
    return SmallCounty(wards, residents, tuple(records))


def _burglaries(draw: np.random.Generator, *, district: str, ward: str, month: Month) -> list[Record]:
    places = ("On or near High Street", "On or near Mill Lane")
    return [
        Record("burglary", "police_uk", district, ward, month, int(draw.poisson(mean)), place)
        for place, mean in zip(places, (3.0, 1.0), strict=True)
    ]


def write_small_files(folder: Path, county: SmallCounty) -> Path:
    """Boundaries, lookups, population, tidy series and a police.uk download below `folder`."""
    write_small_places(folder, county)
    _write_series(folder, county)
    _write_police(folder, county)
    return folder


def write_small_places(folder: Path, county: SmallCounty) -> Path:
    """Boundaries, lookups and population alone."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_boundaries(folder, county)
    _write_lookups(folder, county)
    return folder


def write_own_areas(path: Path, county: SmallCounty) -> Path:
    """A town centre of two LSOAs, a neighbourhood of two wards and a unitary of two districts."""
    ashford = {name: code for code, (name, parent) in county.wards.items() if parent == ASHFORD}
    _write_csv(
        path,
        ("area", "name", "kind", "member", "from"),
        [
            ("town-centre-ashford", "Ashford town centre", "town centre", "E01000000"),
            ("town-centre-ashford", "", "", "E01000001"),
            ("south-ashford", "South Ashford", "priority neighbourhood", ashford["Cedar"]),
            ("south-ashford", "", "", "Elm (Ashford)"),
            ("east-kent", "East Kent", "unitary", ASHFORD),
            ("east-kent", "", "", "Canterbury"),
            ("grown", "Grown Ashford", "other", ashford["Cedar"]),
            ("grown", "", "", ashford["Furze"], "2023-03"),
            ("young", "Young Ashford", "other", ashford["Alder"], "2022-04"),
        ],
    )
    return path


def _square(place: int) -> list[list[float]]:
    west, south = 0.5 + 0.05 * (place % 6), 51.1 + 0.05 * (place // 6)
    return [
        [west, south],
        [west, south + 0.05],
        [west + 0.05, south + 0.05],
        [west + 0.05, south],
        [west, south],
    ]


def _centre(place: int) -> tuple[float, float]:
    return 0.525 + 0.05 * (place % 6), 51.125 + 0.05 * (place // 6)


def _write_boundaries(folder: Path, county: SmallCounty) -> None:
    wards = [
        _feature({"WD25CD": code, "WD25NM": name, "LAD25CD": parent}, _square(place))
        for place, (code, (name, parent)) in enumerate(county.wards.items())
    ]
    districts = []
    for code, name in DISTRICTS.items():
        squares = [_square(place) for place, ward in enumerate(county.wards) if county.wards[ward][1] == code]
        (west, south), (east, north) = squares[0][0], squares[-1][2]
        ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
        districts.append(_feature({"LAD25CD": code, "LAD25NM": name}, ring))
    for name, features in (("wards_2025", wards), ("districts_2025", districts)):
        content = {"type": "FeatureCollection", "features": features}
        (folder / f"{name}.geojson").write_text(json.dumps(content), encoding="utf-8")


def _feature(properties: dict[str, str], ring: list[list[float]]) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _write_lookups(folder: Path, county: SmallCounty) -> None:
    lsoas = [
        (f"E01{place:06d}", f"Lsoa {place}", code, name, parent, DISTRICTS[parent])
        for place, (code, (name, parent)) in enumerate(county.wards.items())
    ]
    head = ("lsoa21_code", "lsoa21_name", "ward25_code", "ward25_name", "ltla25_code", "ltla25_name")
    _write_csv(folder / "lsoa21_ward25.csv", head, lsoas)
    _write_csv(
        folder / "ltla25_csp25_pfa25.csv",
        ("ltla25_code", "ltla25_name", "csp25_code", "csp25_name", "pfa25_code", "pfa25_name"),
        [(code, name, PARTNERSHIPS[code], name, FORCE, "Kent") for code, name in DISTRICTS.items()],
    )
    _write_csv(
        folder / "census2021_lsoa21.csv",
        ("lsoa21_code", "total_residents", "total_households"),
        [(lsoa[0], county.residents[lsoa[2]], county.residents[lsoa[2]] // 2) for lsoa in lsoas],
    )


def _write_series(folder: Path, county: SmallCounty) -> None:
    rows: list[Sequence[object]] = []
    given: dict[tuple[str, str, str, Month], int] = {}
    for record in county.records:
        if record.source == "police_uk":
            continue
        key = (record.measure, record.source, record.district, record.month)
        given[key] = given.get(key, 0) + record.value
        if record.ward is not None:
            name, parent = county.wards[record.ward]
            rows.append(
                _row(record.month, name, DISTRICTS[parent], record.measure, record.value, record.source)
            )
    rows += [
        _row(month, DISTRICTS[district], "", measure, value, source)
        for (measure, source, district, month), value in given.items()
    ]
    head = ("period", "area", "area_parent", "measure", "value", "source", "status", "extracted")
    _write_csv(folder / "series.csv", head, rows)


def _row(month: Month, area: str, parent: str, measure: str, value: int, source: str) -> tuple[object, ...]:
    status = "partial" if month == PARTIAL else ""
    return (month, area, parent, measure, value, source, status, "2024-01-05")


def _write_police(folder: Path, county: SmallCounty) -> None:
    head = [
        "Crime ID",
        "Month",
        "Reported by",
        "Falls within",
        "Longitude",
        "Latitude",
        "Location",
        "LSOA code",
        "LSOA name",
        "Crime type",
        "Last outcome category",
        "Context",
    ]
    places = {code: place for place, code in enumerate(county.wards)}
    months: dict[Month, list[Sequence[object]]] = {}
    for record in county.records:
        if record.source != "police_uk" or record.ward is None:
            continue
        place = places[record.ward]
        longitude, latitude = _centre(place)
        for _ in range(record.value):
            rows = months.setdefault(record.month, [])
            rows.append(
                (
                    f"{record.month}-{len(rows):060d}",
                    record.month,
                    "Kent Police",
                    "Kent Police",
                    f"{longitude:.6f}",
                    f"{latitude:.6f}",
                    record.place,
                    f"E01{place:06d}",
                    f"Lsoa {place}",
                    "Burglary",
                    "Under investigation",
                    "",
                )
            )
    for month, rows in months.items():
        (folder / str(month)).mkdir(exist_ok=True)
        _write_csv(folder / str(month) / f"{month}-kent-street.csv", head, rows)


def _write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)
