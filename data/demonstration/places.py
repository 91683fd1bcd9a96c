"""The demonstration's own LSOAs, and the named points inside them to which crimes are snapped."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demonstration.facts import wards
from data.demonstration.spatial import HOSPITALS, TOWN_CENTRES, nearest_centre_km

# No LSOA of any vintage has a code from here on, so none of these can be taken for a real one.
_FIRST_CODE: Final = 98001
_RESIDENTS_AN_LSOA: Final = 1650
_POINTS_AN_LSOA: Final = 17
# Inside half the way to the nearest other centre a point lies in the ward's own cell.
_REACH: Final = 0.4
_KM_A_DEGREE: Final = (69.5, 111.2)
_BUSIEST_LSOA: Final = 0.56
_HOSPITAL_SHARE: Final = 0.34

_NAMES: Final = """
    Abbots Ash Bakers Barn Beech Bell Birch Bishops Bridge Brook Castle Cedar Chapel Cherry Chestnut Church
    Coopers Cross Dover Elder Fairfield Forge George Grange Hawthorn Hazel Hillside Holly Kings Larch Laurel
    Lime London Manor Maple Market Meadow Mill Nelson Oak Orchard Park Priory Quarry Queens Railway Regent
    River Rowan School Springfield Station Tower Vicarage Victoria Wellington
"""
_WAYS: Final = "Road Street Lane Close Avenue Drive Way Gardens Crescent Place Court Hill"
_STREETS: Final = tuple(f"{name} {way}" for name, way in product(_NAMES.split(), _WAYS.split()))

SPECIAL: Final = (
    *("Parking Area", "Supermarket", "Shopping Area", "Petrol Station", "Sports/Recreation Area"),
    *("Park/Open Space", "Further/Higher Educational Building", "Hospital", "Police Station"),
    *("Nightclub", "Bus/Coach Station", "Theatre/Concert Hall"),
)
_ANYWHERE: Final = (0.055, 0.035, 0.012, 0.02, 0.02, 0.03, 0.004)
_IN_TOWN: Final = ("Shopping Area", "Parking Area", "Nightclub", "Bus/Coach Station", "Theatre/Concert Hall")


@dataclass(frozen=True)
class Places:
    """LSOAs (code, name, ward, residents, households) and points, grouped by ward in the order of `wards()`.

    Point arrays have one entry a point: its LSOA's position, coordinates, name, kind (position in SPECIAL or
    -1 for a street) and how often it is used. `first` and `last` bound each ward's points.
    """

    lsoas: pd.DataFrame
    lsoa: NDArray[np.int64]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    name: NDArray[np.object_]
    kind: NDArray[np.int64]
    weight: NDArray[np.float64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def make_places(rng: np.random.Generator) -> Places:
    """Places for every ward: an LSOA for about 1,650 residents, about 17 points each."""
    frame = wards()
    lsoas = _lsoas(frame, rng)
    number = rng.poisson(_POINTS_AN_LSOA, len(lsoas)).clip(6, 45)
    lsoa = np.repeat(np.arange(len(lsoas)), number)
    ward = lsoas["ward_number"].to_numpy()[lsoa]
    longitude, latitude = _coordinates(frame, lsoas, lsoa, rng)
    kind = _kinds(frame, ward, lsoas["in_town"].to_numpy()[lsoa], rng)
    names = np.array([*SPECIAL, *_STREETS], dtype=object)
    name = names[np.where(kind >= 0, kind, len(SPECIAL) + rng.integers(0, len(_STREETS), len(kind)))]
    weight = rng.gamma(0.7, 1.0, len(kind)) + 0.05
    inside = np.bincount(lsoa, weights=weight)
    weight *= (lsoas["share"].to_numpy() / inside)[lsoa]
    weight = _with_hospitals(weight, ward, kind)
    edges = np.searchsorted(ward, np.arange(len(frame) + 1))
    return Places(
        lsoas=lsoas.drop(columns=["ward_number", "in_town", "share"]),
        lsoa=lsoa,
        longitude=longitude,
        latitude=latitude,
        name=np.array([f"On or near {text}" for text in name], dtype=object),
        kind=kind,
        weight=weight,
        first=edges[:-1],
        last=edges[1:],
    )


def _lsoas(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count = np.maximum(1, np.rint(frame["residents_2021"].to_numpy() / _RESIDENTS_AN_LSOA)).astype(int)
    ward = np.repeat(np.arange(len(frame)), count)
    place = np.concatenate([np.arange(n) for n in count])
    centres = {(code, name) for code, names in TOWN_CENTRES.items() for name in names}
    town = np.array(
        [pair in centres for pair in zip(frame["district_code"], frame["ward_name"], strict=True)]
    )
    size = rng.uniform(0.8, 1.2, len(ward))
    size /= np.bincount(ward, weights=size)[ward]
    share = rng.gamma(3.0, 1.0, len(ward))
    share /= np.bincount(ward, weights=share)[ward]
    # One LSOA of a town-centre ward holds the streets with the shops and the pubs: more than half of it all.
    core = town & (count > 1)
    first = place == 0
    rest = np.bincount(ward, weights=np.where(first, 0, share))[ward]
    around = share / np.maximum(rest, 1e-9) * (1 - _BUSIEST_LSOA)
    share = np.where(core[ward], np.where(first, _BUSIEST_LSOA, around), share)
    return pd.DataFrame(
        {
            "lsoa_code": [f"E01{_FIRST_CODE + n:06d}" for n in range(len(ward))],
            "lsoa_name": [
                f"{frame['district_name'].iloc[w]} {901 + w % 99:03d}{chr(65 + p)}"
                for w, p in zip(ward, place, strict=True)
            ],
            "ward_code": frame["ward_code"].to_numpy()[ward],
            "ward_name": frame["ward_name"].to_numpy()[ward],
            "district_code": frame["district_code"].to_numpy()[ward],
            "district_name": frame["district_name"].to_numpy()[ward],
            "residents": _shared(frame["residents_2021"].to_numpy(), ward, size),
            "households": _shared(frame["households_2021"].to_numpy(), ward, size),
            "ward_number": ward,
            "in_town": town[ward] & first,
            "share": share,
        }
    )


def _shared(
    total: NDArray[np.int64], ward: NDArray[np.int64], size: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Each ward's total over its LSOAs, in whole people that add up."""
    after = np.rint(np.cumsum(size * total[ward]))
    before = np.concatenate([[0.0], after[:-1]])
    shared: NDArray[np.int64] = (after - before).astype(np.int64)
    return shared


