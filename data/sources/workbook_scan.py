"""What a workbook's XML says of its cells beside their values: how far they reach, percentages, formulas.

Values alone do not tell 0.123 from 12.3%, nor a formula that was never worked out, nor an error, from an
empty cell; and a stray cell in the last row makes a reader of values fill a million rows. This goes through
the XML once, a row at a time.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree  # its parser limits what entities grow to

from data.sources.kinds import SetAside

_UNPACKED_LIMIT: Final = 512 * 2**20
# 160 MB in a reader of values; a stray cell in the last row and column would take half a terabyte.
_MOST_REACHED: Final = 5_000_000
TOO_FAR: Final = (
    "delete the rows and columns after the table, also the empty ones, and save it; give a table as large as "
    "that with one number a row."
)
_BUILT_IN_PERCENT: Final = frozenset({9, 10})
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
Place = tuple[int, int]


class TooLargeError(ValueError):
    """The workbook unpacks to more than is read."""


@dataclass
class CellFacts:
    """Of one sheet, rows and columns from 0. `height` and `width` reach to the last cell with a value.

    `percent`: cells shown as a percentage. `unsaved`: formulas without a saved value. `formulas` counts those
    with one. `errors`: what the cell shows, as '#N/A'.
    """

    height: int = 0
    width: int = 0
    percent: set[Place] = field(default_factory=set)
    unsaved: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: int = 0

    def reach(self, row: int, column: int) -> None:
        """A cell with a value stands there."""
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)


def scan(path: Path) -> Mapping[str, CellFacts]:
    """The facts by sheet name, of an .xlsx or .ods file; nothing of the older binary ones.

    Raises TooLargeError; zipfile.BadZipFile, ElementTree.ParseError, KeyError or ValueError for what is no
    workbook.
    """
    if not zipfile.is_zipfile(path):
        return {}
    try:
        return _scan(path)
    except (zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise zipfile.BadZipFile(str(error)) from error


def _scan(path: Path) -> Mapping[str, CellFacts]:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_LIMIT:
            raise TooLargeError("it unpacks to more than 512 MB")
        names = set(archive.namelist())
        if "content.xml" in names:
            with archive.open("content.xml") as content:
                return _open_document(content)
        if "xl/workbook.xml" not in names:
            return {}
        percent = _percent_styles(archive) if "xl/styles.xml" in names else frozenset()
        found = {}
        for name, part in _sheet_parts(archive):
            if part in names:
                with archive.open(part) as content:
                    found[name] = _worksheet(content, percent)
        return found


def unreachable(path: Path) -> SetAside | None:
    """Why no reader of values may open a workbook: it would take all memory. None where one may."""
    with path.open("rb") as content:
        if not content.read(4).startswith(b"PK"):
            return None
    try:
        far = next(
            (item for item in scan(path).items() if item[1].height * item[1].width > _MOST_REACHED), None
        )
    except TooLargeError as error:
        return SetAside(None, None, str(error), "save the table alone, as .xlsx or CSV.")
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError, NotImplementedError):
        # What is broken in another way is for the kinds to say.
        return None
    if far is None:
        return None
    name, facts = far
    return SetAside(None, f"sheet '{name}'", reaches(facts.height, facts.width), TOO_FAR)


def reaches(height: int, width: int) -> str:
    """The reason why a sheet is not read."""
    return f"it reaches over {height:,} rows and {width:,} columns"


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    with archive.open("xl/_rels/workbook.xml.rels") as content:
        root = ElementTree.parse(content).getroot()  # noqa: S314
        targets = {item.get("Id"): item.get("Target", "") for item in root}
    with archive.open("xl/workbook.xml") as content:
        root = ElementTree.parse(content).getroot()  # noqa: S314
        for sheet in root.iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(_RELATION), "")
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers, as text, of the cell styles that show a percentage."""
    with archive.open("xl/styles.xml") as content:
        root = ElementTree.parse(content).getroot()  # noqa: S314
    own = {
        int(item.get("numFmtId", "0"))
        for item in root.iter(f"{_MAIN}numFmt")
        if "%" in item.get("formatCode", "")
    }
    styles = root.find(f"{_MAIN}cellXfs")
    return frozenset(
        str(number)
        for number, style in enumerate(styles if styles is not None else ())
        if int(style.get("numFmtId", "0")) in _BUILT_IN_PERCENT | own
    )


def _worksheet(content: IO[bytes], percent: frozenset[str]) -> CellFacts:
    facts = CellFacts()
    data: ElementTree.Element | None = None
    row = column = -1
    for event, item in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314
        if event == "start":
            if item.tag == f"{_MAIN}sheetData":
                data = item
            elif item.tag == f"{_MAIN}row":
                row, column = int(item.get("r", row + 2)) - 1, -1
        elif item.tag == f"{_MAIN}c":
            place = _REFERENCE.fullmatch(item.get("r", ""))
            row, column = (int(place[2]) - 1, _column(place[1])) if place else (row, column + 1)
            _note(facts, item, (row, column), percent)
        elif item.tag == f"{_MAIN}row" and data is not None:
            data.clear()
    return facts


def _note(facts: CellFacts, cell: ElementTree.Element, place: Place, percent: frozenset[str]) -> None:
    value, formula = cell.find(f"{_MAIN}v"), cell.find(f"{_MAIN}f")
    kind = cell.get("t", "n")
    text = (value.text or "") if value is not None else ""
    if formula is not None and not text and kind != "str":
        facts.unsaved.add(place)
    elif formula is not None:
        facts.formulas += 1
    if kind == "e":
        facts.errors[place] = text
    if kind == "n" and cell.get("s") in percent:
        facts.percent.add(place)
    if text or kind == "inlineStr" or formula is not None:
        facts.reach(*place)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _open_document(content: IO[bytes]) -> Mapping[str, CellFacts]:
    found: dict[str, CellFacts] = {}
    facts, row = CellFacts(), 0
    for event, item in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314
        if event == "start" and item.tag == f"{_TABLE}table":
            facts, row = found.setdefault(item.get(f"{_TABLE}name", ""), CellFacts()), 0
        elif event == "end" and item.tag == f"{_TABLE}table-row":
            times = int(item.get(f"{_TABLE}number-rows-repeated", "1"))
            _note_row(facts, item, row, times)
            row += times
            item.clear()
    return found


def _note_row(facts: CellFacts, item: ElementTree.Element, row: int, times: int) -> None:
    column = 0
    for cell in item:
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        kind = cell.get(f"{_OFFICE}value-type")
        formula = cell.get(f"{_TABLE}formula") is not None
        if kind is not None:
            facts.formulas += formula
            facts.reach(row + times - 1, column + repeated - 1)
            if kind == "percentage" and times * repeated == 1:
                facts.percent.add((row, column))
        elif formula:
            facts.unsaved.add((row, column))
            facts.reach(row, column)
        column += repeated
