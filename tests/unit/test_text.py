"""Text as people save it: the same cells come back, and an open quotation mark swallows no row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.sources.kinds import InputFile
from data.sources.records import LONGEST_LINE, records
from data.sources.text import HEAD_BYTES, made_plain, made_readable, read_start, read_text, table_rows

_WORDS = st.text(st.sampled_from("abcé £0123456789.'()-"), min_size=1, max_size=12)
_TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(_WORDS, min_size=width, max_size=width), min_size=2, max_size=20)
)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")


def _file(folder: Path, content: bytes, name: str = "t.csv") -> InputFile:
    path = folder / name
    path.write_bytes(content)
    return InputFile(path=path, name=f"given/{name}", sha256="")


def _written(table: list[list[str]], *, delimiter: str, end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(table)
    return text.getvalue()


@given(
    table=_TABLES,
    encoding=st.sampled_from(_ENCODINGS),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(("\n", "\r\n", "\r")),
)
def test_the_same_cells_come_back_however_they_were_saved(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], encoding: str, delimiter: str, end: str
) -> None:
    folder = tmp_path_factory.mktemp("text")
    ends = [["first column", *(f"column {number}" for number in range(1, len(table[0])))], *table]
    file = _file(folder, _written(ends, delimiter=delimiter, end=end).encode(encoding))
    plain, note = made_plain(file, folder=folder / "plain")
    assert [cells for _, cells, _ in table_rows(read_text(plain.path))] == ends
    assert (plain.name, plain.path.name) == (file.name, file.path.name)
    usual = delimiter == "," and end != "\r" and encoding.startswith("utf-8")
    if usual:
        assert (plain, note) == (file, "")
    elif encoding != "cp1252" or "é" in str(ends) or "£" in str(ends) or delimiter != "," or end == "\r":
        assert plain != file
        assert note.startswith("Read ")


def test_a_later_byte_of_another_encoding_is_found(tmp_path: Path) -> None:
    file = _file(tmp_path, b"area,value\n" + b"Ashford,1\n" * HEAD_BYTES + "Café,2\n".encode("cp1252"))
    assert made_plain(file, folder=tmp_path / "plain") == (file, "")
    plain, note = made_readable(file, folder=tmp_path / "plain")
    assert note == "Read as Windows-1252 (Latin-1)."
    assert read_text(plain.path).endswith("Café,2\n")
    assert read_text(file.path) == read_text(plain.path)


def test_what_stands_beside_a_file_goes_with_its_copy(tmp_path: Path) -> None:
    file = _file(tmp_path, "period;area\n2024;Ashford\n".encode("utf-16"))
    (tmp_path / "t.csv.yaml").write_text("source: force_extract\n")
    plain, note = made_plain(file, folder=tmp_path / "plain")
    assert note == "Read as UTF-16, with semicolons between the cells."
    assert plain.path.with_name("t.csv.yaml").read_text() == "source: force_extract\n"


@pytest.mark.parametrize("content", [b"", bytes(range(256)), b"PK\x03\x04;;;", b"\x89PNG\r\n\x1a\n\0\0;;"])
def test_what_is_no_text_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = _file(tmp_path, content)
    assert made_plain(file, folder=tmp_path / "plain") == (file, "")
    assert made_readable(file, folder=tmp_path / "plain") == (file, "")


def test_json_and_yaml_keep_their_lines(tmp_path: Path) -> None:
    for name in ("a.geojson", "b.yaml"):
        file = _file(tmp_path, '{"a;b": "c;d",\n "e;f": "g;h"}'.encode("utf-16"), name)
        plain, _ = made_plain(file, folder=tmp_path / "plain")
        assert read_text(plain.path) == '{"a;b": "c;d",\n "e;f": "g;h"}'


def test_a_line_without_an_end_is_cut_and_the_rows_around_it_stand(tmp_path: Path) -> None:
    for delimiter in (",", ";"):
        line = f"{delimiter}1".encode() * LONGEST_LINE
        rows = f"a{delimiter}b\n1{delimiter}2\n".encode()
        file = _file(tmp_path, rows + line + b"\n" + rows)
        plain, _ = made_plain(file, folder=tmp_path / "plain")
        readable, note = made_readable(plain, folder=tmp_path / "readable")
        found = table_rows(read_text(readable.path))
        assert [cells for _, cells, _ in found if len(cells) > 1] == [["a", "b"], ["1", "2"]] * 2
        assert found[2][1] == [line[:1000].decode()]
        assert ("is cut" in note) == (delimiter == ",")


def test_a_head_is_not_cut_inside_a_character(tmp_path: Path) -> None:
    assert read_start(_file(tmp_path, "aéé".encode()).path, size=2) == "a"
    assert read_start(_file(tmp_path, b"\0\1\2").path) is None


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # A note of two lines is one row.
        (["a,b,c\n", '1,"two\n', 'lines",3\n'], [["a", "b", "c"], ["1", "two\nlines", "3"]]),
        # A quotation mark inside a cell opens nothing.
        (["a,b\n", '5" pipe,1\n'], [["a", "b"], ['5" pipe', "1"]]),
        # One left open: its line is a row of one cell, and the rows after it stand.
        (
            ["a,b,c\n", '1,"2,3\n', "4,5,6\n", "7,8,9\n"],
            [["a", "b", "c"], ['1,"2,3'], ["4", "5", "6"], ["7", "8", "9"]],
        ),
        # Two left open in the same column do not make one row of all between them.
        (
            ["a,b,c\n", '1,"2,3\n', "4,5,6\n", '7,8",9\n'],
            [["a", "b", "c"], ['1,"2,3'], ["4", "5", "6"], ["7", '8"', "9"]],
        ),
        # The last line breaks off.
        (["a,b\n", '1,"2'], [["a", "b"], ['1,"2']]),
    ],
)
def test_an_open_quotation_mark_swallows_no_row(lines: list[str], rows: list[list[str]]) -> None:
    assert [cells for cells, _ in records(lines)] == rows
    assert [cells for _, cells, _ in table_rows("".join(lines))] == rows
