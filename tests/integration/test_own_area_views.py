"""Views of areas of one's own: a town centre of LSOAs, a neighbourhood of wards, a unitary of districts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.disclosure import released_months, released_places, released_wards
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.question import ask
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.views.registry import VIEWS, build_view
from dashboard.views.view import View
from dashboard.vocabulary import area_options, vocabulary_of
from data.build.pipeline import build_store
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import (
    ASHFORD,
    CANTERBURY,
    FIRST,
    LAST,
    POLICE_FIRST,
    SmallCounty,
    write_own_areas,
    write_small_files,
)

CENTRE, NEIGHBOURHOOD, UNITARY = "town-centre-ashford", "south-ashford", "east-kent"
YEAR = (LAST - 11, LAST)


@pytest.fixture(scope="module")
def store(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = write_small_files(tmp_path_factory.mktemp("own-files"), county)
    write_own_areas(files / "our_areas.csv", county)
    folder = tmp_path_factory.mktemp("own-store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    return folder


@pytest.fixture(scope="module")
def reference(store: Path) -> Reference:
    settings = Settings(store=store, home=CENTRE, audience=Audience.RESTRICTED)
    return load_reference(Store(store), settings)


@pytest.fixture(scope="module")
def partner(store: Path) -> Reference:
    return load_reference(Store(store), Settings(store=store, home=ASHFORD, audience=Audience.PARTNER))


def show(reference: Reference, name: str, query: str) -> View:
    return build_view(name, reference, Selection.from_query(query, vocabulary_of(reference)).selection)


def crimes(area: str) -> str:
    return f"area={area}&priority=crime&measure=all_crime&source=force_extract&to={LAST}&window=12m"


def wards_of(county: SmallCounty, *names: str) -> list[str]:
    return [code for code, (name, parent) in county.wards.items() if parent == ASHFORD and name in names]


def test_a_neighbourhood_of_wards(reference: Reference, county: SmallCounty) -> None:
    own = wards_of(county, "Cedar", "Elm")
    totals = {
        ward: county.total(
            measure="all_crime", source="force_extract", first=YEAR[0], last=YEAR[1], ward=ward
        )
        for ward in own
    }
    wards = show(reference, "wards", crimes(NEIGHBOURHOOD))
    assert {row["ward_code"]: row["value"] for row in wards.table.records()} == totals
    assert wards.figure is not None
    locations = wards.figure["data"][0]["locations"]
    assert set(locations[: len(own)]) == set(own)
    assert set(locations) == set(county.wards_of(ASHFORD))
    assert any("are in no ward: they may lie in South Ashford" in caveat for caveat in wards.caveats)
    total = show(reference, "findings", crimes(NEIGHBOURHOOD)).table.records()[0]
    people = sum(county.residents[ward] for ward in own)
    assert total["value"] == sum(totals.values())
    assert total["rate"] == pytest.approx(1000 * sum(totals.values()) / people, abs=0.05)


def test_a_unitary_of_districts(reference: Reference, county: SmallCounty) -> None:
    found = show(reference, "findings", crimes(UNITARY)).table.records()[0]
    assert found["value"] == county.total(
        measure="all_crime",
        source="force_extract",
        first=YEAR[0],
        last=YEAR[1],
        districts=(ASHFORD, CANTERBURY),
    )
    wards = show(reference, "wards", crimes(UNITARY))
    assert wards.figure is not None
    assert wards.figure["data"][1]["locations"] == [ASHFORD, CANTERBURY]
    listed = {row["ward_code"] for row in wards.table.records() if row["ward_code"]}
    assert listed == {*county.wards_of(ASHFORD), *county.wards_of(CANTERBURY)}


@pytest.mark.parametrize("form", ["hex", "geo"])
def test_a_town_centre_of_lsoas(reference: Reference, county: SmallCounty, form: str) -> None:
    query = (
        f"area={CENTRE}&priority=crime&measure=burglary&to={LAST}&window=range&from={POLICE_FIRST}&map={form}"
    )
    wards = show(reference, "wards", query)
    own = wards_of(county, "Alder", "Birch")
    assert {row["ward_code"]: row["value"] for row in wards.table.records()} == {
        ward: county.total(measure="burglary", source="police_uk", first=POLICE_FIRST, last=LAST, ward=ward)
        for ward in own
    }
    assert all(row["rate"] for row in wards.table.records())
    assert wards.figure is not None
    assert wards.figure["layout"]["meta"]["own"] == 2
    assert any("made of 2 LSOAs" in caveat for caveat in wards.caveats)
    months = show(reference, "months", query + f"&ward={own[0]}")
    # A part of a ward has no months of its own: they stay those of the area.
    assert sum(row["value"] for row in months.table.records() if row["value"]) == sum(
        row["value"] for row in wards.table.records()
    )


def test_a_town_centre_has_never_the_residents_of_its_whole_wards(reference: Reference) -> None:
    window = Window("range", POLICE_FIRST, LAST)
    assert reference.population(CENTRE, window=window) is not None
    others = {code: found for code, found in reference.populations.items() if code != CENTRE}
    unknown = replace(reference, populations=others, structure=Recall(limit=1000))
    assert unknown.population(CENTRE, window=window) is None


def test_what_comes_by_ward_is_not_supplied_for_lsoas(reference: Reference) -> None:
    vocabulary = vocabulary_of(reference)
    assert [item.source for item in vocabulary.series_of(CENTRE, "burglary")] == ["police_uk"]
    assert [item.source for item in vocabulary.series_of(CENTRE, "all_crime")] == ["police_uk"]
    assert vocabulary.series_of(CENTRE, "hate_crime") == ()
    parsed = parse(f"area={CENTRE}&priority=crime&measure=hate_crime", vocabulary)
    assert any("made of LSOAs, and this comes by ward or district" in notice for notice in parsed.notices)
    asked = ask(reference, replace(parsed.selection, measure="hate_crime", source="force_extract"))
    assert asked.absent().startswith("Hate crime is not supplied for Ashford town centre")


def test_an_area_whose_ground_changed_says_so(reference: Reference, county: SmallCounty) -> None:
    cedar, furze = wards_of(county, "Cedar") + wards_of(county, "Furze")
    joined = Month(2023, 3)
    total = show(reference, "findings", crimes("grown")).table.records()[0]
    assert total["value"] == sum(
        county.total(measure="all_crime", source="force_extract", first=first, last=YEAR[1], ward=ward)
        for ward, first in ((cedar, YEAR[0]), (furze, joined))
    )
    assert total["rate"] is None
    wards = show(reference, "wards", crimes("grown"))
    assert any("crosses a break: the area changed (Mar 2023" in caveat for caveat in wards.caveats)
    assert any("Members joined or left" in caveat for caveat in wards.caveats)


def test_an_area_that_began_as_a_whole_has_rates_and_no_months_before(reference: Reference) -> None:
    assert show(reference, "findings", crimes("young")).table.records()[0]["rate"]
    series = reference.series["all_crime", "force_extract"]
    months = released_months(reference, series=series, area="young", first=Month(2022, 1), last=YEAR[1])
    missing = [item.first for item in months.stretches if item.amount.status == "not_supplied"]
    assert missing == [Month(2022, 1), Month(2022, 2), Month(2022, 3)]


@pytest.mark.parametrize("area", [CENTRE, NEIGHBOURHOOD, UNITARY, "grown", "young"])
def test_every_view_and_every_address_of_it_work(reference: Reference, area: str) -> None:
    vocabulary = vocabulary_of(reference)
    selection = parse(f"area={area}", vocabulary).selection
    assert selection.area == area
    for full in (False, True):
        query = selection.to_query(vocabulary, full=full, version=reference.version)
        again = parse(query, vocabulary)
        assert (again.selection, again.notices) == (selection, ())
    for name in VIEWS:
        view = build_view(name, reference, selection)
        assert "could not be worked out" not in view.empty, name


def test_it_is_home_and_listed_under_its_kind(reference: Reference, partner: Reference) -> None:
    assert parse("", vocabulary_of(reference)).selection.area == CENTRE
    groups = {option.value: option.group for option in area_options(vocabulary_of(partner))}
    assert groups[CENTRE] == "Custom areas: town centre"
    assert groups[UNITARY] == "Custom areas: unitary"
    rows = show(partner, "own-areas", "").table.records()
    assert [row["member_code"] for row in rows if row["area_code"] == CENTRE] == ["E01000000", "E01000001"]
    assert {row["member_name"] for row in rows if row["area_code"] == UNITARY} == {"Ashford", "Canterbury"}


def test_nothing_sensitive_by_way_of_an_area_of_wards(partner: Reference) -> None:
    series = partner.series["hate_crime", "force_extract"]
    months = released_months(partner, series=series, area=NEIGHBOURHOOD, first=FIRST, last=YEAR[1])
    assert months.fixed
    assert {item.amount.value for item in months.stretches} == {None}
    query = f"area={NEIGHBOURHOOD}&priority=crime&measure=hate_crime&source=force_extract&to={LAST}"
    for name in ("months", "findings"):
        view = show(partner, name, query)
        own = [row for row in view.table.records() if row.get("subject", "South Ashford") == "South Ashford"]
        assert all(row["value"] is None for row in own)


def test_a_sensitive_series_shows_no_part_of_a_ward(partner: Reference) -> None:
    """Were police.uk not open: neither the parts, nor the months, nor the places of a town centre."""
    catalogue = partner.catalogue
    measure = catalogue.measures["burglary"].model_copy(
        update={"sensitive": {"police_uk": frozenset({"ward"})}}
    )
    source = catalogue.sources["police_uk"].model_copy(update={"open_levels": frozenset()})
    closed = replace(
        partner,
        catalogue=catalogue.model_copy(
            update={
                "measures": {**catalogue.measures, "burglary": measure},
                "sources": {**catalogue.sources, "police_uk": source},
            }
        ),
    )
    series = closed.series["burglary", "police_uk"]
    window = Window("range", POLICE_FIRST, LAST)
    parts = released_wards(closed, series=series, districts=[ASHFORD], window=window, part_of=CENTRE)
    assert {cell.value for cell in parts.cells} == {None}
    months = released_months(closed, series=series, area=CENTRE, first=POLICE_FIRST, last=LAST)
    assert {item.amount.value for item in months.stretches} <= {None}
    assert released_places(closed, series=series, districts=[ASHFORD], window=window, part_of=CENTRE) == ()


def test_findings_of_an_area_that_became_another_one_tell_no_change(reference: Reference) -> None:
    said = [item.words for item in show(reference, "assessment", crimes("grown")).extra["statements"]]
    assert "against" in said[0]
    assert said[0].endswith("the area itself became another one in Mar 2023, so the two cannot be compared.")
    assert not [
        words for words in said if words.startswith(("Month by month", "All crime in Grown Ashford rose"))
    ]
    # A ward of it has more than the area has of it, so it is no share of it.
    assert not [words for words in said if words.startswith("By count") and "%" in words]
