"""Which of a plan's indicators stand on the page, in which group, and where each of them stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dashboard.periods import month_words, span_words
from dashboard.question import Question
from dashboard.selection import Selection
from dashboard.targets.position import Position, read_positions
from dashboard.targets.status import Status
from dashboard.vocabulary import CRIME, SUMMARY
from data.catalogue import Indicator, Plan, TargetKind

TOP, FOLDED = "top-line", "folded"
# In the order they are said in a finding, each with its words.
_SAID: Final = {
    Status.MET: "met",
    Status.ON_TRACK: "on track",
    Status.TOO_CLOSE: "too close to call",
    Status.AT_RISK: "at risk",
    Status.OFF_TRACK: "off track",
    Status.CANNOT_BE_MET: "cannot now be met",
    Status.MISSED: "missed",
    Status.NO_DATA: "without data",
    Status.WATCHED: "watched",
}
_GOOD: Final = (Status.MET, Status.ON_TRACK)


def on_scorecard(plan: Plan, selection: Selection) -> tuple[Indicator, ...]:
    """Every indicator for the plan summary, else those of the priority or on the measure: top lines first,
    then by priority, what is only counted or watched last.
    """
    order = [TOP, *(item.id for item in plan.priorities), FOLDED]
    found = [item for item in plan.indicators if _is_chosen(item, selection)]
    return tuple(sorted(found, key=lambda item: order.index(group_of(item))))


def _is_chosen(indicator: Indicator, selection: Selection) -> bool:
    if selection.priority == SUMMARY:
        return True
    if selection.priority == CRIME:
        return selection.measure in (indicator.measure, *indicator.alternatives)
    return selection.priority in indicator.priorities


def group_of(indicator: Indicator) -> str:
    """Where an indicator stands: with the top lines, under its first priority, or with what is folded."""
    if indicator.top_line:
        return TOP
    if indicator.output or indicator.kind is TargetKind.WATCHED:
        return FOLDED
    return indicator.priorities[0]


def positions_of(question: Question, indicators: Sequence[Indicator]) -> tuple[Position, ...]:
    """Where indicators of the question's plan stand: read once for all views of a page."""
    plan = question.plan
    if plan is None or not indicators:
        return ()
    area, to = question.area, question.selection.to
    asked = ("positions", plan.id, area, to, tuple(item.id for item in indicators))
    return question.reference.recall(
        asked,
        lambda: tuple(read_positions(question.reference, plan=plan, indicators=indicators, area=area, to=to)),
    )


def scorecard_positions(question: Question) -> tuple[Position, ...]:
    """Those on the scorecard, in its order."""
    plan = question.plan
    return positions_of(question, on_scorecard(plan, question.selection)) if plan else ()


def opened_position(question: Question) -> Position | None:
    """The one that is open, whether or not the priority chosen has it."""
    opened, plan = question.selection.indicator, question.plan
    if plan is None or opened is None:
        return None
    shown = scorecard_positions(question)
    found = next((item for item in shown if item.gauge.indicator.id == opened), None)
    if found is not None:
        return found
    return positions_of(question, [item for item in plan.indicators if item.id == opened])[0]


def finding_of(plan: Plan, positions: Sequence[Position]) -> str:
    """How many stand where: of the top lines where there are any, else of all."""
    top = [item for item in positions if item.gauge.indicator.top_line]
    shown = top or list(positions)
    noun = f"{'top-line ' if top else ''}indicator{'s' if len(shown) > 1 else ''}"
    found = Counter(item.gauge.verdict.status for item in shown)
    n = len(shown)
    if found[Status.BASELINE] == n:
        return f"{plan.label}: {shown[0].gauge.verdict.words}"
    if found[Status.NO_DATA] == n:
        ended = "plan ended, " if all(item.gauge.phase == "after" for item in shown) else ""
        short = " to its last month" if any(item.gauge.value is not None for item in shown) else ""
        return f"{plan.label}: {ended}no data{short} for {'any of its ' if n > 1 else 'its '}{n} {noun}"
    good = [status for status in _GOOD if found[status]] or [
        Status.MET if all(item.gauge.phase == "after" for item in shown) else Status.ON_TRACK
    ]
    parts = [f"{found[good[0]]} of {n} {noun} {_SAID[good[0]]}"]
    parts += [
        f"{found[status]} {words}" for status, words in _SAID.items() if found[status] and status != good[0]
    ]
    return f"{plan.label}: {', '.join(parts)}"


def place_words(plan: Plan, selection: Selection) -> str:
    """The plan with its years, and whether the month looked at lies before, inside or after them."""
    years, to = span_words(plan.first, plan.last), selection.to
    if to > plan.last:
        return f"Archive: {plan.title}, {years}. The plan has ended; only its own years are judged"
    if to < plan.first:
        return f"{plan.title}, {years}. {month_words(to)} is before the plan: its baseline period"
    return f"{plan.title}, {years}. As things stood at the end of {month_words(to)}, inside the plan’s years"
