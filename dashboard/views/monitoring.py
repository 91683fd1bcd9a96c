"""A plan's measures as a county board monitors them: by priority, the latest value and its difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.monitored import BETTER, SAME, WORSE, Monitored, Value, monitor
from dashboard.targets.monitored_words import (
    NONE,
    difference_words,
    missing_words,
    mover_words,
    note_words,
    shown_value,
    sign_of,
    why_no_difference,
)
from dashboard.targets.movers import Movers, movers_of
from dashboard.views.view import Cell, Column, Table, View
from dashboard.vocabulary import CRIME, SUMMARY
from dashboard.wording import capitalised, number, printed
from data.catalogue import Plan, Priority
from data.catalogue.plan import Note
from data.month import Month

NAME = "monitoring"
ARROWS = {1: "↑", -1: "↓", 0: "→"}
_MOVED = {1: "up", -1: "down", 0: "unchanged"}
_STATES = {BETTER: "better", WORSE: "worse", SAME: "same"}
_COLUMNS = (
    Column("priority", "Priority"),
    Column("lead", "Lead"),
    Column("indicator", "Measure"),
    Column("measure", "Measure id", csv_only=True),
    Column("geography", "Area", csv_only=True),
    Column("baseline", "Baseline", "decimal", 1),
    Column("baseline_months", "Baseline months"),
    Column("previous", "Before", "decimal", 1),
    Column("previous_months", "Months before"),
    Column("value", "Latest", "decimal", 1),
    Column("period", "Latest months"),
    Column("change", "Difference", "decimal", 1),
    Column("change_pct", "Difference, %", "percent", 1),
    Column("difference", "Difference as printed"),
    Column("moved", "Moved"),
    Column("verdict", "By the plan"),
    Column("usual", "Usual variation"),
    Column("most_up", "Most up"),
    Column("most_down", "Most down"),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status", csv_only=True),
    Column("source", "Source", csv_only=True),
    Column("note", "Commentary"),
)


@dataclass(frozen=True)
class _Line:
    """One measure under one priority, with its movers and what was written of it."""

    priority: Priority
    found: Monitored
    movers: Movers
    notes: tuple[Note, ...]


def build_monitoring(reference: Reference, selection: Selection) -> View:
    """The view `monitoring`."""
    question = ask(reference, selection)
    plan = question.plan
    lines = _lines(question, plan) if plan else ()
    if plan is None or not lines:
        return View(
            name=NAME,
            title="Monitoring: measures by priority",
            table=Table(_COLUMNS, ()),
            empty=_why_none(question),
            extra={"groups": []},
            **_described(question, ()),
        )
    title = _title(plan, lines)
    return View(
        name=NAME,
        title=title,
        caption=f"{plan.title}. Arrow: the value rose or fell. Colour and word: what the plan makes of it.",
        alt=f"{title}. " + " ".join(_spoken(line) for line in lines),
        table=Table(_COLUMNS, tuple(_row(reference, line) for line in lines), note=plan.publication),
        extra={"groups": _groups(reference, plan, lines, to=selection.to)},
        **_described(question, lines),
    )


def _lines(question: Question, plan: Plan) -> tuple[_Line, ...]:
    """A priority's measures for that priority, every priority's for the summary, those on it for a crime."""
    reference, selection = question.reference, question.selection
    asked = selection.priority
    lines = []
    known: dict[str, tuple[Monitored, Movers]] = {}
    for priority in plan.priorities:
        if asked not in (SUMMARY, CRIME, priority.id):
            continue
        for item in plan.indicators:
            if priority.id not in item.priorities or (asked == CRIME and item.measure != selection.measure):
                continue
            if item.id not in known:
                found = monitor(reference, plan=plan, indicator=item, area=question.area, to=selection.to)
                known[item.id] = found, movers_of(reference, found)
            notes = _up_to([note for note in plan.notes if note.indicator == item.id], selection.to)
            lines.append(_Line(priority, *known[item.id], notes))
    return tuple(lines)


def _up_to(notes: Sequence[Note], to: Month) -> tuple[Note, ...]:
    """The notes of the latest month that has any, up to a month."""
    known = [note for note in notes if Month.parse(note.month) <= to]
    latest = max((note.month for note in known), default="")
    return tuple(note for note in known if note.month == latest)


def _why_none(question: Question) -> str:
    if question.plan is None:
        return f"There is no plan for {question.area_name}. “csp template plan” writes a workbook to fill in."
    return f"{question.plan.label} has no measures here. Choose another priority."


def _described(question: Question, lines: Sequence[_Line]) -> dict[str, Any]:
    reference, plan = question.reference, question.plan
    years = Window("range", plan.first, plan.last) if plan else question.window
    sources = dict.fromkeys(_source(reference, line.found) for line in lines)
    return question.described(window=years, compare=()) | {
        "basis": "each against the same months a year before, else the period right before" if lines else "",
        "measure": "Measures by priority",
        "definition": "The measures of a plan: baseline, the period before, the latest, and the difference.",
        "source": ", ".join(source for source in sources if source),
        "extracted": "",
        "demonstration": any(line.found.series and line.found.series.demonstration for line in lines),
        "caveats": (),
    }


def _title(plan: Plan, lines: Sequence[_Line]) -> str:
    once = {line.found.indicator.id: line.found for line in lines}.values()
    verdicts = [found.difference.verdict for found in once if found.difference]
    if not verdicts:
        return f"{plan.label}: none of {len(once)} measures has a latest value and one before it"
    counted = [f"{verdicts.count(word)} {word}" for word in (BETTER, WORSE, SAME) if word in verdicts]
    without = sum(found.current is None for found in once)
    rest = len(once) - without - sum(verdicts.count(word) for word in (BETTER, WORSE, SAME))
    counted += [f"{rest} not to be compared"] if rest else []
    counted += [f"{without} without data"] if without else []
    return f"{plan.label}, {len(once)} measures: {', '.join(counted)}"


def _source(reference: Reference, found: Monitored) -> str:
    if found.series is None:
        return ""
    source = reference.catalogue.sources.get(found.series.source)
    return source.short if source else found.series.source


def _comment(reference: Reference, line: _Line) -> str:
    notes = [note_words(note) for note in line.notes]
    near = "" if line.found.back in (0, 12) else f"Against the period right before, {_back(line.found)}."
    return " ".join(part for part in (missing_words(reference, line.found), near, *notes) if part)


def _back(found: Monitored) -> str:
    return found.previous.window.words if found.previous else ""


def _spoken(line: _Line) -> str:
    found = line.found
    if found.difference is None:
        return f"{found.indicator.label}: {shown_value(found, found.current)}."
    words = difference_words(found.difference, found.measure)
    return (
        f"{found.indicator.label}: {shown_value(found, found.current)}, {words}, {found.difference.verdict}."
    )


def _row(reference: Reference, line: _Line) -> tuple[Cell, ...]:
    found, difference = line.found, line.found.difference
    counted = difference is not None and difference.unit == "percent"
    return (
        line.priority.label,
        line.found.indicator.lead or line.priority.lead,
        found.indicator.label,
        found.measure.id,
        reference.name(found.area),
        *_cells(found.baseline),
        *_cells(found.previous),
        *_cells(found.current),
        printed(difference.change) if difference else None,
        difference.size if difference and counted else None,
        difference_words(difference, found.measure) if difference else "",
        _MOVED[sign_of(difference)] if difference else "",
        difference.verdict if difference else why_no_difference(found).lower(),
        difference.usual if difference else "",
        mover_words(reference, line.movers.up, found.measure),
        mover_words(reference, line.movers.down, found.measure),
        found.measure.unit,
        found.current.status if found.current else "not_supplied",
        _source(reference, found),
        _comment(reference, line),
    )


def _cells(value: Value | None) -> tuple[Cell, Cell]:
    return (None, "") if value is None else (printed(value.value), value.window.words)


def _groups(
    reference: Reference, plan: Plan, lines: Sequence[_Line], *, to: Month
) -> list[Mapping[str, Any]]:
    """What the page lays out: a priority with its lead and notes, and its measures in words."""
    groups: list[Mapping[str, Any]] = []
    for priority in plan.priorities:
        own = [line for line in lines if line.priority.id == priority.id]
        if not own:
            continue
        notes = _up_to([n for n in plan.notes if n.priority == priority.id and n.indicator is None], to)
        groups.append(
            {
                "label": priority.label,
                "lead": priority.lead,
                "aim": priority.aim,
                "notes": [note_words(note) for note in notes],
                "rows": [_shown(reference, line, plan=plan) for line in own if not _is_bare(line)],
                "missing": _missing_together([line for line in own if _is_bare(line)], reference),
            }
        )
    return groups


def _is_bare(line: _Line) -> bool:
    """Whether there is nothing to say of a measure but who would fill it."""
    return line.found.current is None and line.found.baseline is None and not line.notes


def _missing_together(lines: Sequence[_Line], reference: Reference) -> list[tuple[str, str]]:
    """The measures of which the same is missing, together: their names, and what would fill them."""
    together: dict[str, list[str]] = {}
    for line in lines:
        together.setdefault(missing_words(reference, line.found), []).append(line.found.indicator.label)
    return [(", ".join(names), words) for words, names in together.items()]


def _dated(found: Monitored, value: Value | None) -> tuple[str, str]:
    """A value with its months, and the base of a percentage."""
    if value is None:
        return NONE, ""
    base = f", n = {number(value.n)}" if value.n else ""
    return shown_value(found, value), f"{value.window.words}{base}"


def _shown(reference: Reference, line: _Line, *, plan: Plan) -> Mapping[str, Any]:
    found, difference = line.found, line.found.difference
    return {
        "label": found.indicator.label,
        "lead": found.indicator.lead if found.indicator.lead != line.priority.lead else "",
        # "Kent" comes in two forms that papers mix: the one that is meant is always printed.
        "area": reference.name(found.area) if found.area != plan.area else "",
        "values": [_dated(found, value) for value in (found.baseline, found.previous, found.current)],
        "difference": difference_words(difference, found.measure) if difference else "",
        "arrow": ARROWS[sign_of(difference)] if difference else "",
        "moved": _MOVED[sign_of(difference)] if difference else "",
        "verdict": capitalised(difference.verdict) if difference else why_no_difference(found),
        "state": _STATES.get(difference.verdict, "unset") if difference else "unset",
        "usual": difference.usual if difference else "",
        "up": mover_words(reference, line.movers.up, found.measure),
        "down": mover_words(reference, line.movers.down, found.measure),
        "comment": _comment(reference, line),
    }
