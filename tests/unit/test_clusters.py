"""Gi*, funnels and concentration, against esda, scipy, published examples and simulation."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.statistics.concentration import concentration, concentration_move
from dashboard.statistics.funnel import build_funnel, winsorised_phi
from dashboard.statistics.gi_star import course, gi_star
from tests.unit.overdispersed import draw_overdispersed

SIDE = 12


def lattice(side: int = SIDE) -> dict[str, list[str]]:
    """Squares of a board by name, next to those above, below, left and right."""
    steps = ((0, 1), (1, 0), (0, -1), (-1, 0))
    return {
        f"{i:02}-{j:02}": [
            f"{i + a:02}-{j + b:02}" for a, b in steps if 0 <= i + a < side and 0 <= j + b < side
        ]
        for i in range(side)
        for j in range(side)
    }


@pytest.mark.filterwarnings("ignore:.*[Nn]umba")
@pytest.mark.parametrize("seed", [1, 2])
def test_gi_star_agrees_with_esda(seed: int) -> None:
    """esda.G_Local with star=True and binary weights, on a board and on a list of six nearest others."""
    from esda.getisord import G_Local
    from libpysal.weights import W

    source = np.random.default_rng(seed)
    neighbours = lattice()
    codes = sorted(neighbours)
    if seed == 2:
        points = source.normal(size=(len(codes), 2))
        nearest = np.argsort(((points[:, None] - points[None]) ** 2).sum(axis=2), axis=1)[:, 1:7]
        neighbours = {code: [codes[k] for k in row] for code, row in zip(codes, nearest, strict=True)}
    rates = np.exp(source.normal(3, 0.7, len(codes)))
    found = gi_star(dict(zip(codes, rates.tolist(), strict=True)), neighbours)
    oracle = G_Local(rates, W(neighbours, silence_warnings=True), transform="B", permutations=0, star=True)
    order = [oracle.w.id_order.index(code) for code in codes]
    assert oracle.w.id_order == codes
    assert [found[code].z for code in codes] == pytest.approx(oracle.Zs[order].tolist(), abs=1e-9)
    assert all(found[code].neighbours == len(neighbours[code]) for code in codes)


def test_gi_star_finds_what_was_planted_and_calls_what_scipys_false_discovery_control_calls() -> None:
    source = np.random.default_rng(3)
    neighbours = lattice()
    values = source.normal(50, 6, SIDE**2).tolist()
    rates = dict(zip(neighbours, values, strict=True))
    planted = {"05-05", "05-06", "06-05", "06-06"}
    for code in planted:
        rates[code] += 30
    found = gi_star(rates, neighbours)
    adjusted = stats.false_discovery_control([item.p for item in found.values()])
    called = {code for code, item in found.items() if item.kind}
    assert called == {code for code, value in zip(found, adjusted, strict=True) if value <= 0.05}
    assert {code for code, item in found.items() if item.kind == "high"} >= planted
    assert all(item.overall == pytest.approx(np.mean(list(rates.values()))) for item in found.values())
    beside = [rates[code] for code in ("05-05", *neighbours["05-05"])]
    assert found["05-05"].around == pytest.approx(np.mean(beside))
    assert gi_star(rates, neighbours) == found


def test_how_unusual_a_sum_is_agrees_with_every_pick_there_is() -> None:
    """Nine areas in a row: all 84 picks of three, and 36 of two, instead of 20,000 random ones."""
    names = "abcdefghi"
    neighbours = {name: [other for other in names if abs(ord(other) - ord(name)) == 1] for name in names}
    rates = dict(zip(names, [1.0, 2, 30, 41, 5, 8, 9, 16, 3], strict=True))
    found = gi_star(rates, neighbours)
    for name, item in found.items():
        size = item.neighbours + 1
        picks = [sum(pick) for pick in itertools.combinations(rates.values(), size)]
        total = rates[name] + sum(rates[other] for other in neighbours[name])
        tail = min(np.mean([pick >= total for pick in picks]), np.mean([pick <= total for pick in picks]))
        assert item.p == pytest.approx(min(1, 2 * tail), abs=0.015)


def test_a_county_without_clusters_seldom_has_one() -> None:
    """Rates as skewed as Kent's wards put down at random on 60 boards: few have a cluster of high wards."""
    source = np.random.default_rng(4)
    neighbours = lattice()
    alarmed = 0
    for _ in range(60):
        rates = np.exp(source.normal(4, 0.6, SIDE**2)).tolist()
        found = gi_star(dict(zip(neighbours, rates, strict=True)), neighbours)
        alarmed += any(item.kind == "high" for item in found.values())
    assert alarmed <= 6


def test_areas_without_a_rate_or_a_neighbour_are_left_out() -> None:
    neighbours = {"a": ["b"], "b": ["a", "c"], "c": ["b", "x"], "d": ["x"], "e": []}
    found = gi_star({"a": 1.0, "b": 2.0, "c": 5.0, "d": 9.0, "e": 3.0, "x": None}, neighbours)
    assert set(found) == {"a", "b", "c"}
    assert found["c"].neighbours == 1
    even = gi_star(dict.fromkeys("abcde", 0.1), neighbours)
    assert all((item.z, item.p, item.kind) == (0, 1, "") for item in even.values())
    assert gi_star({}, {}) == {}


