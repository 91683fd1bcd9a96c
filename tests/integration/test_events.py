"""Events files: what a row may say, and what a build makes of it beside the list of bank holidays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.events import events_of
from dashboard.held_reference import load_reference
from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.demonstration.event_files import write_events
from data.month import Month
from data.settings import Settings
from data.sources.events import load
from data.sources.kinds import InputFile, Loaded
from data.sources.recognise import recognise
from data.store import Store
from tests.integration.small_files import ASHFORD, CANTERBURY, FORCE, SmallCounty, write_small_places

HEAD = "event,from,to,kind,area"
GOOD = (
    "Summer holidays,2023-07-22,2023-09-03,School holiday,",
    "Carnival,17/06/2023,,,Ashford",
    "Fireworks,4th November 2023,5 Nov 2023,Operation,E05000001",
)
# As GOV.UK published the bank holidays of England and Wales for 2022.
OF_2022 = {
    "2022-01-03": "New Year’s Day (substitute day)",
    "2022-04-15": "Good Friday",
    "2022-04-18": "Easter Monday",
    "2022-05-02": "Early May bank holiday",
    "2022-06-02": "Spring bank holiday",
    "2022-06-03": "Platinum Jubilee bank holiday",
    "2022-08-29": "Summer bank holiday",
    "2022-09-19": "Bank Holiday for the State Funeral of Queen Elizabeth II",
    "2022-12-26": "Boxing Day",
    "2022-12-27": "Christmas Day (substitute day)",
}


def read(path: Path, *rows: str, head: str = HEAD) -> Loaded:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    match = recognise(InputFile(path=path, name=path.name, sha256="0" * 64))
    assert getattr(match, "kind", "") == "events"
    loaded = load(match)
    assert len(loaded.frame) + len(loaded.set_aside) == loaded.rows_read
    return loaded


def test_days_in_any_form_and_an_event_of_one_day(tmp_path: Path) -> None:
    loaded = read(tmp_path / "ours.csv", *GOOD)
    assert [tuple(row) for row in loaded.frame.drop(columns="row_number").to_numpy().tolist()] == [
        ("Summer holidays", "school holiday", dt.date(2023, 7, 22), dt.date(2023, 9, 3), ""),
        ("Carnival", "local event", dt.date(2023, 6, 17), dt.date(2023, 6, 17), "Ashford"),
        ("Fireworks", "operation", dt.date(2023, 11, 4), dt.date(2023, 11, 5), "E05000001"),
    ]
    fewer = read(tmp_path / "few.csv", "2023-06-17,Carnival,Park", head="From,Event,Where")
    assert len(fewer.frame) == 1
    assert fewer.understood[-1] == "Columns not used: Where."
    # A spreadsheet leaves out the empty cells at a row's end.
    (short,) = read(tmp_path / "short.csv", "2023-06-17", head="from,event").set_aside
    assert (short.column, short.reason) == ("event", "the event has no name")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2023-07-22,,,", "event", "the event has no name"),
        ("Fair,,,,", "from", "no day is given"),
        ("Fair,next week,,,", "from", "'next week' is no day"),
        ("Fair,2023-02-30,,,", "from", "'2023-02-30' is no day"),
        ("Fair,2023-07-22,2023-07-21,,", "to", "it ends before it starts"),
        ("Fair,2023-07-22,2032-07-23,,", "to", "it lasts longer than a year"),
        ("Carnival,17/06/2023,,,Ashford", "event", "an earlier row gives 'Carnival'"),
        ("Fair,2023-07-22,,,Ashford,and more", "", "the row has more cells than the header has columns"),
    ],
)
def test_a_row_that_is_no_event_is_set_aside(tmp_path: Path, row: str, column: str, reason: str) -> None:
    (aside,) = read(tmp_path / "ours.csv", *GOOD, row).set_aside
    assert (aside.row, aside.column, aside.reason) == (5, column, reason)
    assert aside.remedy


FIGURE = "period,area,measure,source,value\n2023-12,Ashford,asb_council_incidents,council,7\n"


@pytest.fixture(scope="module")
def folder(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store with events of two files; the later one moves the carnival's end."""
    files = write_small_places(tmp_path_factory.mktemp("files"), county)
    folder = tmp_path_factory.mktemp("store")
    rows = (
        *GOOD[:2],
        "Fireworks,2023-11-04,,,Alder (Ashford)",
        "Elsewhere,2023-06-01,,,Atlantis",
        "Fair,2023-06-03,,,Canterbury",
    )
    (files / "a-events.csv").write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    (files / "b-events.csv").write_text(
        f"{HEAD}\nCarnival,2023-06-17,2023-06-18,,{ASHFORD}\n", encoding="utf-8"
    )
    (files / "figures.csv").write_text(FIGURE, "utf-8")
    build_store([files], folder=folder, clock=lambda: dt.datetime(2024, 1, 6, tzinfo=dt.UTC))
    return folder


