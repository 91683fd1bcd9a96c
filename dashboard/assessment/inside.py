"""Where in a ward: its top place with its kind, and its top LSOA."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.assessment.statement import Link, Statement, Writer
from dashboard.assessment.subject import HOTSPOTS, Subject
from dashboard.periods import Window
from dashboard.ward_places import WardPlace, WardPlaces, ward_places
from dashboard.wording import joined, number

HEADING = "Where"
_PLACES, _LSOAS = 3, 2
# Fewer at a place say nothing of it.
_LEAST = 3


def inside(subject: Subject, ward: str, window: Window) -> WardPlaces | None:
    """The places of a ward; None where there are none that may be said."""
    question = subject.question
    series = question.series.series_id if question.series is not None else None
    found = subject.reference.recall(
        ("places said", series, question.area, ward, window.first, window.last),
        lambda: ward_places(question, ward, window),
    )
    return found if found is not None and found.total else None


def mostly(told: Writer, subject: Subject, ward: str, window: Window, link: Link) -> None:
    """', most often at School Street (street, 263) and in LSOA E01098227 (1,162)'."""
    found = inside(subject, ward, window)
    tops = [*_named(found.places, 1), *_named(found.lsoas, 1)] if found is not None else []
    for at, place in enumerate(tops):
        told.say(", most often " if at == 0 else " and ").say("in " if place.kind == "lsoa" else "at ")
        _place(told, place, link)


def inside_statements(subject: Subject) -> list[Statement]:
    """The places of the ward in focus."""
    if not subject.is_ward:
        return []
    found = inside(subject, subject.code, subject.whole.window)
    if found is None:
        return []
    link = subject.link_to(HOTSPOTS, subject.code)
    told = Writer(HEADING)
    heads = (_named(found.places, _PLACES), "Most often at "), (_named(found.lsoas, _LSOAS), "Most often in ")
    for places, head in heads:
        if places:
            told.say(" " if told.parts else "").say(head)
            _listed(told, places, found, link)
            told.say(".")
    return told.done()


def _listed(told: Writer, places: Sequence[WardPlace], found: WardPlaces, link: Link) -> None:
    for at, place in enumerate(places):
        told.listed(at, len(places))
        _place(told, place, link, total=found.total)


def _place(told: Writer, place: WardPlace, link: Link, *, total: int | None = None) -> None:
    """'School Street (street, 263)', 'Hospital (170)'; with its share of a `total`."""
    name = f"LSOA {place.name}" if place.kind == "lsoa" else place.name
    words = set(re.findall(r"\w+", place.what.lower())) - {"or"}
    kind = "" if words <= set(re.findall(r"\w+", name.lower())) else f"{place.what}, "
    told.say(f"{name} ({kind}").count(place.value, link, what=name)
    if total is not None and place.share is not None:
        told.say(", ").share(place.share, total, link, what=name)
    told.say(")")


def _named(places: Sequence[WardPlace], most: int) -> list[WardPlace]:
    """The first of them, but none that a person or two make."""
    return [place for place in places[:most] if place.value >= _LEAST]


def place_notes(subject: Subject) -> list[str]:
    """What to know of the places named, before anybody is sent there, and where they come from."""
    wards = subject.wards
    if subject.is_ward:
        shown = [(subject.code, subject.name, _PLACES, subject.whole.window)]
    elif wards is not None and wards.level == "ward":
        top = [row for row in wards.ordered("count") if row.whole and row.value][:_PLACES]
        shown = [(row.code, row.name, 1, wards.released.window) for row in top]
    else:
        return []
    notes: list[str] = []
    counts: list[str] = []
    for code, name, most, window in shown:
        found = inside(subject, code, window)
        if found is None:
            continue
        notes += [f"“{place.name}” {place.note}" for place in _named(found.places, most) if place.note]
        notes.insert(0, found.reading)
        if found.note:
            counts.append(f"{number(found.total)} in {name}")
            other = found.note.rstrip(".")
    return [*dict.fromkeys(notes), *([f"{other}: {joined(counts)}"] if counts else [])]
