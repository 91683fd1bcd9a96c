"""Plans given by file: what is wrong is named cell by cell, and nothing else is lost."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from data.catalogue import load_catalogue
from data.errors import UnreadableFileError
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.plans import load, matches
from data.sources.recognise import kind_of, recognise
from data.templates.plan_columns import PLAN_TABLES

GOOD: dict[str, dict[str, Any]] = {
    "Plans": {
        "plan": "roads-2026",
        "label": "Roads 2026/27",
        "title": "A plan for roads",
        "area": "Ashford",
        "start": "Apr 2026",
        "end": "2027-03",
        "publication": "a paper",
    },
    "Priorities": {"plan": "roads-2026", "priority": "safer-roads", "label": "Safer roads"},
    "Indicators": {
        "plan": "roads-2026",
        "indicator": "ksi",
        "label": "Killed or seriously injured",
        "measure": "ksi_casualties",
        "priorities": "safer-roads",
        "kind": "change",
        "direction": "lower",
        "change_pct": "-5",
        "baseline_start": "Apr 2024",
        "baseline_end": "Mar 2025",
    },
    "Actions": {
        "plan": "roads-2026",
        "ref": "speed-watch",
        "action": "Speed watch in six villages",
        "priorities": "safer-roads",
        "status": "in_progress",
        "due": "Sep 2026",
    },
    "Frameworks": {
        "plan": "roads-2026",
        "framework": "Police and Crime Plan",
        "code": "P3",
        "priorities": "safer-roads",
        "title": "Safer roads",
    },
    "Notes": {
        "plan": "roads-2026",
        "month": "May 2026",
        "note": "Two collisions on one bend; the highways team has been asked.",
        "indicator": "ksi",
    },
    "Nights": {
        "plan": "roads-2026",
        "night": "late",
        "label": "Late at night",
        "days": "Fri; Saturday",
        "from": "22:00",
        "until": "04:00",
        "worst_from": "01:00",
        "worst_until": "03:00",
        "measure": "ksi_casualties",
    },
}


def given(path: Path) -> InputFile:
    return InputFile(path=path, name=path.name, sha256="")


def loaded(path: Path) -> Loaded:
    match = matches(given(path))
    assert match is not None
    return load(match)


def workbook(path: Path, **wrong: Mapping[str, Any]) -> Path:
    """A plan's sheets of one good row each; `wrong` puts other cells into a sheet's row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in PLAN_TABLES.values():
        page = book.create_sheet(sheet.title)
        page.append(sheet.names)
        cells = {**GOOD[sheet.title], **wrong.get(sheet.title, {})}
        page.append([cells.get(name) for name in sheet.names])
    book.save(path)
    return path


