"""Every indicator, action and framework code that the papers print is in the catalogue, as they print it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.catalogue.load import load_catalogue
from data.catalogue.plan import Action, Direction, Indicator, Plan, TargetKind
from data.demonstration.published import observations

FACTS = Path(__file__).parents[2] / "data" / "demonstration" / "facts"
Row = dict[str, str]
PLANS = {
    ("000", "2008-04"): "ashford-2008",
    ("001", "2023-04"): "ashford-2023",
    ("002", "2011-04"): "tonbridge-malling-2011",
    ("002", "2012-04"): "tonbridge-malling-2012",
    ("003", "2011-04"): "kent-2011",
    ("004", "2008-04"): "dartford-gravesham-2008",
}
POLARITY = {"lower_is_better": Direction.LOWER, "higher_is_better": Direction.HIGHER}
# What the papers' table calls a kind, and what it can be here.
KINDS = {
    "change_pct": {TargetKind.CHANGE},
    "level": {TargetKind.LEVEL, TargetKind.STANDARD},
    "maintain": {TargetKind.MAINTAIN},
    "count": {TargetKind.AT_LEAST, TargetKind.RANGE},
    "none": {TargetKind.DIRECTION, TargetKind.WATCHED},
}
UNITS = {"percent": {"percent"}, "count": {"count", "hours"}, "per_1000": {"rate"}}
PLACES = {
    "Ashford hotspots incl. town centres": "ashford-hotspots",
    "West Kent police area": "west-kent-police",
    "Kent excl. Medway": "E10000016",
    "Kent": "E10000016",
    "Kent police force": "E23000032",
    "Dartford and Gravesham town centres": "dartford-gravesham-town-centres",
    "Dartford and Gravesend town centres": "dartford-gravesham-town-centres",
    "Dartford": "E07000107",
}
# Two rows are the ends of one range; a measure is known here by another name.
RANGE = {"004_out_alcohol_low": "out-alcohol", "004_out_alcohol_high": "out-alcohol"}
MEASURES = {"theft_from_person": "theft_from_the_person"}
# Said of a row where the model has a field for it, or the kind says so.
SAID_OTHERWISE = ("top line indicator; ", "outcome measure in action table; ")
EVERY_PRIORITY = "All priorities"


def rows(name: str) -> list[Row]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan_of(row: Row) -> Plan:
    first = row["plan_start"] or "2011-04"
    named = (PLANS.get((row["source"][:3], start)) for start in (first, first.replace("2009", "2008")))
    return load_catalogue().plans[next(filter(None, named))]


def indicator_of(row: Row) -> Indicator:
    wanted = RANGE.get(row["indicator_id"], row["indicator_id"][4:].replace("_", "-"))
    return next(item for item in plan_of(row).indicators if item.id == wanted)


def priorities_of(plan: Plan, item: Indicator | Action) -> set[str]:
    return {priority.label for priority in plan.priorities if priority.id in item.priorities}


@pytest.mark.parametrize("row", rows("indicators"), ids=lambda row: row["indicator_id"])
def test_an_indicator_is_as_the_paper_prints_it(row: Row) -> None:
    catalogue, plan, item = load_catalogue(), plan_of(row), indicator_of(row)
    assert (plan.publication, item.lead) == (row["source"], row["lead"])
    assert item.label == row["indicator"] or row["indicator_id"] in RANGE
    assert item.measure == MEASURES.get(row["measure"], row["measure"])
    if item.kind is not TargetKind.CHANGE and row["unit"]:
        assert catalogue.measures[item.measure].unit in UNITS[row["unit"]]
    assert item.direction is POLARITY[row["polarity"]]
    assert item.kind in KINDS[row["target_kind"]]
    assert item.change_pct == number(row["target_change_pct"])
    if item.kind is TargetKind.RANGE:
        assert number(row["target_value"]) in (item.low, item.high)
    else:
        assert item.target == number(row["target_value"])
    note = row["note"]
    for said in SAID_OTHERWISE:
        note = note.removeprefix(said)
    assert item.note.startswith(note)
    start, end = item.start or plan.start, item.end or plan.end
    assert (start, end) == (row["plan_start"], row["plan_end"])
    assert item.area == PLACES.get(row["geography"])
    if row["data_source"] and plan.id != "ashford-2023":
        assert f"counted in: {row['data_source']}" in item.note
    assert not item.unfit()


@pytest.mark.parametrize("row", rows("indicators"), ids=lambda row: row["indicator_id"])
def test_an_indicator_has_the_papers_priorities_and_baseline(row: Row) -> None:
    plan, item = plan_of(row), indicator_of(row)
    if not row["priority"]:
        (own,) = (priority for priority in plan.priorities if priority.id in item.priorities)
        assert "names no priority" in own.aim
    elif row["priority"] == EVERY_PRIORITY:
        assert set(item.priorities) == {priority.id for priority in plan.priorities}
    else:
        assert priorities_of(plan, item) == set(row["priority"].split("; "))
    stated = item.baseline if item.baseline is not None and item.baseline.stated else None
    assert (stated.value if stated else None) == number(row["baseline_value"])
    if stated is not None:
        assert f"{stated.start} to {stated.end}" == row["baseline_period"]


def number(text: str) -> float | None:
    return float(text) if text else None


def test_no_plan_has_indicators_that_no_paper_prints() -> None:
    printed = {(plan_of(row).id, indicator_of(row).id) for row in rows("indicators")}
    assert printed == {
        (plan.id, item.id) for plan in load_catalogue().plans.values() for item in plan.indicators
    }


@pytest.mark.parametrize("row", rows("actions"), ids=lambda row: row["action"][:40])
def test_an_action_is_as_the_paper_prints_it(row: Row) -> None:
    plan = plan_of(row)
    found = [
        item
        for item in plan.actions
        if item.action == row["action"] and row["priority"] in priorities_of(plan, item)
    ]
    assert len(found) == 1
    (item,) = found
    assert (item.strand, item.measurement, item.lead) == (row["strand"], row["measurement"], row["lead"])
    assert (item.partners, item.grade, item.due) == (row["partners"], row["grade"], row["due"])
    assert (item.status, item.progress) == (row["status"], row["progress_note"])
    if row["plan_start"]:
        start, end = item.start or plan.start, item.end or plan.end
        assert (start, end) == (row["plan_start"], row["plan_end"])


def test_no_plan_has_actions_that_no_paper_prints() -> None:
    printed = {(plan_of(row).id, row["action"]) for row in rows("actions")}
    plans = load_catalogue().plans.values()
    assert printed == {(plan.id, item.action) for plan in plans for item in plan.actions}
    # The papers print 255; one stands under three priorities, and is one action here.
    assert sum(len(plan.actions) for plan in plans) == len(rows("actions")) - 2


def test_framework_codes_are_the_papers() -> None:
    plans = {plan.publication: plan for plan in load_catalogue().plans.values() if plan.frameworks}
    printed = {
        (row["source"], row["framework"], row["code"], row["title"], row["priority"])
        for row in rows("frameworks")
    }
    assert printed == {
        (plan.publication, code.framework, code.code, code.title, priority.label)
        for plan in plans.values()
        for code in plan.frameworks
        for priority in plan.priorities
        if priority.id in code.priorities
    }


def test_every_priority_has_a_theme_and_every_theme_a_priority() -> None:
    catalogue = load_catalogue()
    priorities = [item for plan in catalogue.plans.values() for item in plan.priorities]
    assert all(item.themes and item.aim for item in priorities)
    assert {theme for item in priorities for theme in item.themes} == set(catalogue.themes)


def test_what_has_no_data_names_the_file_and_who_owes_it() -> None:
    for plan in load_catalogue().plans.values():
        for item in plan.indicators:
            assert item.filled_by or item.source, f"{plan.id} {item.id}"
            assert item.owner or item.label.startswith("PSA"), f"{plan.id} {item.id}"


def test_what_the_papers_measured_is_among_the_published_figures() -> None:
    """Previous and current values are observations with periods of their own; none is printed in two ways."""
    held: dict[tuple[str, str], dict[str, str]] = {}
    for item in observations():
        if not item.breakdown:
            held.setdefault((item.measure, item.area_code), {})[item.period] = item.value
    found = 0
    for row in rows("indicators"):
        if row["actual_value"]:
            item = indicator_of(row)
            values = held[item.measure, item.area or plan_of(row).area]
            assert values[row["actual_period"]] == row["actual_value"]
            assert not row["previous_value"] or row["previous_value"] in values.values()
            if row["baseline_value"]:
                assert values[row["baseline_period"]] == row["baseline_value"]
            found += 1
    assert found == 13
