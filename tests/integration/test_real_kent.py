"""The real files of Kent and Medway, and the numbers that people have counted in them by hand."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.held_reference import load_reference
from dashboard.question import ask
from dashboard.selection import parse
from dashboard.views.ward_places import build_ward_places
from dashboard.vocabulary import vocabulary_of
from dashboard.ward_places import ward_places
from data import count_queries, queries
from data.build.pipeline import build_store
from data.check import find_problems
from data.month import Month
from data.settings import Settings
from data.store import Snapshot, Store

pytestmark = pytest.mark.realdata

ASHFORD = "E07000105"
KENT_WITHOUT_MEDWAY = "E10000016"
FIRST, LAST = Month(2025, 1), Month(2025, 10)
AUTUMN = Month(2018, 10), Month(2018, 11)


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Built once from the police months, the wards of 2025, the lookups and the population."""
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    real = Path(named)
    assert real.is_dir(), f"CSP_REALDATA names {real}, which is no folder"
    folder = tmp_path_factory.mktemp("kent") / "store"
    build_store(
        [
            real / "police",
            real / "boundaries/wards_2025_kent_medway.geojson",
            real / "lookups",
            real / "population",
        ],
        folder=folder,
        clock=lambda: dt.datetime(2025, 12, 1, tzinfo=dt.UTC),
    )
    return Store(folder).snapshot()


def _series(kent: Snapshot, measure: str) -> int:
    frame = queries.get_series(kent)
    return int(
        frame.loc[(frame["measure"] == measure) & (frame["source"] == "police_uk"), "series_id"].iloc[0]
    )


def _wards(kent: Snapshot) -> pd.Series:
    totals = pd.DataFrame(
        count_queries.get_ward_totals(
            kent,
            series_id=_series(kent, "all_crime"),
            districts=[ASHFORD],
            start=FIRST,
            end=LAST,
            before_start=AUTUMN[0],
            before_end=AUTUMN[1],
        )
    )
    names = queries.get_areas(kent).set_index("code")["name"]
    return totals.set_index(totals["ward_code"].map(names))["value"]


def test_every_row_of_2025_is_in_a_district_without_location_or_outside(kent: Snapshot) -> None:
    placed = queries.get_placement(kent, start=FIRST, end=LAST)
    by_method = placed.groupby("method")["rows"].sum()
    assert placed["rows"].sum() == 151_376
    assert placed.loc[placed["district_code"].notna(), "rows"].sum() == 149_519
    assert by_method["no_location"] == 1_813
    assert by_method["outside"] == 44
    assert set(by_method.index) == {"lsoa", "no_location", "outside"}


def test_files_say_what_was_read(kent: Snapshot) -> None:
    files = queries.get_files(kent)
    police = files[files["kind"] == "police_uk"]
    year = police["name"].str.contains("/2025-")
    assert police.loc[year, "rows_read"].sum() == 151_376
    assert police.loc[~year, "rows_read"].sum() == 33_214
    assert (files["rows_read"] == files["rows_loaded"] + files["rows_set_aside"]).all()
    assert find_problems(kent) == []


def test_ashford_by_month(kent: Snapshot) -> None:
    months = count_queries.get_area_months(
        kent, series_ids=[_series(kent, "all_crime")], area_codes=[ASHFORD], start=FIRST, end=LAST
    )
    in_order = sorted(months, key=lambda row: row["month"])
    assert [row["value"] for row in in_order] == [797, 684, 884, 717, 814, 705, 878, 791, 631, 769]
    assert sum(row["value"] for row in months) == 7_670
    asb = count_queries.get_area_months(
        kent, series_ids=[_series(kent, "asb_police_reports")], area_codes=[ASHFORD], start=FIRST, end=LAST
    )
    assert sum(row["value"] for row in asb) == 1_399


def test_ashford_by_ward(kent: Snapshot) -> None:
    wards = _wards(kent).sort_values()
    assert wards.sum() == 7_670
    assert wards.iloc[:2].to_dict() == {"Downs West": 28, "Singleton West": 33}
    assert wards.iloc[-3:].to_dict() == {"Beaver": 569, "Willesborough": 578, "Victoria": 1_272}


