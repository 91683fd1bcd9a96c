"""Published tables as they arrive when something went wrong: no crash, and no row lost in silence."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from pathlib import Path

import pytest

from data.errors import UnreadableFileError
from data.sources import deprivation, official_totals
from data.sources.kinds import InputFile, Loaded
from tests.unit.test_deprivation import PUBLISHED, ROW
from tests.unit.test_official_totals import ROWS, grid

DAMAGES = 400
NOISE = [b'"', b",", b"\n", b"\r", b";", b"\0", b"\xff", b"[x]", b"-1", b"1e999", b"nan", b"\xe2\x80\x93"]


def written(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


OFFICIAL = written(grid(["Robbery", "Burglary"], [["1,234 ", str(n)] for n in range(len(ROWS))]))
INDICES = written([PUBLISHED, *([f"E0100000{n}", *ROW[1:]] for n in range(1, 9))])


def damaged(content: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(content))
        kind = draw.randrange(4)
        if kind == 0:
            content = content[:at] + draw.choice(NOISE) + content[at:]
        elif kind == 1:
            content = content[:at] + content[at + draw.randint(1, 30) :]
        elif kind == 2:
            content = content[: max(at, 40)]
        else:
            lines = content.split(b"\n")
            draw.shuffle(lines)
            content = b"\n".join(lines)
    return content


@pytest.mark.parametrize(
    ("kind", "content"), [(official_totals, OFFICIAL), (deprivation, INDICES)], ids=["official", "indices"]
)
def test_a_damaged_table_loses_no_row_in_silence(kind, content: bytes, tmp_path: Path) -> None:
    draw = random.Random(20251)  # noqa: S311  not for secrets
    loads = 0
    for _ in range(DAMAGES):
        bad = damaged(content, draw)
        path = tmp_path / "imd2019_ye_june2025.csv"
        path.write_bytes(bad)
        match = kind.matches(InputFile(path, path.name, hashlib.sha256(bad).hexdigest()))
        if match is None:
            continue
        try:
            loaded: Loaded = kind.load(match)
        except UnreadableFileError as error:
            assert error.file and error.remedy
            continue
        loads += 1
        aside = [item.row for item in loaded.set_aside if item.row is not None]
        assert len(aside) == len(set(aside))
        assert all(item.reason and item.remedy for item in loaded.set_aside)
        if "row_number" in loaded.frame:
            taken = set(loaded.frame["row_number"])
            assert not taken & set(aside)
        else:
            taken = set(loaded.frame["lsoa"])
        assert loaded.rows_read == len(taken) + len(aside)
    assert loads > DAMAGES / 8


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_a_quotation_mark_left_open_costs_its_own_row_alone(row: int, tmp_path: Path) -> None:
    head, *lines = OFFICIAL.split(b"\r\nE2")
    lines[row] = b'E2"'.join(lines[row].split(b",West" if row < 6 else b",East", 1))
    path = tmp_path / "c2.csv"
    path.write_bytes(b"\r\nE2".join([head, *lines]))
    match = official_totals.matches(InputFile(path, path.name, "0"))
    assert match is not None
    loaded = official_totals.load(match)
    # Two lines and the heads stand above.
    assert [item.row for item in loaded.set_aside] == [4 + row]
    assert loaded.rows_read == len(ROWS)
