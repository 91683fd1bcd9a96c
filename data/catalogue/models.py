"""Pydantic models of the catalogue's YAML. Every model is frozen and refuses keys it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data.month import Month

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$")]
MonthText = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Level = Literal["ward", "district", "partnership", "county", "force", "custom"]


class Frozen(BaseModel):
    """Shared settings: immutable, and an unknown key is an error rather than a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Combine(StrEnum):
    """How values of a measure may be put together. Only additive ones are ever summed."""

    ADDITIVE = "additive"
    DISTINCT = "distinct"
    SNAPSHOT = "snapshot"
    ROLLING = "rolling"
    SURVEY = "survey"
    FLAG = "flag"


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


class Source(Frozen):
    """Who counts, and in which file. What is released openly at `open_levels` is never hidden.

    `official`: its totals of whole periods are those that others are held against. `counting` says what its
    totals hold and leave out.
    """

    id: Slug
    label: str
    short: str
    publisher: str
    file_hint: str
    licence: str = ""
    note: str = ""
    counting: str = ""
    official: bool = False
    open_levels: frozenset[Level] = frozenset()


class Measure(Frozen):
    """A concept with a definition. With a source it makes a series.

    `sources` is ranked: the first with coverage is shown unless the address names another.
    `names` are the publisher's own words for it, by source (police.uk: its crime type).
    `sum_of` lists the measures this one is the sum of, by source. Leaves only; checked for cycles.
    `sensitive` gives the levels at which free windows are not shown, by source.
    `ward_rate_months` is the shortest period for which a ward has a rate.
    """

    id: Slug
    label: str
    noun: str
    definition: str
    unit: Literal["count", "percent", "rate", "gbp", "hours", "years"] = "count"
    combine: Combine = Combine.ADDITIVE
    crime_type: bool = False
    sources: tuple[Slug, ...] = ()
    names: Mapping[Slug, str] = Field(default_factory=dict)
    sum_of: Mapping[Slug, tuple[Slug, ...]] = Field(default_factory=dict)
    sensitive: Mapping[Slug, frozenset[Level]] = Field(default_factory=dict)
    rate_per: Literal[1000, 10000] = 1000
    rate_of: Literal["residents", "households"] = "residents"
    ward_rate_months: int = 1
    monthly: bool = True
    order: int = 1000
    note: str = ""

    @property
    def charted(self) -> bool:
        """Whether months of it can be summed and drawn: additive or flag counts that come by month."""
        return self.unit == "count" and self.monthly and self.combine in (Combine.ADDITIVE, Combine.FLAG)


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


class Action(Frozen):
    """One line of a plan's action table, tied to priorities and indicators many to many."""

    id: Slug
    action: str
    priorities: tuple[Slug, ...]
    strand: str = ""
    measurement: str = ""
    lead: str = ""
    partners: str = ""
    grade: str = ""
    due: str = ""
    status: str = ""
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


class AreaGroup(Frozen):
    """A set of districts under one name: a county, or a plan holder without an official code."""

    code: str
    name: str
    level: Literal["county", "partnership", "custom"]
    members: tuple[str, ...]
    note: str = ""


class Alias(Frozen):
    """Another name for an area, good only within one parent (a district, or the whole store for '')."""

    parent: str
    name: str
    code: str


class AreaFile(Frozen):
    """One county's groups and aliases."""

    groups: tuple[AreaGroup, ...] = ()
    aliases: tuple[Alias, ...] = ()
    names: Mapping[str, str] = Field(default_factory=dict)


class Break(Frozen):
    """A change of recording (`kind: break`) or months that are not usual (`kind: exceptional`).

    Empty `measures` means all of them; empty `forces` means everywhere.
    """

    id: Slug
    kind: Literal["break", "exceptional"]
    label: str
    start: MonthText
    end: MonthText
    measures: tuple[Slug, ...] = ()
    forces: tuple[str, ...] = ()
    note: str


class Catalogue(Frozen):
    """Everything above, keyed by id. `digest` changes when any of it does."""

    digest: str
    measures: Mapping[str, Measure]
    sources: Mapping[str, Source]
    plans: Mapping[str, Plan]
    groups: Mapping[str, AreaGroup]
    aliases: tuple[Alias, ...]
    names: Mapping[str, str]
    breaks: tuple[Break, ...]

    @model_validator(mode="after")
    def _names_exist(self) -> Catalogue:
        for measure in self.measures.values():
            self._check_measure(measure)
        for plan in self.plans.values():
            for indicator in plan.indicators:
                if indicator.measure not in self.measures:
                    raise ValueError(f"plan {plan.id!r}: no measure {indicator.measure!r}")
                if indicator.source is not None and indicator.source not in self.sources:
                    raise ValueError(f"plan {plan.id!r}: no source {indicator.source!r}")
        return self

    def _check_measure(self, measure: Measure) -> None:
        named = {*measure.sources, *measure.names, *measure.sum_of, *measure.sensitive}
        if unknown := named - set(self.sources):
            raise ValueError(f"measure {measure.id!r} names unknown sources: {sorted(unknown)}")
        for source, parts in measure.sum_of.items():
            for part in parts:
                if part not in self.measures:
                    raise ValueError(f"measure {measure.id!r} sums {part!r}, which is no measure")
                if source in self.measures[part].sum_of:
                    raise ValueError(f"measure {measure.id!r} sums {part!r}, itself a sum: list its leaves")
        for source, levels in measure.sensitive.items():
            if openly := levels & self.sources[source].open_levels:
                raise ValueError(
                    f"measure {measure.id!r}: {source!r} is released openly at {sorted(openly)}; "
                    "what its publisher shows is never hidden"
                )

    def sensitive(self, *, measure: str, source: str, level: str) -> bool:
        """Whether a series is shown at this level only on the build's fixed tables.

        A sum is as sensitive as its most sensitive part: two free windows of the sum and of its other
        parts would give the part away.
        """
        item = self.measures[measure]
        if level in item.sensitive.get(source, frozenset()):
            return True
        return any(
            level in self.measures[part].sensitive.get(source, frozenset())
            for part in item.sum_of.get(source, ())
        )
