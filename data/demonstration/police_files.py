"""Street-crime files as data.police.uk gives them: a CSV a month, its columns, its habits and its gaps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from data.catalogue.load import load_catalogue
from data.demonstration.facts import FIRST, MONTHS
from data.demonstration.fitting import Counts
from data.demonstration.places import SPECIAL, Places
from data.demonstration.series import Series

HEADER: Final = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)
# The public files hold fewer offences than the force's own counts: about 9,200 a year against 11,300.
_PUBLIC_SHARE: Final = 0.813
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "asb_police_reports": (),
    "burglary": ("burglary",),
    "arson_and_criminal_damage": ("criminal_damage", "arson"),
    "drug_offences": ("drugs",),
    "possession_of_weapons": ("weapons",),
    "public_order": ("public_order",),
    "robbery": ("robbery",),
    "shoplifting": ("shoplifting",),
    "vehicle_crime": ("vehicle",),
    "violence_and_sexual_offences": (
        *("most_serious", "other_injury", "stalking", "other_violence", "rape", "other_sexual"),
    ),
}
_OTHER: Final = {
    "other_theft": 0.61,
    "other_crime": 0.295,
    "bicycle_theft": 0.055,
    "theft_from_the_person": 0.04,
}
# How many times as often as a street each kind of place is used, by type.
_DRAWN_TO: Final[Mapping[str, Mapping[str, float]]] = {
    "shoplifting": {"Supermarket": 40, "Shopping Area": 40, "Petrol Station": 15},
    "vehicle_crime": {"Parking Area": 8, "Hospital": 0.2},
    "asb_police_reports": {"Park/Open Space": 4, "Sports/Recreation Area": 3, "Shopping Area": 3},
    "violence_and_sexual_offences": {"Nightclub": 5, "Hospital": 2, "Police Station": 3},
    "drug_offences": {"Police Station": 5, "Nightclub": 4, "Hospital": 0.2},
    "public_order": {"Hospital": 1.5, "Bus/Coach Station": 4, "Police Station": 4},
    "burglary": {"Hospital": 0.05, "Park/Open Space": 0.1},
}  # fmt: skip
_OUTCOMES: Final = {
    "Unable to prosecute suspect": 0.42,
    "Investigation complete; no suspect identified": 0.36,
    "Court result unavailable": 0.08,
    "Local resolution": 0.04,
    "Status update unavailable": 0.04,
    "Action to be taken by another organisation": 0.025,
    "Awaiting court outcome": 0.02,
    "Offender given a caution": 0.011,
    "Further action is not in the public interest": 0.004,
    # Of recent months only.
    "Under investigation": 0.0,
}
_COPIED: Final = 0.09
_RAIL_A_MONTH: Final = 6
_OUTSIDE_A_MONTH: Final = 4
_REPEATED_IDS: Final = 25
_STAMP: Final = (2024, 5, 1, 0, 0, 0)
_MARKER: Final = "demonstration: true\n"


@dataclass(frozen=True)
class Incidents:
    """One entry a row: month (position), point (-1: no location, -2: outside), type (position in `types`)."""

    month: NDArray[np.int64]
    point: NDArray[np.int64]
    type: NDArray[np.int64]
    types: tuple[str, ...]


def make_incidents(series: Series, places: Places, *, rng: np.random.Generator) -> Incidents:
    """A row for each incident, in the publisher's order: by month, LSOA and type, without location last."""
    counts = _public_counts(series, rng)
    types = tuple(sorted(counts, key=lambda measure: _label(measure)))
    parts = [
        _located(number, measure, counts[measure], series=series, places=places, rng=rng)
        for number, measure in enumerate(types)
    ]
    parts.append(_outside(types, rng))
    month, point, kind = (np.concatenate([part[n] for part in parts]) for n in range(3))
    where = np.where(point >= 0, places.lsoa[point], len(places.lsoas) - point)
    order = np.lexsort((kind, where, month))
    return Incidents(month=month[order], point=point[order], type=kind[order], types=types)


