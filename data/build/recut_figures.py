"""Figures that came for the wards of another year, counted by the store's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.build.observations import ASIDE, HIDDEN, KEY, aside_rows, is_monthly
from data.build.recut import BEST_FIT, LEAST_ERROR, UNCHANGED, WHOLE, Recut
from data.catalogue.models import Catalogue

_CELL: Final = ["measure", "source", "district_code", "period_start"]
_STATUSES: Final = ("final", "published", "provisional", "partial", HIDDEN)
WARD = ["measure", "source", "ward_code", "year", "first_month", "last_month", "error", "supplied"]
USE = [
    *("measure", "source", "year", "district_code", "month", "outcome", "inexact", "value"),
]


@dataclass(frozen=True)
class RecutFigures:
    """What stands by the store's own areas.

    `kept`: observations whose area_code is an area of the store. `unplaced`: months of wards that no ward of
    the store fits, with district_code. `set_aside` has the columns of that table. `wards` (columns `WARD`):
    in which months a ward's figures are best fit, with its error, or not supplied. `uses` (columns `USE`):
    one row a figure that was counted again, and one for each of an unchanged ward of the same months.
    """

    kept: pd.DataFrame
    unplaced: pd.DataFrame
    set_aside: pd.DataFrame
    wards: pd.DataFrame
    uses: pd.DataFrame

    def standing(self, observed: pd.DataFrame) -> pd.DataFrame:
        """Those of the observations it was made from that stand, under the areas they came for."""
        place = ["file_id", "row_number", "column_name"]
        lost = self.set_aside[place].drop_duplicates()
        named = observed.assign(column_name=observed["column_name"].fillna("area"))
        return observed[~_is_in(named, lost, place)]


def recut_figures(
    observed: pd.DataFrame, *, recuts: Mapping[int, Recut], vintage: int, catalogue: Catalogue
) -> RecutFigures:
    """Count again what came for wards of the years `recuts`; `observed` is what stands of observations.

    Months of counts go to the ward that fits best, or stay in the district. A month that came for wards of
    the store too stands as it came; of two other years the later file's stands. Figures that are no monthly
    counts go to the same ward under its new code, and are else set aside: they cannot be added up.
    """
    old = observed[observed["year"] > 0]
    own = observed[observed["year"] == 0]
    if old.empty:
        nothing = observed.iloc[:0].assign(district_code=None)
        return RecutFigures(
            own, nothing, pd.DataFrame(columns=ASIDE), pd.DataFrame(columns=WARD), pd.DataFrame(columns=USE)
        )
    fit = pd.concat([_fit(recut) for recut in recuts.values()])
    old = old.merge(fit, on=["year", "area_code"], how="left", validate="many_to_one")
    months = old[is_monthly(old, catalogue=catalogue)]
    others = old[~old.index.isin(months.index)]
    ward_of = {
        code: district
        for recut in recuts.values()
        for code, district in recut.receivers[["ward_code", "district_code"]].itertuples(index=False)
    }
    own_months = own[is_monthly(own, catalogue=catalogue) & own["level"].eq("ward")]
    direct = own_months.assign(district_code=own_months["area_code"].map(ward_of))
    direct = direct.loc[direct["district_code"].notna(), _CELL].drop_duplicates()
    again = _is_in(months, direct, _CELL)
    months, twice = months[~again], months[again]
    last = months.sort_values("file_id").drop_duplicates(_CELL, keep="last")[[*_CELL, "year"]]
    beaten = ~_is_in(months, last, [*_CELL, "year"])
    months, earlier = months[~beaten], months[beaten]
    same_ward = others["alone"].astype("bool") & ~_is_in(
        others.assign(area_code=others["new_code"]), own, KEY
    )
    aside = [
        *aside_rows(
            twice,
            reason=f"figures for the wards of {vintage} came for the same month",
            remedy="nothing to do: those stand; build with --wards to count by the others.",
        ),
        *aside_rows(
            earlier,
            reason="a later file has the same month by the wards of another year",
            remedy="nothing to do: the later file stands.",
        ),
        *aside_rows(
            others[~same_ward],
            reason=f"a figure that cannot be added up, for a ward that is cut otherwise in {vintage}",
            remedy=f"ask for it by the wards of {vintage}, or build with --wards and the year of its wards.",
        ),
    ]
    placed = months["outcome"].isin([WHOLE, BEST_FIT])
    hidden = months["status"].eq(HIDDEN) & ~placed
    carrier = {district: ward for ward, district in reversed(ward_of.items())}
    carried = months["new_code"].where(months["new_code"].notna(), months["district_code"].map(carrier))
    counted = months.assign(area_code=carried)[placed | hidden]
    renamed = others[same_ward].assign(area_code=others["new_code"])
    return RecutFigures(
        kept=pd.concat(
            [own, _together(counted)[own.columns], renamed.assign(year=0)[own.columns]], ignore_index=True
        ),
        unplaced=months[~placed & ~hidden],
        set_aside=pd.DataFrame(aside, columns=ASIDE),
        wards=_wards(months, recuts),
        uses=_uses(months, own_months, recuts),
    )


def _fit(recut: Recut) -> pd.DataFrame:
    """What becomes of each old ward. `inexact`: where it goes is by best fit; `alone`: it is that ward."""
    receivers = recut.receivers.set_index("ward_code")
    error = recut.wards["new_code"].map(receivers["error"]).fillna(0.0)
    from_wards = recut.pairs.groupby("new_code").size()
    alone = recut.wards["new_code"].map(from_wards).eq(1) & recut.wards["outcome"].eq(WHOLE)
    columns = recut.wards[["district_code", "outcome", "new_code"]]
    return columns.assign(
        year=recut.year, area_code=recut.wards["ward_code"], inexact=error > LEAST_ERROR, alone=alone
    )


def _is_in(frame: pd.DataFrame, keys: pd.DataFrame, columns: list[str]) -> pd.Series[bool]:
    found = frame[columns].merge(keys[columns].drop_duplicates(), on=columns, how="left", indicator="found")
    return found["found"].eq("both").set_axis(frame.index)


def _together(counted: pd.DataFrame) -> pd.DataFrame:
    """One row a ward and month. Where one of its figures came hidden, so is the whole."""
    rank = {status: number for number, status in enumerate(_STATUSES)}
    rows = counted.assign(rank=counted["status"].map(rank), unknown=counted["value"].isna())
    found = rows.groupby(KEY, dropna=False, as_index=False).agg(
        value=("value", "sum"),
        rank=("rank", "max"),
        unknown=("unknown", "max"),
        file_id=("file_id", "max"),
        row_number=("row_number", "min"),
        area=("area", "first"),
        area_parent=("area_parent", "first"),
        column_name=("column_name", "first"),
        from_year=("year", "max"),
    )
    return found.assign(
        value=found["value"].mask(found["unknown"].astype("bool")),
        numerator=float("nan"),
        denominator=float("nan"),
        status=[_STATUSES[number] for number in found["rank"]],
        note=[f"counted again from the wards of {year}" for year in found["from_year"]],
        level="ward",
        year=0,
    )


def _wards(months: pd.DataFrame, recuts: Mapping[int, Recut]) -> pd.DataFrame:
    keys = ["measure", "source", "year", "district_code"]
    cells = months[[*keys, "period_start"]].drop_duplicates().sort_values([*keys, "period_start"])
    number = pd.Series([month.year * 12 + month.month for month in cells["period_start"]], index=cells.index)
    follows = number.diff().eq(1) & cells[keys].eq(cells[keys].shift()).all(axis=1)
    spans = cells.groupby([*keys, (~follows).cumsum().rename("run")], as_index=False).agg(
        first_month=("period_start", "min"), last_month=("period_start", "max")
    )
    flagged = pd.concat([recut.receivers.assign(year=recut.year) for recut in recuts.values()])
    flagged = flagged[~flagged["supplied"] | flagged["error"].gt(LEAST_ERROR)]
    return spans.merge(flagged, on=["year", "district_code"])[WARD]


def _uses(months: pd.DataFrame, own: pd.DataFrame, recuts: Mapping[int, Recut]) -> pd.DataFrame:
    when = ["measure", "source", "period_start", "year"]
    kept = pd.concat([_fit(recut) for recut in recuts.values()])
    kept = kept[kept["outcome"].eq(UNCHANGED)]
    same = own.drop(columns="year").merge(kept, on="area_code").merge(months[when].drop_duplicates(), on=when)
    rows = pd.concat([months, same], ignore_index=True)
    return rows.assign(month=rows["period_start"])[USE]
