"""Published figures come out as they were written, with their own periods, and never among monthly counts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dashboard.held_reference import load_reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.settings import Audience, Settings
from data.store import Store

LOOKUP = """WD25CD,WD25NM,LAD25CD,LAD25NM
E05000001,Church,E07000001,Upland
E05000002,Mill,E07000001,Upland
"""
SERIES = """period,area,measure,value,breakdown,category,status,note,source
2022-01 to 2022-12,E07000001,marac_cases,177,,,published,as printed,published_papers
2021-07 to 2022-06,E05000001,oss_visitors_gender_pct,*,sex,men,published,,published_papers
2021-07 to 2022-06,E05000001,oss_visitors_gender_pct,93,sex,women,published,,published_papers
2022-03,E07000001,asb_council_incidents,12,,,final,,council
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = tmp_path_factory.mktemp("files")
    (files / "wards.csv").write_text(LOOKUP)
    (files / "figures.csv").write_text(SERIES)
    folder = tmp_path_factory.mktemp("store")
    build_store([files], folder=folder)
    return folder


@pytest.mark.parametrize("audience", Audience)
def test_a_published_figure_is_shown_as_it_was_written(store: Path, audience: Audience) -> None:
    reference = load_reference(Store(store), Settings(store=store, audience=audience))
    selection = parse("area=E07000001", vocabulary_of(reference)).selection

    records = build_view("published", reference, selection).table.records()

    written = [row for row in csv.DictReader(SERIES.splitlines()) if row["source"] == "published_papers"]
    shown = [
        (row["area_code"], f"{row['from']} to {row['to']}", row["category"], row["value"]) for row in records
    ]
    assert shown == [
        (row["area"], row["period"], row["category"], int(row["value"]) if row["value"] != "*" else None)
        for row in written
    ]
    assert [row["status"] for row in records] == ["published", "hidden", "published"]


def test_an_area_without_published_figures_says_how_they_come_in(store: Path, tmp_path: Path) -> None:
    (tmp_path / "wards.csv").write_text(LOOKUP)
    (tmp_path / "figures.csv").write_text("\n".join([SERIES.splitlines()[0], SERIES.splitlines()[-1]]))
    build_store([tmp_path], folder=tmp_path / "store")
    reference = load_reference(Store(tmp_path / "store"), Settings(store=tmp_path / "store"))
    selection = parse("area=E07000001", vocabulary_of(reference)).selection

    view = build_view("published", reference, selection)

    assert view.table.rows == ()
    assert "tidy series file" in view.empty


def test_estimates_are_listed_by_year_not_by_month(store: Path, tmp_path: Path) -> None:
    head = SERIES.splitlines()[0]
    rows = (
        "2022-03,E07000001,ksi_adjusted,1.5,,,final,,stats19",
        "2022-01 to 2022-12,E07000001,ksi_adjusted,17.5,,,final,,stats19",
    )
    (tmp_path / "wards.csv").write_text(LOOKUP)
    (tmp_path / "figures.csv").write_text("\n".join([head, *rows]))
    build_store([tmp_path], folder=tmp_path / "store")
    reference = load_reference(Store(tmp_path / "store"), Settings(store=tmp_path / "store"))
    selection = parse("area=E07000001", vocabulary_of(reference)).selection
    records = build_view("published", reference, selection).table.records()
    assert [(row["value"], f"{row['from']} to {row['to']}") for row in records] == [
        (17.5, "2022-01 to 2022-12")
    ]
