"""The hours of a week: days from 06:00, what a plan calls its nights, and which hours stand out."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.stats import false_discovery_control, norm

from dashboard.figures.week import boxes
from dashboard.hour_peaks import above_the_rest, stand_out
from dashboard.periods import Window
from dashboard.week import CATEGORIES, DAYS, WEEK, clock_number, from_six, place_of, span_words, times_in
from data.catalogue import Day, Night, load_catalogue
from data.catalogue.week import category_of, read_day_hour
from data.month import Month

MONDAY = dt.datetime(2024, 1, 1)  # noqa: DTZ001  a day of the clock, of no zone
hours = st.integers(0, WEEK - 1)
months = st.builds(Month, st.integers(1990, 2030), st.integers(1, 12))


@given(hours)
def test_an_hour_has_one_place_in_the_days_from_six(number: int) -> None:
    row, column = place_of(number)
    assert clock_number(row, column) == number
    moment = MONDAY + dt.timedelta(hours=number)
    # Six hours earlier it was the day that the row is named after.
    assert (moment - dt.timedelta(hours=6)).weekday() == row
    assert CATEGORIES[number] == f"{moment:%A} {moment:%H}"


def test_every_place_is_taken_once_and_saturday_at_one_is_friday() -> None:
    assert {place_of(number) for number in range(WEEK)} == {(r, c) for r in range(7) for c in range(24)}
    row, _ = place_of(CATEGORIES.index("Saturday 01"))
    assert DAYS[row] is Day.FRIDAY
    assert span_words(4, 17, 20) == "Friday night 23:00 to 03:00"


@given(st.lists(st.integers(0, 500), min_size=WEEK, max_size=WEEK))
def test_turning_the_week_keeps_every_count(clock: list[int]) -> None:
    rows = from_six(clock)
    assert sorted(value for row in rows for value in row) == sorted(clock)
    for number, value in enumerate(clock):
        row, column = place_of(number)
        assert rows[row][column] == value


@given(months, st.integers(0, 40))
def test_how_often_each_day_occurs(first: Month, length: int) -> None:
    window = Window("range", first, first + length)
    days = [first.first_day + dt.timedelta(days=n) for n in range(window.days)]
    assert times_in(window) == tuple(sum(day.weekday() == n for day in days) for n in range(7))


FORMS = (
    "{day} {hour:02d}",
    "{day} {hour}",
    "{short} {hour:02d}",
    "{short} {hour:02d}:00",
    "{lower} {hour:02d}.00",
    "{short}. {hour:02d}:00-{hour:02d}:59",
    "{day}, {hour:02d}:00 to {next:02d}:00",
)


@given(st.sampled_from(list(Day)), st.integers(0, 23), st.sampled_from(FORMS))
def test_an_hour_is_read_however_it_is_written(day: Day, hour: int, form: str) -> None:
    text = form.format(day=day.label, short=day.label[:3], lower=day.value, hour=hour, next=(hour + 1) % 24)
    assert read_day_hour(text) == category_of(day, hour)
    assert read_day_hour(f"{day.label[:3]} not known") == category_of(day, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Sunday 25", "no hour 25"),
        ("Sunday 24", "no hour 24"),
        ("Sunday", "no whole hour"),
        ("Sat 01:30", "no whole hour"),
        ("Sat 01:00-02:59", "not one hour"),
        ("Someday 3", "day of the week"),
        ("01", "day of the week"),
        ("", "no day and hour"),
    ],
)
def test_what_is_no_hour_of_a_week_is_named(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_day_hour(text)


def night(**changes: object) -> Night:
    given = {"id": "n", "label": "N", "days": ["friday"], "start": "20:00", "end": "04:00"}
    return Night.model_validate({**given, **changes})


@given(st.sets(st.sampled_from(list(Day)), min_size=1), st.integers(0, 23), st.integers(0, 23))
def test_a_night_holds_the_hours_one_passes_from_its_start(days: set[Day], start: int, end: int) -> None:
    found = night(days=sorted(days), start=f"{start:02d}:00", end=f"{end:02d}:00").held()
    expected = set()
    for day in days:
        begin = MONDAY + dt.timedelta(days=day.number, hours=start + (24 if start < 6 else 0))
        length = (end - start) % 24 or 24
        passed = [begin + dt.timedelta(hours=n) for n in range(length)]
        expected |= {(DAYS[moment.weekday()], moment.hour) for moment in passed}
    assert found == expected


def test_the_plan_of_2008_says_when_its_nights_are() -> None:
    (found,) = load_catalogue().plans["ashford-2008"].nights
    held = found.held()
    assert len(held) == 32
    assert {(Day.THURSDAY, 20), (Day.FRIDAY, 3), (Day.SUNDAY, 20), (Day.MONDAY, 3)} <= held
    assert not {(Day.THURSDAY, 3), (Day.MONDAY, 20), (Day.SATURDAY, 4), (Day.FRIDAY, 19)} & held
    assert found.worst_hours == (1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "half past eight"},
        {"start": "20:30"},
        {"days": []},
        {"days": ["payday"]},
        {"worst_start": "01:00"},
        {"worst_start": "04:00", "worst_end": "05:00"},
    ],
)
def test_a_night_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        night(**wrong)


def test_days_and_hours_are_read_as_people_and_yaml_write_them() -> None:
    # YAML takes a bare 20:00 for 1200.
    assert (
        night(days=["Fri", "SATURDAY"], start=1200, end="24:00").held()
        == night(days=["friday", "saturday"], end="00:00").held()
    )


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 23))))
def test_outlines_hold_exactly_their_cells(cells: set[tuple[int, int]]) -> None:
    held = [
        (row, column)
        for top, bottom, first, last in boxes(cells)
        for row in range(top, bottom + 1)
        for column in range(first, last + 1)
    ]
    assert sorted(held) == sorted(cells)


TIMES = (52, 52, 52, 53, 53, 52, 52)


@given(st.lists(st.integers(0, 60), min_size=WEEK, max_size=WEEK), st.floats(1, 4))
def test_what_stands_out_by_an_independent_reckoning(clock: list[int], phi: float) -> None:
    """Huffman's statistic with 3/8 by numpy, the false discovery rate by scipy."""
    often = np.repeat(TIMES, 24).astype(float)
    counts = np.array(clock, dtype=float)
    ratio = often / (often.sum() - often)
    z = 2 * (np.sqrt(counts + 0.375) - np.sqrt(ratio * (counts.sum() - counts + 0.375)))
    z /= np.sqrt(phi * (1 + ratio))
    adjusted = false_discovery_control(2 * norm.sf(np.abs(z)))
    expected = (adjusted <= 0.05) & (z > 0)
    # A test at the very edge may fall on either side.
    sure = np.abs(adjusted - 0.05) > 1e-9
    found = np.array(above_the_rest(clock, [int(n) for n in often], phi=phi))
    assert (found == expected)[sure].all()