WRONG = [
    ("Plans", "plan", "Roads 2026", "A2", "is no id"),
    ("Plans", "plan", None, "A2", "empty"),
    ("Plans", "label", None, "B2", "empty"),
    ("Plans", "start", "April", "E2", "no month"),
    ("Plans", "start", 45_000, "E2", "no month"),
    ("Plans", "end", "Mar 2026", "plan", "before it starts"),
    ("Priorities", "priority", "Safer Roads", "B2", "is no id"),
    ("Priorities", "plan", None, "A2", "missing"),
    ("Indicators", "measure", "ksi casualties", "D2", "no measure"),
    ("Indicators", "measure", None, "D2", "empty"),
    ("Indicators", "source", "the police", "H2", "no source"),
    ("Indicators", "priorities", "Safer Roads", "E2", "is no id"),
    ("Indicators", "kind", "reduce", "F2", "not one of the words"),
    ("Indicators", "direction", "down", "G2", "not one of the words"),
    ("Indicators", "top_line", "maybe", "J2", "neither yes nor no"),
    ("Indicators", "change_pct", "two", "K2", "not a number"),
    ("Indicators", "change_pct", None, "K2", "needs its percentage"),
    ("Indicators", "change_pct", 5, "K2", "against the direction"),
    ("Indicators", "kind", "level", "L2", "needs the value"),
    ("Indicators", "kind", "range", "M2", "lower or its upper"),
    ("Indicators", "baseline_start", "some time", "O2", "no month"),
    ("Indicators", "baseline_end", None, "P2", "neither"),
    ("Indicators", "baseline_end", "Jan 2024", "P2", "ends before"),
    ("Indicators", "baseline_stated", "perhaps", "R2", "neither yes nor no"),
    ("Actions", "ref", "1.1", "B2", "is no id"),
    ("Actions", "action", None, "C2", "empty"),
    ("Actions", "priorities", None, "D2", "empty"),
    ("Actions", "status", "doing", "K2", "not one of the words"),
    ("Actions", "indicators", "KSI", "M2", "is no id"),
    ("Actions", "own_start", "soon", "N2", "no month"),
    ("Priorities", "themes", "road safety", "F2", "no theme"),
    ("Priorities", "themes", "roadsafety", "F2", "no theme"),
    ("Indicators", "own_end", "later", "Y2", "no month"),
    ("Indicators", "alternatives", "ksi_adjusted; ksi_casualty", "Z2", "no measure"),
    ("Indicators", "change_of", "points of it", "AA2", "points"),
    ("Indicators", "moves", "ksi", "AC2", "only an output"),
    ("Frameworks", "framework", None, "B2", "empty"),
    ("Frameworks", "code", None, "C2", "empty"),
    ("Frameworks", "priorities", "Safer Roads", "D2", "is no id"),
    ("Notes", "month", "last month", "B2", "no month"),
    ("Notes", "note", None, "C2", "empty"),
    ("Notes", "indicator", "KSI", "D2", "is no id"),
    ("Nights", "days", "Friday and Saturday", "D2", "not one of the words"),
    ("Nights", "from", "half past ten", "E2", "no whole hour"),
    ("Nights", "until", None, "F2", "empty"),
    ("Nights", "measure", "ksi casualties", "I2", "no measure"),
]


@pytest.mark.parametrize(("sheet", "column", "cell", "place", "reason"), WRONG)
def test_a_wrong_cell_is_named(
    tmp_path: Path, sheet: str, column: str, cell: Any, place: str, reason: str
) -> None:
    found = loaded(workbook(tmp_path / "plan.xlsx", **{sheet: {column: cell}}))
    assert (found.rows_read, len(found.frame)) == (7, 6)
    (aside,) = found.set_aside
    assert aside.row == 2
    wanted = f"{sheet}!{place}" if place[-1].isdigit() else ""
    assert wanted in (aside.column or "")
    assert reason in aside.reason
    assert aside.remedy


def test_every_wrong_cell_of_a_row_is_named_not_only_the_first(tmp_path: Path) -> None:
    cells = {"measure": "burglery", "kind": "reduce", "change_pct": "two", "baseline_end": "Mai 2025"}
    found = loaded(workbook(tmp_path / "plan.xlsx", Indicators=cells, Actions={"status": "doing"}))
    indicator, action = found.set_aside
    places = ["measure (Indicators!D2)", "kind (Indicators!F2)", "change_pct (Indicators!K2)"]
    for place in (*places, "baseline_end (Indicators!P2)"):
        assert place in indicator.reason
        assert place in (indicator.column or "")
    assert "'burglary' is meant" in indicator.remedy
    assert action.column == "status (Actions!K2)"


def test_a_good_workbook_loads_whole(tmp_path: Path) -> None:
    found = loaded(workbook(tmp_path / "plan.xlsx"))
    assert (found.rows_read, found.set_aside) == (7, ())
    assert list(found.frame["table_name"]) == list(PLAN_TABLES)
    assert found.frame["holds"][0] == "action,framework,indicator,night,note,priority"


def test_each_table_is_read_from_csv_too(tmp_path: Path) -> None:
    for sheet in PLAN_TABLES.values():
        path = tmp_path / f"{sheet.title}.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, fieldnames=list(GOOD[sheet.title]))
            writer.writeheader()
            writer.writerows([GOOD[sheet.title], GOOD[sheet.title]])
        match = recognise(given(path))
        assert isinstance(match, Match)
        assert match.kind == "plans"
        found = load(match)
        (twice,) = found.set_aside
        assert (found.rows_read, len(found.frame), twice.row) == (2, 1, 3)
        assert "stands in an earlier row" in twice.reason


