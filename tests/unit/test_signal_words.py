"""The signals in words against the chart they are about: numbers, months, units, order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from dashboard.comparisons import Mark
from dashboard.month_run import MonthRun
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.signal_words import (
    no_signal_words,
    signal_notes,
    signals_said,
    stretch_words,
    why_no_chart,
)
from data.month import Month

START = Month(2021, 4)
NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
MONTHS = {name: i + 1 for i, name in enumerate(NAMES.split("|"))}


def run_of(
    counts: Sequence[int | None], *, marks: Sequence[Mark] = (), first: Month = START, refused: str = ""
) -> MonthRun:
    """A run of a district with these counts."""
    amounts = [NOT_SUPPLIED if n is None else Amount("shown" if n else "zero", n) for n in counts]
    months = tuple(first + i for i in range(len(counts)))
    return MonthRun(
        code="E07000001",
        name="Northam",
        level="district",
        months=() if refused else months,
        amounts=() if refused else tuple(amounts),
        marks=tuple(marks),
        phi=1.0,
        refused=refused,
    )


def signal_sentences(run: MonthRun) -> tuple[str, ...]:
    """What the page says of a run: a sentence a signal, else that there is none, or why there is no chart."""
    chart = run.chart
    if chart is None or not chart.limits:
        return (why_no_chart(run),)
    return tuple(said.words for said in signals_said(chart)) or (no_signal_words(chart),)


def months_in(words: str) -> list[Month]:
    """The months a sentence names; 'Mar to Sep 2023' and 'Mar (46) and May 2023 (51)' share their year."""
    found = re.findall(rf"\b({NAMES})\b(?: (\d{{4}}))?", words)
    years = [year for _, year in found]
    for place in range(len(years) - 2, -1, -1):
        years[place] = years[place] or years[place + 1]
    return [Month(int(year), MONTHS[name]) for (name, _), year in zip(found, years, strict=True)]


def test_a_month_outside_is_said_with_its_count_and_what_was_usual() -> None:
    counts = [100, 104, 98, 101, 99, 103, 100, 97, 102, 100, 99, 101] * 2
    counts[15] = 160
    (sentence,) = signal_sentences(run_of(counts))
    assert re.fullmatch(r"Jul 2022 was above the upper limit \(160; usual \d+ to 1[0-4]\d\)", sentence)


def test_a_run_and_a_trend_are_said_with_their_months() -> None:
    first = Month(2022, 1)
    rising = [round((first + 8 + i).days * (3 + 0.2 * i)) for i in range(9)]
    said = signal_sentences(run_of([100, 90, 110, 95, 105, 100, 92, 108, *rising], first=first))
    trend = next(words for words in said if words.startswith("Rising"))
    assert trend == "Rising 9 months running: Sep 2022 to May 2023 (from 3.0 to 4.6 a day)"
    flat = [100, 90, 110, 95, 105, 100, 92, 108] * 2
    last = signal_sentences(run_of(flat + [140] * 8, first=first))
    assert "8 months in a row above the mean of 1" in last[0]
    assert last[0].endswith("May to Dec 2023")


def test_no_signal_is_said_plainly_and_refusals_give_their_reason() -> None:
    flat = [100, 104, 98, 101, 99, 103] * 4
    assert signal_sentences(run_of(flat)) == (
        "No signal: all 24 months judged lie within the limits, without a run to one side or a trend.",
    )
    assert signal_sentences(run_of([], refused="Shown by quarters.")) == (
        "No control chart: Shown by quarters.",
    )
    assert signal_sentences(run_of([0, 1, 0, 0] * 5)) == (
        "No control chart: fewer than five a quarter on average.",
    )
    assert signal_sentences(run_of([None] * 8)) == ("No control chart: no month is known whole.",)
    assert signal_sentences(run_of([50, None] * 4)) == (
        "No control chart: no two months in a row are known.",
    )


def test_rare_series_are_said_in_quarters() -> None:
    counts = [3, 2, 4, 2, 2, 3, 5, 3, 4] * 3 + [9, 12, 11] + [3, 2, 4]
    said = signal_sentences(run_of(counts, first=Month(2021, 1)))
    assert said[0].startswith("Apr to Jun 2023 was above the upper limit (32; usual ")
    assert "Charted by quarter" in signal_notes(run_of(counts, first=Month(2021, 1)))[0]


def test_notes_say_new_limits_what_is_not_judged_and_few_points() -> None:
    covid = Mark("exceptional", "COVID-19", Month(2021, 4), Month(2021, 7))
    rules = Mark("break", "Counting rules", Month(2022, 11), Month(2022, 11))
    counts: list[int | None] = [100, 90, 110, 95, 105, 100, 92, 108] * 3
    counts[10] = None
    notes = " ".join(signal_notes(run_of(counts, marks=[covid, rules])))
    assert "Limits start anew in Nov 2022 (Counting rules)" in notes
    assert "Not judged, as exceptional: Apr to Jul 2021 (COVID-19)." in notes
    assert "1 month is a gap" in notes
    assert "The limits from Nov 2022 rest on 5 months, fewer than twelve" in notes
    assert "Not adjusted for the season: too few months to tell" in notes


def test_stretches_name_a_year_once() -> None:
    assert stretch_words(Month(2023, 3), Month(2023, 9)) == "Mar to Sep 2023"
    assert stretch_words(Month(2022, 11), Month(2023, 3)) == "Nov 2022 to Mar 2023"
    assert stretch_words(Month(2023, 3), Month(2023, 3)) == "Mar 2023"


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 60), st.integers(40, 200)), min_size=1, max_size=40),
    st.sampled_from([(), (6,), (5, 20)]),
    st.integers(0, 11),
)
def test_words_match_the_chart(counts: list[int | None], breaks: tuple[int, ...], shift: int) -> None:
    first = START + shift
    marks = [Mark("break", "Rules", first + place, first + place) for place in breaks if place < len(counts)]
    run = run_of(counts, marks=marks, first=first)
    chart = run.chart
    said = signal_sentences(run)
    assert len(said) >= 1
    if chart is None or not chart.limits:
        assert said[0].startswith("No control chart: ")
        return
    found = signals_said(chart)
    assert len(found) == len(chart.signals)
    assert [item.last for item in found] == sorted((item.last for item in found), reverse=True)
    assert said == (tuple(item.words for item in found) or said)
    for item in found:
        points = [chart.points[place] for place in item.places]
        named = months_in(item.words)
        assert named[0] == points[0].first
        assert named[-1] == points[-1].last
        other = "month" if chart.unit == "quarter" else "quarter"
        assert other not in item.words
        assert ("above" in item.words or "upper" in item.words or "Rising" in item.words) == (
            item.side == "high"
        )
        if item.kind == "outside":
            count, usual = re.search(r"\(([\d,]+); usual (.*)\)", item.words).groups()
            assert int(count.replace(",", "")) == points[0].count
            ends = [float(part.replace(",", "")) for part in usual.split(" to ")]
            assert count and not ends[0] <= points[0].count <= ends[-1]
        elif item.kind in ("one side", "trend"):
            assert int(re.search(r"\b(\d+) (?:month|quarter)s", item.words)[1]) == len(points)
        else:
            counted = [int(n.replace(",", "")) for n in re.findall(r"\(([\d,]+)\)", item.words)]
            assert counted == [point.count for point in points]
