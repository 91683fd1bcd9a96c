"""A store with the wards of two years: either may be counted by, figures of one are counted by the other."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data import queries
from data.build.pipeline import BuildResult, build_store
from data.check import find_problems
from data.settings import Audience, Settings
from data.store import Store

HERE = "E07000105"
# By year: ward -> its LSOAs, which lie side by side. 1 stays; 2 and a tenth of 3 become 11; the rest of 3 is
# 12; 4 is halved between 13 and 14.
WARDS = {
    2021: {"E05000001": [0], "E05000002": [1], "E05000003": [2, 3], "E05000004": [4, 5]},
    2025: {"E05000001": [0], "E05000011": [1, 2], "E05000012": [3], "E05000013": [4], "E05000014": [5]},
}
NAMES = {
    "E05000001": "Alder",
    "E05000002": "Birch",
    "E05000003": "Cedar",
    "E05000004": "Dogwood",
    "E05000011": "Birch Hill",
    "E05000012": "Cedar",
    "E05000013": "Elm",
    "E05000014": "Furze",
}
RESIDENTS = [5000, 9000, 1000, 9000, 3000, 3000]
# Counts by old ward, alike in every month of 2022.
COUNTS = {"E05000001": 50, "E05000002": 90, "E05000003": 100, "E05000004": 60}
QUERY = f"area={HERE}&measure=all_crime&source=force_extract&to=2022-12&compare=none"


def _write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)


def _boundaries(folder: Path, year: int) -> None:
    features = []
    for code, lsoas in WARDS[year].items():
        west, east = 0.8 + 0.02 * lsoas[0], 0.8 + 0.02 * (lsoas[-1] + 1)
        ring = [[west, 51.1], [east, 51.1], [east, 51.12], [west, 51.12], [west, 51.1]]
        features.append(
            {
                "type": "Feature",
                "properties": {f"WD{year % 100}CD": code, f"WD{year % 100}NM": NAMES[code], "LAD25CD": HERE},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    content = {"type": "FeatureCollection", "features": features}
    (folder / f"wards_{year}.geojson").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Boundaries of both years, lookups to both, residents."""
    folder = tmp_path / "places"
    folder.mkdir()
    for year, wards in WARDS.items():
        _boundaries(folder, year)
        rows = [(f"E01{lsoa:06d}", code, NAMES[code], HERE) for code, held in wards.items() for lsoa in held]
        head = ("lsoa21_code", f"ward{year % 100}_code", f"ward{year % 100}_name", "ltla25_code")
        _write_csv(folder / f"lsoa_ward_{year}.csv", head, rows)
    counted = [(f"E01{lsoa:06d}", people) for lsoa, people in enumerate(RESIDENTS)]
    _write_csv(folder / "census2021.csv", ("lsoa21_code", "total_residents"), counted)
    return folder


def _series(path: Path, counts: dict[str, int], *, measure: str = "all_crime", months: int = 12) -> Path:
    rows = [
        (f"2022-{month:02d}", code, measure, count, "force_extract")
        for month in range(1, months + 1)
        for code, count in counts.items()
    ]
    _write_csv(path, ("period", "area", "measure", "value", "source"), rows)
    return path


def _build(store: Path, *paths: Path, wards: int | None = None) -> BuildResult:
    return build_store(
        list(paths), folder=store, wards=wards, clock=lambda: dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
    )


def _reference(store: Path, audience: Audience = Audience.RESTRICTED) -> Reference:
    settings = Settings(store=store, home=HERE, audience=audience)
    return load_reference(Store(store), settings)


def _view(reference: Reference, name: str, query: str = QUERY) -> View:
    return build_view(name, reference, parse(query, vocabulary_of(reference)).selection)


def _counted(reference: Reference, query: str = QUERY) -> dict[str, tuple[object, object]]:
    return {
        str(row["ward_name"]): (row["value"], row["status"])
        for row in _view(reference, "wards", query).table.records()
    }


