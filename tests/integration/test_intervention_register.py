"""Registers of interventions: what a row may say, and what a build makes of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from dashboard.held_reference import load_reference
from dashboard.interventions import Intervention, interventions_in, interventions_of, read_register
from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.demonstration.intervention_files import write_interventions
from data.month import Month
from data.settings import Settings
from data.sources.interventions import load
from data.sources.kinds import InputFile, Loaded
from data.sources.recognise import recognise
from data.store import Store
from tests.integration.small_files import ASHFORD, CANTERBURY, COUNTY, FORCE, SmallCounty, write_small_places

HEAD = "name,from,to,place,measure,kind,note"
GOOD = (
    "Station patrols,2023-04-03,30/07/2023,Alder,all_crime,Patrol,Thursday to Saturday",
    "Gates,June 2023,,E05090000; E05090001,Burglary,,",
    "Licensing,4th November 2023,Nov 2023,Ashford,all_crime; burglary,licensing,",
)
FIGURE = "period,area,measure,source,value\n2023-12,Ashford,asb_council_incidents,council,7\n"


def read(path: Path, *rows: str, head: str = HEAD) -> Loaded:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return loaded_of(path)


def loaded_of(path: Path) -> Loaded:
    match = recognise(InputFile(path=path, name=path.name, sha256="0" * 64))
    assert getattr(match, "kind", "") == "interventions"
    loaded = load(match)
    assert len(loaded.frame) + len(loaded.set_aside) == loaded.rows_read
    return loaded


def test_days_or_months_as_people_write_them(tmp_path: Path) -> None:
    loaded = read(tmp_path / "ours.csv", *GOOD)
    rows = [tuple(row) for row in loaded.frame[["name", "kind", "first_day", "last_day"]].to_numpy().tolist()]
    assert rows == [
        ("Station patrols", "patrol", dt.date(2023, 4, 3), dt.date(2023, 7, 30)),
        ("Gates", "intervention", dt.date(2023, 6, 1), None),
        ("Licensing", "licensing", dt.date(2023, 11, 4), dt.date(2023, 11, 30)),
    ]


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD.split(","))
    page.append(["Gates", dt.date(2023, 6, 1), None, "Alder; Birch", "Burglary", "", ""])
    book.save(tmp_path / "ours.xlsx")
    (row,) = loaded_of(tmp_path / "ours.xlsx").frame.to_dict("records")
    assert (row["first_day"], row["last_day"], row["place"]) == (dt.date(2023, 6, 1), None, "Alder; Birch")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2023-04-03,,Alder,all_crime,,", "name", "the intervention has no name"),
        (f"{'x' * 101},2023-04-03,,Alder,all_crime,,", "name", "the name is very long"),
        ("Patrols,,,Alder,all_crime,,", "from", "no day is given on which it began"),
        ("Patrols,soon,,Alder,all_crime,,", "from", "'soon' is no day or month"),
        ("Patrols,2023-02-30,,Alder,all_crime,,", "from", "'2023-02-30' is no day or month"),
        ("Patrols,2023-04-03,2023-04-02,Alder,all_crime,,", "to", "it ends before it starts"),
        ("Patrols,2023-04-03,2043-04-03,Alder,all_crime,,", "to", "it lasts longer than 10 years"),
        ("Patrols,2023-04-03,,,all_crime,,", "place", "no place is given"),
        ("Patrols,2023-04-03,,Alder,,,", "measure", "no measure is given"),
        (
            "Patrols,2023-04-03,,Alder,all_crime,,,more",
            "",
            "the row has more cells than the header has columns",
        ),
    ],
)
def test_a_row_that_is_no_intervention_is_set_aside(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    (aside,) = read(tmp_path / "ours.csv", *GOOD, row).set_aside
    assert (aside.row, aside.column, aside.reason) == (5, column, reason)
    assert aside.remedy


BAD = {
    "Lost,2023-05-01,,Atlantis,all_crime,,": ("place", "'Atlantis' is no area this store knows"),
    "Two towns,2023-05-01,,Town,all_crime,,": ("place", "'Town' is the name of 2 areas"),
    "Block,2023-05-01,,E01000001,all_crime,,": ("place", "E01000001 is an LSOA"),
    "Mixed,2023-05-01,,Ashford; Gorse,all_crime,,": ("place", "several places that are not all wards"),
    "Odd,2023-05-01,,Alder,merriment,,": ("measure", "'merriment' is no measure of the catalogue"),
    "Half,2023-05-01,,Alder; Atlantis,all_crime,,": ("place", "'Atlantis' is no area this store knows"),
    "Patrols,2023-04-03,2023-08-30,E05090000,robbery,patrol,": ("to", "an earlier row of it says 2023-07-30"),
    "Patrols,2023-04-03,2023-07-30,E05090000,All crime,patrol,": (
        "measure",
        "an earlier row gives it for all_crime already",
    ),
}


@pytest.fixture(scope="module")
def folder(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store with two registers; the later one gives the gates an end and another measure."""
    files = write_small_places(tmp_path_factory.mktemp("files"), county)
    folder = tmp_path_factory.mktemp("store")
    rows = (
        "Patrols,2023-04-03,2023-07-30,Alder,all_crime,patrol,",
        "Patrols,2023-04-03,2023-07-30,E05090000,Burglary,patrol,Thursday to Saturday",
        "Gates,2023-06-01,,Birch; Alder,burglary,,",
        "Licensing,2023-11-04,2023-11-30,Ashford,all_crime,licensing,",
        "Lights,2023-06-01,,Town (Canterbury),all_crime,,",
        "Roads,2023-02-01,2023-03-31,Kent excluding Medway,all_crime,,",
        *BAD,
    )
    (files / "a-register.csv").write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    later = "Gates,2023-06-01,2023-06-30,Alder; Birch,all_crime,environmental,Two alleys"
    (files / "b-register.csv").write_text(f"{HEAD}\n{later}\n", encoding="utf-8")
    (files / "figures.csv").write_text(FIGURE, "utf-8")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    return folder


