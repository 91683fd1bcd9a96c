"""Small multiples: every indicator of a priority with its trajectory, for the projector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.multiples import build_multiples_picture, build_small
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.scorecard_facts import FOLDED, group_of, place_words, scorecard_positions
from dashboard.selection import Selection
from dashboard.targets.position import Position
from dashboard.targets.position_words import absent_words, baseline_so_far, expected_words, year_target_words
from dashboard.targets.words import value_words
from dashboard.trajectory_facts import trajectory_of
from dashboard.views.targets import described, why_none
from dashboard.views.view import Column, Table, View
from dashboard.vocabulary import SUMMARY
from dashboard.wording import capitalised, joined, printed

_KEY: Final = "Blue line: target; grey line: baseline; orange: where the year is going"


def build_multiples(reference: Reference, selection: Selection) -> View:
    """The view `multiples`: the top lines for the plan summary, else what a priority is held to."""
    question = ask(reference, selection)
    plan = question.plan
    shown = _shown(question)
    if plan is None or not shown:
        return View(
            name="multiples",
            title="Side by side",
            table=Table(_COLUMNS, ()),
            empty=why_none(question),
            extra={"multiples": []},
            **described(question, ()),
        )
    multiples = [_multiple(question, position) for position in shown]
    title = _title(shown)
    return View(
        name="multiples",
        title=title,
        caption=f"{place_words(plan, selection)}. {_KEY}",
        alt=f"{title}. "
        + " ".join(f"{one['label']}: {one['status_words']}, {one['headline']}." for one in multiples),
        figure=build_multiples_picture(multiples=multiples),
        table=Table(_COLUMNS, tuple(_record(position) for position in shown)),
        extra={"multiples": multiples},
        **described(question, [position.gauge for position in shown]),
    )


def _shown(question: Question) -> list[Position]:
    """What has something to draw, or a target it is judged by; of a plan's summary only the top lines."""
    found = scorecard_positions(question)
    top = [item for item in found if item.gauge.indicator.top_line]
    if question.selection.priority == SUMMARY and top:
        return top
    held = [
        item for item in found if group_of(item.gauge.indicator) != FOLDED or item.gauge.value is not None
    ]
    return held or list(found)


def _title(positions: Sequence[Position]) -> str:
    """Which of those that can be set against their path are on its good side."""
    sides = [(item.gauge.indicator.label, side) for item in positions if (side := _is_good(item)) is not None]
    good = [label for label, side in sides if side]
    if not sides:
        held = sum(item.gauge.value is not None for item in positions)
        return f"Side by side: {held or 'none'} of {len(positions)} with figures, none set against a target"
    if len(sides) == 1:
        return f"{sides[0][0]} is {'' if good else 'not '}on the good side of the path to its target"
    if not good:
        return f"None of {len(sides)} is on the good side of its path to the target"
    if len(good) == len(sides):
        return f"All {len(good)} are on the good side of the path to the target"
    verb = "is" if len(good) == 1 else "are"
    return f"On the good side of the path to the target {verb} {len(good)} of {len(sides)}: {joined(good)}"


def _is_good(position: Position) -> bool | None:
    """Whether the value so far would meet the target if it were all of the path by now."""
    value, aim, expected = position.gauge.value, position.aim, position.expected
    if value is None or aim is None or not position.gauge.verdict.status.judged:
        return None
    if not position.gauge.part:
        return aim.met_by(value)
    if expected is None:
        return None
    if aim.low is not None and aim.high is not None:
        return expected.low <= value <= expected.high
    return value <= expected.value if aim.less else value >= expected.value


def _multiple(question: Question, position: Position) -> dict[str, Any]:
    gauge = position.gauge
    reference, to = question.reference, question.selection.to
    found = trajectory_of(reference, position, area=question.area, to=to)
    so_far = baseline_so_far(position)
    return {
        "id": gauge.indicator.id,
        "label": gauge.indicator.label,
        "status": str(gauge.verdict.status),
        "status_shape": gauge.verdict.shape,
        "status_words": capitalised(gauge.verdict.words),
        "headline": _headline(position),
        "missing": absent_words(reference, position) or (f"Baseline so far: {so_far}." if so_far else ""),
        "scale": found.scale,
        "places": build_small(found) if found.points else None,
    }


def _headline(position: Position) -> str:
    """'869, 872 expected · target −2% (1,131 or fewer)'."""
    gauge, target = position.gauge, year_target_words(position)
    parts = []
    if gauge.value is not None and gauge.phase != "before":
        expected, _ = expected_words(position)
        value = value_words(gauge, gauge.value)
        parts.append(f"{value}, {expected} expected" if expected and gauge.part else value)
    if target:
        parts.append(f"target {target}")
    return " · ".join(parts)


_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("month", "To the end of", "month"),
    Column("value", "So far", "decimal", 1),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status", csv_only=True),
    Column("expected", "Expected by now", "decimal", 1),
    Column("expected_low", "Expected from", "decimal", 1),
    Column("expected_high", "Expected to", "decimal", 1),
    Column("projected", "Projected", "decimal", 1),
    Column("target_words", "Target as set"),
    Column("verdict", "Status"),
)


def _record(position: Position) -> tuple[Any, ...]:
    gauge, expected, ahead = position.gauge, position.expected, position.projection
    return (
        gauge.indicator.label,
        str(gauge.window.last) if gauge.window else None,
        printed(gauge.value),
        gauge.measure.unit,
        gauge.amount.status,
        printed(expected.value) if expected else None,
        printed(expected.low) if expected else None,
        printed(expected.high) if expected else None,
        printed(ahead.value) if ahead else None,
        year_target_words(position),
        gauge.verdict.words,
    )
