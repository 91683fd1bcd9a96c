"""Change, peaks, rates and classes against simulation, worked examples and other people's code."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, norm

from dashboard.statistics.change import beyond_usual_in_list, compare_counts, usual_band
from dashboard.statistics.classes import build_change_classes, build_classes, natural_breaks
from dashboard.statistics.peaks import find_peaks
from dashboard.statistics.rates import ordinal, rank_values, rate, round_half_up, share
from data.month import Month
from tests.unit.overdispersed import draw_overdispersed

COUNTS = st.integers(0, 100_000)
PHI = st.floats(1, 50)
DAYS = st.integers(1, 1100)


def test_the_papers_example_of_all_crime() -> None:
    """Ashford, 11,763 to 11,311 with φ = 2.1: −3.8%, z = √2(√11311 − √11763)/√2.1 = −2.05."""
    change = compare_counts(11311, 11763, 2.1)
    assert change.difference == -452
    assert change.percent == pytest.approx(-3.842, abs=0.001)
    assert change.z == pytest.approx(-2.054, abs=0.001)
    assert change.words == "larger than usual variation"
    assert compare_counts(818, 914, 4.8).words == "within usual variation"


@pytest.mark.parametrize("phi", [1, 2, 4.8])
@pytest.mark.parametrize("mean", [0.5, 1, 3, 10, 100, 2000])
def test_two_windows_of_the_same_rate_are_called_about_one_time_in_twenty(mean: float, phi: float) -> None:
    now = draw_overdispersed(mean, phi, 4000, seed=1)
    before = draw_overdispersed(mean, phi, 4000, seed=2)
    called = np.mean(
        [compare_counts(int(a), int(b), phi).beyond_usual for a, b in zip(now, before, strict=True)]
    )
    assert called <= 0.065
    if mean >= 10:
        assert called >= 0.035


@pytest.mark.parametrize("phi", [1, 3])
def test_windows_of_unequal_length_are_called_as_often(phi: float) -> None:
    now = draw_overdispersed(4 * 31, phi, 4000, seed=3)
    before = draw_overdispersed(4 * 365, phi, 4000, seed=4)
    called = np.mean(
        [compare_counts(int(a), int(b), phi, 31, 365).beyond_usual for a, b in zip(now, before, strict=True)]
    )
    assert 0.035 <= called <= 0.065


def test_a_poisson_test_would_cry_wolf_where_phi_does_not() -> None:
    now, before = (draw_overdispersed(900, 4.8, 4000, seed=seed) for seed in (5, 6))
    naive = np.mean(
        [compare_counts(int(a), int(b), 1).beyond_usual for a, b in zip(now, before, strict=True)]
    )
    assert naive > 0.3


@given(now=COUNTS, before=COUNTS, phi=PHI, days=st.none() | st.tuples(DAYS, DAYS))
def test_the_band_and_the_verdict_agree(
    now: int, before: int, phi: float, days: tuple[int, int] | None
) -> None:
    lengths = days or (None, None)
    change = compare_counts(now, before, phi, *lengths)
    band = usual_band(before, phi, *lengths)
    assume(min(abs(now - band.low), abs(now - band.high)) > 1e-6)
    # Zero is the least there can be: where the band reaches it, it holds it.
    assert band.holds(now) is not change.beyond_usual


@given(now=COUNTS, before=COUNTS, phi=PHI)
def test_change_turns_round_with_its_sign(now: int, before: int, phi: float) -> None:
    there, back = compare_counts(now, before, phi), compare_counts(before, now, phi)
    assert there.z == pytest.approx(-back.z)
    assert there.beyond_usual == back.beyond_usual
    assert there.difference == -back.difference
    assert (there.percent is None) == (before == 0)
    assert compare_counts(now, before, phi, 365, 365) == there


@given(st.lists(st.tuples(COUNTS, COUNTS, PHI), min_size=6, max_size=40))
def test_long_lists_agree_with_scipy(triples: list[tuple[int, int, float]]) -> None:
    changes = [compare_counts(*triple) for triple in triples]
    adjusted = false_discovery_control([2 * norm.sf(abs(change.verdict_z)) for change in changes])
    assume(not np.any(np.isclose(adjusted, 0.05)))
    assert beyond_usual_in_list(changes) == tuple(bool(value <= 0.05) for value in adjusted)


def test_short_lists_are_judged_one_by_one() -> None:
    changes = [compare_counts(120, 90, 1)] * 1 + [compare_counts(100, 100, 1)] * 4
    assert beyond_usual_in_list(changes) == (True, False, False, False, False)
    assert not any(beyond_usual_in_list([*changes, *changes[1:]]))
    assert beyond_usual_in_list([]) == ()


def test_refused_input() -> None:
    for arguments in ((-1, 2, 1), (1, 2, 0.9), (1, 2, 1, 30), (1, 2, 1, 0, 30)):
        with pytest.raises(ValueError):
            compare_counts(*arguments)


def months_from(text: str, values: list[float]) -> list[Month]:
    start = Month.parse(text)
    return list(start.until(start + (len(values) - 1)))


def test_a_flat_year_has_no_single_peak() -> None:
    """Ashford 2022/23 as the layout study draws it: three months share the top."""
    values = [950, 905, 970, 1021, 978, 1032, 924, 955, 1033, 862, 868, 827]
    peaks = find_peaks(months_from("2022-03", values), values, 2.1)
    assert peaks is not None
    assert not peaks.standing_out
    assert [str(month) for month in peaks.highest] == ["2022-11", "2022-08", "2022-06"]
    assert [str(month) for month in peaks.lowest] == ["2023-02"]
    # February is short: per day December is lowest, and June passes August.
    assert [str(month) for month in peaks.busiest] == ["2022-11", "2022-06", "2022-08"]
    assert [str(month) for month in peaks.quietest] == ["2022-12"]
    assert not peaks.same_by_day
    assert len(peaks.tied) > 3


def test_two_months_that_stand_out_are_named_alone() -> None:
    values = [100.0, 101, 99, 102, 98, 100, 310, 300, 97, 103, 100, 99]
    peaks = find_peaks(months_from("2022-01", values), values, 1.5)
    assert peaks is not None
    assert peaks.standing_out
    assert [str(month) for month in peaks.highest] == ["2022-07", "2022-08"]
    assert set(peaks.tied) == set(peaks.highest)


@pytest.mark.parametrize("phi", [1, 3])
def test_equal_months_seldom_stand_out(phi: float) -> None:
    months = months_from("2022-04", [0.0] * 12)
    draws = draw_overdispersed(300, phi, 12 * 500, seed=7).reshape(500, 12)
    found = [find_peaks(months, [float(v) for v in row], phi) for row in draws]
    assert np.mean([peaks.standing_out for peaks in found if peaks]) < 0.05


def test_gaps_are_no_zeros() -> None:
    months = months_from("2022-01", [0.0] * 5)
    peaks = find_peaks(months, [5, None, 9, 7, None], 1)
    assert peaks is not None
    assert peaks.lowest == (months[0],)
    assert find_peaks(months, [5, None, 9, None, None], 1) is None


def test_rates_shares_and_printed_ranks() -> None:
    assert rate(1843, 7034, per=1000) == pytest.approx(262.01, abs=0.01)
    assert rate(5, 0, per=1000) is None
    assert rate(None, 7034, per=1000) is None
    assert share(163, 11311) == pytest.approx(1.441, abs=0.001)
    assert share(0, 0) is None
    ranks = rank_values([10.14, 9.96, None, 12.0, 3.0], decimals=1)
    assert [rank and rank.words for rank in ranks] == ["2nd of 4", "3rd of 4", None, "1st of 4", "4th of 4"]
    joint = rank_values([10.14, 9.96, None, 12.0, 3.0], decimals=0)
    assert [rank and rank.words for rank in joint] == [
        "joint 2nd of 4",
        "joint 2nd of 4",
        None,
        "1st of 4",
        "4th of 4",
    ]
    assert [r and r.position for r in rank_values([1, 2, 3], lowest_first=True)] == [1, 2, 3]
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "112th",
    ]
    assert [round_half_up(v, d) for v, d in ((0.5, 0), (2.5, 0), (-2.5, 0), (1.005, 2), (-0.04, 1))] == [
        1,
        3,
        -3,
        1.01,
        0,
    ]


@given(st.lists(st.integers(0, 60).map(float), min_size=1, max_size=14), st.integers(2, 5))
def test_natural_breaks_are_the_best_of_all_groupings(values: list[float], count: int) -> None:
    """Against every grouping there is: no other has a smaller squared deviation."""

    def deviation(bounds: list[float]) -> float:
        groups = [[] for _ in bounds]
        for value in values:
            groups[next(i for i, bound in enumerate(bounds) if value <= bound)].append(value)
        return sum(sum((v - sum(g) / len(g)) ** 2 for v in g) for g in groups if g)

    distinct = sorted(set(values))
    found = [distinct[place] for place in natural_breaks(values, count)]
    assert found[-1] == distinct[-1]
    if len(distinct) <= count:
        assert found == distinct
        return
    least = min(
        deviation([*inner, distinct[-1]]) for inner in itertools.combinations(distinct[:-1], count - 1)
    )
    assert deviation(found) == pytest.approx(least, abs=1e-6)


@pytest.mark.filterwarnings("ignore:Numba not installed")
def test_natural_breaks_agree_with_mapclassify() -> None:
    from mapclassify import FisherJenks

    source = np.random.default_rng(8)
    for count, size in ((3, 40), (5, 120), (5, 250)):
        values = np.round(np.exp(source.normal(5, 0.9, size)), 1)
        found = np.unique(values)[natural_breaks(values, count)]
        assert found.tolist() == pytest.approx(FisherJenks(values, k=count).bins.tolist())


@given(
    values=st.lists(st.floats(0, 5000), max_size=400),
    decimals=st.sampled_from([0, 1]),
)
def test_every_value_has_the_class_whose_words_hold_it(values: list[float], decimals: int) -> None:
    printed = [round_half_up(value, decimals) for value in values]
    classes = build_classes(printed, decimals=decimals)
    assert len(classes.words) <= 5 + classes.zero
    assert classes.zero == (0 in printed)
    for value in printed:
        assert holds(classes.words[classes.position(value)], value), (classes, value)
    for edge in classes.edges:
        size = edge / 10 ** math.floor(math.log10(edge))
        assert any(size == pytest.approx(number) for number in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)), classes


@given(values=st.lists(st.integers(-500, 500).map(float), max_size=300))
def test_change_classes_are_even_around_zero(values: list[float]) -> None:
    classes = build_change_classes(values, unit="%")
    middle = classes.position(0)
    assert len(classes.words) == 2 * middle + 1 <= 5
    for value in values:
        assert classes.position(value) - middle == middle - classes.position(-value)
        word = classes.words[classes.position(value)]
        if word.startswith(("up", "down")):
            assert word.startswith("up" if value > 0 else "down")
            assert holds(word.split(" ", 1)[1].replace("%", "").replace("or more", "and over"), abs(value))


def holds(words: str, value: float) -> bool:
    """Read a class's words as a person does."""
    words = words.replace(",", "")
    if words == "all values":
        return True
    if words.startswith("under "):
        return value < float(words.removeprefix("under "))
    if words.endswith(" and over"):
        return value >= float(words.removesuffix(" and over"))
    low, _, high = words.partition(" to ")
    return float(low) - 1e-9 <= value <= float(high or low) + 1e-9


def test_classes_refuse_a_value_under_zero() -> None:
    with pytest.raises(ValueError, match="under zero"):
        build_classes([-1.0])