def test_where_in_a_ward(kent: Snapshot) -> None:
    places = pd.DataFrame(
        count_queries.get_places(
            kent, series_id=_series(kent, "all_crime"), districts=[ASHFORD], start=FIRST, end=LAST
        )
    )
    places["ward"] = places["ward_code"].map(queries.get_areas(kent).set_index("code")["name"])
    lsoas = places.groupby(["ward", "lsoa"])["value"].sum()["Victoria"]
    named = places.groupby(["ward", "place"])["value"].sum()["Willesborough"]
    assert (lsoas.idxmax(), lsoas.max()) == ("E01034986", 718)
    assert (named.idxmax(), named.max()) == ("On or near Hospital", 198)


def test_where_in_a_ward_with_the_kind_of_place(kent: Snapshot) -> None:
    """All crime of January to October 2025, as police.uk published it."""
    reference = load_reference(Store(kent.folder), Settings(store=kent.folder, home=ASHFORD))
    query = f"area={ASHFORD}&priority=crime&measure=all_crime&window=range&from={FIRST}&to={LAST}"
    question = ask(reference, parse(query, vocabulary_of(reference)).selection)
    wards = {reference.name(code): code for code in reference.wards(ASHFORD)}
    victoria = ward_places(question, wards["Victoria"], question.window)
    assert victoria is not None
    assert (victoria.total, victoria.lsoas[0].name, victoria.lsoas[0].value) == (1_272, "E01034986", 718)
    willesborough = ward_places(question, wards["Willesborough"], question.window)
    assert willesborough is not None
    hospital = willesborough.places[0]
    assert (willesborough.total, hospital.name, hospital.what) == (578, "Hospital", "hospital")
    assert (hospital.value, hospital.lsoas) == (198, ("E01024004",))
    said = build_ward_places(reference, replace(question.selection, ward=wards["Willesborough"]))
    assert said.title == "198 of 578 are “on or near Hospital”; 324 (56.1%) lie in one LSOA"
    assert said.extra["notes"][0].startswith("“On or near Hospital” stands for a hospital. Ask the hospital")
    for code in reference.wards(KENT_WITHOUT_MEDWAY):
        found = ward_places(question, code, question.window)
        assert found is not None
        assert found.total == found.without_place + sum(place.value for place in found.places)
        assert found.total == found.without_lsoa + sum(place.value for place in found.lsoas)


def test_kent_excluding_medway(kent: Snapshot) -> None:
    months = count_queries.get_area_months(
        kent,
        series_ids=[_series(kent, "all_crime")],
        area_codes=[KENT_WITHOUT_MEDWAY],
        start=FIRST,
        end=LAST,
    )
    assert sum(row["value"] for row in months) == 101_938


def test_rows_of_2018_find_a_district_through_the_old_lsoas(kent: Snapshot) -> None:
    placed = queries.get_placement(kent, start=AUTUMN[0], end=AUTUMN[1])
    by_method = placed.groupby("method")["rows"].sum()
    assert placed["rows"].sum() == 33_214
    assert by_method["no_location"] == 663
    old = by_method[["lsoa_2011", "split_point", "split_nearest"]]
    assert old.sum() == 3_199
    assert old["lsoa_2011"] == 2_298
    assert placed.loc[placed["method"].isin(old.index), "district_code"].notna().all()


def test_dispersion_is_what_the_domain_rules_quote(kent: Snapshot) -> None:
    frame = queries.get_dispersion(kent)
    phi = frame[frame["level"] == "district"].set_index("series_id")["phi"]
    assert phi[_series(kent, "all_crime")] == pytest.approx(2.1, abs=0.05)
    assert 1 <= phi[_series(kent, "violence_and_sexual_offences")] < phi[_series(kent, "shoplifting")]
    assert (frame["phi"] >= 1).all()
