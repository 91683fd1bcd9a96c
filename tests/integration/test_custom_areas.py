"""Areas of one's own, built from files: their counts against the rows themselves, added up in pandas."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data import count_queries, queries
from data.build.pipeline import build_store
from data.check import find_problems
from data.month import Month
from data.store import Snapshot, Store
from tests.integration.street_files import LSOAS, SPLIT, street_rows, write_places, write_street

MONTHS = [f"2023-{number:02d}" for number in range(1, 9)]
AREAS = """area,name,kind,member,from,to
alder-and-cedar,Alder and Cedar,priority neighbourhood,E05000001,,
alder-and-cedar,,,Cedar (Easting),,
town-centre,Westing town centre,town centre,E01000002,,
town-centre,,,E01000003,,
both-sides,Both sides of the split,town centre,E01000003,,
both-sides,,,E01000005,,
whole-wold,Wold unitary,unitary,Westing,,
whole-wold,,,E07000002,,
grown,Grown centre,town centre,E01000001,,
grown,,,E01000002,2023-04,2023-06
mixed,Ward and a corner,other,E05000002,,
mixed,,,E01000007,,
mixed,,,E01000003,,
lost,Lost,other,E01999999,,
lost,,,E05999999,,
E07000001,Westing again,other,E05000001,,
wold,The force,other,E05000001,,
copy,Easting,other,E05000001,,
"""


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Every street row, of eight months."""
    return pd.DataFrame([row for month in MONTHS for row in street_rows(month, rows=400, seed=7)])


