"""The wards of other years that a store holds beside those it counts by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.build.areas import ward_years, wards_of

if TYPE_CHECKING:
    # The geography holds custom areas, whose names are found as those of wards are.
    from data.build.geography import Geography
    from data.build.ledger import Ledger

VINTAGE = ["year", "wards", "drawn", "looked_up", "schematic", "used", "same_wards", "files"]


@dataclass(frozen=True)
class Edition:
    """The wards of one year. `wards`: code, name, parent (a district of the store)."""

    year: int
    wards: pd.DataFrame

    @property
    def codes(self) -> frozenset[str]:
        """Their codes."""
        return frozenset(self.wards["code"])


def other_editions(geography: Geography) -> tuple[Edition, ...]:
    """The years whose wards are not all among the store's own, the nearest year first.

    Wards that lie in no district of the store are left out.
    """
    areas = geography.areas
    own = set(areas.area.loc[areas.area["level"] == "ward", "code"])
    districts = areas.area.loc[areas.area["level"] == "district", "code"]
    found = []
    drawn, listed = ward_years(geography.boundaries, geography.lookups)
    for year in sorted(drawn | listed, key=lambda year: (abs(year - areas.ward_vintage), -year)):
        if set(_codes(geography, year)) <= own:
            continue
        wards = wards_of(geography.boundaries, geography.lookups, vintage=year)
        wards = wards.loc[wards["parent"].isin(districts), ["code", "name", "parent"]]
        if len(wards):
            found.append(Edition(year=year, wards=wards.reset_index(drop=True)))
    return tuple(found)


def list_vintages(geography: Geography, *, ledger: Ledger) -> pd.DataFrame:
    """The rows of table vintage: every year of wards the store holds, newest first."""
    names = {file.file_id: file.name for file in ledger.files}
    chosen, shapes = geography.areas.ward_vintage, geography.boundaries
    own = set(_codes(geography, chosen))
    links = geography.lookups
    links = links[(links["child_level"] == "lsoa") & (links["parent_level"] == "ward")]
    drawn, listed = ward_years(shapes, geography.lookups)
    rows = []
    for year in sorted(drawn | listed, reverse=True):
        codes = _codes(geography, year)
        there = shapes[(shapes["level"] == "ward") & (shapes["vintage"] == year)]
        rows.append(
            {
                "year": year,
                "wards": codes.nunique(),
                "drawn": len(there),
                "looked_up": links.loc[links["parent"].isin(codes), "parent"].nunique(),
                "schematic": bool(there["schematic"].any()),
                "used": year == chosen,
                "same_wards": set(codes) == own,
                "files": ", ".join(sorted({names[file] for file in codes.index if file in names})),
            }
        )
    return pd.DataFrame(rows, columns=VINTAGE)


def _codes(geography: Geography, year: int) -> pd.Series[str]:
    """The codes of a year's wards, once for each file (the index) that has them."""
    shapes, lookups = geography.boundaries, geography.lookups
    sides = [
        lookups.loc[
            (lookups[f"{side}_level"] == "ward") & (lookups[f"{side}_vintage"] == year), ["file_id", side]
        ].set_axis(["file_id", "code"], axis=1)
        for side in ("child", "parent")
    ]
    drawn = shapes.loc[(shapes["level"] == "ward") & (shapes["vintage"] == year), ["file_id", "code"]]
    return pd.concat([drawn, *sides]).drop_duplicates().set_index("file_id")["code"]
