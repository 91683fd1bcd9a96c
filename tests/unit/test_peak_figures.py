"""The figures of the Peaks page: limits as counts, signals and gaps, lines of years, ranges ahead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_signal_words import run_of

from dashboard.comparisons import Mark
from dashboard.figures.control_chart import build_control_chart, build_control_key
from dashboard.figures.look_ahead import Range, build_look_ahead
from dashboard.figures.year_lines import Year, build_year_lines
from dashboard.statistics.xmr import Chart
from data.month import Month


def chart_of(counts: Sequence[int | None], *, marks: Sequence[Mark] = ()) -> Chart:
    chart = run_of(counts, marks=marks).chart
    assert chart is not None
    return chart


def test_limits_are_drawn_as_the_counts_that_were_usual_that_month() -> None:
    """At every month the band's edges are the limits per day times the month's days."""
    chart = chart_of([310, 300, 320, 290, 330, 305, 315, 300, 310, 300, 280, 320] * 2)
    (limits,) = chart.limits
    band, mean, counts = build_control_chart(chart=chart)["data"]
    assert counts["y"] == [point.count for point in chart.points]
    edges: dict[float, list[float]] = {}
    for x, y in zip(band["x"], band["y"], strict=True):
        if x is not None:
            edges.setdefault(x, []).append(y)
    for place, point in enumerate(chart.points):
        around = edges[place - 0.5] + edges[place + 0.5]
        assert any(y == pytest.approx(limits.low * point.days, abs=0.01) for y in around)
        assert any(y == pytest.approx(limits.high * point.days, abs=0.01) for y in around)
    assert max(y for y in mean["y"] if y is not None) == pytest.approx(limits.centre * 31, abs=0.01)


def test_signals_have_a_shape_a_colour_and_their_count() -> None:
    counts = [100, 104, 98, 101, 99, 103, 100, 97, 102, 100, 99, 101] * 2
    counts[15] = 160
    chart = chart_of(counts)
    figure = build_control_chart(chart=chart, noun="crimes")
    go.Figure(figure)
    points = figure["data"][2]
    assert points["marker"]["symbol"][15] == "diamond"
    assert points["marker"]["color"][15] != points["marker"]["color"][3]
    assert "160 crimes" in points["text"][15]
    assert "<b>160</b>" in {words["text"] for words in figure["layout"]["annotations"]}
    assert "◆ outside the limits" in build_control_key(chart)
    assert "■" not in build_control_key(chart)


def test_a_band_stops_at_a_break_and_gaps_are_blank() -> None:
    rules = Mark("break", "Rules", Month(2022, 4), Month(2022, 4))
    counts: list[int | None] = [100, 110, 90, 105, 95, 100, 108, 92, 104, 97, 101, 99] * 2
    counts[6] = None
    chart = chart_of(counts, marks=[rules])
    figure = build_control_chart(chart=chart)
    band, _, points = figure["data"]
    assert band["x"].count(None) == 2
    assert points["y"][6] is None
    assert not points["connectgaps"]
    assert "not known whole" in {words["text"] for words in figure["layout"]["annotations"]}


def test_leading_months_of_which_nothing_is_known_are_not_charted() -> None:
    chart = chart_of([None] * 20 + [100, 110, 90, 105, 95, 100, 108, 92])
    assert len(chart.points) == 8
    assert chart.limits[0].first == chart.points[0].first


def test_the_latest_year_is_strong_and_one_long_before_is_not_taken_for_the_year_before() -> None:
    firsts = list(Month(2023, 1).until(Month(2023, 12)))
    years = [
        Year("2017", (None,) * 11 + (50,), ("",) * 12, back=6),
        Year("2020", tuple(range(12)), ("",) * 12, back=3, note="COVID-19"),
        Year("2022", tuple(range(30, 42)), ("",) * 12, back=1),
        Year("2023", tuple(range(40, 52)), ("",) * 12, back=0),
    ]
    figure = build_year_lines(firsts=firsts, step=1, years=years, named=[11])
    go.Figure(figure)
    old, covid, before, latest = (trace["line"] for trace in figure["data"])
    assert latest["width"] > before["width"] > covid["width"]
    assert covid["dash"] == "dot"
    assert "dash" not in latest
    assert old["color"] == covid["color"] != before["color"]
    words = {name["text"]: name["y"] for name in figure["layout"]["annotations"]}
    assert {"<b>2023</b>", "2022", "2020", "2017", "<b>51</b>"} <= set(words)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=6))
def test_names_of_years_never_stand_on_one_another(ends: list[int]) -> None:
    firsts = list(Month(2023, 1).until(Month(2023, 12)))
    years = [Year(str(2030 - place), (end,) * 12, ("",) * 12, back=place) for place, end in enumerate(ends)]
    layout = build_year_lines(firsts=firsts, step=1, years=years)["layout"]
    low, high = layout["yaxis"]["range"]
    places = sorted(name["y"] for name in layout["annotations"])
    assert all(low <= place <= high for place in places)
    assert all(b - a > 0.05 * (high - low) for a, b in pairwise(places))


def test_a_range_ahead_has_its_ends_in_print_and_what_came_as_a_circle() -> None:
    months = list(Month(2023, 1).until(Month(2023, 12)))
    ahead = [
        Range(Month(2024, 1), 36.2, 45.1, 57.4, "Jan", came=72),
        Range(Month(2024, 2), 34.0, 43.9, 55.2, "Feb"),
    ]
    figure = build_look_ahead(months=months, counts=[40] * 12, hovers=[""] * 12, ahead=ahead)
    go.Figure(figure)
    _, expected, came = figure["data"]
    assert expected["x"] == [12, 13]
    assert came["y"] == [72, None]
    assert {"<b>57</b>", "<b>36</b>"} <= {words["text"] for words in figure["layout"]["annotations"]}
    assert figure["layout"]["yaxis"]["range"][1] > 72
