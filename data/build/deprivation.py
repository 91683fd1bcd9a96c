"""Deprivation of wards and districts from that of their LSOAs, and the fifths of the store's wards.

The publisher's own summaries of larger areas are population-weighted averages of the scores and of the ranks
of their LSOAs (MHCLG, English Indices of Deprivation, summary measures for higher-level geographies); wards
are not among the areas it publishes. The weights here are the residents the store holds by LSOA.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from data.build.geography import LOOKUP, POPULATION
from data.build.ledger import Ledger
from data.sources.deprivation import COLUMNS as PART
from data.sources.deprivation import KIND, RANKED

COLUMNS: Final = [
    *("area_code", "level", "release", "domain", "lsoa_vintage", "lsoas", "residents", "basis"),
    *("average_score", "average_rank", "ranked", "share_most_deprived", "quintile", "quintile_of"),
]
FIFTHS: Final = 5
_PARTS: Final = {
    "residents": "weight",
    "average_score": "weighted_score",
    "average_rank": "weighted_rank",
    "share_most_deprived": "weighted_lowest",
}
_DECIMALS: Final = 6
_GROUP: Final = ["area_code", "level", "release", "domain"]


def deprivation_of_areas(
    lsoas: pd.DataFrame, *, lookups: pd.DataFrame, population: pd.DataFrame, lsoa_place: pd.DataFrame
) -> pd.DataFrame:
    """The rows of table deprivation (`COLUMNS`).

    `lsoas` has the columns of `PART`; `lookups` and `population` those of their parts; `lsoa_place` is where
    LSOAs lie. An area some of whose LSOAs have no figure or no residents has none: a gap would change it.
    """
    today = _today(population, lsoa_place)
    if lsoas.empty or today.empty:
        return pd.DataFrame(columns=COLUMNS)
    pieces = _pieces(lsoas, today=today, lookups=lookups)
    frames = [_areas(pieces, today, level=level) for level in ("ward", "district")]
    return _fifths(pd.concat(frames, ignore_index=True))[COLUMNS]


def assemble_deprivation(ledger: Ledger, *, folder: Path, lsoa_place: pd.DataFrame) -> pd.DataFrame:
    """The same from the parts of a ledger; of one LSOA, release and domain given twice the later file's."""
    lsoas = ledger.frame(KIND, folder, columns=PART)
    population = ledger.frame("population", folder, columns=POPULATION)
    return deprivation_of_areas(
        lsoas.drop_duplicates(["lsoa", "release", "domain"], keep="last"),
        lookups=ledger.frame("lookup", folder, columns=LOOKUP),
        population=population.drop_duplicates(["area_code", "level", "year"], keep="last"),
        lsoa_place=lsoa_place,
    )


def _today(population: pd.DataFrame, lsoa_place: pd.DataFrame) -> pd.DataFrame:
    """lsoa, ward, district, residents, basis: the LSOAs that lie in one ward, with their latest residents."""
    placed = lsoa_place[lsoa_place["method"] == "lsoa"][["lsoa", "ward", "district"]]
    people = population[(population["level"] == "lsoa") & population["residents"].notna()]
    people = people[people["area_code"].isin(placed["lsoa"])]
    people = people[people["year"] == people["year"].max()]
    counted = people[["area_code", "residents", "basis"]].rename(columns={"area_code": "lsoa"})
    return placed.merge(counted, on="lsoa", how="left" if len(counted) else "inner")


def _pieces(lsoas: pd.DataFrame, *, today: pd.DataFrame, lookups: pd.DataFrame) -> pd.DataFrame:
    """Figures on today's LSOAs: one of another edition lends its figures to each of those it became.

    Where several became one, each stands for an equal part of the residents (`weight`).
    """
    became = lookups[(lookups["child_level"] == "lsoa") & (lookups["parent_level"] == "lsoa")]
    became = became[["child", "parent"]].drop_duplicates().set_axis(["lsoa", "now"], axis=1)
    became = became[~became["lsoa"].isin(today["lsoa"])]
    same = pd.DataFrame({"lsoa": today["lsoa"], "now": today["lsoa"]})
    found = lsoas.merge(pd.concat([same, became]), on="lsoa")
    found = found.merge(today.rename(columns={"lsoa": "now"}), on="now")
    shared = found.groupby(["release", "domain", "now"])["lsoa"].transform("nunique")
    residents = found["residents"].astype("float64")
    return found.assign(weight=residents / shared, residents=residents)


def _areas(pieces: pd.DataFrame, today: pd.DataFrame, *, level: str) -> pd.DataFrame:
    rows = pieces.assign(area_code=pieces[level], level=level)
    # By rank where there is no decile: the most deprived fifth of the LSOAs the release ranks.
    ranked = rows["release"].map(RANKED).astype("float64")
    decile = rows["decile"].astype("float64")
    rank, score = rows["rank"].astype("float64"), rows["score"].astype("float64")
    lowest = np.where(decile.notna(), decile <= 2, rank * FIFTHS <= ranked)
    told = decile.notna() | (rank.notna() & ranked.notna())
    rows = rows.assign(
        weighted_score=score * rows["weight"],
        weighted_rank=rank * rows["weight"],
        weighted_lowest=pd.Series(lowest, index=rows.index).where(told).astype("float64") * rows["weight"],
        ranked=ranked,
    )
    grouped = rows.groupby(_GROUP)
    sums = grouped.agg(
        lsoa_vintage=("lsoa_vintage", "max"),
        lsoas=("now", "nunique"),
        residents=("weight", "sum"),
        basis=("basis", "first"),
        ranked=("ranked", "first"),
        average_score=("weighted_score", "sum"),
        average_rank=("weighted_rank", "sum"),
        share_most_deprived=("weighted_lowest", "sum"),
    )
    # A sum with a part unknown is unknown.
    for column, part in _PARTS.items():
        sums[column] = sums[column].where(grouped[part].count() == grouped.size())
    sums = sums.reset_index()
    size = today.groupby(level)["lsoa"].nunique()
    whole = sums["lsoas"].eq(sums["area_code"].map(size)) & sums["residents"].gt(0)
    sums = sums[whole]
    return sums.assign(
        average_score=sums["average_score"] / sums["residents"],
        average_rank=sums["average_rank"] / sums["residents"],
        share_most_deprived=100 * sums["share_most_deprived"] / sums["residents"],
        residents=sums["residents"].round().astype("Int64"),
        ranked=sums["ranked"].astype("Int64"),
    )


def _fifths(areas: pd.DataFrame) -> pd.DataFrame:
    """The fifth of the store's wards each ward is in, 1 the most deprived: by score, else by rank.

    Equal wards are in the same fifth. Under five wards there are none.
    """
    wards = areas[areas["level"] == "ward"]
    by = ["release", "domain"]
    scored = wards.groupby(by)["average_score"].transform("count") == wards.groupby(by)[
        "area_code"
    ].transform("size")
    depth = (-wards["average_score"]).where(scored, wards["average_rank"])
    # Rounded, for averages that are equal but for the last bit of their sums.
    wards = wards.assign(depth=depth.round(_DECIMALS))[depth.notna()]
    place = wards.groupby(by)["depth"].rank(method="min")
    size = wards.groupby(by)["depth"].transform("size")
    fifth = (FIFTHS * (place - 1) // size + 1).where(size >= FIFTHS).astype("Int64")
    return areas.assign(
        quintile=fifth.reindex(areas.index).astype("Int64"),
        quintile_of=size.where(size >= FIFTHS).reindex(areas.index).astype("Int64"),
    )
