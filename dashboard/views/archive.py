"""Every plan the store knows, past ones too: whose, for which years, and what it holds."""

from __future__ import annotations

from typing import Any, Final

from dashboard.disclosure import marking
from dashboard.periods import month_words
from dashboard.plan_archive import ArchivedPlan, archived_plans, held_in, targets_of
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import count

_COLUMNS: Final = (
    Column("plan", "Plan", csv_only=True),
    Column("label", "Plan"),
    Column("title", "Title", csv_only=True),
    Column("holder", "Holder"),
    Column("area_code", "Code", "code", csv_only=True),
    Column("start", "From", "month"),
    Column("end", "To", "month"),
    Column("state", "Now"),
    Column("priorities", "Priorities", "integer"),
    Column("indicators", "Indicators", "integer"),
    Column("targets", "With a target", "integer"),
    Column("held", "With data", "integer"),
    Column("actions", "Actions", "integer"),
    Column("codes", "Framework codes", "integer"),
    Column("publication", "Paper"),
)


def build_archive(reference: Reference, selection: Selection) -> View:
    """The view `archive`: of the whole store; the month shown says which plans are history."""
    found = archived_plans(reference, selection)
    rows = [_row(reference, item) for item in found]
    about: dict[str, Any] = {
        "name": "archive",
        "table": Table(_COLUMNS, tuple(rows)),
        "geography": "every area with a plan",
        "marking": marking(reference),
    }
    if not found:
        return View(
            title="No plans",
            empty=(
                "The store holds no plan. “csp template plan” writes a workbook to fill in; give it to "
                "“csp build”."
            ),
            **about,
        )
    ended = sum(item.plan.last < selection.to for item in found)
    return View(
        title=f"{_counted(len(found), 'plan')}, {ended} ended by {month_words(selection.to)}",
        caption=(
            "A past plan keeps its baselines and targets and is never judged by later numbers: only what was "
            "measured in its own years counts"
        ),
        alt="A table of every plan: its holder, its years, what it holds, and how much of that has numbers.",
        source="the catalogue and the plan files of the store",
        basis="data: numbers within the plan’s own years",
        extra={"plans": [_card(item, row) for item, row in zip(found, rows, strict=True)]},
        **about,
    )


def _row(reference: Reference, item: ArchivedPlan) -> tuple[Any, ...]:
    plan = item.plan
    return (
        plan.id,
        plan.label,
        plan.title,
        item.holder,
        plan.area,
        plan.start,
        plan.end,
        item.state,
        len(plan.priorities),
        len(plan.indicators),
        targets_of(plan),
        held_in(reference, plan),
        len(plan.actions),
        len(plan.frameworks),
        plan.publication,
    )


def _card(item: ArchivedPlan, row: tuple[Any, ...]) -> dict[str, Any]:
    """What the page prints: words already worded, and the address behind the plan's name."""
    cells = dict(zip((column.key for column in _COLUMNS), row, strict=True))
    named = [("indicators", "indicators"), ("actions", "actions"), ("codes", "framework codes")]
    held, of = int(cells["held"]), int(cells["indicators"])
    return {
        "label": item.plan.label,
        "title": item.plan.title,
        "holder": item.holder,
        "years": item.years,
        "state": item.state,
        "chosen": item.chosen,
        "link": item.link,
        "priorities": [priority.label for priority in item.plan.priorities],
        "counts": {name: count(int(cells[key])) if cells[key] else "none" for key, name in named},
        "targets": f"{cells['targets']} with a target",
        "held": "no data" if not held else f"all {of}" if held == of else f"{held} of {of}",
        "paper": item.plan.publication,
    }


def _counted(many: int, word: str) -> str:
    return f"{many} {word}{'' if many == 1 else 's'}"
