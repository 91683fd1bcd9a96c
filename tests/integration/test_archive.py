"""Past plans on the Targets page: reachable, labelled with their years, and never judged by later numbers."""

from __future__ import annotations

import csv
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from callbacks import archive
from dashboard.held_reference import load_reference
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.catalogue import load_catalogue
from data.settings import Settings
from data.store import Store

ASHFORD, TONBRIDGE, KENT_CSP = "E07000105", "E07000115", "kent-csp"
DARTFORD_AND_GRAVESHAM = "E22000352"
FACTS = Path(__file__).parents[2] / "data" / "demonstration" / "facts"
PLANS = [
    "ashford-2023",
    "tonbridge-malling-2012",
    "kent-2011",
    "tonbridge-malling-2011",
    "ashford-2008",
    "dartford-gravesham-2008",
]


@pytest.fixture(scope="module")
def reference(demo_store: Path) -> Reference:
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.queries: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.queries += [value for name, value in attrs if tag == "a" and name == "href" and value]


def test_every_plan_is_listed_with_its_years_and_opens(reference: Reference) -> None:
    vocabulary = vocabulary_of(reference)
    view = build_view("archive", reference, parse("", vocabulary).selection)
    rows = view.table.records()
    assert [row["plan"] for row in rows] == PLANS
    assert [row["state"] for row in rows][:2] == ["in force in Mar 2024", "ended Mar 2013"]
    for row, card in zip(rows, view.extra["plans"], strict=True):
        found = parse(card["link"], vocabulary)
        assert (found.selection.plan, found.notices) == (row["plan"], ())
        assert found.selection.area == row["area_code"]
        assert card["chosen"] == (row["plan"] == "ashford-2023")
        plan = load_catalogue().plans[str(row["plan"])]
        counted = (len(plan.indicators), len(plan.actions), len(plan.frameworks))
        assert (row["indicators"], row["actions"], row["codes"]) == counted
        assert f"{row['start']} {row['end']}" == f"{plan.start} {plan.end}"
    held = {row["plan"]: row["held"] for row in rows}
    assert held["kent-2011"] == 13, "the county's monitoring figures of 2012 are in the store"
    assert held["tonbridge-malling-2011"] == held["tonbridge-malling-2012"] == 0, "the paper left them blank"


@pytest.mark.parametrize("plan", [name for name in PLANS if name != "ashford-2023"])
def test_a_past_plan_is_not_judged_by_what_was_counted_later(reference: Reference, plan: str) -> None:
    """The demonstration counts 2019 to 2024, and all of these ended before."""
    area = load_catalogue().plans[plan].area
    selection = parse(f"area={area}&plan={plan}", vocabulary_of(reference)).selection
    assert (selection.plan, str(selection.to)) == (plan, "2024-03")
    view = build_view("targets", reference, selection)
    assert "plan ended, and no data to its last month" in view.title
    for gauge in view.extra["gauges"]:
        assert gauge["status"] == "no_data"
        assert gauge["status_words"].lower().startswith("plan ended, no data")


@pytest.mark.parametrize(
    ("area", "offered", "first"),
    [
        (ASHFORD, ["2008-11 (ended)", "2023/24"], "ashford-2023"),
        (TONBRIDGE, ["2011/12 (ended)", "2012/13 (ended)"], "tonbridge-malling-2012"),
        (KENT_CSP, ["Kent 2011-14 (ended)"], "kent-2011"),
        (DARTFORD_AND_GRAVESHAM, ["2008-11 (ended)"], "dartford-gravesham-2008"),
    ],
)
def test_the_plan_control_reaches_past_plans(
    reference: Reference, area: str, offered: list[str], first: str
) -> None:
    vocabulary = vocabulary_of(reference)
    selection = parse(f"area={area}", vocabulary).selection
    assert selection.plan == first
    assert [option.label for option in vocabulary.options(selection)["plan"]] == offered


def test_a_county_group_is_its_twelve_districts(reference: Reference) -> None:
    assert len(reference.districts(KENT_CSP)) == 12
    assert reference.districts(KENT_CSP) == reference.districts("E10000016")


def test_themes_hold_every_priority_of_every_plan(reference: Reference) -> None:
    vocabulary = vocabulary_of(reference)
    view = build_view("themes", reference, parse("", vocabulary).selection)
    catalogue = load_catalogue()
    found = {(row["theme"], row["plan"], row["priority"]) for row in view.table.records()}
    assert found == {
        (catalogue.themes[theme].label, plan.label, priority.label)
        for plan in catalogue.plans.values()
        for priority in plan.priorities
        for theme in priority.themes
    }
    abuse = next(row for row in view.extra["themes"] if row["label"].startswith("Domestic abuse"))
    held = dict(zip((plan["label"] for plan in view.extra["plans"]), abuse["cells"], strict=True))
    assert all(held.values()), "all six plans compare under it"
    (cell,) = held["Tonbridge and Malling 2012/13"]
    selection = parse(cell["link"], vocabulary).selection
    assert (selection.area, selection.plan, selection.priority) == (
        TONBRIDGE,
        "tonbridge-malling-2012",
        "domestic-abuse",
    )


def test_framework_codes_are_there_both_ways_round(reference: Reference) -> None:
    view = build_view("frameworks", reference, parse("", vocabulary_of(reference)).selection)
    with (FACTS / "frameworks.csv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    titles = {plan.publication: plan.label for plan in load_catalogue().plans.values()}
    wanted = {(row["framework"], row["code"], titles[row["source"]], row["priority"]) for row in printed}
    rows = view.table.records()
    assert len(rows) == len(printed)
    assert {(row["framework"], row["code"], row["plan"], row["priority"]) for row in rows} == wanted
    by_code = {
        (entry["framework"], code["code"], plan, label)
        for entry in view.extra["codes"]
        for code in entry["codes"]
        for plan, _, labels in code["plans"]
        for label in labels
    }
    assert by_code == wanted
    by_priority = {
        (code, plan["plan"], priority["label"])
        for plan in view.extra["priorities"]
        for priority in plan["priorities"]
        for code, _ in priority["codes"]
    }
    assert by_priority == {(code, plan, label) for _, code, plan, label in wanted}


def test_the_cards_are_filled_and_their_links_open_a_plan(reference: Reference) -> None:
    outputs = archive.build_sections(reference, "?plan=ashford-2008")
    assert len(outputs) == len(archive.OUTPUTS)
    plans, themes, frameworks = outputs[2::3]
    links = Links(plans + themes)
    opened = {parse(query, vocabulary_of(reference)).selection.plan for query in links.queries}
    assert opened == set(PLANS)
    assert 'class="chosen"' in plans
    assert "NI 195" in frameworks


def test_a_plan_whose_area_is_not_here_is_listed_without_a_link(small_reference: Reference) -> None:
    areas = {code: area for code, area in small_reference.areas.items() if code != KENT_CSP}
    other = replace(small_reference, areas=areas, recall=Recall(), structure=Recall(limit=1000))
    view = build_view("archive", other, parse("", vocabulary_of(other)).selection)
    cards = {card["label"]: card for card in view.extra["plans"]}
    assert cards["Ashford 2023/24"]["link"]
    assert cards["Kent 2011-14"]["link"] == ""
    assert cards["Kent 2011-14"]["held"] == "no data"
