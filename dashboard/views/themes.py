"""The priorities of all plans by theme, so that districts with different plans can be set side by side."""

from __future__ import annotations

from typing import Any, Final

from dashboard.disclosure import marking
from dashboard.plan_archive import ArchivedPlan, archived_plans
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from data.catalogue import Priority, Theme

_COLUMNS: Final = (
    Column("theme", "Theme"),
    Column("theme_definition", "What it holds", csv_only=True),
    Column("plan", "Plan"),
    Column("holder", "Holder"),
    Column("start", "From", "month"),
    Column("end", "To", "month"),
    Column("priority", "Priority"),
    Column("aim", "Aim", csv_only=True),
    Column("lead", "Lead", csv_only=True),
    Column("indicators", "Indicators", "integer"),
    Column("targets", "With a target", "integer"),
    Column("actions", "Actions", "integer"),
)


def build_themes(reference: Reference, selection: Selection) -> View:
    """The view `themes`: of the whole store, in the catalogue's order of themes."""
    plans = archived_plans(reference, selection)
    themes = sorted(reference.catalogue.themes.values(), key=lambda theme: (theme.order, theme.label))
    rows = [
        _row(theme, item, priority) for theme in themes for item in plans for priority in _under(theme, item)
    ]
    about: dict[str, Any] = {
        "name": "themes",
        "table": Table(_COLUMNS, tuple(rows)),
        "geography": "every area with a plan",
        "marking": marking(reference),
    }
    if not rows:
        return View(
            title="No priorities by theme",
            empty=(
                "No priority of a plan names a theme. “csp template plan” has a column for it, "
                "on the sheet Priorities."
            ),
            **about,
        )
    widest = max(themes, key=lambda theme: sum(bool(_under(theme, item)) for item in plans))
    many = sum(bool(_under(widest, item)) for item in plans)
    return View(
        title=f"{widest.label} is a priority of {many} of {len(plans)} plans",
        caption="Priorities of different plans under common themes; one may stand under several",
        alt="A table of themes against plans, with each plan’s priorities under a theme.",
        source="the catalogue and the plan files of the store",
        basis="indicators, and how many of them have a target",
        extra={
            "plans": [
                {"label": item.plan.label, "state": item.state, "chosen": item.chosen} for item in plans
            ],
            "themes": [
                {
                    "label": theme.label,
                    "definition": theme.definition,
                    "cells": [_cell(theme, item) for item in plans],
                }
                for theme in themes
            ],
        },
        **about,
    )


def _under(theme: Theme, item: ArchivedPlan) -> list[Priority]:
    return [priority for priority in item.plan.priorities if theme.id in priority.themes]


def _counts(item: ArchivedPlan, priority: Priority) -> tuple[int, int, int]:
    own = [indicator for indicator in item.plan.indicators if priority.id in indicator.priorities]
    aimed = [indicator for indicator in own if indicator.kind not in ("watched", "direction")]
    done = [action for action in item.plan.actions if priority.id in action.priorities]
    return len(own), len(aimed), len(done)


def _row(theme: Theme, item: ArchivedPlan, priority: Priority) -> tuple[Any, ...]:
    plan = item.plan
    return (
        *(theme.label, theme.definition, plan.label, item.holder, plan.start, plan.end),
        *(priority.label, priority.aim, priority.lead, *_counts(item, priority)),
    )


def _cell(theme: Theme, item: ArchivedPlan) -> list[dict[str, Any]]:
    found = []
    for priority in _under(theme, item):
        own, aimed, _ = _counts(item, priority)
        link = f"{item.link}&priority={priority.id}" if item.link else ""
        words = f"{own} indicator{'' if own == 1 else 's'}, {aimed} with a target"
        found.append({"label": priority.label, "words": words if own else "no indicator", "link": link})
    return found
