"""The wards of every year the store holds, and which of them it counts by."""

from __future__ import annotations

from typing import Any

from dashboard.disclosure import marking
from dashboard.records import rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import joined
from data import queries

_COLUMNS = (
    Column("year", "Wards of", "code"),
    Column("wards", "Wards", "integer"),
    Column("drawn", "With a boundary", "integer"),
    Column("looked_up", "With a lookup from LSOAs", "integer"),
    Column("used", "Used"),
    Column("files", "From"),
)


def build_vintages(reference: Reference, selection: Selection) -> View:  # noqa: ARG001 - of the whole store
    """The view `vintages`: of the whole store, whatever is selected."""
    found = list(rows(queries.get_vintages(reference.snapshot)))
    about: dict[str, Any] = {
        "name": "vintages",
        "table": Table(_COLUMNS, tuple(_row(item) for item in found)),
        "geography": "the whole store",
        "marking": marking(reference),
    }
    if not found:
        return View(
            title="No wards",
            empty="The store holds no wards. Add ward boundaries, or a lookup that has them: csp build PATH.",
            **about,
        )
    others = sorted(str(item["year"]) for item in found if not item["same_wards"])
    held = f"; those of {joined(others)} are held too" if others else ""
    return View(
        title=f"Counted by the wards of {reference.meta['ward_vintage']}{held}",
        caption="csp build --wards YEAR counts by those of another year; no file is needed again",
        alt="A table of the years of wards the store holds, with what it knows of each.",
        source="boundaries and lookups of the store",
        **about,
    )


def _row(item: dict[str, Any]) -> tuple[Any, ...]:
    used = "counted by" if item["used"] else "the same wards" if item["same_wards"] else "held"
    drawn = int(item["drawn"])
    return (
        str(item["year"]),
        int(item["wards"]),
        drawn,
        int(item["looked_up"]),
        f"{used}; schematic boundaries" if item["schematic"] else used,
        item["files"],
    )
