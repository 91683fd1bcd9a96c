"""Trajectories as figures: what Plotly accepts, words clear of one another, places inside their chart."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.multiples import build_multiples_picture, build_small
from dashboard.figures.trajectory import build_trajectory
from dashboard.figures.trajectory_points import Line, Point, Trajectory
from data.month import Month

START = Month(2023, 4)
NUMBERS = st.floats(-500, 5000, allow_nan=False)


@st.composite
def trajectories(draw: st.DrawFn) -> Trajectory:
    """A year or more of months: held up to one of them, from there on projected."""
    scale = draw(st.sampled_from(["change", "count", "level"]))
    length, held = draw(st.integers(1, 14)), draw(st.integers(0, 14))
    points = []
    for i in range(length):
        low, middle, high = sorted(draw(NUMBERS) for _ in range(3))
        path = {"expected": middle, "low": low, "high": high}
        ahead = {"projected": middle, "projected_low": low, "projected_high": high}
        actual = draw(NUMBERS) if i < held else None
        points.append(Point(START + i, actual=actual, **path, **(ahead if i >= held - 1 else {})))
    lines = [Line(draw(NUMBERS), name, "words") for name in ("Target", "To", "Baseline", "Now", "Going to")]
    last = next((point.actual for point in reversed(points) if point.actual is not None), None)
    return Trajectory(
        scale=scale,
        points=tuple(points),
        targets=tuple(lines[: draw(st.integers(0, 2))]),
        baseline=draw(st.sampled_from([None, lines[2]])),
        actual=None if last is None else Line(last, "869", "by Dec 2023"),
        projected=draw(st.sampled_from([None, lines[4]])),
        unit=draw(st.sampled_from(["", "%", "£"])),
    )


@given(trajectories())
def test_any_trajectory_is_a_figure_whose_names_stand_clear(found: Trajectory) -> None:
    figure = build_trajectory(found)
    go.Figure(figure)
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < high
    at_the_right = [words["y"] for words in figure["layout"]["annotations"] if words.get("xref") == "paper"]
    gaps = [later - earlier for earlier, later in itertools.pairwise(at_the_right)]
    assert all(gap >= (high - low) / 8 - 1e-6 for gap in gaps)
    assert all(low - 1e-6 <= place <= high + 1e-6 for place in at_the_right)


@given(trajectories())
def test_a_small_one_stays_inside_its_chart(found: Trajectory) -> None:
    places = build_small(found)
    runs = (places["actual"], places["expected"], places["ahead_line"], places["spread"], places["ahead"])
    for x, y in itertools.chain.from_iterable(runs):
        assert 0 <= x <= 100
        assert 0 <= y <= 100
    assert len(places["actual"]) == sum(point.actual is not None for point in found.points)
    one = {"label": "Violence", "status_shape": "●", "status_words": "On track", "headline": "869"}
    picture = build_multiples_picture(multiples=[{**one, "places": places}, {**one, "places": None}])
    go.Figure(picture)


def test_a_target_of_two_percent_can_be_told_from_the_baseline() -> None:
    points = tuple(Point(START + i, actual=value) for i, value in enumerate([12.0, -3.0, -4.5, -1.0]))
    found = Trajectory("change", points, (Line(-2.0, "Target −2%"),), Line(0.0, "Baseline"), unit="%")
    figure = build_trajectory(found)
    low, high = figure["layout"]["yaxis"]["range"]
    assert 2 / (high - low) > 0.1
    assert {"0% ", "−2% "} <= set(figure["layout"]["yaxis"]["ticktext"])
    assert "+0%" not in str(figure["layout"]["yaxis"]["ticktext"])


def test_counts_start_at_zero_and_their_path_is_drawn() -> None:
    points = tuple(
        Point(START + i, actual=3.0 * i, expected=4.0 * i, low=3.5 * i, high=4.5 * i) for i in range(12)
    )
    found = Trajectory("count", points, (Line(44.0, "Target", "44 or more"),))
    figure = build_trajectory(found)
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert sum(trace["line"].get("dash") == "dot" for trace in figure["data"]) == 1


@pytest.mark.parametrize("scale", ["change", "level"])
def test_no_path_is_drawn_where_it_is_the_target_or_there_is_none(scale: str) -> None:
    points = tuple(Point(START + i, actual=1.0, expected=2.0) for i in range(3))
    figure = build_trajectory(Trajectory(scale, points, (Line(2.0, "Target"),)))
    assert not any(trace["line"].get("dash") == "dot" for trace in figure["data"])
