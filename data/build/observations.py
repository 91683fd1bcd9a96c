"""Numbers that came as numbers: find their areas, drop what later files replace, add up monthly counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from data.build.editions import Edition
from data.build.names import Unknown
from data.build.ward_names import OWN, Found, WardNames
from data.catalogue.models import Catalogue

COLUMNS: Final = (
    *("measure", "source", "area", "area_parent", "period_start", "period_end", "breakdown", "category"),
    *("value", "numerator", "denominator", "status", "note", "row_number", "column_name"),
)
KEY: Final = [
    *("measure", "source", "area_code", "period_start", "period_end", "breakdown", "category"),
]
ASIDE: Final = ["file_id", "row_number", "column_name", "reason", "remedy", "text"]
HIDDEN: Final = "hidden"


@dataclass(frozen=True)
class Observations:
    """`kept`: one row a number, with area_code, level and year; `set_aside` has the columns of that table.

    `year` is 0, and for a ward that is none of the store's own the year it is one of.
    """

    kept: pd.DataFrame
    set_aside: pd.DataFrame


@dataclass(frozen=True)
class MonthlyCounts:
    """Counts by month of one calendar month each, without breakdown, of the series that may be summed.

    `wards`: measure, source, district_code, ward_code (None: unplaced), month, value. `districts`: measure,
    source, district_code, month, value. `groups`: measure, source, area_code, month, value. `cells`: every
    number that stands for a district or group, with its status. `set_aside` as above.
    """

    wards: pd.DataFrame
    districts: pd.DataFrame
    groups: pd.DataFrame
    cells: pd.DataFrame
    set_aside: pd.DataFrame


def resolve(
    frame: pd.DataFrame, *, areas: pd.DataFrame, aliases: pd.DataFrame, editions: Sequence[Edition] = ()
) -> Observations:
    """Give every row its area code; the same number in a later file replaces the earlier one.

    `frame` has the columns of an observation part and file_id, in the order the files were read. `editions`
    are the wards of other years that a file may mean.
    """
    # Parts of tables with a row for each number do not name the column it stands in.
    rows = frame.reset_index(drop=True).reindex(columns=[*COLUMNS, "file_id"])
    for column in ("area_parent", "breakdown", "category", "note", "column_name"):
        rows[column] = rows[column].astype("object").where(rows[column].notna() & rows[column].ne(""), None)
    answers = _answers(rows, WardNames(areas=areas, aliases=aliases, editions=editions))
    unknown = pd.Series(
        [isinstance(answer.code, Unknown) for answer in answers], index=rows.index, dtype="bool"
    )
    rows["area_code"] = [answer.code if isinstance(answer.code, str) else None for answer in answers]
    rows["year"] = [answer.year for answer in answers]
    reasons = [answer.code for answer in answers if isinstance(answer.code, Unknown)]
    aside = [
        _aside(row, "area", why) for row, why in zip(rows[unknown].to_dict("records"), reasons, strict=True)
    ]
    rows = rows[~unknown]
    twice = rows.duplicated(["file_id", *KEY])
    again = Unknown("the same number stands in an earlier row under another name", "keep one of the rows.")
    aside += [_aside(row, "area", again) for row in rows[twice].to_dict("records")]
    rows = rows[~twice].drop_duplicates(KEY, keep="last")
    level = rows["area_code"].map(areas.set_index("code")["level"]).where(rows["year"] == OWN, "ward")
    kept = rows.assign(level=level).reset_index(drop=True)
    # A row of a wide table gives many numbers: it is set aside once.
    lost = pd.DataFrame(aside, columns=ASIDE).drop_duplicates(
        ["file_id", "row_number", "column_name", "reason"]
    )
    return Observations(kept=kept, set_aside=lost)


def _answers(rows: pd.DataFrame, names: WardNames) -> list[Found]:
    """What each row's area means. A file is looked at as a whole: its wards are those of one year."""
    pairs = rows[["file_id", "area", "area_parent"]].drop_duplicates()
    found = {
        (file_id, *pair): answer
        for file_id, group in pairs.groupby("file_id")
        for pair, answer in names.find_all(
            list(zip(group["area"].astype("str"), group["area_parent"], strict=True))
        ).items()
    }
    keys = zip(rows["file_id"], rows["area"].astype("str"), rows["area_parent"], strict=True)
    return [found[key] for key in keys]