def reference_of(folder: Path) -> Reference:
    return load_reference(Store(folder), Settings(store=folder, home=ASHFORD))


def names(reference: Reference, area: str, first: str, last: str) -> list[str]:
    window = Window("range", Month.parse(first), Month.parse(last))
    return [event.name for event in events_of(reference, area=area, window=window)]


def test_bank_holidays_are_those_gov_uk_published(folder: Path) -> None:
    window = Window("range", Month(2022, 1), Month(2022, 12))
    found = events_of(reference_of(folder), area=ASHFORD, window=window)
    assert {event.first.isoformat(): event.name for event in found} == OF_2022
    assert {(event.kind, event.area, event.file) for event in found} == {("bank holiday", None, "")}
    assert [event.touches(Month(2022, 6)) for event in found] == [
        day.startswith("2022-06") for day in OF_2022
    ]


def test_an_area_has_its_own_events_and_those_of_everywhere(folder: Path) -> None:
    reference = reference_of(folder)
    assert names(reference, ASHFORD, "2023-06", "2023-07") == ["Carnival", "Summer holidays"]
    assert names(reference, CANTERBURY, "2023-06", "2023-07") == ["Fair", "Summer holidays"]
    assert names(reference, FORCE, "2023-06", "2023-07") == ["Summer holidays"]
    # A ward's event is on the page of its district; long ones are in every month they touch.
    assert names(reference, ASHFORD, "2023-11", "2023-11") == ["Fireworks"]
    assert names(reference, CANTERBURY, "2023-11", "2023-11") == []
    assert names(reference, FORCE, "2023-09", "2023-09") == ["Summer holidays"]
    window = Window("range", Month(2023, 6), Month(2023, 6))
    (carnival,) = events_of(reference, area=ASHFORD, window=window)
    assert (carnival.last, carnival.area) == (dt.date(2023, 6, 18), ASHFORD)
    assert carnival.file.endswith("b-events.csv")


def test_the_table_and_the_rows_set_aside(folder: Path) -> None:
    reference = reference_of(folder)
    vocabulary = vocabulary_of(reference)
    selection: Selection = parse(f"area={ASHFORD}&window=12m&to=2023-12", vocabulary).selection
    view = build_view("events", reference, selection)
    assert not view.empty
    assert not view.demonstration
    rows = view.table.records()
    assert [row["event"] for row in rows if row["kind"] != "bank holiday"][:2] == [
        "Carnival",
        "Summer holidays",
    ]
    assert {row["area_name"] for row in rows if row["event"] == "Carnival"} == {"Ashford"}
    aside = build_view("set-aside", reference, selection).table.records()
    assert any("Atlantis" in str(row.values()) for row in aside)


def test_made_up_events_go_with_the_demonstration(county: SmallCounty, tmp_path: Path) -> None:
    """Real figures built into a demonstration store take its events away; the bank holidays stay."""
    real, folder = tmp_path / "real", tmp_path / "store"
    real.mkdir()
    made_up = write_small_places(tmp_path / "made-up", county)
    (made_up / "demonstration.yaml").write_text("demonstration: true\n", "utf-8")
    write_events(made_up / "events.csv")
    (made_up / "figures.csv").write_text(FIGURE, "utf-8")
    build_store([made_up], folder=folder)
    reference = reference_of(folder)
    assert names(reference, ASHFORD, "2023-07", "2023-07") == ["Carnival", "Summer holidays"]
    selection = parse(f"area={ASHFORD}&window=12m&to=2023-12", vocabulary_of(reference)).selection
    assert build_view("events", reference, selection).demonstration
    (real / "figures.csv").write_text(FIGURE.replace("2023-12", "2023-11"), "utf-8")
    build_store([real], folder=folder)
    assert names(reference_of(folder), ASHFORD, "2023-05", "2023-07") == [
        "Early May bank holiday",
        "Bank holiday for the coronation of King Charles III",
        "Spring bank holiday",
    ]
