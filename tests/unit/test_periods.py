"""Periods and comparisons: windows against a calendar worked out by hand, refusals never short."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.comparisons import COMPARE_KINDS, Mark, checked, compare_windows
from dashboard.periods import (
    WINDOW_KINDS,
    Window,
    charted_span,
    financial_year_start,
    gap_words,
    longest_run,
    resolve_window,
)
from data.month import Month

MONTHS = st.builds(Month, st.integers(1950, 2090), st.integers(1, 12))
CASES = [
    ("12m", "2023-02", "Mar 2022 to Feb 2023", "12 months to Feb 2023"),
    ("fytd", "2023-02", "Apr 2022 to Feb 2023", "financial year to date, Apr 2022 to Feb 2023"),
    ("fytd", "2023-04", "Apr 2023", "financial year to date, Apr 2023"),
    ("fy", "2023-02", "Apr 2021 to Mar 2022", "financial year 2021/22"),
    ("fy", "2023-03", "Apr 2022 to Mar 2023", "financial year 2022/23"),
    ("cy", "2023-11", "Jan 2022 to Dec 2022", "calendar year 2022"),
    ("cy", "2022-12", "Jan 2022 to Dec 2022", "calendar year 2022"),
    ("q", "2023-02", "Oct 2022 to Dec 2022", "quarter Oct 2022 to Dec 2022"),
    ("q", "2023-03", "Jan 2023 to Mar 2023", "quarter Jan 2023 to Mar 2023"),
    ("1m", "2023-02", "Feb 2023", "Feb 2023"),
]


@pytest.mark.parametrize(("kind", "to", "words", "label"), CASES)
def test_windows_by_the_calendar(kind: str, to: str, words: str, label: str) -> None:
    window = resolve_window(kind=kind, to=Month.parse(to))
    assert (window.words, window.label) == (words, label)


@given(kind=st.sampled_from(WINDOW_KINDS), to=MONTHS, back=st.integers(0, 60))
def test_every_window_ends_at_or_before_its_month(kind: str, to: Month, back: int) -> None:
    window = resolve_window(kind=kind, to=to, start=to - back)
    assert window.last <= to
    assert window.length == len(window.months) == len(set(window.months))
    assert window.days == (window.last.last_day - window.first.first_day + dt.timedelta(days=1)).days
    assert 12 <= charted_span(window).length <= 36
    assert charted_span(window).last == window.last


@given(MONTHS)
def test_a_financial_year_starts_in_april(month: Month) -> None:
    start = financial_year_start(month)
    assert start.month == 4
    assert 0 <= month.index - start.index <= 11


def test_a_range_needs_its_first_month() -> None:
    with pytest.raises(ValueError, match="first month"):
        resolve_window(kind="range", to=Month(2023, 1))
    with pytest.raises(ValueError, match="ends"):
        resolve_window(kind="range", to=Month(2023, 1), start=Month(2023, 2))


@given(
    kind=st.sampled_from(COMPARE_KINDS),
    last=MONTHS,
    length=st.integers(1, 30),
    gaps=st.sets(st.integers(-60, 0), max_size=4),
)
def test_a_comparison_covers_only_complete_months_or_says_why(
    kind: str, last: Month, length: int, gaps: set[int]
) -> None:
    window = Window("range", last - (length - 1), last)
    baseline = Window("range", last - 35, last - 24)
    status = lambda month: "missing" if month.index - last.index in gaps else "complete"  # noqa: E731
    found = checked(
        compare_windows(kind=kind, window=window, baseline=baseline), window=window, status=status
    )
    assert bool(found.windows) != bool(found.refused) or kind == "none"
    for earlier in found.windows:
        assert earlier.length == window.length
        assert all(status(month) == "complete" for month in (*earlier.months, *window.months))
    if kind in ("year", "3y"):
        assert all((window.first.index - earlier.first.index) % 12 == 0 for earlier in found.windows)


def test_gaps_are_named_month_by_month() -> None:
    window = Window("12m", Month(2022, 3), Month(2023, 2))
    statuses = {Month(2022, 5): "missing", Month(2022, 6): "missing", Month(2023, 2): "partial"}
    words = gap_words(window, lambda month: statuses.get(month, "complete"))
    assert words == "Feb 2023 is partial and May 2022 to Jun 2022 are not supplied"


def test_exceptional_years_stay_out_of_a_three_year_mean_and_breaks_are_labelled() -> None:
    window = Window("12m", Month(2023, 1), Month(2023, 12))
    marks = (
        Mark("exceptional", "COVID-19", Month(2020, 3), Month(2021, 7)),
        Mark("break", "Counting rules 2023", Month(2023, 5), Month(2023, 5)),
    )
    found = checked(
        compare_windows(kind="3y", window=window), window=window, status=lambda _: "complete", marks=marks
    )
    assert found.words == "the mean of one of the three years before (Jan 2022 to Dec 2022)"
    assert any("Counting rules 2023" in label for label in found.labels)
    assert sum("is left out: COVID-19" in label for label in found.labels) == 2


def test_part_of_a_year_is_set_against_the_same_months_of_a_baseline_year() -> None:
    window = Window("fytd", Month(2023, 4), Month(2023, 9))
    baseline = Window("range", Month(2022, 4), Month(2023, 3))
    found = compare_windows(kind="baseline", window=window, baseline=baseline)
    assert [item.words for item in found.windows] == ["Apr 2022 to Sep 2022"]


def test_leap_days_are_labelled() -> None:
    window = resolve_window(kind="1m", to=Month(2024, 2))
    found = checked(compare_windows(kind="year", window=window), window=window, status=lambda _: "complete")
    assert found.labels == ("Feb 2024 has 29 days, Feb 2023 28.",)


@given(st.sets(st.integers(0, 40), max_size=30))
def test_the_longest_run_against_a_slow_search(indexes: set[int]) -> None:
    start = Month(2020, 1)
    found = longest_run(start + index for index in indexes)
    runs = [(a, b) for a in range(41) for b in range(a, 41) if set(range(a, b + 1)) <= indexes]
    if not runs:
        assert found is None
        return
    length = max(b - a for a, b in runs)
    a, b = max(run for run in runs if run[1] - run[0] == length)
    assert found == (start + a, start + b)