def count_months(
    kept: pd.DataFrame, *, unplaced: pd.DataFrame, areas: pd.DataFrame, catalogue: Catalogue
) -> MonthlyCounts:
    """The counts that enter the cubes: the monthly ones of `kept`, and `unplaced`, which has district_code.

    A district is the number that came for it, else the sum of its wards; what a given district has beyond
    its wards is unplaced in it. A district below the sum of its wards is set aside. Where a ward arrives
    hidden, neither a sum nor a remainder is worked out: either would give the ward away.
    """
    key = ["measure", "source", "district_code", "month"]
    if kept.empty and unplaced.empty:
        return _no_months(key)
    rows = _monthly(kept, catalogue=catalogue)
    parents = areas.set_index("code")["parent"]
    text = {"district_code": "object"}
    wards = rows[rows["level"] == "ward"]
    wards = wards.assign(district_code=wards["area_code"].map(parents), ward_code=wards["area_code"])
    in_none = _monthly(unplaced, catalogue=catalogue).assign(ward_code=None)
    wards = pd.concat([frame for frame in (wards, in_none) if len(frame)] or [wards]).astype(text)
    districts = rows[rows["level"] == "district"]
    districts = districts.assign(district_code=districts["area_code"]).astype(text)
    added = wards.groupby(key, as_index=False).agg(
        added=("value", "sum"), unknown=("value", lambda value: bool(value.isna().any()))
    )
    added = added.astype({**text, "added": "float64", "unknown": "bool"})
    both = districts.merge(added, on=key, how="left")
    wrong = both["added"].notna() & (both["value"] < both["added"])
    below = Unknown(
        "the district is less than its wards together",
        "correct the district, or leave it out: then it is the sum of its wards.",
    )
    aside = [_aside(row, "value", below) for row in both[wrong].to_dict("records")]
    good = both[~wrong]
    given = good[good["value"].notna()]
    rest = given[given["added"].notna() & given["unknown"].isin([False])]
    rest = rest.assign(ward_code=None, value=rest["value"] - rest["added"])
    summed = added[~added["unknown"]].merge(good[key], on=key, how="left", indicator="found")
    summed = summed[summed["found"] == "left_only"].rename(columns={"added": "value"})
    groups = rows[~rows["level"].isin(["ward", "district"])]
    placed = pd.concat([wards[wards["value"].notna()], rest])[[*key, "ward_code", "value"]]
    standing = pd.concat([wards, good, groups.assign(district_code=groups["area_code"])])
    return MonthlyCounts(
        wards=_whole(placed.groupby([*key, "ward_code"], dropna=False)["value"].sum().reset_index()),
        districts=_whole(pd.concat([given, summed])[[*key, "value"]]),
        groups=_whole(groups[groups["value"].notna()][["measure", "source", "area_code", "month", "value"]]),
        cells=standing[[*key, "status"]].rename(columns={"district_code": "area_code"}),
        set_aside=pd.DataFrame(aside, columns=ASIDE),
    )


def _no_months(key: list[str]) -> MonthlyCounts:
    counts = pd.DataFrame(columns=[*key, "value"]).astype({"value": "int64"})
    area = {"district_code": "area_code"}
    return MonthlyCounts(
        wards=counts.assign(ward_code=None),
        districts=counts,
        groups=counts.rename(columns=area),
        cells=pd.DataFrame(columns=[*key, "status"]).rename(columns=area),
        set_aside=pd.DataFrame(columns=ASIDE),
    )


def add_sums(counts: MonthlyCounts, *, catalogue: Catalogue) -> MonthlyCounts:
    """Add the catalogue's listed sums, where their source did not give them and gives every part of them."""
    wards, districts, cells = [counts.wards], [counts.districts], [counts.cells]
    there = set(map(tuple, counts.districts[["measure", "source"]].drop_duplicates().to_numpy()))
    for measure in catalogue.measures.values():
        for source, parts in measure.sum_of.items():
            if (measure.id, source) in there or not all((part, source) in there for part in parts):
                continue
            key = ["source", "district_code", "month"]
            whole = _parts_of(counts.districts, source=source, parts=parts)
            size = whole.groupby(key)["measure"].transform("nunique")
            whole = whole[size == len(parts)]
            placed = _parts_of(counts.wards, source=source, parts=parts).merge(
                whole[key].drop_duplicates(), on=key
            )
            total = whole.groupby(key, as_index=False)["value"].sum().assign(measure=measure.id)
            by_ward = placed.groupby([*key, "ward_code"], as_index=False, dropna=False)["value"].sum()
            districts.append(total)
            wards.append(by_ward.assign(measure=measure.id))
            cells.append(total.rename(columns={"district_code": "area_code"}).assign(status="final"))
    return MonthlyCounts(
        wards=pd.concat(wards, ignore_index=True),
        districts=pd.concat(districts, ignore_index=True),
        groups=counts.groups,
        cells=pd.concat(cells, ignore_index=True)[["measure", "source", "area_code", "month", "status"]],
        set_aside=counts.set_aside,
    )


def _parts_of(frame: pd.DataFrame, *, source: str, parts: tuple[str, ...]) -> pd.DataFrame:
    return frame[(frame["source"] == source) & frame["measure"].isin(parts)]


def is_monthly(kept: pd.DataFrame, *, catalogue: Catalogue) -> pd.Series[bool]:
    """Which observations are counts of one calendar month, without breakdown, that may be summed."""
    charted = [name for name, measure in catalogue.measures.items() if measure.charted]
    start = pd.to_datetime(kept["period_start"])
    end = pd.to_datetime(kept["period_end"])
    whole_month = (start.dt.day == 1) & (end == start + pd.offsets.MonthEnd(0))
    plain = kept["breakdown"].isna() & kept["category"].isna() & kept["measure"].isin(charted)
    # What a paper published stands alone: a peak month it prints is no month of a series.
    return whole_month & plain & kept["status"].ne("published")


def _monthly(kept: pd.DataFrame, *, catalogue: Catalogue) -> pd.DataFrame:
    rows = kept[is_monthly(kept, catalogue=catalogue)]
    return rows.assign(
        month=rows["period_start"], value=rows["value"].where(rows["status"] != HIDDEN).astype("float64")
    )


def aside_rows(frame: pd.DataFrame, *, reason: str, remedy: str) -> list[tuple[int, int, str, str, str, str]]:
    """Observations as rows of table set_aside."""
    return [_aside(row, "area", Unknown(reason, remedy)) for row in frame.to_dict("records")]


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({"value": "int64"}).reset_index(drop=True)


def _aside(row: Mapping[Any, Any], column: str, why: Unknown) -> tuple[int, int, str, str, str, str]:
    text = ", ".join(
        str(row[name])
        for name in ("period_start", "area", "area_parent", "measure", "value")
        if row[name] is not None and not pd.isna(row[name])
    )
    where = row["column_name"] or column
    return int(row["file_id"]), int(row["row_number"]), where, why.reason, why.remedy, text
