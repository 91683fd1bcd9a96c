"""Residents and households of wards and districts, as given or summed from LSOAs."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["area_code", "year", "residents", "households", "basis"]
_COUNTS = ["residents", "households"]


def count_residents(
    population: pd.DataFrame, *, ward: pd.DataFrame, districts: list[str], lsoa_place: pd.DataFrame
) -> pd.DataFrame:
    """One row an area and year, in the columns of the population table.

    `population`: area_code, level, year, residents, households, basis. What is given for an area stands;
    else it is the sum of its LSOAs, or of its wards for a district. A sum with a part unknown is unknown.
    """
    placed = lsoa_place[lsoa_place["method"] == "lsoa"]
    lsoa = population[population["level"] == "lsoa"].merge(placed, left_on="area_code", right_on="lsoa")
    given = population[population["area_code"].isin([*ward["code"], *districts])][COLUMNS]
    to_ward = _sums(_whole(lsoa, placed, "ward"), "ward")
    to_district = _sums(_whole(lsoa, placed, "district"), "district")
    wards = _first([given[given["area_code"].isin(ward["code"])], to_ward])
    through = wards.merge(ward[["code", "parent"]], left_on="area_code", right_on="code")
    # Only a year that every ward of the district has adds up to the district.
    counted = through.groupby(["parent", "year"])["code"].transform("nunique")
    whole = through[counted == through["parent"].map(ward.groupby("parent")["code"].nunique())]
    return _first([given, to_ward, to_district, _sums(whole, "parent")])


def _whole(rows: pd.DataFrame, placed: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows of areas and years in which every LSOA has one: a gap would make rates too high."""
    given = rows.groupby([area, "year"])["lsoa"].transform("nunique")
    return rows[given == rows[area].map(placed.groupby(area)["lsoa"].nunique())]


def _sums(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    grouped = rows.groupby([area, "year"], as_index=False)
    summed = grouped.agg(
        residents=("residents", lambda values: values.sum(skipna=False)),
        households=("households", lambda values: values.sum(skipna=False)),
        basis=("basis", "first"),
    )
    return summed.rename(columns={area: "area_code"})[COLUMNS]


def _first(frames: list[pd.DataFrame]) -> pd.DataFrame:
    every = [frame.astype(object) for frame in frames if len(frame)]
    if not every:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat(every, ignore_index=True).drop_duplicates(["area_code", "year"], keep="first")
    return rows.astype({"year": "int64", **dict.fromkeys(_COUNTS, "Int64")}).reset_index(drop=True)
