"""Pydantic models of the catalogue's YAML. Every model is frozen and refuses keys it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from data.catalogue.frozen import Frozen, Slug
from data.catalogue.place_kinds import PlaceKinds
from data.catalogue.plan import Plan, Theme
from data.catalogue.recording import Break, Breakdown, Outcomes

Level = Literal["ward", "district", "partnership", "county", "force", "custom"]


class Combine(StrEnum):
    """How values of a measure may be put together. Only additive ones are ever summed."""

    ADDITIVE = "additive"
    DISTINCT = "distinct"
    SNAPSHOT = "snapshot"
    ROLLING = "rolling"
    SURVEY = "survey"
    FLAG = "flag"


class Source(Frozen):
    """Who counts, and in which file. What is released openly at `open_levels` is never hidden.

    `official`: its totals of whole periods are those that others are held against. `counting` says what its
    totals hold and leave out.
    `aliases`: what else it is called in the titles of workbooks.
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
    aliases: tuple[str, ...] = ()


class Measure(Frozen):
    """A concept with a definition. With a source it makes a series.

    `sources` is ranked: the first with coverage is shown unless the address names another.
    `names` are the publisher's own words for it, by source (police.uk: its crime type).
    `sum_of` lists the measures this one is the sum of, by source. Leaves only; checked for cycles.
    `sensitive` gives the levels at which free windows are not shown, by source.
    `ward_rate_months` is the shortest period for which a ward has a rate. `aliases`: what else the titles
    and heads of workbooks call it. `beside` names measures of the same source that are listed together with
    this one under a heading, each with what it is called there. `fractional`: counts that need not be whole,
    as sums of probabilities are. `reporting` says what moves the count besides what happens: 'driven' by how
    many come forward, 'activity' of those who look for it, 'steady' where most of what happens is recorded;
    None where that is not settled. `includes`: measures that it takes in and that are also published alone;
    they are listed under it, never added up.
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
    beside: Mapping[str, Mapping[Slug, str]] = Field(default_factory=dict)
    monthly: bool = True
    fractional: bool = False
    order: int = 1000
    note: str = ""
    aliases: tuple[str, ...] = ()
    reporting: Literal["driven", "activity", "steady"] | None = None
    includes: tuple[Slug, ...] = ()

    @property
    def charted(self) -> bool:
        """Whether months of it can be summed and drawn: additive or flag counts that come by month."""
        return self.unit == "count" and self.monthly and self.combine in (Combine.ADDITIVE, Combine.FLAG)


class AreaGroup(Frozen):
    """A set of districts or wards under one name: a county, or an area without an official code.

    `kind` is what a custom area is: a town centre, a plan holder, a service site.
    """

    code: str
    name: str
    level: Literal["county", "partnership", "custom"]
    members: tuple[str, ...]
    kind: str = ""
    note: str = ""


class Alias(Frozen):
    """Another name for an area, good only within one parent (a district, or the whole store for '')."""

    parent: str
    name: str
    code: str


class AreaFile(Frozen):
    """One county's groups and aliases. `former_codes`: what a publisher called a district by before."""

    groups: tuple[AreaGroup, ...] = ()
    aliases: tuple[Alias, ...] = ()
    names: Mapping[str, str] = Field(default_factory=dict)
    former_codes: Mapping[str, str] = Field(default_factory=dict)


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
    former_codes: Mapping[str, str] = Field(default_factory=dict)
    breakdowns: Mapping[str, Breakdown] = Field(default_factory=dict)
    outcomes: Mapping[str, Outcomes] = Field(default_factory=dict)
    themes: Mapping[str, Theme] = Field(default_factory=dict)
    places: Mapping[str, PlaceKinds] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_exist(self) -> Catalogue:
        for measure in self.measures.values():
            self._check_measure(measure)
        for plan in self.plans.values():
            self._check_plan(plan)
        for item in self.breaks:
            if unknown := {*item.measures, *item.adjusted, *item.adjusted.values()} - set(self.measures):
                raise ValueError(f"break {item.id!r} names unknown measures: {sorted(unknown)}")
        return self

    def _check_plan(self, plan: Plan) -> None:
        for indicator in plan.indicators:
            if unknown := {indicator.measure, *indicator.alternatives} - set(self.measures):
                raise ValueError(f"plan {plan.id!r} names unknown measures: {sorted(unknown)}")
            if indicator.source is not None and indicator.source not in self.sources:
                raise ValueError(f"plan {plan.id!r}: no source {indicator.source!r}")
        if unknown := {night.measure for night in plan.nights if night.measure} - set(self.measures):
            raise ValueError(f"plan {plan.id!r}: nights name unknown measures: {sorted(unknown)}")
        for priority in plan.priorities:
            if unknown := set(priority.themes) - set(self.themes):
                raise ValueError(f"plan {plan.id!r} names unknown themes: {sorted(unknown)}")

    def _check_measure(self, measure: Measure) -> None:
        named = {*measure.sources, *measure.names, *measure.sum_of, *measure.sensitive}
        if unknown := named - set(self.sources):
            raise ValueError(f"measure {measure.id!r} names unknown sources: {sorted(unknown)}")
        for names in (*measure.beside.values(), measure.includes):
            if unknown := set(names) - set(self.measures):
                raise ValueError(f"measure {measure.id!r} names unknown measures: {sorted(unknown)}")
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
