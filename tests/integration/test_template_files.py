"""`csp template` and then `csp build`: a template as it is written, filled in, or left among own rows."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.held_reference import load_reference
from data import observed_queries, queries
from data.build.pipeline import BuildResult, build_store
from data.catalogue import load_catalogue
from data.check import find_problems
from data.demonstration.area_files import write_boundaries, write_lookups
from data.demonstration.places import make_places
from data.settings import Settings
from data.store import Snapshot, Store
from data.templates import TemplateKind
from data.templates.example_rows import ACTIONS, EXAMPLE_PLAN
from tests.integration.small_files import ASHFORD, SmallCounty, write_small_files

OWN: Sequence[Any] = ("2023-05", "Ashford", "asb_council_incidents", "council", 7)


@pytest.fixture(scope="module")
def places(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of areas only: nothing real in it."""
    files = write_small_files(tmp_path_factory.mktemp("files"), county)
    for path in files.iterdir():
        if path.name.startswith("20") or path.name == "series.csv":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    folder = tmp_path_factory.mktemp("places")
    build(folder, files)
    return folder


@pytest.fixture
def folder(places: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(places, tmp_path / "store", symlinks=True))


def build(folder: Path, *paths: Path) -> BuildResult:
    result = build_store(list(paths), folder=folder, clock=lambda: dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    assert not find_problems(Store(folder).snapshot())
    return result


def template(tmp_path: Path, kind: TemplateKind, *more: str) -> Path:
    path = tmp_path / f"{kind}.xlsx"
    answer = CliRunner().invoke(
        app, ["template", str(kind), "--output", str(path), "--store", str(tmp_path / "none"), *more]
    )
    assert answer.exit_code == 0, answer.output
    return path


def add_row(path: Path, cells: Sequence[Any], *, keep_examples: bool) -> None:
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    if not keep_examples:
        page.delete_rows(2, 2)
    for at, cell in enumerate(cells, 1):
        page.cell(page.max_row + (at == 1), at, cell)
    book.save(path)


def numbers(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    rows = observed_queries.get_observations(
        snapshot, area_codes=[ASHFORD], measures=["asb_council_incidents", "residents_feel_safe_day"]
    )
    keys = ("measure", "source", "period_start", "period_end", "value", "denominator", "category", "status")
    return sorted(tuple(row[key] for key in keys) for row in rows)


EXAMPLES = [
    (
        *("asb_council_incidents", "council", dt.date(2024, 4, 1), dt.date(2024, 4, 30)),
        *(118.0, None, None, "provisional"),
    ),
    (
        *("residents_feel_safe_day", "residents_survey", dt.date(2024, 4, 1), dt.date(2025, 3, 31)),
        *(82.8, 640.0, "18-24", "final"),
    ),
]


def test_an_untouched_series_template_gives_its_two_examples_as_demonstration(
    folder: Path, tmp_path: Path
) -> None:
    (file,) = build(folder, template(tmp_path, TemplateKind.SERIES)).files
    assert (file.kind, file.rows_read, file.rows_loaded) == ("tidy_series", 2, 2)
    snapshot = Store(folder).snapshot()
    assert numbers(snapshot) == EXAMPLES
    assert set(queries.get_series(snapshot)["demonstration"]) == {True}


def test_own_rows_are_read_and_examples_beside_them_are_not(folder: Path, tmp_path: Path) -> None:
    path = template(tmp_path, TemplateKind.SERIES)
    add_row(path, OWN, keep_examples=True)
    (file,) = build(folder, path).files
    assert (file.rows_read, file.rows_loaded) == (3, 1)
    assert file.reasons == (("an example row of the template", 2),)
    snapshot = Store(folder).snapshot()
    assert [row[4] for row in numbers(snapshot)] == [7.0]
    assert set(queries.get_series(snapshot)["demonstration"]) == {False}


def test_a_template_with_its_examples_deleted_is_read_whole(folder: Path, tmp_path: Path) -> None:
    path = template(tmp_path, TemplateKind.SERIES)
    add_row(path, OWN, keep_examples=False)
    (file,) = build(folder, path).files
    assert (file.rows_read, file.rows_loaded, file.reasons) == (1, 1, ())


@pytest.mark.parametrize("kind", TemplateKind)
def test_examples_reach_no_store_with_real_figures(
    small_store: Path, tmp_path: Path, kind: TemplateKind
) -> None:
    folder = Path(shutil.copytree(small_store, tmp_path / "store", symlinks=True))
    (file,) = build(folder, template(tmp_path, kind)).files
    assert file.rows_read > file.rows_loaded == 0
    assert [reason for reason, _ in file.reasons] == ["an example row of the template"]
    snapshot = Store(folder).snapshot()
    assert queries.get_meta(snapshot)["demonstration"] == "no"
    assert {plan["plan"] for plan in queries.get_plans(snapshot)} == set(load_catalogue().plans)
    assert all(not row["id"].startswith("example-") for row in queries.get_actions(snapshot))
    assert "town-centre-ashford" not in set(queries.get_areas(snapshot)["code"])


def test_examples_leave_as_soon_as_something_real_comes(folder: Path, tmp_path: Path) -> None:
    build(folder, template(tmp_path, TemplateKind.PLAN), template(tmp_path, TemplateKind.SERIES))
    assert len(numbers(Store(folder).snapshot())) == 2
    own = tmp_path / "own.csv"
    own.write_text(
        "period,area,measure,source,value\n2023-05,Ashford,asb_council_incidents,council,7\n", "utf-8"
    )
    build(folder, own)
    snapshot = Store(folder).snapshot()
    assert [row[4] for row in numbers(snapshot)] == [7.0]
    assert EXAMPLE_PLAN.id not in {plan["plan"] for plan in queries.get_plans(snapshot)}
    aside = queries.get_set_aside(snapshot, limit=99)
    assert set(aside["reason"]) == {"an example row of the template"}


def test_a_demonstration_shows_examples_until_real_figures_take_its_place(
    folder: Path, tmp_path: Path
) -> None:
    head, row = "period,area,measure,source,value", "Ashford,asb_council_incidents,council,7"
    made_up, published, real = (tmp_path / f"{name}.csv" for name in ("made-up", "published", "real"))
    made_up.write_text(f"{head},demonstration\n2023-05,{row},yes\n", "utf-8")
    published.write_text(
        f"{head},status\n2023-05,{row.replace('council,', 'published_papers,')},published\n", "utf-8"
    )
    real.write_text(f"{head}\n2023-06,{row}\n", "utf-8")
    build(folder, made_up, published)
    result = build(folder, template(tmp_path, TemplateKind.SERIES), template(tmp_path, TemplateKind.PLAN))
    assert [(file.rows_read, file.rows_loaded) for file in result.files] == [(2, 2), (9, 9)]
    build(folder, real)
    snapshot = Store(folder).snapshot()
    assert [(row[2], row[4]) for row in numbers(snapshot)] == [(dt.date(2023, 6, 1), 7.0)]
    assert EXAMPLE_PLAN.id not in {plan["plan"] for plan in queries.get_plans(snapshot)}


def test_untouched_plan_and_actions_are_read_back_as_their_examples(folder: Path, tmp_path: Path) -> None:
    result = build(folder, template(tmp_path, TemplateKind.PLAN), template(tmp_path, TemplateKind.ACTIONS))
    assert [(file.kind, file.rows_read, file.rows_loaded) for file in result.files] == [
        ("plans", 9, 9),
        ("plans", 2, 2),
    ]
    plans = load_reference(Store(folder), Settings(store=folder)).catalogue.plans
    assert plans[EXAMPLE_PLAN.id] == EXAMPLE_PLAN
    before = load_catalogue().plans["ashford-2023"]
    assert plans["ashford-2023"].actions == (*before.actions, *ACTIONS)


def test_an_untouched_areas_template_makes_its_example_area(tmp_path: Path) -> None:
    files, folder = tmp_path / "files", tmp_path / "store"
    files.mkdir()
    # The wards of the example are real ones.
    write_lookups(files, make_places(np.random.default_rng(1)))
    write_boundaries(files)
    result = build(folder, files, template(tmp_path, TemplateKind.AREAS))
    (file,) = (file for file in result.files if file.kind == "custom_areas")
    assert (file.rows_read, file.rows_loaded) == (2, 2)
    snapshot = Store(folder).snapshot()
    areas = queries.get_areas(snapshot).set_index("code")
    assert tuple(areas.loc["town-centre-ashford", ["name", "level"]]) == ("Ashford town centre", "custom")
    members = queries.get_memberships(snapshot)
    own = members[members["group_code"] == "town-centre-ashford"]
    assert sorted(
        zip(own["member_code"], own["from_month"].dt.date, own["to_month"].isna(), strict=True)
    ) == [
        ("E05011753", dt.date(2019, 5, 1), True),
        ("E05011775", dt.date(2019, 5, 1), True),
    ]


def test_a_plan_written_for_editing_replaces_what_it_was_written_from(folder: Path, tmp_path: Path) -> None:
    path = template(tmp_path, TemplateKind.ACTIONS, "--plan", "ashford-2023")
    book = openpyxl.load_workbook(path)
    page = book["Actions"]
    head = [cell.value for cell in page[1]]
    page.cell(2, head.index("status") + 1, "complete")
    page.delete_rows(3)
    book.save(path)
    build(folder, path)
    before = load_catalogue().plans["ashford-2023"]
    plan = load_reference(Store(folder), Settings(store=folder)).catalogue.plans["ashford-2023"]
    first, second, *others = before.actions
    assert plan.actions == (first.model_copy(update={"status": "complete"}), *others)
    assert second.id not in {action.id for action in plan.actions}
    assert plan.indicators == before.indicators
    # What is in force now is what is written for the next edit.
    again = tmp_path / "again.xlsx"
    answer = CliRunner().invoke(
        app,
        ["template", "actions", "--plan", "ashford-2023", "--output", str(again), "--store", str(folder)],
    )
    assert answer.exit_code == 0
    column = [
        row[0].value for row in openpyxl.load_workbook(again)["Actions"].iter_rows(min_col=2, max_col=2)
    ]
    assert column[1:] == [action.id for action in plan.actions]


def test_a_template_never_writes_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSP_STORE", str(tmp_path / "none"))
    runner = CliRunner()
    assert runner.invoke(app, ["template", "areas"]).exit_code == 0
    first = Path("areas-template.xlsx").read_bytes()
    again = runner.invoke(app, ["template", "areas"])
    assert again.exit_code == 1
    assert "--output" in str(again.exception)
    assert Path("areas-template.xlsx").read_bytes() == first
    assert runner.invoke(app, ["template", "wards"]).exit_code == 2
    assert runner.invoke(app, ["template", "series", "--plan", "ashford-2023"]).exit_code == 2
    assert "ashford-2023" in str(runner.invoke(app, ["template", "plan", "--plan", "nowhere"]).exception)
