"""An outcome by month over the counts of what was done: one lane an output, in the same months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.beside import Lane, OutcomeMonth, build_beside
from dashboard.outputs import Done, Outcome, Output, outcome_months
from dashboard.question import Question
from dashboard.released import Stretch
from dashboard.wording import count
from data.month import Month

_YEAR: Final = 12
_MOST_MONTHS: Final = 36
_MOST_LANES: Final = 6


def draw_outputs(question: Question, outputs: Sequence[Output]) -> tuple[dict[str, Any] | None, int]:
    """The outcome that most outputs should move, by month, over a lane an output, and how many lanes."""
    moved = Counter(
        outcome.indicator.id
        for output in outputs
        for outcome in (output.beside[0] if output.done else ())
        if outcome.series is not None and outcome.series.months
    )
    if not moved:
        return None, 0
    chosen = moved.most_common(1)[0][0]
    lanes: dict[tuple[str, str], list[Done]] = {}
    outcome: Outcome | None = None
    for output in outputs:
        for done, beside in output.pairs:
            found = next((item for item in beside if item.indicator.id == chosen), None)
            if found is not None and done.value is not None:
                outcome = outcome or found
                lanes.setdefault((done.measure.id, done.source), []).append(done)
    if outcome is None:
        return None, 0
    shown = [*lanes.values()][:_MOST_LANES]
    return _figure(question, outcome, shown), len(shown)


def _figure(question: Question, outcome: Outcome, lanes: Sequence[Sequence[Done]]) -> dict[str, Any] | None:
    last = max(item.window.last for lane in lanes for item in lane)
    first = max(min(item.window.first for lane in lanes for item in lane) - _YEAR, last - (_MOST_MONTHS - 1))
    measure = question.reference.catalogue.measures[outcome.indicator.measure]
    found = outcome_months(
        question.reference, outcome, area=outcome.indicator.area or question.area, first=first, last=last
    )
    months = [
        OutcomeMonth(
            month, item.amount.value if item.amount.whole else None, _month_words(item, measure.noun)
        )
        for item in found
        for month in (item.first,)
        if item.first == item.last
    ]
    if not any(item.value is not None for item in months):
        return None
    return build_beside(
        months=months,
        lanes=[_lane(lane, first=first) for lane in lanes],
        outcome=f"{outcome.indicator.label}: {measure.noun} a month",
    )


def _month_words(item: Stretch, noun: str) -> str:
    if item.amount.whole:
        return f"{count(item.amount.value)} {noun}"
    return item.amount.status.replace("_", " ")


def _lane(done: Sequence[Done], *, first: Month) -> Lane:
    """The counts of one measure and source whose months do not overlap: of two that do, the longer one."""
    runs: list[Done] = []
    for item in sorted(done, key=lambda each: -each.window.length):
        if all(item.window.last < run.window.first or run.window.last < item.window.first for run in runs):
            runs.append(item)
    return Lane(
        name=done[0].measure.label,
        runs=tuple(
            (max(run.window.first, first), run.window.last, count(run.value))
            for run in sorted(runs, key=lambda each: each.window.first)
            if run.window.last >= first
        ),
    )
