"""The catalogue's Ashford plan says what the published indicators and actions say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.catalogue.load import load_catalogue
from data.catalogue.plan import Direction, Indicator, Plan, TargetKind

FACTS = Path(__file__).parents[2] / "data" / "demonstration" / "facts"
POLARITY = {"lower_is_better": Direction.LOWER, "higher_is_better": Direction.HIGHER}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_catalogue().plans["ashford-2023"]


@pytest.fixture(scope="module")
def published() -> list[dict[str, str]]:
    with (FACTS / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["source"].startswith("001 ")]


def _indicator(plan: Plan, row: dict[str, str]) -> Indicator:
    slug = row["indicator_id"].removeprefix("001_").replace("_", "-")
    return next(item for item in plan.indicators if item.id == slug)


def test_every_published_indicator_is_there_and_no_other(plan: Plan, published: list[dict[str, str]]) -> None:
    ids = {row["indicator_id"].removeprefix("001_").replace("_", "-") for row in published}
    assert {item.id for item in plan.indicators} == ids
    assert sum(item.top_line for item in plan.indicators) == 6


def test_indicators_agree_with_the_published_rows(plan: Plan, published: list[dict[str, str]]) -> None:
    labels = {item.id: item.label for item in plan.priorities}
    for row in published:
        item = _indicator(plan, row)
        assert (item.label, item.measure, item.lead) == (row["indicator"], row["measure"], row["lead"])
        assert item.direction is POLARITY[row["polarity"]]
        assert row["priority"] in {labels[slug] for slug in item.priorities}
        if row["target_kind"] == "change_pct":
            assert item.kind is TargetKind.CHANGE and item.top_line
            assert item.change_pct == float(row["target_change_pct"])
            assert item.baseline is not None and not item.baseline.stated
        else:
            assert item.kind in (TargetKind.WATCHED, TargetKind.DIRECTION)
            assert item.change_pct is None and item.filled_by


def test_actions_are_the_papers(plan: Plan) -> None:
    assert (plan.start, plan.end, plan.area) == ("2023-04", "2024-03", "E07000105")
    assert len(plan.priorities) == 4
    assert len(plan.actions) == 23
    assert {action.strand for action in plan.actions} == {"prepare", "protect", "prevent", "pursue"}
    assert all(action.indicators and action.lead and action.measurement for action in plan.actions)
    moved = {slug for action in plan.actions for slug in action.indicators}
    assert moved == {item.id for item in plan.indicators}, "every indicator has an action that should move it"
