"""Which parts of LSOAs the wards of two years share: by points within boundaries, else by lookups."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Final

import pandas as pd

from data.build.editions import Edition
from data.build.geography import Geography

POINTS, BOUNDARIES, LOOKUPS = "points", "boundaries", "lookups"
_COLUMNS: Final = ["lsoa", "ward_old", "ward_new", "part"]


def shared_lsoas(
    geography: Geography, edition: Edition, *, own: Set[str], points: Callable[[], pd.DataFrame]
) -> tuple[pd.DataFrame, str]:
    """lsoa, ward_old (of `edition`), ward_new (of `own`), part (of the LSOA); and what tells it, or ''.

    Where both years are drawn, points within an LSOA show how it lies: those of incidents (`points`: lsoa,
    longitude, latitude), which a publisher puts on streets with homes, else points spread over the LSOAs'
    boundaries. A lookup puts every LSOA whole into one ward, and so hides what it straddles.
    """
    shapes = geography.boundaries
    drawn = shapes[shapes["level"] == "ward"]
    old = drawn[(drawn["vintage"] == edition.year) & drawn["code"].isin(edition.codes)]
    new = drawn[(drawn["vintage"] == geography.areas.ward_vintage) & drawn["code"].isin(own)]
    if len(old) and len(new):
        from geo.fit import points_within, shared_by_points

        lsoas = shapes[shapes["level"] == "lsoa"].drop_duplicates("code", keep="last")
        for method, ask in ((POINTS, points), (BOUNDARIES, lambda: points_within(lsoas))):
            found = shared_by_points(ask(), old=old, new=new)
            if len(found):
                return found, method
    found = _by_lookups(geography.lookups, old=edition.codes, new=own)
    return found, LOOKUPS if len(found) else ""


def _by_lookups(lookups: pd.DataFrame, *, old: Set[str], new: Set[str]) -> pd.DataFrame:
    """Nothing where the lookups lead to none of the wards that only one of the years has."""
    then, now = (_links(lookups, codes) for codes in (old, new))
    if not (set(then["ward"]) - new and set(now["ward"]) - old):
        return pd.DataFrame(columns=_COLUMNS)
    both = _in_terms_of(then, known=set(now["lsoa"]), lookups=lookups).merge(
        now, on="lsoa", suffixes=("_old", "_new")
    )
    # An LSOA that several old ones became may have several old wards: they share it.
    return both.assign(part=1 / both.groupby("lsoa")["ward_old"].transform("size"))[_COLUMNS]


def _links(lookups: pd.DataFrame, codes: Set[str]) -> pd.DataFrame:
    links = lookups[(lookups["child_level"] == "lsoa") & lookups["parent"].isin(codes)]
    links = links.sort_values(["child_vintage", "parent_vintage"], kind="stable")
    return links[["child", "parent"]].drop_duplicates("child", keep="last").set_axis(["lsoa", "ward"], axis=1)


def _in_terms_of(links: pd.DataFrame, *, known: Set[str], lookups: pd.DataFrame) -> pd.DataFrame:
    """`links` (lsoa, ward) by LSOAs of `known`: an LSOA of another year through what became of it."""
    pairs = lookups[(lookups["child_level"] == "lsoa") & (lookups["parent_level"] == "lsoa")]
    became = pd.concat(
        [
            pairs[["child", "parent"]].set_axis(["lsoa", "other"], axis=1),
            pairs[["parent", "child"]].set_axis(["lsoa", "other"], axis=1),
        ]
    )
    direct = links[links["lsoa"].isin(known)]
    via = links[~links["lsoa"].isin(known)].merge(became, on="lsoa")[["other", "ward"]]
    via = via.set_axis(["lsoa", "ward"], axis=1)
    via = via[via["lsoa"].isin(known) & ~via["lsoa"].isin(direct["lsoa"])]
    return pd.concat([direct, via]).drop_duplicates(ignore_index=True)
