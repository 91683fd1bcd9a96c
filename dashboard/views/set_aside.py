"""Rows that were read and not loaded: where they stand, why, and what to do about it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.disclosure import marking
from dashboard.records import rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import number
from data import queries
from data.sensitivity import THRESHOLDS

# A file gone wrong may lose every row for one reason: on screen the first thousand tell it, the CSV has all
# that a spreadsheet can work with, the counts of the files tell the rest.
LISTED = 1000
WRITTEN = 100_000
_COLUMNS = (
    Column("file", "File"),
    Column("row", "Row", "integer"),
    Column("column", "Column"),
    Column("reason", "Reason"),
    Column("remedy", "What to do"),
    Column("text", "The row"),
)
# The sources of files that say where things are, who lives there and how deprived it is, or what a plan says:
# not what happened.
_NO_FIGURES = ("boundary", "lookup", "population", "deprivation", "plan")
_WITHHELD = "not shown to this audience"


def build_set_aside(reference: Reference, selection: Selection) -> View:  # noqa: ARG001 - of the whole store
    """The view `set-aside`: of the whole store, whatever is selected."""
    found = reference.recall(
        "set aside", lambda: list(rows(queries.get_set_aside(reference.snapshot, limit=WRITTEN)))
    )
    files = reference.recall("files", lambda: list(rows(queries.get_files(reference.snapshot))))
    total = sum(int(file["rows_set_aside"]) for file in files)
    withheld = _sensitive_files(reference, files)
    table = Table(_COLUMNS, tuple(_row(row, withheld) for row in found), shown=LISTED)
    about: dict[str, Any] = {
        "name": "set-aside",
        "table": table,
        "source": "the files of the store",
        "geography": "the whole store",
        "marking": marking(reference),
        "demonstration": any(bool(file["demonstration"]) for file in files if int(file["rows_set_aside"])),
    }
    if not found:
        return View(title="Nothing was set aside", empty="Every row that was read was loaded.", **about)
    caveats = []
    if len(found) > LISTED:
        written = f"the first {number(WRITTEN)}" if len(found) == WRITTEN else "all of them"
        caveats.append(f"The first {number(LISTED)} are listed here; the CSV has {written}.")
    if any(row["file"] in withheld for row in found):
        caveats.append("Rows of sources with small numbers are not shown to this audience: their files are.")
    return View(
        title=_title(found, total),
        caption="Each with the file and row it stands in, as a spreadsheet counts them (the header is row 1)",
        alt="A table of every row set aside, with its reason and remedy.",
        caveats=tuple(caveats),
        **about,
    )


def _title(found: list[dict[str, Any]], total: int) -> str:
    """'12 rows of 2 files set aside, and 1 file whole'; a column without a measure or a sheet is one."""
    lost = [_text(row["column_name"]) for row in found if _row_number(row) is None]
    sheets = sum(name.startswith("sheet '") for name in lost)
    columns = sum(bool(name) for name in lost) - sheets
    whole = len(lost) - columns - sheets
    files = len({row["file"] for row in found if _row_number(row) is not None})
    parts = []
    if total:
        parts.append(f"{_counted(total, 'row')} of {_counted(files, 'file')} set aside")
    if columns:
        parts.append(f"{_counted(columns, 'column')}{'' if total else ' set aside'}")
    for count, noun in ((sheets, "sheet"), (whole, "file")):
        if count:
            parts.append(f"{_counted(count, noun)} {'' if parts else 'set aside '}whole")
    return ", and ".join(parts)


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def _row_number(row: dict[str, Any]) -> int | None:
    """None for a file that was set aside whole."""
    found = row["row_number"]
    return None if pd.isna(found) else int(found)


def _sensitive_files(reference: Reference, files: list[dict[str, Any]]) -> frozenset[str]:
    """Files whose rows may hold numbers that this audience does not see: they leave through no other door.

    A file of several sources, or of none that is known, may hold any.
    """
    if reference.settings.audience not in THRESHOLDS:
        return frozenset()
    sensitive = {source for measure in reference.catalogue.measures.values() for source in measure.sensitive}
    harmless = {*reference.catalogue.sources, *_NO_FIGURES} - sensitive
    return frozenset(file["name"] for file in files if file["source"] not in harmless)


def _row(row: dict[str, Any], withheld: frozenset[str]) -> tuple[Any, ...]:
    return (
        row["file"],
        _row_number(row),
        _text(row["column_name"]),
        row["reason"],
        row["remedy"],
        _WITHHELD if row["file"] in withheld and _text(row["text"]) else _text(row["text"]),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
