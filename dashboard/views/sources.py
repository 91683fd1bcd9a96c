"""Every file the store was built from: what it is, what it covers, how many rows were read and set aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.disclosure import marking
from dashboard.periods import span_words
from dashboard.records import month_of, rows
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import number
from data import queries

# Ten years of every force are five thousand files.
LISTED = 300
_COLUMNS = (
    Column("file", "File"),
    Column("kind", "Kind"),
    Column("source", "Source"),
    Column("extracted", "Extracted"),
    Column("covers_from", "Covers from", "month"),
    Column("covers_to", "to", "month"),
    Column("rows_read", "Rows read", "integer"),
    Column("rows_loaded", "Loaded", "integer"),
    Column("rows_set_aside", "Set aside", "integer"),
    Column("set_aside_why", "Why"),
    Column("superseded", "Replaced by a later file"),
    Column("demonstration", "Demonstration"),
    Column("built_at", "Read at (UTC)", csv_only=True),
    Column("note", "Note"),
)


def build_sources(reference: Reference, selection: Selection) -> View:  # noqa: ARG001 - of the whole store
    """The view `sources`: of the whole store, whatever is selected."""
    files = reference.recall("files", lambda: list(rows(queries.get_files(reference.snapshot))))
    reasons = reference.recall("reasons", lambda: _reasons(reference))
    if len(files) > LISTED:
        # Where not all are read, those that need somebody are.
        files = sorted(files, key=lambda file: (not int(file["rows_set_aside"]), not file["superseded"]))
    table = Table(_COLUMNS, tuple(_row(reference, file, reasons) for file in files), shown=LISTED)
    if not files:
        return View(
            name="sources",
            title="Sources",
            table=table,
            empty="The store holds no files. Add some: csp build PATH.",
            marking=marking(reference),
        )
    read, loaded, aside = (sum(int(file[key]) for file in files) for key in _COUNTS)
    months = [month for file in files for key in _MONTHS if (month := month_of(file[key])) is not None]
    return View(
        name="sources",
        title=f"{number(len(files))} files: {number(read)} rows read = {number(loaded)} loaded + "
        f"{number(aside)} set aside",
        caption=f"Store {reference.version}, built {reference.meta.get('built_at', '')[:10]}",
        alt="A table of every file with what it covers and its rows.",
        table=table,
        period=span_words(min(months), max(months)) if months else "",
        geography="the whole store",
        source="the files of the store",
        marking=marking(reference),
        demonstration=any(bool(file["demonstration"]) for file in files),
        caveats=(
            f"{number(LISTED)} files are listed here, those with rows set aside first; the CSV has all.",
        )
        if len(files) > LISTED
        else (),
    )


_COUNTS = ("rows_read", "rows_loaded", "rows_set_aside")
_MONTHS = ("first_month", "last_month")


def _reasons(reference: Reference) -> dict[int, str]:
    """'no value is given (3), a count is negative (1)' by file; a reason alone is for the whole file."""
    found: dict[int, list[str]] = {}
    for row in rows(queries.get_outcomes(reference.snapshot)):
        if isinstance(row["reason"], str):
            count = int(row["rows"])
            words = f"{row['reason']} ({number(count)})" if count else row["reason"]
            found.setdefault(int(row["file_id"]), []).append(words)
    return {file: ", ".join(words) for file, words in found.items()}


def _row(reference: Reference, file: dict[str, Any], reasons: Mapping[int, str]) -> tuple[Any, ...]:
    source = reference.catalogue.sources.get(file["source"])
    first, last = (month_of(file[key]) for key in _MONTHS)
    return (
        file["name"],
        file["kind"],
        source.label if source else _text(file["source"]),
        _text(file["extracted"]),
        None if first is None else str(first),
        None if last is None else str(last),
        *(int(file[key]) for key in _COUNTS),
        reasons.get(int(file["file_id"]), ""),
        "yes" if file["superseded"] else "no",
        "yes" if file["demonstration"] else "no",
        _text(file["built_at"]),
        _text(file["note"]),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
