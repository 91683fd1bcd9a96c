"""Road collisions and casualties as the Department for Transport gives them, in its newest columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.demonstration.extract_files import write_table
from data.demonstration.facts import MONTHS
from data.demonstration.places import Places
from data.demonstration.season import month_factors
from data.demonstration.series import Series
from geo.boundaries import points_to_metres

_FORCE: Final = 46
_KILLED: Final = 0.06
# Slightly injured people to each who is killed or seriously injured.
_SLIGHT: Final = 5.3
_ALONE: Final = 0.77
_TRUNK: Final = 0.13
# Pedestrian, cyclist, motorcyclists, car, bus, van: among the badly hurt, and among the others.
_TYPES: Final = (0, 1, 3, 5, 9, 11, 19)
_BADLY: Final = (0.22, 0.13, 0.09, 0.19, 0.32, 0.02, 0.03)
_SLIGHTLY: Final = (0.13, 0.11, 0.07, 0.05, 0.57, 0.03, 0.04)
_BANDS: Final = (-1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_AGES: Final = (0.02, 0.02, 0.03, 0.05, 0.13, 0.11, 0.2, 0.15, 0.12, 0.08, 0.05, 0.04)
_HOURS: Final = (2, 1, 1, 1, 1, 2, 4, 7, 10, 6, 6, 7, 8, 8, 8, 11, 12, 13, 10, 8, 6, 5, 4, 3)
_MISSING: Final = -1
# The years whose figures are final. Those of the last months are not, as at any real time.
_FINAL: Final = (2019, 2020, 2021, 2022, 2023)
_SHARED: Final = {
    "police_force": _FORCE,
    "local_authority_district": _MISSING,
    "local_authority_highway": "E10000016",
    "local_authority_highway_current": "E10000016",
    **dict.fromkeys(("first_road_class", "second_road_class"), 3),
    **dict.fromkeys(("first_road_number", "second_road_number"), 0),
    "road_type": 6,
    "speed_limit": 30,
    **dict.fromkeys(("junction_detail_historic", "junction_detail"), 0),
    "junction_control": _MISSING,
    **dict.fromkeys(
        (
            "pedestrian_crossing_human_control_historic",
            "pedestrian_crossing_physical_facilities_historic",
            "pedestrian_crossing",
            "special_conditions_at_site",
            "carriageway_hazards_historic",
            "carriageway_hazards",
        ),
        0,
    ),
    **dict.fromkeys(("light_conditions", "weather_conditions", "road_surface_conditions"), 1),
    **dict.fromkeys(("urban_or_rural_area", "did_police_officer_attend_scene_of_accident"), 1),
    "collision_injury_based": 1,
}
_COLLISION: Final = (
    *("collision_index", "collision_year", "collision_ref_no", "location_easting_osgr"),
    *("location_northing_osgr", "longitude", "latitude", "police_force", "collision_severity"),
    *("number_of_vehicles", "number_of_casualties", "date", "day_of_week", "time"),
    *("local_authority_district", "local_authority_ons_district", "local_authority_highway"),
    *("local_authority_highway_current", "first_road_class", "first_road_number", "road_type", "speed_limit"),
    *("junction_detail_historic", "junction_detail", "junction_control", "second_road_class"),
    *("second_road_number", "pedestrian_crossing_human_control_historic"),
    *("pedestrian_crossing_physical_facilities_historic", "pedestrian_crossing", "light_conditions"),
    *("weather_conditions", "road_surface_conditions", "special_conditions_at_site"),
    *("carriageway_hazards_historic", "carriageway_hazards", "urban_or_rural_area"),
    *("did_police_officer_attend_scene_of_accident", "trunk_road_flag", "lsoa_of_accident_location"),
    *("enhanced_severity_collision", "collision_injury_based", "collision_adjusted_severity_serious"),
    "collision_adjusted_severity_slight",
)
_CASUALTY: Final = (
    *("collision_index", "collision_year", "collision_ref_no", "vehicle_reference", "casualty_reference"),
    *("casualty_class", "sex_of_casualty", "age_of_casualty", "age_band_of_casualty", "casualty_severity"),
    *("pedestrian_location", "pedestrian_movement", "car_passenger", "bus_or_coach_passenger"),
    *("pedestrian_road_maintenance_worker", "casualty_type", "casualty_imd_decile", "lsoa_of_casualty"),
    *("enhanced_casualty_severity", "casualty_injury_based", "casualty_adjusted_severity_serious"),
    *("casualty_adjusted_severity_slight", "casualty_distance_banding"),
)
_OF_ALL: Final = {
    "casualty_class": 1,
    **dict.fromkeys(("pedestrian_location", "pedestrian_movement", "car_passenger"), 0),
    **dict.fromkeys(("bus_or_coach_passenger", "pedestrian_road_maintenance_worker"), 0),
    **dict.fromkeys(("casualty_imd_decile", "lsoa_of_casualty", "casualty_distance_banding"), _MISSING),
    "casualty_injury_based": 1,
}
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class _Casualties:
    """One entry a person, ordered by collision: severity (1 killed, 2 serious, 3 slight), and the collision's
    position, row of the series and month."""

    severity: Numbers
    collision: Numbers
    row: Numbers
    month: Numbers

    @property
    def first(self) -> Numbers:
        """The position of each collision's first casualty."""
        return np.flatnonzero(np.diff(self.collision, prepend=-1))


