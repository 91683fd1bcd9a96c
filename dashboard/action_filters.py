"""The filters of the Plan page: what an action answers to each, and what a plan offers to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from data.catalogue import Plan
from data.catalogue.plan import STRANDS, Action, ActionStatus

FilterKey = Literal["strand", "lead", "grade", "progress"]
FILTER_KEYS: Final[tuple[FilterKey, ...]] = get_args(FilterKey)
FILTER_LABELS: Final[Mapping[FilterKey, str]] = {
    "strand": "Strand",
    "lead": "Lead",
    "grade": "Grade",
    "progress": "Status",
}
# Its own value, since a paper that says nothing of an action does not say that it has not begun.
NOT_STATED: Final = "not_stated"
OVERDUE: Final = "overdue"
PROGRESS_LABELS: Final[Mapping[str, str]] = {
    OVERDUE: "Overdue",
    ActionStatus.IN_PROGRESS.value: "In progress",
    ActionStatus.NOT_STARTED.value: "Not started",
    ActionStatus.COMPLETE.value: "Complete",
    ActionStatus.STOPPED.value: "Stopped",
    NOT_STATED: "Not stated",
}
# "Police / Ashford Borough Council" is led by two; "Police/ABC" may be one body's name.
_JOINT: Final = re.compile(r"\s+/\s+|\s*;\s*")


def leads_of(action: Action) -> tuple[str, ...]:
    """Who leads it, each once: joint leads stand with ' / ' or ';' between."""
    return tuple(dict.fromkeys(name for name in _JOINT.split(action.lead.strip()) if name))


def progress_of(action: Action) -> str:
    """Its status as the filter names it: what is not stated has a word of its own."""
    return action.status.value or NOT_STATED


def values_of(action: Action, key: FilterKey) -> tuple[str, ...]:
    """What an action answers to a filter, whatever day it is; several where it has several leads."""
    if key == "progress":
        return (progress_of(action),)
    if key == "lead":
        return leads_of(action) or (NOT_STATED,)
    return ((action.strand if key == "strand" else action.grade).strip() or NOT_STATED,)


def choices(plan: Plan | None, key: FilterKey) -> Mapping[str, str]:
    """Value and words of everything a filter can be set to for a plan: only what its actions have.

    Statuses are always all offered, so that a link to what is overdue holds on a day when nothing is.
    """
    if key == "progress":
        return PROGRESS_LABELS
    actions = plan.actions if plan is not None else ()
    found = dict.fromkeys(value for action in actions for value in values_of(action, key))
    return {value: "Not stated" if value == NOT_STATED else value for value in _ordered(found, key)}


def _ordered(found: Mapping[str, None], key: FilterKey) -> Sequence[str]:
    """Strands as plans list them, then in the plan's own order; leads and grades by name; nothing last."""
    if key == "strand":
        ranks = {name: place for place, name in enumerate(STRANDS)}
        return sorted(found, key=lambda value: (value == NOT_STATED, ranks.get(value.lower(), len(ranks))))
    return sorted(found, key=lambda value: (value == NOT_STATED, value.casefold(), value))
