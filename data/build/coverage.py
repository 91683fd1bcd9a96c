"""Which months a source covers, and which of them are complete: a gap is never a zero."""

from __future__ import annotations

from bisect import bisect_left
from statistics import median
from typing import Final

import pandas as pd

from data.catalogue.models import Catalogue
from data.month import Month

COMPLETE: Final = "complete"
PARTIAL: Final = "partial"
MISSING: Final = "missing"
# A month with fewer rows than this share of the median of the others was published before it was whole
# (police.uk for Kent, December 2018: half).
_COMPLETE_SHARE: Final = 0.7


def cover_months(rows: dict[Month, int]) -> pd.DataFrame:
    """month, rows, status of every month from the first to the last of one source and force."""
    if not rows:
        return pd.DataFrame(columns=["month", "rows", "status"])
    span = list(min(rows).until(max(rows)))
    ordered = sorted(rows.values())
    return pd.DataFrame(
        {
            "month": [month.first_day for month in span],
            "rows": [rows.get(month, 0) for month in span],
            "status": [_status(rows.get(month), ordered) for month in span],
        }
    )


def _status(count: int | None, ordered: list[int]) -> str:
    """`ordered` are the rows of every month there is, the fewest first; `count` those of this one."""
    if count is None:
        return MISSING
    place = bisect_left(ordered, count)
    others = ordered[:place] + ordered[place + 1 :]
    return PARTIAL if others and count < _COMPLETE_SHARE * median(others) else COMPLETE


def cover_observations(cells: pd.DataFrame) -> pd.DataFrame:
    """Coverage of what came as monthly numbers: source, area_code, month, status, rows.

    `cells` has source, area_code (a district or a group of districts), month (date) and status, a row for
    each number. A month with a partial number is partial; one without any, between others, is missing.
    """
    frames = []
    for (source, area), group in cells.groupby(["source", "area_code"], sort=True):
        found = group.groupby("month").agg(
            rows=("status", "size"), partial=("status", lambda status: bool((status == PARTIAL).any()))
        )
        span = [month.first_day for month in Month.of(found.index.min()).until(Month.of(found.index.max()))]
        filled = found.reindex(span)
        status = filled["partial"].map({True: PARTIAL, False: COMPLETE}).fillna(MISSING)
        frames.append(
            pd.DataFrame(
                {
                    "source": source,
                    "area_code": area,
                    "month": span,
                    "status": status.to_numpy(dtype=object),
                    "rows": filled["rows"].fillna(0).astype("int64").to_numpy(),
                }
            )
        )
    if not frames:
        return pd.DataFrame(columns=["source", "area_code", "month", "status", "rows"])
    return pd.concat(frames, ignore_index=True)


def cover_series(cells: pd.DataFrame, coverage: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """measure, source, panel, district_code, month, complete of every district a series says something of.

    `cells` also has measure; `coverage` is what `cover_observations` made of them; `areas` has code, level.
    """
    districts = set(areas.loc[areas["level"] == "district", "code"])
    found = cells[cells["area_code"].isin(districts)].drop_duplicates(
        ["measure", "source", "area_code", "month"]
    )
    whole = coverage.loc[coverage["status"] == COMPLETE, ["source", "area_code", "month"]]
    found = found.merge(whole, on=["source", "area_code", "month"], how="left", indicator="found")
    return pd.DataFrame(
        {
            "measure": found["measure"],
            "source": found["source"],
            "panel": found["source"],
            "district_code": found["area_code"],
            "month": found["month"],
            "complete": found["found"] == "both",
        }
    )


def unusual_months(series: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """series_id and month of the catalogue's exceptional periods, which say nothing of usual variation."""
    rows = [
        (int(series_id), month.first_day)
        for period in catalogue.breaks
        if period.kind == "exceptional"
        for series_id, measure in zip(series["series_id"], series["measure"], strict=True)
        if not period.measures or measure in period.measures
        for month in Month.parse(period.start).until(Month.parse(period.end))
    ]
    return pd.DataFrame(rows, columns=["series_id", "month"]).drop_duplicates()
