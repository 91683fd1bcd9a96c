"""The police.uk street-crime kind: one CSV of a force and month, as data.police.uk publishes it.

Good files never pass through Python row by row: DuckDB reads them with `police_uk.sql`, which takes every row
or fails. Only where it fails does `sort_rows` go through the file line by line, keep the good rows, and name
what is wrong with the others.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.errors import UnreadableFileError
from data.month import Month
from data.sources.kinds import TEXT_LENGTH, InputFile, LoadStatement, Match, SetAside
from data.sources.records import bounded_lines, records

KIND: Final = "police_uk"
STATEMENT: Final = Path(__file__).with_suffix(".sql")
FIELDS: Final = {
    "crime id": "crime_id",
    "month": "month",
    "reported by": "reported_by",
    "falls within": "falls_within",
    "longitude": "longitude",
    "latitude": "latitude",
    "location": "location",
    "lsoa code": "lsoa_code",
    "lsoa name": "lsoa_name",
    "crime type": "crime_type",
    "last outcome category": "outcome",
}
HEADER: Final = tuple(FIELDS)
_NAMED = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-([a-z0-9-]+)-street\.csv", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
_HEAD_BYTES: Final = 4096
# The statement allows lines of 64 KiB: so many letters are that for certain, and a tail is twice as long.
_LONGEST_ROW: Final = 16_000
_TAIL_BYTES: Final = 131072
_LONGEST_SLUG: Final = 60
# A slug that the publisher does not form from the force's own name.
_SLUGS: Final = {"british-transport": "btp", "police-service-of-northern-ireland": "northern-ireland"}


@dataclass
class Sorted:
    """A file gone through line by line: the good rows in a clean CSV, the others with their reason."""

    rows_read: int = 0
    kept: Counter[tuple[str, str]] = field(default_factory=Counter)
    set_aside: list[SetAside] = field(default_factory=list)


def matches(file: InputFile) -> Match | None:
    """A CSV whose header holds the publisher's columns, in any order. Reads the head only."""
    with file.path.open("rb") as content:
        head = content.read(_HEAD_BYTES)
    line = (
        head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].removesuffix(b"\r").decode("utf-8", "replace")
    )
    if "\r" in line:
        return None
    header = next(csv.reader([line]), [])
    names = [name.strip().lower() for name in header]
    if not set(FIELDS) <= set(names) or len(set(names)) != len(names):
        return None
    columns = [FIELDS.get(name, f"other_{position}") for position, name in enumerate(names)]
    named = _NAMED.search(file.path.name)
    details = {"columns": ",".join(columns)}
    if named is not None:
        details |= {"month": named[1], "scope": named[2].lower()}
    return Match(file=file, kind=KIND, details=details)


def load(match: Match) -> LoadStatement:
    """The statement that reads the file. Month and scope are open where its name does not give them."""
    month = match.details.get("month")
    return LoadStatement(
        part_kind="incident",
        source="police_uk",
        sql=STATEMENT,
        parameters={"columns": match.details["columns"]},
        scope=match.details.get("scope", ""),
        month=Month.parse(month) if month else None,
    )


