"""Models of how counts are recorded: what they are split by, and when that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from data.catalogue.frozen import Frozen, MonthText, Slug


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
