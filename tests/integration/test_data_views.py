"""The views of the store itself, and the gauges, over a small store made by the real build."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from click.testing import Result
from openpyxl import Workbook
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.held_reference import load_reference
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.targets.status import SHAPES
from dashboard.views import registry
from dashboard.views.csv import METADATA, VALUES, to_csv
from dashboard.views.registry import VIEWS, build_view
from dashboard.views.set_aside import LISTED
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.catalogue import Plan
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from layouts.markup import to_html
from layouts.table import build_table
from tests.integration.small_files import (
    ASHFORD,
    CANTERBURY,
    DISTRICTS,
    FORCE,
    LAST,
    POLICE_FIRST,
    SmallCounty,
)
from tests.integration.street_files import street_rows, write_places, write_street

PLAN = {
    "id": "small",
    "label": "Ashford 2023",
    "title": "A plan",
    "area": ASHFORD,
    "start": "2023-01",
    "end": "2023-11",
    "publication": "a paper",
    "priorities": [{"id": "crime-down", "label": "Less crime"}, {"id": "roads", "label": "Safer roads"}],
    "indicators": [
        {
            "id": "crime",
            "label": "All crime",
            "measure": "all_crime",
            "source": "force_extract",
            "priorities": ["crime-down"],
            "kind": "change",
            "direction": "lower",
            "change_pct": -2.0,
            "top_line": True,
            "baseline": {"start": "2022-01", "end": "2022-12", "stated": False},
        },
        {
            "id": "ksi",
            "label": "Killed or seriously injured",
            "measure": "ksi_casualties",
            "priorities": ["roads"],
            "kind": "level",
            "direction": "lower",
            "target": 40,
            "top_line": True,
        },
        {
            "id": "survey",
            "label": "Residents feel safe",
            "measure": "residents_want_community_safety_improved",
            "priorities": ["crime-down"],
            "kind": "change",
            "direction": "lower",
            "change_pct": -5,
            "top_line": True,
            "baseline": {"value": 47},
            "filled_by": "the residents' survey",
        },
        {
            "id": "groups",
            "label": "Groups running",
            "measure": "shoplifting",
            "source": "force_extract",
            "priorities": ["crime-down"],
            "kind": "watched",
        },
    ],
}


@pytest.fixture(scope="session")
def planned(small_reference: Reference) -> Reference:
    """The small store with one plan, of its own last year."""
    plan = Plan.model_validate(PLAN)
    catalogue = small_reference.catalogue.model_copy(update={"plans": {plan.id: plan}})
    return replace(small_reference, catalogue=catalogue, recall=Recall(), structure=Recall())


def show(reference: Reference, name: str, query: str = "") -> View:
    """A view of a page."""
    return build_view(name, reference, Selection.from_query(query, vocabulary_of(reference)).selection)


def read(view: View) -> list[dict[str, str]]:
    """A view's CSV, read back."""
    return list(csv.DictReader(io.StringIO(to_csv(view), newline="")))


def gauges(view: View) -> dict[str, dict[str, Any]]:
    """The gauges by indicator."""
    return {gauge["id"]: gauge for gauge in view.extra["gauges"]}


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_the_columns_every_csv_has(name: str, planned: Reference) -> None:
    view = show(planned, name, f"area={ASHFORD}")
    keys = to_csv(view).split("\r\n")[0].split(",")
    assert [key for key in keys if key in VALUES] == list(VALUES)
    assert set(METADATA) <= set(keys)
    assert len(keys) == len(set(keys))
    assert view.store_version == planned.version
    assert {row["marking"] for row in read(view)} <= {"OFFICIAL-SENSITIVE"}


def test_a_view_that_fails_leaves_the_rest(
    planned: Reference, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(reference: Reference, selection: Selection) -> View:
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "VIEWS", {**VIEWS, "months": fail})
    view = show(planned, "months")
    assert "“months”" in view.empty
    assert view.marking == "OFFICIAL-SENSITIVE"
    assert "view failed" in caplog.text
    assert not show(planned, "wards").empty
    with pytest.raises(KeyError):
        show(planned, "nothing")


