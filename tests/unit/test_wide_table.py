"""The wide table kind: what an analyst laid out comes back; what cannot be told is set aside and remedied."""

from __future__ import annotations

import csv
import datetime as dt
import math
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from data.errors import UnreadableFileError
from data.month import Month
from data.sources import wide_table
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.recognise import recognise
from data.sources.sheet import column_letter
from tests.unit import ugly_workbooks
from tests.unit.ugly_sheets import BLANK, GAP, HIDDEN, Ugly, ugly_sheets, write
from tests.unit.ugly_workbooks import Truth

TODAY = dt.date(2024, 6, 1)


def load(path: Path, *, today: dt.date = TODAY) -> Loaded:
    match = wide_table.matches(InputFile(path=path, name=path.name, sha256="0"))
    assert match is not None, "not recognised"
    loaded = wide_table.load(match, today=today)
    counted = [item for item in loaded.set_aside if item.row is not None]
    assert loaded.rows_read == len(loaded.frame) + len(counted)
    assert all(item.reason and item.remedy for item in loaded.set_aside)
    assert all(item.column and item.text for item in counted)
    return loaded


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(ugly_sheets())
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, ugly: Ugly) -> None:
    assume(any(value not in (BLANK, GAP) for value in ugly.truth.values()))
    loaded = load(write(ugly, tmp_path_factory.mktemp("ugly")), today=dt.date(2032, 1, 1))
    said = "\n".join(loaded.understood)
    found = {
        (row.area, row.measure, (row.period_start.year, row.period_start.month)): HIDDEN
        if row.status == "hidden"
        else row.value
        for row in loaded.frame.itertuples(index=False)
    }
    expected = {key: value for key, value in ugly.truth.items() if value not in (GAP, BLANK)}
    assert found == expected, said
    assert [item.reason[:12] for item in loaded.set_aside] == ["not supplied"] * sum(
        value == GAP for value in ugly.truth.values()
    ), said
    assert "disagrees" not in said
    ends = {(row.period_start, row.period_end) for row in loaded.frame.itertuples(index=False)}
    assert all(last == (Month.of(start) + (ugly.months - 1)).last_day for start, last in ends)
    assert all(math.isnan(row.value) == (row.status == "hidden") for row in loaded.frame.itertuples())


WORKBOOKS = (ugly_workbooks.asb_by_district, ugly_workbooks.performance_pack, ugly_workbooks.ward_profile)


@pytest.mark.parametrize("make", WORKBOOKS, ids=lambda make: make.__name__)
def test_workbooks_as_ugly_as_real_ones(tmp_path: Path, make: Callable[[Path], Truth]) -> None:
    path = tmp_path / "book.xlsx"
    truth = make(path)
    loaded = load(path)
    found = {
        (row.area, row.measure, f"{row.period_start:%Y-%m}"): None if row.status == "hidden" else row.value
        for row in loaded.frame.itertuples(index=False)
    }
    assert found == truth, "\n".join(loaded.understood)


def test_what_was_understood_is_said_sheet_by_sheet(tmp_path: Path) -> None:
    ugly_workbooks.asb_by_district(tmp_path / "asb.xlsx")
    this_year, last_year, notes, working = load(tmp_path / "asb.xlsx").understood
    for words in (
        "Sheet 'ASB 23-24': areas in column B (12 rows); months across row 6 (Apr 2023 to Mar 2024)",
        "title 'ASB incidents, Kent Police' read as measure asb_police_reports, source force_extract",
        "column O 'Total' disagrees with the sum of its 12 parts in O13, left out",
        "row 19 'Kent total' = sum of its 12 parts, agrees, left out",
        "column P '% change on 2022/23' left out",
        "144 cells taken",
    ):
        assert words in this_year
    for words in (
        "areas in row 3 (12 columns); months down column A (Apr 2022 to Mar 2023)",
        "'*' read as hidden at source as the sheet or its sidecar says (1 cell)",
        "'-' read as zero as the sheet or its sidecar says (1 cell)",
        "row 16 without a head = sum of its 12 parts",
    ):
        assert words in last_year
    assert notes == "Sheet 'Notes': words only; not read."
    assert working == "Sheet 'working' is hidden in the workbook: not read."


