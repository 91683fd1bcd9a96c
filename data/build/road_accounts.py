"""What became of every casualty row of STATS19: counted where, waiting for its collision, or replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from data.build.road_joins import Joined
from data.sources.stats19 import SOURCE

PLACEMENT: Final = ["source", "force_code", "district_code", "month", "method", "rows"]


def standing_files(joined: Joined) -> frozenset[int]:
    """The files of which any row counts, or waits for its collision."""
    groups = joined.groups[joined.groups["standing"] > 0]
    return frozenset(int(item) for item in (*groups["file_id"], *_waiting(joined)["file_id"]))


def account_for(places: pd.DataFrame, joined: Joined) -> pd.DataFrame:
    """The casualties in the columns of table placement.

    `places` are those with a method. The others were outside every known district, have no collision, or
    were replaced by a later file. A file that was replaced whole is left out.
    """
    standing = standing_files(joined)
    groups = joined.groups[joined.groups["kind"].eq("casualty") & joined.groups["file_id"].isin(standing)]
    months = groups.groupby("month", as_index=False)[["rows", "standing"]].sum()
    here = months["month"].map(places.groupby("month")["rows"].sum()).fillna(0)
    lost = joined.lost[joined.lost["file_id"].isin(standing)]
    frames = [
        places.rename(columns={"district": "district_code"}),
        months.assign(rows=months["standing"] - here, method="outside"),
        months.assign(rows=months["rows"] - months["standing"], method="replaced"),
        pd.DataFrame(
            {
                "month": pd.to_datetime(lost["year"].astype("str"), format="%Y"),
                "rows": lost["rows"],
                "method": lost["gone"].map({True: "replaced", False: "no_collision"}),
            }
        ),
    ]
    every = pd.concat([frame for frame in frames if len(frame)] or frames, ignore_index=True)
    every = every.assign(source=SOURCE, month=pd.to_datetime(every["month"]).dt.date)
    every = every.reindex(columns=PLACEMENT).astype({"rows": "int64"})
    key = [name for name in PLACEMENT if name != "rows"]
    added: pd.DataFrame = (
        every[every["rows"] > 0].groupby(key, as_index=False, dropna=False).agg({"rows": "sum"})
    )
    return added


def notices(joined: Joined, months: pd.DataFrame, *, names: Mapping[int, str]) -> Iterator[str]:
    """What a person should know: casualties that wait for collisions, and the other way round.

    `months`: month, stated, found of each district; `names` are the files' own.
    """
    waiting = _waiting(joined)
    for file in waiting["file_id"].unique().tolist():
        group = waiting[waiting["file_id"] == file]
        years = _years(int(group["year"].min()), int(group["year"].max()))
        yield (
            f"{names[file]}: {int(group['rows'].sum()):,} casualties of {years} wait for their collisions "
            f"({group['example'].iloc[0]} is one): they count nowhere until the collision file of the same "
            "release is built too."
        )
    short = months[months["found"] < months["stated"]]
    if len(short):
        year = pd.to_datetime(short["month"]).dt.year
        yield (
            f"STATS19 collisions of {_years(int(year.min()), int(year.max()))} state "
            f"{int((short['stated'] - short['found']).sum()):,} casualties that no casualty file has: their "
            "months are partial or missing until the casualty file of the same years is built too."
        )


def _waiting(joined: Joined) -> pd.DataFrame:
    return joined.lost[joined.lost["gone"].eq(False)]  # noqa: FBT003


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
