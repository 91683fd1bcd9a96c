"""Where things happen: more where people live close together, and most in town centres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demonstration.facts import districts, wards
from data.demonstration.offences import Leaf

# Crimes a year for 1,000 residents by district, and how the district's centre is called among its wards.
DISTRICT_LEVEL: Final = {
    "E06000035": 117.6,
    "E07000105": 87.4,
    "E07000106": 104.0,
    "E07000107": 113.4,
    "E07000108": 99.8,
    "E07000109": 118.7,
    "E07000110": 98.7,
    "E07000111": 67.2,
    "E07000112": 108.2,
    "E07000113": 113.4,
    "E07000114": 134.4,
    "E07000115": 79.8,
    "E07000116": 76.7,
}
TOWN_CENTRES: Final = {
    "E06000035": ("Chatham Central & Brompton", "Gillingham North", "Fort Pitt"),
    "E07000105": ("Victoria",),
    "E07000106": ("Westgate", "Northgate", "Heron"),
    "E07000107": ("Town", "Stone House"),
    "E07000108": ("Town & Castle", "North Deal"),
    "E07000109": ("Town", "Pelham"),
    "E07000110": ("High Street",),
    "E07000111": ("Sevenoaks Town and St John's", "Swanley White Oak"),
    "E07000112": ("Folkestone Central", "Folkestone Harbour"),
    "E07000113": ("Sheerness", "Chalkwell", "Abbey"),
    "E07000114": ("Margate Central", "Cliftonville West", "Central Harbour", "Eastcliff"),
    "E07000115": ("Judd", "Vauxhall"),
    "E07000116": ("Culverden", "St James'", "Park"),
}
# A ward with a hospital, whose incidents are counted where it stands.
HOSPITALS: Final = {
    "E06000035": "Gillingham South",
    "E07000105": "Willesborough",
    "E07000106": "Barton",
    "E07000107": "Darenth",
    "E07000108": "Buckland",
    "E07000109": "Painters Ash",
    "E07000110": "Allington & Bridge",
    "E07000112": "Cheriton",
    "E07000113": "Minster Cliffs",
    "E07000114": "Salmestone",
    "E07000116": "Pembury & Capel",
}
_CENTRE_PULL: Final = 2.6
_HOSPITAL_PULL: Final = 1.35
_KM_A_DEGREE: Final = (69.5, 111.2)
UNPLACED_SHARE: Final = 0.012


@dataclass(frozen=True)
class Rows:
    """The places counts are kept for: each district's wards, then one row for what has no ward there."""

    district: NDArray[np.str_]
    ward: NDArray[np.str_]

    def of(self, district: str) -> NDArray[np.int64]:
        """The positions of a district's rows, its unplaced row last."""
        return np.flatnonzero(self.district == district)

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Which rows are wards."""
        return np.array([code != "" for code in self.ward])


def ward_rows() -> Rows:
    """A row for each ward, in the order of districts, with the district's unplaced row after them."""
    frame = wards()
    pairs = [
        (code, ward)
        for code in districts()["district_code"]
        for ward in [*frame.loc[frame["district_code"] == code, "ward_code"], ""]
    ]
    return Rows(district=np.array([a for a, _ in pairs]), ward=np.array([b for _, b in pairs]))


def district_rows() -> Rows:
    """A row for each district, for what is counted by district only."""
    codes = districts()["district_code"].to_numpy(dtype=str)
    return Rows(district=codes, ward=np.full(len(codes), "", dtype="U9"))


def nearest_centre_km(frame: pd.DataFrame) -> NDArray[np.float64]:
    """How far the nearest other ward centre is, shape (wards,): small where people live close together."""
    points = frame[["longitude", "latitude"]].to_numpy() * np.array(_KM_A_DEGREE)
    apart = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    nearest: NDArray[np.float64] = apart.min(axis=1)
    return nearest


def ward_draw(rng: np.random.Generator) -> NDArray[np.float64]:
    """How many times the mean a resident's worth of crime a ward draws, shape (wards,)."""
    frame = wards()
    dense = np.clip((nearest_centre_km(frame) / 1.6) ** -0.4, 0.55, 1.7)
    draw: NDArray[np.float64] = dense * np.exp(rng.normal(0, 0.25, len(frame)))
    centres = {(code, name) for code, names in TOWN_CENTRES.items() for name in names}
    for number, (district, name) in enumerate(zip(frame["district_code"], frame["ward_name"], strict=True)):
        if (district, name) in centres:
            draw[number] = _CENTRE_PULL * np.exp(rng.normal(0, 0.12))
        elif HOSPITALS.get(district) == name:
            draw[number] = max(draw[number], 1.0) * _HOSPITAL_PULL
    return draw


def shares(leaf: Leaf, *, rows: Rows, draw: NDArray[np.float64]) -> NDArray[np.float64]:
    """How a leaf's offences lie over a district's rows, shape (rows,): they sum to 1 in each district."""
    frame = wards()
    weight = frame["residents_2021"].to_numpy(dtype=float) * draw**leaf.pull
    by_ward = dict(zip(frame["ward_code"], weight, strict=True))
    out = np.array([by_ward.get(str(code), 0.0) for code in rows.ward])
    for code in np.unique(rows.district):
        here = rows.of(str(code))
        placed = out[here].sum()
        if placed == 0:
            out[here] = 1.0
            continue
        out[here] *= (1 - UNPLACED_SHARE) / placed
        out[here[-1]] = UNPLACED_SHARE
    return out
