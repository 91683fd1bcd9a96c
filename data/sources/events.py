"""What may explain a month: school holidays, local events, operations; a row each, with its days.

CSV with the columns `event` and `from`, and optionally `to` (the last day; else it is one day), `kind` and
`area` (code or name; else everywhere). Which area is meant is found at build. Bank holidays need no file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from data.sources.day_text import RowFaultError, read_day
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.record_rows import column_names, csv_rows, header_of

KIND: Final = "events"
PART: Final = "event"
HEADER: Final = ("event", "from")
OPTIONAL: Final = ("to", "kind", "area")
COLUMNS: Final = ("name", "kind", "first_day", "last_day", "area", "row_number")
LOCAL: Final = "local event"
# No event of a year's months lasts longer: a typing error in a year does.
LONGEST_DAYS: Final = 366
_HOW: Final = "write a day such as 2023-07-22 or 22/07/2023."
_NAME_LENGTH: Final = 100
_KINDS_NAMED: Final = 10


def matches(file: InputFile) -> Match | None:
    """A table with the columns event and from. Reads the head only."""
    return Match(file, KIND) if set(HEADER) <= set(column_names(header_of(file) or ())) else None


def load(match: Match) -> Loaded:
    """A row an event. Raises UnreadableFileError where the header names a column twice."""
    rows = list(csv_rows(match.file))
    header = header_of(match.file) or ()
    kept: list[tuple[Any, ...]] = []
    aside: list[SetAside] = []
    seen: set[tuple[str, dt.date, str]] = set()
    for row in rows:
        try:
            if row.fault is not None:
                raise RowFaultError(*row.fault)
            event = _event(row.cells)
            key = (event[0], event[2], event[4])
            if key in seen:
                raise RowFaultError(
                    "event", f"an earlier row gives {_cut(event[0])!r}", "keep one of the rows."
                )
        except RowFaultError as fault:
            aside.append(SetAside(row.number, fault.column, fault.reason, fault.remedy, row.text))
            continue
        seen.add(key)
        kept.append((*event, row.number))
    unused = [head.strip() for head in header if column_names([head])[0] not in HEADER + OPTIONAL]
    kinds = sorted({event[1] for event in kept})[:_KINDS_NAMED]
    frame = pd.DataFrame(kept, columns=list(COLUMNS))
    return Loaded(
        part_kind=PART,
        source="",
        scope="",
        frame=frame.astype({"first_day": "object", "last_day": "object", "row_number": "int64"}),
        rows_read=len(rows),
        set_aside=tuple(aside),
        understood=(
            *([f"Events with their days: {', '.join(kinds)}."] if kinds else []),
            *([f"Columns not used: {', '.join(filter(None, unused))}."] if any(unused) else []),
        ),
    )


def _event(cells: Mapping[str, str]) -> tuple[str, str, dt.date, dt.date, str]:
    """(name, kind, first day, last day, area as written). Raises RowFaultError."""
    name = cells.get("event", "")
    if not name:
        raise RowFaultError("event", "the event has no name", "write what it is called.")
    if len(name) > _NAME_LENGTH:
        raise RowFaultError("event", "the name is very long", f"use at most {_NAME_LENGTH} characters.")
    first = _day(cells.get("from", ""), column="from")
    last = _day(cells["to"], column="to") if cells.get("to") else first
    if last < first:
        raise RowFaultError("to", "it ends before it starts", "correct the two days.")
    if (last - first).days >= LONGEST_DAYS:
        raise RowFaultError("to", "it lasts longer than a year", "correct the two days.")
    return name, _cut(cells.get("kind", "").lower()) or LOCAL, first, last, cells.get("area", "")


def _day(text: str, *, column: str) -> dt.date:
    if not text:
        raise RowFaultError(column, "no day is given", _HOW)
    day = read_day(text)
    if day is None:
        raise RowFaultError(column, f"{_cut(text)!r} is no day", _HOW)
    return day


def _cut(text: str) -> str:
    return text[:_NAME_LENGTH]