def test_a_workbook_saved_as_csv_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ugly_workbooks.asb_by_district(path)
    book = load_workbook(path)
    sheet = book["ASB 23-24"]
    with (tmp_path / "book.csv").open("w", encoding="utf-8", newline="") as file:
        for row in sheet.iter_rows(max_row=30, values_only=True):
            csv.writer(file).writerow(["" if cell is None else f"{cell}" for cell in row])
    columns = ["measure", "source", "area", "period_start", "value", "status", "row_number"]
    whole = load(path).frame
    of_sheet = whole[whole["column_name"].str.startswith("sheet 'ASB 23-24'")][columns].reset_index(drop=True)
    assert load(tmp_path / "book.csv").frame[columns].equals(of_sheet)


TITLE, HEAD = ["Shoplifting, Kent Police"], ["District", "Apr 2023", "May 2023"]
ROWS = [["Ashford", "10", "12"], ["Swale", "9", "7"]]
# What a sheet leaves open: its lines, the sidecar, words of the reason, the line that settles it.
UNDECIDED = [
    ([["By district, Kent Police"], HEAD, *ROWS], "", "which measure", "measure: shoplifting"),
    ([["Shoplifting"], HEAD, *ROWS], "", "which source", "source: force_extract"),
    ([["Burglary and robbery, Kent Police"], HEAD, *ROWS], "", "more than one measure", "measure: robbery"),
    ([["ASB"], HEAD, *ROWS], "source: council", "does not have", "measure: asb_council_incidents"),
    ([["ASB rate per 1,000, Kent Police"], HEAD, *ROWS], "", "may be rates", "measure: asb_police_reports"),
    ([["ASB, rolling 12 months, Kent Police"], HEAD, *ROWS], "", "running total", "measure: all_crime"),
    ([["ASB (thousands), Kent Police"], HEAD, *ROWS], "", "thousands", "measure: asb_police_reports"),
    ([TITLE, ["District", "Apr", "May"], *ROWS], "", "period", "period: 2023/24"),
    (
        [TITLE, ["", "Apr 2023", "May 2023"], ["Burglary", "1", "2"], ["Robbery", "3", "4"]],
        "",
        "area",
        "area: Swale",
    ),
    ([TITLE, ["District", "Robbery", "Burglary"], *ROWS], "", "which period", "period: 2023/24"),
    (
        [["Callers about ASB who were satisfied"], HEAD, ["Ashford", "0.5", "0.6"]],
        "source: council",
        "shares",
        "percentages: fractions",
    ),
    ([TITLE, HEAD, ["Ashford", "10", "#"], *ROWS[1:]], "", "not a number", "marks: {'#': hidden}"),
    ([TITLE, HEAD, ["Ashford", "10", "12*"], *ROWS[1:]], "", "mark '*'", "marks: {'*': provisional}"),
    (
        [["Kent Police"], ["Offence", "Apr 2023"], ["Shop theft", "3"], ["Robbery", "1"]],
        "area: Swale",
        "no measure",
        "measures: {Shop theft: shoplifting}",
    ),
]


@pytest.mark.parametrize(("lines", "sidecar", "reason", "line"), UNDECIDED, ids=lambda value: str(value)[:30])
def test_what_is_left_open_is_set_aside_until_the_sidecar_settles_it(
    tmp_path: Path, lines: list[list[str]], sidecar: str, reason: str, line: str
) -> None:
    path = tmp_path / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    beside = path.with_name("figures.csv.yaml")
    beside.write_text(sidecar, encoding="utf-8")
    before = load(path)
    assert reason in before.set_aside[0].reason
    key = line.split(":")[0]
    assert f"{key}:" in before.set_aside[0].remedy
    beside.write_text(f"{sidecar}\n{line}\n", encoding="utf-8")
    assert not load(path).set_aside, load(path).set_aside


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([TITLE, ["District", "Apr 2023", "Apr 2023"], *ROWS], "several columns"),
        (
            [TITLE, ["", "", "Apr 2023", "May 2023"], ["a", "b", "1", "2"], ["c", "d", "3", "4"]],
            "which of the columns",
        ),
        ([["", "", "2022/23"], ["Ward", "Burglary", "Robbery"], ["a", "1", "2"]], "left of the first period"),
        ([TITLE, HEAD, *ROWS, [], [], ["Ashford", "1", "2"]], "stands apart"),
        ([TITLE, HEAD, *ROWS, ["", "5", "6"]], "no label"),
        ([TITLE, [*HEAD, ""], ["Ashford", "1", "2", "9"], ["Swale", "1", "2", "8"]], "no head"),
        ([TITLE, HEAD, *ROWS, ["Ashford", "11", "12"]], "another figure"),
        ([TITLE, HEAD, ["Ashford", "1.5", "-3"], *ROWS[1:]], "whole number"),
        ([TITLE, HEAD, ["Ashford", "12%", "1"], *ROWS[1:]], "percentage"),
        ([TITLE, ["District", "May 2024", "Jul 2024"], *ROWS], "future"),
        ([TITLE, ["District", "23/04/2024", "23/05/2024"], *ROWS], "day inside a month"),
        (
            [TITLE, ["", "2023/24", ""], ["District", "Apr 2022", "May 2022"], *ROWS],
            "do not lie in one another",
        ),
    ],
)
def test_no_figure_is_guessed(tmp_path: Path, lines: list[list[str]], reason: str) -> None:
    path = tmp_path / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    assert any(reason in item.reason for item in load(path).set_aside), load(path)


