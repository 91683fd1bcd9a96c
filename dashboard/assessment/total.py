"""How many, against how many before, and whether that is more than usual variation."""

from __future__ import annotations

from dashboard.amounts import Compared
from dashboard.assessment.movement import Count, tell_movement
from dashboard.assessment.statement import Link, Statement, Writer
from dashboard.assessment.subject import OVERVIEW, Subject
from dashboard.periods import Window, month_words
from dashboard.standings import has_rates, people_of
from dashboard.wording import counted, number, printed
from data.month import Month

HEADING = "Total"
_YEAR = 12


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
    so_far = " so far (partial)" if whole.status == "partial" else ""
    told = Writer(HEADING).say(f"{subject.label} came to ")
    told.count(whole.value or 0, subject.here, what=subject.name, noun=_noun(subject, whole.value))
    told.say(f"{so_far} ({whole.window.words})")
    if subject.comparison.kind == "none":
        return told.say(".").done()
    why = subject.comparison.refused
    return told.say(
        f". {why or 'No comparison: the period before is hidden, partial or not supplied.'}"
    ).done()


def _noun(subject: Subject, value: float | None) -> str:
    return subject.counted(value or 0).partition(" ")[2]


def _change(subject: Subject, whole: Compared) -> list[Statement]:
    """The count and the one before, then what must be known of the comparison."""
    told = Writer(HEADING).say(subject.label)
    now = Count(
        value=whole.value or 0,
        link=subject.here,
        what=subject.name,
        noun=_noun(subject, whole.value),
        when=whole.window.words,
    )
    before = Count(
        value=whole.previous or 0.0,
        link=_before_link(subject, whole.compare),
        what=f"{subject.name}, before",
        words="a mean of " if len(whole.compare) > 1 else "",
        when=", ".join(item.words for item in whole.compare),
    )
    if subject.regrouped is not None:
        return _regrouped(told, subject.regrouped, now=now, before=before)
    tell_movement(
        told,
        now=now,
        before=before,
        percent=whole.change_pct,
        beyond=whole.usual is not None and whole.usual.beyond_usual,
        rounded=subject.is_rounded(subject.level),
    )
    for label in subject.comparison.labels:
        told.say(f" {label}")
    return told.done()


def _regrouped(told: Writer, month: Month, *, now: Count, before: Count) -> list[Statement]:
    """An area that lost or gained members has another count for that alone."""
    told.say(" came to ")
    now.tell(told, noun=True)
    told.say(" against ")
    before.tell(told, noun=False)
    why = f"the area itself became another one in {month_words(month)}"
    return told.say(f", but {why}, so the two cannot be compared.").done()


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
    told.say("the figure")
    tell_movement(
        told,
        now=Count(printed(found.now) or 0, subject.here, f"{subject.name}, adjusted"),
        before=Count(printed(found.before) or 0, subject.here, f"{subject.name}, adjusted, before"),
        percent=found.change_pct,
        beyond=found.usual.beyond_usual,
    )
    return told.say(f" {' '.join(found.releases)}" if found.releases else "").done()


def _rate(subject: Subject, whole: Compared) -> list[Statement]:
    """'That is 85.2 per 1,000 residents (132,738 residents, Census 2021).'"""
    question = subject.question
    if not whole.now.whole or not has_rates(question, level=subject.level, window=whole.window):
        return []
    people = people_of(question, subject.code, window=whole.window)
    households = question.measure.rate_of == "households"
    lives = None if people is None else people.households if households else people.residents
    value = question.rate(whole.value, lives, window=whole.window)
    if value is None or people is None or lives is None:
        return []
    unit = f"per {question.per_words(whole.window)}"
    told = Writer(HEADING).say("That is ")
    told.rate(value, subject.here, what=subject.name, unit=unit, of=lives)
    told.say(f" {unit} ({number(lives)} {question.measure.rate_of}, {people.basis})")
    part = whole.window.length < _YEAR
    return told.say(
        f", over {counted(whole.window.length, 'months')} and not a year." if part else "."
    ).done()
