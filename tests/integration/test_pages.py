"""The real wiring through Flask's client: every callback, every address, on the demonstration store."""

from __future__ import annotations

import csv
import io
import json

import plotly.graph_objects as go
import pytest

from callbacks import overview, sources
from dashboard.views import registry
from data.settings import Settings
from layouts import ids
from layouts.area_map import ward_rows
from tests.integration.posting import filled, post

ASHFORD, COUNTY, FORCE = "E07000105", "E10000016", "E23000032"
# What a filter change may move, compressed (issue 2, section 6).
MOST_BYTES = 15_000


@pytest.fixture(scope="module")
def client(make_app, demo_store):
    return make_app(Settings(store=demo_store, home=ASHFORD)).server.test_client()


@pytest.mark.parametrize("area", [ASHFORD, COUNTY, FORCE])
@pytest.mark.parametrize(
    "rest",
    [
        "",
        "&map=geo",
        "&show=change",
        "&measure=domestic_abuse_offences",
        "&window=range&from=2020-01&to=2022-12",
    ],
)
def test_the_overview_answers_with_figures_plotly_accepts_and_few_bytes(client, area, rest):
    search = f"?area={area}{rest}"
    answer = post(client, overview.OUTPUTS, search, headers={"Accept-Encoding": "br"})
    assert len(answer.data) <= MOST_BYTES
    response = filled(client, overview.OUTPUTS, search)
    for view in ("wards", "months"):
        figure = response[ids.graph(view)]["figure"]
        go.Figure(figure)
        assert response[ids.picture(view)]["aria-label"]
    areas = response[ids.graph("wards")]["figure"]["data"][0]
    listed = json.loads(response[ids.WARD_LIST]["data-rows"])["rows"]
    assert sorted(place for place, *_ in listed) == list(range(len(areas["locations"])))


def test_a_list_leaves_out_the_values_its_map_says_first():
    areas = {"locations": ["b", "a", "c"], "text": ["1,234 crimes<br>+5", "not supplied", "hidden"]}
    listed = [["b", "B", "1,234"], ["c", "C", "hidden"], ["a", "A", "not supplied"]]
    sent = ward_rows(listed, figure={"data": [areas]}, key="ward", focus=None)
    assert json.loads(sent)["rows"] == [[0], [2], [1, "not supplied"]]
    by_change = ward_rows([["b", "B", "+5"]], figure={"data": [areas]}, key="ward", focus=None)
    assert json.loads(by_change)["rows"] == [[0, "+5"]]


def test_a_layer_is_served_compressed_and_for_ever(client):
    response = filled(client, overview.OUTPUTS, f"?area={COUNTY}&map=geo")
    url = response[ids.graph("wards")]["figure"]["data"][0]["geojson"]
    answer = client.get(url, headers={"Accept-Encoding": "br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"]
    plain = client.get(url)
    assert len(answer.data) < len(plain.data) / 3
    layer = plain.json
    assert {area["id"] for area in layer["features"]} >= set(
        response[ids.graph("wards")]["figure"]["data"][0]["locations"]
    )
    assert client.get("/geo/zzzz.json").status_code == 404


def test_the_data_page_fills_every_part(client):
    response = filled(client, sources.OUTPUTS, "")
    for name in ("sources", "coverage", "placing"):
        assert "<table" in response[ids.body(name)]["html"]
    assert "<dt>" in response[ids.DEFINITIONS]["html"]


@pytest.mark.parametrize("view", sorted(registry.VIEWS))
def test_every_view_is_served_as_csv_and_as_a_table_of_the_same_rows(client, view):
    query = f"?area={ASHFORD}&to=2023-02"
    text = client.get(f"/table/{view}.csv{query}")
    rows = list(csv.DictReader(io.StringIO(text.get_data(as_text=True))))
    assert text.headers["Content-Disposition"].startswith("attachment")
    html = client.get(f"/table/{view}.html{query}").text
    if view == "matrix":
        # Its CSV has a row an area and measure, what is pasted a row an area.
        rows = {row["area"] for row in rows}
    assert html.count("<tr>") - html.count("<tfoot>") - 1 == len(rows)
    assert client.get("/table/nonsense.csv").status_code == 404


def test_a_view_that_fails_says_so_in_its_card_and_the_rest_stays(client, monkeypatch):
    def fails(reference, selection):
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "VIEWS", {**registry.VIEWS, "months": fails})
    response = filled(client, overview.OUTPUTS, "")
    assert "months" in json.dumps(response[ids.words("months")])
    assert "card-empty" in json.dumps(response[ids.words("months")])
    assert ids.graph("months") not in response
    assert response[ids.graph("wards")]["figure"]["data"][0]["locations"]


def test_a_figure_that_is_only_copied_is_fetched_by_its_own_address(client):
    figure = client.get("/figure/targets.json").json
    assert len(go.Figure(figure).data[0].x) == 5
    assert client.get("/figure/sources.json").status_code == 404


@pytest.mark.parametrize("address", ["/table/wards.csv", "/table/wards.html"])
def test_a_table_whose_rows_cannot_be_made_is_no_file_without_rows(client, monkeypatch, address):
    def fails(facts, show):
        raise ZeroDivisionError

    monkeypatch.setattr("dashboard.views.wards._rows", fails)
    answer = client.get(f"{address}?area={ASHFORD}")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert "“wards” could not be worked out" in answer.text
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("address", ["/table/wards.csv", "/said/matrix.json", "/figure/targets.json"])
def test_what_is_asked_of_a_version_that_is_gone_is_not_answered_with_another(client, address):
    version = client.get("/health").json["version"]
    assert client.get(f"{address}?version={version}").status_code == 200
    gone = client.get(f"{address}?version=v99999")
    assert (gone.status_code, gone.mimetype) == (410, "text/plain")
    assert version in gone.text
