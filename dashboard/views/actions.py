"""A plan's actions: overdue first, then by priority, each with the indicators it should move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboard.action_filters import (
    FILTER_KEYS,
    FILTER_LABELS,
    NOT_STATED,
    OVERDUE,
    choices,
    leads_of,
)
from dashboard.actions import (
    DatedAction,
    RowAside,
    counted,
    day_words,
    due_words,
    first_priority,
    in_order,
    narrowed,
    read_actions,
    read_rows_aside,
)
from dashboard.periods import Window, month_words
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.gauge import Gauge, read_gauges
from dashboard.views.action_counts import count_buttons, filter_selects, part_of, priority_bar
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, each_named, joined
from data.catalogue import Plan
from data.catalogue.plan import ActionStatus

_SHAPES: Mapping[str, str] = {
    OVERDUE: "▲",
    ActionStatus.COMPLETE.value: "●",
    ActionStatus.IN_PROGRESS.value: "◐",
    ActionStatus.NOT_STARTED.value: "○",
    ActionStatus.STOPPED.value: "■",
    NOT_STATED: "–",
}
_MOST_ASIDES = 4
_COLUMNS = (
    Column("ref", "Ref", csv_only=True),
    Column("action", "Action"),
    Column("priorities", "Priorities"),
    Column("strand", "Strand"),
    Column("lead", "Lead"),
    Column("partners", "Partners"),
    Column("grade", "Grade"),
    Column("due", "Due"),
    Column("due_on", "Due on", csv_only=True),
    Column("progress", "Status"),
    Column("days_overdue", "Days overdue", "integer", csv_only=True),
    Column("progress_note", "Progress"),
    Column("measurement", "Shown by"),
    Column("indicators", "Should move"),
    Column("indicator_ids", "Indicator ids", csv_only=True),
    Column("priority_ids", "Priority ids", csv_only=True),
    Column("status", "Stated status", csv_only=True),
    Column("as_of", "As of", csv_only=True),
)


def build_actions(reference: Reference, selection: Selection, day: dt.date | None = None) -> View:
    """The view `actions`, as of a day; without one, as of the day the store was built."""
    question = ask(reference, selection)
    day = day or dt.date.fromisoformat(reference.meta["built_at"][:10])
    plan = question.plan
    if plan is None or not plan.actions:
        return View(
            title=f"{plan.label}: no actions" if plan else f"No plan for {question.area_name}",
            table=Table(_COLUMNS, ()),
            empty=_why_none(question),
            **_described(question, day),
        )
    every = read_actions(reference, plan, day=day)
    own = selection.priority if selection.priority in {item.id for item in plan.priorities} else None
    scope = [item for item in every if own is None or own in item.action.priorities]
    priorities = [own] if own else [item.id for item in plan.priorities]
    shown = in_order(narrowed(scope, selection), priorities=priorities)
    gauges = _gauges(question, plan, shown)
    labels = {item.id: item.label for item in plan.priorities}
    title = _title(plan, shown, len(scope), selection)
    return View(
        title=title,
        caption=f"{plan.title}, {Window('range', plan.first, plan.last).words}",
        alt=f"{title}. A table of actions with lead, due date, status and the indicators each should move.",
        table=Table(_COLUMNS, tuple(_row(item, labels, gauges, day) for item in shown)),
        empty="" if shown else _why_none(question, narrowed_from=len(scope)),
        extra={
            "counts": count_buttons(scope, selection),
            "filters": filter_selects(plan, scope, selection),
            "priorities": [
                priority_bar(item.id, item.label, every, selection)
                for item in plan.priorities
                if any(item.id in action.action.priorities for action in every)
            ],
            "groups": _groups(question, shown, priorities, labels, gauges),
            "columns": [
                name
                for name in ("strand", "lead", "grade", "due")
                if any(getattr(item.action, name) for item in every)
            ],
            "plan": plan.id,
            "aside": _asides(read_rows_aside(reference, plan)),
            "shared": sum(len(item.action.priorities) > 1 for item in every),
        },
        **_described(question, day),
    )


def _described(question: Question, day: dt.date) -> dict[str, Any]:
    """What the view is about: a plan and a day. Its numbers are counts of actions, from no series."""
    plan = question.plan
    return question.described(compare=()) | {
        "name": "actions",
        "period": Window("range", plan.first, plan.last).words if plan else "",
        "basis": f"as of {day_words(day)}",
        "measure": "Actions",
        "definition": "The actions of a plan. Overdue: due before the day named, neither complete nor "
        "stopped, and the plan not over. A status that nobody has stated is called that.",
        "source": plan.publication if plan else "",
        "extracted": "",
        "demonstration": False,
        "caveats": (),
    }


def _why_none(question: Question, *, narrowed_from: int | None = None) -> str:
    plan = question.plan
    if narrowed_from:
        return (
            f"None of the {narrowed_from} actions answers to all of these filters. "
            "Choose “All” in one of them."
        )
    if narrowed_from == 0 and plan:
        return (
            f"{plan.label} has no action under this priority. "
            "Choose “Plan summary” to see all of its actions."
        )
    if plan is not None:
        return (
            f"{plan.label} has no actions in this store. “csp template actions --plan {plan.id}” writes the "
            "sheet to fill in; give it to “csp build”."
        )
    if question.area in question.reference.custom:
        inside = question.reference.districts(question.area)
        districts = each_named([question.reference.name(code) for code in inside], "districts")
        return f"{question.area_name} has no plan of its own: choose {districts}, or add a plan by file."
    return (
        f"There is no plan for {question.area_name}. “csp template plan” writes a workbook to fill in; "
        "give it to “csp build”."
    )


def _title(plan: Plan, shown: Sequence[DatedAction], scope: int, selection: Selection) -> str:
    """The finding: what is overdue and done of what is shown; of a plan that is over, what it left."""
    counts, n = counted(shown), len(shown)
    what = f"{n} of {scope} actions" if n < scope else f"{n} action{'' if n == 1 else 's'}"
    chosen = [words for key in FILTER_KEYS if (words := _chosen(plan, key, selection))]
    head = f"{plan.label}: {what}{f' ({joined(chosen)})' if chosen else ''}"
    if not n:
        return head
    ended = f"; the plan ended {month_words(over)}" if (over := shown[0].ended) else ""
    if counts[NOT_STATED] == n and not counts[OVERDUE]:
        return f"{head}, none with a stated status{ended}"
    overdue = "" if over else f", {counts[OVERDUE]} overdue"
    return f"{head}: {counts[ActionStatus.COMPLETE.value]} complete{overdue}{ended}"


def _chosen(plan: Plan, key: Any, selection: Selection) -> str:
    value = getattr(selection, key)
    if value is None:
        return ""
    words = choices(plan, key)[value].lower() if key == "progress" or value == NOT_STATED else value
    return (
        f"led by {words}"
        if key == "lead" and value != NOT_STATED
        else f"{FILTER_LABELS[key].lower()} {words}"
    )


def _asides(rows: Sequence[RowAside]) -> list[str]:
    """The first few in full; a file gone wrong has its list on the Data page."""
    more = len(rows) - _MOST_ASIDES
    told = [_aside(row) for row in rows[:_MOST_ASIDES]]
    return [*told, f"And {more} more rows of the plan's files: see “Data”."] if more > 0 else told


def _aside(row: RowAside) -> str:
    """'Not shown: actions.xlsx, row 6, status (Actions!K6): why. What to do: …'"""
    where = ", ".join(part for part in (row.file, f"row {row.row}" if row.row else "", row.place) if part)
    return f"Not shown: {where}: {row.reason}. What to do: {row.remedy}"


def _gauges(question: Question, plan: Plan, shown: Sequence[DatedAction]) -> Mapping[str, Gauge]:
    """The gauges of the indicators that the actions should move, by indicator."""
    wanted = {name for item in shown for name in item.action.indicators}
    indicators = [item for item in plan.indicators if item.id in wanted]
    if not indicators:
        return {}
    gauges = read_gauges(
        question.reference,
        plan=plan,
        indicators=indicators,
        area=question.area,
        to=question.selection.to,
    )
    return {gauge.indicator.id: gauge for gauge in gauges}


def _groups(
    question: Question,
    shown: Sequence[DatedAction],
    priorities: Sequence[str],
    labels: Mapping[str, str],
    gauges: Mapping[str, Gauge],
) -> list[dict[str, Any]]:
    """What is overdue, then a group a priority. An action stands once, under the first priority it serves."""

    def group(item: DatedAction) -> str:
        return OVERDUE if item.overdue else first_priority(item, priorities)

    return [_group(question, name, list(items), labels, gauges) for name, items in groupby(shown, key=group)]


def _group(
    question: Question,
    name: str,
    items: Sequence[DatedAction],
    labels: Mapping[str, str],
    gauges: Mapping[str, Gauge],
) -> dict[str, Any]:
    """A heading with its rows. Partners that all of them name are named once, beside the heading."""
    partners = {item.action.partners for item in items}
    shared = partners.pop() if len(items) > 1 and len(partners) == 1 else ""
    rows = [_line(question, item, name, labels, gauges) for item in items]
    return {
        "title": "Overdue" if name == OVERDUE else labels.get(name, "No priority"),
        "overdue": name == OVERDUE,
        "partners": shared,
        "rows": [row | {"partners": ""} for row in rows] if shared else rows,
    }


def _line(
    question: Question,
    item: DatedAction,
    group: str,
    labels: Mapping[str, str],
    gauges: Mapping[str, Gauge],
) -> dict[str, Any]:
    """A row of the page, in words. Under its own heading a single priority need not be named again."""
    action = item.action
    named = [labels[name] for name in action.priorities if name in labels]
    due, due_note = due_words(item)
    return {
        "id": action.id,
        "action": action.action,
        "measurement": action.measurement,
        "priorities": [] if group != OVERDUE and len(named) < 2 else named,
        "strand": capitalised(action.strand),
        "lead": joined(leads_of(action)),
        "partners": action.partners,
        "grade": action.grade,
        "due": due,
        "due_note": due_note,
        "part": part_of(item),
        "shape": _SHAPES[part_of(item)],
        "status": item.status_words,
        "status_note": capitalised(item.status_note),
        "progress": action.progress,
        "moves": [_move(question, gauges[name]) for name in action.indicators if name in gauges],
    }


def _move(question: Question, gauge: Gauge) -> dict[str, str]:
    """An indicator that an action should move: its status against target, and the way to it."""
    return {
        "label": gauge.indicator.label,
        "status": str(gauge.verdict.status),
        "shape": gauge.verdict.shape,
        "words": capitalised(gauge.verdict.words),
        "query": question.address(indicator=gauge.indicator.id),
    }


def _row(
    item: DatedAction, labels: Mapping[str, str], gauges: Mapping[str, Gauge], day: dt.date
) -> tuple[Any, ...]:
    action = item.action
    moves = [gauges[name] for name in action.indicators if name in gauges]
    due, due_note = due_words(item)
    return (
        action.id,
        action.action,
        "; ".join(labels.get(name, name) for name in action.priorities),
        action.strand,
        "; ".join(leads_of(action)),
        action.partners,
        action.grade,
        f"{due} ({due_note})" if due_note else due,
        item.due_on.isoformat() if item.due_on else "",
        f"{item.status_words} ({item.status_note})" if item.status_note else item.status_words,
        item.days_overdue(day),
        action.progress,
        action.measurement,
        "; ".join(f"{gauge.indicator.label}: {gauge.verdict.words}" for gauge in moves),
        "; ".join(action.indicators),
        "; ".join(action.priorities),
        item.progress,
        day.isoformat(),
    )
