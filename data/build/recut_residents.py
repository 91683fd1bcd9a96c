"""Residents of wards that no file counts, from those of another year's wards."""

from __future__ import annotations

import pandas as pd

from data.build.recut import RESIDENTS, Recut
from data.build.residents import COLUMNS

_COUNTS = ["residents", "households"]


def residents_through(population: pd.DataFrame, *, recut: Recut, lacking: set[str]) -> pd.DataFrame:
    """Residents of the wards `lacking` any, shared out by the residents of the LSOAs that both have.

    Only where all wards that a ward is made of are given. Columns of the population table, rounded.
    """
    old = population[(population["level"] == "ward") & population["area_code"].isin(recut.wards["ward_code"])]
    pairs = recut.pairs[recut.pairs["new_code"].isin(lacking)]
    shared = pairs.merge(old, left_on="ward_code", right_on="area_code")
    given = shared.groupby(["new_code", "year"])["ward_code"].transform("nunique")
    shared = shared[given == shared["new_code"].map(pairs.groupby("new_code").size())]
    if shared.empty:
        return pd.DataFrame(columns=COLUMNS)
    parts = {count: shared[count].astype("float64") * shared["share"] for count in _COUNTS}
    summed = shared.assign(**parts, area_code=shared["new_code"]).groupby(
        ["area_code", "year"], as_index=False
    )
    found = summed.agg(
        residents=("residents", lambda values: values.sum(skipna=False)),
        households=("households", lambda values: values.sum(skipna=False)),
        basis=("basis", "first"),
    )
    how = "residents" if recut.weighed_by == RESIDENTS else "number of LSOAs"
    return found.assign(
        **{count: found[count].round().astype("Int64") for count in _COUNTS},
        basis=found["basis"] + f", shared out from the wards of {recut.year} by {how}",
    )[COLUMNS]
