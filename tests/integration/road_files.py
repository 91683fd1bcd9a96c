"""Made-up STATS19 collisions and casualties in each of the three layouts, and what they add up to."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd

from data.catalogue import load_catalogue
from tests.integration.small_files import ASHFORD, SmallCounty

LAYOUTS = ("Accident_Index", "accident_index", "collision_index")
SEVERITIES = ("killed", "seriously_injured", "slightly_injured")
_USERS = {0: "pedestrian", 1: "pedal cyclist", 5: "motorcyclist", 9: "car occupant", 11: "other road user"}
_BANDS = {2: "0 to 15", 4: "16 to 25", 7: "26 to 65", 11: "66 and over", -1: "not known"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Hurt:
    """A casualty: severity as in SEVERITIES, the chance of a serious injury, type and age band by code."""

    vehicle: int
    number: int
    severity: str
    adjusted: float
    type: int
    band: int

    @property
    def user(self) -> str:
        """The road user's group."""
        return _USERS[self.type]

    @property
    def age(self) -> str:
        """The age group."""
        return _BANDS[self.band]


@dataclass(frozen=True)
class Crash:
    """A collision with its casualties, and where it belongs: district and ward None where in none."""

    index: str
    date: dt.date
    hour: int | None
    stated: str
    lsoa: str
    point: tuple[float, float] | None
    degrees: bool
    trunk: int
    district: str | None
    ward: str | None
    method: str
    hurt: tuple[Hurt, ...]

    @property
    def month(self) -> str:
        """'2021-06'."""
        return f"{self.date:%Y-%m}"

    @property
    def times(self) -> tuple[str, str]:
        """Hour, and day with hour."""
        hour = "not known" if self.hour is None else f"{self.hour:02d}"
        return hour, f"{_DAYS[self.date.weekday()]} {hour}"