def _label(measure: str) -> str:
    return load_catalogue().measures[measure].names["police_uk"]


def _public_counts(series: Series, rng: np.random.Generator) -> dict[str, Counts]:
    """What of the force's counts reaches the public files, shape (rows, months) for each measure."""
    names = [leaf.name for leaf in series.crime.family.leaves]
    public = rng.binomial(series.crime.counts, _PUBLIC_SHARE)
    found = {
        measure: public[[names.index(leaf) for leaf in leaves]].sum(axis=0)
        for measure, leaves in _TYPES.items()
        if leaves
    }
    found["asb_police_reports"] = rng.binomial(series.asb.of("asb_police_reports"), 0.97)
    split = rng.multinomial(public[names.index("other_crime")], list(_OTHER.values()))
    return found | {measure: split[..., n] for n, measure in enumerate(_OTHER)}


def _located(
    number: int, measure: str, counts: Counts, *, series: Series, places: Places, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    rows = series.crime.rows
    ward_number = np.cumsum(rows.placed) - 1
    row, month = np.nonzero(counts)
    times = counts[row, month]
    row, month = np.repeat(row, times), np.repeat(month, times)
    weight = places.weight.copy()
    for place, often in _DRAWN_TO.get(measure, {}).items():
        weight[places.kind == SPECIAL.index(place)] *= often
    upto = np.concatenate([[0.0], np.cumsum(weight)])
    ward = ward_number[row]
    low, high = upto[places.first[ward]], upto[places.last[ward]]
    point = np.searchsorted(upto, low + (high - low) * rng.uniform(0, 1, len(row)), side="right") - 1
    point = point.clip(places.first[ward], places.last[ward] - 1)
    if measure == "asb_police_reports":
        point = _with_copies(point, group=row * len(MONTHS) + month, rng=rng)
    point = np.where(rows.placed[row], point, -1)
    return month, point, np.full(len(row), number)


def _with_copies(
    point: NDArray[np.int64], *, group: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """ASB rows have no Crime ID: those at one point in one month cannot be told apart, and many are such."""
    again = (rng.uniform(0, 1, len(point)) < _COPIED) & np.concatenate([[False], group[1:] == group[:-1]])
    original = np.maximum.accumulate(np.where(again, 0, np.arange(len(point))))
    copied: NDArray[np.int64] = point[original]
    return copied


def _outside(
    types: Sequence[str], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    month = np.repeat(np.arange(len(MONTHS)), _OUTSIDE_A_MONTH)
    choices = [n for n, measure in enumerate(types) if measure != "asb_police_reports"]
    return month, np.full(len(month), -2), rng.choice(choices, len(month))


def write_police_files(
    folder: Path, incidents: Incidents, places: Places, *, rng: np.random.Generator
) -> list[Path]:
    """A zip for each financial year, with a folder and a CSV for each month. Returns their paths."""
    table = _table(incidents, places, rng)
    edges = np.searchsorted(incidents.month, np.arange(len(MONTHS) + 1))

    def month_csv(month: int) -> bytes:
        sink = io.BytesIO()
        sink.write(HEADER.encode())
        part = table.slice(edges[month], edges[month + 1] - edges[month])
        options = pa_csv.WriteOptions(include_header=False, quoting_style="none")
        pa_csv.write_csv(part, sink, write_options=options)
        return sink.getvalue()

    def year_zip(first: int) -> Path:
        start, end = FIRST + first, FIRST + (first + 11)
        path = folder / f"police-uk-kent-{start}-to-{end}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for month in range(first, first + 12):
                name = str(MONTHS[month])
                for entry, content in (
                    (f"{name}/{name}-kent-street.csv", month_csv(month)),
                    (f"{name}/demonstration.yaml", _MARKER.encode()),
                ):
                    info = zipfile.ZipInfo(entry, date_time=_STAMP)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, content, compresslevel=1)
        return path

    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(year_zip, range(0, len(MONTHS), 12)))


def _table(incidents: Incidents, places: Places, rng: np.random.Generator) -> pa.Table:
    """The publisher's columns as text, with empty cells null."""
    size = len(incidents.month)
    located = incidents.point >= 0
    point = np.where(located, incidents.point, 0)
    outside = incidents.point == -2
    force = _forces(incidents, rng)

    def text(
        codes: NDArray[np.int64], words: Sequence[str], *, present: NDArray[np.bool_] | None = None
    ) -> pa.Array:
        missing = None if present is None else ~present
        return pa.DictionaryArray.from_arrays(
            pa.array(codes, pa.int32(), mask=missing), pa.array(words)
        ).cast("string")

    def coordinate(values: NDArray[np.float64], elsewhere: float) -> pa.Array:
        words = [f"{value:.6f}".rstrip("0") for value in values] + [f"{elsewhere:.6f}"]
        return text(np.where(outside, len(values), point), words, present=located | outside)

    lsoa = np.where(outside, len(places.lsoas), places.lsoa[point])
    place = np.where(outside, len(places.name) + 1, np.where(located, point, len(places.name)))
    words = ["Kent Police", "British Transport Police"]
    asb = incidents.types.index("asb_police_reports")
    crime = incidents.type != asb
    return pa.table(
        {
            "Crime ID": _crime_ids(crime, rng),
            "Month": text(incidents.month, [str(month) for month in MONTHS]),
            "Reported by": text(force, words),
            "Falls within": text(np.zeros(size, dtype=np.int64), words),
            "Longitude": coordinate(places.longitude, -0.118092),
            "Latitude": coordinate(places.latitude, 51.509865),
            "Location": text(place, [*places.name, "No Location", "On or near Station Road"]),
            "LSOA code": text(lsoa, [*places.lsoas["lsoa_code"], "E01097901"], present=located | outside),
            "LSOA name": text(
                lsoa, [*places.lsoas["lsoa_name"], "Elsewhere 901A"], present=located | outside
            ),
            "Crime type": text(incidents.type, [_label(measure) for measure in incidents.types]),
            "Last outcome category": text(_outcomes(incidents, rng), list(_OUTCOMES), present=crime),
            "Context": pa.nulls(size, pa.string()),
        }
    )


def _crime_ids(crime: NDArray[np.bool_], rng: np.random.Generator) -> pa.Array:
    """64 hexadecimal digits, as a SHA-256 has; a few are given twice, as the publisher's are."""
    size = int(crime.sum())
    digits = np.frombuffer(rng.bytes(32 * size).hex().encode(), dtype="S64").copy()
    again = rng.choice(size, min(_REPEATED_IDS, size), replace=False)
    digits[again] = digits[(again + 1) % size]
    where = np.cumsum(crime) - 1
    values = pa.array(digits, pa.binary(64)).cast(pa.binary()).cast(pa.string())
    return values.take(pa.array(np.maximum(where, 0), pa.int64(), mask=~crime))


def _outcomes(incidents: Incidents, rng: np.random.Generator) -> NDArray[np.int64]:
    chance = np.array(list(_OUTCOMES.values()))
    drawn = rng.choice(len(chance), len(incidents.month), p=chance / chance.sum())
    waiting = list(_OUTCOMES).index("Under investigation")
    recent = (incidents.month >= len(MONTHS) - 4) & (rng.uniform(0, 1, len(drawn)) < 0.1)
    outcome: NDArray[np.int64] = np.where(recent, waiting, drawn)
    return outcome


def _forces(incidents: Incidents, rng: np.random.Generator) -> NDArray[np.int64]:
    """0 for the force itself, 1 for the few rows a month that the railway's police reported."""
    force = np.zeros(len(incidents.month), dtype=np.int64)
    asb = incidents.types.index("asb_police_reports")
    could = np.flatnonzero((incidents.point >= 0) & (incidents.type != asb))
    force[rng.choice(could, min(_RAIL_A_MONTH * len(MONTHS), len(could)), replace=False)] = 1
    return force
