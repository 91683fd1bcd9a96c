"""What was done to move a measure, and where: the register of interventions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.wording import joined
from data import queries
from data.month import Month

_NAMED = 3


@dataclass(frozen=True)
class Intervention:
    """From `first` to `last`, both included; `last` None: it still runs.

    `places` are area codes, one area or several wards; `area` is what they are called. `measures` are what it
    should move, by id, in the register's order.
    """

    id: str
    name: str
    kind: str
    first: dt.date
    last: dt.date | None
    places: tuple[str, ...]
    area: str
    measures: tuple[str, ...]
    note: str
    file: str
    made_up: bool

    @property
    def first_month(self) -> Month:
        """The month it began in."""
        return Month.of(self.first)

    @property
    def last_month(self) -> Month | None:
        """The month it ended in; None while it runs."""
        return None if self.last is None else Month.of(self.last)

    def touches(self, month: Month) -> bool:
        """Whether it ran on any day of a month."""
        return self.first_month <= month and (self.last is None or month <= Month.of(self.last))

    def within(self, window: Window) -> bool:
        """Whether it ran on any day of a window."""
        return self.first_month <= window.last and (self.last is None or window.first <= Month.of(self.last))


def interventions_of(
    reference: Reference, *, area: str, measure: str | None = None, window: Window | None = None
) -> tuple[Intervention, ...]:
    """The interventions to draw on a chart of an area's months, by their first day.

    Those of the area itself, of what it lies in, and on the page of a single district also those of its
    wards: a county's chart does not show what was done in one ward. `measure` and `window` leave out those
    that were not about the measure, or ran in none of the window's months.
    """
    return tuple(
        item
        for item in read_register(reference)
        if (measure is None or measure in item.measures)
        and (window is None or item.within(window))
        and _concerns(reference, item, area)
    )


def interventions_in(reference: Reference, *, area: str) -> tuple[Intervention, ...]:
    """The interventions to list on an area's page, by their first day: all that share ground with it."""
    districts = set(reference.districts(area))
    return tuple(
        item
        for item in read_register(reference)
        if _concerns(reference, item, area)
        or (len(districts) > 1 and districts & {d for code in item.places for d in reference.districts(code)})
    )


def read_register(reference: Reference) -> tuple[Intervention, ...]:
    """Every intervention of the store, by its first day."""
    return reference.structure(("interventions",), lambda: _read(reference))


def _concerns(reference: Reference, item: Intervention, area: str) -> bool:
    holding = {area, *(group.code for group in reference.groups(area))}
    if holding & set(item.places):
        return True
    own = wards_of(reference, area)
    return len(reference.districts(area)) == 1 and any(own & wards_of(reference, c) for c in item.places)


def wards_of(reference: Reference, code: str) -> set[str]:
    """The wards of an area; a ward is its own."""
    area = reference.areas.get(code)
    return {code} if area is not None and area.level == "ward" else set(reference.wards(code))


def _read(reference: Reference) -> tuple[Intervention, ...]:
    return tuple(
        Intervention(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            first=row["first_day"],
            last=row["last_day"],
            places=tuple(row["areas"]),
            area=area_words(reference, row["areas"]),
            measures=tuple(row["measures"]),
            note=row["note"] or "",
            file=row["file"],
            made_up=row["made_up"],
        )
        for row in queries.get_interventions(reference.snapshot)
    )


def area_words(reference: Reference, codes: list[str] | tuple[str, ...]) -> str:
    """'Stanhope'; 'Aylesford, Victoria and Stanhope'; 'Aylesford, Stanhope and 3 more wards'."""
    names = sorted(reference.names(codes).values())
    if len(names) <= _NAMED:
        return joined(names)
    return joined([*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more wards"])
