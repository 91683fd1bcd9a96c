"""The Targets page through Flask's client, on the demonstration store."""

from __future__ import annotations

import pytest

from callbacks import targets
from data.settings import Settings
from layouts import ids

ASHFORD, MAIDSTONE = "E07000105", "E07000110"


@pytest.fixture(scope="module")
def client(make_app, demo_store):
    return make_app(Settings(store=demo_store, home=ASHFORD)).server.test_client()


def page(client, search):
    """The answer to a change of the address."""
    named = [{"id": item.component_id, "property": item.component_property} for item in targets.OUTPUTS]
    body = {
        "output": ".." + "...".join(f"{item['id']}.{item['property']}" for item in named) + "..",
        "outputs": named,
        "inputs": [{"id": ids.URL, "property": "search", "value": search}],
        "changedPropIds": [f"{ids.URL}.search"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.text[:500]
    return answer.json["response"]


def rows(client, search):
    return page(client, search)[ids.SCORECARD]["rowData"]


def test_top_lines_come_first_and_only_what_is_watched_is_folded(client):
    found = rows(client, "?to=2023-12")
    heads = [row for row in found if "head" in row]
    assert heads[0]["head"] == "Top-line indicators"
    assert [head["folded"] for head in heads] == [False] * (len(heads) - 1) + [True]
    groups = [row["group"] for row in found if "head" not in row]
    assert [int(head["count"]) for head in heads] == [groups.count(head["group"]) for head in heads]
    assert len({row["id"] for row in found}) == len(found)
    assert all(row["shape"] and row["words"] and row["target"] for row in found[1:7])


def test_what_is_open_is_never_folded_away(client):
    found = rows(client, "?to=2023-12&indicator=o-martyn")
    assert [row["id"] for row in found if row.get("open")] == ["o-martyn"]
    assert not any(row.get("folded") for row in found)


def test_a_priority_shows_its_own(client):
    found = rows(client, "?to=2023-12&priority=serious-violence")
    whole = rows(client, "?to=2023-12")
    ours = {row["id"] for row in found if "head" not in row}
    assert "top-vwi" in ours
    assert ours < {row["id"] for row in whole}


def test_no_data_names_the_file_that_would_fill_it(client):
    survey = next(row for row in rows(client, "?to=2023-12") if row["id"] == "top-survey")
    assert "Comes from the residents’ survey" in survey["missing"]
    assert survey["status"] == "no_data"


def test_an_area_without_a_plan_says_what_to_do(client):
    response = page(client, f"?area={MAIDSTONE}")
    assert response[ids.SCORECARD]["rowData"] == []
    assert "csp template plan" in str(response[ids.words("scorecard")])
