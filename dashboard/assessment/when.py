"""Which months were high and low: by count as papers print it, and per day where that differs."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.assessment.statement import Link, Statement, Writer
from dashboard.assessment.subject import PEAKS, Subject
from dashboard.month_facts import Bar, MonthFacts
from dashboard.periods import span_words
from dashboard.wording import counted, direction_words, joined, month_name
from data.month import Month

HEADING = "When"
_NAMED = 3
# Two of the lowest are named, as papers do; of more that share the lowest count, how many they are.
_LOWEST = 2
_MOST_LISTED = 4
_FEWEST_YEARS = 2


def when_statements(subject: Subject) -> list[Statement]:
    """Highest and lowest, per day, beside the months before, and year after year."""
    facts = subject.months
    if facts is None:
        return []
    bars = [bar for bar in facts.bars if bar.now.whole and bar.now.value is not None]
    if len(bars) < _NAMED:
        return []
    if len({bar.now.value for bar in bars}) == 1:
        return _level(subject, facts, bars)
    found = [*_by_count(subject, facts, bars)]
    if facts.unit == "month":
        found += [*_by_day(subject, facts, bars), *_beside_before(subject, facts), *_season(subject)]
    return found


def _level(subject: Subject, facts: MonthFacts, bars: Sequence[Bar]) -> list[Statement]:
    told = Writer(HEADING).say(_over(subject, facts, bars, f"Each {facts.unit} had "))
    value = bars[0].now.value or 0
    noun = counted(value, subject.question.measure.noun).partition(" ")[2]
    return told.count(value, _page(subject), what=f"each {facts.unit}", noun=noun).say(".").done()


def _by_count(subject: Subject, facts: MonthFacts, bars: Sequence[Bar]) -> list[Statement]:
    high = sorted(bars, key=lambda bar: (-(bar.now.value or 0), bar.first))
    lowest = [bar for bar in bars if bar.now.value == high[-1].now.value]
    top = high[: min(_NAMED, len(bars) - len(lowest))]
    plural = "s" if len(top) > 1 else ""
    told = Writer(HEADING)
    told.say(_over(subject, facts, bars, f"The highest {facts.unit}{plural} {'were' if plural else 'was'} "))
    apart = len(facts.peaks.highest) if facts.peaks is not None and facts.peaks.standing_out else 0
    for place, bar in enumerate(top):
        if place == apart and 0 < apart < len(top):
            told.say(f", {_stand(apart)}; then ")
        else:
            told.listed(
                *((place, len(top)) if apart == 0 or place < apart else (place - apart, len(top) - apart))
            )
        _month(told, subject, facts, bar)
    if facts.peaks is not None and apart >= len(top):
        told.say(f", {_stand(len(top))}")
    elif facts.peaks is not None and apart == 0:
        told.say(", none of which stands out" if len(top) > 1 else ", which does not stand out")
    told.say(". ")
    _lowest(told, subject, facts, lowest, above=[bar for bar in reversed(high) if bar not in (*lowest, *top)])
    return told.say(".").done()


def _stand(many: int) -> str:
    return "which stand out" if many > 1 else "which stands out"


def _lowest(
    told: Writer, subject: Subject, facts: MonthFacts, lowest: Sequence[Bar], *, above: Sequence[Bar]
) -> None:
    if len(lowest) > _MOST_LISTED:
        told.say("The lowest count, ").count(lowest[0].now.value or 0, _page(subject), what="lowest count")
        told.say(", came in ").count(
            len(lowest), _page(subject), what=f"{facts.unit}s with it", unit=facts.unit
        )
        told.say(f" {facts.unit}s")
        return
    told.say("The lowest were " if len(lowest) > 1 else "The lowest was ")
    for place, bar in enumerate(lowest):
        told.listed(place, len(lowest))
        _month(told, subject, facts, bar)
    second = [bar for bar in above if bar.now.value == above[0].now.value]
    if len(lowest) < _LOWEST and len(second) == 1:
        told.say(", then ")
        _month(told, subject, facts, second[0])


def _month(told: Writer, subject: Subject, facts: MonthFacts, bar: Bar) -> None:
    """'November (1,033)'."""
    told.say(f"{_name(facts, bar)} (")
    told.count(bar.now.value or 0, _page(subject, bar), what=_name(facts, bar), period=bar.words).say(")")


def _name(facts: MonthFacts, bar: Bar) -> str:
    if bar.first != bar.last:
        return bar.words
    return f"{month_name(bar.first)} {bar.first.year}" if facts.window.length > 12 else month_name(bar.first)


def _page(subject: Subject, bar: Bar | None = None) -> Link:
    ward = subject.code if subject.is_ward else None
    inside = bar is not None and bar.first == bar.last and bar.first in subject.question.window
    return subject.link(PEAKS, ward=ward, month=str(bar.first) if bar is not None and inside else None)


def _over(subject: Subject, facts: MonthFacts, bars: Sequence[Bar], words: str) -> str:
    """'Over Apr 2022 to Mar 2023, the highest ...' where the months are not those of the page's period."""
    window = subject.question.window
    months = sum(bar.last.index - bar.first.index + 1 for bar in bars)
    if (bars[0].first, bars[-1].last, months) == (window.first, window.last, window.length):
        return words
    of = f"Of the {facts.unit}s from {span_words(bars[0].first, bars[-1].last)}"
    gap = months < bars[-1].last.index - bars[0].first.index + 1
    known = " that are whole and shown" if gap else ""
    return f"{of}{known}, {words[0].lower()}{words[1:]}"


