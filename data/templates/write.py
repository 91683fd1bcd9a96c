"""The templates, each a workbook: its tables with example rows, or with the rows of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.catalogue.models import Catalogue
from data.catalogue.plan import Plan, Theme
from data.catalogue.week import DAY_STARTS, UNKNOWN, Day, category_of
from data.templates import TemplateKind
from data.templates.area_columns import AREAS
from data.templates.columns import Row, Sheet
from data.templates.example_rows import (
    ACTIONS,
    AREA_ROWS,
    EXAMPLE_PLAN,
    HOUR_ROWS,
    INTERVENTION_ROWS,
    NOTES,
    PLAN_OF_ACTIONS,
    SERIES_ROWS,
)
from data.templates.intervention_columns import INTERVENTIONS
from data.templates.plan_cells import cells_of, rows_of
from data.templates.plan_columns import PLAN_TABLES, PlanTable
from data.templates.series_columns import HOURS, SERIES
from data.templates.workbook import Choice, write_workbook


@dataclass(frozen=True)
class _About:
    title: str
    sentences: tuple[str, ...]


_BUILD: Final = "Save it and give it to 'csp build', alone or with other files: its name does not matter."
_EXAMPLES: Final = (
    "Rows in italics, with 'yes' under 'example', are examples: none reaches a store with real figures.",
    "Delete them, or write over them and clear that cell.",
)
_ABOUT: Final[Mapping[TemplateKind, _About]] = {
    TemplateKind.SERIES: _About(
        "A series: numbers by period and area",
        ("A number given again for the same measure, source, area, period and category replaces the first.",),
    ),
    TemplateKind.HOURS: _About(
        "Counts by day of the week and hour of the day",
        (
            "A block of rows for each month and area: the 168 hours of the week by the clock, a row for what "
            "has no time ('not known'), and one without breakdown and category for the total.",
            "An hour that is left out is none where the block has any row; a block left out is a gap.",
            "Where months are not to be had, give a longer period: it is shown as it is, never summed.",
        ),
    ),
    TemplateKind.PLAN: _About(
        "A plan: its priorities, indicators, targets, frameworks and nights",
        (
            "Each sheet replaces that table of the plan whole: a row deleted here is gone from the plan.",
            "An indicator may serve several priorities: write their ids with semicolons between.",
        ),
    ),
    TemplateKind.ACTIONS: _About(
        "The actions of a plan",
        (
            "The sheet replaces all actions of the plans it names: a row deleted here is gone from the plan.",
            "The ids of plans, priorities and indicators there are stand on the sheet 'Lists'.",
            "An action may serve several priorities and indicators: write their ids with semicolons between.",
        ),
    ),
    TemplateKind.NOTES: _About(
        "Notes on a plan",
        (
            "The sheet replaces all notes of the plans it names: a row deleted here is gone from the plan.",
            "A note is of a month; name an indicator or a priority, or neither if it is of the whole plan.",
        ),
    ),
    TemplateKind.AREAS: _About("Areas of your own, made of wards or LSOAs", ()),
    TemplateKind.INTERVENTIONS: _About(
        "What was done, to see whether it worked",
        (
            "Rows of one name, first day and place are one intervention, with the measures of all of them.",
            "Names and notes are shown to everybody who may see the dashboard.",
        ),
    ),
}
_TABLES: Final[Mapping[TemplateKind, tuple[PlanTable, ...]]] = {
    TemplateKind.PLAN: ("plan", "priority", "indicator", "framework", "night"),
    TemplateKind.ACTIONS: ("action",),
    TemplateKind.NOTES: ("note",),
}


def write_template(kind: TemplateKind, path: Path, *, catalogue: Catalogue, plan: Plan | None = None) -> None:
    """Write a template. `plan` gives a plan's own rows in place of the examples (plan, actions, notes)."""
    about = _ABOUT[kind]
    write_workbook(
        path,
        title=about.title,
        about=[_BUILD, *(() if plan else _EXAMPLES), *about.sentences],
        sheets=tables_of(kind, plan=plan),
        lists=_lists(kind, catalogue),
    )


def tables_of(kind: TemplateKind, *, plan: Plan | None = None) -> list[tuple[Sheet, Sequence[Row]]]:
    """The tables of a template with their rows: the examples, or those of a plan."""
    if kind is TemplateKind.SERIES:
        return [(SERIES, SERIES_ROWS)]
    if kind is TemplateKind.HOURS:
        return [(HOURS, HOUR_ROWS)]
    if kind is TemplateKind.AREAS:
        return [(AREAS, AREA_ROWS)]
    if kind is TemplateKind.INTERVENTIONS:
        return [(INTERVENTIONS, INTERVENTION_ROWS)]
    if plan is not None:
        rows = rows_of([plan])
        return [(PLAN_TABLES[table], rows[table]) for table in _TABLES[kind]]
    rows = rows_of([EXAMPLE_PLAN])
    rows |= {
        "action": [cells_of("action", item, plan=PLAN_OF_ACTIONS) for item in ACTIONS],
        "note": [cells_of("note", item, plan=PLAN_OF_ACTIONS) for item in NOTES],
    }
    return [
        (PLAN_TABLES[table], [{**row, "example": "yes"} for row in rows[table]]) for table in _TABLES[kind]
    ]


def _lists(kind: TemplateKind, catalogue: Catalogue) -> dict[str, list[Choice]]:
    """The catalogue's ids that the columns of a template ask for, each with what it means."""
    plans = sorted(catalogue.plans.values(), key=lambda plan: plan.id)
    if kind in (TemplateKind.ACTIONS, TemplateKind.NOTES):
        return {
            "plans": [(plan.id, plan.label) for plan in plans],
            "priorities": [(item.id, f"{p.label}: {item.label}") for p in plans for item in p.priorities],
            "indicators": [(item.id, f"{p.label}: {item.label}") for p in plans for item in p.indicators],
        }
    if kind is TemplateKind.AREAS:
        return {}
    measures = sorted(catalogue.measures.values(), key=lambda item: (item.order, item.id))
    listed = {"measures": [(item.id, item.label) for item in measures]}
    if kind is TemplateKind.INTERVENTIONS:
        return dict(listed)
    if kind is TemplateKind.HOURS:
        hours = [(category_of(day, hour), _hour_words(day, hour)) for day in Day for hour in range(24)]
        listed["hours"] = [*hours, (UNKNOWN, "no time is recorded")]
    return {
        **listed,
        "sources": [(item.id, item.label) for item in catalogue.sources.values()],
        "themes": [(item.id, item.label) for item in sorted(catalogue.themes.values(), key=_place)],
    }


def _hour_words(day: Day, hour: int) -> str:
    """What an hour of the clock is, and whose night it is of."""
    before = list(Day)[day.number - 1].label
    return f"{hour:02d}:00 to {hour:02d}:59" + (f", of {before}'s night" if hour < DAY_STARTS else "")


def _place(theme: Theme) -> tuple[int, str]:
    return theme.order, theme.id