def test_a_final_year_against_its_baseline(planned: Reference, county: SmallCounty) -> None:
    view = show(planned, "targets", f"area={ASHFORD}&to={LAST}")
    crime = gauges(view)["crime"]

    def total(first: Month, last: Month) -> int:
        return county.total(
            measure="all_crime", source="force_extract", first=first, last=last, districts=[ASHFORD]
        )

    # The plan ends in November: its eleven months against the same eleven of the year before.
    now, before = total(Month(2023, 1), LAST), total(Month(2022, 1), Month(2022, 11))
    assert (crime["value"], crime["baseline"]) == (now, before)
    met = 100 * now <= 98 * before
    assert crime["status"] == ("met" if met else "missed")
    assert crime["status_words"].startswith("final: ")
    assert crime["direction"] == "fewer is better"
    assert crime["figure"]["target"] is not None
    go.Figure(view.figure)
    rows = {row["indicator"]: row for row in read(view)}
    assert (int(rows["All crime"]["value"]), int(rows["All crime"]["previous"])) == (now, before)
    assert rows["All crime"]["period"] == "Jan 2023 to Nov 2023"


def test_part_of_a_plan_year_is_set_against_the_same_months(planned: Reference, county: SmallCounty) -> None:
    view = show(planned, "targets", f"area={ASHFORD}&to=2023-04&window=1m")
    crime = gauges(view)["crime"]
    assert crime["value"] == county.total(
        measure="all_crime",
        source="force_extract",
        first=Month(2023, 1),
        last=Month(2023, 4),
        districts=[ASHFORD],
    )
    assert crime["baseline"] == county.total(
        measure="all_crime",
        source="force_extract",
        first=Month(2022, 1),
        last=Month(2022, 4),
        districts=[ASHFORD],
    )
    assert crime["status"] in {"on_track", "too_close", "at_risk", "off_track"}
    assert "Part of the plan year: Jan 2023 to Apr 2023; same months of the baseline" in crime["note"]


def test_before_and_after_a_plan_there_is_no_status(planned: Reference) -> None:
    before = gauges(show(planned, "targets", f"area={ASHFORD}&to=2022-09&plan=small"))["crime"]
    assert (before["status"], before["status_words"]) == ("baseline", "baseline period; plan starts Jan 2023")
    assert before["note"] == "Baseline so far: Jan 2022 to Sep 2022"
    assert (before["figure"], before["target"]) == (None, None)
    whole = gauges(show(planned, "targets", f"area={ASHFORD}&to=2022-12&plan=small"))["crime"]
    assert whole["note"] == "Baseline: Jan 2022 to Dec 2022"
    assert whole["figure"]["value"] is None
    assert whole["target"] == pytest.approx(0.98 * whole["value"], abs=0.06)
    # Casualties end in June: the plan ended without its last months.
    after = gauges(show(planned, "targets", f"area={ASHFORD}&to=2023-12&window=1m"))
    assert after["ksi"]["status"] == "no_data"
    assert after["crime"]["status_words"].startswith("final: ")


def test_an_indicator_without_data_names_the_file(planned: Reference) -> None:
    view = show(planned, "targets", f"area={ASHFORD}")
    survey = gauges(view)["survey"]
    assert (survey["status"], survey["status_shape"]) == ("no_data", "○")
    assert "Comes from the residents' survey." in survey["note"]
    own = gauges(show(planned, "targets", f"area={ASHFORD}&priority=crime-down"))
    assert list(own) == ["crime", "survey", "groups"]
    assert "the force's own monthly counts" in own["groups"]["note"].replace("’", "'")
    assert {gauge["status_shape"] for gauge in own.values()} <= set(SHAPES.values())
    assert "no plan" in show(planned, "targets", f"area={CANTERBURY}").empty


