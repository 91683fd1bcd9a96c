"""Control charts against a published worked example, a slow oracle of the four signals, and simulation."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics.season import find_season
from dashboard.statistics.xmr import Chart, control_chart
from dashboard.statistics.xmr_signals import find_signals
from data.month import Month
from tests.unit.overdispersed import draw_overdispersed

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rate of ten batches.
FLOW_RATE = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)


def run(first: str, length: int) -> list[Month]:
    start = Month.parse(first)
    return list(start.until(start + (length - 1)))


def chart_of(per_day: Sequence[float | None], first: str = "2021-01", **options: object) -> Chart:
    """The chart of so many a day."""
    months = run(first, len(per_day))
    counts = [
        None if value is None else value * month.days for month, value in zip(months, per_day, strict=True)
    ]
    chart = control_chart(months, counts, **options)
    assert chart is not None
    return chart


def test_the_handbooks_worked_example() -> None:
    """Printed there: mean 50.81, limits 55.8041 and 45.8159 (with 1.128 for 3/2.66)."""
    chart = chart_of(FLOW_RATE)
    (limits,) = chart.limits
    assert limits.centre == pytest.approx(50.81)
    assert limits.high == pytest.approx(55.8041, abs=0.002)
    assert limits.low == pytest.approx(45.8159, abs=0.002)
    assert limits.near_high - limits.centre == pytest.approx(2 * 1.8778 / 1.128, abs=0.001)
    assert limits.few
    assert chart.signals == ()


def test_a_large_range_is_dropped_once_and_the_lower_limit_is_not_under_nought() -> None:
    """Ranges of 1, and of 30 around the outlier, which are over 3.267 times the mean of all."""
    values = [10.0, 11] * 4 + [40.0] + [10.0, 11] * 3
    chart = chart_of(values)
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    assert len(kept) == len(ranges) - 2
    (limits,) = chart.limits
    assert limits.centre == pytest.approx(np.mean(values))
    assert limits.high == pytest.approx(np.mean(values) + 2.66 * kept.mean())
    assert [
        (signal.kind, signal.side, signal.places) for signal in chart.signals if signal.kind == "outside"
    ] == [("outside", "high", (8,))]
    rough = chart_of([0.5, 3.0] * 8)
    assert rough.limits[0].low == 0
    assert not rough.signals


def slow_signals(
    values: list[float], centre: float, low: float, high: float, two: float
) -> set[tuple[str, str, int]]:
    """Every window of the domain's four rules looked at on its own: (kind, side, place)."""
    found = set()
    for side, sign in (("high", 1), ("low", -1)):
        v = [sign * value for value in values]
        limit = high if side == "high" else -low
        for i in range(len(v)):
            if v[i] > limit:
                found.add(("outside", side, i))
            seven = v[i : i + 7]
            if len(seven) == 7 and all(value > sign * centre for value in seven):
                found |= {("one side", side, i + k) for k in range(7)}
            if len(seven) == 7 and all(a < b for a, b in itertools.pairwise(seven)):
                found |= {("trend", side, i + k) for k in range(7)}
            beyond = [i + k for k, value in enumerate(v[i : i + 3]) if value > sign * centre + two]
            if len(beyond) >= 2:
                found |= {("two of three", side, place) for place in beyond}
    return found


@given(st.lists(st.one_of(st.integers(-8, 8).map(float), st.just(math.nan)), min_size=1, max_size=40))
def test_signals_are_those_of_every_window(values: list[float]) -> None:
    found = find_signals(np.array(values), centre=0.5, outer=(-6, 6.5), near=(-3.5, 4.5))
    marked = {(signal.kind, signal.side, place) for signal in found for place in signal.places}
    assert marked == slow_signals(values, 0.5, -6, 6.5, 4)
    assert len(set(found)) == len(found)


def test_the_published_cases_of_runs_and_trends() -> None:
    """As the NHS-R Community tests its own charts: six in a row are none, seven are, a tie ends one."""
    cases = {
        (1, 2, 3, 4, 5, 6): [],
        (1, 2, 3, 3, 4, 5, 6): [],
        (1, 2, 3, 4, 5, 6, 7): [("trend", "high", tuple(range(7)))],
        (2, 7, 6, 5, 4, 3, 2, 1, 3): [("trend", "low", tuple(range(1, 8)))],
    }
    for values, expected in cases.items():
        found = find_signals(np.array(values, float), centre=4.5, outer=(-99, 99), near=(-99, 99))
        assert [(signal.kind, signal.side, signal.places) for signal in found] == expected


