"""Residents and households of custom areas: the sum of their wards, districts and LSOAs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.build.areas import Areas
from data.build.custom_lsoas import Ground
from data.build.residents import COLUMNS

PARTS = ["area_code", "ward_code", "year", "residents", "households", "basis"]


@dataclass(frozen=True)
class _People:
    residents: int | None
    households: int | None
    basis: str


def count_custom_residents(
    found: Iterable[tuple[str, Sequence[str], Ground]], *, areas: Areas, lsoas: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(rows of table population, rows of part_population) of areas: code, whole members, their LSOAs.

    `lsoas` is the population by LSOA. A year that one member lacks is left out: a sum would be short. The
    parts are what an area has of each ward that its LSOAs lie in.
    """
    wide = _by_year(areas.population)
    narrow = _by_year(lsoas)
    place = areas.lsoa_place
    ward_of = {
        lsoa: ward for lsoa, ward in zip(place["lsoa"], place["ward"], strict=True) if isinstance(ward, str)
    }
    totals: list[tuple[Any, ...]] = []
    parts: list[tuple[Any, ...]] = []
    for code, whole, ground in found:
        for year in sorted({*wide, *narrow}):
            people = [wide.get(year, {}).get(member) for member in whole]
            counted = _counted(ground, narrow.get(year, {}))
            if counted is None or None in people:
                continue
            every = [item for item in people if item is not None] + list(counted.values())
            if not every:
                continue
            totals.append((code, year, *_sum(every)))
            by_ward: dict[str, list[_People]] = {}
            for lsoa, item in counted.items():
                if lsoa in ward_of:
                    by_ward.setdefault(ward_of[lsoa], []).append(item)
            parts += [(code, ward, year, *_sum(items)) for ward, items in sorted(by_ward.items())]
    return _frame(totals, COLUMNS), _frame(parts, PARTS)


def _frame(rows: list[tuple[Any, ...]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"year": "int64", "residents": "Int64", "households": "Int64"})


def _counted(ground: Ground, known: Mapping[str, _People]) -> dict[str, _People] | None:
    """The people of an area's LSOAs, each once, under the codes that are counted; None where some are not."""
    counted: dict[str, _People] = {}
    for lsoa in ground.given:
        now = [lsoa] if lsoa in known else sorted(ground.became.get(lsoa, ()))
        if not now or any(code not in known or code not in ground.inside for code in now):
            return None
        counted |= {code: known[code] for code in now}
    return counted


def _by_year(frame: pd.DataFrame) -> dict[int, dict[str, _People]]:
    found: dict[int, dict[str, _People]] = {}
    for area, year, residents, households, basis in zip(*(frame[name] for name in COLUMNS), strict=True):
        people = _People(_number(residents), _number(households), str(basis))
        found.setdefault(int(year), {})[str(area)] = people
    return found


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _sum(people: Sequence[_People]) -> tuple[int | None, int | None, str]:
    residents = [item.residents for item in people if item.residents is not None]
    households = [item.households for item in people if item.households is not None]
    return (
        sum(residents) if len(residents) == len(people) else None,
        sum(households) if len(households) == len(people) else None,
        " and ".join(dict.fromkeys(item.basis for item in people)),
    )
