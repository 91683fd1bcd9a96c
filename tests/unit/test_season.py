"""The season and the profile of months, against statsmodels, scipy and simulation."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from scipy import stats

from dashboard.statistics.f_distribution import f_tail
from dashboard.statistics.month_profile import month_profile
from dashboard.statistics.season import find_season
from data.month import Month
from tests.unit.overdispersed import draw_overdispersed

COVID = tuple(Month(2020, 3).until(Month(2021, 7)))
# July and August highest, February lowest.
SHAPE = np.array([0.9, 0.8, 0.95, 1.0, 1.0, 1.05, 1.3, 1.25, 1.0, 1.0, 0.9, 0.85])


def run(first: str, length: int) -> list[Month]:
    start = Month.parse(first)
    return list(start.until(start + (length - 1)))


def draw(
    months: Sequence[Month],
    *,
    mean: float,
    phi: float,
    seed: int,
    shape: np.ndarray = SHAPE,
    growth: float = 1,
) -> list[float]:
    """Counts of months of this mean, season and yearly growth."""
    level = [
        mean * month.days / 30.4 * shape[month.month - 1] * growth ** (place / 12)
        for place, month in enumerate(months)
    ]
    return draw_overdispersed(np.array(level), phi, len(months), seed).astype(float).tolist()


def test_the_tail_is_scipys() -> None:
    for value, above, below in itertools.product(
        (0, 1e-20, 0.01, 0.5, 1, 3, 9, 200), (1, 2, 11), (1, 10, 31, 400)
    ):
        found = f_tail(value, above=above, below=below)
        assert found == pytest.approx(stats.f.sf(value, above, below), rel=1e-9)


def test_the_fit_is_statsmodels_quasi_poisson_regression() -> None:
    """Dummy coding, statsmodels' GLM with Pearson's dispersion and scipy's F, on a series with a gap and a
    break."""
    import statsmodels.api as sm

    months = run("2018-04", 72)
    counts: list[float | None] = [*draw(months, mean=60, phi=3, seed=1, growth=1.1)]
    counts[7] = None
    broken = Month(2022, 4)
    season = find_season(months, counts, left_out=COVID, breaks=[broken])
    assert season is not None
    kept = [place for place, month in enumerate(months) if month not in COVID and place != 7]
    t = np.array(kept, dtype=float)
    bends = [np.clip(t - bend, 0, None) for bend in range(71 - 12, 5, -12)]
    step = np.array([months[place] >= broken for place in kept], dtype=float)
    dummies = np.array([[months[place].month == number for number in range(2, 13)] for place in kept], float)
    y = np.array([counts[place] for place in kept])
    days = np.array([months[place].days for place in kept])
    plain = np.column_stack([np.ones_like(t), t, *bends, step])
    family = sm.families.Poisson()
    full = sm.GLM(y, np.column_stack([plain, dummies]), family=family, offset=np.log(days)).fit(scale="X2")
    less = sm.GLM(y, plain, family=family, offset=np.log(days)).fit()
    assert season.phi == pytest.approx(full.scale, rel=1e-6)
    assert season.freedom == full.df_resid
    effects = np.exp(np.concatenate([[0], full.params[-11:]]))
    assert season.factors == pytest.approx((effects / effects.mean()).tolist(), rel=1e-6)
    f = (less.deviance - full.deviance) / 11 / full.scale
    assert season.p == pytest.approx(stats.f.sf(f, 11, full.df_resid), rel=1e-5)
    contrast = np.zeros(len(full.params))
    contrast[-11 + 5], contrast[-11] = 1, -1
    assert season.told_apart(7, 2) is bool(full.t_test(contrast, use_t=True).pvalue < 0.05)
    by_hand = full.t_test(contrast, use_t=True)
    cov = season.covariance
    assert cov[6][6] + cov[1][1] - 2 * cov[6][1] == pytest.approx(float(by_hand.sd[0, 0]) ** 2, rel=1e-5)


@pytest.mark.parametrize(("length", "growth"), [(36, 1), (60, 1.15)])
def test_a_season_is_found_and_none_is_made_up(length: int, growth: float) -> None:
    """1% of series without a season have one, growing or not; July a third above the year is found."""
    months = run("2018-04", length)
    flat = np.ones(12)
    none, some = [], []
    for seed in range(150):
        none.append(find_season(months, draw(months, mean=200, phi=2, seed=seed, shape=flat, growth=growth)))
        some.append(find_season(months, draw(months, mean=200, phi=2, seed=seed, growth=growth)))
    assert sum(season.evident for season in none if season) <= 6
    assert sum(season.evident for season in some if season) >= 145
    mean = np.mean([season.factors for season in some if season], axis=0)
    assert mean == pytest.approx(SHAPE / SHAPE.mean(), abs=0.03)


def test_too_little_to_say() -> None:
    months = run("2021-01", 36)
    assert find_season(months[:23], [50.0] * 23) is None
    assert find_season(months, [1.0] * 36) is None
    assert (
        find_season(months, [None if month.month == 5 and month.year > 2021 else 9.0 for month in months])
        is None
    )
    even = find_season(months, [30.0 * month.days for month in months])
    assert even is not None
    assert not even.evident
    assert even.factor(Month(2021, 7)) == 1
    assert even.factors == pytest.approx([1] * 12)


def test_a_calendar_month_that_is_always_empty_does_no_harm() -> None:
    months = run("2021-01", 48)
    season = find_season(months, [0.0 if month.month == 8 else 40.0 for month in months])
    assert season is not None
    assert season.factors[7] < 1e-3
    assert season.evident


def test_the_profile_of_known_years() -> None:
    """July is among the three highest of every year but the one it is missing from; COVID's year is out."""
    months = run("2018-01", 72)
    counts: list[float | None] = [100.0 * month.days for month in months]
    for place, month in enumerate(months):
        if month.month in (7, 8) or (month.month == 12 and month.year > 2021):
            counts[place] = 140.0 * month.days + month.month
        if month.month in (3, 4) and month.year < 2020:
            counts[place] = 120.0 * month.days + month.month
    counts[months.index(Month(2023, 7))] = None
    profile = month_profile(months, counts, left_out=COVID)
    assert profile is not None
    assert [year[0].year for year in profile.years] == [2018, 2019, 2022, 2023]
    july, august, december = (profile.months[number - 1] for number in (7, 8, 12))
    assert july.words == "in the top three in 3 of 3 years"
    assert august.words == "in the top three in 4 of 4 years"
    assert december.words == "in the top three in 2 of 4 years"
    assert [item.number for item in profile.highest][:2] == [8, 7]
    assert month_profile(months[:11], counts[:11]) is None
    assert month_profile([], []) is None


def test_a_short_month_is_not_low_for_being_short() -> None:
    months = run("2021-01", 24)
    counts = [10.0 * month.days + (5 if month.month == 2 else 0) for month in months]
    profile = month_profile(months, counts)
    assert profile is not None
    assert profile.months[1].words == "in the top three in 2 of 2 years"


def test_months_that_cannot_be_told_apart_do_not_stand_out() -> None:
    months = run("2018-04", 60)
    named = []
    for seed in range(60):
        flat, high = (
            month_profile(months, counts, season=find_season(months, counts))
            for counts in (
                draw(months, mean=200, phi=2, seed=seed, shape=np.ones(12)),
                draw(months, mean=400, phi=2, seed=seed),
            )
        )
        assert flat is not None
        assert high is not None
        named.append((len(flat.standing_out) > 0, set(high.standing_out) == {7, 8}))
    assert sum(flat for flat, _ in named) <= 2
    assert sum(high for _, high in named) >= 40