def test_rows_read_are_loaded_and_set_aside(planned: Reference, county: SmallCounty) -> None:
    view = show(planned, "sources")
    rows = read(view)
    assert sum(int(row["rows_read"]) for row in rows) == sum(
        int(row["rows_loaded"]) + int(row["rows_set_aside"]) for row in rows
    )
    series = next(row for row in rows if row["file"].endswith("series.csv"))
    assert (series["covers_from"], series["covers_to"]) == ("2020-01", "2023-12")
    assert series["extracted"] == "2024-01-05"
    street = [row for row in rows if row["file"].endswith("-street.csv")]
    assert sum(int(row["rows_read"]) for row in street) == sum(
        record.value for record in county.records if record.source == "police_uk"
    )


@pytest.mark.parametrize("area", [ASHFORD, FORCE])
def test_wards_and_unplaced_make_the_district(planned: Reference, county: SmallCounty, area: str) -> None:
    view = show(planned, "placing", f"area={area}")
    rows = [row for row in read(view) if row["source"] == "police.uk"]
    whole = {row["line"]: int(row["value"]) for row in rows if not row["area_code"]}
    assert (
        whole["loaded: districts + without location + outside"] + whole["set aside"]
        == (whole["read: loaded + set aside"])
    )
    assert whole["read: loaded + set aside"] == sum(
        record.value for record in county.records if record.source == "police_uk"
    )
    for district in (area,) if area in DISTRICTS else DISTRICTS:
        own = {row["line"]: int(row["value"]) for row in rows if row["area_code"] == district}
        assert own["in its wards"] + own["in none of its wards"] == own["district: wards + unplaced"]
        assert own["in its wards"] == county.total(
            measure="burglary", source="police_uk", first=POLICE_FIRST, last=LAST, districts=[district]
        )
    assert not view.caveats


def test_coverage_tells_partial_from_missing_and_blank(planned: Reference) -> None:
    view = show(planned, "coverage", f"area={ASHFORD}")
    assert "force extract has 1 partial" in view.title
    months = {
        (row["source"], row["month"]): row["status"]
        for row in read(view)
        if row["area_code"] in (ASHFORD, FORCE)
    }
    assert months["force extract", "2023-12"] == "partial"
    assert months["force extract", "2023-11"] == "complete"
    assert ("police.uk", "2022-12") not in months
    # How many rows a month holds is no business of coverage: it would give sensitive counts away.
    assert {row["value"] for row in read(view)} == {""}
    lines = dict(view.extra["calendar"]["rows"])
    last = lines["force extract, Ashford, 2023/24"]
    assert (last[7], last[8], last[9]) == ("complete", "partial", "")