def write_road_files(folder: Path, series: Series, places: Places, *, rng: np.random.Generator) -> list[Path]:
    """Collisions and casualties of the final years, and of the months of the one that is provisional."""
    people = _casualties(series, rng)
    collisions, casualties = _tables(people, series, places, rng)
    last = {False: f"{_FINAL[0]}-to-{_FINAL[-1]}", True: f"provisional-{MONTHS[-1].year}"}
    paths = []
    for name, table in (("collision", collisions), ("casualty", casualties)):
        late = table["collision_year"].to_numpy() > _FINAL[-1]
        for early in (False, True):
            path = folder / f"road-casualty-statistics-{name}-{last[early]}.csv"
            write_table(path, table.filter(pa.array(late == early)))
            paths.append(path)
    return paths


def _casualties(series: Series, rng: np.random.Generator) -> _Casualties:
    """Everybody the series counts as killed or seriously injured, and the slightly injured around them."""
    ksi = series.ksi.of("ksi_casualties")
    leaf = series.ksi.family.leaves[0]
    usual = ksi.mean(axis=1, keepdims=True) * month_factors(leaf)
    slight = rng.poisson(_SLIGHT * (0.3 * ksi + 0.7 * usual))
    both = np.stack([ksi, slight], axis=-1)
    row, month, badly = (part.ravel() for part in np.indices(both.shape))
    times = both.ravel()
    row, month = np.repeat(row, times), np.repeat(month, times)
    severity = np.where(np.repeat(badly, times) == 1, 3, 2)
    severity[(severity == 2) & (rng.uniform(0, 1, len(severity)) < _KILLED)] = 1
    # People of one place and month meet in one collision now and then.
    place = row * len(MONTHS) + month
    order = np.lexsort((rng.uniform(0, 1, len(place)), place))
    row, month, severity, place = (values[order] for values in (row, month, severity, place))
    new = (np.diff(place, prepend=-1) != 0) | (rng.uniform(0, 1, len(place)) < _ALONE)
    return _Casualties(severity=severity, collision=np.cumsum(new) - 1, row=row, month=month)


def _tables(
    people: _Casualties, series: Series, places: Places, rng: np.random.Generator
) -> tuple[pa.Table, pa.Table]:
    first = people.first
    size = len(first)
    month, row = people.month[first], people.row[first]
    year = np.array([item.year for item in MONTHS])[month]
    start = np.array([item.first_day for item in MONTHS], dtype="datetime64[D]")[month]
    days = np.array([item.days for item in MONTHS])[month]
    date = start + (rng.uniform(0, 1, size) * days).astype("timedelta64[D]")
    reference = np.char.add(str(_FORCE), np.char.zfill(np.arange(size).astype("U7"), 7))
    index = np.char.add(year.astype("U4"), reference)
    worst = np.minimum.reduceat(people.severity, first)
    of_each = np.bincount(people.collision)
    hour = rng.choice(24, size, p=np.array(_HOURS) / sum(_HOURS))
    clock = np.char.add(np.char.zfill(hour.astype("U2"), 2), ":")
    clock = np.char.add(clock, np.char.zfill(rng.integers(0, 60, size).astype("U2"), 2))
    collision = {
        "collision_index": index,
        "collision_year": year,
        "collision_ref_no": reference,
        **_where(row, series, places, rng),
        "collision_severity": worst,
        "number_of_vehicles": rng.integers(1, 4, size),
        "number_of_casualties": of_each,
        "date": [f"{day:%d/%m/%Y}" for day in date.tolist()],
        "day_of_week": (date.astype(int) + 4) % 7 + 1,
        "time": clock,
        "trunk_road_flag": np.where(rng.uniform(0, 1, size) < _TRUNK, 1, 2),
        "enhanced_severity_collision": _enhanced(worst, rng),
        "collision_adjusted_severity_serious": (worst == 2).astype(int),
        "collision_adjusted_severity_slight": (worst == 3).astype(int),
    }
    return _table(collision, _COLLISION, _SHARED), _people_table(people, index, year, reference, rng)