def reference_of(folder: Path) -> Reference:
    return load_reference(Store(folder), Settings(store=folder, home=ASHFORD))


def names(found: tuple[Intervention, ...]) -> list[str]:
    return [item.name for item in found]


def test_rows_of_one_intervention_are_one_and_a_later_file_replaces_it(folder: Path) -> None:
    register = {item.name: item for item in read_register(reference_of(folder))}
    assert list(register) == ["Roads", "Patrols", "Gates", "Lights", "Licensing"]
    patrols, gates = register["Patrols"], register["Gates"]
    assert (patrols.measures, patrols.note) == (("all_crime", "burglary"), "Thursday to Saturday")
    assert (patrols.id, patrols.area, patrols.last_month) == ("patrols-2023-04", "Alder", Month(2023, 7))
    assert (gates.measures, gates.kind, gates.last) == (("all_crime",), "environmental", dt.date(2023, 6, 30))
    assert (gates.area, gates.file.rpartition("/")[2]) == ("Alder and Birch", "b-register.csv")
    assert (register["Lights"].area, register["Lights"].last_month) == ("Town", None)


def test_what_cannot_be_placed_or_measured_is_set_aside_with_what_to_do(folder: Path) -> None:
    reference = reference_of(folder)
    selection = parse("", vocabulary_of(reference)).selection
    rows = [
        row
        for row in build_view("set-aside", reference, selection).table.records()
        if "a-register" in str(row["file"])
    ]
    assert {(str(row["column"]), str(row["reason"])) for row in rows} == set(BAD.values())
    assert all(row["remedy"] for row in rows)
    (file,) = (
        row
        for row in build_view("sources", reference, selection).table.records()
        if "a-register" in str(row["file"])
    )
    assert (file["rows_read"], file["rows_loaded"], file["rows_set_aside"]) == (14, 6, 8)


def test_a_chart_shows_what_was_done_there_and_a_page_lists_what_lies_in_it(folder: Path) -> None:
    reference = reference_of(folder)
    alder = "E05090000"
    assert names(interventions_of(reference, area=ASHFORD)) == ["Roads", "Patrols", "Gates", "Licensing"]
    assert names(interventions_of(reference, area=alder)) == ["Roads", "Patrols", "Gates", "Licensing"]
    assert names(interventions_of(reference, area="E05090002")) == ["Roads", "Licensing"]
    assert names(interventions_of(reference, area=CANTERBURY)) == ["Roads", "Lights"]
    # A county's chart does not show one ward's patrols; its page lists them.
    assert names(interventions_of(reference, area=COUNTY)) == ["Roads"]
    assert names(interventions_of(reference, area=FORCE)) == []
    assert len(interventions_in(reference, area=COUNTY)) == len(interventions_in(reference, area=FORCE)) == 5
    assert names(interventions_of(reference, area=ASHFORD, measure="burglary")) == ["Patrols"]
    july = Window("1m", Month(2023, 7), Month(2023, 7))
    assert names(interventions_of(reference, area=ASHFORD, window=july)) == ["Patrols"]
    later = Window("1m", Month(2024, 7), Month(2024, 7))
    assert names(interventions_of(reference, area=CANTERBURY, window=later)) == ["Lights"], "it still runs"


def test_made_up_interventions_go_with_the_demonstration(county: SmallCounty, tmp_path: Path) -> None:
    real, folder = tmp_path / "real", tmp_path / "store"
    real.mkdir()
    made_up = write_small_places(tmp_path / "made-up", county)
    (made_up / "demonstration.yaml").write_text("demonstration: true\n", "utf-8")
    (made_up / "register.csv").write_text(f"{HEAD}\n{GOOD[0]}\n", "utf-8")
    (made_up / "figures.csv").write_text(FIGURE, "utf-8")
    build_store([made_up], folder=folder)
    (item,) = read_register(reference_of(folder))
    assert item.made_up
    (real / "figures.csv").write_text(FIGURE.replace("2023-12", "2023-11"), "utf-8")
    build_store([real], folder=folder)
    assert read_register(reference_of(folder)) == ()


def test_the_demonstration_registers_the_operation_with_the_paper_s_months(tmp_path: Path) -> None:
    loaded = loaded_of(write_interventions(tmp_path / "interventions.csv"))
    assert loaded.set_aside == ()
    stanhope = loaded.frame.iloc[0]
    assert (stanhope["name"], stanhope["place"]) == ("Stanhope targeted police operation", "E05011770")
    assert (stanhope["first_day"], stanhope["last_day"]) == (dt.date(2022, 2, 1), dt.date(2022, 5, 31))