def test_a_gap_or_an_exceptional_month_ends_a_run_and_is_in_no_limit() -> None:
    usual: list[float | None] = [10.0, 12, 11, 9, 10, 12] * 5
    high = [*usual, *[13.0] * 7]
    assert any(signal.kind == "one side" for signal in chart_of(high).signals)
    holed = [*usual, *[13.0] * 3, None, *[13.0] * 3]
    assert not any(signal.kind == "one side" for signal in chart_of(holed).signals)
    months = run("2021-01", len(high))
    strange = [*usual, *[13.0] * 3, 90.0, *[13.0] * 3]
    left = chart_of(strange, left_out=[months[33]])
    assert not any(signal.kind in ("one side", "outside") for signal in left.signals)
    assert left.limits == chart_of(holed).limits
    assert left.points[33].per_day == pytest.approx(90)
    assert not left.points[33].judged


def test_limits_are_set_anew_only_where_asked() -> None:
    months = run("2021-01", 26)
    low, high = [10.0, 11, 12] * 4 + [11.0], [20.0, 22, 24] * 4 + [22.0]
    one = chart_of([*low, *high])
    two = chart_of([*low, *high], rebase=[months[13]])
    assert len(one.limits) == 1
    assert any(signal.kind == "one side" for signal in one.signals)
    assert [limits.centre for limits in two.limits] == pytest.approx([11, 22])
    assert [(limits.first, limits.last) for limits in two.limits] == [
        (months[0], months[12]),
        (months[13], months[25]),
    ]
    assert two.signals == ()
    assert [point.limits for point in two.points] == [0] * 13 + [1] * 13
    assert not any(limits.few for limits in two.limits)


def test_a_season_is_taken_out_before_judging() -> None:
    months = run("2019-01", 48)
    shape = np.array([0.7, 0.7, 0.8, 1, 1.1, 1.2, 1.5, 1.5, 1.1, 0.9, 0.8, 0.7])
    level = np.array([10 * month.days * shape[month.month - 1] for month in months])
    counts = draw_overdispersed(level, 1, 48, seed=1).astype(float).tolist()
    season = find_season(months, counts)
    plain, adjusted = control_chart(months, counts), control_chart(months, counts, season=season)
    assert plain is not None
    assert adjusted is not None
    assert adjusted.adjusted
    assert plain.signals
    assert not any(signal.kind == "one side" for signal in adjusted.signals)
    # A July of the year's usual count is low for a July.
    strange = [*counts]
    strange[42] = 10.0 * 31 * 0.9
    seen = control_chart(months, strange, season=season)
    assert seen is not None
    assert ("outside", "low", (42,)) in [(item.kind, item.side, item.places) for item in seen.signals]
    assert seen.points[42].per_day == pytest.approx(9)


def test_rare_series_are_charted_by_whole_quarters() -> None:
    months = run("2020-02", 40)
    counts: list[float | None] = [float(2 + (month.month % 3 == 0)) for month in months]
    counts[20] = None
    chart = control_chart(months, counts)
    assert chart is not None
    assert chart.unit == "quarter"
    assert [str(point.first) for point in chart.points[:2]] == ["2020-04", "2020-07"]
    assert str(chart.points[-1].last) == "2023-03"
    assert all(point.last - 2 == point.first for point in chart.points)
    gap = next(point for point in chart.points if point.first <= months[20] <= point.last)
    assert gap.per_day is None
    assert {point.count for point in chart.points} == {7.0, None}
    rebased = control_chart(months, counts, rebase=[Month(2021, 8)])
    assert rebased is not None
    assert [str(limits.first) for limits in rebased.limits] == ["2020-04", "2021-07"]
    assert control_chart(months, [1.0] * 40) is None
    assert control_chart(months, [None] * 40) is None


@pytest.mark.parametrize("phi", [1, 3])
def test_an_unchanged_series_is_seldom_outside(phi: float) -> None:
    """Points outside the limits: at most 1 in 100, over-dispersed or not, since the ranges carry φ."""
    months = run("2021-04", 36)
    outside = 0
    for seed in range(200):
        chart = control_chart(months, draw_overdispersed(150, phi, 36, seed).astype(float).tolist())
        assert chart is not None
        outside += sum(signal.kind == "outside" for signal in chart.signals)
    assert outside / (200 * 36) <= 0.01
