"""A truth and an ugly layout of it, as an analyst might write it: without the program's own code."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

NAMES = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
MEASURES = {
    "burglary": ("Burglary", "burglary offences", "Burglary ¹"),
    "robbery": ("Robbery", "Number of robbery offences", "ROBBERY"),
    "shoplifting": ("Shoplifting", "shoplifting", "Shoplifting [note 2]"),
    "asb_police_reports": ("ASB incidents", "Anti-social behaviour", "ASB reports"),
}
AREAS = (
    *("Ashford", "Canterbury", "Folkestone & Hythe", "Tonbridge and Malling", "Maidstone", "Swale"),
    *("Aylesford & East Stour", "St. Michael's", "Victoria", "Mersham, Sevington South"),
)
HIDDEN, GAP, BLANK = "hidden", "gap", "blank"
Value = int | str
Key = tuple[str, str, tuple[int, int]]


@dataclass
class Grid:
    """Cells by place, and merged ranges (top, left, bottom, right)."""

    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, value: Any) -> None:
        if value not in ("", None):
            self.cells[row, column] = value

    def turned(self) -> Grid:
        return Grid(
            {(column, row): value for (row, column), value in self.cells.items()},
            [(left, top, right, bottom) for top, left, bottom, right in self.merged],
        )

    def moved(self, down: int, right: int) -> Grid:
        return Grid(
            {(row + down, column + right): value for (row, column), value in self.cells.items()},
            [(a + down, b + right, c + down, d + right) for a, b, c, d in self.merged],
        )


@dataclass(frozen=True)
class Ugly:
    """`truth` by area, measure and (year, month), how it was laid out, and what stands beside it."""

    truth: dict[Key, Value]
    grid: Grid
    sheet: str
    sidecar: str
    workbook: bool
    months: int


def period_words(style: str, year: int, month: int, *, workbook: bool) -> Any:
    """A month, or a quarter or financial year that begins with it, as people write it."""
    start = year if month > 3 else year - 1
    quarter = (month - 4) % 12 // 3 + 1
    financial = f"{start}/{(start + 1) % 100:02d}"
    if style in LONGER:
        return {
            "Q1 2022/23": f"Q{quarter} {financial}",
            "2022/23 Q1": f"{financial} q{quarter}",
            "Q1 22/23": f"Q{quarter} {financial[2:]}",
            "Apr-Jun 2022": f"{NAMES[month - 1][:3]} - {NAMES[month + 1][:3]} {year}",
            "2022 Q2": f"{year} Q{(month + 2) // 3}",
            "2022/23": financial,
            "2022-23": financial.replace("/", "-"),
            "2022/2023": f"{start}/{start + 1}",
            "Apr 22 - Mar 23": f"Apr {start % 100} – Mar {(start + 1) % 100}",
            "year ending": f"Year ending March {start + 1}",
        }[style]
    short = NAMES[month - 1][:3]
    day = dt.date(year, month, 1)
    if style == "date":
        return day if workbook else f"01/{month:02d}/{year}"
    if style == "serial":
        number = (day - dt.date(1899, 12, 30)).days
        return number if workbook else str(number)
    return {
        "Apr-23": f"{short}-{year % 100:02d}",
        "April 2023": f"{NAMES[month - 1]} {year}",
        "2023-04": f"{year}-{month:02d}",
        "Apr 23 (p)": f"{short} {year % 100:02d} [p]",
        "04/2023": f"{month:02d}/{year}",
        "apr\n2023": f"{short.lower()}\n{year}",
    }[style]


MONTHS_IN = {
    **dict.fromkeys(("Q1 2022/23", "2022/23 Q1", "Q1 22/23", "Apr-Jun 2022", "2022 Q2"), 3),
    **dict.fromkeys(("2022/23", "2022-23", "2022/2023", "Apr 22 - Mar 23", "year ending"), 12),
}
LONGER = frozenset(MONTHS_IN)
STYLES = ("date", "serial", "Apr-23", "April 2023", "2023-04", "Apr 23 (p)", "04/2023", "apr\n2023")
values = st.one_of(
    st.integers(0, 99),
    st.integers(1000, 25000),
    st.sampled_from([HIDDEN, GAP, BLANK]),
)


def shown(value: Value, draw: Callable[[Any], Any], *, workbook: bool) -> Any:
    """A figure or mark as a cell."""
    if value == HIDDEN:
        return draw(st.sampled_from(["*", "[c]", " * ", "<5", "(c)"]))
    if value == GAP:
        return draw(st.sampled_from(["-", "..", "[x]", "n/a", " – ", "N/A"]))
    if value == BLANK:
        return draw(st.sampled_from(["", " "]))
    text = draw(st.sampled_from([f"{value}", f"{value:,}", f" {value} ", f"{value:,}¹"]))
    return draw(st.sampled_from([value, text])) if workbook else text


KINDS = ("areas", "measures", "matrix", "measure heads", "two columns", "years", "sections")


@st.composite
def ugly_sheets(draw: Callable[[Any], Any]) -> Ugly:
    """Areas, measures and months in one of several arrangements, with everything that comes around them."""
    workbook = draw(st.booleans())
    kind = draw(
        st.sampled_from(["areas", "measures", "matrix", "measure heads", "two columns", "years", "sections"])
    )
    first = draw(st.integers(2015 * 12, 2022 * 12))
    style = draw(st.sampled_from([*STYLES, *sorted(LONGER)])) if kind not in ("matrix", "years") else ""
    step = MONTHS_IN.get(style, 1)
    first = first // 12 * 12 + 3 if step > 1 else first
    count = draw(st.integers(2, 6 if step > 1 else 15))
    months = [(index // 12, index % 12 + 1) for index in range(first, first + count * step, step)]
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=2, max_size=6, unique=True))
    measures = draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=2, max_size=3, unique=True))
    if kind in ("areas", "years"):
        measures = measures[:1]
    if kind in ("measures", "years"):
        areas = areas[:1]
    if kind == "matrix":
        months = months[:1]
    if kind == "years":
        start = 2015 + draw(st.integers(0, 4))
        months = [
            (start + (m + 2) // 12, (m + 2) % 12 + 1) for m in range(1, 12 * draw(st.integers(2, 3)) + 1)
        ]
    truth: dict[Key, Value] = {
        (area, measure, month): draw(values) for area in areas for measure in measures for month in months
    }
    labels = {measure: draw(st.sampled_from(MEASURES[measure])) for measure in measures}
    lay = _Layout(draw, truth, areas, measures, months, labels, workbook, style)
    grid = getattr(lay, f"lay_{kind.replace(' ', '_')}")()
    if draw(st.booleans()):
        grid = grid.turned()
    return _with_surroundings(draw, grid, lay, kind)


@dataclass
class _Layout:
    draw: Callable[[Any], Any]
    truth: dict[Key, Value]
    places: list[str]
    measures: list[str]
    months: list[tuple[int, int]]
    labels: dict[str, str]
    workbook: bool
    style: str

    def cell(self, area: str, measure: str, month: tuple[int, int]) -> Any:
        return shown(self.truth[area, measure, month], self.draw, workbook=self.workbook)

    def area_words(self, area: str) -> str:
        return f"{area}{self.draw(st.sampled_from(['', ' ', '  ', ' (2)', '¹', ' [note 3]', '*']))}"

    def month_heads(self, grid: Grid, row: int, column: int) -> int:
        """Heads of the months from a place on; gives the number of rows they take."""
        style = self.style
        way = "whole" if style in LONGER else self.draw(st.sampled_from(["whole", "year above", "financial"]))
        if way == "whole":
            for at, (year, month) in enumerate(self.months):
                grid.put(row, column + at, period_words(style, year, month, workbook=self.workbook))
            return 1
        if way == "year above":
            names = [self.draw(st.sampled_from([year, str(year)])) for year, _ in self.months]
        else:
            starts = [year if month > 3 else year - 1 for year, month in self.months]
            names = [f"{start}/{(start + 1) % 100:02d}" for start in starts]
        groups: list[list[int]] = []
        for at, name in enumerate(names):
            if groups and str(names[groups[-1][0]]) == str(name):
                groups[-1].append(at)
            else:
                groups.append([at])
        for group in groups:
            grid.put(row, column + group[0], names[group[0]])
            if len(group) > 1:
                grid.merged.append((row, column + group[0], row, column + group[-1]))
        long = self.draw(st.booleans())
        for at, (_, month) in enumerate(self.months):
            grid.put(row + 1, column + at, NAMES[month - 1] if long else NAMES[month - 1][:3])
        return 2

    def sums(self, grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
        """Totals below and to the right, of what is supplied and shown."""
        down, across = self.draw(st.booleans()), self.draw(st.booleans())
        figures = {
            place: int(str(value).replace(",", "").replace("¹", ""))
            for place, value in grid.cells.items()
            if top <= place[0] <= bottom
            and left <= place[1] <= right
            and str(value).replace(",", "").replace("¹", "").strip().isdigit()
        }
        if down:
            grid.put(bottom + 1, left - 1, self.draw(st.sampled_from(["Total", "Kent total", "TOTAL "])))
            for column in range(left, right + 1):
                grid.put(bottom + 1, column, sum(v for (_, c), v in figures.items() if c == column))
        if across:
            grid.put(top - 1, right + 1, self.draw(st.sampled_from(["Total", "YTD", "Grand total"])))
            for row in range(top, bottom + 1):
                grid.put(row, right + 1, sum(v for (r, _), v in figures.items() if r == row))

    def rows_below(self, rows: list[tuple[str, str]], names: list[str], head: str) -> Grid:
        grid = Grid()
        top = self.month_heads(grid, 0, 1)
        if head:
            grid.put(top - 1, 0, head)
        for at, ((area, measure), name) in enumerate(zip(rows, names, strict=True)):
            grid.put(top + at, 0, name)
            for column, month in enumerate(self.months):
                grid.put(top + at, 1 + column, self.cell(area, measure, month))
        self.sums(grid, top, 1, top + len(rows) - 1, len(self.months))
        return grid

    def lay_areas(self) -> Grid:
        names = [self.area_words(area) for area in self.places]
        head = self.draw(st.sampled_from(["", "Area", "District ", "Ward name", "CSP"]))
        return self.rows_below([(area, self.measures[0]) for area in self.places], names, head)

    def lay_measures(self) -> Grid:
        names = [self.labels[measure] for measure in self.measures]
        head = self.draw(st.sampled_from(["", "Offence", "Crime type", "Indicator"]))
        return self.rows_below([(self.places[0], measure) for measure in self.measures], names, head)

    def lay_matrix(self) -> Grid:
        grid = Grid()
        grid.put(0, 0, self.draw(st.sampled_from(["", "Area", "Ward"])))
        for column, measure in enumerate(self.measures):
            grid.put(0, 1 + column, self.labels[measure])
        for at, area in enumerate(self.places):
            grid.put(1 + at, 0, self.area_words(area))
            for column, measure in enumerate(self.measures):
                grid.put(1 + at, 1 + column, self.cell(area, measure, self.months[0]))
        return grid

    def lay_measure_heads(self) -> Grid:
        """Measures merged above the months."""
        grid = Grid()
        grid.put(1, 0, "Area")
        style = self.style
        for number, measure in enumerate(self.measures):
            left = 1 + number * len(self.months)
            grid.put(0, left, self.labels[measure])
            grid.merged.append((0, left, 0, left + len(self.months) - 1))
            for at, (year, month) in enumerate(self.months):
                grid.put(1, left + at, period_words(style, year, month, workbook=self.workbook))
                for row, area in enumerate(self.places):
                    grid.put(2 + row, left + at, self.cell(area, measure, (year, month)))
        for row, area in enumerate(self.places):
            grid.put(2 + row, 0, self.area_words(area))
        return grid

    def lay_two_columns(self) -> Grid:
        """An area, merged down over its measures, then the months."""
        grid = Grid()
        top = self.month_heads(grid, 0, 2)
        grid.put(top - 1, 0, "Area")
        grid.put(top - 1, 1, self.draw(st.sampled_from(["Offence", "Measure"])))
        repeated = self.draw(st.booleans())
        for number, area in enumerate(self.places):
            first = top + number * len(self.measures)
            name = self.area_words(area)
            for at, measure in enumerate(self.measures):
                if repeated or at == 0:
                    grid.put(first + at, 0, name)
                grid.put(first + at, 1, self.labels[measure])
                for column, month in enumerate(self.months):
                    grid.put(first + at, 2 + column, self.cell(area, measure, month))
            if not repeated:
                grid.merged.append((first, 0, first + len(self.measures) - 1, 0))
        return grid

    def lay_sections(self) -> Grid:
        """A line for each measure, its areas below it."""
        grid = Grid()
        row = self.month_heads(grid, 0, 1)
        grid.put(row - 1, 0, self.draw(st.sampled_from(["", "Ward"])))
        for measure in self.measures:
            grid.put(row, 0, self.labels[measure])
            for area in self.places:
                row += 1
                grid.put(row, 0, self.area_words(area))
                for column, month in enumerate(self.months):
                    grid.put(row, 1 + column, self.cell(area, measure, month))
            row += 1 + self.draw(st.integers(0, 1))
        return grid

    def lay_years(self) -> Grid:
        """Financial years down, months across."""
        grid = Grid()
        for month in range(12):
            grid.put(0, 1 + month, NAMES[(month + 3) % 12][:3])
        for at in range(len(self.months) // 12):
            start = self.months[12 * at][0]
            grid.put(1 + at, 0, f"{start}/{(start + 1) % 100:02d}")
            for month in range(12):
                key = self.months[12 * at + month]
                grid.put(1 + at, 1 + month, self.cell(self.places[0], self.measures[0], key))
        return grid


@dataclass
class _Words:
    """Where it is said what the figures are of."""

    title: list[str] = field(default_factory=lambda: ["Community safety"])
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sidecar: dict[str, str] = field(default_factory=dict)
    sheet: str = "Sheet1"

    def say_measure(self, draw: Callable[[Any], Any], measure: str, *, workbook: bool) -> None:
        name = MEASURES[measure][0]
        way = draw(st.sampled_from(["title", "sheet", "sidecar"]))
        if way == "title":
            self.title = [f"{name} by month"]
        elif way == "sheet" and workbook:
            self.sheet = f"{name} 1"
        else:
            self.sidecar["measure"] = draw(st.sampled_from([measure, name]))

    def say_area(self, draw: Callable[[Any], Any], area: str, *, workbook: bool) -> None:
        way = draw(st.sampled_from(["title", "line", "sheet", "sidecar"]))
        if way == "title" and area.isalpha():
            self.title.append(f"in {area}")
        elif way == "line":
            self.lines.append(f"Area: {area}")
        elif way == "sheet" and area.isalpha() and workbook and self.sheet == "Sheet1":
            self.sheet = area
        else:
            self.sidecar["area"] = area

    def say_period(self, draw: Callable[[Any], Any], year: int, month: int) -> None:
        if draw(st.booleans()):
            self.title.append(f"- {NAMES[month - 1]} {year}")
        else:
            self.sidecar["period"] = f"{year}-{month:02d}"

    def say_source(self, draw: Callable[[Any], Any]) -> None:
        way = draw(st.sampled_from(["title", "note", "sidecar"]))
        if way == "title":
            self.title.append("(Kent Police)")
        elif way == "note":
            self.notes.append("Source: Kent Police")
        else:
            self.sidecar["source"] = "force_extract"


LINES = ("Published 3 May 2024", "Prepared for the board")
NOTES = (
    "¹ Boundaries of 2025.",
    "(2) Port excluded.",
    "* = suppressed, fewer than 5",
    "- means not available",
)


def _with_surroundings(draw: Callable[[Any], Any], grid: Grid, lay: _Layout, kind: str) -> Ugly:
    """Titles above, notes below, blank rows and columns around."""
    words = _Words()
    if kind in ("areas", "years"):
        words.say_measure(draw, lay.measures[0], workbook=lay.workbook)
    if kind in ("measures", "years"):
        words.say_area(draw, lay.places[0], workbook=lay.workbook)
    if kind == "matrix":
        words.say_period(draw, *lay.months[0])
    words.say_source(draw)
    titles = [" ".join(words.title), *words.lines, *draw(st.lists(st.sampled_from(LINES), max_size=1))]
    notes = [*words.notes, *draw(st.lists(st.sampled_from(NOTES), max_size=3, unique=True))]
    placed = grid.moved(len(titles) + draw(st.integers(0, 2)), draw(st.integers(0, 2)))
    left = min(column for _, column in placed.cells)
    for at, title in enumerate(titles):
        placed.put(at, draw(st.sampled_from([0, left])), title)
    last = max(row for row, _ in placed.cells) + draw(st.integers(1, 2))
    for at, note in enumerate(notes):
        placed.put(last + 1 + at, left, note)
    beside = "".join(f"{key}: {value!r}\n" for key, value in words.sidecar.items())
    return Ugly(lay.truth, placed, words.sheet, beside, lay.workbook, MONTHS_IN.get(lay.style, 1))


def write(ugly: Ugly, folder: Path) -> Path:
    """The file, with its sidecar where it has one."""
    path = folder / ("figures.xlsx" if ugly.workbook else "figures.csv")
    if ugly.workbook:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = ugly.sheet
        for (row, column), value in ugly.grid.cells.items():
            sheet.cell(row + 1, column + 1, value)
        for top, left, bottom, right in ugly.grid.merged:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        book.save(path)
    else:
        rows = 1 + max(row for row, _ in ugly.grid.cells)
        width = 1 + max(column for _, column in ugly.grid.cells)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for row in range(rows):
                writer.writerow([ugly.grid.cells.get((row, column), "") for column in range(width)])
    beside = path.with_name(f"{path.name}.yaml")
    beside.unlink(missing_ok=True)
    if ugly.sidecar:
        beside.write_text(ugly.sidecar, encoding="utf-8")
    return path
