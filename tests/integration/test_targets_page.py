"""The Targets page through Flask's client, on the demonstration store."""

from __future__ import annotations

import csv
import io
import json
import re

import plotly.graph_objects as go
import pytest

from callbacks import targets
from dashboard.held_reference import load_reference
from dashboard.selection import parse
from dashboard.targets.status import SHAPES
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Store
from layouts import ids
from layouts.markup import to_html
from layouts.multiples import build_multiples
from tests.integration.posting import filled

ASHFORD, MAIDSTONE = "E07000105", "E07000110"
# Inside the plan's year, at its end, and before it.
INSIDE, END, BEFORE = "2023-12", "2024-03", "2023-02"


@pytest.fixture(scope="module")
def client(make_app, demo_store):
    return make_app(Settings(store=demo_store, home=ASHFORD)).server.test_client()


@pytest.fixture(scope="module")
def vocabulary(demo_store):
    settings = Settings(store=demo_store, home=ASHFORD)
    return vocabulary_of(load_reference(Store(settings.store), settings))


@pytest.fixture(scope="module")
def plans(vocabulary):
    """Every plan whose area the page offers, by id."""
    return {plan.id: (area.code, plan) for area in vocabulary.areas for plan in vocabulary.plans(area.code)}


def seen(vocabulary, view, **choices):
    """A view of an address, as every page, table and picture has it."""
    selection = parse("&".join(f"{key}={value}" for key, value in choices.items()), vocabulary).selection
    return build_view(view, vocabulary.reference, selection)


def page(client, search):
    """The answer to a change of the address."""
    return filled(client, targets.OUTPUTS, search)


def rows(client, search):
    return page(client, search)[ids.SCORECARD]["rowData"]


def records(client, view, search):
    text = client.get(f"/table/{view}.csv{search}").get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text)))


def about(client, search):
    return page(client, search)[ids.TRAJECTORY]["html"]


def test_top_lines_come_first_and_outputs_and_watched_ones_are_folded(client):
    found = rows(client, f"?to={INSIDE}")
    heads = [row for row in found if "head" in row]
    assert heads[0]["head"] == "Top-line indicators"
    assert not heads[0]["folded"]
    assert heads[-1]["head"] == "Outputs and watched"
    assert heads[-1]["folded"]
    groups = [row["group"] for row in found if "head" not in row]
    assert [int(re.match(r"\d+", head["count"])[0]) for head in heads] == [
        groups.count(head["group"]) for head in heads
    ]
    assert len({row["id"] for row in found}) == len(found)


def test_a_row_prints_the_numbers_of_the_table(client):
    found = {row["id"]: row for row in rows(client, f"?to={INSIDE}")}
    written = {record["indicator"]: record for record in records(client, "scorecard", f"?to={INSIDE}")}
    row = found["top-vwi"]
    record = written[row["label"]]
    assert row["ytd"].replace(",", "") == record["value"]
    assert row["baseline"].replace(",", "") == record["baseline"]
    assert float(row["expected"].replace(",", "")) == round(float(record["expected"]))
    assert row["words"].lower() == record["verdict"]
    assert len(row["spark"]) == 24
    assert row["latest"] == str(row["spark"][-1])
    assert row["shape"] == SHAPES[row["status"]]


def test_the_picture_of_the_scorecard_is_of_what_stands_open(vocabulary):
    view = seen(vocabulary, "scorecard", area=ASHFORD, to=INSIDE)
    words = json.dumps(view.figure, ensure_ascii=False)
    labels = {row["label"]: row["folded"] for row in view.extra["rows"] if "head" not in row}
    assert {label for label in labels if f"<b>{label}</b>" in words} == {
        label for label, folded in labels.items() if not folded
    }
    go.Figure(view.figure)


def test_what_is_open_is_never_folded_away(client):
    found = rows(client, f"?to={INSIDE}&indicator=o-martyn")
    opened = [row for row in found if row.get("open")]
    assert [row["id"] for row in opened] == ["o-martyn"]
    assert not any(row["folded"] for row in found if "head" in row and row["group"] == opened[0]["group"])


def test_a_priority_shows_its_own_and_keeps_what_is_open(client):
    search = f"?to={INSIDE}&priority=serious-violence"
    found = {row["id"] for row in rows(client, search) if "head" not in row}
    assert "top-vwi" in found
    assert found < {row["id"] for row in rows(client, f"?to={INSIDE}")}
    response = page(client, f"{search}&indicator=top-hate")
    assert "hate crime" in str(response[ids.words("trajectory")])
    assert response[ids.graph("trajectory")]["figure"]["data"]


