"""The events that the store knows of an area in the selection's months."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dashboard.disclosure import marking
from dashboard.events import Event, events_of
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.wording import joined, number

_COLUMNS = (
    Column("event", "Event"),
    Column("kind", "Kind"),
    Column("from", "From", "code"),
    Column("to", "To", "code"),
    Column("area_name", "Where"),
    Column("file", "From the file"),
)
_LIST = "GOV.UK’s list of bank holidays in England and Wales, 2012 to 2028"


def build_events(reference: Reference, selection: Selection) -> View:
    """The view `events`: a row an event, by day."""
    found = events_of(reference, area=selection.area, window=selection.period)
    about: dict[str, Any] = {
        "name": "events",
        "table": Table(_COLUMNS, tuple(_row(reference, event) for event in found)),
        "period": selection.period.words,
        "source": f"{_LIST}; the events files of the store",
        "geography": reference.name(selection.area),
        "demonstration": any(event.made_up for event in found),
        "marking": marking(reference),
    }
    if not found:
        return View(
            title="No events",
            empty=f"The store knows of no event in {selection.period.words}. Add a CSV with the columns "
            "event, from, to, kind and area: csp build FILE.",
            **about,
        )
    kinds = Counter(event.kind for event in found)
    counts = [f"{number(count)} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(kinds.items())]
    return View(
        title=f"Events in {selection.period.words}: {joined(counts)}",
        caption="What may explain a month; school holidays and local events come from a file of yours",
        alt="A table of events with their days and where they were.",
        **about,
    )


def _row(reference: Reference, event: Event) -> tuple[Any, ...]:
    return (
        event.name,
        event.kind,
        event.first.isoformat(),
        event.last.isoformat(),
        "everywhere" if event.area is None else reference.name(event.area),
        event.file,
    )
