"""What a plan is: priorities, indicators with their targets, actions, frameworks, notes and nights."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, Literal

from pydantic import model_validator

from data.catalogue.frozen import Frozen, MonthText, Slug
from data.catalogue.week import Night
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


# What a change of a percentage is counted in: percent of it, or percentage points. Some plans do not say.
ChangeOf = Literal["percent", "points", "not_stated"]

# What plans call the kinds of work they do. Some have strands of their own.
STRANDS: Final = ("prepare", "protect", "prevent", "pursue", "preventive", "enforcement")


class Theme(Frozen):
    """What priorities of different plans have in common, so that their holders can be compared."""

    id: Slug
    label: str
    definition: str
    order: int = 1000


class Priority(Frozen):
    """One of a plan's priorities. `lead` answers for all of it; `themes` are ids of the catalogue's."""

    id: Slug
    label: str
    aim: str = ""
    lead: str = ""
    themes: tuple[Slug, ...] = ()


class Baseline(Frozen):
    """Where a change is counted from: a stated value, a stated period, or both."""

    start: MonthText | None = None
    end: MonthText | None = None
    value: float | None = None
    stated: bool = True
    note: str = ""


class Indicator(Frozen):
    """What a plan holds itself to. `change_pct` is of the baseline; `low` and `high` bound a range.

    `area` is where it is measured, when that is not the plan's own area; `start` and `end` its own months,
    when they are not the plan's. `alternatives` are measures that may be met instead. `change_of` says what
    a change of a percentage is counted in. An `output` counts what was done, and `moves` names the
    indicators it should move; `per` is what its number is for each of, such as a year or a town centre.
    `filled_by` is the file that would give its figures, `owner` who owes that file.
    """

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
    area: str | None = None
    start: MonthText | None = None
    end: MonthText | None = None
    alternatives: tuple[Slug, ...] = ()
    change_of: ChangeOf = "percent"
    output: bool = False
    moves: tuple[Slug, ...] = ()
    per: str = ""
    owner: str = ""

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
        if self.moves and not self.output:
            wrong["moves"] = "only an output, a count of what was done, is said to move others"
        return wrong | self._unfit_months()

    def _unfit_months(self) -> dict[str, str]:
        wrong = {}
        start, end = (self.baseline.start, self.baseline.end) if self.baseline else (None, None)
        if (start is None) != (end is None):
            missing = "start" if start is None else "end"
            wrong[f"baseline.{missing}"] = "a baseline has a first and a last month, or neither"
        elif start is not None and end is not None and end < start:
            wrong["baseline.end"] = "the baseline ends before it starts"
        if self.start is not None and self.end is not None and self.end < self.start:
            wrong["end"] = "it ends before it starts"
        return wrong


class Action(Frozen):
    """One line of a plan's action table, tied to priorities and indicators many to many.

    `due` is what the plan says, which is not always a date. `start` and `end` are its own months, where they
    are not the plan's.
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
    start: MonthText | None = None
    end: MonthText | None = None


class FrameworkCode(Frozen):
    """A code of a framework that bodies above the partnership set, and the priorities that serve it."""

    framework: str
    code: str
    title: str = ""
    priorities: tuple[Slug, ...]


class Note(Frozen):
    """What somebody has written of a month: of one indicator, of one priority, or of the whole plan."""

    month: MonthText
    text: str
    indicator: Slug | None = None
    priority: Slug | None = None
    author: str = ""


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
    frameworks: tuple[FrameworkCode, ...] = ()
    notes: tuple[Note, ...] = ()
    nights: tuple[Night, ...] = ()

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
        known = {"priorities": {p.id for p in self.priorities}, "indicators": {i.id for i in self.indicators}}
        for item, table, named in self._ties():
            if unknown := set(named) - known[table]:
                raise ValueError(f"{item!r} names {table} the plan does not have: {sorted(unknown)}")
        if self.last < self.first:
            raise ValueError(f"the plan ends ({self.end}) before it starts ({self.start})")
        return self

    def _ties(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Everything that names a priority or an indicator: what it is, which of the two, and their ids."""
        for indicator in self.indicators:
            yield indicator.id, "priorities", indicator.priorities
            yield indicator.id, "indicators", indicator.moves
        for action in self.actions:
            yield action.id, "priorities", action.priorities
            yield action.id, "indicators", action.indicators
        for code in self.frameworks:
            yield code.code, "priorities", code.priorities
        for note in self.notes:
            yield f"note of {note.month}", "priorities", (note.priority,) if note.priority else ()
            yield f"note of {note.month}", "indicators", (note.indicator,) if note.indicator else ()
