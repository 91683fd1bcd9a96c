"""Where and what in a ward, against the rows of the files counted one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import pytest

from dashboard.disclosure import released_total
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from dashboard.ward_focus import ward_in_focus, ward_run
from dashboard.ward_mix import ward_mix
from dashboard.ward_places import WardPlaces, ward_places
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
            # One ward is a place to shop.
            kind = row["Crime type"]
            if row["LSOA code"] == CENTRE_LSOA and kind == "Burglary":
                kind = "Shoplifting"
            found.append({**row, "Location": named, "Crime type": kind})
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
    whole = found_in(question_of(reference))
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
    assert ward_places(question, WARD, question.window) is not None
    question = replace(question, reference=replace(reference, catalogue=closed, recall=Recall()))
    assert ward_places(question, WARD, question.window) is None


TYPES = {
    "Burglary": "burglary",
    "Shoplifting": "shoplifting",
    "Violence and sexual offences": "violence_and_sexual_offences",
}


def query_of(area: str = DISTRICT, ward: str = WARD, **keys: str) -> str:
    query = f"area={area}&priority=crime&measure=all_crime&source=police_uk&to={LAST}&window=12m&ward={ward}"
    return query + "".join(f"&{key}={value}" for key, value in keys.items())


def view_of(reference: Reference, name: str, query: str) -> View:
    return build_view(name, reference, parse(query, vocabulary_of(reference)).selection)


@pytest.mark.parametrize("area", [DISTRICT, CENTRE])
def test_types_are_those_of_the_rows(reference: Reference, rows: list[Row], area: str) -> None:
    focus = ward_in_focus(reference, parse(query_of(area), vocabulary_of(reference)).selection)
    assert focus is not None
    mix = ward_mix(focus)
    assert mix is not None
    inside = in_ward(rows, WARD, mix.window)
    if area == CENTRE:
        inside = [row for row in inside if row["LSOA code"] == CENTRE_LSOA]
    here = Counter(row["Crime type"] for row in inside)
    counts = {part.measure.id: part.amount.value for part in mix.parts}
    assert counts == {measure: here[kind] for kind, measure in TYPES.items()}
    assert mix.total.value == len(inside) == sum(part.amount.value or 0 for part in mix.parts)
    assert mix.district.value == sum(part.district.value or 0 for part in mix.parts)
    for part in mix.parts:
        assert part.share == pytest.approx(100 * (part.amount.value or 0) / len(inside))
        assert part.district_share == pytest.approx(
            100 * (part.district.value or 0) / (mix.district.value or 1)
        )
    leading = mix.leading()
    assert leading is not None
    assert leading.measure.id == "shoplifting"
    verdicts = {part.measure.id: (part.more, part.less) for part in mix.parts}
    assert verdicts["violence_and_sexual_offences"] == (False, False)
    # Anti-social behaviour is no crime: it stands apart, and is in no total.
    assert [part.measure.id for part in mix.apart] == ["asb_police_reports"]


def test_the_mix_of_one_type_is_that_of_all_crime_with_the_type_marked(reference: Reference) -> None:
    query = query_of().replace("measure=all_crime", "measure=burglary")
    focus = ward_in_focus(reference, parse(query, vocabulary_of(reference)).selection)
    assert focus is not None
    mix = ward_mix(focus)
    assert mix is not None
    assert mix.measure.id == "all_crime"
    assert [part.measure.id for part in mix.parts if part.chosen] == ["burglary"]


def test_the_months_of_a_part_are_those_of_its_rows(reference: Reference, rows: list[Row]) -> None:
    focus = ward_in_focus(reference, parse(query_of(CENTRE), vocabulary_of(reference)).selection)
    assert focus is not None
    run = ward_run(focus)
    assert run is not None
    whole = Window("range", FIRST, LAST)
    own = [row for row in in_ward(rows, WARD, whole) if row["LSOA code"] == CENTRE_LSOA]
    months = Counter(Month.parse(row["Month"]) for row in own)
    assert dict(zip(run.months, run.counts, strict=True)) == {m: months[m] for m in whole.months}
    assert run.name == "Alder, the part in Town centre"


def test_what_the_panel_says_of_places(reference: Reference) -> None:
    view = view_of(reference, "ward-places", query_of())
    records = view.table.records()
    hospital = next(row for row in records if row["place"] == "Hospital")
    total = sum(row["value"] for row in records if row["kind"] == "place")
    assert view.title.startswith(f"{hospital['value']} of {total} are “on or near Hospital”; ")
    assert hospital["what"] == "hospital"
    assert set(hospital["lsoas"].split()) == {"E01000001", "E01000002"}
    assert view.extra["notes"][0].startswith("“On or near Hospital” stands for a hospital. Ask the hospital")
    assert not any(
        "supermarkets" in words and "“On or near Mill Lane”" in words for words in view.extra["notes"]
    )
    assert any("It is not an address" in words for words in view.caveats)
    month = view_of(reference, "ward-places", query_of(month=str(LAST)))
    assert month.period == "May 2024"
    listed = sum(row["value"] for row in month.table.records() if row["kind"] == "place")
    assert 0 < listed < total


def found_in(question: Question) -> WardPlaces:
    found = ward_places(question, WARD, question.window)
    assert found is not None
    return found
