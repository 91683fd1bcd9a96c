"""The Plan page on a real store: a sheet written, edited and built, and what the page then says on a day."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from callbacks import plan as plan_page
from dashboard.cli import app as cli
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import BuildResult, build_store
from data.catalogue import load_catalogue
from data.check import find_problems
from data.settings import Audience, Settings
from data.store import Store
from layouts import ids
from tests.integration.posting import filled
from tests.integration.small_files import ASHFORD

DAY = dt.date(2023, 12, 1)
PLAN = load_catalogue().plans["ashford-2023"]


@pytest.fixture
def folder(small_store: Path, tmp_path: Path) -> Path:
    """A store of its own to build into."""
    return Path(shutil.copytree(small_store, tmp_path / "store", symlinks=True))


def sheet(folder: Path) -> tuple[Path, openpyxl.Workbook]:
    """The plan's actions as `csp template` writes them for editing."""
    path = folder.parent / "actions.xlsx"
    answer = CliRunner().invoke(
        cli, ["template", "actions", "--plan", PLAN.id, "--output", str(path), "--store", str(folder)]
    )
    assert answer.exit_code == 0, answer.output
    return path, openpyxl.load_workbook(path)


def fill(book: openpyxl.Workbook, row: int, **cells: Any) -> None:
    head = [cell.value for cell in book["Actions"][1]]
    for name, value in cells.items():
        book["Actions"].cell(row, head.index(name) + 1, value)


def build(folder: Path, *paths: Path) -> BuildResult:
    result = build_store(list(paths), folder=folder, clock=lambda: dt.datetime(2024, 2, 1, tzinfo=dt.UTC))
    assert not find_problems(Store(folder).snapshot())
    return result


def seen(folder: Path) -> Reference:
    return load_reference(Store(folder), Settings(store=folder, home=ASHFORD, audience=Audience.PUBLIC))


def view(reference: Reference, query: str = "", *, day: dt.date | None = DAY) -> View:
    return build_view("actions", reference, parse(query, vocabulary_of(reference)).selection, day=day)


