"""Intervals of changes and rates, and ranks with their range, against statsmodels, scipy and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from dashboard.statistics.change import compare_counts, percent_interval
from dashboard.statistics.discovery import discoveries
from dashboard.statistics.intervals import RARE_Z, USUAL_Z, p_value
from dashboard.statistics.proportions import wilson_interval
from dashboard.statistics.ranking import rank_rates
from dashboard.statistics.rates import rate_interval
from tests.unit.overdispersed import draw_overdispersed

COUNTS = st.integers(0, 50_000)
PHI = st.floats(1, 30)


def test_tails_of_the_normal_distribution() -> None:
    assert pytest.approx(stats.norm.isf(0.025), abs=1e-6) == USUAL_Z
    assert pytest.approx(stats.norm.isf(0.001), abs=1e-6) == RARE_Z
    for z in (0.0, -1.5, 4, 9):
        assert p_value(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_discoveries_agree_with_statsmodels(p_values: list[float]) -> None:
    from statsmodels.stats.multitest import multipletests

    found, adjusted, _, _ = multipletests(p_values, alpha=0.05, method="fdr_bh")
    assume(not np.any(np.isclose(adjusted, 0.05)))
    assert discoveries(p_values) == tuple(found.tolist())


def test_no_tests_no_discoveries() -> None:
    assert discoveries([]) == ()


@given(now=COUNTS, before=st.integers(1, 50_000), phi=PHI, days=st.none() | st.just((31, 365)))
def test_an_interval_without_zero_is_a_change_beyond_usual(
    now: int, before: int, phi: float, days: tuple[int, int] | None
) -> None:
    lengths = days or (None, None)
    change = compare_counts(now, before, phi, *lengths)
    interval = percent_interval(now, before, phi, *lengths)
    assert interval is not None
    assume(abs(abs(change.verdict_z) - USUAL_Z) > 1e-9)
    assert interval.holds(0) is not change.beyond_usual
    assert interval.low >= -100
    if min(now, before) > 5 * phi:
        assert change.percent is not None
        assert interval.holds(change.percent)


@pytest.mark.parametrize(
    ("now", "before", "days"), [(10, 20, (30, 61)), (3, 9, (365, 365)), (90, 40, (31, 28))]
)
def test_the_ends_of_the_interval_are_where_statsmodels_test_stops_rejecting(
    now: int, before: int, days: tuple[int, int]
) -> None:
    """statsmodels' test of two Poisson rates, method "sqrt" (Gu, Ng, Tang and Schucany 2008)."""
    from statsmodels.stats.rates import test_poisson_2indep as rates_test

    interval = percent_interval(now, before, 1, *days)
    assert interval is not None
    assert interval.high is not None
    for percent in (interval.low, interval.high):
        found = rates_test(now, days[0], before, days[1], value=1 + percent / 100, method="sqrt")
        assert found.pvalue == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("phi", [1, 2.1, 4.8])
def test_the_true_change_is_inside_nineteen_times_of_twenty(phi: float) -> None:
    now = draw_overdispersed(240, phi, 2000, seed=11)
    before = draw_overdispersed(300, phi, 2000, seed=12)
    held = [
        percent_interval(a, b, phi).holds(-20) for a, b in zip(now.tolist(), before.tolist(), strict=True)
    ]
    assert 0.935 <= np.mean(held) <= 0.965


def test_a_change_on_nothing_has_no_percent() -> None:
    assert percent_interval(5, 0, 1) is None
    few = percent_interval(5, 1, 3)
    assert few is not None
    assert few.high is None


@pytest.mark.parametrize("count", [10, 27, 65, 400, 9_200])
def test_byars_interval_is_the_exact_one_within_half_a_percent(count: int) -> None:
    """The publisher's guide says within 0.2% for 10 and more; the exact ends are chi-square quantiles."""
    interval = rate_interval(count, 1000, per=1000, phi=1)
    assert interval.low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2, rel=0.005)
    assert interval.high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.002)


