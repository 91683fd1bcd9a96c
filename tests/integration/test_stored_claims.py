"""Lists of published figures in a store: kept row by row, and held against the series of their own source."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.claims import LISTED
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data import queries
from data.build.pipeline import build_store
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.unit.careful_reader import IN_FIGURES, IN_INDICATORS, OF_THAT_SCALE, WITH_A_STORE
from tests.unit.claim_lists import as_csv, figure

UPLAND, DOWNS = "E07000001", "E07000002"
WARDS = ("E05000001", "E05000002")
LOOKUP = f"""WD25CD,WD25NM,LAD25CD,LAD25NM,PFA25CD,PFA25NM
E05000001,Church,{UPLAND},Upland,E23000099,Wessex and Downs
E05000002,Mill,{DOWNS},Downs,E23000099,Wessex and Downs
"""
POPULATION = f"LAD25CD,residents,year\n{UPLAND},1000,2021\n{DOWNS},1000,2021\n"
YEAR = {"period_start": "2022-01", "period_end": "2022-12"}
BEFORE = {"comparator_period_start": "2021-01", "comparator_period_end": "2021-12"}
HERE = {"area": "Upland", "source": "a paper", **YEAR}
# By month: 10 a month of the force's extract in 2021 and 11 in 2022, 9 of police.uk, 3 of the council's.
MONTHLY = {
    ("all_crime", "force_extract"): (10, 11),
    ("all_crime", "police_uk"): (9, 9),
    ("robbery", "force_extract"): (1, 2),
    ("shoplifting", "police_uk"): (4, 4),
    ("asb_council_incidents", "council"): (3, 3),
}
MONTHS = tuple(Month(2021, 1).until(Month(2022, 12)))


def series() -> str:
    rows = [
        f"{month},{area},{measure},{counts[month.year == 2022]},{source},final"
        for (measure, source), counts in MONTHLY.items()
        for area in (UPLAND, DOWNS)
        for month in MONTHS
    ]
    # A sensitive one, by ward.
    rows += [f"{month},{ward},sexual_offences,1,force_extract,final" for month in MONTHS for ward in WARDS]
    rows.append(f"2022-01 to 2022-12,{UPLAND},marac_cases,177,published_papers,published")
    return "\n".join(("period,area,measure,value,source,status", *rows)) + "\n"


CLAIMS = [
    figure("right", 132, **HERE, measure="all_crime"),
    figure(
        "also_right", 120, **{**HERE, "period_start": "2021-01", "period_end": "2021-12"}, measure="all_crime"
    ),
    figure("change", 10, **HERE, **BEFORE, measure="all_crime", unit="percent", statistic="change_pct"),
    figure("wrong", 25, **HERE, measure="robbery"),
    figure("elsewhere", 47, **HERE, measure="shoplifting"),
    figure("named", 47, **HERE, measure="shoplifting", data_source="police.uk", section="named"),
    figure("council", 35, **{**HERE, "source": "another paper"}, measure="asb_council_incidents"),
    figure("own_copy", 178, **HERE, measure="marac_cases"),
    figure("older", 132, **{**HERE, "period_start": "2011-01", "period_end": "2011-12"}, measure="all_crime"),
    figure(
        "huge", 5000, **{**HERE, "area": "West Wessex police area"}, measure="all_crime", area_type="force"
    ),
    figure("unread", "about 12", **HERE, measure="all_crime"),
]


def build(folder: Path, files: Path) -> Reference:
    build_store([files], folder=folder)
    return load_reference(Store(folder), Settings(store=folder, audience=Audience.RESTRICTED))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "lookup.csv").write_text(LOOKUP)
    (folder / "population.csv").write_text(POPULATION)
    (folder / "series.csv").write_text(series())
    (folder / "claims.csv").write_text(as_csv(CLAIMS))
    return folder


@pytest.fixture(scope="module")
def reference(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    return build(tmp_path_factory.mktemp("store"), files)


def shown(reference: Reference, query: str = "") -> View:
    return build_view("claims", reference, parse(query, vocabulary_of(reference)).selection)


def test_rows_read_are_rows_loaded_and_set_aside(reference: Reference) -> None:
    row = queries.get_files(reference.snapshot).set_index("kind").loc["claims"]
    assert (row["rows_read"], row["rows_loaded"]) == (len(CLAIMS), len(CLAIMS) - 1)
    aside = queries.get_set_aside(reference.snapshot, limit=10)
    aside = aside[aside["file"].str.endswith("claims.csv")]
    assert aside[["row_number", "column_name", "reason"]].to_numpy().tolist() == [
        [len(CLAIMS) + 1, "value", "'about 12' is no number"]
    ]


@pytest.mark.parametrize(
    ("id_", "verdict", "words"),
    [
        ("right", "agrees", "The store has 132 (All crime, "),
        ("change", "agrees", "132 against 120"),
        ("wrong", "differs", "The store has 24, not 25 (Robbery, "),
        # The paper's other figures are the force's: police.uk is another source, and only said.
        ("elsewhere", "cannot_be_checked", "Other source: the paper counts from"),
        ("named", "differs", "The store has 48, not 47 (Shoplifting, "),
        # One wrong figure alone does not tell which source it is from.
        ("council", "cannot_be_checked", "does not say which source"),
        # What the store has of the papers is no second opinion on them.
        ("own_copy", "cannot_be_checked", "no other figure"),
        ("older", "cannot_be_checked", "The store has no figure of it: not supplied"),
        ("huge", "differs", "of what the whole of Wessex and Downs has"),
    ],
)
def test_a_figure_is_held_against_the_series_of_its_source(
    id_: str, verdict: str, words: str, reference: Reference
) -> None:
    row = next(row for row in shown(reference).table.records() if row["figure_id"] == id_)
    assert (row["verdict"], words in str(row["reason"])) == (verdict, True), row["reason"]
    if row["series"]:
        assert "Upland (E07000001), Jan" in str(row["series"])


def test_the_verdicts_are_filtered_by_the_address(reference: Reference) -> None:
    everything, wrong = shown(reference), shown(reference, "verdict=differs")
    assert len(everything.table.rows) == len(CLAIMS) - 1
    assert [row["figure_id"] for row in wrong.table.records()] == ["wrong", "named", "huge"]
    assert everything.title == wrong.title
    assert [row["verdict"] for row in everything.table.records()][:3] == ["differs"] * 3
    counts = {item["value"]: item["n"] for item in wrong.extra["counts"]}
    assert counts[""] == sum(n for value, n in counts.items() if value) == len(CLAIMS) - 1
    assert [item["value"] for item in wrong.extra["counts"] if item["pressed"]] == ["differs"]
    assert everything.extra["listed"] == LISTED


def test_what_is_hidden_from_an_audience_is_no_verdict(reference: Reference, tmp_path: Path) -> None:
    """Wards of sexual offences are on fixed tables only: a figure of two months gets no verdict."""
    ward = {"area": "Church", "area_type": "ward", "period_start": "2022-02", "period_end": "2022-03"}
    path = tmp_path / "ward.csv"
    path.write_text(as_csv([figure("ward", 2, **{**HERE, **ward}, measure="sexual_offences")]))
    for audience, hidden in ((Audience.RESTRICTED, False), (Audience.PUBLIC, True)):
        result = CliRunner().invoke(
            app,
            ["claims", str(path), "--store", str(reference.settings.store)],
            env={"CSP_AUDIENCE": audience.value},
        )
        (row,) = csv.DictReader(io.StringIO(result.stdout, newline=""))
        assert (row["verdict"] == "cannot_be_checked") is hidden, row["reason"]
        assert ("OFFICIAL-SENSITIVE" in row["marking"]) is not hidden


def test_the_command_names_the_store_and_ends_by_what_it_found(reference: Reference, files: Path) -> None:
    store = str(reference.settings.store)
    result = CliRunner().invoke(app, ["claims", str(files / "claims.csv"), "--store", store])
    assert result.exit_code == 1
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert [row["figure_id"] for row in rows] == [row["figure_id"] for row in CLAIMS]
    assert {row["store_version"] for row in rows} == {reference.version}
    assert "11 rows held against one another and against v00001" in result.stderr
    nowhere = CliRunner().invoke(app, ["claims", str(files / "claims.csv"), "--store", f"{store}/nowhere"])
    assert nowhere.exit_code == 2 and nowhere.stdout == ""


def test_a_list_given_again_replaces_the_earlier_one(files: Path, tmp_path: Path) -> None:
    build(tmp_path / "store", files)
    again = tmp_path / "again"
    again.mkdir()
    (again / "claims.csv").write_text(as_csv([figure("right", 131, **HERE, measure="all_crime")]))
    reference = build(tmp_path / "store", again)
    assert [row["published"] for row in shown(reference).table.records()] == [131]
    lists = queries.get_files(reference.snapshot)
    assert lists.loc[lists["kind"] == "claims", "superseded"].tolist() == [True, False]


def test_the_demonstration_holds_the_papers_and_their_scale(demo_store: Path) -> None:
    """With the force's counts at hand a careful reader sees two more; the store, also their parts."""
    reference = load_reference(Store(demo_store), Settings(store=demo_store))
    view = shown(reference)
    assert len(view.table.rows) == 578 + 150
    verdicts: dict[str, list[str]] = {}
    for row in view.table.records():
        verdicts.setdefault(str(row["verdict"]), []).append(str(row["figure_id"]))
    assert set(verdicts["differs"]) == {*WITH_A_STORE, *OF_THAT_SCALE}
    assert set(verdicts["contradicts"]) == {*IN_FIGURES, *IN_INDICATORS}
    assert view.demonstration and "made up" in view.caveats[0]


def test_a_store_without_lists_says_what_to_do(files: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("lookup.csv", "population.csv", "series.csv"):
        (other / name).write_text((files / name).read_text())
    view = shown(build(tmp_path / "store", other))
    assert view.table.rows == () and "csp build" in view.empty