@given(st.lists(st.booleans(), max_size=6))
def test_the_four_words(high: list[bool]) -> None:
    now, before = [*([False] * 2), *high][-1], [*([False] * 2), *high][-2]
    words = {
        (True, True): "continuing",
        (True, False): "new",
        (False, True): "fading",
        (False, False): "not unusual",
    }
    assert course(high) == words[now, before]


def test_generalised_gini_of_the_authors_examples() -> None:
    """Examples of the authors' own R package lorenzgini 0.1.2: 0.78; 0.8 plain and 0.75 generalised."""
    first = concentration([10, 8, 2, 0, 0, 0, 0, 0, 0, 0])
    assert first is not None
    assert first.gini == pytest.approx(0.78)
    sparse = concentration([5, 2, 1, 0, 0, 0, 0, 0, 0, 0])
    assert sparse is not None
    assert sparse.gini == pytest.approx(0.75)
    assert (sparse.holding, sparse.places, sparse.total) == (1, 10, 8)
    # Each offence in a place of its own is as even as three offences can be.
    spread = concentration([1, 1, 1, 0, 0, 0, 0])
    assert spread is not None
    assert spread.gini == pytest.approx(0)
    assert concentration([0, 0]) is None
    with pytest.raises(ValueError, match="under zero"):
        concentration([-1, 2])


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60).filter(any))
def test_concentration_is_that_of_every_pair(counts: list[int]) -> None:
    """The plain coefficient is half the mean difference of all pairs over their mean; half is held by the
    fewest."""
    found = concentration(counts)
    assert found is not None
    values = np.array(counts, dtype=float)
    plain = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())
    c, n = values.sum(), len(values)
    assert found.gini == pytest.approx(plain if c >= n else 1 + (plain - 1) * n / c)
    largest = sorted(counts, reverse=True)
    assert sum(largest[: found.holding]) >= c / 2 > sum(largest[: found.holding - 1])


@pytest.mark.parametrize("phi", [1, 2])
def test_a_move_is_called_when_there_is_one(phi: float) -> None:
    """Shares kept: called at most 1 time in 10; a quarter of the count moved into one place:
    nearly always."""
    means = np.exp(np.random.default_rng(5).normal(3.5, 0.8, 60))
    moved = means * 0.75
    moved[7] += 0.25 * means.sum()
    kept = found = 0
    for seed in range(40):
        before, same, other = (
            draw_overdispersed(level, phi, 60, seed=3 * seed + k).tolist()
            for k, level in enumerate((means, means, moved))
        )
        still, gone = (concentration_move(now, before, phi=phi) for now in (same, other))
        assert still is not None
        assert gone is not None
        kept += still.beyond_usual
        found += gone.beyond_usual and gone.now.gini > gone.before.gini
    assert kept <= 4
    assert found >= 36


def test_no_move_of_nothing_and_of_other_places() -> None:
    assert concentration_move([0, 0], [1, 2], phi=1) is None
    for now, before, phi in (([1], [1, 2], 1), ([1, 2], [1, 2], 0.5)):
        with pytest.raises(ValueError, match="same places"):
            concentration_move(now, before, phi=phi)


def test_winsorised_dispersion_is_scipys() -> None:
    """scipy.stats.mstats.winsorize draws in whole places: of 101 scores, 10 at each end, as the tenths do."""
    scores = stats.norm.ppf((np.arange(101) + 0.5) / 101) * 2.2
    drawn = np.asarray(stats.mstats.winsorize(scores, limits=(0.1, 0.1)))
    assert winsorised_phi(scores) == pytest.approx(np.mean(drawn**2) / 0.679)
    assert winsorised_phi(scores) == pytest.approx(2.2**2, rel=0.02)
    edge = stats.norm.ppf(0.9)
    inner = stats.norm.expect(lambda z: z * z, lb=-edge, ub=edge)
    assert inner + 0.2 * edge**2 == pytest.approx(0.679, abs=0.001)


@pytest.mark.parametrize("phi", [1, 3])
def test_places_alike_but_for_chance_are_within_the_funnel(phi: float) -> None:
    people = np.exp(np.random.default_rng(6).normal(8.7, 0.35, 250))
    outside = far = places = 0
    for seed in range(40):
        counts = draw_overdispersed(0.02 * people, phi, 250, seed=seed)
        funnel = build_funnel(counts.tolist(), people.tolist())
        assert funnel is not None
        assert funnel.phi == pytest.approx(phi, rel=0.5)
        outside += sum(verdict != "within" for verdict in funnel.verdicts)
        far += sum(verdict in ("far above", "far below") for verdict in funnel.verdicts)
        places += 250
    assert 0.035 <= outside / places <= 0.065
    assert far / places <= 0.008


def test_a_place_apart_does_not_hide_itself_and_the_limits_agree_with_the_verdicts() -> None:
    people = np.full(30, 6000.0)
    counts: list[float | None] = draw_overdispersed(120, 1, 30, seed=7).astype(float).tolist()
    counts[4], counts[9], counts[11] = 420, 20, None
    funnel = build_funnel(counts, people.tolist())
    assert funnel is not None
    assert (funnel.verdicts[4], funnel.verdicts[9], funnel.verdicts[11]) == ("far above", "far below", None)
    for count, verdict in zip(counts, funnel.verdicts, strict=True):
        low, high = funnel.limits(6000)
        if count is not None:
            assert (low <= count / 6000 <= high) is (verdict == "within")
    assert build_funnel(counts[:19], people[:19].tolist()) is None
    assert build_funnel([0] * 30, people.tolist()) is None
