"""Workbooks to fill in: columns explained, lists where there are lists, and all that is written read back."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.build.plans import COLUMNS, assemble_plans
from data.catalogue import Catalogue, load_catalogue
from data.catalogue.plan import STRANDS, ActionStatus, ChangeOf, Direction, Plan, TargetKind
from data.catalogue.stored import with_plans
from data.catalogue.week import Day, category_of
from data.sources import plans, tidy_series
from data.sources.kinds import InputFile, Match
from data.sources.plan_rows import MODELS
from data.sources.recognise import recognise
from data.templates import TemplateKind
from data.templates.columns import Sheet
from data.templates.example_rows import ACTIONS, EXAMPLE_PLAN
from data.templates.plan_columns import PLAN_TABLES, row_key
from data.templates.series_columns import SERIES
from data.templates.write import tables_of, write_template

EVERY = [sheet for kind in TemplateKind for sheet, _ in tables_of(kind)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    for kind in TemplateKind:
        write_template(kind, folder / f"{kind}.xlsx", catalogue=load_catalogue())
    return folder


def choices_in(book: openpyxl.Workbook, sheet: str, column: str) -> tuple[str, ...]:
    """What the drop-down of a column offers, as a spreadsheet program finds it."""
    page = book[sheet]
    letter = next(cell.column_letter for cell in page[1] if cell.value == column)
    (rule,) = (rule for rule in page.data_validations.dataValidation if f"{letter}3" in rule.sqref)
    assert rule.type == "list"
    formula = rule.formula1
    if formula.startswith('"'):
        return tuple(formula.strip('"').split(","))
    title, cells = formula.split("!")
    return tuple(cell.value for (cell,) in book[title.strip("'")][cells.replace("$", "")])


@pytest.mark.parametrize("kind", TemplateKind)
def test_a_template_has_its_columns_examples_and_lists(folder: Path, kind: TemplateKind) -> None:
    book = openpyxl.load_workbook(folder / f"{kind}.xlsx")
    catalogue = load_catalogue()
    lists = {
        "measures": set(catalogue.measures),
        "sources": set(catalogue.sources),
        "plans": set(catalogue.plans),
        "hours": {*(category_of(day, hour) for day in Day for hour in range(24)), "not known"},
    }
    # A plan's own sheet has the one plan that the rows of the others belong to.
    examples = {"Plans": 1, "Indicators": 3, "Nights": 1, "Hours": 170}
    for sheet, _ in tables_of(kind):
        page = book[sheet.title]
        assert [cell.value for cell in page[1]] == list(sheet.names)
        assert page.freeze_panes == "A2"
        marked = [row[-1].value for row in page.iter_rows(min_row=2)]
        assert marked == ["yes"] * examples.get(sheet.title, 2)
        for column in sheet.columns:
            if isinstance(column.choices, str):
                assert set(choices_in(book, sheet.title, column.name)) == lists[column.choices]
            elif column.choices:
                assert choices_in(book, sheet.title, column.name) == column.choices


def test_what_may_be_chosen_is_what_the_models_know(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    assert choices_in(book, "Indicators", "kind") == tuple(TargetKind)
    assert choices_in(book, "Indicators", "direction") == tuple(Direction)
    book = openpyxl.load_workbook(folder / "actions.xlsx")
    assert choices_in(book, "Actions", "status") == tuple(ActionStatus)[1:]
    assert choices_in(book, "Actions", "strand") == STRANDS
    strand = next(r for r in book["Actions"].data_validations.dataValidation if "E3" in r.sqref)
    assert not strand.showErrorMessage, "plans have strands of their own"


@pytest.mark.parametrize("kind", TemplateKind)
def test_every_column_is_explained_with_what_may_be_written_and_an_example(
    folder: Path, kind: TemplateKind
) -> None:
    page = openpyxl.load_workbook(folder / f"{kind}.xlsx")["Explained"]
    rows = {(row[0], row[1]): row for row in page.iter_rows(values_only=True)}
    for sheet, examples in tables_of(kind):
        for column in sheet.columns:
            _, _, meaning, needed, allowed, example = rows[sheet.title, column.name]
            assert meaning == column.meaning
            assert needed == ("yes" if column.needed else "no")
            assert allowed
            assert bool(example) == any(row.get(column.name) is not None for row in examples)


def test_the_templates_columns_are_those_the_readers_know() -> None:
    assert {*SERIES.names} == {*tidy_series.HEADER, *tidy_series.OPTIONAL} - {"demonstration"}
    parts = {"priorities", "indicators", "actions", "frameworks", "notes", "nights"}
    for table, sheet in PLAN_TABLES.items():
        places = {column.place.partition(".")[0] for column in sheet.columns}
        fields = {*MODELS[table].model_fields, "example"}
        assert places == (fields - parts if table == "plan" else {*fields, "plan"})


@pytest.mark.parametrize("sheet", EVERY, ids=lambda sheet: sheet.title)
def test_dates_are_dates(folder: Path, sheet: Sheet) -> None:
    kind = next(kind for kind in TemplateKind if sheet in [item for item, _ in tables_of(kind)])
    page = openpyxl.load_workbook(folder / f"{kind}.xlsx")[sheet.title]
    for at, column in enumerate(sheet.columns, 1):
        if column.form in ("date", "month"):
            values = [page.cell(row, at).value for row in (2, 3)]
            assert all(isinstance(value, dt.datetime) for value in values if value is not None)
        if column.form == "text":
            assert page.column_dimensions[page.cell(1, at).column_letter].number_format == "@"


def test_each_template_is_of_one_kind(folder: Path) -> None:
    for name, kind in (
        ("series", "tidy_series"),
        ("plan", "plans"),
        ("actions", "plans"),
        ("notes", "plans"),
        ("areas", "custom_areas"),
    ):
        match = recognise(InputFile(path=folder / f"{name}.xlsx", name=name, sha256=""))
        assert isinstance(match, Match)
        assert match.kind == kind


def read_plans(path: Path) -> pd.DataFrame:
    match = plans.matches(InputFile(path=path, name=path.name, sha256=""))
    assert match is not None
    loaded = plans.load(match)
    assert loaded.set_aside == ()
    assert loaded.rows_read == len(loaded.frame)
    return loaded.frame.assign(file_id=1)


def read_back(frame: pd.DataFrame, *, catalogue: Catalogue) -> Catalogue:
    """The rows of files put together, and loaded as a page loads them."""
    plans = load_catalogue().plans.values()
    named = {item.area for plan in plans for item in (plan, *plan.indicators) if item.area}
    areas = pd.DataFrame({"code": sorted(named)}).assign(level="district", parent=None)
    areas["name"] = areas["code"]
    found = assemble_plans(
        frame[[*COLUMNS, "file_id"]],
        catalogue=catalogue,
        areas=areas,
        aliases=pd.DataFrame(columns=["parent", "name", "code"]),
    )
    assert found.set_aside.empty
    return with_plans(
        catalogue, plans=found.plans.to_dict("records"), actions=found.actions.to_dict("records")
    )


def test_an_untouched_plan_template_is_read_back_as_its_example(folder: Path) -> None:
    found = read_back(read_plans(folder / "plan.xlsx"), catalogue=load_catalogue())
    assert found.plans[EXAMPLE_PLAN.id] == EXAMPLE_PLAN


def test_untouched_example_actions_are_added_and_replace_none(folder: Path) -> None:
    catalogue = load_catalogue()
    found = read_back(read_plans(folder / "actions.xlsx"), catalogue=catalogue)
    before = catalogue.plans["ashford-2023"]
    assert found.plans["ashford-2023"] == before.model_copy(update={"actions": (*before.actions, *ACTIONS)})


@pytest.mark.parametrize("plan", sorted(load_catalogue().plans))
def test_a_plan_of_the_catalogue_written_for_editing_is_read_back_unchanged(
    tmp_path: Path, plan: str
) -> None:
    catalogue = load_catalogue()
    frames = []
    item = catalogue.plans[plan]
    for file_id, (kind, rows) in enumerate(files_of(item), 1):
        path = tmp_path / f"{kind}.xlsx"
        write_template(kind, path, catalogue=catalogue, plan=item)
        frames += [read_plans(path).assign(file_id=file_id)] if rows else []
    without = catalogue.model_copy(update={"plans": {}})
    assert read_back(pd.concat(frames), catalogue=without).plans[plan] == item


def files_of(plan: Plan) -> tuple[tuple[TemplateKind, Sequence[object]], ...]:
    """The workbooks a plan is written to, each with what would be its rows."""
    return (
        (TemplateKind.PLAN, (plan,)),
        (TemplateKind.ACTIONS, plan.actions),
        (TemplateKind.NOTES, plan.notes),
    )


# What people type: anything that can be printed, also what a spreadsheet would take for something else.
TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=24).map(str.strip),
    st.sampled_from(
        ["=1+1", "2024", "1.50", "TRUE", "-", "+44 1", "1/2", "2024-04-01", "a\nb", "x; y", "#N/A"]
    ),
)
SLUG = st.from_regex(r"[a-z0-9]{1,6}(?:[_-][a-z0-9]{1,4}){0,2}", fullmatch=True)
MONTHS = st.integers(2000 * 12, 2030 * 12).map(lambda index: f"{index // 12}-{index % 12 + 1:02}")
# A spreadsheet keeps fifteen digits of a number.
NUMBER = st.one_of(st.none(), st.integers(-(10**9), 10**9).map(lambda number: number / 10**4))
MEASURES = sorted(load_catalogue().measures)
SOURCES = sorted(load_catalogue().sources)
THEMES = sorted(load_catalogue().themes)


@st.composite
def baselines(draw: st.DrawFn) -> dict[str, Any] | None:
    if draw(st.booleans()):
        return None
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    months = {"start": start, "end": end} if draw(st.booleans()) else {}
    return {**months, "value": draw(NUMBER), "stated": draw(st.booleans()), "note": draw(TEXT)}


@st.composite
def own_months(draw: st.DrawFn) -> dict[str, str]:
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    return draw(st.sampled_from(({}, {"start": start}, {"end": end}, {"start": start, "end": end})))


@st.composite
def indicators(draw: st.DrawFn, priorities: list[str], own: list[str]) -> dict[str, Any]:
    output = draw(st.booleans())
    direction = draw(st.sampled_from(Direction))
    change = abs(draw(NUMBER) or 0)
    low, high = sorted((draw(st.integers(0, 50)), draw(st.integers(0, 50))))
    return {
        "label": draw(TEXT.filter(bool)),
        "measure": draw(st.sampled_from(MEASURES)),
        "priorities": draw(st.lists(st.sampled_from(priorities), min_size=1, unique=True)),
        "kind": draw(st.sampled_from(sorted(set(TargetKind) - {TargetKind.DIRECTION}))),
        "direction": direction,
        "source": draw(st.one_of(st.none(), st.sampled_from(SOURCES))),
        "category": draw(st.one_of(st.none(), TEXT.filter(bool))),
        "top_line": draw(st.booleans()),
        "change_pct": -change if direction is Direction.LOWER else change,
        "target": draw(NUMBER) or 0.0,
        "low": low,
        "high": high,
        "baseline": draw(baselines()),
        "area": draw(st.sampled_from((None, "E07000105"))),
        **draw(own_months()),
        "alternatives": draw(st.lists(st.sampled_from(MEASURES), max_size=2, unique=True)),
        "change_of": draw(st.sampled_from(get_args(ChangeOf))),
        "output": output,
        "moves": draw(st.lists(st.sampled_from(own), max_size=2, unique=True)) if output else [],
        **{name: draw(TEXT) for name in ("lead", "filled_by", "note", "per", "owner")},
    }


@st.composite
def notes(draw: st.DrawFn, priorities: list[str], own: list[str]) -> dict[str, Any]:
    return {
        "month": draw(MONTHS),
        "text": draw(TEXT.filter(bool)),
        "author": draw(TEXT),
        "priority": draw(st.sampled_from((None, *priorities))),
        "indicator": draw(st.sampled_from((None, *own))),
    }


@st.composite
def actions(draw: st.DrawFn, priorities: list[str], own: list[str]) -> dict[str, Any]:
    words = ("strand", "measurement", "lead", "partners", "grade", "progress")
    return {
        **{name: draw(TEXT) for name in words},
        "action": draw(TEXT.filter(bool)),
        "priorities": draw(st.lists(st.sampled_from(priorities), min_size=1, unique=True)),
        "due": draw(st.one_of(TEXT, st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)).map(str))),
        "status": draw(st.sampled_from(ActionStatus)),
        "indicators": draw(st.lists(st.sampled_from(own), unique=True)) if own else [],
        **draw(own_months()),
    }


def row_of_note(note: Mapping[str, Any]) -> str:
    return row_key("note", note)


@st.composite
def any_plan(draw: st.DrawFn) -> Plan:
    priorities = draw(st.lists(SLUG, min_size=1, max_size=4, unique=True))
    own = draw(st.lists(SLUG, max_size=4, unique=True))
    done = draw(st.lists(SLUG, max_size=4, unique=True))
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    return Plan.model_validate(
        {
            "id": draw(SLUG),
            **{name: draw(TEXT.filter(bool)) for name in ("label", "title", "publication")},
            "area": "E07000105",
            "start": start,
            "end": end,
            "priorities": [
                {
                    "id": name,
                    "label": draw(TEXT.filter(bool)),
                    **{word: draw(TEXT) for word in ("aim", "lead")},
                    "themes": draw(st.lists(st.sampled_from(THEMES), max_size=2, unique=True)),
                }
                for name in priorities
            ],
            "indicators": [{"id": name, **draw(indicators(priorities, own))} for name in own],
            "frameworks": [
                {
                    "framework": "An Act",
                    "code": code,
                    "title": draw(TEXT),
                    "priorities": draw(st.lists(st.sampled_from(priorities), min_size=1, unique=True)),
                }
                for code in draw(st.lists(SLUG, max_size=3, unique=True))
            ],
            "notes": draw(st.lists(notes(priorities, own), max_size=3, unique_by=row_of_note)),
            "actions": [{"id": name, **draw(actions(priorities, own))} for name in done],
        }
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plan=any_plan())
def test_any_plan_written_to_workbooks_is_read_back_equal(plan: Plan) -> None:
    catalogue = load_catalogue().model_copy(update={"plans": {}})
    frames = []
    with tempfile.TemporaryDirectory() as folder:
        for file_id, (kind, rows) in enumerate(files_of(plan), 1):
            path = Path(folder) / f"{kind}.xlsx"
            write_template(kind, path, catalogue=catalogue, plan=plan)
            frames += [read_plans(path).assign(file_id=file_id)] if rows else []
    assert read_back(pd.concat(frames), catalogue=catalogue).plans[plan.id] == plan
