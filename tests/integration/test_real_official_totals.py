"""The official table of the year ending June 2025, and numbers read off it by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pandas as pd
import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.settings import Settings
from data.sources.kinds import InputFile, Loaded
from data.sources.official_totals import load, matches
from data.store import Store

pytestmark = pytest.mark.realdata
KENT = "E23000032"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """A store of the ten months of 2025 and the official totals."""
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    real, folder = Path(named), tmp_path_factory.mktemp("store")
    places = ["boundaries/wards_2025_kent_medway.geojson", "lookups", "population"]
    build_store(
        [real / name for name in (*places, "police/kent-2025-01-to-2025-10.zip", "official")],
        folder=folder,
        clock=lambda: dt.datetime(2025, 12, 1, tzinfo=dt.UTC),
    )
    return load_reference(Store(folder), Settings(store=folder))


def _show(reference: Reference, name: str, query: str) -> View:
    return build_view(name, reference, parse(query, vocabulary_of(reference)).selection)


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


def test_ashford_by_police_uk_and_by_the_official_total(reference: Reference) -> None:
    view = _show(reference, "reconciliation", "area=E07000105")
    official, police = view.table.records()
    assert (official["source"], official["value"], official["from"], official["to"]) == (
        *("ONS", 9_789),
        *("2024-07", "2025-06"),
    )
    assert (police["source"], police["value"], police["from"], police["to"]) == (
        *("police.uk", 7_670),
        *("2025-01", "2025-10"),
    )
    assert (police["months"], police["complete_months"], police["overlap_months"]) == (10, 10, 6)
    assert (police["same_months"], police["gap"], police["gap_pct"]) == ("no", -2_119, -21.6)
    # 7,670 in 304 days against 9,789 in 365.
    assert (official["per_day"], police["per_day"], police["gap_per_day_pct"]) == (26.8, 25.2, -5.9)
    assert "1,813 rows" in str(police["counted"])


def test_kent_is_its_eleven_partnerships_and_the_force_its_own_row(reference: Reference) -> None:
    kent, *_ = _show(reference, "reconciliation", "area=E10000016").table.records()
    assert kent["value"] == 160_259 - 2_037 - 27_321
    force, *_ = _show(reference, "reconciliation", "area=E23000032").table.records()
    assert force["value"] == 160_259
    dartford = _show(reference, "reconciliation", "area=E07000107")
    assert [row["source"] for row in dartford.table.records()] == ["police.uk"]
    assert any("Dartford and Gravesham" in caveat for caveat in dartford.caveats)
