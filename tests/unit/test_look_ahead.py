"""The range of the next months, against statsmodels, a slow oracle and simulation."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.look_ahead import SHARE, expect, look_ahead
from dashboard.statistics.season import damped_factors, find_season
from data.month import Month
from tests.unit.overdispersed import draw_overdispersed

COVID = tuple(Month(2020, 3).until(Month(2021, 7)))
SHAPE = np.array([0.9, 0.8, 0.95, 1.0, 1.0, 1.05, 1.2, 1.15, 1.0, 1.0, 1.0, 0.95])


def run(first: str, length: int) -> list[Month]:
    start = Month.parse(first)
    return list(start.until(start + (length - 1)))


def drawn(months: list[Month], *, mean: float, phi: float, seed: int, drift: float = 0) -> list[float]:
    walk = np.exp(np.cumsum(np.random.default_rng(seed).normal(0, drift, len(months))))
    shape = np.array([SHAPE[month.month - 1] * month.days / 30.4 for month in months])
    return draw_overdispersed(mean * shape * walk, phi, len(months), seed + 1000).astype(float).tolist()


def test_the_level_is_statsmodels_simple_exponential_smoothing() -> None:
    """Of counts per day over the damped factors, started at the mean of the first six."""
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

    months = run("2019-04", 60)
    counts = drawn(months, mean=120, phi=2, seed=1)
    (damped,) = damped_factors(months, counts, [60])
    rates = np.array(
        [count / month.days / damped[month.month - 1] for month, count in zip(months, counts, strict=True)]
    )
    start = {"initialization_method": "known", "initial_level": rates[:6].mean()}
    fitted = SimpleExpSmoothing(rates, **start).fit(smoothing_level=0.15, optimized=False)
    level = float(fitted.forecast(1)[0])
    expected = [
        level * damped[month.month - 1] * month.days
        for month in (Month(2024, number) for number in (4, 5, 6))
    ]
    assert expect(months, counts) == pytest.approx(expected)


def test_damped_factors_lie_between_the_fit_and_none() -> None:
    """James and Stein's weight 1 − 9/(11 F): nearly all of a strong season, nothing where F is under 9/11."""
    months = run("2019-04", 60)
    many, few = (
        drawn(months, mean=5000, phi=1, seed=2),
        draw_overdispersed(50, 4, 60, seed=3).astype(float).tolist(),
    )
    strong, weak = find_season(months, many), find_season(months, few)
    assert strong is not None
    assert weak is not None
    assert damped_factors(months, many, [60])[0] == pytest.approx(strong.factors, abs=0.01)
    weight = max(0, 1 - 9 / 11 / weak.f)
    assert 0 <= weight < 0.5
    assert np.log(damped_factors(months, few, [60])[0]) == pytest.approx(weight * np.log(weak.factors))


def test_many_origins_at_once_are_each_one_by_itself() -> None:
    """With breaks among and beside exceptional months, and a month that is always empty."""
    months = [month for month in run("2014-04", 110) if month not in COVID]
    breaks = [Month(2017, 4), Month(2020, 5), Month(2020, 9), Month(2022, 1)]
    counts = drawn(months, mean=150, phi=2, seed=4, drift=0.01)
    empty = [0.0 if month.month == 8 else count for month, count in zip(months, counts, strict=True)]
    lengths = [20, 93, *range(30, 90, 7), 30]
    for series in (counts, empty):
        together = damped_factors(months, series, lengths, breaks=breaks)
        for length, factors in zip(lengths, together, strict=True):
            (alone,) = damped_factors(months[:length], series[:length], [length], breaks=breaks)
            assert factors == pytest.approx(alone, rel=1e-9)
            season = find_season(months[:length], series[:length], breaks=breaks)
            assert (season is None) == (factors == 1).all()


