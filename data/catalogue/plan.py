"""What a plan is: priorities, indicators with their targets, and actions, tied many to many."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pydantic import model_validator

from data.catalogue.frozen import Frozen, MonthText, Slug
from data.month import Month


class Direction(StrEnum):
    """Which way a plan wants an indicator to move. Belongs to the plan, never to the measure."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class TargetKind(StrEnum):
    """The kinds of target the papers set."""

    CHANGE = "change"
    LEVEL = "level"
    MAINTAIN = "maintain"
    RANGE = "range"
    AT_LEAST = "at_least"
    STANDARD = "standard"
    DIRECTION = "direction"
    WATCHED = "watched"


class ActionStatus(StrEnum):
    """How far an action has come. Whether it is overdue follows from when it is due."""

    NOT_STATED = ""
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    STOPPED = "stopped"


# What plans call the kinds of work they do. Some have strands of their own.
STRANDS: Final = ("prepare", "protect", "prevent", "pursue", "preventive", "enforcement")


class Priority(Frozen):
    """One of a plan's priorities."""

    id: Slug
    label: str
    aim: str = ""


class Baseline(Frozen):
    """Where a change is counted from: a stated value, a stated period, or both."""

    start: MonthText | None = None
    end: MonthText | None = None
    value: float | None = None
    stated: bool = True
    note: str = ""


class Indicator(Frozen):
    """What a plan holds itself to. `change_pct` is of the baseline; `low` and `high` bound a range."""

    id: Slug
    label: str
    measure: Slug
    priorities: tuple[Slug, ...]
    kind: TargetKind
    direction: Direction = Direction.NONE
    source: Slug | None = None
    category: str | None = None
    top_line: bool = False
    change_pct: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    baseline: Baseline | None = None
    lead: str = ""
    filled_by: str = ""
    note: str = ""

    def unfit(self) -> dict[str, str]:
        """What its kind of target asks for and it does not have: a field, and why it is wrong."""
        kind, wrong = self.kind, {}
        if kind is TargetKind.CHANGE and self.change_pct is None and self.target is None:
            wrong["change_pct"] = "a target of change needs its percentage, or the level to reach"
        if kind in (TargetKind.LEVEL, TargetKind.AT_LEAST, TargetKind.STANDARD) and self.target is None:
            wrong["target"] = f"a target of the kind '{kind}' needs the value to reach"
        if kind is TargetKind.RANGE and self.low is None and self.high is None:
            wrong["low"] = "a range needs its lower or its upper end"
        if self.low is not None and self.high is not None and self.high < self.low:
            wrong["high"] = "the range ends below where it begins"
        if kind is TargetKind.MAINTAIN and self.target is None and self.baseline is None:
            wrong["target"] = "what is to be maintained needs a level or a baseline"
        if kind is TargetKind.DIRECTION and self.direction is Direction.NONE:
            wrong["direction"] = "a target of direction needs its direction"
        against = {Direction.LOWER: 1, Direction.HIGHER: -1}.get(self.direction, 0)
        if kind is TargetKind.CHANGE and (self.change_pct or 0) * against > 0:
            wrong["change_pct"] = "the change goes against the direction the plan wants"
        start, end = (self.baseline.start, self.baseline.end) if self.baseline else (None, None)
        if (start is None) != (end is None):
            missing = "start" if start is None else "end"
            wrong[f"baseline.{missing}"] = "a baseline has a first and a last month, or neither"
        elif start is not None and end is not None and end < start:
            wrong["baseline.end"] = "the baseline ends before it starts"
        return wrong


class Action(Frozen):
    """One line of a plan's action table, tied to priorities and indicators many to many.

    `due` is what the plan says, which is not always a date.
    """

    id: Slug
    action: str
    priorities: tuple[Slug, ...]
    strand: str = ""
    measurement: str = ""
    lead: str = ""
    partners: str = ""
    grade: str = ""
    due: str = ""
    status: ActionStatus = ActionStatus.NOT_STATED
    progress: str = ""
    indicators: tuple[Slug, ...] = ()


class Plan(Frozen):
    """A partnership's plan for the months from `start` to `end`, both included."""

    id: Slug
    label: str
    title: str
    area: str
    start: MonthText
    end: MonthText
    publication: str
    priorities: tuple[Priority, ...]
    indicators: tuple[Indicator, ...]
    actions: tuple[Action, ...] = ()

    @property
    def first(self) -> Month:
        """First month of the plan."""
        return Month.parse(self.start)

    @property
    def last(self) -> Month:
        """Last month of the plan."""
        return Month.parse(self.end)

    @model_validator(mode="after")
    def _refers_to_itself(self) -> Plan:
        priorities = {p.id for p in self.priorities}
        indicators = {i.id for i in self.indicators}
        tied = [(item.id, item.priorities) for item in self.indicators]
        tied += [(item.id, item.priorities) for item in self.actions]
        for name, named in tied:
            if unknown := set(named) - priorities:
                raise ValueError(f"{name!r} names priorities the plan does not have: {sorted(unknown)}")
        for action in self.actions:
            if unknown := set(action.indicators) - indicators:
                raise ValueError(f"{action.id!r} names indicators the plan does not have: {sorted(unknown)}")
        if self.last < self.first:
            raise ValueError(f"the plan ends ({self.end}) before it starts ({self.start})")
        return self
