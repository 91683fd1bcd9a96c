"""Answers that are kept: the latest of them, and none of which a part failed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import pytest
from dash import Dash, Output, html
from small_reference import small_reference

from callbacks.sight import Sight
from callbacks.wiring import wire
from dashboard.recall import Recall
from dashboard.views import registry


def test_the_latest_answers_are_kept_and_no_more():
    recall, worked = Recall(limit=2), count(1)
    said = [recall(question, lambda: next(worked)) for question in "abacab"]
    assert said == [1, 2, 1, 3, 1, 4], "what was asked for last is kept longest"


def test_an_answer_of_which_a_part_failed_is_worked_out_again(monkeypatch):
    reference = replace(small_reference(), snapshot=SimpleNamespace(version="v1"))
    fails = iter([True, False, False])

    def build(reference, selection):
        if next(fails):
            raise OSError("a disk that was away for a moment")
        return registry.View(name="wards", title="It stands", table=registry.Table((), ()))

    monkeypatch.setattr(registry, "VIEWS", {"wards": build})
    titles = [
        reference.answers("page", lambda: registry.build_view("wards", reference, None).title)
        for _ in range(3)
    ]
    assert titles == ["Wards: could not be shown", "It stands", "It stands"]
    assert next(fails, None) is False, "the third was kept"


@pytest.fixture
def asked():
    """A callback of one element: what it is asked for, and how often it was filled."""
    days = iter([dt.date(2024, 3, 31)] * 3 + [dt.date(2024, 4, 1)])
    first, other = small_reference(), small_reference()
    versions = iter([first, first, other, other])
    filled = []

    def fill(reference, search):
        filled.append(search)
        return [f"{len(filled)}"]

    app = Dash(__name__)
    app.layout = html.Div(id="part")
    sight = Sight(published=lambda: next(versions), kept=lambda _: None, today=lambda: next(days))
    wire(app, sight, [Output("part", "data-html")], fill=fill)
    return app, filled


def test_a_page_is_filled_anew_for_another_version_and_another_day(asked):
    app, filled = asked
    client = app.server.test_client()
    answers = []
    for _ in range(4):
        answer = client.post(
            "/_dash-update-component",
            json={
                "output": "..part.data-words..",
                "outputs": [{"id": "part", "property": "data-words"}],
                "inputs": [{"id": "url", "property": "search", "value": "?area=X"}],
                "changedPropIds": ["url.search"],
            },
        )
        answers.append(answer.get_json()["response"]["part"]["data-words"])
    assert answers == [f'{{"part":{{"html":"{n}"}}}}' for n in (1, 1, 2, 3)]
    assert filled == ["?area=X"] * 3
