"""What was done somewhere to bring a measure down: patrols, gating, lighting, licensing; a row each.

CSV or a workbook with the columns `name`, `from`, `place` and `measure`, and optionally `to` (empty: it still
runs), `kind` and `note`. Several wards and several measures have semicolons between them. Which places and
measures are meant, and which rows are about the same intervention, is found at build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.sources.day_text import RowFaultError, read_day
from data.sources.examples import COLUMN, REASON, REMEDY, UNDERSTOOD
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.period_text import parse_period
from data.sources.record_rows import RecordRow, column_names, csv_rows, first_sheet, header_of, workbook_rows
from data.templates.columns import TRUE
from data.templates.intervention_columns import INTERVENTIONS

KIND: Final = "interventions"
PART: Final = "intervention"
HEADER: Final = tuple(column.name for column in INTERVENTIONS.columns if column.needed)
COLUMNS: Final = ("name", "kind", "first_day", "last_day", "place", "measure", "note", "row_number")
USUAL: Final = "intervention"
# A programme may run for years; more of them than this is a typing error in a year.
MOST_YEARS: Final = 10
_HOW: Final = "write a day such as 2022-02-07 or 07/02/2022, or a month such as Feb 2022."
_NAME_LENGTH: Final = 100
_NOTE_LENGTH: Final = 500
_KINDS_NAMED: Final = 10


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is the head of a register of interventions."""
    return set(HEADER) <= set(column_names(cells))


def matches(file: InputFile) -> Match | None:
    """A table with the columns name, from, place and measure. Reads the head only."""
    sheet = first_sheet(file, is_header=is_header)
    if sheet is not None:
        return Match(file, KIND, {"sheet": sheet})
    return Match(file, KIND) if is_header(header_of(file) or ()) else None


def load(match: Match) -> Loaded:
    """A row an intervention, or one more measure of it. A row that cannot be one is set aside.

    Raises UnreadableFileError when the file cannot be read at all.
    """
    sheet = match.details.get("sheet")
    rows = list(workbook_rows(match.file, sheet) if sheet else csv_rows(match.file))
    # A template's examples are shown alone, and never mixed with interventions of one's own.
    only_examples = bool(rows) and all(_is_example(row) for row in rows)
    kept: list[tuple[Any, ...]] = []
    aside: list[SetAside] = []
    examples: list[SetAside] = []
    for row in rows:
        try:
            if row.fault is not None:
                raise RowFaultError(*row.fault)
            if _is_example(row) and not only_examples:
                raise RowFaultError(COLUMN, REASON, REMEDY)
            kept.append((*_intervention(row.cells), row.number))
        except RowFaultError as fault:
            aside.append(SetAside(row.number, fault.column, fault.reason, fault.remedy, row.text))
            continue
        examples.append(SetAside(row.number, COLUMN, REASON, REMEDY, row.text))
    frame = pd.DataFrame(kept, columns=list(COLUMNS))
    kinds = sorted({item[1] for item in kept})[:_KINDS_NAMED]
    return Loaded(
        part_kind=PART,
        source="",
        scope="",
        frame=frame.astype({"first_day": "object", "last_day": "object", "row_number": "int64"}),
        rows_read=len(rows),
        set_aside=tuple(aside),
        demonstration=only_examples,
        examples=tuple(examples) if only_examples else (),
        understood=(
            *([UNDERSTOOD] if only_examples else []),
            *([f"Interventions with their places and measures: {', '.join(kinds)}."] if kinds else []),
        ),
    )


def _is_example(row: RecordRow) -> bool:
    return row.cells.get(COLUMN, "").lower() in TRUE


def _intervention(cells: Mapping[str, str]) -> tuple[Any, ...]:
    """The values of `COLUMNS` but the row's number. Raises RowFaultError."""
    name = cells.get("name", "")
    if not name:
        raise RowFaultError("name", "the intervention has no name", "write what it is called.")
    if len(name) > _NAME_LENGTH:
        raise RowFaultError("name", "the name is very long", f"use at most {_NAME_LENGTH} characters.")
    first, last = _days(cells)
    place, measure = cells.get("place", ""), cells.get("measure", "")
    if not place:
        raise RowFaultError(
            "place", "no place is given", "write an area, or wards with semicolons between, by code or name."
        )
    if not measure:
        raise RowFaultError(
            "measure", "no measure is given", "write what it should move, such as all_crime or Burglary."
        )
    kind = cells.get("kind", "").lower()[:_NAME_LENGTH] or USUAL
    return name, kind, first, last, place, measure, cells.get("note", "")[:_NOTE_LENGTH]


def _days(cells: Mapping[str, str]) -> tuple[dt.date, dt.date | None]:
    if not cells.get("from"):
        raise RowFaultError("from", "no day is given on which it began", _HOW)
    first = _day(cells["from"], column="from")
    last = _day(cells["to"], column="to") if cells.get("to") else None
    if last is not None and last < first:
        raise RowFaultError("to", "it ends before it starts", "correct the two days.")
    if last is not None and last.year - first.year > MOST_YEARS:
        raise RowFaultError("to", f"it lasts longer than {MOST_YEARS} years", "correct the two days.")
    return first, last


def _day(text: str, *, column: str) -> dt.date:
    """A day; of a month the first (from) or the last one (to)."""
    day = read_day(text)
    if day is not None:
        return day
    try:
        span = parse_period(text)
    except ValueError:
        raise RowFaultError(column, f"{text[:_NAME_LENGTH]!r} is no day or month", _HOW) from None
    return span.first.first_day if column == "from" else span.last.last_day