ASB = ["ASB, Kent Police"]
# How a table may be laid out, a cell of it as (area, parent, measure, first month, months) and its value.
LAID_OUT = [
    (
        [["ASB (Kent Police)", "Apr-23", "May-23"], ["Alder", 3, 4]],
        ("Alder", "", "asb_police_reports", "2023-05", 1),
        4,
    ),
    (
        [ASB, ["Ward", "Apr-23", "May-23"], ["", "Number", "Number"], ["Alder", 3, 4]],
        ("Alder", "", "asb_police_reports", "2023-04", 1),
        3,
    ),
    (
        [ASB, ["", "Apr-23", ""], ["Ward", "No.", "%"], ["Alder", 3, "40%"]],
        ("Alder", "", "asb_police_reports", "2023-04", 1),
        3,
    ),
    (
        [ASB, ["District", "Year", "Apr", "May"], ["Swale", "2021/22", 1, 2], ["", "2022/23", 4, 5]],
        ("Swale", "", "asb_police_reports", "2022-05", 1),
        5,
    ),
    (
        [ASB, ["District", "12 months to Mar 2023", "12 months to Mar 2024", "Change"], ["Swale", 9, 7, -2]],
        ("Swale", "", "asb_police_reports", "2023-04", 12),
        7,
    ),
    (
        [ASB, ["District", 2019, 2020], ["Swale", 2010, 1999], ["Dover", 2019, 2020]],
        ("Swale", "", "asb_police_reports", "2020-01", 12),
        1999,
    ),
    (
        [ASB, ["Ward", "Apr-23"], ["Ashford"], ["Town", 3], ["Canterbury"], ["Town", 4]],
        ("Town", "Canterbury", "asb_police_reports", "2023-04", 1),
        4,
    ),
    (
        [
            ["Kent Police"],
            ["District", "Ward", "Apr-23"],
            ["Ashford", "Town", 3],
            ["", "Elm", 5],
            ["ASB total", "", 8],
        ],
        None,
        0,
    ),
    ([["Offence", "Source", "Apr-23"], ["Deliberate fires", "KFRS", 3], ["Area: Swale"]], None, 0),
]


@pytest.mark.parametrize(("lines", "identity", "value"), LAID_OUT)
def test_layouts_met_by_hand(
    tmp_path: Path, lines: list[list[Any]], identity: tuple[Any, ...] | None, value: float
) -> None:
    path = tmp_path / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    loaded = load(path)
    if identity is None:
        assert not len(loaded.frame) and loaded.set_aside
        return
    found = {
        (
            row.area,
            row.area_parent or "",
            row.measure,
            f"{row.period_start:%Y-%m}",
            Month.of(row.period_end).index - Month.of(row.period_start).index + 1,
        ): row.value
        for row in loaded.frame.fillna({"area_parent": ""}).itertuples(index=False)
    }
    assert found[identity] == value


