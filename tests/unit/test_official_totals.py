"""The ONS table of recorded crime by partnership, in every dress it comes in."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.build.observations import resolve
from data.catalogue import load_catalogue
from data.sources.kinds import InputFile, Loaded
from data.sources.official_totals import load, matches
from data.sources.recognise import recognise

TODAY = dt.date(2026, 1, 5)
TITLE = (
    "Table C2: Number of police recorded crimes for headline offences by Community Safety Partnership area, "
    "England and Wales, year ending {ending} [note 1][note 2]"
)
PLACES = (
    "Police Force\nArea code",
    "Police Force\nArea name",
    "Community Safety\nPartnership code",
    "Community Safety\nPartnership name",
    "Local Authority code",
    "Local Authority name",
)
NAMED = {m.names["ons"]: m.id for m in load_catalogue().measures.values() if "ons" in m.names}
WEST, EAST = "E23000001", "E23000002"
ROWS: tuple[tuple[str, ...], ...] = (
    (WEST, "West", "", "", "", ""),
    (WEST, "West", "E22000001", "Upland", "E07000001", "Upland"),
    (WEST, "West", "E22000002", "Hill and Dale", "Combined Local Authorities", ""),
    (WEST, "West", "E22000003", "Big, North", "E06000009", "Big"),
    (WEST, "West", "E22000004", "Big, South", "E06000009", "Big"),
    (WEST, "West", "", "Unassigned West", "", ""),
    (EAST, "East", "", "", "", ""),
    (EAST, "East", "W14000010", "Fen", "W06000010", "Fen"),
)
# What each row is about: area, and what no partnership was assigned.
ABOUT = [
    (WEST, None),
    ("E07000001", None),
    ("E22000002", None),
    ("E22000003", None),
    ("E22000004", None),
    (WEST, "Unassigned West"),
    (EAST, None),
    ("W06000010", None),
]


def grid(heads: list[str], figures: list[list[Any]], *, ending: str = "June 2025") -> list[list[Any]]:
    """The table as the publisher lays it out."""
    preamble = [TITLE.format(ending=ending), "Source: Police recorded crime from the Home Office"]
    body = [[*place, *cells] for place, cells in zip(ROWS, figures, strict=True)]
    return [[line] for line in preamble] + [[*PLACES, *heads], *body]


def as_csv(path: Path, rows: list[list[Any]]) -> InputFile:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return _file(path)


def as_workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> InputFile:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return _file(path)


def _file(path: Path) -> InputFile:
    return InputFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def read(file: InputFile) -> Loaded:
    match = matches(file)
    assert match is not None
    assert recognise(file) == match
    return load(match, today=TODAY)


def observed(loaded: Loaded) -> dict[tuple[str, str | None, str], float | None]:
    return {
        (row["area"], row["category"] or None, row["measure"]): None
        if pd.isna(row["value"])
        else row["value"]
        for row in loaded.frame.to_dict("records")
    }


MARKED = st.sampled_from(["", " ", " [note 4]", "[r]"])
FIGURE = st.one_of(st.integers(0, 400_000), st.sampled_from(["[x]", "[c]", ""]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_figure_comes_out_under_its_measure_and_area(tmp_path: Path, data: st.DataObject) -> None:
    heads = data.draw(st.permutations(list(NAMED)))[: data.draw(st.integers(1, len(NAMED)))]
    given_ = [[data.draw(FIGURE) for _ in heads] for _ in ROWS]
    written = [
        [f"{cell:,}{data.draw(MARKED)}" if isinstance(cell, int) else cell for cell in row] for row in given_
    ]
    broken = [head.replace(" ", "\n ", 1) + data.draw(MARKED) for head in heads]
    loaded = read(as_csv(tmp_path / "c2.csv", grid(broken, written)))

    expected = {
        (*about, NAMED[head]): float(cell) if isinstance(cell, int) else None
        for about, row in zip(ABOUT, given_, strict=True)
        for head, cell in zip(heads, row, strict=True)
        if cell not in ("[x]", "")
    }
    assert observed(loaded) == expected
    empty = [number for number, row in enumerate(given_, 4) if all(cell in ("[x]", "") for cell in row)]
    assert [item.row for item in loaded.set_aside] == empty
    assert loaded.rows_read == len(ROWS) == loaded.frame["row_number"].nunique() + len(loaded.set_aside)
    hidden = loaded.frame["status"].eq("hidden")
    assert loaded.frame.loc[hidden, "value"].isna().all() and loaded.frame.loc[~hidden, "value"].notna().all()


def test_the_workbook_gives_what_its_sheet_saved_as_csv_gives(tmp_path: Path) -> None:
    heads = list(NAMED)[:3]
    figures: list[list[Any]] = [[10 * row + at for at in range(3)] for row in range(len(ROWS))]
    rates = grid(heads, figures)
    rates[0] = [rates[0][0].replace("Number of police", "Rate per 1,000 population of police")]
    sheets = {"Cover": [["Recorded crime"]], "Table C3": rates, "Table C2": grid(heads, figures)}
    whole = read(as_workbook(tmp_path / "all.xlsx", sheets))
    plain = read(as_csv(tmp_path / "c2.csv", grid(heads, figures)))
    pd.testing.assert_frame_equal(whole.frame, plain.frame)
    assert "Table C3" in " ".join(whole.understood)

    alone = read(as_workbook(tmp_path / "rates.xlsx", {"Table C3": rates}))
    assert len(alone.frame) == 0
    assert {item.reason for item in alone.set_aside} == {"the table holds rates or changes, not counts"}
    assert alone.rows_read == len(alone.set_aside) == len(ROWS)


@pytest.mark.parametrize(
    ("ending", "name", "first", "last"),
    [
        ("December 2019", "c2.csv", dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
        ("", "csp_ye_mar2024.csv", dt.date(2023, 4, 1), dt.date(2024, 3, 31)),
    ],
)
def test_the_year_is_the_titles_else_the_files(
    tmp_path: Path, ending: str, name: str, first: dt.date, last: dt.date
) -> None:
    loaded = read(as_csv(tmp_path / name, grid(["Robbery"], [[1]] * len(ROWS), ending=ending)))
    assert set(loaded.frame["period_start"]) == {first}
    assert set(loaded.frame["period_end"]) == {last}


@pytest.mark.parametrize(("ending", "why"), [("", "which year"), ("June 2027", "future")])
def test_without_a_year_that_is_over_no_row_is_taken(tmp_path: Path, ending: str, why: str) -> None:
    loaded = read(as_csv(tmp_path / "c2.csv", grid(["Robbery"], [[1]] * len(ROWS), ending=ending)))
    assert len(loaded.frame) == 0
    assert len(loaded.set_aside) == loaded.rows_read == len(ROWS)
    assert all(why in item.reason for item in loaded.set_aside)


def test_what_is_no_measure_and_no_number_is_told(tmp_path: Path) -> None:
    rows = grid(["Robbery", "Witchcraft [note 9]"], [[5, 1]] * len(ROWS))
    rows[4][6] = "1.5"
    rows[8][0] = EAST  # West's unassigned, with the code of East
    loaded = read(as_csv(tmp_path / "c2.csv", rows))
    column, *aside = loaded.set_aside
    assert (column.row, column.column, column.text) == (None, "Witchcraft", "8 figures")
    assert "'Witchcraft' is no measure" in column.reason
    assert [(item.row, item.column) for item in aside] == [(5, "Robbery"), (9, "force")]
    assert WEST in aside[1].remedy
    assert "Unassigned West" in aside[1].text
    # The row that bears another force's code counts for neither.
    assert observed(loaded)[EAST, None, "robbery"] == 5
    assert (EAST, "Unassigned West", "robbery") not in observed(loaded)


def test_a_row_with_a_cell_too_long_to_read_is_set_aside_and_no_note(tmp_path: Path) -> None:
    rows = grid(["Robbery", "Burglary"], [[5, 1]] * len(ROWS))
    rows[8][0] = "y" * 140_000
    loaded = read(as_csv(tmp_path / "c2.csv", [*rows, ["A note, with a comma or two, below the table."]]))
    assert loaded.rows_read == len(ROWS)
    (aside,) = loaded.set_aside
    assert (aside.row, aside.text[:3]) == (9, "yyy")


def test_rows_outside_the_store_are_set_aside_once_each(tmp_path: Path) -> None:
    loaded = read(as_csv(tmp_path / "c2.csv", grid(["Robbery", "Burglary"], [[5, 1]] * len(ROWS))))
    areas = pd.DataFrame(
        [(WEST, "West", "force", None), ("E07000001", "Upland", "district", WEST)],
        columns=["code", "name", "level", "parent"],
    )
    found = resolve(
        loaded.frame.assign(file_id=1),
        areas=areas,
        aliases=pd.DataFrame(columns=["parent", "name", "code"]),
    )
    assert len(found.kept) == 2 * 3
    assert len(found.set_aside) == len(ROWS) - 3
    assert set(found.set_aside["reason"]) == {"outside the areas of this store"}
