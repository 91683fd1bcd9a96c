"""The official table of the year ending June 2025, and numbers read off it by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pandas as pd
import pytest

from data.sources.kinds import InputFile, Loaded
from data.sources.official_totals import load, matches

pytestmark = pytest.mark.realdata
KENT = "E23000032"


@pytest.fixture(scope="module")
def table() -> Loaded:
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    path = next((Path(named) / "official").glob("*.csv"))
    match = matches(InputFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
    assert match is not None
    return load(match, today=dt.date(2025, 12, 1))


def _value(table: Loaded, area: str, measure: str, *, category: str = "") -> float:
    rows = table.frame
    found = rows[(rows["area"] == area) & (rows["measure"] == measure) & (rows["category"] == category)]
    assert len(found) == 1
    return float(found["value"].iloc[0])


def test_numbers_as_printed(table: Loaded) -> None:
    assert _value(table, "E07000105", "all_crime") == 9_789
    assert _value(table, "E07000105", "shoplifting") == 1_238
    assert _value(table, "E07000105", "violence_with_injury") == 927
    assert _value(table, "E22000352", "all_crime") == 22_451
    assert _value(table, KENT, "all_crime") == 160_259
    assert _value(table, KENT, "all_crime", category="Unassigned Kent") == 2_037
    assert _value(table, "W06000010", "all_crime") > 0
    assert set(table.frame["period_start"]) == {dt.date(2024, 7, 1)}
    assert set(table.frame["period_end"]) == {dt.date(2025, 6, 30)}


def test_every_row_is_read_and_two_that_bear_another_forces_code_are_not_taken(table: Loaded) -> None:
    assert table.rows_read == 399
    assert [item.row for item in table.set_aside] == [129, 339]
    assert table.frame["row_number"].nunique() == 397
    assert table.frame["measure"].nunique() == 23


@pytest.mark.parametrize("measure", ["all_crime", "burglary", "shoplifting", "violence_without_injury"])
def test_partnerships_and_unassigned_are_the_force(table: Loaded, measure: str) -> None:
    rows = table.frame[table.frame["measure"] == measure]
    kent = rows[rows["row_number"].between(162, 175)]
    assert len(kent) == 14
    assert kent["value"].iloc[1:].sum() == kent["value"].iloc[0]


def test_offence_groups_are_the_total_in_every_row(table: Loaded) -> None:
    wide = table.frame.pivot_table(index="row_number", columns="measure", values="value", aggfunc="sum")
    groups = wide[
        [
            *("violence_against_the_person", "sexual_offences", "robbery", "theft_offences"),
            *("arson_and_criminal_damage", "drug_offences", "possession_of_weapons", "public_order"),
            "other_crime",
        ]
    ]
    difference = groups.sum(axis=1) - wide["all_crime"]
    assert isinstance(difference, pd.Series)
    assert (difference == 0).all()
