"""Every plan of a store version, past ones too: when each was in force, and how much of it has numbers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.periods import Window, month_words
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.gauge import read_gauges
from dashboard.vocabulary import SUMMARY, Vocabulary, vocabulary_of
from data.catalogue import Plan
from data.month import Month


@dataclass(frozen=True)
class ArchivedPlan:
    """A plan with its holder, its years and the address that opens it.

    `state` says how its years lie to the month shown. `link` is '' where the store does not know its area.
    """

    plan: Plan
    holder: str
    years: str
    state: str
    chosen: bool
    link: str


def archived_plans(reference: Reference, selection: Selection) -> tuple[ArchivedPlan, ...]:
    """All plans, the latest first; those of the same years by their holders' names."""
    vocabulary = vocabulary_of(reference)
    plans = sorted(reference.catalogue.plans.values(), key=lambda plan: (reference.name(plan.area), plan.id))
    plans.sort(key=lambda plan: plan.first, reverse=True)
    return tuple(
        ArchivedPlan(
            plan=plan,
            holder=reference.name(plan.area),
            years=Window("range", plan.first, plan.last).words,
            state=state_of(plan, selection.to),
            chosen=plan.id == selection.plan,
            link=link_to(plan, selection, vocabulary=vocabulary),
        )
        for plan in plans
    )


def state_of(plan: Plan, to: Month) -> str:
    """Whether a plan is in force at a month, has ended, or is still to start."""
    if to > plan.last:
        return f"ended {month_words(plan.last)}"
    return f"starts {month_words(plan.first)}" if to < plan.first else f"in force in {month_words(to)}"


def link_to(plan: Plan, selection: Selection, *, vocabulary: Vocabulary) -> str:
    """The address of the page with this plan and its holder's area, without '?'."""
    area = vocabulary.stands_for(plan.area)
    if area is None:
        return ""
    changed = selection.changed(vocabulary, area=area, plan=plan.id, priority=SUMMARY)
    pairs = changed.needed(vocabulary)
    # Written out though it may be the default: a priority belongs to its plan.
    return urlencode({**pairs, "plan": plan.id})


def held_in(reference: Reference, plan: Plan) -> int:
    """How many of a plan's indicators the store has a number for within the plan's years."""
    return reference.structure(("held in plan", plan.id), lambda: _held_in(reference, plan))


def _held_in(reference: Reference, plan: Plan) -> int:
    if plan.area not in reference.areas:
        return 0
    gauges = read_gauges(reference, plan=plan, indicators=plan.indicators, area=plan.area, to=plan.last)
    return sum(gauge.amount.status == "hidden" or gauge.value is not None for gauge in gauges)


def targets_of(plan: Plan) -> int:
    """How many of its indicators have a number to reach: the others are watched, or only have a direction."""
    return sum(item.kind not in ("watched", "direction") for item in plan.indicators)
