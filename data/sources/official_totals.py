"""Recorded crime by Community Safety Partnership as the ONS publishes it: table C2, as CSV or workbook.

A preamble whose first line gives the table's title and the year it is for, a row of heads, then the forces,
each followed by its partnerships and by what no partnership was assigned. Every column of figures is a
measure, by the catalogue's `names: {ons: ...}`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd

from data.catalogue.load import load_catalogue
from data.errors import UnreadableFileError
from data.month import Month
from data.sources.figure_text import LARGEST, without_commas
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.official_table import (
    HEAD_ROWS,
    MARK,
    OfficialTable,
    find_table,
    plain_head,
    year_ending,
)
from data.sources.sheet_cells import read_sheets, unreadable, why_ragged
from geo.codes import level_of_code

KIND: Final = "official_totals"
# Its title says what it is; its columns are the year's.
HEADER: tuple[str, ...] = ()
SOURCE: Final = "ons"
BREAKDOWN: Final = "partnership"
COLUMNS: Final = (
    *("measure", "source", "area", "area_parent", "period_start", "period_end", "breakdown", "category"),
    *("value", "numerator", "denominator", "status", "note", "row_number"),
)
# Rates and changes of the same layout are worked out here from counts, with the denominator named.
_NO_COUNTS: Final = re.compile(r"\brates?\b|per 1,?000|percentage|per cent|change", re.I)
_NOT_THERE: Final = frozenset({"[x]", "[z]", "[u]", "..", ":", "-", "n/a", ""})
_HIDDEN: Final = frozenset({"[c]", "*"})
_CORRECT: Final = "correct the code as the publisher's codes are: E23000032, E22000137."


def matches(file: InputFile) -> Match | None:
    """A sheet or CSV with the table's title above the heads of forces and partnerships. Reads heads only."""
    try:
        found = any(find_table(rows) is not None for _, rows in read_sheets(file, limit=HEAD_ROWS))
    except UnreadableFileError:
        return None
    return Match(file=file, kind=KIND) if found else None


def load(match: Match, *, today: dt.date | None = None) -> Loaded:
    """Every row's figures as observations of whole years; a row that cannot be read whole is set aside.

    One sheet is read: the table of counts, where there are others beside it. `today` is the clock. Raises
    UnreadableFileError when the workbook or text cannot be read.
    """
    sheet, table, other = _chosen(match)
    period = table.year or year_ending(match.file.name.rsplit("/", 1)[-1])
    clock = today or dt.datetime.now(tz=dt.UTC).date()
    problem = _why_no_counts(table, period, clock)
    if problem is not None:
        aside = tuple(
            SetAside(number, None, *problem, _words(cells)) for number, cells in table.rows if any(cells)
        )
        return _loaded(table, pd.DataFrame(columns=list(COLUMNS)), aside, ())
    assert period is not None  # noqa: S101  else there was a problem
    reading = _Reading(table, period)
    said = [f"Sheet {sheet!r}: {reading.words()}" if sheet else reading.words()]
    if other:
        said.append(f"Not read: {', '.join(map(repr, other))}, of the same layout.")
    return _loaded(table, reading.frame(), (*reading.unmapped(), *reading.aside), tuple(said))


def _loaded(
    table: OfficialTable, frame: pd.DataFrame, aside: tuple[SetAside, ...], said: tuple[str, ...]
) -> Loaded:
    return Loaded(
        part_kind="observation",
        source=SOURCE,
        scope="",
        frame=frame,
        rows_read=len(table.rows),
        set_aside=aside,
        understood=said,
    )


def _why_no_counts(
    table: OfficialTable, period: tuple[Month, Month] | None, today: dt.date
) -> tuple[str, str] | None:
    """Reason and remedy where no row of the table can be taken."""
    if _NO_COUNTS.search(table.title):
        return (
            "the table holds rates or changes, not counts",
            "give the table of numbers: rates and changes are worked out from it.",
        )
    if period is None:
        return (
            "the title does not say which year the figures are for",
            "keep the publisher's title line ('... year ending June 2025') above the table.",
        )
    if period[1].first_day > today.replace(day=1):
        return "the year reaches into the future", "correct the year in the title."
    return None


