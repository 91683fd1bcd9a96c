"""What may explain a month of an area: bank holidays, school holidays, local events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.periods import Window
from dashboard.reference import Reference
from data import queries
from data.month import Month

BANK_HOLIDAY = "bank holiday"
SCHOOL_HOLIDAY = "school holiday"
_EVER = Month(1900, 1), Month(2999, 12)


@dataclass(frozen=True)
class Event:
    """From `first` to `last`, both included.

    `area` None: everywhere; `file` '': the list of bank holidays.
    """

    name: str
    kind: str
    first: dt.date
    last: dt.date
    area: str | None
    file: str
    made_up: bool

    def touches(self, month: Month) -> bool:
        """Whether any of its days lies in a month."""
        return self.first <= month.last_day and self.last >= month.first_day


def events_of(reference: Reference, *, area: str, window: Window) -> tuple[Event, ...]:
    """The events of some day of a window that touch an area, by day.

    Those of everywhere, of the area itself and of what it lies in; of a single district's page also those of
    its wards. A county's page does not list what happened in one district, nor a ward's what did in another.
    """
    places = {area, *(group.code for group in reference.groups(area))}
    districts = reference.districts(area)
    if len(districts) == 1:
        places |= set(districts)
        own = reference.areas.get(area)
        if own is None or own.level != "ward":
            places |= set(reference.wards(area))
    first, last = window.first.first_day, window.last.last_day
    return tuple(
        event
        for event in reference.structure("events", lambda: _events(reference))
        if event.last >= first and event.first <= last and (event.area is None or event.area in places)
    )


def _events(reference: Reference) -> tuple[Event, ...]:
    """Every event of the store, by day: some hundreds, which every chart of months asks for."""
    return tuple(
        Event(
            name=row["name"],
            kind=row["kind"],
            first=row["first_day"],
            last=row["last_day"],
            area=row["area_code"],
            file=row["file"] or "",
            made_up=row["made_up"],
        )
        for row in queries.get_events(reference.snapshot, start=_EVER[0], end=_EVER[1])
    )
