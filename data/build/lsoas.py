"""Where each LSOA lies, today's and the old ones."""

from __future__ import annotations

import pandas as pd

PLACE = ["lsoa", "ward", "district", "method"]
SPLIT = ["lsoa", "ward", "district"]


def place_lsoas(
    lookups: pd.DataFrame, *, ward: pd.DataFrame, districts: list[str], drawn: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """LSOAs in one ward (or, ward None, in one district), and the candidates of those split over several.

    `ward`: code, parent. Best first: a lookup straight to these wards (method lsoa); the wards of the LSOAs
    that an old one became (lsoa_2011, or split); a lookup to the district alone: where the wards are `drawn`
    all of the district's are candidates, so that a point decides, else it stays so (district_only).
    """
    district_of = ward.set_index("code")["parent"]
    straight = _links(lookups, "ward")
    straight = straight[straight["parent"].isin(district_of.index)].drop_duplicates("child", keep="last")
    now = pd.DataFrame({"lsoa": straight["child"], "ward": straight["parent"], "method": "lsoa"})
    became = _links(lookups, "lsoa")
    old = became[["child", "parent"]].merge(now, left_on="parent", right_on="lsoa")
    old = old[["child", "ward"]].set_axis(["lsoa", "ward"], axis=1).drop_duplicates()
    old = old[~old["lsoa"].isin(now["lsoa"])]
    wards = old.groupby("lsoa")["ward"].transform("size")
    placed = pd.concat([now, old[wards == 1].assign(method="lsoa_2011")])
    placed["district"] = placed["ward"].map(district_of)
    split = old[wards > 1].assign(district=lambda rows: rows["ward"].map(district_of))
    known = {*placed["lsoa"], *split["lsoa"]}
    alone = _links(lookups, "district").drop_duplicates("child", keep="last")
    alone = alone[alone["parent"].isin(districts) & ~alone["child"].isin(known)]
    if drawn:
        pairs = alone[["child", "parent"]].set_axis(["lsoa", "district"], axis=1)
        candidates = ward[["code", "parent"]].set_axis(["ward", "district"], axis=1)
        split = pd.concat([split, pairs.merge(candidates, on="district")[SPLIT]])
        alone = alone.iloc[:0]
    rest = pd.DataFrame(
        {"lsoa": alone["child"], "ward": None, "district": alone["parent"], "method": "district_only"}
    )
    every = [frame[PLACE].astype(object) for frame in (placed, rest) if len(frame)]
    return (
        pd.concat(every, ignore_index=True) if every else pd.DataFrame(columns=PLACE),
        split.sort_values(["lsoa", "ward"])[SPLIT].reset_index(drop=True),
    )


def _links(lookups: pd.DataFrame, parent: str) -> pd.DataFrame:
    rows = lookups[(lookups["child_level"] == "lsoa") & (lookups["parent_level"] == parent)]
    # Membership is looked up five times as fast in plain texts.
    rows = rows.astype({"child": object, "parent": object})
    return rows.sort_values(["child_vintage", "parent_vintage"], kind="stable")