@pytest.fixture(scope="module")
def store(rows: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The rows, the places, residents by LSOA and the areas, built."""
    files = write_places(tmp_path_factory.mktemp("files"))
    for month, own in rows.groupby("Month"):
        write_street(files, str(month), own.to_dict("records"))
    people = "".join(f"{lsoa},{1000 + 100 * int(lsoa[-1])},{400}\n" for lsoa in LSOAS)
    (files / "census2021_lsoa21.csv").write_text(f"lsoa21_code,total_residents,total_households\n{people}")
    (files / "our_areas.csv").write_text(AREAS, encoding="utf-8")
    folder = tmp_path_factory.mktemp("store")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2023, 9, 5, tzinfo=dt.UTC))
    return Store(folder).snapshot()


def months_of(store: Snapshot, area: str, measure: str = "all_crime") -> dict[str, int]:
    series = queries.get_series(store)
    number = int(series.loc[series["measure"] == measure, "series_id"].iloc[0])
    found = count_queries.get_area_months(
        store, series_ids=[number], area_codes=[area], start=Month(2023, 1), end=Month(2023, 12)
    )
    return {f"{row['month']:%Y-%m}": row["value"] for row in found}


def crimes(rows: pd.DataFrame, lsoas: set[str]) -> dict[str, int]:
    """The slow way: rows that bear one of the LSOAs, less anti-social behaviour."""
    own = rows[rows["LSOA code"].isin(lsoas) & (rows["Crime type"] != "Anti-social behaviour")]
    return own.groupby("Month").size().to_dict()


def summed(*parts: dict[str, int]) -> dict[str, int]:
    return {month: sum(part.get(month, 0) for part in parts) for month in MONTHS}


def ward_months(store: Snapshot, ward: str) -> dict[str, int]:
    series = queries.get_series(store)
    number = int(series.loc[series["measure"] == "all_crime", "series_id"].iloc[0])
    found = count_queries.get_ward_months(
        store,
        series_id=number,
        districts=["E07000001", "E07000002"],
        start=Month(2023, 1),
        end=Month(2023, 12),
    )
    return {f"{row['month']:%Y-%m}": row["value"] for row in found if row["ward_code"] == ward}


def test_an_area_of_wards_is_the_sum_of_its_wards(store: Snapshot) -> None:
    wards = summed(ward_months(store, "E05000001"), ward_months(store, "E05000003"))
    assert months_of(store, "alder-and-cedar") == wards
    assert min(wards.values()) > 0


def test_an_area_of_districts_is_the_sum_of_its_districts(store: Snapshot) -> None:
    both = summed(months_of(store, "E07000001"), months_of(store, "E07000002"))
    assert months_of(store, "whole-wold") == both


def test_an_area_of_lsoas_is_the_rows_that_bear_them(store: Snapshot, rows: pd.DataFrame) -> None:
    assert months_of(store, "town-centre") == crimes(rows, {"E01000002", "E01000003"})


def test_an_old_lsoa_is_inside_when_all_it_became_is(store: Snapshot, rows: pd.DataFrame) -> None:
    assert months_of(store, "both-sides") == crimes(rows, {"E01000003", "E01000005", SPLIT})


def test_a_member_counts_in_its_own_months(store: Snapshot, rows: pd.DataFrame) -> None:
    always, then = crimes(rows, {"E01000001"}), crimes(rows, {"E01000002"})
    then = {month: value for month, value in then.items() if "2023-04" <= month <= "2023-06"}
    assert months_of(store, "grown") == summed(always, then)


def test_wards_and_lsoas_mix_and_no_row_counts_twice(store: Snapshot, rows: pd.DataFrame) -> None:
    """E01000003 lies in the ward that is a member already: it is set aside."""
    assert months_of(store, "mixed") == summed(ward_months(store, "E05000002"), crimes(rows, {"E01000007"}))


def test_what_is_inside_by_ward_and_what_may_be(store: Snapshot, rows: pd.DataFrame) -> None:
    parts = count_queries.get_part_months(
        store, series_id=1, area="town-centre", start=Month(2023, 1), end=Month(2023, 12)
    )
    frame = pd.DataFrame(parts)
    inside = frame[frame["inside"]].groupby("ward_code")["value"].sum().to_dict()
    assert inside == {
        "E05000001": sum(crimes(rows, {"E01000002"}).values()),
        "E05000002": sum(crimes(rows, {"E01000003"}).values()),
    }
    crime = rows[rows["Crime type"] != "Anti-social behaviour"]
    west = crime["Longitude"].ne("") & (pd.to_numeric(crime["Longitude"]) < 0.2)
    unknown = crime[(crime["LSOA code"].eq("") & west) | crime["LSOA code"].eq(SPLIT)]
    assert frame.loc[~frame["inside"], "value"].sum() == len(unknown)


def test_residents_are_those_of_the_members(store: Snapshot) -> None:
    people = queries.get_population(store).set_index("area_code")["residents"]
    assert people["town-centre"] == 1200 + 1300
    assert people["alder-and-cedar"] == people["E05000001"] + people["E05000003"]
    assert people["whole-wold"] == people["E07000001"] + people["E07000002"]
    assert people["mixed"] == people["E05000002"] + 1700
    # An area whose ground changed has no one number of residents.
    assert "grown" not in people
    parts = queries.get_part_population(store).set_index(["area_code", "ward_code"])["residents"]
    assert parts["town-centre"].to_dict() == {"E05000001": 1200, "E05000002": 1300}


def test_what_is_no_member_is_set_aside_and_said(store: Snapshot) -> None:
    aside = queries.get_set_aside(store, limit=100)
    found = dict(zip(aside["row_number"], aside["reason"], strict=True))
    assert found == {
        14: "E01000003 lies in E05000002, which is a member too",
        15: "no lookup of this store knows the LSOA E01999999",
        16: "E05999999 is no ward of 2025, the year of this store's wards",
        17: "E07000001 has the form of an official code",
        18: "wold is the code of another area of this store",
        19: "'Easting' is the name of another area of this store",
    }
    assert aside["remedy"].ne("").all()
    (file,) = queries.get_files(store).query("kind == 'custom_areas'").to_dict("records")
    assert (file["rows_read"], file["rows_loaded"], file["rows_set_aside"]) == (18, 12, 6)
    assert find_problems(store) == []