def _people_table(
    people: _Casualties,
    index: NDArray[np.str_],
    year: Numbers,
    reference: NDArray[np.str_],
    rng: np.random.Generator,
) -> pa.Table:
    size = len(people.severity)
    kind = np.where(
        people.severity < 3,
        rng.choice(_TYPES, size, p=_BADLY),
        rng.choice(_TYPES, size, p=_SLIGHTLY),
    )
    number = np.arange(size) - people.first[people.collision] + 1
    casualty = {
        "collision_index": index[people.collision],
        "collision_year": year[people.collision],
        "collision_ref_no": reference[people.collision],
        "vehicle_reference": np.ones(size, dtype=np.int64),
        "casualty_reference": number,
        "sex_of_casualty": rng.integers(1, 3, size),
        "age_of_casualty": np.full(size, _MISSING),
        "age_band_of_casualty": rng.choice(_BANDS, size, p=_AGES),
        "casualty_severity": people.severity,
        "casualty_type": kind,
        "enhanced_casualty_severity": _enhanced(people.severity, rng),
        # Severity has been recorded by injury here since 2016: nothing is left to estimate.
        "casualty_adjusted_severity_serious": (people.severity == 2).astype(int),
        "casualty_adjusted_severity_slight": (people.severity == 3).astype(int),
    }
    return _table(casualty, _CASUALTY, _OF_ALL)


def _where(
    row: Numbers, series: Series, places: Places, rng: np.random.Generator
) -> Mapping[str, Sequence[object]]:
    """Points of the ward's own places; of what has no ward in the series, the district alone."""
    rows = series.ksi.rows
    placed = rows.placed[row]
    ward = (np.cumsum(rows.placed) - 1)[row]
    many = places.last[ward] - places.first[ward]
    point = places.first[ward] + (rng.uniform(0, 1, len(row)) * many).astype(int)
    longitude, latitude = places.longitude[point], places.latitude[point]
    easting, northing = points_to_metres(longitude, latitude)
    return {
        "location_easting_osgr": _blank(np.rint(easting).astype(int).astype(str), placed),
        "location_northing_osgr": _blank(np.rint(northing).astype(int).astype(str), placed),
        "longitude": _blank(longitude.astype(str), placed),
        "latitude": _blank(latitude.astype(str), placed),
        "local_authority_ons_district": rows.district[row].tolist(),
        "lsoa_of_accident_location": np.where(
            placed, places.lsoas["lsoa_code"].to_numpy(dtype=str)[places.lsoa[point]], str(_MISSING)
        ).tolist(),
    }


def _blank(words: NDArray[np.str_], there: NDArray[np.bool_]) -> list[str | None]:
    return [word if known else None for word, known in zip(words.tolist(), there.tolist(), strict=True)]


def _enhanced(severity: Numbers, rng: np.random.Generator) -> Numbers:
    """The finer severity of injury-based recording: 1 fatal, 5 to 7 serious, 3 slight."""
    found: Numbers = np.where(severity == 2, rng.choice((5, 6, 7), len(severity)), severity)
    return found


def _table(columns: Mapping[str, object], names: Sequence[str], shared: Mapping[str, object]) -> pa.Table:
    size = len(columns["collision_index"])  # type: ignore[arg-type]
    every = {**{name: [value] * size for name, value in shared.items()}, **columns}
    return pa.table({name: pa.array(every[name]) for name in names})
