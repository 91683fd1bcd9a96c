"""Text as people save it, made plain: UTF-8, a comma between cells, lines that end as others do.

Every kind of file is read from its plain form, so no kind needs to know of encodings. A file that is plain
already, as nearly every one is, costs a look at its first bytes and is read where it lies.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import shutil
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from data.sources.kinds import TEXT_LENGTH, InputFile
from data.sources.records import LONGEST_LINE, bounded_lines, joined, records

HEAD_BYTES: Final = 65536
DELIMITERS: Final = (",", ";", "\t", "|")
_PLAIN: Final = "utf-8"
_WINDOWS: Final = "cp1252"
_DAMAGED: Final = "utf_8"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SNIFFED_LINES: Final = 40
_ARCHIVES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# Text that is no table of cells: only its encoding is changed.
_NO_TABLES: Final = (".yaml", ".yml", ".json", ".geojson", ".topojson")
_NAMES: Final = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_ENCODING_NAMES: Final = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    _WINDOWS: "Windows-1252 (Latin-1)",
    _DAMAGED: "UTF-8, of which some letters are damaged",
}


@dataclass(frozen=True)
class TextForm:
    """How a text is written down. `note` says in words what is unusual about it, '' where nothing is."""

    encoding: str
    delimiter: str = ","
    only_returns: bool = False

    @property
    def note(self) -> str:
        """'Read as UTF-16, cells between semicolons.'"""
        said = [
            f"as {_ENCODING_NAMES[self.encoding]}" if self.encoding in _ENCODING_NAMES else "",
            f"with {_NAMES[self.delimiter]} between the cells" if self.delimiter in _NAMES else "",
            "with the line ends of an old Macintosh" if self.only_returns else "",
        ]
        words = ", ".join(part for part in said if part)
        return f"Read {words}." if words else ""


def form_of(head: bytes) -> TextForm | None:
    """The form of a text by its first bytes; None where they are no text."""
    if _is_plain(head):
        return TextForm(_PLAIN)
    encoding = _encoding(head)
    if encoding is None:
        return None
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if "\0" in text:
        return None
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return TextForm(encoding)
    return TextForm(encoding, _delimiter(text), "\r" in text and "\n" not in text)


def _is_plain(head: bytes) -> bool:
    """Whether a head is, without a doubt, that of a table in plain form: nearly every file's is."""
    first, end, _ = head.partition(b"\n")
    return (
        bool(end)
        and b"," in first
        and not any(other.encode() in first for other in DELIMITERS[1:])
        and head.isascii()
        and b"\0" not in head
    )


def is_archive(path: Path) -> bool:
    """Whether a file starts as a workbook does, new or old."""
    with path.open("rb") as content:
        return content.read(4) in (start[:4] for start in _ARCHIVES)


def made_plain(file: InputFile, *, folder: Path) -> tuple[InputFile, str]:
    """The file to read, and a note on how it was written; a copy below `folder` where it was not plain.

    Judged by its first bytes. What stands beside the file and says something about it is copied with it.
    """
    with file.path.open("rb") as content:
        head = content.read(HEAD_BYTES)
    if head.startswith(_ARCHIVES):
        return file, ""
    form = form_of(head)
    if form is not None and file.path.suffix.lower() in _NO_TABLES:
        form = TextForm(form.encoding)
    if form is None or not form.note or form.encoding == _DAMAGED:
        return file, ""
    return _copied(file, form, folder=folder), form.note


def made_readable(file: InputFile, *, folder: Path) -> tuple[InputFile, str]:
    """The same after a look at all of it: a later byte that is not UTF-8, a line too long to be one.

    Such a line becomes a row of one cell, its beginning: it will be set aside, and the others are read.
    """
    with file.path.open("rb") as content:
        head = content.read(HEAD_BYTES)
        if head.startswith(_ARCHIVES) or form_of(head) is None:
            return file, ""
        survey = _Survey()
        for block in chain([head], iter(lambda: content.read(LONGEST_LINE), b"")):
            survey.add(block)
    form, table = TextForm(survey.encoding), file.path.suffix.lower() not in _NO_TABLES
    if not form.note and not (survey.overlong and table):
        return file, ""
    cut = "A line of more than a million characters is cut." if survey.overlong and table else ""
    return _copied(file, form, folder=folder, cut=bool(cut)), " ".join(filter(None, (form.note, cut)))


