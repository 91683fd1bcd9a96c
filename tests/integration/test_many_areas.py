"""Above a county: more districts, forces and files than a sentence, a heat map or a page bears."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import sentences
from dashboard.district_facts import district_facts
from dashboard.held_reference import load_reference
from dashboard.question import ask
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views import sources, ward_months
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Store

ASHFORD = "E07000105"
COUNTY = "E10000016"
FORCE = "E23000032"


@pytest.fixture(scope="module")
def reference(demo_store: Path) -> Reference:
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))


def test_a_heat_map_draws_the_highest_districts_and_its_table_holds_all(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ward_months, "MOST_ROWS", 5)
    selection = parse(f"area={FORCE}&source=police_uk", vocabulary_of(reference)).selection
    view = build_view("ward-months", reference, selection)
    names = [row["district_name"] for row in view.table.records()]
    assert len(names) == len(reference.districts(FORCE)) > 5
    assert list(view.figure["layout"]["yaxis"]["ticktext"]) == names[:5]
    assert len(view.figure["data"][0]["z"]) == 5
    assert f"the highest 5 of {len(names)}" in view.caption
    go.Figure(view.figure)


def test_a_page_lists_the_files_that_need_somebody_and_the_csv_has_all(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    selection = parse("", vocabulary_of(reference)).selection
    whole = build_view("sources", reference, selection).table
    assert not build_view("sources", reference, selection).caveats
    monkeypatch.setattr(sources, "LISTED", 2)
    view = build_view("sources", reference, selection)
    assert view.table.shown == 2
    assert sorted(view.table.rows) == sorted(whole.rows)
    aside = [row["rows_set_aside"] > 0 for row in view.table.records()]
    assert aside == sorted(aside, reverse=True)
    assert "2 files are listed here" in view.caveats[0]


@pytest.mark.parametrize(("area", "named"), [(ASHFORD, 0), (ASHFORD, 1), (FORCE, 0)])
def test_of_more_areas_than_a_sentence_bears_the_rest_are_counted(
    reference: Reference, monkeypatch: pytest.MonkeyPatch, area: str, named: int
) -> None:
    selection = parse(f"area={area}&source=police_uk", vocabulary_of(reference)).selection
    facts = district_facts(reference, selection)
    assert facts is not None
    beside = [row for row in facts.beside if row.code != area and row.change is not None]
    beyond = [row for row in beside if row.usual is not None and row.usual.beyond_usual]
    monkeypatch.setattr(sentences, "MOST_NAMED", named)
    view = build_view("findings", reference, selection)
    (said,) = [
        "".join(words for words, _ in sentence)
        for sentence in view.extra["sentences"]
        if any("were within usual" in words for words, _ in sentence)
    ]
    assert sum(row.name in said for row in beside) <= named
    within = len(beside) - len(beyond)
    assert f"{'the other' if beyond else 'All'} {within} were within usual variation" in said


def test_districts_of_several_forces_are_not_compared_and_the_page_says_where_they_are(
    reference: Reference,
) -> None:
    area = next(code for code in reference.custom if len(reference.districts(code)) > 1)
    moved = reference.districts(area)[0]
    members = {
        group: tuple(code for code in inside if code != moved) if group in (COUNTY, FORCE) else inside
        for group, inside in reference.members.items()
    }
    other = replace(reference.areas[FORCE], code="E23999999", name="Elsewhere")
    apart = replace(
        reference,
        areas={**reference.areas, other.code: other},
        members={**members, other.code: (moved,)},
        recall=Recall(),
        structure=Recall(),
    )
    selection = parse(f"area={area}&source=police_uk", vocabulary_of(apart)).selection
    assert ask(apart, selection).area == area
    for name in ("matrix", "rates", "volume", "contribution"):
        assert "lies in 2 police forces" in build_view(name, apart, selection).empty