@pytest.fixture(scope="module")
def edited(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    """One action complete, one late, one due in words, one with a status there is not; the rest as it was."""
    folder = tmp_path_factory.mktemp("edited") / "store"
    shutil.copytree(small_store, folder, symlinks=True)
    path, book = sheet(folder)
    fill(book, 2, status="complete", progress="Two operations run")
    fill(book, 3, status="in_progress", due=dt.datetime(2023, 9, 30))  # noqa: DTZ001 - as Excel writes a date
    fill(book, 4, status="not_started", due="2008 / 2001", grade="A")
    fill(book, 5, status="done")
    book.save(path)
    return folder, build(folder, path)


def test_an_edited_sheet_changes_the_page_and_a_wrong_cell_is_named(edited: tuple[Path, BuildResult]) -> None:
    folder, result = edited
    (file,) = result.files
    assert (file.rows_read, file.rows_loaded) == (len(PLAN.actions), len(PLAN.actions) - 1)
    (told,) = file.alone
    assert re.search(r"status \(Actions!([A-Z]+5)\)", told), told
    assert "'done' is not one of the words for it" in told
    assert "write one of" in told
    assert "complete" in told

    found = view(seen(folder))
    rows = {row["ref"]: row for row in found.table.records()}
    ids_in_order = [action.id for action in PLAN.actions]
    assert set(rows) == {name for name in ids_in_order if name != ids_in_order[3]}
    first, late, words = (rows[name] for name in ids_in_order[:3])
    assert (first["progress"], first["progress_note"]) == ("Complete", "Two operations run")
    assert (late["progress"], late["days_overdue"]) == ("Overdue since 30 Sep 2023, in progress", 62)
    assert (words["due"], words["due_on"], words["progress"]) == ("2008 / 2001 (no date)", "", "Not started")
    assert found.table.records()[0]["ref"] == ids_in_order[1], "overdue first"
    assert found.title == f"{PLAN.label}: 22 actions: 1 complete, 1 overdue"
    # The page itself says which row of the file is missing, and why.
    (aside,) = found.extra["aside"]
    assert aside.startswith("Not shown: actions.xlsx, row 5, status (Actions!")
    assert "write one of" in aside


def test_a_plan_that_is_over_is_never_overdue(edited: tuple[Path, BuildResult]) -> None:
    folder, _ = edited
    found = view(seen(folder), day=dt.date(2026, 11, 21))
    said = [row["progress"] for row in found.table.records()]
    assert not any("overdue" in str(words).lower() for words in said)
    assert said.count("Not completed when the plan ended (last stated: in progress)") == 1
    assert "Not stated" in said
    assert found.title.endswith("1 complete; the plan ended Mar 2024")
    assert view(seen(folder), "progress=overdue", day=dt.date(2026, 11, 21)).empty.startswith(
        "None of the 22"
    )


def test_partners_that_a_whole_group_shares_are_named_once(folder: Path) -> None:
    path, book = sheet(folder)
    by_first = [action.priorities[0] for action in PLAN.actions]
    for row, priority in enumerate(by_first, 2):
        fill(book, row, partners="Wardens" if priority == by_first[0] else f"Partner {row}")
    book.save(path)
    build(folder, path)
    first, *others = view(seen(folder)).extra["groups"]
    assert first["partners"] == "Wardens"
    assert {row["partners"] for row in first["rows"]} == {""}
    assert not any(group["partners"] for group in others)
    assert all(row["partners"] for group in others for row in group["rows"])


def test_without_a_day_it_is_the_one_the_store_was_built_on(edited: tuple[Path, BuildResult]) -> None:
    folder, _ = edited
    assert view(seen(folder), day=None).basis == "as of 1 Feb 2024"


def test_an_action_under_two_priorities_stands_once_with_both_named(edited: tuple[Path, BuildResult]) -> None:
    folder, _ = edited
    reference = seen(folder)
    shared = next(action for action in PLAN.actions[4:] if len(action.priorities) > 1)
    labels = [item.label for item in PLAN.priorities if item.id in shared.priorities]
    for query in ("", *(f"priority={name}" for name in shared.priorities)):
        rows = [
            row
            for group in view(reference, query).extra["groups"]
            for row in group["rows"]
            if row["id"] == shared.id
        ]
        assert [row["priorities"] for row in rows] == [labels]
    elsewhere = next(item.id for item in PLAN.priorities if item.id not in shared.priorities)
    refs = [row["ref"] for row in view(reference, f"priority={elsewhere}").table.records()]
    assert refs
    assert shared.id not in refs


def test_filters_leave_what_they_say_and_count_what_the_others_leave(
    edited: tuple[Path, BuildResult],
) -> None:
    folder, _ = edited
    reference = seen(folder)
    everything = view(reference)
    for item in everything.extra["filters"]:
        for value, _, n in item["options"]:
            query = f"{item['key']}={value}" if value else ""
            assert len(view(reference, query).table.rows) == n
    for item in everything.extra["counts"]:
        query = f"progress={item['value']}" if item["value"] else ""
        assert len(view(reference, query).table.rows) == item["n"]
    narrow = view(reference, "strand=prevent&lead=Police")
    assert {row["strand"] for row in narrow.table.records()} == {"prevent"}
    assert all("Police" in str(row["lead"]).split("; ") for row in narrow.table.records())
    none = view(reference, "strand=pursue&progress=complete")
    assert (
        none.empty == "None of the 22 actions answers to all of these filters. Choose “All” in one of them."
    )
    assert none.extra["filters"], "the way back stays"


def test_a_plan_without_actions_says_which_sheet_to_fill(folder: Path) -> None:
    path = folder.parent / "plan.yaml"
    path.write_text(
        "id: ashford-2024\nlabel: Ashford 2024/25\ntitle: A plan\narea: Ashford\nstart: 2024-04\n"
        "end: 2025-03\npublication: a paper\nindicators: []\n"
        "priorities:\n- {id: roads, label: Safer roads}\n",
        encoding="utf-8",
    )
    build(folder, path)
    found = view(seen(folder), "plan=ashford-2024")
    assert "csp template actions --plan ashford-2024" in found.empty
    assert "There is no plan for" in view(seen(folder), "area=E07000112").empty


def call(client: Any, search: str) -> dict[str, Any]:
    """Post what the browser posts for a change of the address."""
    return filled(client, plan_page.OUTPUTS, search)


def test_the_wired_page_knows_the_day_and_a_links_own_day(
    make_app: Any, edited: tuple[Path, BuildResult]
) -> None:
    folder, _ = edited
    settings = Settings(store=folder, home=ASHFORD)
    client = make_app(settings, today=lambda: DAY).server.test_client()
    response = call(client, "?grade=A")
    rows = response[ids.ACTION_LIST]["html"]
    assert html.unescape(rows).count('scope="row"') == 1
    chosen = re.findall(r"<option[^>]* selected[^>]*>([^<]*)<", response[ids.ACTION_FILTERS]["html"])
    assert chosen == ["All (1)", "All (1)", "A (1)"]
    assert "csp template actions --plan ashford-2023" in rows
    assert "Overdue since 30 Sep 2023" in call(client, "")[ids.ACTION_LIST]["html"]
    # A link copied before the date shows what its sender saw, on the page and in the CSV.
    assert "Overdue since" not in call(client, "?asof=2023-09-30")[ids.ACTION_LIST]["html"]
    text = client.get("/table/actions.csv?asof=2023-09-30").get_data(as_text=True)
    assert {row["as_of"] for row in csv.DictReader(io.StringIO(text))} == {"2023-09-30"}
    text = client.get("/table/actions.csv?progress=overdue").get_data(as_text=True)
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["due_on"], row["days_overdue"], row["marking"]) == ("2023-09-30", "62", "OFFICIAL")
