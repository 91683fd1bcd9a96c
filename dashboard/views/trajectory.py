"""One indicator opened: its way through the plan's year, what the plan wants of it, and who does what."""

from __future__ import annotations

from typing import Any

from dashboard.axis_marks import measure_marks
from dashboard.figures.marks import events_in
from dashboard.figures.trajectory import build_trajectory
from dashboard.figures.trajectory_points import Trajectory
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.scorecard_facts import opened_position
from dashboard.selection import Selection
from dashboard.targets.gauge import Gauge
from dashboard.targets.position import Position
from dashboard.targets.position_words import (
    absent_words,
    expected_words,
    position_sentences,
    status_words,
    year_target_words,
)
from dashboard.targets.words import direction_words, source_short, value_words
from dashboard.trajectory_facts import trajectory_of
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, lowered, printed
from data.catalogue import Action, Plan
from data.month import Month


def build_trajectory_view(reference: Reference, selection: Selection) -> View:
    """The view `trajectory`; empty until an indicator is opened."""
    question = ask(reference, selection)
    position, plan = opened_position(question), question.plan
    if position is None or plan is None:
        return View(
            name="trajectory",
            title="No indicator is open",
            table=Table(_COLUMNS, ()),
            empty="Open an indicator of the scorecard to see its way through the plan’s year.",
            extra={"about": None},
            **question.described(),
        )
    gauge = position.gauge
    found = trajectory_of(reference, position, area=question.area, to=selection.to)
    title = _title(position)
    marks = measure_marks(
        reference,
        [point.month for point in found.points],
        area=gauge.indicator.area or question.area,
        measure=gauge.measure.id,
        provisional_from=gauge.series.provisional_from if gauge.series else None,
    )
    return View(
        name="trajectory",
        title=title,
        caption=_caption(position, found),
        alt=f"{title}. " + " ".join(f"{what}: {words}." for what, words in position_sentences(position)),
        figure=build_trajectory(found, marks) if found.points else None,
        table=Table(
            _COLUMNS,
            tuple((*row, events_in(marks, Month.parse(row[0]))) for row in _records(position, found)),
            note=gauge.indicator.note,
        ),
        extra={"about": {**_about(question, plan, position), "drawn": bool(found.points)}},
        **_described(question, gauge),
    )


def _title(position: Position) -> str:
    """Its name, its status, and the numbers that status is of."""
    gauge = position.gauge
    title = f"{gauge.indicator.label}: {gauge.verdict.words}"
    if gauge.value is None or gauge.window is None or gauge.phase == "before":
        return title
    expected, _ = expected_words(position)
    against = f", {expected} expected" if expected and gauge.part else ""
    return f"{title} ({value_words(gauge, gauge.value)} in {gauge.window.words}{against})"


def _caption(position: Position, found: Trajectory) -> str:
    """Which way is better, what the axis is, and what the bands are."""
    gauge = position.gauge
    shown = {
        "change": "percent above or below the baseline’s own way through the year",
        "count": "the year’s count so far",
        "level": "values as published, against the target",
    }[found.scale]
    parts = [direction_words(gauge.indicator, gauge.measure), shown if found.points else ""]
    if any(point.low != point.high for point in found.points):
        parts.append("grey band: the spread of earlier years")
    if found.projected is not None:
        parts.append("orange band: where 19 of 20 such years end")
    return " · ".join(part for part in parts if part)


def _described(question: Question, gauge: Gauge) -> dict[str, Any]:
    series = gauge.series
    return question.described(window=gauge.year, compare=()) | {
        "basis": "against the plan’s baseline and target",
        "measure": gauge.measure.label,
        "definition": gauge.measure.definition,
        "source": source_short(question.reference, gauge),
        "extracted": question.reference.extracted.get(series.source, "") if series else "",
        "geography": question.reference.name(gauge.indicator.area or question.area),
        "demonstration": bool(series and series.demonstration),
        "caveats": (),
    }


