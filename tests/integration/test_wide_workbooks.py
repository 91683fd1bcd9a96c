"""Workbooks as analysts have them through the whole build: printed, kept, shown, and in the figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data import observed_queries
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD
from tests.unit import ugly_workbooks


@pytest.fixture(scope="module")
def built(
    small_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, ugly_workbooks.Truth]:
    """The small store with the three workbooks added, and what the command printed."""
    folder = tmp_path_factory.mktemp("wide") / "store"
    shutil.copytree(small_store, folder, symlinks=True)
    files = tmp_path_factory.mktemp("workbooks")
    truth = ugly_workbooks.asb_by_district(files / "asb.xlsx")
    ugly_workbooks.performance_pack(files / "pack.xlsx")
    ugly_workbooks.ward_profile(files / "wards.xlsx")
    result = CliRunner().invoke(app, ["build", str(files), "--store", str(folder)])
    assert result.exit_code == 0, result.output
    return folder, result.output, truth


def show(reference: Reference, name: str) -> View:
    return build_view(name, reference, parse("", vocabulary_of(reference)).selection)


def test_the_build_prints_and_keeps_what_it_understood(built: tuple[Path, str, ugly_workbooks.Truth]) -> None:
    folder, printed, _ = built
    words = " ".join(printed.split())
    assert "asb.xlsx, as it was understood:" in words
    assert "Sheet 'ASB 23-24': areas in column B (12 rows); months across row 6" in words
    assert "column O 'Total' disagrees with the sum of its 12 parts in O13, left out" in words
    reference = load_reference(Store(folder), Settings(store=folder))
    rows = [row for row in show(reference, "understood").table.records() if "asb.xlsx" in str(row["file"])]
    assert len(rows) == 4
    assert all(" ".join(str(row["understood"]).split()) in words for row in rows)
    files = {str(row["file"]).rsplit("/", 1)[-1]: row for row in show(reference, "sources").table.records()}
    assert files["asb.xlsx"]["kind"] == "wide_table"
    assert files["asb.xlsx"]["rows_read"] == files["asb.xlsx"]["rows_loaded"] == 288
    assert "cells" in str(files["asb.xlsx"]["note"])


def test_its_figures_are_those_of_the_workbook(built: tuple[Path, str, ugly_workbooks.Truth]) -> None:
    folder, _, truth = built
    reference = load_reference(Store(folder), Settings(store=folder))
    rows = observed_queries.get_observations(
        reference.snapshot, area_codes=[ASHFORD], measures=["asb_police_reports"]
    )
    found = {
        f"{row['period_start']:%Y-%m}": None if row["status"] == "hidden" else row["value"]
        for row in rows
        if row["source"] == "force_extract"
    }
    expected = {month: value for (area, _, month), value in truth.items() if area == "Ashford"}
    assert {month: found[month] for month in expected} == expected


def test_cells_set_aside_name_sheet_and_column(built: tuple[Path, str, ugly_workbooks.Truth]) -> None:
    folder, _, _ = built
    reference = load_reference(Store(folder), Settings(store=folder, audience=Audience.RESTRICTED))
    rows = [row for row in show(reference, "set-aside").table.records() if ".xlsx" in str(row["file"])]
    unknown = [row for row in rows if "outside the areas" in str(row["reason"])]
    assert {row["column"] for row in unknown} == {f"sheet 'Table 1', column {column}" for column in "DFH"}
    assert all(row["remedy"] and (row["row"] is None or row["text"]) for row in rows)
    assert any(row["row"] is None and row["column"] == "sheet 'Pivot'" for row in rows)
