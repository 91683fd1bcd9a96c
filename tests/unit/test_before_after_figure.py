"""The chart of an intervention against Plotly's own validation, and what its picture must say."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.before_after import Line, build_before_after
from dashboard.figures.marks import Mark
from data.month import Month

MONTHS = list(Month(2021, 3).until(Month(2023, 2)))
COUNTS = st.lists(st.none() | st.integers(0, 90_000), min_size=24, max_size=24)


@given(COUNTS, COUNTS, st.none() | COUNTS, st.floats(0.5, 5_000))
def test_any_counts_make_a_valid_figure_of_lines_on_one_scale(
    place: list[int | None], elsewhere: list[int | None], beside: list[int | None] | None, mean: float
) -> None:
    found = build_before_after(
        months=MONTHS,
        place=Line("Town", place, mean),
        elsewhere=Line("rest of<br>Ashford", elsewhere, 20 * mean),
        beside=Line("next to it", beside, mean) if beside is not None else None,
        marks=[Mark(Month(2022, 3), Month(2022, 5), "Patrol", "intervention")],
    )
    go.Figure(found)
    last = found["data"][-1]
    assert last["y"] == [None if n is None else round(100 * n / mean, 1) for n in place]
    low, high = found["layout"]["yaxis"]["range"]
    drawn = [v for trace in found["data"] for v in trace["y"] if v is not None]
    assert low == 0 and all(v <= high for v in [*drawn, 100])
    names = [item for item in found["layout"]["annotations"] if item.get("xref") == "paper"]
    heights = sorted(item["y"] for item in names)
    assert len(names) == len(found["data"])
    assert all(b - a >= 0.05 * high for a, b in itertools.pairwise(heights))


def test_a_gap_is_a_gap_and_hover_words_are_counts() -> None:
    counts = [None, *range(1, 24)]
    found = build_before_after(
        months=MONTHS, place=Line("Town", counts, 12), elsewhere=Line("rest", counts, 12), beside=None
    )
    trace = found["data"][-1]
    assert trace["y"][0] is None and trace["connectgaps"] is False
    assert trace["text"][:2] == ["<b>Mar 2021</b><br>Town: not supplied", "<b>Apr 2021</b><br>Town: 1"]
    assert trace["y"][12] == pytest.approx(100)
