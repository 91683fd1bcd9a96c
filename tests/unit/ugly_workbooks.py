"""Three workbooks as ugly as real ones, each with what it truly says, for the build to read."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

DISTRICTS = (
    *(
        "Ashford",
        "Canterbury",
        "Dartford",
        "Dover",
        "Folkestone & Hythe",
        "Gravesham",
        "Maidstone",
        "Sevenoaks",
    ),
    *("Swale", "Thanet", "Tonbridge and Malling", "Tunbridge Wells"),
)
SHORT = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
Truth = dict[tuple[str, str, str], float | None]


def figure(*parts: int) -> int:
    """A figure that looks like a count, the same every time."""
    return 3 + (sum((at + 3) * part * 37 for at, part in enumerate(parts)) % 1400)


def month_of(year: int, at: int) -> str:
    """The month `at` places after April of a year, as YYYY-MM."""
    return f"{year + (at + 3) // 12}-{(at + 3) % 12 + 1:02d}"


def asb_by_district(path: Path) -> Truth:
    """ASB by district: merged years over month names, footnotes, a wrong total, a hidden sheet."""
    book = Workbook()
    truth: Truth = {}
    _asb_this_year(_first(book, "ASB 23-24"), truth)
    _asb_last_year(book.create_sheet("ASB 22-23"), truth)
    notes = book.create_sheet("Notes")
    for row in (["How to read this workbook"], ["Contact: performance team"], ["Version 3"]):
        notes.append(row)
    work = book.create_sheet("working")
    work.append(["Ward", dt.date(2023, 4, 1)])
    work.append(["Victoria", 7])
    work.sheet_state = "hidden"
    book.save(path)
    return truth


def _asb_this_year(sheet: Worksheet, truth: Truth) -> None:
    sheet["B1"] = "ASB incidents, Kent Police"
    sheet["B1"].font = Font(bold=True)
    sheet.merge_cells("B1:O1")
    sheet["B2"] = "April 2023 to March 2024"
    sheet["B3"] = "Extracted 12 April 2024"
    sheet["C5"] = 2023
    sheet.merge_cells("C5:K5")
    sheet["L5"] = "2024 "
    sheet.merge_cells("L5:N5")
    heads = [
        "District ",
        *(f" {name}" for name in SHORT[:-1]),
        "Mar (p)",
        "Total",
        "% change on 2022/23",
        "Rank",
    ]
    for at, head in enumerate(heads):
        sheet.cell(6, 2 + at, head)
    marks = {3: " (2)", 5: "¹", 8: " [note 3]", 9: "  "}
    sums = [0] * 12
    for at, name in enumerate(DISTRICTS):
        row = [figure(at, month, 23) for month in range(12)]
        sheet.cell(7 + at, 2, f"{name}{marks.get(at, '')}")
        for month, value in enumerate(row):
            sheet.cell(7 + at, 3 + month, f" {value:,} " if (at + month) % 3 == 0 else value)
            truth[name, "asb_police_reports", month_of(2023, month)] = value
            sums[month] += value
        sheet.cell(7 + at, 15, sum(row) + (10 if at == 6 else 0))
        sheet.cell(7 + at, 16, 0.01 * at - 0.03).number_format = "0.0%"
        sheet.cell(7 + at, 17, at + 1)
    sheet["B19"] = "Kent total"
    for month, value in enumerate(sums):
        sheet.cell(19, 3 + month, value)
    for at, note in enumerate(
        ("¹ Includes Northfleet.", "(2) Incidents at the port are left out.", "[note 3] Boundary of 2019.")
    ):
        sheet.cell(21 + at, 2, note)
    # Formatting to the last row of Excel, as Ctrl+A leaves it.
    sheet["A1048576"].font = Font(bold=True)


def _asb_last_year(sheet: Worksheet, truth: Truth) -> None:
    """The year before, turned: months down as text, districts across, marks, a row by no name."""
    sheet.append(["ASB reports by month and district"])
    sheet.append([])
    sheet.append(["", *DISTRICTS])
    sums = [0] * len(DISTRICTS)
    for month, name in enumerate(SHORT):
        cells: list[Any] = []
        for at, district in enumerate(DISTRICTS):
            value: int | None = figure(at, month, 22)
            if at == 7 and month == 2:
                cells.append("*")
                value = None
            elif at == 11 and month == 5:
                cells.append("-")
                truth[district, "asb_police_reports", month_of(2022, month)] = 0
                continue
            else:
                cells.append(value)
            truth[district, "asb_police_reports", month_of(2022, month)] = value
            sums[at] += value or 0
        sheet.append([f"{name}-{22 if month < 9 else 23}", *cells])
    sheet.append([None, *sums])
    sheet.append([])
    sheet.append(["* fewer than 5"])
    sheet.append(["'-' denotes nil"])
    sheet.append(["Source: Kent Police"])


MEASURES = {
    "Burglary - residential": "domestic_burglary",
    "Robbery": "robbery",
    "Number of shoplifting offences": "shoplifting",
    "Vehicle crime": "vehicle_crime",
}


def performance_pack(path: Path) -> Truth:
    """A sheet for each district, offences down, quarters beside the months, formulas, percentages."""
    book = Workbook()
    truth: Truth = {}
    saved: dict[str, dict[str, tuple[str, int]]] = {}
    for number, name in enumerate(("Ashford", "Swale")):
        sheet = _first(book, name) if number == 0 else book.create_sheet(name)
        saved[f"xl/worksheets/sheet{number + 1}.xml"] = _offences(sheet, name, number, truth)
    _satisfaction(book.create_sheet("Satisfaction"), truth)
    pivot = book.create_sheet("Pivot")
    for row in (["Row labels", "Sum of n", "Sum of m"], ["a", 3, 4], ["b", 5, 6], ["Grand total", 8, 10]):
        pivot.append(row)
    book.save(path)
    _save_formulas(path, saved)
    path.with_name(f"{path.name}.yaml").write_text(
        "source: force_extract\nmeasures:\n  Burglary - residential: domestic_burglary\n", encoding="utf-8"
    )
    return truth


def _offences(sheet: Worksheet, name: str, number: int, truth: Truth) -> dict[str, tuple[str, int]]:
    """Gives the formulas with the results that Excel would have saved: openpyxl writes none."""
    sheet["A1"] = "Performance pack (OFFICIAL)"
    sheet["A3"] = "Offence"
    saved: dict[str, tuple[str, int]] = {}
    column = 2
    months: dict[int, int] = {}
    for quarter in range(4):
        for month in range(3 * quarter, 3 * quarter + 3):
            serial = (dt.date.fromisoformat(f"{month_of(2023, month)}-01") - dt.date(1899, 12, 30)).days
            sheet.cell(3, column, serial)
            months[month] = column
            column += 1
        sheet.cell(3, column, f"Q{quarter + 1} 2023/24")
        column += 1
    sheet.cell(3, column, "2023/24")
    for at, (label, measure) in enumerate(MEASURES.items()):
        sheet.cell(4 + at, 1, label)
        values = [figure(at, month, number, 5) for month in range(12)]
        for month, value in enumerate(values):
            sheet.cell(4 + at, months[month], value)
            truth[name, measure, month_of(2023, month)] = value
        for quarter in range(4):
            end = sheet.cell(4 + at, months[3 * quarter + 2] + 1)
            first, last = (sheet.cell(4 + at, months[3 * quarter + step]).coordinate for step in (0, 2))
            saved[end.coordinate] = (f"SUM({first}:{last})", sum(values[3 * quarter : 3 * quarter + 3]))
            end.value = saved[end.coordinate][1]
        sheet.cell(4 + at, column, sum(values))
    # A formula that nobody saved, and an error.
    sheet.cell(5, months[4]).value = "=SUM(1,2)"
    del truth[name, "robbery", month_of(2023, 4)]
    sheet.cell(6, months[5]).value = "#REF!"
    sheet.cell(6, months[5]).data_type = "e"
    del truth[name, "shoplifting", month_of(2023, 5)]
    sheet["A10"] = "Q4 is provisional."
    return saved


def _satisfaction(sheet: Worksheet, truth: Truth) -> None:
    sheet["A1"] = "Callers about ASB who were satisfied"
    sheet["A2"] = "CSP"
    for quarter in range(4):
        sheet.cell(2, 2 + quarter, f"Q{quarter + 1} 23/24")
    for at, name in enumerate(("Ashford", "Swale")):
        sheet.cell(3 + at, 1, f"{name}  ")
        for quarter in range(4):
            share = 0.5 + 0.023 * quarter + 0.1 * at
            sheet.cell(3 + at, 2 + quarter, share).number_format = "0.0%"
            first = month_of(2023, 3 * quarter)
            truth[name, "asb_reporters_satisfied_pct", first] = round(100 * share, 10)


def ward_profile(path: Path) -> Truth:
    """Wards by offence with codes and merged districts, counts beside rates, and two tables in a sheet."""
    book = Workbook()
    truth: Truth = {}
    sheet = _first(book, "Table 1")
    rows: list[list[Any]] = [
        ["Ward profile: recorded crime by ward, 12 months to March 2024 [note 1]"],
        ["Source: Kent Police"],
        ["Published 3 May 2024"],
        [],
        ["", "", "", "Burglary", "", "Robbery", "", "Hate crime", ""],
        [
            "District",
            "Ward name",
            "WD24CD",
            "Count",
            "Rate per 1,000",
            "Count",
            "Rate per 1,000",
            "Count",
            "Rate per 1,000",
        ],
    ]
    wards = [
        ("Ashford", "Aylesford & East Stour", "E05011743"),
        ("", "Victoria (Ashford)", "E05012998"),
        ("Swale", "Sheerness", "E05999999"),
    ]
    for row in rows:
        sheet.append(row)
    for left in (4, 6, 8):
        sheet.merge_cells(start_row=5, start_column=left, end_row=5, end_column=left + 1)
    for at, (district, name, code) in enumerate(wards):
        values = [figure(at, 1), figure(at, 2), "[c]" if at == 1 else figure(at, 3) % 9]
        sheet.append([district, name, code, *(cell for value in values for cell in (value, 1.2 + at))])
        for measure, value in zip(("burglary", "robbery", "hate_crime"), values, strict=True):
            truth[code, measure, "2023-04"] = None if isinstance(value, str) else value
    sheet.merge_cells("A7:A8")
    sheet.append(["Total", "", "", *[""] * 6])
    _stacked(book.create_sheet("Fires"), truth)
    _undecided(book)
    book.save(path)
    return truth


def _stacked(sheet: Worksheet, truth: Truth) -> None:
    """Two tables below one another, each with its title."""
    row = 1
    for title, measure in (("Deliberate fires, KFRS", "fires_deliberate"), ("Fires, KFRS", "fires_all")):
        sheet.cell(row, 1, title)
        for at, year in enumerate((2021, 2022, 2023)):
            sheet.cell(row + 1, 2 + at, year)
        for at, name in enumerate(("Ashford", "Swale")):
            sheet.cell(row + 2 + at, 1, name)
            for step, year in enumerate((2021, 2022, 2023)):
                value = figure(at, step, row)
                sheet.cell(row + 2 + at, 2 + step, value)
                truth[name, measure, f"{year}-01"] = value
        row += 7


def _undecided(book: Workbook) -> None:
    """What a person would have to ask about: no source, two measures in a title, dates that Excel made."""
    for name, title in (
        ("Thefts", "Shoplifting by district"),
        ("Mixed", "Burglary and robbery (Kent Police)"),
    ):
        sheet = book.create_sheet(name)
        for row in ([title], ["District", "Apr 2023", "May 2023"], ["Ashford", 10, 12], ["Swale", 9, 7]):
            sheet.append(row)
    sheet = book.create_sheet("Typed")
    days = [dt.date(2024, month, 23) for month in (4, 5)]
    for row in (["Robbery, Kent Police"], ["District", *days], ["Ashford", 1, 2], ["Swale", 3, 4]):
        sheet.append(row)


def _first(book: Workbook, title: str) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return sheet


def _save_formulas(path: Path, saved: dict[str, dict[str, tuple[str, int]]]) -> None:
    """Give cells the formula they are the result of, as Excel saves both."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for part, cells in saved.items():
        text = content[part].decode()
        for place, (formula, result) in cells.items():
            text, count = re.subn(
                rf'<c r="{place}"([^>]*)><v>{result}</v></c>',
                rf'<c r="{place}"\1><f>{formula}</f><v>{result}</v></c>',
                text,
            )
            assert count == 1
        content[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
