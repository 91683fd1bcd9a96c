"""Plans given by file: they live in the version, and a page finds them there as it finds the catalogue's."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dashboard.held_reference import load_reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data import queries
from data.build.pipeline import BuildResult, build_store
from data.catalogue import load_catalogue
from data.check import find_problems
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD

PLAN = """\
id: ashford-2024
label: Ashford 2024/25
title: A plan for Ashford
area: Ashford
start: 2024-04
end: 2025-03
publication: a paper
priorities:
- {id: roads, label: Safer roads}
- {id: homes, label: Safer homes}
indicators:
- id: homes-burgled
  label: Burglary
  measure: burglary
  priorities: [homes, roads]
  kind: change
  direction: lower
  top_line: true
  change_pct: -3
  baseline: {start: 2022-12, end: 2023-11}
"""
ACTIONS = """\
plan,ref,action,priorities,strand,due,status,indicators
ashford-2024,watch,"Speed watch, monthly",roads; homes,prevent,2024-09-30,in_progress,homes-burgled
ashford-2024,locks,Give out locks,homes,protect,2024 Q2,complete,
ashford-2024,lamps,More lamps,parks,protect,when there is money,,
"""


@pytest.fixture
def folder(small_store: Path, tmp_path: Path) -> Path:
    """A store of its own to build into."""
    return Path(shutil.copytree(small_store, tmp_path / "store", symlinks=True))


def build(folder: Path, *paths: Path, day: int) -> BuildResult:
    result = build_store(list(paths), folder=folder, clock=lambda: dt.datetime(2024, 2, day, tzinfo=dt.UTC))
    assert not find_problems(Store(folder).snapshot())
    return result


def written(folder: Path, name: str, text: str) -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def settings(folder: Path) -> Settings:
    return Settings(store=folder, home=ASHFORD, audience=Audience.RESTRICTED)


def test_a_plan_given_by_file_is_offered_and_drawn_as_the_catalogues_are(folder: Path) -> None:
    build(folder, written(folder, "plan.yaml", PLAN), day=1)
    reference = load_reference(Store(folder), settings(folder))
    vocabulary = vocabulary_of(reference)
    assert [plan.id for plan in vocabulary.plans(ASHFORD)] == ["ashford-2008", "ashford-2023", "ashford-2024"]
    selection = parse("plan=ashford-2024&priority=homes", vocabulary).selection
    assert (selection.plan, selection.priority) == ("ashford-2024", "homes")
    (gauge,) = build_view("targets", reference, selection).extra["gauges"]
    assert gauge["label"] == "Burglary"
    assert gauge["status"] == "baseline"


FRAMEWORKS = """\
plan,framework,code,title,priorities
ashford-2023,Police and Crime Plan,VAWG,Violence against women and girls,violence-against-women-and-girls
ashford-2023,Serious Violence Duty,SVD,Prevent and reduce serious violence,serious-violence
ashford-2023,Domestic Abuse Act 2021,Part 4,Support in safe accommodation,violence-against-women-and-girls
ashford-2023,ASB Act 2014,PSPO,Public spaces,asb-and-concerning-behaviours; confidence-and-communities
ashford-2023,ASB Act 2014,CPN,Community protection notices,litter
"""
NOTES = """\
plan,month,note,indicator,priority
ashford-2023,Oct 2023,"Two streets, mostly; patrols from November.",top-vwi,
ashford-2023,2023-10,The survey is late.,,confidence-and-communities
ashford-2023,2023-10,Nobody is asked any more.,top-survy,
"""
MONITORED = """\
plan,indicator,label,measure,priorities,kind,direction,low,high,measured_in,output,moves
ashford-2024,talks,Talks at schools,youth_engagement_events,homes,range,higher,4,6,Ashford,yes,locks
ashford-2024,locks,Burglary,burglary,homes,direction,lower,,,,,
ashford-2024,walks,Walks,youth_engagement_events,homes,range,higher,4,6,Narnia,yes,locks
"""


def test_frameworks_of_today_and_notes_come_by_files_of_their_own(folder: Path) -> None:
    frameworks, notes = written(folder, "duties.csv", FRAMEWORKS), written(folder, "notes.csv", NOTES)
    result = build(folder, frameworks, notes, day=1)
    plan = load_reference(Store(folder), settings(folder)).catalogue.plans["ashford-2023"]
    assert [(item.framework, item.code, item.priorities) for item in plan.frameworks] == [
        ("Police and Crime Plan", "VAWG", ("violence-against-women-and-girls",)),
        ("Serious Violence Duty", "SVD", ("serious-violence",)),
        ("Domestic Abuse Act 2021", "Part 4", ("violence-against-women-and-girls",)),
        ("ASB Act 2014", "PSPO", ("asb-and-concerning-behaviours", "confidence-and-communities")),
    ]
    assert [(note.month, note.indicator, note.priority) for note in plan.notes] == [
        ("2023-10", "top-vwi", None),
        ("2023-10", None, "confidence-and-communities"),
    ]
    before = load_catalogue().plans["ashford-2023"]
    assert (plan.indicators, plan.actions) == (before.indicators, before.actions)
    said = " ".join(words for file in result.files for words in file.alone)
    assert "row 6, column priorities: the plan has no priority 'litter'" in said
    assert "row 4, column indicator: the plan has no indicator 'top-survy'" in said
    later = written(folder, "notes-november.csv", NOTES.splitlines()[0] + "\nashford-2023,2023-11,None.,,\n")
    build(folder, later, day=2)
    plan = load_reference(Store(folder), settings(folder)).catalogue.plans["ashford-2023"]
    assert [note.text for note in plan.notes] == ["None."]
    assert len(plan.frameworks) == 4


def test_an_indicator_is_measured_in_an_area_the_store_knows(folder: Path) -> None:
    result = build(
        folder, written(folder, "plan.yaml", PLAN), written(folder, "indicators.csv", MONITORED), day=1
    )
    plan = load_reference(Store(folder), settings(folder)).catalogue.plans["ashford-2024"]
    talks, locks = plan.indicators
    assert (talks.area, talks.output, talks.moves) == (ASHFORD, True, ("locks",))
    assert (locks.area, locks.output) == (None, False)
    said = " ".join(words for file in result.files for words in file.alone)
    assert "row 4, column measured_in: 'Narnia' is no area this store knows" in said


def test_actions_are_in_the_store_with_when_they_are_due(folder: Path) -> None:
    result = build(folder, written(folder, "plan.yaml", PLAN), written(folder, "actions.csv", ACTIONS), day=1)
    rows = queries.get_actions(Store(folder).snapshot())
    own = [row for row in rows if row["plan"] == "ashford-2024"]
    assert [(row["id"], row["due_on"], row["status"]) for row in own] == [
        ("watch", dt.date(2024, 9, 30), "in_progress"),
        ("locks", dt.date(2024, 6, 30), "complete"),
    ]
    assert own[0]["priorities"] == ["roads", "homes"]
    assert own[0]["indicators"] == ["homes-burgled"]
    assert {row["file_id"] for row in rows if row["plan"] == "ashford-2023"} == {None}
    (_, actions) = sorted(result.files, key=lambda file: file.name == "actions.csv")
    assert (actions.rows_read, actions.rows_loaded) == (3, 2)
    assert actions.alone == (
        "row 4, column priorities: the plan has no priority 'parks'. What to do: correct the id, or add the "
        "priority to the plan; rows set aside do not count.",
    )
    # A plan holds no figures of anybody: whoever sees the page sees the row that is to be put right.
    reference = load_reference(Store(folder), Settings(store=folder, audience=Audience.PUBLIC))
    view = build_view("set-aside", reference, parse("", vocabulary_of(reference)).selection)
    assert [row[:3] for row in view.table.rows] == [("actions.csv", 4, "priorities")]
    assert "More lamps" in view.table.rows[0][-1]


def test_a_row_that_waits_for_its_plan_is_taken_when_the_plan_comes(folder: Path) -> None:
    first = build(folder, written(folder, "actions.csv", ACTIONS), day=1)
    assert first.files[0].rows_loaded == 0
    build(folder, written(folder, "plan.yaml", PLAN), day=2)
    rows = queries.get_actions(Store(folder).snapshot())
    assert [row["id"] for row in rows if row["plan"] == "ashford-2024"] == ["watch", "locks"]


def test_the_latest_file_that_has_a_table_of_a_plan_stands(folder: Path) -> None:
    yaml = written(folder, "plan.yaml", PLAN)
    build(folder, yaml, written(folder, "actions.csv", ACTIONS), day=1)
    later = ACTIONS.replace("watch,", "patrol,").rsplit("ashford-2024,locks", 1)[0]
    result = build(folder, written(folder, "later.csv", later), day=2)
    assert result.files[0].rows_loaded == 1
    snapshot = Store(folder).snapshot()
    rows = queries.get_actions(snapshot)
    assert [row["id"] for row in rows if row["plan"] == "ashford-2024"] == ["patrol"]
    files = queries.get_files(snapshot).set_index("name")["superseded"]
    assert bool(files["actions.csv"])
    assert not bool(files["plan.yaml"])
    # The plan given again with other words keeps the actions, which it does not have.
    build(folder, written(folder, "plan.yaml", PLAN.replace("A plan for", "The plan for")), day=3)
    plan = load_reference(Store(folder), settings(folder)).catalogue.plans["ashford-2024"]
    assert (plan.title, [action.id for action in plan.actions]) == ("The plan for Ashford", ["patrol"])


def test_a_file_given_again_is_the_latest_even_where_it_is_as_it_was(folder: Path) -> None:
    own = "actions:\n- {id: first, action: Mend the lights, priorities: [roads]}\n"
    yaml = written(folder, "plan.yaml", PLAN + own)
    for day, (path, standing) in enumerate(
        [
            (yaml, ["first"]),
            (written(folder, "actions.csv", ACTIONS), ["watch", "locks"]),
            (yaml, ["first"]),
        ],
        1,
    ):
        build(folder, path, day=day)
        rows = queries.get_actions(Store(folder).snapshot())
        assert [row["id"] for row in rows if row["plan"] == "ashford-2024"] == standing


def test_a_file_with_the_id_of_a_catalogue_plan_replaces_it_and_says_so(folder: Path) -> None:
    own = PLAN.replace("ashford-2024", "ashford-2023")
    result = build(folder, written(folder, "own.yaml", own), day=1)
    assert "the file replaces its own row, priorities, indicators" in " ".join(result.files[0].understood)
    plan = load_reference(Store(folder), settings(folder)).catalogue.plans["ashford-2023"]
    assert [priority.id for priority in plan.priorities] == ["roads", "homes"]
    # What the catalogue tied to priorities that are gone is told, never dropped in silence.
    left_out = len(load_catalogue().plans["ashford-2023"].actions) - len(plan.actions)
    told = [notice for notice in result.notices if "the catalogue's action" in notice]
    assert left_out == len(told) > 0


def test_an_unknown_area_names_the_cell_and_the_rows_below_say_why(folder: Path) -> None:
    result = build(
        folder, written(folder, "plan.yaml", PLAN.replace("area: Ashford", "area: Ashfort")), day=1
    )
    (file,) = result.files
    assert (file.rows_read, file.rows_loaded) == (4, 0)
    assert any("'Ashfort' is no area this store knows" in told for told in file.alone)
    assert ("the row of its plan 'ashford-2024' is set aside", 3) in file.reasons


def test_a_kept_version_shows_the_plan_it_was_built_with(folder: Path) -> None:
    build(folder, written(folder, "plan.yaml", PLAN), day=1)
    store = Store(folder)
    before = load_reference(store, settings(folder))
    build(folder, written(folder, "plan.yaml", PLAN.replace("change_pct: -3", "change_pct: -9")), day=2)
    after = load_reference(store, settings(folder))
    targets = [r.catalogue.plans["ashford-2024"].indicators[0].change_pct for r in (before, after)]
    assert targets == [-3, -9]
    kept = store.kept(before.version)
    assert kept is not None
    (content,) = (row["content"] for row in queries.get_plans(kept) if row["plan"] == "ashford-2024")
    assert '"change_pct":-3' in content
