"""Every figure builder against Plotly's own validation, and what its picture must say."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.bullet import build_bullet, build_bullet_strip
from dashboard.figures.colours import DIVERGING, SEQUENTIAL, text_on
from dashboard.figures.months import Mark, build_months
from dashboard.figures.ward_map import Classes, Label, build_legend, build_ward_map, two_lines
from data.month import Month

CLASSES = Classes(
    edges=(150, 300, 500, 900),
    colours=SEQUENTIAL[5],
    words=("1 to 149", "150 to 299", "300 to 499", "500 to 899", "900 and over"),
)
MONTHS = list(Month(2022, 3).until(Month(2023, 2)))


def ward_map(**changes):
    arguments = {
        "form": "hexagon",
        "layer_url": "/geo/abc.json",
        "locations": ["A", "B", "C", "D"],
        "values": [1843, 0, None, None],
        "states": ["shown", "zero", "hidden", "not_supplied"],
        "texts": ["Victoria", "B", "C", "D"],
        "classes": CLASSES,
        "bounds": (0.0, 0.0, 4.0, 4.0),
        "labels": [Label("A", 1, 1, "Victoria", "1,843"), Label("B", 2, 1, "Tenterden South", "0")],
        "outline_url": "/geo/def.json",
        "outlines": ["E1"],
        "selected": "A",
    }
    return build_ward_map(**(arguments | changes))


def test_map_keeps_zero_hidden_and_not_supplied_apart_in_one_trace():
    figure = ward_map()
    go.Figure(figure)
    areas, outlines, selected, labels = figure["data"]
    assert len(set(areas["z"])) == 4
    scale = areas["colorscale"]
    steps = round(areas["zmax"] - areas["zmin"])
    colours = [scale[2 * z][1] for z in areas["z"]]
    assert len(scale) == 2 * steps
    assert len(set(colours)) == 4
    assert colours[0] == SEQUENTIAL[5][-1]
    assert outlines["locations"] == ["E1"]
    assert selected["locations"] == ["A"]
    assert [re.sub(r"</?(span|b)\b[^>]*>", "", text) for text in labels["text"]] == [
        "Victoria<br>1,843",
        "Tenterden<br>South<br>0",
    ]
    assert labels["textfont"]["color"][0] == "#FFFFFF"


def test_map_of_many_cells_has_no_words_in_them_but_keeps_the_names_of_districts():
    cells = [Label(f"W{i}", i % 20, i // 20, "Ward", "1") for i in range(279)]
    figure = ward_map(labels=[*cells, Label("", 3, 3, "Ashford")], bounds=(0, 0, 20, 14))
    assert figure["data"][3]["text"] == ["<b>Ashford</b>"]
    assert len(go.Figure(ward_map(outline_url="", selected="gone")).data) == 4


def test_names_that_would_run_into_one_another_give_way_to_the_first():
    town = [
        Label("", 0.870, 51.145, "Victoria"),
        Label("", 0.868, 51.144, "Beaver"),
        Label("", 0.6, 51.1, "Weald"),
    ]
    figure = ward_map(form="geographic", labels=town, bounds=(0.55, 51.0, 1.05, 51.3))
    assert figure["data"][3]["text"] == ["<b>Victoria</b>", "<b>Weald</b>"]


def test_geometry_never_travels_in_the_figure():
    for trace in ward_map()["data"][:3]:
        assert trace["geojson"].startswith("/geo/")


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=40))
def test_a_value_on_an_edge_lies_in_the_class_above_it(values):
    figure = ward_map(
        locations=[f"W{i}" for i in range(len(values))],
        values=values,
        states=["shown" if v else "zero" for v in values],
        texts=[""] * len(values),
    )
    for value, z in zip(values, figure["data"][0]["z"], strict=True):
        assert z == (2 if value == 0 else 3 + sum(value >= edge for edge in CLASSES.edges))


def test_legend_lists_only_what_occurs():
    assert [words for _, words in build_legend(classes=CLASSES, states=["shown"])] == list(CLASSES.words)
    entries = [words for _, words in build_legend(classes=CLASSES, states=["zero", "hidden", "not_supplied"])]
    assert entries == ["0", *CLASSES.words, "hidden: small number", "not supplied"]


@pytest.mark.parametrize("edges", [(3, 2, 5, 9), (1, 2, 3)])
def test_classes_that_cannot_be(edges):
    with pytest.raises(ValueError, match=r"edges"):
        Classes(edges=edges, colours=SEQUENTIAL[5], words=CLASSES.words)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", sorted({c for row in (*SEQUENTIAL.values(), DIVERGING) for c in row}))
def test_words_on_every_fill_reach_a_contrast_of_four_and_a_half(colour):
    pale, dark = sorted([_luminance(colour), _luminance(text_on(colour))], reverse=True)
    assert (pale + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Wye with Hinxhill", ["Wye with", "Hinxhill"]),
        ("Beaver", ["Beaver"]),
        ("Tenterden South", ["Tenterden", "South"]),
        ("Willesborough", ["Willesborough"]),
        ("Mersham, Sevington South with Finberry", ["Mersham, Se…", "South with…"]),
    ],
)
def test_names_take_at_most_two_lines(name, lines):
    assert two_lines(name) == lines


def months(**changes):
    values = [948, 905, 968, 1021, 976, 1032, 921, 954, 1033, 862, 868, 827]
    arguments = {
        "months": MONTHS,
        "values": values,
        "statuses": ["complete"] * 12,
        "previous": [905, 940, 1000, 1040, 1060, 1010, 985, 1012, 1000, 922, 960, 930],
        "mean": sum(values) / 12,
        "highest": [MONTHS[8], MONTHS[5]],
        "lowest": [MONTHS[11]],
        "noun": "crimes",
    }
    return build_months(**(arguments | changes))


def test_months_name_the_highest_and_lowest_clear_of_the_line():
    figure = months()
    go.Figure(figure)
    words = {a["text"]: a for a in figure["layout"]["annotations"]}
    assert {"<b>1,033</b>", "<b>1,032</b>", "<b>827</b>", "mean 943", "year<br>before"} <= set(words)
    assert words["<b>1,033</b>"]["y"] == 1033
    # The line runs at 930 through the words over 827 plus their height, so they stand over the line.
    assert words["<b>827</b>"]["y"] in (827, 930)
    line, mean = words["year<br>before"], words["mean 943"]
    assert abs(line["yshift"] - mean["yshift"]) > 10


def test_a_missing_month_is_a_word_and_a_partial_one_is_hatched():
    statuses = ["complete"] * 10 + ["missing", "partial"]
    figure = months(
        values=[5] * 10 + [0, 3], statuses=statuses, previous=(), mean=None, highest=(), lowest=()
    )
    go.Figure(figure)
    bars = figure["data"][0]
    assert bars["y"][10] is None
    assert bars["y"][11] == 3
    assert bars["marker"]["pattern"]["shape"] == [""] * 11 + ["/"]
    assert [a["text"] for a in figure["layout"]["annotations"]] == ["not supplied", "2022", "2023"]
    assert "partial" in bars["hovertext"][11]


def test_breaks_and_exceptional_months_are_drawn_and_named_where_they_fall():
    marks = [
        Mark(Month(2020, 3), Month(2021, 7), "COVID-19", "exceptional"),
        Mark(Month(2022, 4), Month(2022, 4), "New counting rules", "break"),
        Mark(Month(2017, 1), Month(2017, 1), "Long ago", "break"),
    ]
    early = list(Month(2021, 6).until(Month(2022, 5)))
    figure = months(months=early, highest=(), lowest=(), previous=(), mean=None, marks=marks)
    go.Figure(figure)
    band, line = figure["layout"]["shapes"]
    assert (band["x0"], band["x1"]) == (-0.5, 1.5)
    assert line["x0"] == 9.5
    assert {a["text"] for a in figure["layout"]["annotations"][2:]} == {"COVID-19", "New counting rules"}


def test_an_empty_period_draws_an_empty_chart():
    go.Figure(build_months(months=[], values=[], statuses=[]))


def test_a_change_gauge_has_its_baseline_in_the_middle():
    marks = build_bullet(scale="change", value=-4.9, target=-2, band=(-5.1, 5.1))
    assert marks["baseline"] == 50
    assert marks["value"] < marks["target"] < 50
    assert (marks["low"], marks["high"]) == ("−10%", "+10%")
    assert marks["band"][0] + marks["band"][1] == pytest.approx(100)


@given(
    st.sampled_from(["change", "level", "at_least"]),
    st.floats(-500, 5000),
    st.one_of(st.none(), st.floats(-500, 5000)),
    st.one_of(st.none(), st.floats(0, 5000)),
)
def test_every_mark_of_a_gauge_lies_on_it(scale, value, target, baseline):
    marks = build_bullet(scale=scale, value=value, target=target, baseline=baseline)
    for name in ("value", "target", "baseline"):
        assert marks[name] is None or 0 <= marks[name] <= 100
    if (
        not marks["beyond"]
        and target is not None
        and abs(value - target) > 0
        and marks["value"] != marks["target"]
    ):
        assert (marks["value"] > marks["target"]) == (value > target)


def test_the_picture_of_all_gauges_is_a_figure():
    gauges = [
        {
            "label": "Violence with injury",
            "direction": "fewer is better",
            "headline": "1,098 (−4.9%)",
            "status": "met",
            "status_words": "Met",
            "figure": build_bullet(scale="change", value=-4.9, target=-2, band=(-5, 5)),
        },
        {"label": "Residents", "status": "no_data", "status_words": "No data", "figure": None},
    ]
    figure = go.Figure(build_bullet_strip(gauges=gauges))
    assert len(figure.data[0].x) == 1
    assert figure.layout.height == 144
