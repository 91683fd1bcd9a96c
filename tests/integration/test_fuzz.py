"""A small share of `make fuzz`: other cases in every run of the tests, and a seed for every kind."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.sources.recognise import GENERAL, KINDS
from tests.fuzz.mutations import MAKERS, make_case
from tests.fuzz.seeds import Seed, seeds
from tests.fuzz.trial import take_in


@cache
def _seeds() -> list[Seed]:
    return seeds()


def test_every_kind_of_file_is_spoilt() -> None:
    assert {seed.kind for seed in _seeds()} == {*KINDS, GENERAL}
    assert {form for forms, _ in MAKERS for form in forms} >= {seed.form for seed in _seeds()}


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 10**6), run=st.integers(0, 10**6))
def test_no_spoilt_file_breaks_a_promise(
    tmp_path_factory: pytest.TempPathFactory, number: int, run: int
) -> None:
    take_in(make_case(_seeds(), number, run=run), tmp_path_factory.mktemp("fuzz"))
