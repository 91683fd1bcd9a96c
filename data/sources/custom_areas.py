"""Areas of a partnership's own: a town centre, a priority neighbourhood, a police division, a future unitary.

CSV or a workbook with a row a member (area, name, kind, member, from, to), or YAML of the same content under
`groups`, as the catalogue's own areas are written. Which places the members are is found at build.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

import pandas as pd

from data.sources.custom_rows import NEEDED, is_header, yaml_rows
from data.sources.examples import COLUMN, REASON, REMEDY, UNDERSTOOD
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.period_text import Span, parse_period
from data.sources.record_rows import RecordRow, csv_rows, first_sheet, header_of, workbook_rows
from data.sources.text import is_archive, read_start
from data.templates.columns import TRUE
from geo.codes import level_of_code

KIND: Final = "custom_areas"
PART: Final = "custom_area"
HEADER: Final = NEEDED
COLUMNS: Final = ("area", "name", "kind", "member", "from_month", "to_month", "row_number")
_KIND: Final = "custom area"
_EXAMPLE: Final = (COLUMN, REASON, REMEDY)
_YAML: Final = (".yaml", ".yml")
_GROUPS: Final = re.compile(r"^groups\s*:", re.MULTILINE)
_OWN_CODE: Final = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


def matches(file: InputFile) -> Match | None:
    """A table with the columns area, name and member, or YAML with `groups`. Reads the head only."""
    if is_archive(file.path):
        sheet = first_sheet(file, is_header=is_header)
        return None if sheet is None else Match(file, KIND, {"sheet": sheet})
    if file.path.suffix.lower() in _YAML:
        text = read_start(file.path)
        return Match(file, KIND) if text is not None and _GROUPS.search(text) else None
    return Match(file, KIND) if is_header(header_of(file) or ()) else None


def load(match: Match) -> Loaded:
    """A row a member. A row that cannot be one is set aside; an area may be named in its first row only.

    Raises UnreadableFileError when the file cannot be read at all.
    """
    file = match.file
    if match.details.get("sheet"):
        rows = list(workbook_rows(file, match.details["sheet"]))
    elif file.path.suffix.lower() in _YAML:
        rows = list(yaml_rows(file))
    else:
        rows = list(csv_rows(file))
    kept: list[tuple[Any, ...]] = []
    aside: list[SetAside] = []
    good: dict[int, SetAside] = {}
    names: dict[str, tuple[str, str]] = {}
    members: set[tuple[str, str]] = set()
    # A template's examples are shown alone, and never mixed with areas of one's own.
    only_examples = bool(rows) and all(_is_example(row) for row in rows)
    for row in rows:
        fault = row.fault or (None if only_examples or not _is_example(row) else _EXAMPLE)
        fault = fault or _fault(row.cells, names=names, members=members)
        if fault is not None:
            aside.append(SetAside(row.number, *fault, row.text))
            continue
        area, member = row.cells["area"], row.cells["member"]
        before = names.get(area, ("", ""))
        names[area] = (
            before[0] or row.cells.get("name", ""),
            before[1] or row.cells.get("kind", "").lower(),
        )
        members.add((area, member.lower()))
        good[row.number] = SetAside(row.number, *_EXAMPLE, row.text)
        first, last = _months(row.cells)
        kept.append((area, member, first, last, row.number))
    return Loaded(
        part_kind=PART,
        source="",
        scope="",
        frame=pd.DataFrame(
            [(area, names[area][0], names[area][1] or _KIND, *rest) for area, *rest in kept],
            columns=list(COLUMNS),
        ).astype({"from_month": "object", "to_month": "object", "row_number": "int64"}),
        rows_read=len(rows),
        set_aside=tuple(aside),
        demonstration=only_examples,
        examples=tuple(good.values()) if only_examples else (),
        understood=(
            *([UNDERSTOOD] if only_examples else []),
            *(f"Custom area ‘{name}’ ({kind or _KIND})." for name, kind in names.values()),
        ),
    )


def _is_example(row: RecordRow) -> bool:
    return row.cells.get(COLUMN, "").lower() in TRUE


def _fault(
    cells: dict[str, str], *, names: dict[str, tuple[str, str]], members: set[tuple[str, str]]
) -> tuple[str, str, str] | None:
    """(column, reason, remedy) of what is wrong with a member; None where nothing is."""
    area, member = cells.get("area", ""), cells.get("member", "")
    if not area:
        return "area", "no area is given", "write the area's own code in every row."
    if level_of_code(area) is not None or re.fullmatch(r"[A-Z]\d{8}", area):
        return (
            *("area", f"{area} has the form of an official code"),
            "give the area a code of your own, such as town-centre-ashford.",
        )
    if not _OWN_CODE.fullmatch(area):
        own = re.sub(r"[^a-z0-9]+", "-", area.lower()).strip("-") or "town-centre"
        return (
            *("area", f"{area!r} cannot stand in an address"),
            f"use small letters, digits and hyphens: {own}.",
        )
    if not member:
        return "member", "no member is given", "write the code of a ward, an LSOA or a district."
    if (area, member.lower()) in members:
        return "member", f"{member} is a member of {area} already", "keep one of the rows."
    return _naming_fault(cells, names=names) or _timing_fault(cells)


def _naming_fault(cells: dict[str, str], *, names: dict[str, tuple[str, str]]) -> tuple[str, str, str] | None:
    area = cells["area"]
    name, kind = cells.get("name", ""), cells.get("kind", "").lower()
    if area not in names and not name:
        return "name", "no name is given", "write the area's name in its first row."
    for column, said, before in zip(("name", "kind"), (name, kind), names.get(area, ("", "")), strict=True):
        if said and before and said != before:
            return column, f"an earlier row says {before!r}", f"give the area one {column}."
    return None


def _timing_fault(cells: dict[str, str]) -> tuple[str, str, str] | None:
    try:
        first, last = _months(cells)
    except _PeriodError as error:
        return (
            error.column,
            str(error),
            "write a month, a day that begins or ends one, or a year such as 2023/24.",
        )
    if first and last and last < first:
        return "to", "it ends before it starts", "correct the two dates."
    return None


class _PeriodError(ValueError):
    """A date that is no month's beginning or end."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column = column


def _months(cells: dict[str, str]) -> tuple[dt.date | None, dt.date | None]:
    """The first day of the first and of the last month of a membership; None where it has no such end.

    Counts come by month, so a membership begins and ends with one.
    """
    first, last = (_span(cells, column) for column in ("from", "to"))
    return first.first.first_day if first else None, last.last.first_day if last else None


def _span(cells: dict[str, str], column: str) -> Span | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        return parse_period(text)
    except ValueError as error:
        raise _PeriodError(column, str(error)) from error
