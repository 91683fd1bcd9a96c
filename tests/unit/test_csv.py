"""CSV out of a view and back again, with names that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.views.csv import METADATA, VALUES, escape, to_csv
from dashboard.views.view import Column, Table, View

HOSTILE = [
    "=1+1",
    "+44 20",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "'=1",
    "''@x",
    '=HYPERLINK("x")',
]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# No surrogates: they are not characters, and UTF-8 cannot hold them.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def build_view(*rows: tuple[object, ...], **about: object) -> View:
    columns = (
        Column("ward_code", "Code", "code", csv_only=True),
        Column("ward_name", "Ward"),
        Column("value", "Crimes", "integer"),
        Column("rate", "Rate", "decimal", 1),
        Column("status", "Status", "status"),
        Column("mostly_at", "Mostly at"),
    )
    return View(name="wards", title="t", table=Table(columns, rows), **about)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.encode().decode("utf-8"), newline="")))


def unescape(cell: str) -> str:
    """What a reader who knows the rule does."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell


@given(name=st.sampled_from(HOSTILE) | TEXT, place=TEXT, source=st.sampled_from(HOSTILE) | TEXT)
@example(name='a"b,c\r\nd', place="“Café” – Ōtautahi", source="Kent, Medway")
def test_what_goes_in_comes_out_and_runs_nowhere(name: str, place: str, source: str) -> None:
    view = build_view(("E05000001", name, -5, -1.5, "shown", place), source=source)
    (row,) = read(to_csv(view))
    assert (unescape(row["ward_name"]), unescape(row["mostly_at"]), unescape(row["source"])) == (
        name,
        place,
        source,
    )
    for key in ("ward_name", "mostly_at", "source"):
        assert not row[key].startswith(DANGEROUS)
    assert (row["value"], row["rate"]) == ("-5", "-1.5")


def test_columns_come_as_key_values_rest_and_metadata() -> None:
    view = build_view(
        ("E05000001", "Victoria", 1843, 262.0, "shown", "High Street"),
        ("", "Not placed in a ward", 163, None, "shown", ""),
        measure="All crime",
        definition="Police recorded crime.",
        period="Mar 2022 to Feb 2023",
        geography="Ashford (district)",
        extracted="2023-03-14",
        store_version="v00001",
        demonstration=True,
    )
    text = to_csv(view)
    header = text.split("\r\n")[0].split(",")
    assert header == ["ward_code", "ward_name", *VALUES, "mostly_at", *METADATA]
    first, unplaced = read(text)
    assert (first["value"], first["previous"], first["rate"]) == ("1843", "", "262.0")
    assert (unplaced["ward_name"], unplaced["value"], unplaced["rate"]) == ("Not placed in a ward", "163", "")
    assert {first[key] for key in ("store_version", "demonstration", "marking")} == {
        "v00001",
        "yes",
        "OFFICIAL",
    }
    assert not text.startswith("\ufeff")


def test_a_rows_own_source_goes_before_the_views() -> None:
    table = Table(
        (Column("source", "Source"), Column("month", "Month", "month")), (("police.uk", "2025-01"),)
    )
    (row,) = read(to_csv(View(name="coverage", title="t", table=table, source="the files", measure="m")))
    assert (row["source"], row["month"], row["measure"], row["value"]) == ("police.uk", "2025-01", "m", "")


def test_numbers_stay_numbers() -> None:
    assert [escape(cell) for cell in (None, -3, 1.5, 0, "−3", "3")] == ["", -3, 1.5, 0, "−3", "3"]
