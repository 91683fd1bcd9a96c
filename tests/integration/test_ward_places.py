"""Where in a ward, against the rows of the files counted one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import pytest

from dashboard.disclosure import released_total
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference, load_reference
from dashboard.selection import parse
from dashboard.vocabulary import vocabulary_of
from dashboard.ward_places import WardPlaces, places_in, ward_places
from data.build.pipeline import build_store
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.street_files import LSOAS, WARDS, Row, street_rows, write_places, write_street

WARD, DISTRICT = "E05000001", "E07000001"
CENTRE, CENTRE_LSOA = "town-centre", "E01000001"
FIRST, LAST = Month(2023, 6), Month(2024, 5)
PLACES = ("Hospital", "Supermarket", "Parking Area", "High Street", "Mill Lane", "Dover Police Station")
KINDS = {
    "Hospital": "hospital",
    "Supermarket": "supermarket",
    "Parking Area": "parking area",
    "Dover Police Station": "police station",
}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """A year of rows; some have no place of a name, some no LSOA."""
    draw = random.Random(11)  # noqa: S311  made-up rows
    found = []
    for month in FIRST.until(LAST):
        for row in street_rows(str(month), rows=160, seed=5):
            place = draw.choices((*PLACES, ""), (9, 5, 5, 4, 2, 1, 2))[0]
            named = f"On or near {place}" if place else "No Location"
            found.append({**row, "Location": named})
    return found


@pytest.fixture(scope="module")
def reference(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Reference:
    files = write_places(tmp_path_factory.mktemp("place-files"))
    for month in FIRST.until(LAST):
        write_street(files, str(month), [row for row in rows if row["Month"] == str(month)])
    own_area = f"area,name,member\n{CENTRE},Town centre,{CENTRE_LSOA}\n"
    (files / "areas.csv").write_text(own_area, encoding="utf-8")
    folder = tmp_path_factory.mktemp("place-store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 7, 1, tzinfo=dt.UTC))
    return load_reference(Store(folder), Settings(store=folder, audience=Audience.PUBLIC))


def question_of(reference: Reference, area: str = DISTRICT, measure: str = "all_crime") -> Question:
    query = f"area={area}&priority=crime&measure={measure}&source=police_uk&to={LAST}&window=12m"
    return ask(reference, parse(query, vocabulary_of(reference)).selection)


def in_ward(rows: list[Row], ward: str, window: Window) -> list[Row]:
    """The rows of a ward, by LSOA, else by the square that the point lies in: crime only.

    No ward that has a part of the split LSOA is asked about.
    """
    west = next(edge for code, *_, edge in WARDS if code == ward)

    def inside(row: Row) -> bool:
        lsoa = row["LSOA code"]
        if lsoa in LSOAS:
            return LSOAS[lsoa][0] == ward
        return not lsoa and bool(row["Longitude"]) and west <= float(row["Longitude"]) < west + 0.1

    return [
        row
        for row in rows
        if Month.parse(row["Month"]) in window and not row["Crime type"].startswith("Anti") and inside(row)
    ]


@pytest.mark.parametrize("first", [FIRST, LAST - 2, LAST])
def test_places_are_those_of_the_rows(reference: Reference, rows: list[Row], first: Month) -> None:
    window = Window("range", first, LAST)
    question = question_of(reference)
    found = ward_places(question, WARD, window)
    assert found is not None
    own = in_ward(rows, WARD, window)
    series = question.series
    assert series is not None
    total = released_total(reference, series=series, area=WARD, window=window)
    assert found.total == len(own) == total.amount.value
    lsoas = Counter(row["LSOA code"] for row in own)
    places = Counter(row["Location"].removeprefix("On or near ") for row in own)
    without = lsoas.pop("", 0), places.pop("No Location", 0)
    assert (found.without_lsoa, found.without_place) == without
    assert {place.name: place.value for place in found.lsoas} == lsoas
    assert {place.name: place.value for place in found.places} == places
    assert without[0] + sum(lsoas.values()) == without[1] + sum(places.values()) == found.total
    for place in found.places:
        named = [row for row in own if row["Location"].endswith(f" {place.name}")]
        assert place.what == KINDS.get(place.name, "street")
        assert set(place.lsoas) == {row["LSOA code"] for row in named if row["LSOA code"]}
        share = 100 * place.value / found.total if found.total >= 50 else None
        assert place.share == (share if share is None else pytest.approx(share))
    for listed in (found.lsoas, found.places):
        assert [p.value for p in listed] == sorted((p.value for p in listed), reverse=True)


def test_the_top_of_each(reference: Reference) -> None:
    question = question_of(reference)
    whole = found_in(question)
    assert places_in(question, WARD, question.window, most=2) == (*whole.lsoas[:2], *whole.places[:2])
    assert whole.places[0].name == "Hospital"
    assert "Ask the hospital" in whole.places[0].note


def test_of_a_custom_area_only_its_part_of_the_ward(reference: Reference, rows: list[Row]) -> None:
    found = found_in(question_of(reference, CENTRE))
    window = question_of(reference).window
    own = [row for row in in_ward(rows, WARD, window) if row["LSOA code"] == CENTRE_LSOA]
    assert [(p.name, p.value) for p in found.lsoas] == [(CENTRE_LSOA, len(own))]
    assert found.total == len(own) == found.without_place + sum(p.value for p in found.places)
    assert found.without_lsoa == 0


def test_a_sensitive_series_gives_no_places(reference: Reference) -> None:
    """Were police.uk not open in wards, none of its places would be said."""
    catalogue = reference.catalogue
    measure = catalogue.measures["burglary"].model_copy(
        update={"sensitive": {"police_uk": frozenset({"ward"})}}
    )
    source = catalogue.sources["police_uk"].model_copy(update={"open_levels": frozenset()})
    closed = catalogue.model_copy(
        update={
            "measures": {**catalogue.measures, "burglary": measure},
            "sources": {**catalogue.sources, "police_uk": source},
        }
    )
    question = question_of(reference, measure="burglary")
    assert places_in(question, WARD, question.window)
    question = replace(question, reference=replace(reference, catalogue=closed))
    assert ward_places(question, WARD, question.window) is None
    assert places_in(question, WARD, question.window) == ()


def found_in(question: Question) -> WardPlaces:
    found = ward_places(question, WARD, question.window)
    assert found is not None
    return found