@pytest.fixture(scope="session")
def dirty_store(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with a file of faults added, and a file of no known kind."""
    folder = tmp_path_factory.mktemp("dirty") / "store"
    shutil.copytree(small_store, folder, symlinks=True)
    files = tmp_path_factory.mktemp("dirty-files")
    (files / "faults.csv").write_text(
        "period,area,measure,value,source\n"
        "2023-13,Ashford,all_crime,5,force_extract\n"
        "2023-01,=Nowhere,all_crime,5,force_extract\n"
        "2023-01,Ashford,hate_crime,3?,force_extract\n"
        "2023-01,Ashford,shoplifting,12,force_extract\n",
        encoding="utf-8",
    )
    (files / "odd.csv").write_text("hello,world\n", encoding="utf-8")
    book = Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("data")
    sheet.append(["period", "area", "measure", "value", "source"])
    sheet.append(["2023-02", "Ashford", "shoplifting", 14, "force_extract"])
    book.save(files / "book.xlsx")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 7, tzinfo=dt.UTC))
    return folder


def test_what_was_set_aside_names_row_reason_and_remedy(dirty_store: Path) -> None:
    reference = load_reference(Store(dirty_store), Settings(store=dirty_store, audience=Audience.RESTRICTED))
    view = show(reference, "set-aside")
    assert view.title == "3 rows of 1 file set aside, and 1 file whole"
    rows = view.table.records()
    assert [row["row"] for row in rows] == [2, 3, 4, None]
    assert [row["column"] for row in rows[:3]] == ["period", "area", "value"]
    assert all(row["reason"] and row["remedy"] for row in rows)
    assert "3?" in str(rows[2]["text"])
    files = {str(row["file"]): row for row in show(reference, "sources").table.records()}
    faults = next(row for name, row in files.items() if name.endswith("faults.csv"))
    assert (faults["rows_read"], faults["rows_loaded"], faults["rows_set_aside"]) == (4, 1, 3)
    assert "there is no such month (1)" in str(faults["set_aside_why"])


def test_the_csv_has_every_row_set_aside_with_its_own_text(small_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder, symlinks=True)
    head = (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type"
    )
    rows = [f"=cmd|{n},2023-13,Kent Police,Kent Police,,,Street,,,Burglary,," for n in range(LISTED + 200)]
    (tmp_path / "kent.csv").write_text("\n".join([f"{head},Last outcome category,Context", *rows]))
    wards = [f"E050000{n},Ward,9" for n in range(10, 40)]
    people = ["WD24CD,WD24NM,residents_2021", *wards, "=E05,=1+1,many"]
    (tmp_path / "people.csv").write_text("\n".join(people))
    build_store(
        [tmp_path / "kent.csv", tmp_path / "people.csv"],
        folder=folder,
        clock=lambda: dt.datetime(2024, 1, 7, tzinfo=dt.UTC),
    )
    reference = load_reference(Store(folder), Settings(store=folder, audience=Audience.RESTRICTED))
    view = show(reference, "set-aside")
    text = [row["text"] for row in read(view)]
    assert text == [f"'{row}" for row in rows] + ["'=E05,=1+1,many"]
    assert [row["row"] for row in view.table.records()] == [*range(2, LISTED + 202), 32]
    shown = to_html(build_table(view.table, caption=""))
    assert (shown.count("=cmd|"), f"first {LISTED:,}" in view.caveats[0]) == (LISTED, True)


def test_how_a_workbook_was_understood_is_printed_and_on_the_page(dirty_store: Path) -> None:
    reference = load_reference(Store(dirty_store), Settings(store=dirty_store))
    records = show(reference, "understood").table.records()
    (row,) = [row for row in records if str(row["file"]).endswith("book.xlsx")]
    assert row["understood"] == (
        "Sheet 'data': one number a row, by its columns period, area, measure, value. Not read: 'Notes'."
    )


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC])
def test_rows_that_may_hold_small_numbers_are_withheld(dirty_store: Path, audience: Audience) -> None:
    reference = load_reference(Store(dirty_store), Settings(store=dirty_store, audience=audience))
    view = show(reference, "set-aside")
    assert {row["text"] for row in view.table.records()} == {"not shown to this audience", ""}
    assert view.caveats


def test_the_command_prints_what_the_page_shows(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSP_HOME", ASHFORD)
    monkeypatch.setenv("CSP_AUDIENCE", "restricted")
    query = f"area={ASHFORD}&measure=all_crime&window=fy"
    found = CliRunner().invoke(app, ["table", "wards", query, "--store", str(small_store)])
    assert found.exit_code == 0, found.output
    settings = Settings(store=small_store, home=ASHFORD, audience=Audience.RESTRICTED)
    reference = load_reference(Store(small_store), settings)
    assert found.stdout_bytes.decode() == to_csv(show(reference, "wards", query))
    unknown = CliRunner().invoke(app, ["table", "nothing", "", "--store", str(small_store)])
    assert unknown.exit_code == 2
    assert "set-aside" in unknown.output


def test_the_command_heeds_the_version_of_a_copied_link(tmp_path: Path) -> None:
    places = write_places(tmp_path / "places")
    for rows in (30, 40):
        street = write_street(tmp_path / "street", "2024-03", street_rows("2024-03", rows=rows, seed=rows))
        build_store([places, street], folder=tmp_path / "store")

    def ask(version: str) -> Result:
        return CliRunner().invoke(
            app, ["table", "wards", f"version={version}", "--store", str(tmp_path / "store")]
        )

    earlier, newest, gone = (ask(version) for version in ("v00001", "v00002", "v00009"))
    assert ",v00001," in earlier.stdout and ",v00002," in newest.stdout
    assert gone.stdout == newest.stdout
    assert "v00009 is no longer kept: these are the figures of v00002" in gone.stderr