def _about(question: Question, plan: Plan, position: Position) -> dict[str, Any]:
    """What stands beside the chart, all of it words."""
    gauge, indicator = position.gauge, position.gauge.indicator
    priorities = [item for item in plan.priorities if item.id in indicator.priorities]
    return {
        "id": indicator.id,
        "status": str(gauge.verdict.status),
        "shape": gauge.verdict.shape,
        "words": capitalised(gauge.verdict.words),
        "means": status_words(position),
        "missing": absent_words(question.reference, position),
        "aims": [(item.label, item.aim) for item in priorities],
        "facts": position_sentences(position),
        "flags": list(position.flags),
        "actions": [_action(item) for item in plan.actions if indicator.id in item.indicators],
        "alternatives": [_alternative(other) for other in position.alternatives],
        "notes": _notes(plan, position, to=question.selection.to),
        "lead": indicator.lead,
        "area": question.reference.name(indicator.area) if indicator.area else "",
    }


def _action(action: Action) -> dict[str, str]:
    return {
        "action": action.action,
        "lead": action.lead,
        "due": action.due,
        "status": action.status.replace("_", " ") or "status not stated",
        "progress": action.progress,
    }


def _alternative(gauge: Gauge) -> str:
    """The other measure that may meet the target, and how it stands."""
    value = "no data" if gauge.value is None else value_words(gauge, gauge.value)
    return f"or {lowered(gauge.measure.label)}: {value}, {gauge.verdict.words}"


def _notes(plan: Plan, position: Position, *, to: Month) -> list[tuple[str, str]]:
    """Notes up to the month looked at, the latest first; then what the catalogue says of the target."""
    indicator = position.gauge.indicator
    written = [
        note
        for note in plan.notes
        if (
            note.indicator == indicator.id
            or (note.indicator is None and note.priority in indicator.priorities)
        )
        and Month.parse(note.month) <= to
    ]
    written.sort(key=lambda note: note.month, reverse=True)
    notes = [(f"{note.month}{', ' + note.author if note.author else ''}", note.text) for note in written]
    if indicator.note:
        notes.append(("The plan", indicator.note))
    if indicator.baseline and indicator.baseline.note:
        notes.append(("The baseline", indicator.baseline.note))
    return notes


_COLUMNS = (
    Column("month", "To the end of", "month"),
    Column("value", "So far", "decimal", 1),
    Column("expected", "Expected", "decimal", 1),
    Column("expected_low", "Expected from", "decimal", 1),
    Column("expected_high", "Expected to", "decimal", 1),
    Column("projected", "Projected", "decimal", 1),
    Column("projected_low", "Projected from", "decimal", 1),
    Column("projected_high", "Projected to", "decimal", 1),
    Column("target", "Target of the year", "decimal", 1),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status", csv_only=True),
    Column("target_words", "Target as set", csv_only=True),
    Column("verdict", "Verdict", csv_only=True),
    Column("events", "Events"),
)


def _records(position: Position, found: Trajectory) -> tuple[tuple[Any, ...], ...]:
    """A row a month of the year; of values by themselves a row each, at the last month of its period."""
    gauge = position.gauge
    level = printed(position.aim.level) if position.aim else None
    tail = (year_target_words(position), gauge.verdict.words)
    if not position.path:
        none = (None,) * 6
        return tuple(
            (str(point.month), printed(point.actual), *none, level, gauge.measure.unit, "shown", *tail)
            for point in found.points
            if point.actual is not None
        )
    return tuple(
        (
            str(point.month),
            printed(point.actual),
            printed(point.expected),
            printed(point.low),
            printed(point.high),
            printed(point.projected),
            printed(point.projected_low),
            printed(point.projected_high),
            level,
            gauge.measure.unit,
            "not_supplied" if point.actual is None else "shown",
            *tail,
        )
        for point in position.path
    )
