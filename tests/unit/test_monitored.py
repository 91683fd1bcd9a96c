"""Differences of a monitored measure: their unit, their way, and what the plan makes of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.targets.monitored import BETTER, SAME, UNSET, WORSE, difference_of
from dashboard.targets.monitored_words import difference_words, sign_of
from dashboard.targets.movers import Mover, most
from data.catalogue import Indicator, load_catalogue

MEASURES = load_catalogue().measures
COUNT, PERCENT = MEASURES["all_crime"], MEASURES["marac_repeat_pct"]


def indicator(**values: Any) -> Indicator:
    return Indicator(
        **{"id": "i", "label": "I", "measure": "all_crime", "priorities": (), "kind": "watched"} | values
    )


@pytest.mark.parametrize(
    ("measure", "before", "now", "direction", "words", "verdict"),
    [
        (COUNT, 18041, 18293, "lower", "+1.4%", WORSE),
        (COUNT, 18041, 18293, "higher", "+1.4%", BETTER),
        (COUNT, 24582, 22655, "lower", "−7.8%", BETTER),
        (PERCENT, 17.7, 21.2, "lower", "+3.5 points", WORSE),
        (PERCENT, 83.0, 88.0, "higher", "+5.0 points", BETTER),
        (COUNT, 49, 53, "lower", "+4", WORSE),
        (COUNT, 50, 54, "lower", "+8.0%", WORSE),
        (COUNT, 0, 3, "higher", "+3", BETTER),
        (COUNT, 10_000, 10_004, "lower", "0.0%", SAME),
        (PERCENT, 23.8, 23.8, "lower", "0.0 points", SAME),
        (COUNT, 100, 120, "none", "+20.0%", UNSET),
    ],
)
def test_a_difference_has_its_unit_and_the_plans_verdict(
    measure: Any, before: float, now: float, direction: str, words: str, verdict: str
) -> None:
    found = difference_of(indicator(direction=direction), measure, now=now, before=before)
    assert difference_words(found, measure) == words
    assert found.verdict == verdict
    assert sign_of(found) == (0 if verdict == SAME else 1 if now > before else -1)


@given(
    before=st.integers(0, 5000),
    now=st.integers(0, 5000),
    percent=st.booleans(),
    kind=st.sampled_from(["watched", "direction", "level"]),
)
def test_turning_the_direction_turns_the_verdict_and_nothing_else(
    before: int, now: int, percent: bool, kind: str
) -> None:
    measure = PERCENT if percent else COUNT
    values = {"kind": kind, "target": 10.0}
    lower = difference_of(indicator(direction="lower", **values), measure, now=now, before=before)
    higher = difference_of(indicator(direction="higher", **values), measure, now=now, before=before)
    assert (lower.change, lower.size, lower.unit) == (higher.change, higher.size, higher.unit)
    turned = {BETTER: WORSE, WORSE: BETTER, SAME: SAME}
    assert higher.verdict == turned[lower.verdict]
    assert (lower.unit == "percent") == (not percent and before >= 50)


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [(45, 44, SAME), (60, 52, BETTER), (45, 55, WORSE), (38, 39, BETTER), (52, 38, SAME)],
)
def test_a_range_is_better_nearer(before: float, now: float, verdict: str) -> None:
    within = indicator(kind="range", low=40, high=50)
    assert difference_of(within, COUNT, now=now, before=before).verdict == verdict


def test_what_is_done_is_better_more_whatever_the_direction_says() -> None:
    done = indicator(kind="at_least", target=12.0)
    assert difference_of(done, COUNT, now=14, before=9).verdict == BETTER


def mover(code: str, size: float) -> Mover:
    return Mover(code, 100.0, 100.0 + size, size, "percent")


def test_the_movers_are_those_furthest_either_way_and_all_that_are_equal() -> None:
    found = most([mover("a", 5.0), mover("b", -2.1), mover("c", 5.0), mover("d", 0.0), mover("e", -2.0)])
    assert [item.code for item in found.up] == ["a", "c"]
    assert [item.code for item in found.down] == ["b"]
    assert most([mover("a", -1.0), mover("b", 0.0)]).up == ()
    assert most([]).down == ()
