"""What may explain a month: school holidays, local events, operations; a row each, with its days.

CSV with the columns `event` and `from`, and optionally `to` (the last day; else it is one day), `kind` and
`area` (code or name; else everywhere). Which area is meant is found at build. Bank holidays need no file.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.text import read_start, read_text, records, table_rows

KIND: Final = "events"
PART: Final = "event"
HEADER: Final = ("event", "from")
OPTIONAL: Final = ("to", "kind", "area")
COLUMNS: Final = ("name", "kind", "first_day", "last_day", "area", "row_number")
LOCAL: Final = "local event"
# No event of a year's months lasts longer: a typing error in a year does.
LONGEST_DAYS: Final = 366
_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
_YEARS: Final = range(1990, 2100)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_HOW: Final = "write a day such as 2023-07-22 or 22/07/2023."
_NAME_LENGTH: Final = 100
_KINDS_NAMED: Final = 10


def matches(file: InputFile) -> Match | None:
    """A table with the columns event and from. Reads the head only."""
    text = read_start(file.path)
    if text is None:
        return None
    found = records(io.StringIO(text, newline=""))
    header = next((cells for cells, _ in found if any(cell.strip() for cell in cells)), [])
    return Match(file, KIND) if set(HEADER) <= set(_names(header)) else None


def load(match: Match) -> Loaded:
    """A row an event. Raises UnreadableFileError where the header names a column twice."""
    (_, header, _), *rows = table_rows(read_text(match.file.path))
    names = _names(header)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise UnreadableFileError(
            f"the header names {', '.join(twice)} twice.",
            file=match.file.name,
            row=1,
            remedy="name each column once.",
        )
    kept: list[tuple[Any, ...]] = []
    aside: list[SetAside] = []
    seen: set[tuple[str, dt.date, str]] = set()
    for number, cells, text in rows:
        by_name = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        try:
            event = _event(by_name, over=cells[len(names) :])
            key = (event[0], event[2], event[4])
            if key in seen:
                raise _FaultError(
                    "event", f"an earlier row gives {_cut(event[0])!r}", "keep one of the rows."
                )
        except _FaultError as fault:
            aside.append(SetAside(number, fault.column, fault.reason, fault.remedy, text))
            continue
        seen.add(key)
        kept.append((*event, number))
    unused = [head.strip() for head, name in zip(header, names, strict=True) if name not in HEADER + OPTIONAL]
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


class _FaultError(ValueError):
    """What is wrong with a row."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.remedy = column, reason, remedy


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _event(cells: Mapping[str, str], *, over: Sequence[str]) -> tuple[str, str, dt.date, dt.date, str]:
    """(name, kind, first day, last day, area as written). Raises _FaultError."""
    if any(cell.strip() for cell in over):
        raise _FaultError(
            "",
            "the row has more cells than the header has columns",
            "put text that holds a comma in quotation marks.",
        )
    name = cells.get("event", "")
    if not name:
        raise _FaultError("event", "the event has no name", "write what it is called.")
    if len(name) > _NAME_LENGTH:
        raise _FaultError("event", "the name is very long", f"use at most {_NAME_LENGTH} characters.")
    first = _day(cells.get("from", ""), column="from")
    last = _day(cells["to"], column="to") if cells.get("to") else first
    if last < first:
        raise _FaultError("to", "it ends before it starts", "correct the two days.")
    if (last - first).days >= LONGEST_DAYS:
        raise _FaultError("to", "it lasts longer than a year", "correct the two days.")
    return name, _cut(cells.get("kind", "").lower()) or LOCAL, first, last, cells.get("area", "")


def _day(text: str, *, column: str) -> dt.date:
    if not text:
        raise _FaultError(column, "no day is given", _HOW)
    plain = _ORDINAL.sub("", " ".join(text.split()))
    for form in _FORMS:
        try:
            day = dt.datetime.strptime(plain, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        if day.year in _YEARS:
            return day
    raise _FaultError(column, f"{_cut(text)!r} is no day", _HOW)


def _cut(text: str) -> str:
    return text[:_NAME_LENGTH]
