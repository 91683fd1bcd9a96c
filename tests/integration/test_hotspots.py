"""The Hotspots page on the demonstration: its views for every audience, its clusters the slow way."""

from __future__ import annotations

import csv
import io
import json

import plotly.graph_objects as go
import pytest

from callbacks import hotspots
from dashboard import concentrated
from dashboard.area_months import area_months
from dashboard.clusters import ward_clusters
from dashboard.concentrated import concentration_of
from dashboard.held_reference import load_reference
from dashboard.question import ask
from dashboard.selection import parse
from dashboard.statistics.gi_star import gi_star
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data import queries
from data.settings import Audience, Settings
from data.store import Store
from layouts import ids

ASHFORD, THANET, COUNTY, FORCE = "E07000105", "E07000114", "E10000016", "E23000032"
# One sensitive at ward level, and the most hidden of them.
DOMESTIC, HATE = "domestic_abuse_offences", "hate_crime"


@pytest.fixture(scope="module", params=list(Audience))
def audience(request, demo_store):
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD, audience=request.param))


@pytest.fixture(scope="module")
def reference(demo_store):
    return load_reference(Store(demo_store), Settings(store=demo_store, home=ASHFORD))


def question_of(reference, query):
    return ask(reference, parse(query, vocabulary_of(reference)).selection)


def view_of(reference, name, query):
    return build_view(name, reference, parse(query, vocabulary_of(reference)).selection)


def cell(answer, component, prop):
    return next(
        part
        for part, output in zip(answer, hotspots.OUTPUTS, strict=True)
        if (output.component_id, output.component_property) == (component, prop)
    )


@pytest.mark.parametrize("area", [ASHFORD, COUNTY, FORCE])
@pytest.mark.parametrize(
    "rest",
    [
        "&measure=vehicle_crime&source=police_uk&clusters=on",
        "&measure=vehicle_crime&source=police_uk&clusters=on&map=geo",
        "&measure=all_crime&window=36m&show=change",
        "&measure=domestic_abuse_offences&clusters=on",
        "&measure=hate_crime&clusters=on&month=2024-02",
        "&measure=ksi_casualties&clusters=on",
        "&measure=asb_council_incidents&clusters=on",
    ],
)
def test_every_view_has_its_figure_its_table_and_its_words(audience, area, rest):
    for name in hotspots.FILLS:
        view = view_of(audience, name, f"area={area}{rest}")
        assert "could not be shown" not in view.title
        assert view.title
        if view.empty:
            assert view.empty[0].isupper()
            assert view.empty.endswith(".")
            continue
        assert view.table.rows or name in ("clusters", "highest")
        assert view.period
        assert view.source
        if view.figure:
            go.Figure(view.figure)
            assert view.alt
        assert len(list(csv.reader(io.StringIO(to_csv(view))))) == 1 + len(view.table.rows)
    answer = hotspots.build_page(audience, f"?area={area}{rest}")
    assert len(answer) == len(hotspots.OUTPUTS)


def test_clusters_are_those_of_rates_worked_out_the_long_way(reference):
    """Counts from the table of a view and residents from the store, neighbours from its table."""
    question = question_of(reference, f"area={ASHFORD}&measure=vehicle_crime&source=police_uk")
    found = ward_clusters(question)
    beside = {}
    for row in queries.get_neighbours(reference.snapshot).itertuples():
        beside.setdefault(row.ward_code, []).append(row.other_code)
    for place, window in enumerate(found.windows):
        rates = {}
        for district in reference.districts(FORCE):
            query = f"area={district}&measure=vehicle_crime&source=police_uk&to={window.last}&window=12m"
            for row in view_of(reference, "wards", query).table.records():
                if row["ward_code"]:
                    rates[row["ward_code"]] = (
                        1000 * row["value"] / reference.populations[row["ward_code"]][0].residents
                    )
        assert len(rates) == 279
        expected = gi_star(rates, beside)
        for code, ward in found.wards.items():
            cluster = (ward.now, ward.before)[place]
            assert cluster.around == pytest.approx(expected[code].around)
            assert cluster.kind == expected[code].kind
    assert found.listed


def test_every_area_of_the_force_has_the_same_clusters(reference):
    rest = "&measure=vehicle_crime&source=police_uk"
    asked = [COUNTY, FORCE, *reference.districts(FORCE)]
    found = [ward_clusters(question_of(reference, f"area={area}{rest}")) for area in asked]
    assert len({id(item) for item in found}) == 1
    # What each page lists of its own adds up to the whole.
    listed = [
        ward.code for area in reference.districts(FORCE) for ward in found[0].within(reference.wards(area))
    ]
    assert sorted(listed) == sorted(ward.code for ward in found[0].listed)


