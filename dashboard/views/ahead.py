"""The range of the next three months, how often such ranges held, and what is known to lie in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.axis_marks import axis_marks
from dashboard.disclosure import released_months
from dashboard.figures.look_ahead import Range, build_look_ahead
from dashboard.figures.marks import Mark, events_in, hover_note, tick_key
from dashboard.month_run import MonthRun
from dashboard.peak_run import described_run, peak_run, usual_counts, why_no_months
from dashboard.peak_words import season_words_ahead
from dashboard.periods import month_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.look_ahead import AHEAD, FEWEST_BEFORE, FEWEST_TESTED, AheadMonth, LookAhead
from dashboard.statistics.season import FEWEST_COUNTED
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, joined, number, printed
from data.month import Month

_BEHIND = 18
_BASIS = (
    "a smoothed level per day with its season; the range is as wide as past misses tell, to hold four months "
    "of five"
)
# Past coverage under this is said to fall short of the four in five it should be.
_SHORT = 0.7


@dataclass(frozen=True)
class Coming:
    """A month ahead: its range, the same month of the year before, its events, and what came of it."""

    ahead: AheadMonth
    before: int | None
    events: str
    came: int | None

    @property
    def words(self) -> str:
        """'883 to 1,043'."""
        return f"{number(self.ahead.low)} to {number(self.ahead.high)}"

    @property
    def inside(self) -> bool | None:
        """Whether what came lies in the range as it is printed; None where it is not known."""
        if self.came is None:
            return None
        return round(self.ahead.low) <= self.came <= round(self.ahead.high)


def build_ahead(reference: Reference, selection: Selection) -> View:
    """The view `ahead`: of an area from district level up."""
    question = ask(reference, selection)
    run = peak_run(question)
    why = why_no_months(question, run) or (why_no_range(run) if run else "")
    about = described_run(question, run, basis=_BASIS)
    if why or run is None or run.ahead is None:
        return View(
            name="ahead",
            title="No range for the next months",
            table=Table(_columns(question), ()),
            empty=why,
            extra={"sentences": []},
            **about,
        )
    behind = run.months[-_BEHIND:]
    axis = [*behind, *(item.month for item in run.ahead.months)]
    marks = axis_marks(question, axis, area=run.code)
    coming = _coming(question, run, run.ahead, marks)
    title = _title(question, coming)
    sentences = _sentences(run, run.ahead, coming)
    return View(
        name="ahead",
        title=title,
        caption=" · ".join(
            part
            for part in (
                f"{question.measure.label} by month",
                "orange: the likely range, bar: what is expected",
                "open circle: what came" if any(item.came is not None for item in coming) else "",
                tick_key(marks),
            )
            if part
        ),
        alt=f"{title}. {'. '.join(sentences)}. The table holds every number.",
        figure=_figure(question, run, behind, coming, marks),
        table=Table(_columns(question), tuple(_row(question, run.ahead, item) for item in coming)),
        extra={"sentences": sentences},
        **about,
    )


def why_no_range(run: MonthRun) -> str:
    """Why a run has no range for its next months; '' where it has one."""
    if run.level == "ward":
        return (
            "A range is given for districts and above: the months of a ward are too few, and vary too much, "
            "for one that could be kept to."
        )
    if run.ahead is not None:
        return ""
    usual = [count for _, count in usual_counts(run)]
    if usual and sum(usual) / len(usual) < FEWEST_COUNTED:
        return "No range: fewer than five a month on average, where a range says little beyond “a few”."
    return (
        f"No range: {number(len(usual))} usual months are known. A range is only given where at least "
        f"{FEWEST_TESTED} months of the past can be tested, which takes about {FEWEST_BEFORE + 6}."
    )


def _coming(question: Question, run: MonthRun, found: LookAhead, marks: Sequence[Mark]) -> list[Coming]:
    counts = dict(zip(run.months, run.counts, strict=True))
    later = _later(question, run)
    return [
        Coming(item, counts.get(item.month - 12), events_in(marks, item.month), later.get(item.month))
        for item in found.months
    ]


def _later(question: Question, run: MonthRun) -> dict[Month, int | None]:
    """What the store knows by now of the months ahead, where the chosen month is not the last."""
    series, last = question.series, run.months[-1]
    if series is None or series.last_month is None or series.last_month <= last:
        return {}
    found = released_months(
        question.reference, series=series, area=run.code, first=last + 1, last=last + AHEAD
    )
    return {
        item.first: item.amount.value if item.amount.whole else None
        for item in found.stretches
        if item.first == item.last
    }


def _title(question: Question, coming: Sequence[Coming]) -> str:
    first = coming[0]
    noun = question.measure.noun
    rest = "; ".join(f"{item.words} in {month_words(item.ahead.month)[:3]}" for item in coming[1:])
    return f"Likely range: {first.words} {noun} in {month_words(first.ahead.month)}; {rest}"


def _sentences(run: MonthRun, found: LookAhead, coming: Sequence[Coming]) -> list[str]:
    short = found.held < _SHORT * found.tested
    words = [
        f"{number(found.held)} of {number(found.tested)} past months were inside such a range"
        + (", fewer than the four in five it should hold: read it as wider" if short else ""),
        season_words_ahead(run),
    ]
    told = [item for item in coming if item.inside is not None]
    if told:
        parts = [
            f"{month_words(item.ahead.month)} came to {number(item.came)}, "
            f"{'inside' if item.inside else 'outside'} its range"
            for item in told
        ]
        words.append(f"Since then known: {joined(parts)}")
    events = [f"In {month_words(item.ahead.month)}: {item.events}" for item in coming if item.events]
    return [*words, *(events or ["No event is known of these months"])]


def _figure(
    question: Question,
    run: MonthRun,
    behind: Sequence[Month],
    coming: Sequence[Coming],
    marks: Sequence[Mark],
) -> dict[str, Any]:
    noun = question.measure.noun
    counts = run.counts[-len(behind) :]
    return build_look_ahead(
        months=behind,
        counts=counts,
        hovers=[
            ""
            if count is None
            else f"<b>{month_words(month)}</b><br>{number(count)} {noun}{hover_note(events_in(marks, month))}"
            for month, count in zip(behind, counts, strict=True)
        ],
        ahead=[
            Range(
                month=item.ahead.month,
                low=item.ahead.low,
                value=item.ahead.value,
                high=item.ahead.high,
                came=item.came,
                hover=f"<b>{month_words(item.ahead.month)}</b><br>likely {item.words} {noun}"
                f"<br>expected {number(item.ahead.value)}{hover_note(item.events)}",
            )
            for item in coming
        ],
        marks=marks,
    )


def _columns(question: Question) -> tuple[Column, ...]:
    return (
        Column("month", "Month", "month"),
        Column("low", "From", "integer"),
        Column("expected", "Expected", "integer"),
        Column("high", "To", "integer"),
        Column("previous", "Same month a year before", "integer"),
        Column("value", f"{capitalised(question.measure.noun)} since known", "integer"),
        Column("held", "Past months inside such a range", "integer"),
        Column("tested", "Past months tested", "integer"),
        Column("unit", "Unit", csv_only=True),
        Column("events", "Events"),
    )


def _row(question: Question, found: LookAhead, item: Coming) -> tuple[Any, ...]:
    return (
        str(item.ahead.month),
        printed(item.ahead.low, 0),
        printed(item.ahead.value, 0),
        printed(item.ahead.high, 0),
        item.before,
        item.came,
        found.held,
        found.tested,
        question.measure.unit,
        item.events,
    )
