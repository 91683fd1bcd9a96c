"""Seasons, peaks and one-offs in words against runs made to have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from test_signal_words import NAMES, run_of

from dashboard.comparisons import Mark
from dashboard.figures.marks import Mark as AxisMark
from dashboard.month_run import MonthRun
from dashboard.one_offs import one_off_sentences, one_off_words, one_offs
from dashboard.peak_words import peak_sentences, profile_sentences, season_title, too_few_words
from dashboard.year_lines import YearLines, year_lines
from data.month import Month


def lines_of(run: MonthRun) -> YearLines:
    """Its years; a run that is not refused asks nothing of the question."""
    return year_lines(None, run)


def made(years: int, *, first: int = 2019, peak: int = 0, months: Sequence[int] = ()) -> list[int]:
    """About 10 a day, in `months` of each year `peak` percent more; up and down by turns, not by the year."""
    counts = []
    for place in range(12 * years):
        month = Month(first, 1) + place
        daily = 10 * (1 + peak / 100 if month.month in months else 1)
        counts.append(round(daily * month.days) + place * 7 % 11 - 5)
    return counts


def test_a_season_is_titled_only_where_one_is_evident() -> None:
    season = run_of(made(5, peak=60, months=(7, 8)), first=Month(2019, 1))
    assert season_title(season, lines_of(season)) == (
        "August and July are high year after year: in the top three in 5 of 5 and 5 of 5 years"
    ) or season_title(season, lines_of(season)).startswith("July and August are high year after year")
    flat = run_of(made(5), first=Month(2019, 1))
    assert season_title(flat, lines_of(flat)).startswith("No seasonal peak")
    short = run_of(made(1), first=Month(2019, 1))
    assert season_title(short, lines_of(short)).endswith("too few months to tell a season: 12 of at least 24")
    assert ", no single peak; too few months" in season_title(short, lines_of(short))
    assert too_few_words(run_of([1, 2] * 24)) == "too rare to tell a season: fewer than five a month"


def test_exceptional_years_are_named_and_not_looked_at() -> None:
    covid = Mark("exceptional", "COVID-19", Month(2020, 3), Month(2021, 7))
    run = run_of(made(5, peak=60, months=(11,)), marks=[covid], first=Month(2019, 1))
    said = profile_sentences(run, lines_of(run))
    assert said[0].startswith("November was in the top three in 3 of 3 years")
    assert said[1] == "Not looked at for this: 2020, COVID-19; 2021, COVID-19"


def test_a_one_off_is_named_with_what_lies_in_it_but_no_cause() -> None:
    counts = made(3, first=2021)
    counts[21] = 430
    run = run_of(counts, first=Month(2021, 1))
    fair = AxisMark(Month(2022, 10), Month(2022, 10), "Fair", "event")
    half = [AxisMark(Month(y, 10), Month(y, 10), "Half-term", "holiday") for y in (2021, 2022, 2023)]
    (item,) = one_offs(run, [fair, *half])
    assert item.alone
    words = one_off_words(item, season=False)
    assert re.match(
        r"Oct 2022 \(430\): 1\.4 times usual \(3\d\d\); a one-off, not a season\. In it: Fair;", words
    )
    assert "Half-term" not in words, "every October has it"
    assert "figures do not say" in words


def test_a_month_in_a_run_or_that_comes_again_is_no_one_off() -> None:
    counts = made(3, first=2021)
    for place in range(25, 33):
        counts[place] += 60
    counts[28] = 480
    (item, *_) = [i for i in one_offs(run_of(counts, first=Month(2021, 1)), []) if i.first == Month(2023, 5)]
    assert not item.alone
    assert "not by itself: one of 8 months in a row above the mean" in one_off_words(item, season=False)
    again = made(3, first=2021)
    again[9], again[21] = 460, 470
    found = one_offs(run_of(again, first=Month(2021, 1)), [])
    latest, earlier = (item for item in found if item.count > 400)
    assert latest.again == (earlier.first,)
    assert "so was Oct 2021: no one-off, though no season is evident" in one_off_words(latest, season=False)


def test_months_of_rare_events_are_not_ranked() -> None:
    run = run_of([0, 1, 0, 2, 0, 0, 1, 0, 0, 0, 3, 0] * 3, first=Month(2021, 1))
    lines = lines_of(run)
    assert season_title(run, lines) == "Too rare to rank months: fewer than five a month on average"
    assert peak_sentences(lines) == [
        "Jan 2023 to Dec 2023: 7 in all, at most 3 a month; fewer than five a month on average, so months "
        "are not ranked"
    ]
    assert profile_sentences(run, lines) == []


def test_what_is_part_of_something_longer_is_counted_where_it_is_much() -> None:
    counts = made(3, first=2021)
    for place in range(12):
        counts[place] += 120
    found = one_offs(run_of(counts, first=Month(2021, 1)), [])
    grouped = [item for item in found if not item.alone]
    assert len(grouped) > 2
    said = one_off_sentences(found, season=False)
    assert len(said) == len(found) - len(grouped) + 3
    assert said[-1].startswith(f"{len(grouped) - 2} more outside the limits, none by itself")


def test_the_per_day_answer_stands_where_it_differs() -> None:
    counts = [310, 290, 310, 300, 310, 300, 310, 310, 300, 310, 300, 311]
    said = peak_sentences(lines_of(run_of(counts, first=Month(2023, 1))))
    assert said[0].startswith("Jan 2023 to Dec 2023: highest by count Dec 2023 (311), ")
    assert "per day the highest are Feb 2023" in said[1]
    assert "11 other months cannot be told apart" in said[0]


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=1, max_size=70),
    st.integers(0, 11),
    st.booleans(),
)
def test_words_name_real_months_and_their_counts(counts: list[int | None], shift: int, covid: bool) -> None:
    first = Month(2019, 1) + shift
    marks = [Mark("exceptional", "COVID-19", Month(2020, 3), Month(2021, 7))] if covid else []
    run = run_of(counts, marks=marks, first=first)
    lines = lines_of(run)
    if not lines.lines:
        assert all(count is None for count in counts)
        return
    known = dict(zip(run.months, run.counts, strict=True))
    assert season_title(run, lines)
    said = [*peak_sentences(lines), *profile_sentences(run, lines)]
    for sentence in said:
        for month, count in re.findall(r"(\w{3} \d{4}) \(([\d,]+)\)", sentence):
            name, year = month.split()
            number = NAMES.split("|").index(name) + 1
            assert known[Month(int(year), number)] == int(count.replace(",", ""))
    flat = {m: c for line in lines.lines for m, c in zip(line.firsts, line.counts, strict=True)}
    assert all(flat[month] == count for month, count in known.items() if month in flat)
    for item in one_offs(run, []):
        words = one_off_words(item, season=False)
        assert (item.count > item.usual) == (item.side == "high")
        assert "None" not in words