def _copied(file: InputFile, form: TextForm, *, folder: Path, cut: bool = False) -> InputFile:
    place = folder / hashlib.sha256(file.name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    for beside in (f"{file.path.name}.yaml", "demonstration.yaml"):
        if (file.path.parent / beside).is_file():
            shutil.copyfile(file.path.parent / beside, place / beside)
    target = place / file.path.name
    with (
        file.path.open(encoding=form.encoding, errors="replace", newline=None) as given,
        target.open("w", encoding=_PLAIN, newline="") as plain,
    ):
        if form.delimiter == "," and not cut:
            while text := given.read(LONGEST_LINE):
                plain.write(text)
        else:
            writer = csv.writer(plain, lineterminator="\n")
            for cells, _ in records(bounded_lines(given), delimiter=form.delimiter):
                writer.writerow(cells)
    return replace(file, path=target)


def read_text(path: Path) -> str:
    """All of a text file, whatever its encoding, without a byte order mark."""
    content = path.read_bytes()
    encoding = _encoding(content[:HEAD_BYTES]) or _PLAIN
    if encoding == _PLAIN:
        encoding = _utf8_or_windows(content)
    return content.decode(encoding, "replace").removeprefix("\ufeff")


def read_start(path: Path, *, size: int = HEAD_BYTES) -> str | None:
    """The first `size` bytes as text, without a character cut in half; None where they are no text."""
    with path.open("rb") as content:
        head = content.read(size)
    encoding = _encoding(head)
    if encoding is None:
        return None
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head).removeprefix("\ufeff")
    return None if "\0" in text else text


def table_rows(text: str) -> list[tuple[int, list[str], str]]:
    """(row as a spreadsheet counts, cells, own text) of every row that is not blank, the header first."""
    return [
        (number, cells, line)
        for number, (cells, line) in enumerate(all_rows(text), 1)
        if any(map(str.strip, cells))
    ]


def all_rows(text: str) -> list[tuple[list[str], str]]:
    """(cells, own text) of every row, blank ones too, so that their places are those of the rows."""
    # Strict: a quotation mark left open at the end is an error, not a cell.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
        plain = reader.line_num == len(rows)
    except csv.Error:
        plain = False
    lines = io.StringIO(text, newline="")
    found = zip(rows, lines, strict=True) if plain else records(lines, width=_usual_width(rows))
    return [(cells, line.rstrip("\r\n")) for cells, line in found]


def own_text(path: Path, rows: Collection[int]) -> dict[int, str]:
    """The text of some rows of a plain table, by their numbers as `table_rows` counts them; else none."""
    start = read_start(path)
    if not rows or start is None or path.suffix.lower() in _NO_TABLES:
        return {}
    width = _usual_width(cells for cells, _ in records(io.StringIO(start, newline="")))
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as given:
        found = enumerate(records(bounded_lines(given), width=width), 1)
        return {number: text[:TEXT_LENGTH] for number, (_, text) in found if number in rows}


def _usual_width(rows: Iterable[list[str]]) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 0


def _encoding(head: bytes) -> str | None:
    """The encoding of a text by its first bytes; None where they are no text."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        # UTF-16 without a mark: in text of Latin letters every other byte is zero.
        for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            other = head[start::2]
            if other.count(0) > 0.7 * len(other) and head[1 - start :: 2].count(0) < 0.1 * len(other):
                return name
        return None
    return _utf8_or_windows(head) if _reads_as_words(head) else None


def _utf8_or_windows(content: bytes) -> str:
    survey = _Survey()
    survey.add(content)
    return survey.encoding


class _Survey:
    """What the blocks of a text tell, one after the other: its encoding, and whether a line never ends."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder(_PLAIN)("surrogateescape")
        self._letters: set[str] = set()
        self._run = 0
        self.overlong = False

    def add(self, block: bytes) -> None:
        """The next block, of no more bytes than the longest line has."""
        if not (block.isascii() and self._decoder.getstate()[0] == b""):
            self._letters |= {letter for letter in set(self._decoder.decode(block)) if not letter.isascii()}
        first = block.find(b"\n")
        self.overlong |= self._run + (len(block) if first < 0 else first) > LONGEST_LINE
        self._run = self._run + len(block) if first < 0 else len(block) - block.rfind(b"\n") - 1

    @property
    def encoding(self) -> str:
        """Letters that are not UTF-8 are Windows-1252; if there are some that are, it is damaged UTF-8."""
        foreign = {letter for letter in self._letters if "\udc80" <= letter <= "\udcff"}
        if not foreign:
            return _PLAIN
        return _DAMAGED if self._letters - foreign else _WINDOWS


def _reads_as_words(head: bytes) -> bool:
    """Whether bytes that are not UTF-8 may be a text: one has hardly any control characters."""
    control = sum(head.count(bytes((code,))) for code in range(32) if code not in (9, 10, 12, 13))
    return control <= len(head) // 500


def _delimiter(text: str) -> str:
    """What stands between the cells: it takes the most lines apart into the same number. Else a comma."""
    lines = [line for line in text.splitlines()[:_SNIFFED_LINES] if line.strip()]
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(joined([line], delimiter=delimiter, width=0) or ()) for line in lines)
        widths.pop(0, None)
        widths.pop(1, None)
        if widths:
            width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (agreeing, width) > most:
                best, most = delimiter, (agreeing, width)
    return best