def test_a_sheet_that_lacks_a_column_loses_no_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    book["Indicators"]["F1"] = "sort"
    book.create_sheet("Jottings").append(["called the editor"])
    book.save(path)
    found = loaded(path)
    (aside,) = found.set_aside
    assert (found.rows_read, aside.row, aside.column) == (7, 2, "kind (Indicators)")
    assert "sheet 'Indicators' lacks the column 'kind'" in aside.reason
    assert any("Not read: 'Jottings'" in sentence for sentence in found.understood)


def test_examples_among_own_rows_are_set_aside(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", Actions={"example": "yes"})
    found = loaded(path)
    (aside,) = found.set_aside
    assert aside.reason == "an example row of the template"
    assert (found.rows_read, len(found.frame), found.demonstration, found.examples) == (7, 6, False, ())


@pytest.mark.parametrize("plan", sorted(load_catalogue().plans))
def test_a_plan_of_the_catalogue_is_read_as_a_file_and_fits(tmp_path: Path, plan: str) -> None:
    source = Path("data/catalogue/plans") / f"{plan}.yaml"
    path = tmp_path / "given.yaml"
    path.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    found = loaded(path)
    assert found.set_aside == ()
    item = load_catalogue().plans[plan]
    parts = (item.priorities, item.indicators, item.actions, item.frameworks, item.notes, item.nights)
    assert found.rows_read == 1 + sum(len(part) for part in parts)


def test_a_plan_in_yaml_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "given.yaml"
    text = Path("data/catalogue/plans/ashford-2023.yaml").read_text(encoding="utf-8")
    lines = text.replace("kind: change", "kind: chnage", 1).splitlines()
    lines += ["- id: extra", "  action: Something", "  priorities: [roads]", "  deadline: soon"]
    path.write_text("\n".join(lines), encoding="utf-8")
    kind, key = loaded(path).set_aside
    assert kind.column == f"kind (line {lines.index('  kind: chnage') + 1})"
    assert key.column == f"deadline (line {len(lines)})"
    assert key.row == len(lines) - 3


@pytest.mark.parametrize(
    "text",
    [
        "id: a\narea: b\nstart: 2020-01\npriorities: 3\n",
        "id: a\narea: b\nstart: 2020-01\npriorities:\n- &x {id: p, label: l}\n- *x\n",
        "id: a\narea: b\nstart: 2020-01\npriorities: [" + "[" * 5000,
        "id: a\narea: b\nstart: 2020-01\npriorities:\n  !!python/object:os.system {}\n",
        "id: a\narea: b\nstart: : 2020-01\npriorities: []\n",
    ],
)
def test_what_is_no_plan_is_said_without_a_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "given.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError) as error:
        loaded(path)
    assert error.value.remedy


def test_a_workbook_damaged_anywhere_is_set_aside_or_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    good, draw = path.read_bytes(), np.random.default_rng(5)
    for _ in range(150):
        bad = bytearray(good)
        at = int(draw.integers(len(bad)))
        bad[at : at + 30] = draw.bytes(len(bad[at : at + 30]))
        path.write_bytes(bad)
        try:
            match = recognise(given(path))
            if isinstance(match, Match):
                found = kind_of(match).load(match)
                assert isinstance(found, Loaded)
                assert found.rows_read == len(found.frame) + len([a for a in found.set_aside if a.row])
        except UnreadableFileError as error:
            assert error.remedy


@pytest.mark.parametrize(
    ("name", "reason", "remedy"),
    [
        ("actions", "actions as papers print them", "csp template actions"),
        ("frameworks", "framework codes as papers print them", "Frameworks"),
    ],
)
def test_what_was_copied_out_of_papers_is_named_and_never_taken_for_something_else(
    name: str, reason: str, remedy: str
) -> None:
    facts = Path(__file__).parents[2] / "data" / "demonstration" / "facts"
    found = recognise(given(facts / f"{name}.csv"))
    assert isinstance(found, SetAside)
    assert reason in found.reason
    assert remedy in found.remedy


@pytest.mark.parametrize("name", ["figures", "indicators"])
def test_lists_of_claims_are_no_tables_of_figures(name: str) -> None:
    facts = Path(__file__).parents[2] / "data" / "demonstration" / "facts"
    found = recognise(given(facts / f"{name}.csv"))
    assert isinstance(found, Match)
    assert found.kind == "claims"