def test_a_stray_cell_in_the_last_row_is_said_and_costs_no_memory(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Far")
    for row in (TITLE, HEAD, ["Ashford", 10, 12], ["Swale", 9, 7]):
        book.active.append(row)
        sheet.append(row)
    sheet["CV1048576"] = " "
    book.save(tmp_path / "figures.xlsx")
    file = InputFile(tmp_path / "figures.xlsx", "figures.xlsx", "0")
    (whole,) = load(file.path).set_aside
    assert len(load(file.path).frame) == 4
    # Other kinds' readers take the cells between too: the workbook is not given to them.
    for aside in (whole, recognise(file)):
        assert isinstance(aside, SetAside)
        assert (aside.row, aside.column) == (None, "sheet 'Far'")
        assert "1,048,576 rows" in aside.reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_500_000


@pytest.mark.parametrize("width", [1_900, 20_000])
def test_a_table_of_very_many_columns_or_words_is_read(tmp_path: Path, width: int) -> None:
    months = [str(Month(1900, 1) + at) for at in range(width // 2)]
    path = tmp_path / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        words = "in Ashford to Swale " * 20_000
        csv.writer(file).writerows(
            [TITLE, [words], ["", *months, *["Total"] * (width // 2)], ["Swale", *"1" * width]]
        )
    file_given = InputFile(path, path.name, "0")
    assert wide_table.load(Match(file_given, "wide_table"), today=TODAY).understood
    assert wide_table.matches(file_given) is None or width < 2_000


def test_percentages_are_read_by_what_the_cells_show(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["Callers about ASB who were satisfied"],
        ["CSP", "2022/23", "2023/24"],
        ["Ashford", 0.123, "12.3%"],
    ):
        sheet.append(row)
    sheet["B3"].number_format = "0%"
    book.save(tmp_path / "figures.xlsx")
    (tmp_path / "figures.xlsx.yaml").write_text("source: council", encoding="utf-8")
    loaded = load(tmp_path / "figures.xlsx")
    # The last year is not over; neither is a guess.
    assert [*loaded.frame["value"]] == [12.3, 12.3]
    assert "2 cells shown as percentages" in loaded.understood[0]


def test_an_open_document_workbook_is_read_with_its_percentages(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [
        [text.format("Callers about ASB who were satisfied")],
        [text.format("CSP"), text.format("2021/22"), text.format("2022/23")],
        [
            text.format("Ashford"),
            cell.format("percentage", 0.123, "12%"),
            cell.format("percentage", 0.5, "50%"),
        ],
        ['<table:table-cell table:number-columns-repeated="1024"/>'],
    ]
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    last = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(tmp_path / "figures.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='S'>"
            f"{body}{last}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    (tmp_path / "figures.ods.yaml").write_text("source: council", encoding="utf-8")
    assert [*load(tmp_path / "figures.ods").frame["value"]] == [12.3, 50]


@pytest.mark.parametrize(
    "sidecar", ["mesure: all_crime", "marks: {'-': nil}", "sheets: [a]", "percentages: maybe"]
)
def test_a_sidecar_with_a_mistake_names_the_key(tmp_path: Path, sidecar: str) -> None:
    path = tmp_path / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([TITLE, HEAD, *ROWS])
    path.with_name("figures.csv.yaml").write_text(sidecar, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=sidecar.split(":", maxsplit=1)[0]):
        load(path)


def test_tables_of_other_things_are_not_taken(tmp_path: Path) -> None:
    for number, lines in enumerate(
        [
            [["hello", "world"], ["1", "2"]],
            [["date", "value"], ["2023-01", "4"], ["2023-02", "5"]],
            [["name", "phone"], ["Ashford", "01233 331111"]],
            [["variable", "2021", "2022", "note"], ["age", "NA", "NA", "text"], ["sex", "NA", "NA", "text"]],
            [["name", "from", "due"], ["Plan", "Apr 2023", "Mar 2024"], ["Audit", "May 2023", "Jun 2023"]],
            [["LSOA21CD", "Population"], ["E01024001", "1500"], ["E01024002", "1600"]],
        ]
    ):
        path = tmp_path / f"{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        assert wide_table.matches(InputFile(path=path, name=path.name, sha256="0")) is None


CELLS = st.one_of(
    st.just(""),
    st.integers(0, 3000).map(str),
    st.sampled_from(
        [
            "Ashford",
            "Total",
            "District",
            "Apr-23",
            "May 2023",
            "2022/23",
            "2023",
            "Apr",
            "May",
            "Q1",
            "Burglary",
            "ASB",
            "Rate",
            "*",
            "-",
            "n/a",
            "12%",
            "1.5",
            "Kent Police",
            "Source: Kent Police",
            "E07000105",
            "45017",
            "% change",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=9))
def test_any_arrangement_of_cells_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    loaded = wide_table.load(Match(InputFile(path, path.name, "0"), "wide_table"), today=TODAY)
    assert loaded.rows_read == len(loaded.frame) + sum(item.row is not None for item in loaded.set_aside)
    assert loaded.understood
    cells = {
        (row, column_letter(at)) for row, line in enumerate(lines, 1) for at, cell in enumerate(line) if cell
    }
    places = [(item.row, str(item.column).removeprefix("column ")) for item in loaded.set_aside if item.row]
    places += [
        (row.row_number, row.column_name.removeprefix("column "))
        for row in loaded.frame.itertuples(index=False)
    ]
    assert len(places) == len(set(places)) and set(places) <= cells