def test_byars_interval_of_few() -> None:
    """Counts under ten are exact to a tenth of one offence; of none, up to 3.7 (the "rule of three")."""
    for count in range(10):
        interval = rate_interval(count, 1, per=1, phi=1)
        low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
        assert interval.low == pytest.approx(low, abs=0.1)
        assert interval.high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, abs=0.1)


@pytest.mark.parametrize("phi", [1, 2.1, 4.8])
@pytest.mark.parametrize("mean", [20, 200])
def test_the_true_rate_is_inside_nineteen_times_of_twenty(mean: float, phi: float) -> None:
    counts = draw_overdispersed(mean, phi, 2000, seed=13).tolist()
    held = [rate_interval(count, 5000, per=1000, phi=phi).holds(mean / 5) for count in counts]
    assert 0.93 <= np.mean(held) <= 0.985


@pytest.mark.parametrize(("share", "n"), [(0.0, 8), (0.31, 65), (0.5, 400), (1.0, 12)])
def test_the_interval_of_a_percentage_is_wilsons(share: float, n: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(share * n, n, method="wilson")
    assert wilson_interval(100 * share, n) == pytest.approx((100 * low, 100 * high), abs=1e-4)


def test_refused() -> None:
    for count, people, phi in ((-1, 5, 1), (1, 0, 1), (1, 5, 0.5)):
        with pytest.raises(ValueError):
            rate_interval(count, people, per=1, phi=phi)


def test_ranks_of_two_areas_are_those_of_the_beta_distribution() -> None:
    """Of two gamma variables the chance that one is larger is a beta tail: exact, without simulation."""
    for first, second in ((100, 80), (100, 70), (100, 60)):
        chance = stats.beta.sf(0.5, first + 0.5, second + 0.5)
        found = rank_rates([first, second], [1000, 1000], phi=1, per=1000)[0]
        assert found is not None
        assert found.last == (1 if chance >= 0.975 else 2)
        assert abs(chance - 0.975) > 0.005


def test_ranks_in_words() -> None:
    counts = [500.0, 300, 299, 100, None, 60]
    people = [1000.0, 1000, 1000, 1000, 1000, 0]
    found = rank_rates(counts, people, phi=1.5, per=1000, decimals=-1)
    assert [item and item.words for item in found] == [
        "highest (1st) of 4",
        "joint 2nd highest (2nd-3rd) of 4",
        "joint 2nd highest (2nd-3rd) of 4",
        "4th highest (4th) of 4",
        None,
        None,
    ]
    lowest = rank_rates(counts, people, phi=1.5, per=1000, lowest_first=True)[3]
    assert lowest is not None
    assert lowest.words == "lowest (1st) of 4"
    assert rank_rates([None], [5], phi=1, per=1) == (None,)


@pytest.mark.parametrize("phi", [1, 4])
def test_the_true_rank_is_in_the_range(phi: float) -> None:
    """Twelve districts with known rates, 200 years drawn: the range holds the true rank in about 95%."""
    true = np.linspace(60, 90, 12)
    people = np.linspace(90, 290, 12)[::-1]
    held = []
    for seed in range(200):
        counts = draw_overdispersed(true * people / 10, phi, 12, seed=seed)
        found = rank_rates(counts.tolist(), people.tolist(), phi=phi, per=1000)
        held += [item.first <= 12 - place <= item.last for place, item in enumerate(found) if item]
    assert 0.93 <= np.mean(held) <= 1


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 400)), min_size=1, max_size=13), PHI)
def test_ranges_hold_the_printed_rank_and_more_dispersion_widens_them(
    areas: list[tuple[int, int]], phi: float
) -> None:
    counts, people = [float(n) for n, _ in areas], [float(p) for _, p in areas]
    found = rank_rates(counts, people, phi=phi, per=1000)
    assert found == rank_rates(counts, people, phi=phi, per=1000)
    for item in found:
        assert item is not None
        assert 1 <= item.first <= item.rank.position <= item.last <= len(areas)
        assert item.interval.holds(item.rate)
