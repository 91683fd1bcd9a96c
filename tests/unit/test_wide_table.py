"""The wide table kind: what an analyst laid out comes back; what cannot be told is set aside and remedied."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from data.month import Month
from data.sources import wide_table
from data.sources.kinds import InputFile, Loaded
from tests.unit.ugly_sheets import BLANK, GAP, HIDDEN, Ugly, ugly_sheets, write

TODAY = dt.date(2024, 6, 1)


def load(path: Path) -> Loaded:
    match = wide_table.matches(InputFile(path=path, name=path.name, sha256="0"))
    assert match is not None, "not recognised"
    loaded = wide_table.load(match, today=TODAY)
    counted = [item for item in loaded.set_aside if item.row is not None]
    assert loaded.rows_read == len(loaded.frame) + len(counted)
    assert all(item.reason and item.remedy for item in loaded.set_aside)
    assert all(item.column and item.text for item in counted)
    return loaded


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ugly_sheets())
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, ugly: Ugly) -> None:
    loaded = load(write(ugly, tmp_path_factory.mktemp("ugly")))
    said = "\n".join(loaded.understood)
    found = {
        (row.area, row.measure, (row.period_start.year, row.period_start.month)): HIDDEN
        if row.status == "hidden"
        else row.value
        for row in loaded.frame.itertuples(index=False)
    }
    expected = {key: value for key, value in ugly.truth.items() if value not in (GAP, BLANK)}
    assert found == expected, said
    assert [item.reason[:12] for item in loaded.set_aside] == ["not supplied"] * sum(
        value == GAP for value in ugly.truth.values()
    ), said
    assert "disagrees" not in said
    ends = {(row.period_start, row.period_end) for row in loaded.frame.itertuples(index=False)}
    assert all(last == Month.of(start).last_day for start, last in ends)
    assert all(math.isnan(row.value) == (row.status == "hidden") for row in loaded.frame.itertuples())
