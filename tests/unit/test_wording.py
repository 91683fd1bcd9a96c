"""Numbers in words: rounding as papers do, real minus signs, nothing worked out from a small base."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.wording import (
    change_words,
    count,
    joined,
    month_names,
    number,
    percent_change,
    portion,
    printed,
    share_percent,
    signed_percent,
)
from data.month import Month


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (number(11311), "11,311"),
        (number(-2.25, 1), "−2.3"),
        (number(-0.04, 1), "0.0"),
        (number(None), "–"),
        (count(82.5), "82.5"),
        (count(1033.0), "1,033"),
        (signed_percent(15.94), "+15.9%"),
        (signed_percent(-3.84), "−3.8%"),
        (change_words(314, 15.94), "+314 (+15.9%)"),
        (change_words(-2, None), "−2"),
        (joined(["June"]), "June"),
        (joined(["June", "May", "July"]), "June, May and July"),
        (portion(20.2), "one in five"),
        (portion(16.1), "16%"),
    ],
)
def test_words(words: str, expected: str) -> None:
    assert words == expected


def test_months_carry_their_year_only_where_it_is_needed() -> None:
    year = list(Month(2022, 3).until(Month(2023, 2)))
    assert month_names([Month(2022, 11), Month(2022, 8)], span=year) == "November and August"
    longer = list(Month(2022, 1).until(Month(2023, 2)))
    assert month_names([Month(2023, 1)], span=longer) == "January 2023"


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_percentages_of_small_bases_are_not_worked_out(value: int, base: int) -> None:
    assert (percent_change(value, base) is None) == (base < 50)
    assert (share_percent(value, base) is None) == (base < 50)


@given(st.floats(-1e6, 1e6))
def test_a_table_prints_what_a_sentence_says(value: float) -> None:
    cell = printed(value)
    assert cell is not None
    assert number(cell, 1) == number(value, 1)