def force_slug(name: str) -> str:
    """The publisher's short name of a force: 'Devon & Cornwall Police' is 'devon-and-cornwall'."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ")).strip("-")
    slug = re.sub(r"-(?:police-service|police|constabulary)$", "", words)
    if len(slug) > _LONGEST_SLUG:
        # A broken file may hold anything here, and the slug names a folder.
        slug = f"{slug[:_LONGEST_SLUG]}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"
    return _SLUGS.get(slug, slug) or "unknown"


def breaks_off(path: Path) -> bool:
    """Whether a file ends in what DuckDB drops without a word: rows from a quotation mark left open there,
    or, of a large file, a last line that is none.

    Of a mark that is farther from the end it says so, since no line is that long.
    """
    size = path.stat().st_size
    with path.open("rb") as content:
        content.seek(max(0, size - _TAIL_BYTES))
        tail = content.read()
    if size > _TAIL_BYTES and b"\n" not in tail.rstrip(b"\r\n"):
        return True
    last = tail.rfind(b'"')
    if last < 0:
        return False
    before, after = tail[max(0, last - 1) : last], tail[last + 1 : last + 2]
    return after not in (b"", b",", b"\r", b"\n") or before in (b"", b",", b"\n")


def sort_rows(
    file: InputFile, *, columns: list[str], month: Month | None, latest: Month, target: Path
) -> Sorted:
    """Go through a file line by line and write its good rows to `target`.

    `month` is the file's own, None when it may hold several; `latest` the last month not in the future.
    `kept` counts good rows by (force as written, month). Raises UnreadableFileError for an empty file.
    """
    found = Sorted()
    with target.open("w", encoding="utf-8", newline="") as clean:
        writer = csv.writer(clean, lineterminator="\n")
        writer.writerow(columns)
        for number, cells, text in _records(file, width=len(columns)):
            found.rows_read += 1
            problem = _problem(cells, columns=columns, month=month, latest=latest)
            if problem is None:
                writer.writerow(cells)
                found.kept[(cells[columns.index("falls_within")], cells[columns.index("month")])] += 1
            else:
                column, reason, remedy = problem
                found.set_aside.append(SetAside(number, column, reason, remedy, text))
    return found


def _records(file: InputFile, *, width: int) -> Iterator[tuple[int, list[str], str]]:
    """(row as a spreadsheet counts, cells, text) of every record below the header; blank ones are none.

    What is not UTF-8 has no cells. Raises UnreadableFileError for an empty file.
    """
    with file.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as given:
        found = enumerate(records(bounded_lines(given), width=width), start=1)
        if next(found, None) is None:
            raise UnreadableFileError("the file is empty.", file=file.name, remedy="download it again.")
        for number, (cells, text) in found:
            if not any(cell.replace('"', "").strip() for cell in cells):
                continue
            shown = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            yield number, cells if shown == text else [], shown[:TEXT_LENGTH]


def _problem(
    cells: list[str], *, columns: list[str], month: Month | None, latest: Month
) -> tuple[str | None, str, str] | None:
    """(column, reason, remedy) of what is wrong with a row, or None."""
    if not cells:
        return None, "text that cannot be read", "save the file as UTF-8, or download it again."
    if sum(map(len, cells)) > _LONGEST_ROW:
        return (
            None,
            f"a row of more than {_LONGEST_ROW:,} characters",
            "look for a line break that is missing.",
        )
    if len(cells) != len(columns):
        return (
            None,
            f"{len(cells)} columns instead of {len(columns)}",
            "look for a comma or line break that is not in quotation marks.",
        )
    row = dict(zip(columns, cells, strict=True))
    return (
        _month_problem(row["month"], month=month, latest=latest)
        or _point_problem(row["longitude"], row["latitude"])
        or (None if row["crime_type"] else ("Crime type", "no crime type", "ask the publisher for the row."))
    )


def _month_problem(text: str, *, month: Month | None, latest: Month) -> tuple[str, str, str] | None:
    try:
        written = Month.parse(text)
    except ValueError:
        return "Month", "not a month", "write the month as YYYY-MM."
    if written > latest:
        return "Month", "a month in the future", "correct the month, or the clock of this computer."
    if month is not None and written != month:
        return "Month", "not the month of the file", "put the row into the file of its month."
    return None


def _point_problem(longitude: str, latitude: str) -> tuple[str, str, str] | None:
    if not longitude and not latitude:
        return None
    for column, text, limit in (("Longitude", longitude, 180.0), ("Latitude", latitude, 90.0)):
        if _NUMBER.fullmatch(text) is None or abs(float(text)) > limit:
            return column, "not a coordinate in degrees", "correct the coordinate, or leave both empty."
    return None
