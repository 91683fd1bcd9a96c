"""What a row of a STATS19 file is: every line but the blank ones, however a spreadsheet left them blank."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.build.road_files import RoadReader
from data.sources.kinds import InputFile
from data.sources.stats19_adjustment import load, matches

HEADER = "collision_index,vehicle_reference,casualty_reference,adjusted_serious"
GOOD = "2022460000001,1,1,0.25"


@pytest.mark.parametrize("blank", [",,,", " ,\u00a0, ,", '"",,," "', ""])
@pytest.mark.parametrize("broken", [",1,2,0.5", "2022460000002,1,2,0.5,more"])
def test_a_row_of_blank_cells_is_no_row(tmp_path: Path, blank: str, broken: str) -> None:
    path = tmp_path / "adjustment.csv"
    path.write_text("\n".join([HEADER, GOOD, blank, broken, blank]) + "\n", encoding="utf-8")
    match = matches(InputFile(path=path, name=path.name, sha256="0" * 64))
    assert match is not None
    reader = RoadReader(folder=tmp_path / "store", scratch=tmp_path, today=dt.date(2024, 5, 1))
    found = reader.read(match.file, load(match), name="x")
    assert (found.rows_read, sum(part.rows for part in found.parts)) == (2, 1)
    (aside,) = found.set_aside
    assert (aside.row, aside.text) == (4, broken)