class _Reading:
    """The rows of one table of counts, read once: observations, and what was set aside."""

    def __init__(self, table: OfficialTable, period: tuple[Month, Month]) -> None:
        self._table = table
        self._period = period
        named = {
            plain_head(measure.names[SOURCE]): measure.id
            for measure in load_catalogue().measures.values()
            if SOURCE in measure.names
        }
        self._measures = {
            at: named[plain_head(head)] for at, head in table.figures.items() if plain_head(head) in named
        }
        self._force_of = _force_codes(table)
        districts = Counter(table.text(cells, "district") for _, cells in table.rows)
        self._alone = {code for code, count in districts.items() if count == 1}
        self.aside: list[SetAside] = []
        self._records: list[dict[str, Any]] = []
        for number, cells in table.rows:
            self._read(number, cells)

    def frame(self) -> pd.DataFrame:
        """In the columns of an observation part."""
        return pd.DataFrame(self._records, columns=list(COLUMNS))

    def unmapped(self) -> Iterator[SetAside]:
        """The columns of figures that are no measure, each with how many figures it holds."""
        for at, head in self._table.figures.items():
            if at not in self._measures:
                filled = sum(at < len(cells) and bool(cells[at].strip()) for _, cells in self._table.rows)
                yield SetAside(
                    None,
                    head,
                    f"column {head!r} is no measure of the catalogue",
                    f"add 'names: {{{SOURCE}: {head}}}' to its measure in data/catalogue/measures.",
                    f"{filled} figures",
                )

    def words(self) -> str:
        """'Table C2, year ending Jun 2025: 23 of 23 columns are measures; ...'."""
        first, last = self._period
        title = self._table.title.partition(":")[0].strip()
        kinds = Counter(
            (record["row_number"], record["area"], bool(record["category"])) for record in self._records
        )
        levels = Counter("unassigned" if unassigned else level_of_code(area) for _, area, unassigned in kinds)
        counted = ", ".join(
            f"{levels[level]} {words}"
            for level, words in (
                ("force", "forces"),
                ("district", "partnerships of one district"),
                ("partnership", "other partnerships"),
                ("unassigned", "unassigned"),
            )
            if levels[level]
        )
        return (
            f"{title}: counts from {first} to {last}; {len(self._measures)} of {len(self._table.figures)} "
            f"columns are measures; {counted}."
        )

    def _read(self, number: int, cells: Sequence[str]) -> None:
        place = self._place(cells)
        if isinstance(place, tuple):
            column, reason, remedy = place
            self.aside.append(SetAside(number, column, reason, remedy, _words(cells)))
            return
        found: list[dict[str, Any]] = []
        for at, measure in self._measures.items():
            text = cells[at].strip() if at < len(cells) else ""
            figure = _figure(text)
            if figure is None:
                self.aside.append(
                    SetAside(
                        number,
                        self._table.figures[at],
                        f"{text!r} is not a whole number from 0",
                        "write the count in figures, or [x] where there is none.",
                        _words(cells),
                    )
                )
                return
            if figure["status"] != "none":
                found.append({"measure": measure, **figure})
        if not found:
            self.aside.append(
                SetAside(
                    number,
                    None,
                    "the row has no figures",
                    "nothing to do, unless the publisher has some.",
                    _words(cells),
                )
            )
            return
        first, last = self._period
        shared = {
            **place,
            "source": SOURCE,
            "area_parent": None,
            "period_start": first.first_day,
            "period_end": last.last_day,
            "row_number": number,
        }
        self._records += [{**shared, **figure} for figure in found]

    def _place(self, cells: Sequence[str]) -> dict[str, str] | tuple[str | None, str, str]:
        """Area, and for what no partnership has its name; or column, reason and remedy of what is wrong."""
        ragged = why_ragged(cells, self._table.heads)
        if ragged is not None:
            return None, *ragged
        text = self._table.text
        force, name = text(cells, "force"), text(cells, "force_name")
        if level_of_code(force) != "force":
            return "force", f"{force!r} is no police force code" if force else "no force code", _CORRECT
        if self._force_of[name] != force:
            return (
                "force",
                f"the row of {name} bears {force}, the code of another force",
                f"correct it to {self._force_of[name]}, the code of {name} in the other rows.",
            )
        code, district = text(cells, "partnership"), text(cells, "district")
        partnership = text(cells, "partnership_name")
        if not code:
            unassigned = {"breakdown": BREAKDOWN, "category": partnership}
            return {"area": force, **(unassigned if partnership else {"breakdown": "", "category": ""})}
        if level_of_code(code) != "partnership":
            return "partnership", f"{code!r} is no partnership code", _CORRECT
        # A partnership of one district is that district; where a district has several, each is its own area.
        area = district if level_of_code(district) == "district" and district in self._alone else code
        return {"area": area, "breakdown": "", "category": ""}


def _force_codes(table: OfficialTable) -> dict[str, str]:
    """The code of each force by its name: the one most of its rows bear."""
    pairs = Counter((table.text(cells, "force_name"), table.text(cells, "force")) for _, cells in table.rows)
    return {name: code for (name, code), _ in sorted(pairs.items(), key=lambda item: item[1])}


def _figure(text: str) -> dict[str, Any] | None:
    """A cell: value, status (published, provisional, hidden, none) and note; None for what is no count."""
    blank = {"value": None, "numerator": None, "denominator": None, "note": ""}
    if text.lower() in _NOT_THERE:
        return {**blank, "status": "none"}
    if text.lower() in _HIDDEN:
        return {**blank, "status": "hidden"}
    marks = " ".join(MARK.findall(text))
    plain = without_commas(MARK.sub("", text).strip())
    if not re.fullmatch(r"\d+(?:\.0+)?", plain, re.A) or float(plain) > LARGEST:
        return None
    status = "provisional" if "[p]" in marks.lower() else "published"
    return {**blank, "value": float(plain), "status": status, "note": marks}


def _words(cells: Sequence[str]) -> str:
    return ", ".join(cell for cell in cells if cell)


def _chosen(match: Match) -> tuple[str, OfficialTable, list[str]]:
    """The sheet to read, its table, and the sheets of the same layout that are not read."""
    tables = {
        sheet: table for sheet, rows in read_sheets(match.file) if (table := find_table(rows)) is not None
    }
    if not tables:
        raise unreadable(match.file)
    counts = [sheet for sheet, table in tables.items() if not _NO_COUNTS.search(table.title)]
    sheet = max(counts or tables, key=lambda name: len(tables[name].figures))
    return sheet, tables[sheet], [name for name in tables if name != sheet]
