"""Where in one ward: its LSOAs and the places a source names instead of addresses, each with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.disclosure import fixed_at, released_ward_places
from dashboard.periods import Window
from dashboard.places import placed_series, source_note
from dashboard.question import Question
from dashboard.records import Series
from dashboard.released import ReleasedSpot
from dashboard.wording import share_percent
from data.catalogue.place_kinds import PlaceKinds

# More of each than this nobody reads; the table has them all.
MOST = 5


@dataclass(frozen=True)
class WardPlace:
    """One LSOA or one place name. `name` without what its source writes before every place.

    `what` is the kind in words ('LSOA', 'hospital', 'street'), `value` its rows, `share` their percent of all
    the ward's (None under a base of 50). `lsoas` are those it lies in, the one with most rows first: one name
    in several is of several places. `generic`: the source gives the kind of place for a name. `note`: what to
    know of such a place.
    """

    kind: Literal["lsoa", "place"]
    name: str
    what: str
    value: int
    share: float | None
    lsoas: tuple[str, ...] = ()
    generic: bool = False
    note: str = ""


@dataclass(frozen=True)
class WardPlaces:
    """Every LSOA and every place of a ward in a window, most rows first.

    `total` is all the rows there are: `total` = its LSOAs + `without_lsoa` = its places + `without_place`.
    `source` is the source's id, `prefix` what it writes before every place, `reading` says what a
    place of it is, `note` says where it is another source than the counts'.
    """

    window: Window
    total: int
    lsoas: tuple[WardPlace, ...]
    places: tuple[WardPlace, ...]
    without_lsoa: int
    without_place: int
    source: str
    prefix: str = ""
    reading: str = ""
    note: str = ""


def ward_places(question: Question, ward: str, window: Window) -> WardPlaces | None:
    """Where a ward's rows lie, or those in the part of it that the page's area has.

    From the question's series, else from another one of its measure that has places and covers the window.
    None where none of them has a row there, or none may be shown by month in wards.
    """
    reference = question.reference
    if ward not in reference.areas:
        return None
    for series in placed_series(question, window=window):
        if not fixed_at(reference, series=series, level="ward"):
            found = _ward_places(question, series, ward, window)
            if found.total:
                return found
    return None


def _ward_places(question: Question, series: Series, ward: str, window: Window) -> WardPlaces:
    reference, part_of = question.reference, question.part_of
    spots = reference.recall(
        ("ward places", series.series_id, ward, part_of, window.first, window.last),
        lambda: released_ward_places(reference, series=series, ward=ward, window=window, part_of=part_of),
    )
    kinds = reference.catalogue.places.get(series.source)
    total = sum(spot.value for spot in spots)
    lsoas = _added((spot.lsoa, spot) for spot in spots)
    places = _added((_named(spot.place, kinds), spot) for spot in spots)
    return WardPlaces(
        window=window,
        total=total,
        lsoas=_ordered(_lsoa(name, found, total) for name, found in lsoas.items() if name is not None),
        places=_ordered(
            _place(name, found, total, kinds) for name, found in places.items() if name is not None
        ),
        without_lsoa=_rows(lsoas.get(None, ())),
        without_place=_rows(places.get(None, ())),
        source=series.source,
        prefix=kinds.prefix if kinds else "",
        reading=kinds.reading if kinds else "",
        note=source_note(question, series),
    )


def _named(place: str | None, kinds: PlaceKinds | None) -> str | None:
    """A place's plain name; None of what is no place."""
    if place is None or kinds is None:
        return place
    return None if place in kinds.nowhere else kinds.plain(place)


def _added(named: Iterable[tuple[str | None, ReleasedSpot]]) -> Mapping[str | None, list[ReleasedSpot]]:
    found: dict[str | None, list[ReleasedSpot]] = {}
    for name, spot in named:
        found.setdefault(name, []).append(spot)
    return found


def _rows(spots: Iterable[ReleasedSpot]) -> int:
    return sum(spot.value for spot in spots)


def _lsoa(name: str, spots: Iterable[ReleasedSpot], total: int) -> WardPlace:
    value = _rows(spots)
    return WardPlace("lsoa", name, "LSOA", value, share_percent(value, total), (name,))


def _place(name: str, spots: list[ReleasedSpot], total: int, kinds: PlaceKinds | None) -> WardPlace:
    value = _rows(spots)
    inside = sorted(spots, key=lambda spot: (-spot.value, spot.lsoa or ""))
    kind = kinds.kind_of(name) if kinds else None
    return WardPlace(
        "place",
        name,
        kind.what if kind else "place",
        value,
        share_percent(value, total),
        tuple(dict.fromkeys(spot.lsoa for spot in inside if spot.lsoa is not None)),
        generic=kind is not None and kind.names_all(name),
        note=kind.note if kind else "",
    )


def _ordered(places: Iterable[WardPlace]) -> tuple[WardPlace, ...]:
    """Most rows first; of as many, by name."""
    return tuple(sorted(places, key=lambda place: (-place.value, place.name)))
