"""The target engine's own promises: seasons, projections, luck and statuses, and the table of its rules."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.periods import Window
from dashboard.statistics.change import compare_counts
from dashboard.statistics.proportions import wilson_interval
from dashboard.targets.course import Course
from dashboard.targets.kinds import Aim, aim_of
from dashboard.targets.luck import luck_of_count, luck_of_percent
from dashboard.targets.projection import another_year, needed, project, whole_bounds
from dashboard.targets.season import Season, by_days, fits, in_year, season_years
from dashboard.targets.status import BEST_FIRST, SHAPES, Standing, Status, best_of, judge
from data.catalogue import Indicator
from data.month import Month

YEAR = Window("range", Month(2023, 4), Month(2024, 3))
STEPS = tuple(Window("range", month, month) for month in YEAR.months)
DOCS = Path(__file__).parents[2] / "docs" / "targets.md"

MONTHLY = st.lists(st.integers(1, 400), min_size=12, max_size=12)
SEASONS = st.lists(MONTHLY, min_size=1, max_size=4).map(
    lambda rows: Season(
        tuple(YEAR.earlier(12 * back) for back in range(1, len(rows) + 1)),
        tuple(tuple(float(count) for count in row) for row in rows),
    )
)
PHI = st.floats(1, 6)
LEVELS = st.integers(0, 300_000).map(lambda hundredths: hundredths / 100)


def less(level: float) -> Aim:
    return Aim(high=level)


def more(level: float) -> Aim:
    return Aim(low=level)


def build(season: Season | None, counts: Iterable[float], aim: Aim | None, phi: float = 1.0) -> Course:
    return Course(YEAR, STEPS, tuple(counts), season, aim, phi)


# Seasons.


@given(season=SEASONS)
def test_the_shares_of_a_year_add_up_to_one(season: Season) -> None:
    assert sum(season.share(step, step + 1) for step in range(12)) == pytest.approx(1)
    assert season.reached[-1] == 1
    assert list(season.reached) == sorted(season.reached)
    for (low, high), together in zip(season.spread, season.reached, strict=True):
        assert low - 1e-9 <= together <= high + 1e-9


@given(row=MONTHLY, times=st.integers(2, 9))
def test_a_season_does_not_depend_on_how_much_was_counted(row: list[int], times: int) -> None:
    one = Season((YEAR,), (tuple(map(float, row)),))
    many = Season((YEAR,), (tuple(float(times * count) for count in row),))
    assert one.reached == pytest.approx(many.reached)


def test_days_stand_for_a_season_nobody_knows() -> None:
    season = by_days(STEPS)
    assert season.reached[2] == pytest.approx((30 + 31 + 30) / 366)
    assert math.isinf(season.base)
    assert season.words == ""
    with pytest.raises(ValueError, match="counted something"):
        Season((YEAR,), ((0.0,) * 12,))


@given(
    first=st.integers(Month(2005, 1).index, Month(2030, 1).index).map(Month.from_index),
    offset=st.integers(-60, 0),
    length=st.sampled_from([0, 6, 12, 24, 36]),
    bad=st.sets(st.integers(0, 90)),
)
def test_season_years_are_whole_earlier_and_apart(
    first: Month, offset: int, length: int, bad: set[int]
) -> None:
    year = Window("range", first, first + 11)
    start = first + offset - length
    baseline = Window("range", start, start + (length - 1)) if length else None
    unusable = {first - back for back in bad}

    def usable(item: Window) -> bool:
        return unusable.isdisjoint(item.months)

    years = season_years(year, baseline=baseline, usable=usable)
    months = [month for item in years for month in item.months]
    assert len(set(months)) == len(months)
    assert all(item.length == 12 and item.last < first and usable(item) for item in years)
    inside = [
        item for item in years if baseline and item.first >= baseline.first and item.last <= baseline.last
    ]
    assert len(years) - len(inside) <= 3
    if (
        baseline is not None
        and length >= 12
        and baseline.last < first
        and unusable.isdisjoint(baseline.months)
    ):
        assert len(inside) >= length // 12


def test_a_month_finds_its_name_in_an_earlier_year() -> None:
    calendar = Window("range", Month(2011, 1), Month(2011, 12))
    assert in_year(calendar, STEPS[0]).first == Month(2011, 4)
    assert in_year(calendar, STEPS[11]).first == Month(2011, 3)
    quarter = (Window("range", Month(2023, 11), Month(2024, 1)),)
    assert not fits(calendar, quarter)
    assert fits(YEAR.earlier(12), quarter)


# Where a year is going.


@given(season=SEASONS, counts=MONTHLY, phi=PHI)
def test_at_the_end_of_the_year_the_projection_is_the_count(
    season: Season, counts: list[int], phi: float
) -> None:
    course = build(season, counts, less(1000), phi)
    ahead = course.projection
    assert ahead is not None
    assert ahead.value == ahead.low == ahead.high == sum(counts)
    assert ahead.chance == float(sum(counts) <= 1000)
    assert course.expected is not None
    assert course.expected.value == 1000
    assert course.needed is None


@given(season=SEASONS, counts=MONTHLY, done=st.integers(1, 11), phi=PHI)
def test_a_projection_holds_what_is_counted_and_its_own_middle(
    season: Season, counts: list[int], done: int, phi: float
) -> None:
    ahead = build(season, counts[:done], less(1000), phi).projection
    assert ahead is not None
    assert sum(counts[:done]) <= ahead.low <= ahead.value <= ahead.high
    assert 0 <= (ahead.chance or 0) <= 1


@given(season=SEASONS, done=st.integers(1, 11), to_date=st.integers(0, 3000), phi=PHI)
def test_doubts_grow_with_dispersion_and_shrink_with_what_the_shares_rest_on(
    season: Season, done: int, to_date: int, phi: float
) -> None:
    def width(season: Season, phi: float) -> float:
        ahead = project(to_date, season=season, done=done, until=12, phi=phi)
        assert ahead is not None
        return ahead.high - ahead.low

    known = replace(season, counts=tuple(tuple(10 * count for count in row) for row in season.counts))
    assert width(known, phi) <= width(season, phi) + 1e-9
    assert width(season, phi) <= width(season, phi + 1) + 1e-9


def test_the_interval_holds_the_year_nineteen_times_in_twenty() -> None:
    """Against simulation: counts with φ times their mean, a season known from one noisy year only."""
    draw = np.random.default_rng(1155)
    shape = np.array([100, 104, 108, 112, 108, 100, 96, 92, 84, 80, 80, 91]) / 1155
    for mean, phi, done in [(1155, 1.4, 6), (1155, 1.4, 1), (300, 2.0, 9), (60, 1.0, 6), (5000, 3.0, 3)]:
        held = trials = 0
        for earlier, year in zip(
            _years(draw, mean * shape, phi), _years(draw, mean * shape, phi), strict=True
        ):
            ahead = project(
                float(year[:done].sum()),
                season=Season((YEAR.earlier(12),), (tuple(earlier.astype(float)),)),
                done=done,
                until=12,
                phi=phi,
            )
            if ahead is not None:
                trials += 1
                held += ahead.low - 0.5 <= year.sum() <= ahead.high + 0.5
        assert 0.93 < held / trials < 0.975, (mean, phi, done)


def _years(draw: np.random.Generator, means: np.ndarray, phi: float, count: int = 3000) -> np.ndarray:
    """Years of months with φ times the variance of Poisson's: gamma-mixed, or Poisson's own."""
    rates = np.broadcast_to(means, (count, len(means)))
    if phi > 1:
        rates = draw.gamma(rates / (phi - 1), phi - 1)
    return draw.poisson(rates)


@given(
    aim=st.one_of(LEVELS.map(less), LEVELS.map(more)),
    to_date=st.integers(0, 3000),
    left=st.integers(1, 11),
)
def test_what_is_needed_and_what_is_there_make_the_target(aim: Aim, to_date: int, left: int) -> None:
    asked = needed(to_date, aim=aim, months_left=left)
    if asked is None:
        assert aim.less
        assert to_date > (aim.high or 0)
        return
    assert asked.at_most is aim.less
    if asked.per_month:
        assert asked.per_month * asked.months_left + to_date == pytest.approx(aim.level)
    else:
        assert aim.low is not None or aim.high == to_date
        assert aim.low is None or to_date >= aim.low


def test_what_is_needed_of_a_range() -> None:
    interventions = Aim(low=40, high=50)
    assert needed(10, aim=interventions, months_left=6) == pytest.approx(
        needed(10, aim=more(40), months_left=6)
    )
    upper = needed(45, aim=interventions, months_left=5)
    assert upper is not None
    assert (upper.per_month, upper.at_most) == (1.0, True)
    assert needed(51, aim=interventions, months_left=5) is None


# Luck.


@given(baseline=st.integers(0, 5000), phi=PHI, level=LEVELS, step=st.floats(0, 500))
def test_luck_is_a_chance_and_grows_with_an_easier_target(
    baseline: int, phi: float, level: float, step: float
) -> None:
    hard, easy = (luck_of_count(less(x), baseline=baseline, phi=phi) for x in (level, level + step))
    assert 0 <= hard <= easy <= 1
    hard, easy = (luck_of_count(more(x), baseline=baseline, phi=phi) for x in (level + step, level))
    assert 0 <= hard <= easy <= 1


@given(baseline=st.integers(1, 5000), phi=PHI, level=st.integers(1, 5000))
def test_a_target_is_met_from_below_or_from_above(baseline: int, phi: float, level: int) -> None:
    below = luck_of_count(less(level), baseline=baseline, phi=phi)
    above = luck_of_count(more(level + 1), baseline=baseline, phi=phi)
    assert below + above == pytest.approx(1)


@pytest.mark.parametrize(
    ("mean", "phi", "change"),
    [(1155, 1.4, -2), (1155, 1.4, 2), (400, 2.0, -10), (60, 1.0, -5), (60, 1.0, 20), (24, 1.0, -10)],
)
def test_luck_is_what_simulation_finds(mean: int, phi: float, change: int) -> None:
    """Two years of one mean, the first the baseline: how often the second is so much lower or higher."""
    draw = np.random.default_rng(abs(mean * change))
    pairs = _years(draw, np.array([mean, mean], dtype=float), phi, count=60_000)
    asked = pairs[:, 0] * (1 + change / 100)
    met = pairs[:, 1] <= asked if change < 0 else pairs[:, 1] >= asked
    level = mean * (1 + change / 100)
    found = luck_of_count(less(level) if change < 0 else more(level), baseline=mean, phi=phi)
    assert found == pytest.approx(met.mean(), abs=0.02)


def test_luck_of_several_years_is_that_of_a_better_known_mean() -> None:
    draw = np.random.default_rng(3)
    years = _years(draw, np.full(4, 400.0), 1.5, count=60_000)
    met = (years[:, 3] <= 0.9 * years[:, :3].mean(axis=1)).mean()
    found = luck_of_count(less(360), baseline=1200, phi=1.5, ratio=1 / 3)
    assert found == pytest.approx(met, abs=0.02)
    assert found < luck_of_count(less(360), baseline=400, phi=1.5)


def test_luck_of_a_percentage_is_what_simulation_finds() -> None:
    draw = np.random.default_rng(47)
    now, before = (draw.binomial(n, 0.47, 60_000) / n * 100 for n in (600, 900))
    met = (now <= before * 0.95).mean()
    found = luck_of_percent(less(47 * 0.95), baseline=47, n=600, baseline_n=900)
    assert found == pytest.approx(met, abs=0.02)
    with pytest.raises(ValueError, match="nobody"):
        luck_of_percent(less(44), baseline=47, n=0, baseline_n=900)


@given(baseline=st.integers(20, 4000), level=st.integers(20, 4000), phi=PHI)
def test_luck_and_usual_variation_are_one_yardstick(baseline: int, level: int, phi: float) -> None:
    """A target that lies beyond usual variation is met by luck at most once in forty, and no other is."""
    change = compare_counts(level + 0.5, baseline, phi)
    lucky = luck_of_count(less(level), baseline=baseline, phi=phi)
    assert (lucky < 0.025) is (change.beyond_usual and level < baseline)


# Statuses.

KINDS: dict[str, dict[str, Any]] = {
    "change": {"change_pct": -2.0, "direction": "lower"},
    "level": {"target": 900.0, "direction": "lower"},
    "maintain": {"target": 950.0, "direction": "lower"},
    "range": {"low": 700.0, "high": 1000.0},
    "at_least": {"target": 1000.0, "direction": "higher"},
    "standard": {"target": 900.0, "direction": "lower"},
    "direction": {"direction": "lower"},
    "watched": {},
}
# What the same kinds are when more is better.
RISING: dict[str, dict[str, Any]] = {
    "change": {"change_pct": 2.0, "direction": "higher"},
    "level": {"target": 1100.0, "direction": "higher"},
    "maintain": {"target": 1050.0, "direction": "higher"},
    "standard": {"target": 1100.0, "direction": "higher"},
    "direction": {"direction": "higher"},
}


def indicator(kind: str, **values: Any) -> Indicator:
    return Indicator.model_validate(
        {"id": "i", "label": "I", "measure": "m", "priorities": (), "kind": kind} | values
    )


def status_of(course: Course, asked: Indicator, *, baseline: float | None = 1000.0) -> Status:
    """As dashboard/targets/gauge.py puts it together, of a part of a year."""
    ahead = course.projection
    standing = Standing(
        value=course.to_date,
        aim=course.aim,
        baseline=baseline,
        end=None if ahead is None else (ahead.low, ahead.high),
        reach=course.reach,
        grows=True,
    )
    return judge(asked, force=YEAR, phase="inside", standing=standing).status


@given(
    season=SEASONS,
    kind=st.sampled_from(["change", "level", "maintain", "standard", "direction", "at_least"]),
    rising=st.booleans(),
    done=st.integers(1, 11),
    count=st.integers(0, 1500),
    step=st.integers(1, 500),
    phi=PHI,
)
def test_a_better_number_never_has_a_worse_status(
    season: Season, kind: str, rising: bool, done: int, count: int, step: int, phi: float
) -> None:
    asked = indicator(kind, **(RISING.get(kind, KINDS[kind]) if rising else KINDS[kind]))
    aim = aim_of(asked, baseline=1000.0)
    assert aim is not None

    def rank(to_date: float) -> int:
        counts = (to_date, *[0.0] * (done - 1))
        return BEST_FIRST.index(status_of(build(season, counts, aim, phi), asked))

    better, worse = (count, count + step) if aim.less else (count + step, count)
    assert rank(better) <= rank(worse)


@given(season=SEASONS, done=st.integers(1, 11), count=st.integers(0, 1500), phi=PHI, level=LEVELS)
def test_directions_mirror_one_another(
    season: Season, done: int, count: int, phi: float, level: float
) -> None:
    """What is good news where fewer are wanted is bad news where more are, and too close is too close."""
    assume(not level.is_integer())
    counts = (float(count), *[0.0] * (done - 1))
    down = status_of(build(season, counts, less(level), phi), indicator("level", target=1, direction="lower"))
    up = status_of(build(season, counts, more(level), phi), indicator("level", target=1, direction="higher"))
    assert (down is Status.TOO_CLOSE) is (up is Status.TOO_CLOSE)
    short = (Status.AT_RISK, Status.OFF_TRACK, Status.CANNOT_BE_MET)
    assert (down is Status.ON_TRACK) is (up in short)
    assert (up is Status.ON_TRACK) is (down in short)


@given(season=SEASONS, done=st.integers(1, 11), count=st.integers(10, 900), level=st.integers(10, 2000))
def test_the_same_shares_on_larger_counts_are_called_sooner(
    season: Season, done: int, count: int, level: int
) -> None:
    """Ten times as many of everything, at the same percentages: what was called stays called as it was."""
    asked = indicator("level", target=1, direction="lower")
    counts = (float(count), *[0.0] * (done - 1))
    small = status_of(build(season, counts, less(level)), asked)
    large_season = replace(season, counts=tuple(tuple(10 * x for x in row) for row in season.counts))
    large = status_of(build(large_season, [10 * x for x in counts], less(10 * level)), asked)
    if small is Status.ON_TRACK:
        assert large is Status.ON_TRACK
    if small in (Status.OFF_TRACK, Status.CANNOT_BE_MET):
        assert large in (Status.OFF_TRACK, Status.CANNOT_BE_MET)


def test_two_readings_of_a_target_must_agree() -> None:
    """5% of 47% is 44.65%, five points of it are 42%: 43% meets the one and not the other."""
    asked = indicator("change", change_pct=-5.0, direction="lower", change_of="not_stated")
    aim = aim_of(asked, baseline=47.0, percent=True)
    assert aim is not None
    assert [item.level for item in aim.readings] == [44.65, 42.0]

    def at(value: float) -> Status:
        standing = Standing(value=value, aim=aim, baseline=47.0, end=(value, value))
        return judge(asked, force=YEAR, phase="inside", standing=standing).status

    assert [at(value) for value in (41.9, 43.0, 45.0, 48.0)] == [
        Status.ON_TRACK,
        Status.TOO_CLOSE,
        Status.AT_RISK,
        Status.OFF_TRACK,
    ]
    points = aim_of(asked.model_copy(update={"change_of": "points"}), baseline=47.0, percent=True)
    assert points == Aim(high=42.0)


def test_the_best_measure_counts_where_others_may_meet_the_target() -> None:
    order = [judge_word(status) for status in (Status.NO_DATA, Status.AT_RISK, Status.TOO_CLOSE)]
    assert best_of(order) == 2
    assert best_of([judge_word(Status.NO_DATA), judge_word(Status.WATCHED)]) == 0


def judge_word(status: Status) -> Any:
    from dashboard.targets.status import Verdict

    return Verdict(status, status.word)


def test_every_status_has_its_word_shape_and_colour() -> None:
    assert set(SHAPES) == set(Status)
    assert len(set(SHAPES.values())) == len(Status)
    assert len({status.word for status in Status}) == len(Status)
    assert {status.colour for status in Status} == {"good", "warning", "bad", "open", "quiet"}


def test_intervals_of_counts_and_percentages() -> None:
    low, high = another_year(52, phi=1)
    assert low < 52 < high
    assert compare_counts(52, 52, 1).beyond_usual is False
    assert wilson_interval(98, 50) == pytest.approx((89.5, 99.65), abs=0.1)
    assert wilson_interval(0, 10)[0] == 0
    with pytest.raises(ValueError, match="not a percentage"):
        wilson_interval(101, 10)
    assert whole_bounds(Aim(high=52, strict=True)) == (None, 51)
    assert whole_bounds(Aim(low=2.4)) == (3, None)


# The table of docs/targets.md.

POSITIONS = (
    "before",
    "inside, no figure",
    "inside, part of the year",
    "inside, as it stands",
    "after, final",
    "after, short",
)


def test_the_table_in_the_docs_has_every_status_that_can_be_reached_and_no_other() -> None:
    written = set(_rows())
    assert written
    reached = {(status, kind, position) for kind, position, status in _reached()}
    assert reached - written == set()
    assert written - reached == set()


def _rows() -> Iterator[tuple[str, str, str]]:
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| ") or len(cells) != 4 or cells[0] in ("status", "---"):
            continue
        shape, _, word = cells[0].partition(" ")
        (status,) = [item for item in Status if (item.shape, item.word) == (shape, word)]
        named = set(re.split(r",\s*", cells[1]))
        kinds = {"all": set(KINDS), "all but watched": set(KINDS) - {"watched"}}.get(cells[1], named)
        for kind, position in itertools.product(kinds, cells[2].split("; ")):
            assert kind in KINDS
            assert position in POSITIONS
            yield status, kind, position


def _reached() -> Iterator[tuple[str, str, Status]]:
    """Every verdict there is, over numbers far below, near and far above each target."""
    season = Season((YEAR.earlier(12),), (tuple(float(x) for x in range(60, 108, 4)),))
    dark = Season((YEAR.earlier(12),), ((0.0,) * 6 + (100.0,) * 6,))
    kept = {"maintain": {"direction": "lower"}}
    for kind, form, baseline in itertools.product(KINDS, (KINDS, RISING, kept), (None, 0.0, 980.0, 1300.0)):
        asked = indicator(kind, **form.get(kind, KINDS[kind]))
        aim = aim_of(asked, baseline=baseline)

        def at(
            position: str, phase: Any, standing: Standing, asked: Indicator = asked
        ) -> tuple[str, str, Status]:
            return asked.kind.value, position, judge(asked, force=YEAR, phase=phase, standing=standing).status

        nothing = Standing(value=None, aim=aim)
        yield at("before", "before", nothing)
        yield at("inside, no figure", "inside", nothing)
        yield at("after, short", "after", nothing)
        yield at("after, short", "after", Standing(value=5.0, aim=aim))
        for value in range(0, 1600, 10):
            end = another_year(value, phi=1.0)
            whole = Standing(value=float(value), aim=aim, baseline=baseline, end=end)
            yield at("inside, as it stands", "inside", whole)
            yield at("inside, as it stands", "inside", replace(whole, end=(value, value)))
            yield at("after, final", "after", replace(whole, final=True))
            course = build(season, [value, 0.0, 0.0, 0.0, 0.0, 0.0], aim)
            ahead = course.projection
            assert ahead is not None
            part = replace(whole, end=(ahead.low, ahead.high), reach=course.reach, grows=True)
            yield at("inside, part of the year", "inside", part)
        assert build(dark, [5.0], aim).projection is None
        yield at("inside, part of the year", "inside", Standing(value=5.0, aim=aim, grows=True))