def _by_day(subject: Subject, facts: MonthFacts, bars: Sequence[Bar]) -> list[Statement]:
    """The fair answer, where it names other months than the count does."""
    peaks = facts.peaks
    if peaks is None or peaks.same_by_day:
        return []
    known = {bar.first: bar for bar in bars}
    told = Writer(HEADING).say("Per day, as months differ in length, ")
    _daily(told, subject, facts, [known[month] for month in peaks.busiest])
    told.say(f" {'were' if len(peaks.busiest) > 1 else 'was'} busiest")
    if len(peaks.quietest) <= _MOST_LISTED:
        told.say(" and ")
        _daily(told, subject, facts, [known[month] for month in peaks.quietest])
        told.say(" quietest")
    return told.say(".").done()


def _daily(told: Writer, subject: Subject, facts: MonthFacts, bars: Sequence[Bar]) -> None:
    for place, bar in enumerate(bars):
        told.listed(place, len(bars)).say(f"{_name(facts, bar)} (")
        value = (bar.now.value or 0) / bar.days
        told.daily(value, _page(subject, bar), what=_name(facts, bar))
        told.say(" a day)" if place == 0 else ")")


def _beside_before(subject: Subject, facts: MonthFacts) -> list[Statement]:
    """Which months differ from those before by more than usual variation, over the whole list."""
    judged = [bar for bar in facts.bars if bar.beyond is not None]
    if not judged or not facts.previous_label or subject.regrouped is not None:
        return []
    beside = "the plan’s baseline" if facts.previous_label == "baseline" else f"the {facts.previous_label}"
    moved = [bar for bar in judged if bar.beyond]
    told = Writer(HEADING).say(f"Month by month against {beside}, ")
    if not moved:
        return told.lead("each was within usual variation.", subject.here).done()
    for verb in ("rose", "fell"):
        rows = [bar for bar in moved if direction_words(_difference(bar)) == verb]
        rows.sort(key=lambda bar: -abs(bar.usual.verdict_z if bar.usual else 0.0))
        if not rows:
            continue
        told.say("; " if len(told.parts) > 1 else "")
        for place, bar in enumerate(rows[:_NAMED]):
            # What is named last is not the last where more follow.
            told.listed(place, len(rows)).say(f"{_name(facts, bar)} (")
            told.change(_difference(bar), None, None, subject.here, what=_name(facts, bar), period=bar.words)
            told.say(")")
        if len(rows) > _NAMED:
            told.say(" and ").count(len(rows) - _NAMED, subject.here, what="further months", unit="month")
            told.say(" more")
        told.say(f" {verb} by more than usual variation")
    return told.say(".").done()


def _difference(bar: Bar) -> float:
    return (bar.now.value or 0) - (bar.previous or 0.0)


def _season(subject: Subject) -> list[Statement]:
    """Which calendar months stand out year after year, per day."""
    profile = subject.run.profile if subject.run is not None else None
    if profile is None or len(profile.years) < _FEWEST_YEARS:
        return []
    first, last = profile.years[0][0], profile.years[-1][1]
    years = f"Over the years {span_words(first, last)}"
    if subject.run is not None and any(first <= month <= last for month in subject.run.left_out):
        years += ", exceptional months left out"
    told = Writer(HEADING)
    if not profile.standing_out:
        return told.lead(
            f"{years}, no calendar month is regularly the highest per day.", _page(subject)
        ).done()
    named = [profile.months[number - 1] for number in profile.standing_out]
    names = joined([month_name(Month(2000, item.number)) for item in named])
    told.say(f"{years}, {names} {'stand' if len(named) > 1 else 'stands'} out per day: ")
    for place, item in enumerate(named):
        told.listed(place, len(named))
        who = f"{month_name(Month(2000, item.number))} " if len(named) > 1 else ""
        told.lead(f"{who}{item.words}", _page(subject))
    return told.say(".").done()
