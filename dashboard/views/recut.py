"""How the wards of other years fit those the store counts by, pair by pair, with the error of best fit."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from dashboard.disclosure import marking
from dashboard.question import ask
from dashboard.records import rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import number, printed
from data import queries

_COLUMNS = (
    Column("from_year", "Wards of", "code"),
    Column("from_code", "Code then", "code", csv_only=True),
    Column("from_name", "Ward then"),
    Column("district_code", "District code", "code", csv_only=True),
    Column("district_name", "District"),
    Column("ward_code", "Code", "code", csv_only=True),
    Column("ward_name", "Ward now"),
    Column("share_from", "Of the ward then", "percent", 1),
    Column("share", "Of the ward now", "percent", 1),
    Column("outcome", "Its figures"),
    Column("error", "Counted amiss in the ward now", "percent", 1),
    Column("method", "LSOAs by", "code", csv_only=True),
    Column("weighed_by", "Weighed by", "code", csv_only=True),
)
_PARTS: Final = {
    "unchanged": "unchanged",
    "whole": "whole in one ward",
    "best_fit": "by best fit",
    "district": "kept at district level",
}


def build_recut(reference: Reference, selection: Selection) -> View:
    """The view `recut`: the wards of the area's districts that are cut otherwise; the series of the store."""
    question = ask(reference, selection)
    districts = set(reference.districts(selection.area))
    found = [
        row
        for row in reference.recall("recut", lambda: list(rows(queries.get_recut_pairs(reference.snapshot))))
        if row["district_code"] in districts
    ]
    changed = [row for row in found if row["outcome"] != "unchanged"]
    told = tuple(str(row["words"]) for row in rows(queries.get_recut_series(reference.snapshot)))
    about: dict[str, Any] = {
        "name": "recut",
        "table": Table(_COLUMNS, tuple(_row(reference, row) for row in changed)),
        "geography": question.geography(),
        "marking": marking(reference),
        "caveats": told,
    }
    if not changed:
        return View(
            title=f"No ward of {question.area_name} is counted again", empty=_why(reference, found), **about
        )
    return View(
        title="; ".join(
            _title(found, year) for year in sorted({row["year"] for row in changed}, reverse=True)
        ),
        caption="Shares of residents, LSOA by LSOA; a count is never divided: it goes where most of them are",
        alt="A table of wards of other years with the wards of today that share their residents.",
        basis=f"against the wards of {reference.meta['ward_vintage']}",
        source="boundaries, lookups and population of the store",
        **about,
    )


def _why(reference: Reference, found: list[dict[str, Any]]) -> str:
    if found:
        return "Its wards are the same in every year the store can compare."
    return (
        f"Figures came for the wards of {reference.meta['ward_vintage']}, or for none. Those of wards of "
        "another year are counted again by these, once a lookup from LSOAs or boundaries tell how they lie."
    )


def _title(found: list[dict[str, Any]], year: int) -> str:
    outcome = {row["ward_code"]: row["outcome"] for row in found if row["year"] == year}
    count = Counter(outcome.values())
    parts = [f"{number(count[key])} {words}" for key, words in _PARTS.items() if count[key]]
    return f"{number(len(outcome))} wards of {year}: {', '.join(parts)}"


def _row(reference: Reference, row: dict[str, Any]) -> tuple[Any, ...]:
    new, words = row["new_code"], _PARTS[row["outcome"]]
    return (
        str(row["year"]),
        row["ward_code"],
        row["ward_name"],
        row["district_code"],
        reference.name(row["district_code"]),
        new or "",
        reference.name(new) if new else "",
        _percent(row["share"]),
        _percent(row["new_share"]),
        words if row["fit"] or row["outcome"] == "district" else "not here",
        _percent(row["error"]),
        row["method"],
        row["weighed_by"],
    )


def _percent(share: Any) -> float | int | None:
    return None if share is None or share != share else printed(100 * float(share))
