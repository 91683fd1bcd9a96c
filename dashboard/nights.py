"""What the night-time economy is: by the page's plan, else by the latest plan of the county that says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.question import Question
from dashboard.week import HOURS, day_words
from dashboard.wording import joined, lowered
from data.catalogue import Night, Plan


@dataclass(frozen=True)
class Nights:
    """A plan's windows of the night-time economy. `own`: it is the plan the page is about."""

    plan: Plan
    own: bool

    @property
    def windows(self) -> tuple[Night, ...]:
        """As the plan gives them."""
        return self.plan.nights

    @cached_property
    def held(self) -> frozenset[int]:
        """The hours that lie in them, numbered by the clock."""
        return frozenset(day.number * HOURS + hour for night in self.windows for day, hour in night.held())

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours of the clock in the order a night passes them."""
        return tuple(dict.fromkeys(hour for night in self.windows for hour in night.hours))

    @property
    def worst(self) -> frozenset[int]:
        """The hours of the clock that the plan calls the worst."""
        return frozenset(hour for night in self.windows for hour in night.worst_hours)

    @property
    def words(self) -> str:
        """'Thursday to Sunday nights, 20:00 to 04:00'."""
        return joined(
            [f"{day_words(night.days)} nights, {night.start} to {night.end}" for night in self.windows]
        )

    @property
    def worst_words(self) -> str:
        """'01:00 to 03:00', or ''."""
        return joined(
            [f"{night.worst_start} to {night.worst_end}" for night in self.windows if night.worst_hours]
        )

    @property
    def whose(self) -> str:
        """'as Ashford 2008-11 defines them'."""
        return f"as {self.plan.label} defines them"


def nights_of(question: Question) -> Nights | None:
    """The definition that goes for a page; None where no plan of its county or force has one."""
    plan = question.plan
    if plan is not None and plan.nights:
        return Nights(plan, own=True)
    reference = question.reference
    around = {group.code for group in reference.groups(question.area)} | {question.area}
    held = [
        other
        for other in reference.catalogue.plans.values()
        if other.nights and around & {other.area, *(group.code for group in reference.groups(other.area))}
    ]
    latest = max(held, key=lambda other: (other.last, other.first, other.id), default=None)
    return Nights(latest, own=False) if latest is not None else None


def whose_words(question: Question, nights: Nights | None) -> str:
    """Whose definition is shown where the page's plan has none of its own; '' where it has."""
    if nights is not None and nights.own:
        return ""
    plan = question.plan
    has_none = (
        f"{plan.label} does not say when its night-time economy is"
        if plan is not None
        else f"There is no plan for {question.area_name}"
    )
    if nights is None:
        return f"{has_none}, nor does another plan of the county: sheet Nights of csp template plan."
    return (
        f"{has_none}: shown is the latest definition among the county’s plans, that of {nights.plan.label}."
    )


def counted_words(question: Question, nights: Nights) -> str:
    """What the plan counts in its nights, where the page shows something else; '' where it does not."""
    reference, parts = question.reference, []
    for night in nights.windows:
        what = lowered(reference.catalogue.measures[night.measure].label) if night.measure else ""
        where = reference.name(night.area) if night.area else ""
        differs = (night.measure and night.measure != question.measure.id) or (
            night.area and night.area != question.area
        )
        if differs:
            said = what or "offences"
            flag = f" ({night.flag})" if night.flag else ""
            parts.append(f"{said}{flag}{f' in {where}' if where else ''}")
    if not parts:
        return ""
    return (
        f"{nights.plan.label} counts {joined(parts)} in these hours; shown here is "
        f"{lowered(question.measure.label)} in {question.area_name}."
    )
