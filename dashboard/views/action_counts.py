"""How many of a plan's actions there are by status, filter and priority: the controls above their list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.action_filters import (
    FILTER_KEYS,
    FILTER_LABELS,
    NOT_STATED,
    OVERDUE,
    PROGRESS_LABELS,
    choices,
    values_of,
)
from dashboard.actions import (
    DatedAction,
    counted,
    narrowed,
)
from dashboard.selection import Selection
from dashboard.wording import capitalised
from data.catalogue import Plan
from data.catalogue.plan import ActionStatus

# What the parts of a bar are, in their order: an overdue action is only in the first.
_PARTS = (OVERDUE, *(name for name in PROGRESS_LABELS if name != OVERDUE))


def count_buttons(scope: Sequence[DatedAction], selection: Selection) -> list[dict[str, Any]]:
    """A button a status, with how many the other filters leave: '' is all of them."""
    others = narrowed(scope, selection, but="progress")
    counts = counted(others)
    running = any(item.ended is None for item in scope)
    return [
        {"value": "", "label": "All", "n": len(others), "pressed": selection.progress is None},
        *(
            {"value": name, "label": label, "n": counts[name], "pressed": selection.progress == name}
            for name, label in PROGRESS_LABELS.items()
            if running or name != OVERDUE
        ),
    ]


def filter_selects(plan: Plan, scope: Sequence[DatedAction], selection: Selection) -> list[dict[str, Any]]:
    """A select a key that the plan gives a choice in, each value with how many the other filters leave."""
    found = []
    for key in FILTER_KEYS:
        offered = choices(plan, key)
        if key == "progress" or not set(offered) - {NOT_STATED}:
            continue
        others = narrowed(scope, selection, but=key)
        options = [("", "All", len(others))] + [
            (value, capitalised(words), sum(value in values_of(item.action, key) for item in others))
            for value, words in offered.items()
        ]
        found.append(
            {
                "key": key,
                "label": FILTER_LABELS[key],
                "chosen": getattr(selection, key) or "",
                "options": options,
            }
        )
    return found


def priority_bar(name: str, label: str, every: Sequence[DatedAction], selection: Selection) -> dict[str, Any]:
    """How far a priority's actions are: each in one part of its bar, and the same in words."""
    own = [item for item in every if name in item.action.priorities]
    parts = [(part, sum(part_of(item) == part for item in own)) for part in _PARTS]
    counts = counted(own)
    words = [f"{counts[ActionStatus.COMPLETE.value]} of {len(own)} complete"]
    words += [f"{counts[OVERDUE]} overdue"] if counts[OVERDUE] else []
    words += [f"{counts[NOT_STATED]} not stated"] if counts[NOT_STATED] else []
    if counts[NOT_STATED] == len(own) and not counts[OVERDUE]:
        words = [f"{len(own)} actions, status not stated" if len(own) > 1 else "1 action, status not stated"]
    return {
        "id": name,
        "label": label,
        "pressed": selection.priority == name,
        "parts": [
            {"status": part, "label": PROGRESS_LABELS[part], "n": n, "share": 100 * n / len(own)}
            for part, n in parts
            if n
        ],
        "words": ", ".join(words),
    }


def part_of(item: DatedAction) -> str:
    return OVERDUE if item.overdue else item.progress
