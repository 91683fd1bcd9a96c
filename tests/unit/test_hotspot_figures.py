"""The heat map and the small maps: what Plotly accepts, one scale, and titles that hold."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st
from small_reference import NORTH, small_reference

from dashboard.area_months import AreaMonths, AreaRow, _ordered, state_of
from dashboard.concentrated import Concentrated
from dashboard.figures.cluster_marks import mark_clusters
from dashboard.figures.curve import build_curve
from dashboard.figures.marks import Mark
from dashboard.figures.month_grid import Grid, build_month_grid
from dashboard.figures.month_maps import build_month_maps
from dashboard.figures.ward_map import Classes, build_ward_map
from dashboard.periods import Window
from dashboard.question import ask
from dashboard.released import HIDDEN, NOT_SUPPLIED, Amount
from dashboard.selection import parse
from dashboard.statistics.concentration import concentration, concentration_move
from dashboard.views.month_maps import _title as maps_title
from dashboard.views.ward_months import _title as grid_title
from dashboard.vocabulary import vocabulary_of
from data.month import Month

CLASSES = Classes((5.0, 20.0), ("#DCEAF8", "#6BACE6", "#12436D"), ("1 to 4", "5 to 19", "20 and over"))
FIRST = Month(2022, 4)
AMOUNTS = st.one_of(
    st.integers(0, 40).map(lambda n: Amount("shown" if n else "zero", n)),
    st.sampled_from([HIDDEN, NOT_SUPPLIED, Amount("partial", 3)]),
)


@st.composite
def tables(draw):
    """Amounts, a list a row."""
    columns = draw(st.integers(1, 13))
    return draw(st.lists(st.lists(AMOUNTS, min_size=columns, max_size=columns), min_size=1, max_size=8))


REFERENCE = replace(small_reference(), snapshot=SimpleNamespace(version="v00001"))
QUESTION = ask(
    REFERENCE,
    parse(f"area={NORTH}&measure=all_crime&source=force_extract", vocabulary_of(REFERENCE)).selection,
)


def table_of(cells):
    rows = [AreaRow(f"W{i}", f"Ward {i}", tuple(row)) for i, row in enumerate(cells)]
    columns = tuple(Window("1m", FIRST + k, FIRST + k) for k in range(len(cells[0])))
    return AreaMonths(QUESTION, "ward", columns, _ordered(rows))


@given(tables())
def test_a_gap_is_never_a_zero_and_a_hidden_count_is_neither(cells):
    table = table_of(cells)
    for row, steps in zip(table.rows, table.steps, strict=True):
        for amount, step in zip(row.amounts, steps, strict=True):
            expected = {"zero": 2, "hidden": 1, "not_supplied": 0, "partial": 0}
            assert step == expected[amount.status] if amount.status in expected else step >= 3
        assert (row.total is None) == any(not amount.whole for amount in row.amounts)
    assert set(table.states) == {state_of(amount) for row in table.rows for amount in row.amounts}
    for total, column in zip(table.totals, range(len(table.columns)), strict=True):
        amounts = [row.amounts[column] for row in table.rows]
        assert total == (sum(a.value or 0 for a in amounts) if all(a.whole for a in amounts) else None)
    ranks = [(row.total is None, -row.known) for row in table.rows]
    assert ranks == sorted(ranks)


@given(tables())
def test_titles_name_a_ward_only_where_it_is_alone_the_highest(cells):
    table = table_of(cells)
    whole = [
        (amount.value, row.name, column.words)
        for row in table.rows
        for amount, column in zip(row.amounts, table.columns, strict=True)
        if amount.whole and amount.value
    ]
    title = grid_title(table)
    tops = [cell for cell in whole if cell[0] == max(cell[0] for cell in whole)]
    assert ("was the highest month" in title) == (len(tops) == 1)
    if len(tops) == 1:
        assert title.startswith(f"{tops[0][1]} in {tops[0][2]} ")
    named = maps_title(table)
    leaders = []
    for place in range(len(table.columns)):
        amounts = [(row.amounts[place], row.name) for row in table.rows]
        if all(amount.whole for amount, _ in amounts):
            top = max(amount.value for amount, _ in amounts)
            first = [name for amount, name in amounts if amount.value == top]
            leaders.append(first[0] if top and len(first) == 1 else "")
    for name in {row.name for row in table.rows}:
        if f"{name} was the highest ward" in named:
            assert leaders.count(name) * 2 > len(leaders)
            assert ("every" in named) == (leaders.count(name) == len(leaders))
    if "No ward" in named:
        assert all(leaders.count(name) * 2 <= len(leaders) for name in set(leaders) - {""})


def test_the_heat_map_is_one_trace_on_the_scale_of_its_key_and_frames_what_is_chosen():
    grid = Grid(
        names=["Low", "High"],
        codes=["a", "b"],
        columns=["Apr", "May", "Jun"],
        keys=["2022-04", "2022-05", "2022-06"],
        steps=[[0, 1, 2], [3, 4, 5]],
        texts=[["–", "hidden", "0"], ["3", "9", "31"]],
    )
    months = [FIRST, FIRST + 1, FIRST + 2]
    marks = [
        Mark(FIRST + 1, FIRST + 1, "Counting rules", "break"),
        Mark(FIRST, FIRST + 1, "COVID-19", "exceptional"),
    ]
    figure = build_month_grid(
        grid=grid, classes=CLASSES, noun="crimes", click="ward", months=months, marks=marks, chosen=(1, 2)
    )
    go.Figure(figure)
    (trace,) = figure["data"]
    assert (trace["zmin"], trace["zmax"]) == (-0.5, 5.5)
    assert len(trace["colorscale"]) == 2 * len(CLASSES.steps)
    assert figure["layout"]["yaxis"]["range"] == [1.5, -0.5]
    # No band may lie over the cells and change their colours.
    bands = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert all("fillcolor" not in band or band["fillcolor"].endswith(",0)") for band in bands)
    assert {"x0": 1.5, "x1": 2.5, "y0": 0.5, "y1": 1.5}.items() <= bands[-1].items()
    assert {name["text"] for name in figure["layout"]["annotations"]} == {"Counting rules", "COVID-19"}


@given(st.integers(1, 24), st.integers(1, 30))
def test_small_maps_lie_apart_in_one_trace(maps, cells):
    points = {f"W{i}": (i % 6 + 0.5 * (i // 6 % 2), 0.87 * (i // 6)) for i in range(cells)}
    figure = build_month_maps(
        points=points,
        codes=list(points),
        labels=[str(FIRST + k) for k in range(maps)],
        steps=[[3] * cells] * maps,
        colours=CLASSES.steps,
    )
    go.Figure(figure)
    (trace,) = figure["data"]
    assert len(trace["x"]) == len(trace["y"]) == maps * cells
    across = min(6, maps)
    for place in range(maps):
        own = slice(place * cells, (place + 1) * cells)
        left = (place % across) * 1.12
        assert all(left <= x <= left + 1 for x in trace["x"][own])
        assert all(-1 <= y + (place // across) * 1.24 <= 0 for y in trace["y"][own])


@given(st.lists(st.integers(0, 50), min_size=2, max_size=40).filter(any))
def test_the_curve_reaches_half_where_it_says_and_ends_at_all(counts):
    ordered = sorted(counts, reverse=True)
    figure = build_curve(counts=ordered, earlier=(), now_words="now", earlier_words="")
    go.Figure(figure)
    shares = figure["data"][-1]["y"]
    assert (shares[0], shares[-1]) == (0, 100)
    half = figure["layout"]["shapes"][0]["x1"]
    assert 2 * sum(ordered[:half]) >= sum(ordered) > 2 * sum(ordered[: half - 1])


def test_clusters_are_edged_over_the_colours_and_under_the_labels():
    codes = ["a", "b", "c"]
    figure = build_ward_map(
        form="hexagon",
        layer_url="/geo/1.json",
        locations=codes,
        values=[1, 6, 30],
        states=["shown"] * 3,
        texts=["1 crime", "6 crimes", "30 crimes"],
        classes=CLASSES,
        bounds=(0, 0, 2, 1),
    )
    marked = mark_clusters(figure, codes=["b"], words={"b": "New cluster of high wards"})
    go.Figure(marked)
    assert [trace["type"] for trace in marked["data"]] == ["choropleth"] * 5 + ["scattergeo"]
    assert marked["data"][0]["z"] == figure["data"][0]["z"]
    assert marked["data"][0]["text"] == ["1 crime", "6 crimes<br>New cluster of high wards", "30 crimes"]
    assert [trace["locations"] for trace in marked["data"][2:4]] == [["b"], ["b"]]
    assert figure["data"][0]["text"][1] == "6 crimes"


@given(
    st.lists(st.integers(0, 300), min_size=5, max_size=40).filter(lambda counts: sum(counts) >= 50),
    st.booleans(),
    st.sampled_from([1.0, 2.5]),
)
def test_the_sentence_of_concentration_says_more_or_less_only_beyond_usual(counts, turned, phi):
    earlier = list(reversed(counts)) if turned else [sum(counts) // len(counts)] * len(counts)
    move = concentration_move(counts, earlier, phi=phi)
    window = Window("12m", FIRST, FIRST + 11)
    found = Concentrated(
        window,
        "Northam",
        "crimes",
        counts=tuple(sorted(counts, reverse=True)),
        earlier=tuple(sorted(earlier, reverse=True)),
        compare=(window.earlier(12),),
        now=concentration(counts),
        move=move,
    )
    assert f"were in {found.now.holding} of {len(counts)} wards" in found.sentence
    said = "concentrated now, larger than usual variation" in found.sentence
    assert said == (move is not None and move.beyond_usual)
    if said:
        assert ("more concentrated" in found.sentence) == (move.now.gini > move.before.gini)
    if turned:
        assert found.sentence.endswith("as well.")