def test_the_switch_edges_the_clusters_and_says_so_in_key_list_hover_and_table(reference):
    query = f"area={THANET}&measure=vehicle_crime&source=police_uk"
    plain, marked = (view_of(reference, "hotspots", query + more) for more in ("", "&clusters=on"))
    assert len(plain.figure["data"]) == 4
    found = ward_clusters(question_of(reference, query))
    own = found.within(reference.wards(THANET))
    called = [ward.code for ward in own if ward.called]
    assert called
    areas, _, rim, edge, *_ = marked.figure["data"]
    assert rim["locations"] == edge["locations"] == called
    # The colours are those of the plain map.
    assert (areas["z"], areas["locations"]) == (
        plain.figure["data"][0]["z"],
        plain.figure["data"][0]["locations"],
    )
    said = dict(zip(areas["locations"], areas["text"], strict=True))
    assert all("luster of high wards" in said[ward.code] for ward in own)
    assert sum("luster" in text for text in areas["text"]) == len(own)
    assert marked.extra["edged"] == [("#801650", "in a cluster of high wards")]
    answer = hotspots.build_page(reference, f"?{query}&clusters=on")
    assert json.loads(cell(answer, ids.HOTSPOT_LIST, "data-rows"))["marked"].keys() == {w.code for w in own}
    assert "swatch-edge" in cell(answer, ids.HOTSPOT_LEGEND, "data-html")
    for view in (plain, marked):
        records = {row["ward_code"]: row["cluster"] for row in view.table.records() if row["ward_code"]}
        assert {code for code, course in records.items() if course != "not unusual"} == {w.code for w in own}


def test_wards_by_month_add_up_and_a_sensitive_series_has_none(audience):
    query = f"area={ASHFORD}&measure=all_crime&source=force_extract"
    found = area_months(question_of(audience, query), level="ward")
    whole = view_of(audience, "months", query)
    by_month = {row["month"]: row["value"] for row in whole.table.records() if row.get("month")}
    for column, total in zip(found.columns, found.totals, strict=True):
        assert total == by_month[str(column.first)]
    assert [row.known for row in found.rows] == sorted((row.known for row in found.rows), reverse=True)
    sensitive = area_months(question_of(audience, f"area={ASHFORD}&measure={DOMESTIC}"), level="ward")
    open_to_all = audience.settings.audience is Audience.RESTRICTED
    assert bool(sensitive.rows) == open_to_all
    if not open_to_all:
        assert "by whole years, not by month" in sensitive.refused
        query = f"area={COUNTY}&measure={HATE}"
        county = area_months(question_of(audience, query), level="district")
        assert county.unit == "quarter"
        assert all(column.length == 3 for column in county.columns)
        figure = view_of(audience, "ward-months", query).figure
        assert not any(figure["layout"]["meta"]["months"])


def test_hidden_zero_and_missing_have_colours_of_their_own(reference):
    view = view_of(reference, "ward-months", f"area={ASHFORD}&measure=robbery&source=police_uk")
    steps = [step for row in view.figure["data"][0]["z"] for step in row]
    texts = [text for row in view.figure["data"][0]["text"] for text in row]
    assert {step for step, text in zip(steps, texts, strict=True) if text == "0"} == {2}
    assert min(step for step, text in zip(steps, texts, strict=True) if text.isdigit() and text != "0") >= 3
    early = view_of(
        reference,
        "ward-months",
        f"area={ASHFORD}&measure=robbery&source=police_uk&window=range&from=2019-04&to=2021-03",
    )
    assert early.figure["layout"]["meta"]["months"][0] == "2019-04"


def test_concentration_is_of_whole_counts_only_and_the_same_wherever_it_is_said(audience):
    found = concentration_of(question_of(audience, f"area={COUNTY}&measure=all_crime&source=police_uk"))
    ordered = sorted(found.counts, reverse=True)
    assert list(found.counts) == ordered
    held, half = 0, 0
    while held < sum(ordered) / 2:
        held += ordered[half]
        half += 1
    assert (found.now.holding, found.now.places) == (half, len(audience.wards(COUNTY)))
    assert f"in {half} of {len(ordered)} wards" in found.sentence
    hidden = concentration_of(question_of(audience, f"area={COUNTY}&measure={HATE}"))
    if audience.settings.audience is Audience.RESTRICTED:
        assert hidden.now
    else:
        assert hidden.now is None
        assert "wards are hidden" in hidden.sentence
    force = concentration_of(question_of(audience, f"area={FORCE}&measure=all_crime&source=police_uk"))
    assert force.now.places == 279


def test_concentration_over_more_wards_than_are_read_at_once_is_refused(reference, monkeypatch):
    monkeypatch.setattr(concentrated, "MOST_WARDS", len(reference.wards(FORCE)) - 1)
    reference.recall.forget()
    found = concentration_of(question_of(reference, f"area={FORCE}&measure=all_crime&source=police_uk"))
    assert found.now is None
    assert "choose a county or a district" in found.sentence
    monkeypatch.undo()
    reference.recall.forget()


def test_the_pair_names_both_where_count_and_rate_differ(reference):
    for area in reference.districts(FORCE):
        query = f"area={area}&measure=shoplifting&source=police_uk"
        view = view_of(reference, "highest", query)
        rows = [row for row in view_of(reference, "wards", query).table.records() if row["ward_code"]]
        by_count = max(rows, key=lambda row: row["value"])
        by_rate = max(rows, key=lambda row: row["rate"])
        count, rate = view.extra["pair"]
        assert count["value"].split()[0] == f"{by_count['value']:,}"
        assert rate["value"].split()[0] == f"{by_rate['rate']:,.1f}"
        if count["code"] != rate["code"]:
            assert "both by count and by rate" not in view.title
        elif "both" in view.title:
            assert count["name"] in view.title