def make_crashes(county: SmallCounty, *, years: Sequence[int], rows: int, seed: int) -> list[Crash]:
    """Random collisions, by point, grid or LSOA, in a district only, astray, outside and nowhere."""
    draw = random.Random(seed)  # noqa: S311  made-up rows
    wards = list(county.wards)
    found = []
    for number in range(rows):
        place = draw.randrange(len(wards))
        ward, district = wards[place], county.wards[wards[place]][1]
        west, south = 0.5 + 0.05 * (place % 6), 51.1 + 0.05 * (place // 6)
        inside = west + draw.uniform(0.002, 0.048), south + draw.uniform(0.002, 0.048)
        kind = draw.choices(
            ("point", "grid", "lsoa", "district", "astray", "outside", "nowhere"), (60, 10, 6, 6, 6, 8, 4)
        )[0]
        year = draw.choice(list(years))
        date = dt.date(year, 1, 1) + dt.timedelta(days=draw.randrange(365))
        crash = Crash(
            index=f"{year}46{number:07d}",
            date=date,
            hour=draw.choice([None, *range(24)]),
            stated=district,
            lsoa="",
            point=inside,
            degrees=kind != "grid",
            trunk=draw.choice((1, 2, 2, -1)),
            district=district,
            ward=ward,
            method="point",
            hurt=_hurt(draw),
        )
        found.append(_elsewhere(crash, kind, place=place, west=west, south=south))
    return found


def _elsewhere(crash: Crash, kind: str, *, place: int, west: float, south: float) -> Crash:
    if kind == "lsoa":
        return replace(crash, point=None, lsoa=f"E01{place:06d}", method="lsoa")
    if kind == "district":
        return replace(crash, point=None, ward=None, method="district_only")
    if kind == "astray" and place < 6:
        # Two hundred metres south of the southernmost wards: in none, but near its own.
        return replace(crash, point=(west + 0.025, south - 0.002), method="point_nearest")
    if kind == "outside":
        # The other side of the country, in a district that no lookup here has.
        return replace(
            crash, stated="E09000004", point=(0.148, 51.441), district=None, ward=None, method="outside"
        )
    if kind == "nowhere":
        return replace(crash, stated="", point=None, district=None, ward=None, method="no_location")
    return crash


def _hurt(draw: random.Random) -> tuple[Hurt, ...]:
    found = []
    for number in range(1, draw.choice((1, 1, 1, 2, 3)) + 1):
        severity = draw.choices(SEVERITIES, (5, 25, 70))[0]
        chance = 0.0 if severity == "killed" else round(draw.random(), 6)
        found.append(
            Hurt(
                vehicle=draw.choice((1, 2)),
                number=number,
                severity=severity,
                adjusted=chance,
                type=draw.choice(list(_USERS)),
                band=draw.choice(list(_BANDS)),
            )
        )
    return tuple(found)


def write_crashes(folder: Path, crashes: Iterable[Crash], *, layout: str, stem: str = "roads") -> list[Path]:
    """A collision and a casualty file; for the older layouts a severity adjustment file too."""
    folder.mkdir(parents=True, exist_ok=True)
    crashes = list(crashes)
    paths = [
        _write(folder / f"{stem}-collision.csv", _collision_head(layout), _collisions(crashes, layout)),
        _write(folder / f"{stem}-casualty.csv", _casualty_head(layout), _casualties(crashes, layout)),
    ]
    if layout != "collision_index":
        paths.append(
            _write(folder / f"{stem}-adjustment.csv", _adjustment_head(layout), _adjustments(crashes))
        )
    return paths


def _collision_head(layout: str) -> list[str]:
    if layout == "Accident_Index":
        return [
            *("Accident_Index", "Location_Easting_OSGR", "Location_Northing_OSGR", "Longitude", "Latitude"),
            *("Police_Force", "Accident_Severity", "Number_of_Vehicles", "Number_of_Casualties", "Date"),
            *("Day_of_Week", "Time", "Local_Authority_(District)", "Local_Authority_(Highway)"),
            "LSOA_of_Accident_Location",
        ]
    start = ["accident_index", "accident_year", "accident_reference"]
    if layout == "collision_index":
        start = ["collision_index", "collision_year", "collision_ref_no"]
    severity = "accident_severity" if layout == "accident_index" else "collision_severity"
    return [
        *start,
        *("location_easting_osgr", "location_northing_osgr", "longitude", "latitude", "police_force"),
        *(severity, "number_of_vehicles", "number_of_casualties", "date", "day_of_week", "time"),
        *("local_authority_district", "local_authority_ons_district", "trunk_road_flag"),
        "lsoa_of_accident_location",
    ]


def _collisions(crashes: list[Crash], layout: str) -> Iterable[list[object]]:
    numbers = {code: number for number, code in load_catalogue().former_codes.items()}
    points = gpd.GeoSeries.from_xy(
        [crash.point[0] if crash.point else 0.0 for crash in crashes],
        [crash.point[1] if crash.point else 51.0 for crash in crashes],
        crs=4326,
    ).to_crs(27700)
    missing = "" if layout == "Accident_Index" else -1
    for crash, metres in zip(crashes, points, strict=True):
        grid = [round(metres.x), round(metres.y)] if crash.point else [missing, missing]
        degrees = [f"{value:.6f}" for value in crash.point] if crash.point and crash.degrees else ["", ""]
        worst = 1 + min(SEVERITIES.index(person.severity) for person in crash.hurt)
        time = "" if crash.hour is None else f"{crash.hour:02d}:30"
        day = f"{crash.date:%d/%m/%Y}"
        about = [46, worst, 2, len(crash.hurt), day, crash.date.isoweekday() % 7 + 1, time]
        lsoa = crash.lsoa or missing
        old = numbers.get(crash.stated, 99 if crash.stated else -1)
        if layout == "Accident_Index":
            yield [crash.index, *grid, *degrees, *about, old, "E10000016", lsoa]
            continue
        yield [
            *(crash.index, crash.index[:4], crash.index[4:], *grid, *degrees, *about),
            *(old, crash.stated or -1, crash.trunk, lsoa),
        ]


def _casualty_head(layout: str) -> list[str]:
    names = ["Vehicle_Reference", "Casualty_Reference", "Casualty_Severity", "Casualty_Type"]
    names.append("Age_Band_of_Casualty")
    if layout != "Accident_Index":
        names = [name.lower() for name in names]
    if layout == "collision_index":
        names += ["casualty_adjusted_severity_serious", "casualty_adjusted_severity_slight"]
    return [layout, *names]


def _casualties(crashes: list[Crash], layout: str) -> Iterable[list[object]]:
    for crash in crashes:
        for person in crash.hurt:
            severity = 1 + SEVERITIES.index(person.severity)
            row = [crash.index, person.vehicle, person.number, severity, person.type, person.band]
            if layout == "collision_index":
                row += [person.adjusted, 1 - person.adjusted]
            yield row


def _adjustment_head(layout: str) -> list[str]:
    names = ["Vehicle_Reference", "Casualty_Reference", "Adjusted_Serious", "Adjusted_Slight", "injury_based"]
    return ["accident_index", *(names if layout == "Accident_Index" else [name.lower() for name in names])]


def _adjustments(crashes: list[Crash]) -> Iterable[list[object]]:
    for crash in crashes:
        for person in crash.hurt:
            if person.severity != "killed":
                yield [crash.index, person.vehicle, person.number, person.adjusted, 1 - person.adjusted, 0]


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def count_wards(crashes: Iterable[Crash]) -> Counter[tuple[str, str, str | None, str]]:
    """(measure, district, ward, month) -> people, one after the other, with the sums."""
    found: Counter[tuple[str, str, str | None, str]] = Counter()
    for crash in crashes:
        if crash.district is None:
            continue
        for person in crash.hurt:
            names = [person.severity, "all_casualties"]
            if person.severity != "slightly_injured":
                names.append("ksi_casualties")
            for name in names:
                found[name, crash.district, crash.ward, crash.month] += 1
    return found


def count_splits(crashes: Iterable[Crash]) -> Counter[tuple[str, str, str, str]]:
    """(district, month, breakdown, category) -> people killed or seriously injured."""
    roads = {1: "trunk", 2: "local", -1: "not known"}
    found: Counter[tuple[str, str, str, str]] = Counter()
    for crash in crashes:
        hour, day_hour = crash.times
        for person in crash.hurt:
            if crash.district is None or person.severity == "slightly_injured":
                continue
            for breakdown, category in (
                ("road_user", person.user),
                ("age_band", person.age),
                ("road", roads[crash.trunk]),
                ("hour", hour),
                ("day_hour", day_hour),
            ):
                found[crash.district, crash.month, breakdown, category] += 1
    return found


def adjusted_ksi(crashes: Iterable[Crash], *, district: str = ASHFORD, year: int) -> float:
    """Killed, and the chances of everybody else, in a district and calendar year."""
    return sum(
        1.0 if person.severity == "killed" else person.adjusted
        for crash in crashes
        if crash.district == district and crash.date.year == year
        for person in crash.hurt
    )