@pytest.mark.parametrize(("phi", "drift"), [(1.5, 0), (3, 0.01)])
def test_four_of_five_months_to_come_are_inside_and_so_it_says(phi: float, drift: float) -> None:
    """60 made-up districts: the three months that came, and the coverage each range printed beforehand."""
    months = run("2019-04", 63)
    inside = months_seen = held = tested = 0
    for seed in range(60):
        counts = drawn(months, mean=300, phi=phi, seed=seed, drift=drift)
        found = look_ahead(months[:60], counts[:60], phi=phi, left_out=COVID)
        assert found is not None
        held, tested = held + found.held, tested + found.tested
        for item, actual in zip(found.months, counts[60:], strict=True):
            assert item.low < item.value < item.high
            inside += item.low <= actual <= item.high
            months_seen += 1
    assert inside / months_seen == pytest.approx(SHARE, abs=0.08)
    assert held / tested == pytest.approx(SHARE, abs=0.06)


def test_better_than_the_same_month_a_year_before() -> None:
    """The mean miss of 60 made-up districts is at least a tenth smaller."""
    months = run("2019-04", 63)
    ours, naive = [], []
    for seed in range(60):
        counts = drawn(months, mean=150, phi=2, seed=seed, drift=0.01)
        ours += [abs(a - b) for a, b in zip(expect(months[:60], counts[:60]), counts[60:], strict=True)]
        naive += [
            abs(counts[place - 12] / months[place - 12].days * months[place].days - counts[place])
            for place in (60, 61, 62)
        ]
    assert np.mean(ours) < 0.9 * np.mean(naive)


def test_what_was_held_before_is_what_each_earlier_range_would_have_held() -> None:
    """The slow way: the range asked for at the end of every shorter run, and what came after it."""
    months = run("2019-04", 48)
    counts = drawn(months, mean=200, phi=2, seed=5)
    first, whole = (look_ahead(months[:end], counts[:end], phi=2) for end in (36, 48))
    assert first is not None
    assert whole is not None
    held = tested = 0
    for end in range(34, 48):
        shorter = look_ahead(months[:end], counts[:end], phi=2)
        assert shorter is not None
        for item, actual in zip(shorter.months, counts[end:], strict=False):
            if item.month >= months[36]:
                held += item.low <= actual <= item.high
                tested += 1
    assert (whole.held - first.held, whole.tested - first.tested) == (held, tested)


def test_no_month_of_more_than_four_years_ago_is_forecast_again() -> None:
    """Of five years every month with two before it; of ten the last 48, the last two of them in part."""
    months = run("2010-04", 120)
    counts = drawn(months, mean=200, phi=2, seed=9)
    five, ten = look_ahead(months[:60], counts[:60], phi=2), look_ahead(months, counts, phi=2)
    assert five is not None
    assert ten is not None
    assert (five.tested, ten.tested) == (34 * 3 + 2 + 1, 46 * 3 + 2 + 1)
    assert ten.held / ten.tested == pytest.approx(SHARE, abs=0.15)


def test_exceptional_months_and_breaks_are_respected() -> None:
    months = run("2018-04", 72)
    counts: list[float | None] = [10.0 * month.days for month in months]
    quiet = [count if month not in COVID else 1.0 for month, count in zip(months, counts, strict=True)]
    assert look_ahead(months, quiet, phi=1, left_out=COVID) == look_ahead(
        months,
        [None if month in COVID else count for month, count in zip(months, counts, strict=True)],
        phi=1,
    )
    stepped = [20.0 * month.days if month >= Month(2023, 9) else 10.0 * month.days for month in months]
    assert expect(months, stepped)[0] < 0.95 * 20 * 30
    assert expect(months, stepped, breaks=[Month(2023, 9)])[0] == pytest.approx(20 * 30)
    assert look_ahead(months[:26], counts[:26], phi=1) is None
    assert look_ahead(months, [1.0] * 72, phi=1) is None
    assert look_ahead(months, [None] * 72, phi=1) is None


def test_months_so_rare_that_their_factor_is_nothing_do_no_harm() -> None:
    """A handful of months in seven years: the fit of the others runs off towards nothing."""
    months = run("2012-03", 82)
    counts = [0.0] * 82
    for place, count in ((6, 99.0), (32, 156.0), (45, 243.0), (62, 186.0), (68, 90.0)):
        counts[place] = count
    found = look_ahead(months, counts, phi=5, breaks=[Month(2020, 5)])
    assert found is not None
    assert all(0 <= item.low <= item.value <= item.high < np.inf for item in found.months)