def test_no_data_names_the_file_that_would_fill_it(client):
    survey = next(row for row in rows(client, f"?to={INSIDE}") if row["id"] == "top-survey")
    assert "Comes from the residents’ survey" in survey["missing"]
    assert survey["status"] == "no_data"
    assert "Comes from the residents’ survey" in about(client, f"?to={INSIDE}&indicator=top-survey")


def test_every_blank_of_every_plan_says_who_owes_it(client, plans):
    for plan_id, (area, plan) in plans.items():
        owed = {item.id: item.owner or item.lead for item in plan.indicators}
        found = rows(client, f"?area={area}&plan={plan_id}")
        blank = [row for row in found if row.get("missing")]
        assert all("No data" in row["missing"] and owed[row["id"]] in row["missing"] for row in blank)
        assert all(row["missing"] or row["latest"] or row["ytd"] for row in found if "head" not in row)


def test_before_inside_and_after_the_plan_in_words(client):
    said = {to: str(page(client, f"?to={to}&plan=ashford-2023")) for to in (INSIDE, BEFORE)}
    assert "inside the plan’s years" in said[INSIDE]
    assert "before the plan: its baseline period" in said[BEFORE]
    assert {row["status"] for row in rows(client, f"?to={BEFORE}&plan=ashford-2023") if "status" in row} == {
        "baseline"
    }
    opened = about(client, f"?to={BEFORE}&plan=ashford-2023&indicator=top-vwi")
    assert "Baseline so far" in opened
    assert "So far<" not in opened
    final = [row for row in rows(client, f"?to={END}") if row.get("group") == "top-line" and "words" in row]
    assert all(row["words"].startswith(("Final", "No data")) for row in final)


def test_opened_it_says_what_the_plan_wants_and_who_does_what(client):
    response = page(client, f"?to={INSIDE}&indicator=top-vwi")
    html = response[ids.TRAJECTORY]["html"]
    for words in ("Target", "Expected by now", "Needed", "By luck alone", "Actions that should move it"):
        assert words in html
    assert "in each of the 3 months left" in html
    assert response[ids.picture("trajectory")]["aria-label"].startswith("Violence with injury")
    shut = page(client, f"?to={INSIDE}")
    assert shut[ids.TRAJECTORY]["html"] == ""


def test_the_chart_is_the_table(client):
    search = f"?to={INSIDE}&indicator=top-vwi"
    figure = page(client, search)[ids.graph("trajectory")]["figure"]
    go.Figure(figure)
    actual = figure["data"][-1]
    table = records(client, "trajectory", search)
    assert len(actual["x"]) == len(table) == 12
    for i, record in enumerate(table):
        assert (actual["y"][i] is None) == (record["value"] == "")
        if record["value"]:
            assert f"{int(record['value']):,} so far" in actual["text"][i]
    # Percent above or below the baseline's way: of a target of −2%, expected is 98% of that way.
    for i, record in enumerate(table[1:9], start=1):
        way = float(record["expected"]) / 0.98
        assert actual["y"][i] == pytest.approx(100 * (int(record["value"]) / way - 1), abs=0.06)


def test_every_indicator_of_every_plan_opens(vocabulary, plans):
    for plan_id, (area, plan) in plans.items():
        for indicator in plan.indicators:
            view = seen(vocabulary, "trajectory", area=area, plan=plan_id, indicator=indicator.id)
            assert view.title.startswith(indicator.label)
            assert view.extra["about"]["words"]
            if view.figure:
                go.Figure(view.figure)
                assert any(row["value"] is not None for row in view.table.records())


def test_every_priority_of_every_plan_stands_side_by_side(vocabulary, plans):
    for plan_id, (area, plan) in plans.items():
        for priority in ("summary", *(item.id for item in plan.priorities)):
            view = seen(vocabulary, "multiples", area=area, plan=plan_id, priority=priority)
            if view.empty:
                assert not any(priority in item.priorities for item in plan.indicators)
                continue
            assert len(view.extra["multiples"]) == len(view.table.rows)
            assert to_html(build_multiples(view.extra["multiples"])).count("<h3") == len(view.table.rows)
            go.Figure(view.figure)


def test_an_ended_plan_is_an_archive(client, plans):
    ended = [(area, plan) for area, plan in plans.values() if plan.end < "2015"]
    for area, plan in ended:
        said = str(page(client, f"?area={area}&plan={plan.id}")[ids.words("scorecard")])
        assert "Archive" in said


def test_an_area_without_a_plan_says_what_to_do(client):
    response = page(client, f"?area={MAIDSTONE}")
    assert response[ids.SCORECARD]["rowData"] == []
    assert "csp template plan" in str(response[ids.words("scorecard")])


def test_a_page_stays_small(client):
    """Opening an indicator moves little more than its own chart and words."""
    assert len(json.dumps(page(client, f"?to={INSIDE}&indicator=top-vwi"))) < 60_000
