"""How many, against how many before, and whether that is more than usual variation."""

from __future__ import annotations

from dashboard.amounts import Compared
from dashboard.assessment.statement import Link, Statement, Writer
from dashboard.assessment.subject import OVERVIEW, Subject
from dashboard.periods import Window
from dashboard.standings import has_rates, people_of
from dashboard.wording import direction_words, number

HEADING = "Total"


def total_statements(subject: Subject) -> list[Statement]:
    """The count and its change; the rate."""
    whole = subject.whole
    if whole.value is None:
        return _absent(subject, whole)
    if whole.adjusted is not None:
        return [*_adjusted(subject, whole), *_rate(subject, whole)]
    change = _change(subject, whole) if whole.change is not None else _alone(subject, whole)
    return [*change, *_rate(subject, whole)]


def _absent(subject: Subject, whole: Compared) -> list[Statement]:
    why = "hidden: a small number" if whole.status == "hidden" else "not supplied"
    return Writer(HEADING).say(f"{subject.label}, {whole.window.words}: {why}.").done()


def _alone(subject: Subject, whole: Compared) -> list[Statement]:
    """Without a comparison, and why there is none."""
    partial = " so far (partial)" if whole.status == "partial" else ""
    told = Writer(HEADING).say(f"{subject.label}, {whole.window.words}{partial}: ")
    told.count(whole.value or 0, subject.here, what=subject.name, noun=_noun(subject, whole.value))
    question = subject.question
    if question.comparison.kind == "none":
        return told.say(".").done()
    why = question.compared(question.window, level=subject.level).refused
    return told.say(
        f". {why or 'No comparison: the period before is hidden, partial or not supplied.'}"
    ).done()


def _noun(subject: Subject, value: float | None) -> str:
    return subject.counted(value or 0).partition(" ")[2]


def _change(subject: Subject, whole: Compared) -> list[Statement]:
    """The verb is the test's: a rise or a fall only where it is larger than usual variation."""
    change, before = whole.change or 0.0, whole.previous or 0.0
    earlier = _before_link(subject, whole.compare)
    then = _then(whole)
    now = f" ({whole.window.words})"
    told = Writer(HEADING).say(subject.label)
    beyond = whole.usual is not None and whole.usual.beyond_usual
    if beyond:
        told.say(f" {direction_words(change)} from {then[0]}")
        told.count(before, earlier, what=f"{subject.name}, before", period=then[1])
        told.say(f" ({then[1]}) to ").count(whole.value or 0, subject.here, what=subject.name).say(now)
    else:
        told.say(" did not change: " if change == 0 else " was within usual variation: ")
        told.count(whole.value or 0, subject.here, what=subject.name, noun=_noun(subject, whole.value))
        told.say(f"{now} against {then[0]}")
        told.count(before, earlier, what=f"{subject.name}, before", period=then[1]).say(f" ({then[1]})")
    if change:
        told.say(", ").change(change, whole.change_pct, before, subject.here, what=subject.name)
    return told.say(": larger than usual variation." if beyond else ".").done()


def _then(whole: Compared) -> tuple[str, str]:
    """'a mean of ' where it is one of several periods, and their months."""
    spans = ", ".join(item.words for item in whole.compare)
    return ("a mean of " if len(whole.compare) > 1 else "", spans)


def _before_link(subject: Subject, compare: tuple[Window, ...]) -> Link:
    """The page of the period before, where it is one run of months; else the page's own."""
    if len(compare) != 1:
        return subject.here
    ward = subject.code if subject.is_ward else None
    (window,) = compare
    return subject.link(
        OVERVIEW, ward=ward, month=None, window="range", start=str(window.first), to=str(window.last)
    )


def _adjusted(subject: Subject, whole: Compared) -> list[Statement]:
    """A change across a break of recording, by the figures adjusted for it, with whose adjustment it is."""
    found = whole.adjusted
    if found is None or whole.value is None:
        return []
    told = Writer(HEADING).say(f"{subject.label}, {whole.window.words}: ")
    told.count(whole.value, subject.here, what=subject.name).say(
        f" as recorded. {found.across}: adjusted for it, "
    )
    change = found.change or 0.0
    if found.usual.beyond_usual:
        told.say(f"the figure {direction_words(change)} from ")
    else:
        told.say(
            "the figure did not change: from "
            if not change
            else "the figure was within usual variation: from "
        )
    told.count(round(found.before, 1), subject.here, what=f"{subject.name}, adjusted, before").say(" to ")
    told.count(round(found.now, 1), subject.here, what=f"{subject.name}, adjusted")
    if change:
        told.say(", ").change(
            change, found.change_pct, found.before, subject.here, what=f"{subject.name}, adjusted"
        )
    told.say(": larger than usual variation." if found.usual.beyond_usual else ".")
    return told.say(f" {' '.join(found.releases)}" if found.releases else "").done()


def _rate(subject: Subject, whole: Compared) -> list[Statement]:
    """'That is 85.2 per 1,000 residents (132,747, Census 2021).'"""
    question = subject.question
    if not whole.now.whole or not has_rates(question, level=subject.level, window=whole.window):
        return []
    people = people_of(question, subject.code, window=whole.window)
    households = question.measure.rate_of == "households"
    counted = None if people is None else people.households if households else people.residents
    value = question.rate(whole.value, counted, window=whole.window)
    if value is None or people is None or counted is None:
        return []
    unit = f"per {question.per_words(whole.window)}"
    told = Writer(HEADING).say("That is ")
    told.rate(value, subject.here, what=subject.name, unit=unit, of=counted)
    return told.say(f" {unit} (of {number(counted)}, {people.basis}).").done()
