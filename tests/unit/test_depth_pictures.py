"""Scales, names and bands of one measure in depth: whatever the numbers are, nothing overlaps or lies."""

from __future__ import annotations

import math
from dataclasses import replace

import plotly.graph_objects as go
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.changes import Step, build_changes_picture
from dashboard.figures.labels import SIZES, Named, build_labels
from dashboard.figures.pair_lines import PairPoint, build_pair_lines
from dashboard.figures.rate_dots import Dot, axis_to, build_dots_picture
from dashboard.figures.small_lines import SmallScale, build_small_picture
from dashboard.figures.volume import BandPoint, Moved, build_volume
from dashboard.group_change import ChangePart, GroupChange
from dashboard.statistics.change import compare_counts, usual_band
from data.month import Month

SPAN = ((0.0, 100.0), (-10.0, 10.0))
names = st.text("abcdefgh ", min_size=3, max_size=24)
spots = st.tuples(st.floats(0, 100), st.floats(-10, 10), names, st.booleans())


@given(st.floats(1e-4, 1e7))
def test_an_axis_holds_its_values_in_few_even_steps(highest: float) -> None:
    axis = axis_to(highest)
    assert axis.top >= highest * (1 - 1e-9)
    assert 2 <= len(axis.ticks) <= 6
    steps = {round((b - a) / axis.top, 9) for a, b in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert len(steps) == 1
    assert axis.at(0) == 0
    assert axis.at(axis.top) == 100
    assert axis.at(2 * axis.top) == 100


@settings(max_examples=60)
@given(st.lists(spots, max_size=14), st.sampled_from(SIZES))
def test_names_of_points_never_overlap_nor_leave_the_plot(found, size) -> None:
    named = [Named(x, y, name, bold) for x, y, name, bold in found]
    notes = build_labels(named, points=[(one.x, one.y) for one in named], span=SPAN)
    boxes = []
    for note in notes:
        wide = 6.9 * len(note["text"].replace("<b>", "").replace("</b>", ""))
        wide *= 1.08 if note["text"].startswith("<b>") else 1.0
        x = note["x"] / 100 * size[0] + note["xshift"]
        y = (10 - note["y"]) / 20 * size[1] - note["yshift"]
        left = {"left": x, "right": x - wide, "center": x - wide / 2}[note["xanchor"]]
        boxes.append((left, y - 8, left + wide, y + 8))
    for place, one in enumerate(boxes):
        assert one[0] >= -1e-6
        assert one[2] <= size[0] + 1e-6
        for other in boxes[place + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart or math.isclose(one[3], other[1]) or math.isclose(one[1], other[3])


@given(
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.floats(1, 5),
    st.sampled_from([(None, None), (366, 365), (31, 92)]),
)
def test_the_band_of_usual_changes_is_the_test_read_from_the_count_now(now, before, phi, days) -> None:
    """The scatter draws what might have been before; the verdict goes the other way round."""
    beyond = compare_counts(now, before, phi, *days).beyond_usual
    band = usual_band(now, phi, days[1], days[0])
    close = min(abs(before - band.low), abs(before - band.high)) < 1e-6
    assert close or beyond != band.holds(before)


def test_a_share_of_a_change_is_only_said_where_it_means_something() -> None:
    usual = compare_counts(1200, 1000, 1.0)
    parts = (ChangePart("a", "A", 700, 550.0, True), ChangePart("b", "B", 500, 450.0, None))
    whole = GroupChange("k", "Kent", 1200, 1000.0, usual, parts, judged=2)
    assert [whole.share(part) for part in parts] == [75.0, 25.0]
    mixed = (ChangePart("a", "A", 800, 550.0, True), ChangePart("b", "B", 400, 450.0, None))
    assert replace(whole, parts=mixed).share(mixed[0]) is None
    assert replace(whole, usual=compare_counts(1010, 1000, 1.0)).share(parts[0]) is None
    tiny = replace(whole, value=60, previous=20.0, usual=compare_counts(60, 20, 1.0))
    assert tiny.usual is not None
    assert tiny.usual.beyond_usual
    assert tiny.share(parts[0]) is None


def test_plotly_accepts_every_picture() -> None:
    months = list(Month(2022, 1).until(Month(2022, 6)))
    points = [PairPoint(i, None if i == 2 else 3.0 + i, "words") for i in range(6)]
    scale = SmallScale(months[0].index, months[-1].index, 10.0)
    chart = {
        "name": "A",
        "own": True,
        "runs": [[scale.at(months[0].index, 4.0), scale.at(months[1].index, 5)]],
    }
    for figure in (
        build_changes_picture(steps=[Step("A", 3, "+3", strong=True), Step("B", -2, "−2", strong=False)]),
        build_dots_picture(
            dots=[Dot("A", 3, 2, 4, "3.0", own=True)], lines=[("Kent", 3.1)], axis="per 1,000"
        ),
        build_pair_lines(months=months, lines=[("A", points), ("B", points)], marks=[], axis="a month"),
        build_small_picture(
            charts=[chart, {**chart, "own": False}],
            beside=[],
            marks=[{"left": 3.0, "wide": 4.0}],
            months=("a", "b"),
            top="10",
        ),
        build_volume(
            points=[Moved(100, 12.0, "A", "words", named=True, own=True, beyond=True)],
            band=[BandPoint(1, -90, None), BandPoint(100, -10, 12)],
            across="n",
            axis="Change",
            percent=True,
        ),
    ):
        go.Figure(figure)
    line = build_pair_lines(months=months, lines=[("A", points)], marks=[], axis="a month")["data"][0]
    assert line["y"][2] is None
    assert line["connectgaps"] is False