def test_figures_of_old_wards_are_counted_by_todays(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    result = _build(store, places, _series(tmp_path / "old.csv", COUNTS))
    assert find_problems(Store(store).snapshot()) == []
    reference = _reference(store)
    assert _counted(reference) == {
        "Alder": (600, "shown"),
        "Birch Hill": (12 * 90, "shown"),
        "Cedar": (12 * 100, "shown"),
        "Elm": (None, "not_supplied"),
        "Furze": (None, "not_supplied"),
        "Not placed in a ward": (720, "shown"),
    }
    (said,) = (notice for notice in result.notices if notice.startswith("All crime"))
    assert said == (
        "All crime (force extract), Jan 2022 to Dec 2022: 4 wards of 2021 counted again by the wards of "
        "2025, through LSOAs by lookups, weighed by residents: 1 unchanged, 1 whole, 1 by best fit, 1 kept "
        "at district level; 3.3% of residents are counted in another ward; 63.3% of the figures are in "
        "wards whose fit is not exact, 20.0% stay in the district."
    )
    caveat = (
        "Jan 2022 to Dec 2022: figures came for the wards of 2021 and are counted again by those of 2025. "
        "By best fit, with up to 11% of a ward's residents counted amiss: Cedar (11%) and Birch Hill (10%). "
        "Not known for Elm and Furze: there the figures stay in the district."
    )
    for name in ("wards", "findings"):
        assert caveat in _view(reference, name).caveats
    # What is highest of all cannot be told: only of those that have figures.
    assert _view(reference, "wards").title.startswith("Of the 3 wards with figures: ")
    assert "of the 3 wards with figures: Cedar" in _view(reference, "findings").alt
    of_ward = _view(reference, "months", f"{QUERY}&ward=E05000013")
    assert any("Not known for Elm" in item for item in of_ward.caveats)
    # The district came out whole, and exactly.
    assert not any("counted again" in item for item in _view(reference, "districts").caveats)
    district = _view(reference, "months")
    assert {row["value"] for row in district.table.records() if str(row["month"]).startswith("2022")} == {300}


def test_the_pairs_and_their_errors_are_on_the_data_page(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    _build(store, places, _series(tmp_path / "old.csv", COUNTS))
    view = _view(_reference(store), "recut")
    assert (
        view.title
        == "4 wards of 2021: 1 unchanged, 1 whole in one ward, 1 by best fit, 1 kept at district level"
    )
    rows = [
        (row["from_name"], row["ward_name"], row["share_from"], row["share"], row["outcome"], row["error"])
        for row in view.table.records()
    ]
    assert rows == [
        ("Birch", "Birch Hill", 100, 90, "whole in one ward", 10),
        ("Cedar", "Cedar", 90, 100, "by best fit", 11.1),
        ("Cedar", "Birch Hill", 10, 10, "not here", 10),
        ("Dogwood", "Elm", 50, 100, "kept at district level", 100),
        ("Dogwood", "Furze", 50, 100, "kept at district level", 100),
    ]
    assert "4 wards of 2021 counted again" in view.caveats[0]


def test_the_wards_of_another_year_are_chosen_later_without_the_files(tmp_path: Path, places: Path) -> None:
    store, direct = tmp_path / "store", tmp_path / "direct"
    series = _series(tmp_path / "old.csv", COUNTS)
    _build(store, places, series)
    _build(direct, places, series, wards=2021)
    for path in (*places.iterdir(), series):
        path.unlink()
    held = [(row["year"], row["used"]) for row in _view(_reference(store), "vintages").table.records()]
    assert held == [("2025", "counted by"), ("2021", "held")]
    assert _build(store, wards=2021).files == ()
    reference = _reference(store)
    assert _counted(reference) == {
        **{NAMES[code]: (12 * count, "shown") for code, count in COUNTS.items()},
        "Not placed in a ward": (0, "zero"),
    }
    assert _counted(reference) == _counted(_reference(direct))
    for table in (queries.get_areas, queries.get_layers, queries.get_population, queries.get_neighbours):
        pd.testing.assert_frame_equal(table(reference.snapshot), table(_reference(direct).snapshot))
    assert not any("counted again" in item for item in _view(reference, "wards").caveats)
    # And back, by the wards that were asked for last until others are.
    assert _build(store, wards=2025).notices
    assert _counted(_reference(store))["Elm"] == (None, "not_supplied")


def test_without_a_lookup_boundaries_of_lsoas_do_and_without_these_the_district_keeps_the_figures(
    tmp_path: Path, places: Path
) -> None:
    (places / "lsoa_ward_2021.csv").unlink()
    store = tmp_path / "store"
    result = _build(store, places, _series(tmp_path / "old.csv", COUNTS))
    assert any("nothing tells which LSOAs they are made of: add a lookup" in text for text in result.notices)
    counted = _counted(_reference(store))
    assert counted.pop("Alder") == (600, "shown")
    assert counted.pop("Not placed in a ward") == (12 * 250, "shown")
    assert set(counted.values()) == {(None, "not_supplied")}

    features = [
        {
            "type": "Feature",
            "properties": {"LSOA21CD": f"E01{lsoa:06d}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[x, 51.1], [x + 0.019, 51.1], [x + 0.019, 51.12], [x, 51.12], [x, 51.1]],
                ],
            },
        }
        for lsoa, x in ((lsoa, 0.8005 + 0.02 * lsoa) for lsoa in range(6))
    ]
    path = tmp_path / "lsoas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert any("through LSOAs by their boundaries" in text for text in _build(store, path).notices)
    assert _counted(_reference(store))["Birch Hill"] == (1080, "shown")


def test_small_numbers_stay_hidden_when_they_are_counted_again(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    few = {"E05000001": 1, "E05000002": 0, "E05000003": 1, "E05000004": 2}
    result = _build(store, places, _series(tmp_path / "old.csv", few, measure="hate_crime"))
    (said,) = (notice for notice in result.notices if "counted again" in notice)
    assert "figures are in" not in said
    reference = _reference(store, Audience.PUBLIC)
    query = QUERY.replace("all_crime", "hate_crime")
    counted = _counted(reference, query)
    assert counted["Elm"] == counted["Furze"] == (None, "not_supplied")
    assert all(status in ("hidden", "zero", "not_supplied", "shown") for _, status in counted.values())
    assert any("Not known for Elm" in item for item in _view(reference, "wards", query).caveats)


def test_an_area_of_ones_own_knows_no_more_than_its_wards(tmp_path: Path, places: Path) -> None:
    own = tmp_path / "areas.csv"
    rows = [
        ("known-half", "Known half", "town centre", "E05000001"),
        ("known-half", "Known half", "town centre", "E05000012"),
        ("unknown-half", "Unknown half", "town centre", "E05000001"),
        ("unknown-half", "Unknown half", "town centre", "E05000013"),
    ]
    _write_csv(own, ("area", "name", "kind", "member"), rows)
    store = tmp_path / "store"
    _build(store, places, own, _series(tmp_path / "old.csv", COUNTS))
    reference = _reference(store)
    for area, values, said in (
        ("known-half", {150}, "By best fit"),
        ("unknown-half", {None}, "Not known for"),
    ):
        view = _view(reference, "months", QUERY.replace(HERE, area))
        months = [row for row in view.table.records() if str(row["month"]).startswith("2022")]
        assert {row["value"] for row in months} == values
        assert any(said in item for item in view.caveats)
