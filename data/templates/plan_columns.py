"""The tables of a plan: itself, its priorities, indicators, actions, frameworks, notes and nights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from data.catalogue.plan import STRANDS, ActionStatus, ChangeOf, Direction, TargetKind
from data.templates.columns import EXAMPLE, YES, Column, Sheet

PlanTable = Literal["plan", "priority", "indicator", "action", "framework", "note", "night"]
_ID: Final = "small letters, digits and hyphens: 'serious-violence'"
_SEVERAL: Final = "one id or several, with semicolons between: 'serious-violence; roads'"

_PLAN: Final = Column(
    "plan",
    "The plan's id. A plan of the catalogue or of an earlier file with this id is replaced, table by table.",
    needed=True,
    allowed=_ID,
    field="id",
)
_OF_PLAN: Final = Column(
    "plan", "The id of the plan that the row belongs to.", needed=True, allowed=_ID, field="plan"
)
_PRIORITIES: Final = Column(
    "priorities",
    "The ids of the priorities it serves: as many as it does.",
    needed=True,
    form="ids",
    allowed=_SEVERAL,
    width=30,
)
_OWN_MONTHS: Final = (
    Column("own_start", "Its first month, where it is not the plan's own.", form="month", field="start"),
    Column("own_end", "Its last month, where it is not the plan's own.", form="month", field="end"),
)

PLANS: Final = Sheet(
    "Plans",
    "One row a plan: who holds it, for which months, and the paper it is printed in.",
    (
        _PLAN,
        Column("label", "Its short name, as the filter bar shows it.", needed=True, width=18),
        Column("title", "Its full title.", needed=True, width=44),
        Column(
            "area",
            "The area that holds it.",
            needed=True,
            allowed="a code or a name the store knows: 'E07000105' or 'Ashford'",
        ),
        Column("start", "Its first month.", needed=True, form="month"),
        Column("end", "Its last month.", needed=True, form="month"),
        Column("publication", "The paper it is printed in.", needed=True, width=40),
        EXAMPLE,
    ),
)
PRIORITIES: Final = Sheet(
    "Priorities",
    "One row a priority of a plan, in the plan's order.",
    (
        _OF_PLAN,
        Column("priority", "The priority's id.", needed=True, allowed=_ID, field="id", width=26),
        Column("label", "The priority in the plan's words.", needed=True, width=44),
        Column("aim", "What the plan wants to reach, in a sentence.", width=60),
        Column("lead", "Who answers for the priority.", width=32),
        Column(
            "themes",
            "What it has in common with priorities of other plans, so that districts can be compared.",
            form="ids",
            allowed="ids of the list 'themes' on the sheet 'Lists', with semicolons between",
            width=26,
        ),
        EXAMPLE,
    ),
)
INDICATORS: Final = Sheet(
    "Indicators",
    "One row an indicator: what the plan holds itself to, tied to one or several priorities.",
    (
        _OF_PLAN,
        Column("indicator", "The indicator's id.", needed=True, allowed=_ID, field="id", width=20),
        Column("label", "The indicator in the plan's words.", needed=True, width=36),
        Column("measure", "What is counted.", needed=True, choices="measures", width=28),
        _PRIORITIES,
        Column(
            "kind",
            "The kind of target: change (on a baseline), level (reach a value), maintain, range, at_least "
            "(so many done), standard (of service), direction (only which way), watched (no target).",
            needed=True,
            choices=tuple(TargetKind),
        ),
        Column(
            "direction",
            "Which way the plan wants it to move. It belongs to the plan, not to the measure.",
            choices=tuple(Direction),
        ),
        Column("source", "Who counts it; empty: the source shown first.", choices="sources", width=20),
        Column("category", "The category of the measure that is meant, where it has several."),
        Column("top_line", "Whether it is one of the plan's top lines.", form="yes", choices=YES),
        Column(
            "change_pct",
            "Target of change, in percent of the baseline: -2 is two per cent less.",
            form="number",
        ),
        Column("target", "The value to reach, in the measure's own unit.", form="number"),
        Column("low", "Where a range begins.", form="number"),
        Column("high", "Where a range ends.", form="number"),
        Column("baseline_start", "First month of the baseline.", form="month", field="baseline.start"),
        Column("baseline_end", "Last month of the baseline.", form="month", field="baseline.end"),
        Column(
            "baseline_value",
            "The baseline as the plan prints it; empty: worked out from its months.",
            form="number",
            field="baseline.value",
        ),
        Column(
            "baseline_stated",
            "Whether the plan itself states the baseline; empty: yes.",
            form="yes",
            choices=YES,
            field="baseline.stated",
        ),
        Column("baseline_note", "What is to be known of the baseline.", field="baseline.note", width=32),
        Column("lead", "Who answers for it.", width=24),
        Column("filled_by", "Where there are no data: the file that would give them.", width=32),
        Column("note", "Anything else to be shown with it.", width=32),
        Column(
            "measured_in",
            "The area it is measured in, where it is not the plan's own.",
            allowed="a code or a name the store knows: 'E07000105' or 'Ashford'",
            field="area",
        ),
        *_OWN_MONTHS,
        Column(
            "alternatives",
            "Measures that may be met instead: 'reported domestic abuse or outcomes'.",
            form="ids",
            allowed="ids of the list 'measures' on the sheet 'Lists', with semicolons between",
            width=26,
        ),
        Column(
            "change_of",
            "What a change of a percentage is counted in: percent of it (the usual), or percentage points.",
            choices=get_args(ChangeOf),
        ),
        Column("output", "Whether it counts what was done, and no outcome.", form="yes", choices=YES),
        Column(
            "moves",
            "For an output: the ids of the plan's indicators that it should move.",
            form="ids",
            allowed="ids of the plan's indicators, with semicolons between",
            width=26,
        ),
        Column("per", "What the number is for each of: 'year', 'town centre'."),
        Column("owner", "Where there are no data: who owes them.", width=24),
        EXAMPLE,
    ),
)
ACTIONS: Final = Sheet(
    "Actions",
    "One row an action of a plan, tied to priorities and to the indicators it should move.",
    (
        Column(
            "plan",
            "The id of the plan that the action belongs to.",
            needed=True,
            choices="plans",
            open_choices=True,
            allowed="a plan's id: of the list, or of a plan given by file",
            field="plan",
            width=18,
        ),
        Column("ref", "The action's id within the plan.", needed=True, allowed=_ID, field="id"),
        Column("action", "What is to be done.", needed=True, width=52),
        _PRIORITIES,
        Column(
            "strand",
            "The kind of work; a plan may have strands of its own.",
            choices=STRANDS,
            open_choices=True,
        ),
        Column("measurement", "What will show that it is done.", width=40),
        Column("lead", "Who leads it.", width=24),
        Column("partners", "Who takes part.", width=32),
        Column("grade", "Its grade, such as A, B or C."),
        Column("due", "When it is due: a date where there is one, else the plan's words.", form="due"),
        Column("status", "How far it has come.", choices=tuple(s for s in ActionStatus if s)),
        Column("progress", "What has been done so far.", width=52),
        Column(
            "indicators",
            "The ids of the plan's indicators that it should move.",
            form="ids",
            allowed="ids of the plan's indicators, with semicolons between",
            width=26,
        ),
        *_OWN_MONTHS,
        EXAMPLE,
    ),
)
FRAMEWORKS: Final = Sheet(
    "Frameworks",
    "One row a code of a framework set above the partnership (a duty, an Act, a commissioner's plan), and "
    "the priorities of the plan that serve it.",
    (
        _OF_PLAN,
        Column("framework", "The framework's name: 'Serious Violence Duty'.", needed=True, width=36),
        Column("code", "What is meant of it: its number or short name.", needed=True, width=18),
        _PRIORITIES,
        Column("title", "What the code stands for, in a few words.", width=44),
        EXAMPLE,
    ),
)
NOTES: Final = Sheet(
    "Notes",
    "One row a note: what is to be said of a month, of an indicator, a priority or the whole plan.",
    (
        _OF_PLAN,
        Column("month", "The month that the note is about.", needed=True, form="month"),
        Column("note", "The note, in a few sentences.", needed=True, field="text", width=80),
        Column("indicator", "The id of the indicator it is about, if it is of one.", allowed=_ID, width=20),
        Column("priority", "The id of the priority it is about, if it is of one.", allowed=_ID, width=26),
        Column("author", "Who wrote it.", width=24),
        EXAMPLE,
    ),
)
NIGHTS: Final = Sheet(
    "Nights",
    "One row a window of the night-time economy: its nights and hours, and what the plan counts in them.",
    (
        _OF_PLAN,
        Column("night", "The window's id.", needed=True, allowed=_ID, field="id", width=22),
        Column("label", "What the plan calls it.", needed=True, width=30),
        Column(
            "days",
            "The nights, by the day each begins on: 01:00 on Saturday is of Friday's night.",
            needed=True,
            form="ids",
            allowed="days of the week, with semicolons between: 'friday; saturday'",
            width=30,
        ),
        Column("from", "The hour it begins at.", needed=True, allowed="a whole hour: 20:00", field="start"),
        Column(
            "until",
            "The hour it ends at; one at or before the first is on the next morning.",
            needed=True,
            allowed="a whole hour: 04:00",
            field="end",
        ),
        Column(
            "worst_from",
            "Where the worst hours begin, if the plan states them.",
            allowed="a whole hour: 01:00",
            field="worst_start",
        ),
        Column("worst_until", "Where they end.", allowed="a whole hour: 03:00", field="worst_end"),
        Column(
            "measure",
            "What the plan counts in it.",
            allowed="an id of the list 'measures' on the sheet 'Lists'",
            choices="measures",
            width=28,
        ),
        Column(
            "measured_in",
            "Where it is counted, when that is not all of the plan's area.",
            allowed="a code or a name the store knows",
            field="area",
        ),
        Column("flag", "What marks an offence as one of the night-time economy.", width=36),
        Column("note", "Anything else to be said with it.", width=32),
        EXAMPLE,
    ),
)
PLAN_TABLES: Final[Mapping[PlanTable, Sheet]] = {
    "plan": PLANS,
    "priority": PRIORITIES,
    "indicator": INDICATORS,
    "action": ACTIONS,
    "framework": FRAMEWORKS,
    "note": NOTES,
    "night": NIGHTS,
}
# What tells a row of a table from the others of its plan, by the columns' places in the model.
_KEYS: Final[Mapping[PlanTable, tuple[str, ...]]] = {
    "framework": ("framework", "code"),
    "note": ("month", "indicator", "priority", "text"),
}


def row_key(table: PlanTable, cells: Mapping[str, Any]) -> str:
    """What a row is known by within its table and plan: its id, or for rows without one what they say."""
    parts = [cells.get(place) for place in _KEYS.get(table, ("id",))]
    return " ".join(str(part) for part in parts if part)
