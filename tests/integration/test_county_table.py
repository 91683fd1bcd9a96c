"""The county's monitoring table of November 2012 comes out of the demonstration store figure for figure."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from callbacks.monitoring import build_section
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.selection import parse
from dashboard.views.monitoring import build_monitoring
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.demonstration.facts import FOLDER
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD

PACK = "003_"
TABLE = "area=kent-csp&plan=kent-2011"


def published(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if next(iter(row.values())).startswith(PACK)]


def seen(store: Path, query: str, audience: Audience = Audience.PARTNER) -> View:
    reference = load_reference(Store(store), Settings(store=store, home=ASHFORD, audience=audience))
    return build_monitoring(reference, parse(query, vocabulary_of(reference)).selection)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_county_table_of_2012_comes_out_figure_for_figure(demo_store: Path, audience: Audience) -> None:
    """Every row of the paper's indicators, and every difference it prints, at the precision it prints."""
    shown = {row["measure"]: row for row in seen(demo_store, TABLE, audience).table.records()}
    rows = published("indicators.csv")
    assert {row["measure"] for row in rows} == set(shown)
    compared = 0
    for row in rows:
        found = shown[row["measure"]]
        for name, cell in (
            ("baseline_value", "baseline"),
            ("previous_value", "previous"),
            ("actual_value", "value"),
        ):
            assert found[cell] == (float(row[name]) if row[name] else None), (row["measure"], cell)
            compared += bool(row[name])
        first, last = row["actual_period"].split(" to ")
        assert found["period"] == Window("range", Month.parse(first), Month.parse(last)).words
        assert found["priority"] == row["priority"]
        assert found["lead"] == row["lead"] or not row["lead"]
    assert compared == 36
    changes = [
        row for row in published("figures.csv") if "_px_" in row["figure_id"] and "change" in row["figure_id"]
    ]
    assert len(changes) == 12
    for row in changes:
        found = shown[row["measure"]]
        points = row["statistic"] == "change_n"
        assert found["change" if points else "change_pct"] == float(row["value"]), row["figure_id"]
        assert str(found["difference"]).endswith(" points" if points else "%")


def test_its_words_are_the_plans(demo_store: Path) -> None:
    shown = {row["measure"]: row for row in seen(demo_store, TABLE).table.records()}
    said = {name: (row["moved"], row["verdict"]) for name, row in shown.items()}
    assert said["residents_perceive_high_asb"] == ("down", "better")
    assert said["domestic_burglary"] == ("up", "worse")
    assert said["alcohol_treatment_completions"] == ("up", "better")
    assert said["asb_reporters_satisfied_pct"] == ("", "no value before")
    assert shown["residents_perceive_high_asb"]["most_down"] == "Thanet −6.1 points (7.8% to 1.7%)"
    assert shown["residents_perceive_high_asb"]["most_up"] == ""
    assert "right before, Apr 2011 to Jun 2011" in str(shown["drug_completers_not_representing_pct"]["note"])


def test_the_page_shows_what_the_table_says(demo_store: Path) -> None:
    reference = load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))
    _, _, body = build_section(reference, f"?{TABLE}")
    for words in ("22,655", "24,582", "−7.8%", "+3.5 points", "Thanet −6.1 points", "plan-worse", "↑"):
        assert words in body
    one = seen(demo_store, f"{TABLE}&priority=road-safety")
    assert [row["measure"] for row in one.table.records()] == ["ksi_casualties"]
