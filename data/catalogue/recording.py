"""Models of how counts are recorded: what they are split by, and when that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from pydantic import Field, model_validator

from data.catalogue.frozen import Frozen, MonthText, Slug

# The groups of what has no outcome, and of outcomes in words that no group names.
NO_OUTCOME: Final = "none"
OTHER_OUTCOMES: Final = "other"


class Breakdown(Frozen):
    """What a count is split by, shown in their `order`. Categories go by size, or by name where `ordered`.

    `labels` are the words for categories that are codes; those of `every` are listed though nothing is in
    them. `columns`: too many for a list of bars. One that is not `listed` belongs to a view of its own.
    """

    id: Slug
    label: str
    labels: Mapping[str, str] = Field(default_factory=dict)
    ordered: bool = False
    columns: bool = False
    order: int = 100
    every: tuple[str, ...] = ()
    listed: bool = True


class OutcomeGroup(Frozen):
    """Outcomes that are read as one. `names`: the publisher's words; `open`: it may still change."""

    id: Slug
    label: str
    names: tuple[str, ...] = ()
    open: bool = False


class Outcomes(Frozen):
    """What may become of a source's incidents, in groups; the first is the one to lead with.

    `id` is the source. A month is too recent for its rates until `lag_months` more have been published.
    """

    id: Slug
    lag_months: int
    groups: tuple[OutcomeGroup, ...]

    @model_validator(mode="after")
    def _once(self) -> Outcomes:
        names = [name for group in self.groups for name in group.names]
        if len(names) > len(set(names)):
            raise ValueError(f"{self.id!r} has an outcome in two groups")
        if missing := {NO_OUTCOME, OTHER_OUTCOMES} - {group.id for group in self.groups}:
            raise ValueError(f"{self.id!r} has no group {sorted(missing)}")
        return self


class Break(Frozen):
    """A change of recording (`kind: break`) or months that are not usual (`kind: exceptional`).

    Empty `measures` means all of them; empty `forces` means everywhere. `adjusted` gives the measure whose
    figures may be compared across the break, for the measures that have one.
    """

    id: Slug
    kind: Literal["break", "exceptional"]
    label: str
    start: MonthText
    end: MonthText
    measures: tuple[Slug, ...] = ()
    forces: tuple[str, ...] = ()
    adjusted: Mapping[Slug, Slug] = Field(default_factory=dict)
    note: str
