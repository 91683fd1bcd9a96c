"""A target tried before it is adopted: what shows, what luck meets, and what else its findings rest on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.comparisons import Mark
from dashboard.periods import Window
from dashboard.statistics.change import compare_counts
from dashboard.targets.direction_fit import fits_measure
from dashboard.targets.finding import State
from dashboard.targets.proposal import Wish, read_proposal
from dashboard.targets.small_change import Base, agreement, smallest_visible
from dashboard.targets.tester import Tried, try_target
from dashboard.targets.trial import PastYear, Trial
from dashboard.targets.usual_years import year_changes
from data.catalogue import Direction, Indicator, load_catalogue
from data.catalogue.plan import Baseline
from data.errors import CspError
from data.month import Month
from tests.unit.small_reference import NORTH, small_reference

MEASURES = load_catalogue().measures
YEAR = Window("range", Month(2022, 4), Month(2023, 3))


def indicator(**values: Any) -> Indicator:
    return Indicator(
        **{"id": "i", "label": "I", "measure": "violence_with_injury", "priorities": (), "kind": "change"}
        | values
    )


def trial(measure: str = "violence_with_injury", *, years: tuple[PastYear, ...] = (), **values: Any) -> Trial:
    """A trial on 1,155 in 2022/23 with φ = 1.6, unless told otherwise."""
    facts = {"window": YEAR, "counted": 1155.0, "phi": 1.6, "last": Month(2024, 3)}
    own = {key: values.pop(key) for key in (*facts, "n", "marks", "gap", "chosen") if key in values}
    change = {"change_pct": -2.0, "direction": "lower"} if "kind" not in values else {}
    return Trial(
        indicator(**{**change, **values}), MEASURES[measure], "Ashford", years=years, **{**facts, **own}
    )


def found(tried: Tried, check: str) -> tuple[State, str]:
    finding = next(item for item in tried.findings if item.check == check)
    return finding.state, finding.words


@given(value=st.integers(0, 3000), phi=st.floats(1, 6), years=st.integers(1, 4))
def test_the_smallest_visible_change_is_the_first_that_the_houses_verdict_calls(
    value: int, phi: float, years: int
) -> None:
    """Against the slow way: ask `compare_counts` of every count, outwards from the baseline."""
    window = Window("range", Month(2019, 4), Month(2019, 4) + (12 * years - 1))
    base = Base(float(value), phi, years, window)
    ahead = Window("range", window.last + 1, window.last + 12).days
    days = (ahead, window.days) if years > 1 else (None, None)

    def called(count: int) -> bool:
        return compare_counts(count, value * years, phi, *days).beyond_usual

    seen = smallest_visible(base)
    rise = next(count for count in range(value, 40 * value + 400) if called(count))
    assert seen.rise == rise
    assert seen.fall == next((count for count in range(value, -1, -1) if called(count)), None)
    assert (seen.rise - 1, (seen.fall if seen.fall is not None else -1) + 1) == base.usual[::-1]


@pytest.mark.parametrize(("change", "phi"), [(-2.0, 1.6), (-10.0, 1.0), (5.0, 2.1), (12.0, 4.8)])
def test_luck_is_what_unchanged_years_do(change: float, phi: float) -> None:
    """Against pairs of years drawn from one mean, over-dispersed (gamma-Poisson): the later on the first."""
    draw = np.random.default_rng(4)
    mean, pairs = 1155, 60_000

    def years() -> Any:
        if phi == 1.0:
            return draw.poisson(mean, pairs)
        return draw.poisson(draw.gamma(mean / (phi - 1), phi - 1, pairs))

    before, now = years(), years()
    level = before * (1 + change / 100)
    met = np.mean(now <= level) if change < 0 else np.mean(now >= level)
    tried = try_target(trial(change_pct=change, direction="lower" if change < 0 else "higher", phi=phi))
    assert tried.chance == pytest.approx(met, abs=0.015)


def test_two_percent_of_1155_is_luck_and_does_not_show() -> None:
    tried = try_target(trial())
    assert found(tried, "chance")[0] is State.WARNING
    # By hand: Φ(√2·(√1131.875 − √1155.375)/√1.6) = Φ(−0.388) = 0.349.
    assert "35 of 100 years" in found(tried, "chance")[1]
    state, words = found(tried, "visible")
    assert state is State.WARNING
    assert "a fall from 1,038 down" in words
    assert "asks for 1,131 (−2.1%)" in words
    assert found(tried, "baseline") == (
        State.OK,
        "Apr 2022 to Mar 2023: 1,155 violence with injury offences ().",
    )


def test_a_large_change_is_neither() -> None:
    tried = try_target(trial(change_pct=-15.0))
    assert found(tried, "chance") == (
        State.OK,
        "If nothing changed, fewer than 1 of 100 years would meet it.",
    )
    assert found(tried, "visible")[0] is State.OK


# Pairs of baseline, percentage and level that the papers print, and what a careful reader makes of them.
PRINTED = [
    (659, -2.0, 646, "note"),  # 645.8: a fifth of an offence short
    (16, 25.0, 20, "ok"),
    (2, 20.0, 2.4, "ok"),
    (1191, -5.0, 1132, "note"),  # 1,131.4
    (18, 25.0, 22, "note"),  # 22.5
    (102904, -1.0, 101950, "warning"),  # 101,875: seventy-five away
    (1155, -2.0, 1131, "ok"),
    (1155, -2.0, 1100, "warning"),
]


@pytest.mark.parametrize(("baseline", "change", "level", "state"), PRINTED)
def test_percentage_and_level_as_printed(baseline: int, change: float, level: float, state: str) -> None:
    direction = "lower" if change < 0 else "higher"
    tried = try_target(trial(change_pct=change, target=level, direction=direction, counted=float(baseline)))
    assert found(tried, "agreement")[0] == state


@given(baseline=st.integers(1, 10**6), change=st.integers(-90, 300))
def test_a_level_rounded_either_way_agrees_and_one_further_does_not(baseline: int, change: int) -> None:
    assume(change)
    exact = baseline * (100 + change) / 100
    down, up = baseline * (100 + change) // 100, -(-baseline * (100 + change) // 100)
    for level in (down, up):
        held = agreement(exact, float(level), less=change < 0)
        assert held.agrees
        assert held.lenient == (level > exact if change < 0 else level < exact)
    assert not agreement(exact, float(up + 1), less=change < 0).agrees
    assert not agreement(exact, float(down - 1), less=change < 0).agrees


def past(first: int, value: float | None, left_out: str = "") -> PastYear:
    return PastYear(Window("range", Month(first, 4), Month(first + 1, 3)), value, left_out)


def test_only_adjoining_usual_years_without_a_break_between_them_are_compared() -> None:
    years = (
        past(2014, 100.0),
        past(2015, 110.0),
        past(2017, 200.0),
        past(2018, 190.0),
        past(2019, 10.0, "COVID-19"),
        past(2020, 180.0),
        past(2021, None, "hidden"),
        past(2022, 170.0),
    )
    assert [(c.before, c.now) for c in year_changes(years, ())] == [(100, 110), (200, 190)]
    rules = Mark("break", "counting rules", Month(2018, 9), Month(2018, 9))
    assert [(c.before, c.now) for c in year_changes(years, (rules,))] == [(100, 110)]


def test_a_series_that_drifts_is_told_apart_from_one_that_scatters() -> None:
    drifting = tuple(past(2016 + n, 1000.0 + 150 * n) for n in range(5))
    state, words = found(try_target(trial(years=drifting)), "variation")
    assert state is State.WARNING
    assert "it has been going somewhere" in words
    steady = tuple(past(2016 + n, 1155.0 + (-1) ** n * 20) for n in range(5))
    assert found(try_target(trial(years=steady)), "variation")[0] is State.OK
    few = found(try_target(trial(years=steady[:3])), "variation")
    assert few[0] is State.NOTE
    assert "two changes, too few" in few[1]


def test_a_baseline_says_what_it_holds_and_what_came_since() -> None:
    covid = Mark("exceptional", "COVID-19", Month(2020, 3), Month(2021, 7))
    rules = Mark("break", "new rules", Month(2023, 5), Month(2023, 5))
    inside = Mark("break", "recount", Month(2022, 9), Month(2022, 9))
    state, words = found(try_target(trial(marks=(covid, rules, inside))), "baseline")
    assert state is State.WARNING
    assert "COVID" not in words
    assert "Recording changed inside it: recount (Sep 2022)." in words
    assert "Recording has changed since: new rules (May 2023)." in words
    early = Window("range", Month(2021, 4), Month(2022, 3))
    assert (
        "It holds exceptional months: COVID-19"
        in found(try_target(trial(marks=(covid,), window=early)), "baseline")[1]
    )
    state, words = found(try_target(trial(counted=None, gap="Jun 2022 is not supplied.")), "baseline")
    assert state is State.WARNING
    assert words == "There is no baseline for Apr 2022 to Mar 2023. Jun 2022 is not supplied."
    stated = Baseline(start="2022-04", end="2023-03", value=1200)
    state, words = found(try_target(trial(baseline=stated)), "baseline")
    assert state is State.WARNING
    assert "The store counts 1,155 (), not 1,200" in words


def test_a_zero_baseline_and_none_give_no_number_and_say_why() -> None:
    zero = try_target(trial(counted=0.0))
    assert "It is zero" in found(zero, "baseline")[1]
    assert zero.chance is None
    assert found(zero, "agreement")[0] is State.WARNING
    none = try_target(trial(counted=None))
    assert none.chance is None
    assert "cannot be worked out" in found(none, "visible")[1]


def test_under_a_base_of_fifty_no_percentage_is_worked_out() -> None:
    tried = try_target(trial(counted=12.0, years=(past(2021, 14.0), past(2022, 12.0))))
    for check in ("variation", "visible"):
        assert "%" not in found(tried, check)[1]
    assert "no fall would show" in found(try_target(trial(counted=2.0)), "visible")[1]


def test_a_percentage_needs_its_base() -> None:
    asked = {"kind": "level", "target": 79.3, "direction": "higher", "counted": 77.0, "phi": None}
    bare = try_target(trial("asb_reporters_satisfied_pct", **asked))
    assert bare.chance is None
    assert "base n" in found(bare, "chance")[1]
    draw = np.random.default_rng(7)
    n = 900
    met = np.mean(draw.binomial(n, 0.77, 50_000) / n - draw.binomial(n, 0.77, 50_000) / n >= 0.023)
    known = try_target(trial("asb_reporters_satisfied_pct", **asked, n=float(n)))
    assert known.chance == pytest.approx(met, abs=0.02)


@pytest.mark.parametrize(
    ("measure", "direction", "state"),
    [
        ("domestic_abuse_offences", "lower", "warning"),
        ("domestic_abuse_offences", "higher", "ok"),
        ("sexual_offences", "lower", "warning"),
        ("hate_crime", "higher", "ok"),
        ("violence_with_injury", "lower", "ok"),
        ("violence_with_injury", "higher", "warning"),
        ("ksi_casualties", "higher", "warning"),
        ("drug_offences", "lower", "note"),
        ("residents_feel_safe_day", "higher", "ok"),
    ],
)
def test_a_direction_is_held_against_what_moves_the_count(measure: str, direction: str, state: str) -> None:
    asked = indicator(measure=measure, kind="direction", direction=direction)
    assert fits_measure(asked, MEASURES[measure])[0] == state


@pytest.mark.parametrize("measure", sorted(MEASURES))
@pytest.mark.parametrize("direction", Direction)
def test_every_measure_has_something_said_of_each_direction(measure: str, direction: Direction) -> None:
    state, words = fits_measure(indicator(measure=measure, direction=direction), MEASURES[measure])
    assert State(state)
    assert words.endswith((".", "?"))
    against = indicator(measure=measure, direction=direction, change_pct=5.0)
    assert (fits_measure(against, MEASURES[measure])[0] == "warning") or direction is not Direction.LOWER


FIELDS = ("source", "kind", "direction", "change", "level", "low", "high", "baseline", "stated", "change_of")
TEXT = st.one_of(st.text(max_size=60), st.sampled_from(["", "-2", "−2%", "1e400", "nan", "lower", "change"]))


@given(
    st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)),
    st.one_of(TEXT, st.just(NORTH)),
    st.one_of(TEXT, st.just("all_crime")),
)
def test_any_text_is_a_proposal_or_a_clean_error(fields: dict[str, str], area: str, measure: str) -> None:
    reference = small_reference()
    try:
        proposal = read_proposal(reference, Wish(area=area, measure=measure, **fields))
    except CspError as error:
        assert error.remedy
        assert error.column
        assert len(str(error)) < 600
        return
    assert proposal.area in reference.areas
    assert proposal.indicator.measure in MEASURES


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"measure": "burglry"}, "measure"),
        ({"area": "Northan"}, "area"),
        ({"change": "two"}, "change"),
        ({"change": "1_0"}, "change"),
        ({"change": "", "level": ""}, "change"),
        ({"kind": "wish"}, "kind"),
        ({"kind": "range"}, "low"),
        ({"direction": "down"}, "direction"),
        ({"baseline": "2022"}, "baseline"),
        ({"baseline": "2023-03:2022-04"}, "baseline"),
        ({"baseline": "2022-13:2023-03"}, "baseline"),
        ({"source": "ons_x"}, "source"),
        ({"source": "stats19"}, "source"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(fields: dict[str, str], column: str) -> None:
    wish = Wish(**{"area": NORTH, "measure": "all_crime", "change": "-2", **fields})
    with pytest.raises(CspError) as caught:
        read_proposal(small_reference(), wish)
    assert caught.value.column == column
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("said", "state", "words"),
    [("", "warning", "if points are meant"), ("percent", "ok", "is 75.5%"), ("points", "ok", "is 75.0%")],
)
def test_a_change_of_a_percentage_says_what_it_is_counted_in(said: str, state: str, words: str) -> None:
    wish = Wish(area=NORTH, measure="asb_reporters_satisfied_pct", change="-2", change_of=said)
    item = read_proposal(small_reference(), wish).indicator
    tried = try_target(Trial(item, MEASURES[item.measure], "Northam", window=YEAR, counted=77.0))
    assert found(tried, "agreement")[0] == state
    assert words in found(tried, "agreement")[1]


def test_a_wish_is_read_as_people_write() -> None:
    wish = Wish(
        area="northam",
        measure="All crime",
        change="−2 %",
        level="1,131",
        baseline="2021-04 to 2022-03",
        stated="1155",
    )
    proposal = read_proposal(small_reference(), wish)
    item = proposal.indicator
    assert proposal.area == NORTH
    assert (item.kind, item.direction, item.change_pct, item.target) == ("change", "lower", -2.0, 1131.0)
    assert item.baseline == Baseline(start="2021-04", end="2022-03", value=1155.0, stated=True)
