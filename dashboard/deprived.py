"""Deprivation of wards and districts as the store holds it, by release of the indices and domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.reference import Reference
from data import queries

OVERALL = "imd"
LEAST, MOST = 5, 1


@dataclass(frozen=True)
class Deprived:
    """One area in one release and domain.

    `score` and `rank` are averages over its LSOAs by residents (rank 1 of `ranked` is the most deprived);
    `share` is the percent of residents in the fifth of LSOAs that is most deprived in England; `fifth` is 1
    (most deprived) to 5 among the `fifth_of` wards of the store.
    """

    area: str
    release: int
    domain: str
    vintage: int | None
    lsoas: int
    residents: int
    basis: str
    score: float | None
    rank: float | None
    ranked: int | None
    share: float | None
    fifth: int | None
    fifth_of: int | None


ByArea = Mapping[str, Deprived]


def deprivation(reference: Reference, areas: Sequence[str]) -> Mapping[tuple[int, str], ByArea]:
    """(release, domain) -> area -> deprivation, the latest release first.

    No measure or period has a part in it, so a version reads it once for the areas.
    """
    return reference.structure(("deprivation", tuple(areas)), lambda: _deprivation(reference, areas))


def _deprivation(reference: Reference, areas: Sequence[str]) -> Mapping[tuple[int, str], ByArea]:
    found = queries.get_deprivation(reference.snapshot, area_codes=list(areas))
    table: dict[tuple[int, str], dict[str, Deprived]] = {}
    for row in sorted(found, key=lambda row: -int(row["release"])):
        item = _deprived(row)
        table.setdefault((item.release, item.domain), {})[item.area] = item
    return table


def releases(table: Mapping[tuple[int, str], ByArea]) -> tuple[int, ...]:
    """The releases that hold the index itself, the latest first."""
    return tuple(release for release, domain in table if domain == OVERALL)


def _deprived(row: Mapping[str, Any]) -> Deprived:
    return Deprived(
        area=row["area_code"],
        release=int(row["release"]),
        domain=row["domain"],
        vintage=row["lsoa_vintage"],
        lsoas=int(row["lsoas"]),
        residents=int(row["residents"]),
        basis=row["basis"],
        score=row["average_score"],
        rank=row["average_rank"],
        ranked=row["ranked"],
        share=row["share_most_deprived"],
        fifth=row["quintile"],
        fifth_of=row["quintile_of"],
    )
