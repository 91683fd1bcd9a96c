"""Plan years, the months of a baseline, and what is said of an indicator at each point of a plan's life."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.periods import Window
from dashboard.targets.kinds import aim_of, target_level
from dashboard.targets.plan_year import baseline_window, months_held, phase_of, plan_year, same_months
from data.catalogue import Indicator, Plan
from data.catalogue.plan import Baseline
from data.month import Month

MONTHS = st.integers(Month(2000, 1).index, Month(2040, 12).index).map(Month.from_index)


def build_plan(start: str = "2023-04", end: str = "2024-03") -> Plan:
    return Plan(
        id="p",
        label="P",
        title="P",
        area="E07000105",
        start=start,
        end=end,
        publication="",
        priorities=(),
        indicators=(),
    )


def build_indicator(**values: Any) -> Indicator:
    return Indicator(**{"id": "i", "label": "I", "measure": "m", "priorities": (), "kind": "change"} | values)


@given(first=MONTHS, length=st.integers(1, 72), to=MONTHS)
def test_every_month_inside_a_plan_lies_in_one_of_its_years(first: Month, length: int, to: Month) -> None:
    plan = build_plan(str(first), str(first + (length - 1)))
    year = plan_year(plan, to)
    assert plan.first <= year.first <= year.last <= plan.last
    assert (year.first.index - plan.first.index) % 12 == 0
    assert year.length == 12 or year.last == plan.last
    if phase_of(plan, to) == "inside":
        assert to in year


@given(year=MONTHS, to=MONTHS, gap=st.integers(0, 20), quarters=st.booleans())
def test_a_part_of_a_year_ends_at_its_first_gap(year: Month, to: Month, gap: int, quarters: bool) -> None:
    window = Window("range", year, year + 11)
    held = months_held(window, to=to, complete=lambda month: month != year + gap, quarters=quarters)
    if held is None:
        assert to < year + (2 if quarters else 0) or gap < (3 if quarters else 1)
        return
    assert held.first == year
    assert held.last <= min(to, window.last)
    assert year + gap not in held
    assert not quarters or held.length % 3 == 0


@given(start=MONTHS, years=st.integers(1, 3), first=MONTHS, length=st.integers(1, 12))
def test_part_of_a_year_is_set_against_the_same_months(
    start: Month, years: int, first: Month, length: int
) -> None:
    baseline = Window("range", start, start + (12 * years - 1))
    window = Window("range", first, first + (length - 1))
    runs = same_months(baseline, window)
    for run in runs:
        assert baseline.first <= run.first <= run.last <= baseline.last
        assert run.length == window.length
        assert length == 12 or run.first.month == window.first.month
    if length == 12:
        assert len(runs) == years


def test_a_baseline_without_months_has_no_window() -> None:
    assert baseline_window(None) is None
    assert baseline_window(Baseline(value=47.0)) is None
    assert baseline_window(Baseline(start="2022-04", end="2023-03")) == Window(
        "range", Month(2022, 4), Month(2023, 3)
    )


def test_direction_belongs_to_the_plan() -> None:
    """Ashford wants 2% more domestic abuse reported; Tonbridge and Malling wanted fewer."""
    more = aim_of(build_indicator(direction="higher", change_pct=2.0), baseline=1155)
    fewer = aim_of(build_indicator(direction="lower", change_pct=-2.0), baseline=1155)
    assert more is not None
    assert fewer is not None
    assert [more.met_by(value) for value in (1178.1, 1178.0)] == [True, False]
    assert [fewer.met_by(value) for value in (1131.9, 1178.1)] == [True, False]


@pytest.mark.parametrize(
    ("indicator", "met", "missed"),
    [
        ({"kind": "level", "direction": "lower", "target": 20}, 20, 20.1),
        ({"kind": "level", "direction": "higher", "target": 20}, 20, 19.9),
        ({"kind": "maintain", "direction": "higher"}, 105, 99),
        ({"kind": "maintain", "direction": "lower"}, 95, 101),
        ({"kind": "range", "low": 28, "high": 40}, 28, 41),
        ({"kind": "range", "low": 28, "high": 40}, 40, 27),
        ({"kind": "at_least", "target": 12}, 12, 11),
        ({"kind": "standard", "target": 100}, 100, 99.9),
        ({"kind": "standard", "target": 24, "direction": "lower"}, 24, 24.1),
        ({"kind": "direction", "direction": "higher"}, 101, 100),
        ({"kind": "direction", "direction": "lower"}, 99, 100),
    ],
)
def test_every_kind_of_target(indicator: dict[str, Any], met: float, missed: float) -> None:
    aim = aim_of(build_indicator(**indicator), baseline=100.0)
    assert aim is not None
    assert aim.met_by(met)
    assert not aim.met_by(missed)


@given(
    baseline=st.integers(1, 10_000),
    change=st.integers(-50, 50).filter(bool),
    value=st.integers(0, 20_000),
)
def test_the_level_and_the_percentage_agree(baseline: int, change: int, value: int) -> None:
    """Exact in whole numbers: 100·value against (100 + change)·baseline."""
    indicator = build_indicator(change_pct=float(change), direction="lower" if change < 0 else "higher")
    exact = (
        100 * value <= (100 + change) * baseline if change < 0 else 100 * value >= (100 + change) * baseline
    )
    aim = aim_of(indicator, baseline=baseline)
    assert aim is not None
    assert aim.met_by(value) is exact
    assert target_level(indicator, baseline=baseline) == pytest.approx(baseline * (100 + change) / 100)