def test_an_even_week_has_no_peak_and_a_planted_one_is_found() -> None:
    draw = np.random.default_rng(8)
    called = 0
    for _ in range(200):
        even = stand_out(draw.poisson(9, WEEK).tolist(), TIMES, phi=1.0)
        assert even is not None and even.unit == "hour"
        called += bool(even.peaks)
    assert called <= 12, "about one even week in twenty is said to have a peak, or fewer"
    level = np.full(WEEK, 9.0)
    planted = [CATEGORIES.index(f"Saturday {hour:02d}") for hour in (0, 1, 2)]
    level[planted] = 40
    found = stand_out(draw.poisson(level).tolist(), TIMES, phi=1.5)
    assert found is not None
    assert set(planted) <= found.called
    assert found.peaks[0].words == "Friday night 00:00 to 03:00"
    assert place_of(planted[0])[0] == found.peaks[0].row


def test_little_is_judged_by_blocks_and_less_not_at_all() -> None:
    few = [1] * WEEK
    blocks = stand_out(few, TIMES, phi=1.0)
    assert blocks is not None and (blocks.unit, blocks.peaks) == ("block", ())
    assert stand_out([0] * (WEEK - 49) + [1] * 49, TIMES, phi=1.0) is None
    late = [20 if number in (120, 121) else 1 for number in range(WEEK)]
    found = stand_out(late, TIMES, phi=1.0)
    assert found is not None and found.unit == "block"
    assert [peak.words for peak in found.peaks] == ["Friday night 00:00 to 06:00"]
