"""How the wards of one year become those of another: whole, by best fit, or not at all.

Figures are counted again by the ward that holds most residents of the ward they came for, LSOA by LSOA. A
count is never divided: where best fit would count too many residents amiss, the figures stay with the
district (docs/decisions/0006-recut-of-wards.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.build.editions import Edition

# Of a ward's residents, the most that best fit may count amiss: left out, or brought in from outside.
BEST_FIT_LIMIT: Final = 0.2
UNCHANGED, WHOLE, BEST_FIT, DISTRICT = "unchanged", "whole", "best_fit", "district"
RESIDENTS, EQUAL = "residents", "equal"
# A handful of points on the wrong side of a line are no split; an error that prints as 0% is none.
WHOLE_SHARE: Final = 0.99
LEAST_ERROR: Final = 0.005


@dataclass(frozen=True)
class Recut:
    """The wards of `year` in terms of the store's own.

    `wards`, one row an old ward: ward_code, ward_name, district_code, outcome (unchanged, whole, best_fit,
    district: its figures stay there), new_code (best fit, where there is one), share (of its residents in
    new_code), weight (residents, or LSOAs). `pairs`: ward_code, new_code, share (of the old ward), new_share
    (of the new one) of wards that changed. `receivers`, one row a ward of the store that is none of `year`,
    in the districts of `year`: ward_code, district_code, error (share of its residents counted amiss;
    missing: nothing is known), supplied. `method`: what tells where LSOAs lie (points, boundaries, lookups;
    '' where nothing does).
    """

    year: int
    method: str
    weighed_by: str
    wards: pd.DataFrame
    pairs: pd.DataFrame
    receivers: pd.DataFrame


def fit_wards(
    edition: Edition,
    *,
    ward: pd.DataFrame,
    both: pd.DataFrame,
    residents: pd.Series[float],
    method: str,
) -> Recut:
    """Fit the wards of an edition to `ward` (code, parent), the store's own.

    `both` has lsoa, ward_old, ward_new and part: which part of the LSOA's people live in both. `residents` of
    LSOAs weigh them; all weigh the same where some ward has none that is known.
    """
    same = edition.codes & set(ward["code"])
    district = edition.wards.set_index("code")["parent"]
    home = ward.set_index("code")["parent"]
    both, weighed_by = _weighed(both, residents)
    total = both.groupby("ward_old")["weight"].sum()
    # A code that is kept is the same ward: what lies across its edge lies so by another drawing of it.
    moved = both[~both["ward_old"].isin(same) & ~both["ward_new"].isin(same)]
    moved = moved[moved["ward_old"].map(district) == moved["ward_new"].map(home)]
    pairs = _pairs(moved)
    best = pairs.drop_duplicates("ward_code").set_index("ward_code")
    receivers = _receivers(
        pairs,
        best=best["new_code"],
        changed=home[~home.index.isin(same) & home.isin(district)],
        unknown=set(district[~district.index.isin(same) & ~district.index.isin(best.index)]),
    )
    supplied = set(receivers.loc[receivers["supplied"], "ward_code"])
    rows = []
    for code, name, parent in edition.wards[["code", "name", "parent"]].itertuples(index=False):
        fit, share, outcome = None, np.nan, DISTRICT
        if code in same:
            fit, share, outcome = code, 1.0, UNCHANGED
        elif code in best.index:
            fit, share = best["new_code"][code], float(best["share"][code])
            if fit in supplied:
                outcome = WHOLE if share >= WHOLE_SHARE else BEST_FIT
        rows.append((code, name, parent, outcome, fit, share, float(total.get(code, 0.0))))
    columns = ["ward_code", "ward_name", "district_code", "outcome", "new_code", "share", "weight"]
    return Recut(
        year=edition.year,
        method=method if len(pairs) else "",
        weighed_by=weighed_by,
        wards=pd.DataFrame(rows, columns=columns),
        pairs=pairs[["ward_code", "new_code", "share", "new_share"]].reset_index(drop=True),
        receivers=receivers,
    )


def _weighed(both: pd.DataFrame, residents: pd.Series[float]) -> tuple[pd.DataFrame, str]:
    """`both` with weight: the residents of each part of an LSOA."""
    weight = both["lsoa"].map(residents).clip(lower=1)
    known = both[weight.notna()]
    if len(both) and set(known["ward_old"]) == set(both["ward_old"]):
        return known.assign(weight=(weight * both["part"])[weight.notna()]), RESIDENTS
    return both.assign(weight=both["part"].astype("float64")), EQUAL


def _pairs(moved: pd.DataFrame) -> pd.DataFrame:
    """ward_code, new_code, weight, share, new_share; the best fit of each old ward first."""
    summed = moved.groupby(["ward_old", "ward_new"])["weight"].sum().reset_index()
    pairs = summed.set_axis(["ward_code", "new_code", "weight"], axis=1)
    pairs["share"] = pairs["weight"] / pairs.groupby("ward_code")["weight"].transform("sum")
    pairs["new_share"] = pairs["weight"] / pairs.groupby("new_code")["weight"].transform("sum")
    return pairs.sort_values(["ward_code", "weight", "new_code"], ascending=[True, False, True])


def _receivers(
    pairs: pd.DataFrame, *, best: pd.Series[str], changed: pd.Series[str], unknown: set[str]
) -> pd.DataFrame:
    """`changed`: district by code of the new wards; `unknown`: districts with a ward that fits nowhere."""
    whole = pairs.groupby("new_code")["weight"].sum()
    fit = pairs["ward_code"].map(best)
    astray = pairs[fit != pairs["new_code"]]
    left_out = astray.groupby("new_code")["weight"].sum()
    brought_in = astray.groupby(fit[astray.index])["weight"].sum()
    rows = []
    for code, district in zip(changed.index.astype("str"), changed, strict=True):
        error = np.nan
        if whole.get(code, 0) > 0:
            error = float((left_out.get(code, 0.0) + brought_in.get(code, 0.0)) / whole[code])
        rows.append((code, district, error, district not in unknown and error <= BEST_FIT_LIMIT))
    frame = pd.DataFrame(rows, columns=["ward_code", "district_code", "error", "supplied"])
    return frame.astype({"error": "float64", "supplied": "bool"})
