"""Where in the ward in focus: its LSOAs and named places with most rows, and what kind of place they are."""

from __future__ import annotations

from typing import Any

from dashboard.periods import Window
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.view import Column, Table, View
from dashboard.views.ward import alone, without_ward
from dashboard.ward_focus import WardFocus, ward_in_focus
from dashboard.ward_places import MOST, WardPlace, WardPlaces, ward_places
from dashboard.wording import number, percent, printed

# A kind's note is for places that hold so much of a ward, or the most.
_NOTED_SHARE = 5.0
_NO_EXTRA: dict[str, Any] = {"lsoas": [], "places": [], "notes": [], "rest": ""}


def build_ward_places(reference: Reference, selection: Selection) -> View:
    """The view `ward-places`: of the month in focus, else of the page's window."""
    question = alone(ask(reference, selection).focused())
    focus = ward_in_focus(reference, selection)
    if focus is None:
        return without_ward("ward-places", question, extra=_NO_EXTRA)
    found = ward_places(question, focus.code, question.window)
    about = question.described(compare=(), caveats=_caveats(found))
    about |= {"geography": focus.words, "basis": ""}
    if found is None:
        return View(
            name="ward-places",
            title=f"Where in {focus.name}",
            table=Table(_COLUMNS, ()),
            empty=_why_none(focus, question.window),
            extra=_NO_EXTRA,
            **about,
        )
    source = reference.catalogue.sources[found.source]
    what = f"{question.measure.label}: LSOAs and places with most {question.measure.noun}"
    return View(
        name="ward-places",
        title=title(found),
        caption=" · ".join([what, found.window.words, source.short]),
        table=_table(found),
        extra={
            "lsoas": [_listed(place, found) for place in found.lsoas[:MOST]],
            "places": [_listed(place, found) for place in found.places[:MOST]],
            "notes": place_notes(found),
            "rest": _rest(found),
        },
        **(about if found.source == selection.source else {**about, "source": source.label}),
    )


def title(found: WardPlaces) -> str:
    """'198 of 578 are “on or near Hospital”; 324 (56.1%) lie in one LSOA'."""
    parts = []
    tops = [place for place in found.places if place.value == found.places[0].value]
    if len(tops) == 1:
        parts.append(f"{number(tops[0].value)} of {number(found.total)} are “{quoted(found, tops[0])}”")
    elif tops:
        parts.append(f"No single place: {number(len(tops))} names have {number(tops[0].value)} each")
    lsoas = [place for place in found.lsoas if place.value == found.lsoas[0].value]
    if len(lsoas) == 1:
        share = f" ({percent(lsoas[0].share)})" if lsoas[0].share is not None else ""
        of = "" if parts and len(tops) == 1 else f" of {number(found.total)}"
        parts.append(f"{number(lsoas[0].value)}{of}{share} lie in one LSOA")
    return "; ".join(parts)


def quoted(found: WardPlaces, place: WardPlace) -> str:
    """A place as its source writes it, inside a sentence: 'on or near Hospital'."""
    prefix = found.prefix[:1].lower() + found.prefix[1:]
    return f"{prefix}{place.name}"


def place_notes(found: WardPlaces) -> list[str]:
    """What to know of the places at the top before anybody is sent there."""
    listed = [
        place
        for at, place in enumerate(found.places[:MOST])
        if place.note and (at == 0 or (place.share or 0.0) >= _NOTED_SHARE)
    ]
    return [f"“{found.prefix}{place.name}” {place.note}" for place in listed]


def _listed(place: WardPlace, found: WardPlaces) -> dict[str, Any]:
    """A row of the card: names and words, and its size in percent of the longest bar."""
    longest = max((item.value for item in (*found.lsoas[:1], *found.places[:1])), default=1) or 1
    return {
        "name": place.name,
        "about": _about(place) if place.kind == "place" else "",
        "value": number(place.value),
        "share": percent(place.share) if place.share is not None else "",
        "size": round(100 * place.value / longest, 1),
    }


def _about(place: WardPlace) -> str:
    """'street', 'police station'; of a name that is a kind only, in how many LSOAs there is one."""
    count = len(place.lsoas)
    where = "" if not count else "in one LSOA" if count == 1 else f"in {number(count)} LSOAs"
    if place.generic:
        return f"a kind of place{', ' if where else ''}{where}"
    return f"{place.what}, {where}" if count > 1 else place.what


def _rest(found: WardPlaces) -> str:
    """What the lists leave out, so that they add up."""
    parts = []
    for listed, noun, without in (
        (found.lsoas, "LSOA", found.without_lsoa),
        (found.places, "place", found.without_place),
    ):
        others = listed[MOST:]
        if others:
            rows = sum(place.value for place in others)
            plural = "" if len(others) == 1 else "s"
            parts.append(f"{number(rows)} in {number(len(others))} other {noun}{plural}")
        if without:
            parts.append(f"{number(without)} without {'an LSOA' if noun == 'LSOA' else 'a named place'}")
    return "; ".join(parts)


def _caveats(found: WardPlaces | None) -> list[str]:
    return [words for words in (found.reading, found.note) if words] if found is not None else []


def _why_none(focus: WardFocus, window: Window) -> str:
    if focus.question.series is None:
        return focus.question.absent()
    noun = focus.question.measure.noun
    return (
        f"No place is known of {noun} in {focus.name} for {window.words}: there were none, no source gives "
        "places, or they may not be shown here. Places come row by row, as in police.uk’s files."
    )


_COLUMNS = (
    Column("kind", "Is"),
    Column("place", "Place"),
    Column("what", "Kind"),
    Column("value", "Count", "integer"),
    Column("share", "Share", "percent", 1),
    Column("lsoas", "LSOAs"),
    Column("unit", "Unit", csv_only=True),
    Column("status", "Status", "status", csv_only=True),
)


def _table(found: WardPlaces) -> Table:
    rows = [
        (
            "LSOA" if place.kind == "lsoa" else "place",
            place.name,
            place.what,
            place.value,
            printed(place.share),
            " ".join(place.lsoas) if place.kind == "place" else "",
            "count",
            "shown",
        )
        for place in (*found.lsoas, *found.places)
    ]
    for kind, without in (("LSOA", found.without_lsoa), ("place", found.without_place)):
        if without:
            share = printed(100 * without / found.total) if found.total >= 50 else None
            rows.append((kind, "not named", "", without, share, "", "count", "shown"))
    return Table(_COLUMNS, tuple(rows))
