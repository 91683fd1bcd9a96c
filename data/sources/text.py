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
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile

HEAD_BYTES: Final = 65536
DELIMITERS: Final = (",", ";", "\t", "|")
# No record of a real file comes near it. One that is longer is no text, or has lost its line ends.
LONGEST_LINE: Final = 2**20
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
_LONGEST_RECORD: Final = 100
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


def made_plain(file: InputFile, *, folder: Path) -> tuple[InputFile, str]:
    """The file to read, and a note on how it was written; a copy below `folder` where it was not plain.

    Judged by its first bytes. What stands beside the file and says something about it is copied with it.
    Raises UnreadableFileError for a line that is no line.
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


def made_utf8(file: InputFile, *, folder: Path) -> tuple[InputFile, str]:
    """The same for a text whose first bytes are UTF-8 and a later one is not."""
    with file.path.open("rb") as content:
        head = content.read(HEAD_BYTES)
        if head.startswith(_ARCHIVES) or form_of(head) is None:
            return file, ""
        form = TextForm(_utf8_or_windows(chain([head], iter(lambda: content.read(LONGEST_LINE), b""))))
    return (_copied(file, form, folder=folder), form.note) if form.note else (file, "")


def _copied(file: InputFile, form: TextForm, *, folder: Path) -> InputFile:
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
        if form.delimiter == ",":
            while text := given.read(LONGEST_LINE):
                plain.write(text)
        else:
            writer = csv.writer(plain, lineterminator="\n")
            for cells, _ in records(_lines(given, file=file), delimiter=form.delimiter):
                writer.writerow(cells)
    return replace(file, path=target)


def _lines(given: TextIO, *, file: InputFile) -> Iterator[str]:
    number = 1
    while line := given.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise UnreadableFileError(
                f"a line of more than {LONGEST_LINE:,} characters.",
                file=file.name,
                row=number,
                remedy="export the file again: its line ends are lost, or it is not a table.",
            )
        yield line
        number += 1


def read_text(path: Path) -> str:
    """All of a text file, whatever its encoding, without a byte order mark."""
    content = path.read_bytes()
    encoding = _encoding(content[:HEAD_BYTES]) or _PLAIN
    if encoding == _PLAIN:
        encoding = _utf8_or_windows([content])
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
    # Strict: a quotation mark left open at the end is an error, not a cell.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        rows = []
    width = len(rows[0]) if rows else 0
    if rows and reader.line_num == len(rows) and all(len(row) in (0, width) for row in rows):
        found = [(cells, ",".join(cells)) for cells in rows]
    else:
        found = list(records(io.StringIO(text, newline="")))
    return [(number, *row) for number, row in enumerate(found, 1) if any(cell.strip() for cell in row[0])]


def records(lines: Iterable[str], *, delimiter: str = ",", width: int = 0) -> Iterator[tuple[list[str], str]]:
    """(cells, text) of every record of `lines`, which keep their ends; a blank line is one of no cells.

    A quotation mark may hold line breaks, but one left open may not swallow the rows after it: lines belong
    together only where that gives `width` cells (0: as many as the first record has) and none of them is a
    row by itself. A line whose quotation mark stays open is a record of one cell.
    """
    source, back = iter(lines), deque[str]()
    while (line := _next_line(source, back)) is not None:
        taken = [line]
        cells = _joined(taken, delimiter=delimiter, width=width)
        while cells is None and len(taken) < _LONGEST_RECORD:
            more = _next_line(source, back)
            if more is None:
                break
            taken.append(more)
            if width > 2 and len(_whole_record([more], delimiter=delimiter) or ()) == width:
                break
            cells = _joined(taken, delimiter=delimiter, width=width)
        if cells is None:
            back.extendleft(reversed(taken[1:]))
            del taken[1:]
        text = "".join(taken).rstrip("\r\n")
        width = width or len(cells or ())
        yield [text] if cells is None else cells, text


def _next_line(source: Iterator[str], back: deque[str]) -> str | None:
    return back.popleft() if back else next(source, None)


def _joined(lines: list[str], *, delimiter: str, width: int) -> list[str] | None:
    """The cells of lines that make one record together; None where they do not."""
    if len(lines) == 1 and '"' not in lines[0]:
        return lines[0].rstrip("\r\n").split(delimiter) if lines[0].strip() else []
    cells = _whole_record(lines, delimiter=delimiter)
    if len(lines) == 1 or cells is None:
        return cells
    ends = (line.replace('"', "").count(delimiter) + 1 for line in (lines[0], lines[-1]))
    # Two rows with a stray quotation mark each look like one with a line break: rather set two aside.
    return None if len(cells) != (width or len(cells)) or (width > 2 and set(ends) == {width}) else cells


def _whole_record(lines: list[str], *, delimiter: str) -> list[str] | None:
    """The cells of lines that end where their one record does; None where a quotation mark stays open."""
    reader = csv.reader(chain(lines, [""]), delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error:
        return None
    return cells if reader.line_num == len(lines) else None


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
    return _utf8_or_windows([head]) if _reads_as_words(head) else None


def _utf8_or_windows(blocks: Iterable[bytes]) -> str:
    """Text with letters that are not UTF-8 is Windows-1252; if it has some that are, it is damaged UTF-8."""
    decoder = codecs.getincrementaldecoder(_PLAIN)("surrogateescape")
    others = {letter for block in blocks for letter in set(decoder.decode(block)) if not letter.isascii()}
    foreign = {letter for letter in others if "\udc80" <= letter <= "\udcff"}
    if not foreign:
        return _PLAIN
    return _DAMAGED if others - foreign else _WINDOWS


def _reads_as_words(head: bytes) -> bool:
    """Whether bytes that are not UTF-8 may be a text: one has hardly any control characters."""
    control = sum(head.count(bytes((code,))) for code in range(32) if code not in (9, 10, 12, 13))
    return control <= len(head) // 500


def _delimiter(text: str) -> str:
    """What stands between the cells: it takes the most lines apart into the same number. Else a comma."""
    lines = [line for line in text.splitlines()[:_SNIFFED_LINES] if line.strip()]
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(_joined([line], delimiter=delimiter, width=0) or ()) for line in lines)
        widths.pop(0, None)
        widths.pop(1, None)
        if widths:
            width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (agreeing, width) > most:
                best, most = delimiter, (agreeing, width)
    return best