def _coordinates(
    frame: pd.DataFrame, lsoas: pd.DataFrame, lsoa: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ward = lsoas["ward_number"].to_numpy()
    reach = np.minimum(nearest_centre_km(frame), 5.0)[ward] * _REACH
    angle, far = rng.uniform(0, 2 * np.pi, len(lsoas)), np.sqrt(rng.uniform(0, 1, len(lsoas))) * 0.7
    turn, near = rng.uniform(0, 2 * np.pi, len(lsoa)), np.sqrt(rng.uniform(0, 1, len(lsoa))) * 0.3
    east = reach[lsoa] * (np.cos(angle) * far)[lsoa] + reach[lsoa] * np.cos(turn) * near
    north = reach[lsoa] * (np.sin(angle) * far)[lsoa] + reach[lsoa] * np.sin(turn) * near
    centre = ward[lsoa]
    longitude = frame["longitude"].to_numpy()[centre] + east / _KM_A_DEGREE[0]
    latitude = frame["latitude"].to_numpy()[centre] + north / _KM_A_DEGREE[1]
    return np.round(longitude, 6), np.round(latitude, 6)


def _kinds(
    frame: pd.DataFrame, ward: NDArray[np.int64], in_town: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.int64]:
    lot = rng.uniform(0, 1, len(ward))
    kind = np.searchsorted(np.cumsum(_ANYWHERE), lot)
    kind = np.where(kind < len(_ANYWHERE), kind, -1)
    town = np.array([SPECIAL.index(name) for name in _IN_TOWN])
    kind = np.where(in_town & (lot > 0.55), town[rng.integers(0, len(town), len(ward))], kind)
    for district, name in HOSPITALS.items():
        at = frame.index[(frame["district_code"] == district) & (frame["ward_name"] == name)]
        kind[np.searchsorted(ward, at[0])] = SPECIAL.index("Hospital")
    for district, names in TOWN_CENTRES.items():
        at = frame.index[(frame["district_code"] == district) & (frame["ward_name"] == names[0])]
        kind[np.searchsorted(ward, at[0]) + 1] = SPECIAL.index("Police Station")
    return kind.astype(np.int64)


def _with_hospitals(
    weight: NDArray[np.float64], ward: NDArray[np.int64], kind: NDArray[np.int64]
) -> NDArray[np.float64]:
    """A ward with a hospital has a third of its crime there."""
    out = weight.copy()
    for point in np.flatnonzero(kind == SPECIAL.index("Hospital")):
        rest = weight[ward == ward[point]].sum() - weight[point]
        out[point] = rest * _HOSPITAL_SHARE / (1 - _HOSPITAL_SHARE)
    return out
