"""Every way in which a seed is spoilt. A case says, where it can be told, how many rows it holds."""

from __future__ import annotations

import csv
import io
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl import Workbook, load_workbook

from tests.fuzz import layers, tables
from tests.fuzz.seeds import Grid, Seed, as_csv

Files = dict[str, bytes]
_SIDECARS = (
    b"a: b: c",
    b"",
    b"[1, 2]",
    b"source: 5\nextracted: 2024-99-99\n",
    b"vintage: 2021\nyear: x\n",
    b"\xff\xfe\x00",
    b"&a [*a]",
    b"demonstration: yes please\n",
)


@dataclass(frozen=True)
class Case:
    """Files to take in. `rows`: how many rows the file called `name` holds, None where it is not known.

    `lines`: the cells of its rows, header and all, where each is one line.
    """

    seed: Seed
    group: str
    change: str
    files: Files
    name: str
    rows: int | None = None
    lines: Grid = field(default_factory=list)


def make_case(seeds: list[Seed], number: int, *, run: int) -> Case:
    """The case of a number: the same in every run of the same `run`."""
    draw = random.Random(f"{run}/{number}")
    seed = seeds[number % len(seeds)]
    makers = [maker for forms, maker in MAKERS if seed.form in forms]
    return makers[(number // len(seeds)) % len(makers)](seed, draw)


def _rows_in(seed: Seed, rows: Grid) -> int | None:
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[seed.preamble :]]
    if not seed.counted or (seed.kind == "official_totals" and 1 in filled):
        # A line of words in its first cell alone is a note of the publisher's, or was a row.
        return None
    return sum(map(bool, filled))


def _grid(seed: Seed) -> Grid:
    if seed.form == "workbook":
        sheet = load_workbook(io.BytesIO(seed.content)).worksheets[-1]
        return [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
    return list(csv.reader(io.StringIO(seed.content.decode(), newline="")))


def _case(
    seed: Seed, group: str, change: str, content: bytes, *, rows: int | None = None, lines: Grid | None = None
) -> Case:
    return Case(seed, group, change, {seed.name: content, **seed.beside}, seed.name, rows, lines or [])


def _table(group: str) -> Callable[[Seed, random.Random], Case]:
    def make(seed: Seed, draw: random.Random) -> Case:
        change = draw.choice(tables.CHANGES[group])
        rows = change([list(row) for row in _grid(seed)], draw, seed.preamble)
        broken = change in (tables.only_header, tables.title_above, tables.header_again)
        count = None if broken else _rows_in(seed, rows)
        if seed.form == "workbook":
            return _case(seed, group, change.__name__, _workbook(rows, draw))
        flat = not any("\n" in cell for row in rows for cell in row)
        return _case(seed, group, change.__name__, as_csv(rows), rows=count, lines=rows if flat else None)

    return make


def _workbook(rows: Grid, draw: random.Random) -> bytes:
    """The rows in the last sheet, some cells as numbers and dates, as a spreadsheet would have them."""
    workbook = Workbook()
    workbook.worksheets[0].title = "Notes"
    sheet = workbook.create_sheet("Data")
    for row in rows:
        sheet.append([_typed(cell, draw) for cell in row])
    return _saved(workbook)


def _typed(cell: str, draw: random.Random) -> object:
    cell = "".join(letter for letter in cell if letter.isprintable())[:32_000]
    if draw.random() < 0.5:
        return cell
    if cell.isascii() and cell.isdecimal() and len(cell) < 300:
        return int(cell)
    try:
        return datetime.strptime(cell, "%Y-%m")  # noqa: DTZ007  spreadsheets have no time zones
    except ValueError:
        return cell


def _saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _delimiter(seed: Seed, draw: random.Random) -> Case:
    delimiter, end = draw.choice((";", "\t", "|")), draw.choice(("\n", "\r\n", "\r"))
    rows = _grid(seed)
    content = (
        as_csv(rows, delimiter=delimiter, end=end)
        .decode()
        .encode(draw.choice(("utf-8", "utf-16", "utf-8-sig")))
    )
    return _case(seed, "delimiter", repr(delimiter), content, rows=_rows_in(seed, rows), lines=rows)


def _encoding(seed: Seed, draw: random.Random) -> Case:
    encoding = draw.choice(
        (
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-8-sig",
            "latin-1",
            "cp1252",
            "utf-32",
            "utf-7",
            "cp500",
            "two marks",
        )
    )
    text = seed.content.decode()
    if seed.form == "table":
        text = text.replace("Alder", draw.choice(("Alder", "Älder", "Alder £5")))
        text = text.replace("\r\n", draw.choice(("\r\n", "\n", "\r")))
    content = (
        b"\xef\xbb\xbf" + text.encode("utf-8-sig")
        if encoding == "two marks"
        else text.encode(encoding, "replace")
    )
    known = seed.form == "table" and encoding not in ("utf-7", "cp500", "two marks")
    rows = _grid(seed) if known else []
    return _case(seed, "encoding", encoding, content, rows=_rows_in(seed, rows) if known else None)


def _truncated(seed: Seed, draw: random.Random) -> Case:
    cut = draw.randrange(len(seed.content))
    content = seed.content[:cut]
    rows = None
    if seed.form == "table":
        # No cell of a seed holds a line break: a line is a row, the last one perhaps a piece of one.
        lines = [
            line
            for line in content.decode("utf-8", "ignore").split("\r\n")[seed.preamble :]
            if line.strip(", ")
        ]
        rows = len(lines) if seed.counted and seed.kind != "official_totals" else None
    return _case(seed, "truncated", "truncated", content, rows=rows)


def _stray_quote(seed: Seed, draw: random.Random) -> Case:
    lines = seed.content.decode().removesuffix("\r\n").split("\r\n")
    at = draw.randrange(seed.preamble, len(lines))
    cells = lines[at].split(",")
    cell = draw.randrange(len(cells))
    cells[cell] = '"' + cells[cell]
    lines[at] = ",".join(cells)
    rows = _rows_in(seed, _grid(seed))
    exact = '"' not in ",".join(cells[:cell] + cells[cell][1:].split() + cells[cell + 1 :])
    official = seed.kind == "official_totals"
    return _case(
        seed, "quotes", "stray", "\r\n".join(lines).encode(), rows=rows if exact and not official else None
    )


def _bytes(seed: Seed, draw: random.Random) -> Case:
    content = bytearray(seed.content)
    change = draw.choice(("flipped", "cut out", "doubled", "random", "zeros", "swapped"))
    at = draw.randrange(len(content))
    length = min(draw.choice((1, 7, 64, 1000)), len(content) - at)
    if change == "flipped":
        for _ in range(draw.choice((1, 5, 50))):
            content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    elif change == "cut out":
        del content[at : at + length]
    elif change == "doubled":
        content[at:at] = content[at : at + length]
    elif change == "random":
        content[at : at + length] = draw.randbytes(length)
    elif change == "zeros":
        content[at : at + length] = bytes(length)
    else:
        content[at : at + length] = content[at : at + length][::-1]
    return _case(seed, "bytes", change, bytes(content))


def _long_line(seed: Seed, draw: random.Random) -> Case:
    tail = draw.choice((b"z", b",", b'"', b"1,", b"\r")) * draw.choice((70_000, 300_000, 2_500_000))
    where = draw.choice(("start", "end"))
    content = tail + seed.content if where == "start" else seed.content + tail
    known = seed.form == "table" and where == "end" and tail[:1] == b"z"
    rows = _rows_in(seed, [*_grid(seed), [tail.decode()]]) if known else None
    return _case(seed, "long line", where, content, rows=rows)


def _sidecar(seed: Seed, draw: random.Random) -> Case:
    case = _case(seed, "sidecar", "sidecar", seed.content)
    return Case(
        seed, case.group, case.change, {**case.files, f"{seed.name}.yaml": draw.choice(_SIDECARS)}, seed.name
    )


def _companion(seed: Seed, draw: random.Random) -> Case:
    beside = dict(seed.beside)
    if not beside:
        return _bytes(seed, draw)
    name = draw.choice(sorted(beside))
    change = draw.choice(("missing", "cut", "flipped", "empty"))
    content = bytearray(beside.pop(name))
    if change == "cut":
        beside[name] = bytes(content[: draw.randrange(len(content))])
    elif change == "flipped":
        content[draw.randrange(len(content))] ^= 0xFF
        beside[name] = bytes(content)
    elif change == "empty":
        beside[name] = b""
    return Case(seed, "companions", change, {seed.name: seed.content, **beside}, seed.name)


def _zip(seed: Seed, draw: random.Random) -> Case:
    method = draw.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    change = draw.choice(
        (
            "whole",
            "cut",
            "flipped",
            "climbing",
            "absolute",
            "nested",
            "encrypted",
            "bomb",
            "claims",
            "comment",
        )
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        prefix = {"climbing": "../../../", "absolute": "/"}.get(change, "")
        for name, part in {seed.name: seed.content, **seed.beside}.items():
            archive.writestr(f"{prefix}{name}", part)
        if change == "bomb":
            archive.writestr("bomb.csv", bytes(30_000_000), compress_type=zipfile.ZIP_DEFLATED)
        if change == "comment":
            archive.comment = draw.randbytes(200)
    packed = bytearray(content.getvalue())
    if change == "nested":
        for depth in range(draw.randint(1, 5)):
            outer = io.BytesIO()
            with zipfile.ZipFile(outer, "w") as archive:
                archive.writestr(f"{depth}.zip", bytes(packed))
            packed = bytearray(outer.getvalue())
    elif change == "cut":
        del packed[draw.randrange(len(packed)) :]
    elif change == "flipped":
        for _ in range(draw.choice((1, 3, 20))):
            packed[draw.randrange(len(packed))] ^= 1 << draw.randrange(8)
    elif change == "encrypted":
        packed[6] |= 1
        packed[packed.index(b"PK\x01\x02") + 8] |= 1
    elif change == "claims":
        at = packed.index(b"PK\x01\x02") + draw.choice((16, 20, 24, 28, 30, 42))
        packed[at : at + 4] = struct.pack("<I", draw.choice((0, 1, 100, 2**31, 2**32 - 1)))
    return Case(seed, "zip", change, {"given.zip": bytes(packed)}, f"given.zip/{seed.name}")


def _spreadsheet(seed: Seed, draw: random.Random) -> Case:
    workbook = load_workbook(io.BytesIO(seed.content))
    sheet = workbook.worksheets[-1]
    change = draw.choice(
        (
            "formulas",
            "merged",
            "far cell",
            "errors",
            "hidden",
            "two sheets",
            "empty sheets",
            "floats",
            "dates",
        )
    )
    height, width = sheet.max_row, sheet.max_column

    def spot() -> tuple[int, int]:
        return draw.randint(1, height), draw.randint(1, width)

    if change == "merged":
        (top, left), (bottom, right) = spot(), spot()
        sheet.merge_cells(
            start_row=min(top, bottom),
            end_row=max(top, bottom),
            start_column=min(left, right),
            end_column=max(left, right),
        )
    elif change == "far cell":
        sheet.cell(row=draw.choice((1_048_576, 20_000)), column=draw.choice((16_384, 300)), value="x")
    elif change == "hidden":
        workbook.create_sheet("Notes", 0)
        sheet.sheet_state = "hidden"
        workbook.active = 0
    elif change == "two sheets":
        workbook.copy_worksheet(sheet)
    elif change == "empty sheets":
        for _ in range(5):
            workbook.create_sheet(index=draw.randrange(3))
    else:
        values: dict[str, tuple[object, ...]] = {
            "formulas": ("=1+1", "=A1", "=SUM(A1:A9)", "=1/0", "=NOW()"),
            "errors": ("#N/A", "#REF!", "#DIV/0!", True, False),
            "floats": (0.1 + 0.2, 1e300, -1.5, 12.0, 45000.5),
            "dates": (datetime(2023, 4, 1), datetime(1900, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001
        }
        for _ in range(draw.choice((1, 10, 60))):
            row, column = spot()
            sheet.cell(row=row, column=column).value = draw.choice(values[change])  # type: ignore[assignment]
    return _case(seed, "workbook", change, _saved(workbook))


def _sheet_xml(seed: Seed, draw: random.Random) -> Case:
    """The parts inside the workbook, changed one by one."""
    changes = (
        "entity bomb",
        "strings bomb",
        "cut",
        "flipped",
        "far dimension",
        "no strings",
        "huge number",
        "encoding",
    )
    change = draw.choice(changes)
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(seed.content)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        at = draw.choice([name for name in names if name.endswith(".xml")])
        for name in names:
            part = old.read(name)
            if change == "no strings" and name.endswith("sharedStrings.xml"):
                continue
            if name == at or "sheet" in name:
                part = _xml_part(part, name, change, draw)
            new.writestr(name, part)
    return _case(seed, "workbook", change, content.getvalue())


def _xml_part(part: bytes, name: str, change: str, draw: random.Random) -> bytes:
    if change == "entity bomb":
        entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9))
        part = part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a0 "ha">' + entities + b"]>", 1)
        return part.replace(b"<v>", b"<v>&a8;", 3).replace(b"<t>", b"<t>&a8;", 3)
    if change == "strings bomb" and name.endswith("sharedStrings.xml"):
        return part.replace(b"<t>", b"<t>" + b"0" * 20_000_000, 1)
    if change == "far dimension":
        return part.replace(b'r="A2"', b'r="XFD1048576"').replace(b'r="2"', b'r="1048576"')
    if change == "huge number":
        return part.replace(b"<v>", b"<v>9e99", 3)
    if change == "encoding":
        return part.replace(b"UTF-8", b"UTF-16").replace(b"a", b"\xe9", 2)
    if change == "cut":
        return part[: draw.randrange(1, len(part))]
    if change == "flipped":
        spoilt = bytearray(part)
        spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
        return bytes(spoilt)
    return part


def _layer(seed: Seed, draw: random.Random) -> Case:
    change, content, rows = layers.spoil(seed.content, draw)
    return _case(seed, "layer", change, content, rows=rows if seed.name.endswith(".geojson") else None)


_ALL = ("table", "json", "workbook", "binary", "yaml")
MAKERS: list[tuple[tuple[str, ...], Callable[[Seed, random.Random], Case]]] = [
    *((("table", "workbook"), _table(group)) for group in tables.CHANGES),
    *((("table", "workbook"), _table(group)) for group in ("columns", "rows", "numbers", "cells")),
    (("table",), _delimiter),
    (("table", "json", "yaml"), _encoding),
    (_ALL, _truncated),
    (("table",), _stray_quote),
    (_ALL, _bytes),
    (("table", "json"), _long_line),
    (_ALL, _sidecar),
    (("binary",), _companion),
    (_ALL, _zip),
    (("workbook",), _spreadsheet),
    (("workbook",), _spreadsheet),
    (("workbook",), _sheet_xml),
    (("json",), _layer),
    (("json",), _layer),
    (("json",), _layer),
]
