"""Counts by day and hour from the file to the grid and the plan's nights, against counting one by one."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import plotly.graph_objects as go
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.held_reference import load_reference
from dashboard.recall import Recall
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.statistics.change import compare_counts
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from dashboard.week import CATEGORIES, WEEK
from data import queries
from data.build.pipeline import BuildResult, build_store
from data.check import find_problems
from data.month import Month
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.road_files import Crash, make_crashes, write_crashes
from tests.integration.small_files import (
    ASHFORD,
    CANTERBURY,
    DISTRICTS,
    FORCE,
    LAST,
    MEDWAY,
    SmallCounty,
    write_own_areas,
    write_small_files,
    write_small_places,
)

NOW = dt.datetime(2024, 1, 6, tzinfo=dt.UTC)
FIRST = LAST - 23
HEAD = ("period", "area", "measure", "value", "source", "breakdown", "category")
Row = tuple[str, str, str, int | str, str, str, str]


def build(folder: Path, *paths: Path, now: dt.datetime = NOW) -> BuildResult:
    result = build_store(list(paths), folder=folder, clock=lambda: now)
    assert not find_problems(Store(folder).snapshot())
    return result


def reference_of(folder: Path, audience: Audience = Audience.PARTNER) -> Reference:
    return load_reference(Store(folder), Settings(store=folder, home=ASHFORD, audience=audience))


def show(reference: Reference, name: str, query: str = "") -> View:
    parsed = parse(query, vocabulary_of(reference))
    assert not parsed.notices
    view = build_view(name, reference, parsed.selection)
    assert "could not be shown" not in view.title
    if view.figure is not None:
        go.Figure(view.figure)
    to_csv(view)
    return view


def grid(view: View) -> Counter[tuple[str, str]]:
    """Day and hour of the clock -> count, of what has a time."""
    return Counter(
        {
            (row["clock_day"], row["hour"][:2]): row["value"]
            for row in view.table.records()
            if row["clock_day"] and row["value"]
        }
    )


def write(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(rows)
    return path


def hour_rows(county: SmallCounty, districts: Iterable[str], *, first: Month = FIRST) -> list[Row]:
    """Nine in ten of a district's crimes with a time, more of them on Friday night."""
    draw = np.random.default_rng(31)
    weights = np.ones(WEEK)
    weights[[CATEGORIES.index(f"Saturday {hour:02d}") for hour in range(3)]] = 12
    rows: list[Row] = []
    for district in districts:
        for month in first.until(LAST):
            total = county.total(
                measure="all_crime", source="force_extract", first=month, last=month, districts=[district]
            )
            counts = draw.multinomial(round(0.9 * total), weights / weights.sum())
            given = [(f"{c[:3]} {c[-2:]}", int(n)) for c, n in zip(CATEGORIES, counts, strict=True) if n]
            given.append(("not known", total - int(counts.sum())))
            rows += [
                (str(month), DISTRICTS[district], "all_crime", n, "force_extract", "day_hour", text)
                for text, n in given
            ]
    return rows


@pytest.fixture(scope="module")
def given_rows(county: SmallCounty) -> list[Row]:
    return hour_rows(county, [ASHFORD, CANTERBURY])


@pytest.fixture(scope="module")
def folder(county: SmallCounty, given_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with times for two districts, for a sensitive measure, and for longer periods of a third."""
    files = write_small_files(tmp_path_factory.mktemp("files"), county)
    own = write_own_areas(files / "areas.csv", county)
    sensitive = [
        ("2023-05", "Ashford", "hate_crime", 1, "force_extract", "day_hour", "Fri 22"),
        ("2023-05", "Ashford", "hate_crime", 2, "force_extract", "day_hour", "Fri 23"),
    ]
    longer = [
        (period, "Medway", "all_crime", n, "force_extract", "day_hour", hour)
        for period, hour, n in (
            ("2021/22", "Sat 01", 40),
            ("2021/22", "not known", 4),
            ("2022/23", "Sat 01", 60),
            ("2022/23", "Mon 09", 30),
            ("2022/23", "not known", 10),
            ("Oct 2022 to Sep 2023", "Sat 01", 70),
        )
    ]
    hidden = [
        ("2023-05", "Dover", "all_crime", value, "force_extract", "day_hour", hour)
        for hour, value in (("Fri 22", "*"), ("Fri 23", 3))
    ]
    path = write(files / "hours.csv", [*given_rows, *sensitive, *longer, *hidden])
    folder = tmp_path_factory.mktemp("store")
    result = build(folder, files)
    file = next(file for file in result.files if file.name.endswith(path.name))
    assert (file.rows_read, file.rows_loaded, file.reasons) == (
        len(given_rows) + 10,
        len(given_rows) + 10,
        (),
    )
    assert own.exists()
    return folder


def added(rows: Iterable[Row], first: Month, last: Month, areas: Iterable[str]) -> Counter[tuple[str, str]]:
    days = {name[:3]: name for name in DAYS_OF_WEEK}
    wanted = {DISTRICTS[code] for code in areas}
    found: Counter[tuple[str, str]] = Counter()
    for period, area, _, n, _, _, text in rows:
        if area in wanted and str(first) <= period <= str(last) and text != "not known":
            found[days[text[:3]], text[-2:]] += int(n)
    return found


DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CRIME = f"measure=all_crime&source=force_extract&to={LAST}"


def test_the_grid_is_what_the_file_adds_up_to(
    folder: Path, county: SmallCounty, given_rows: list[Row]
) -> None:
    reference = reference_of(folder)
    view = show(reference, "hours", f"area={ASHFORD}&{CRIME}")
    expected = added(given_rows, LAST - 11, LAST, [ASHFORD])
    assert grid(view) == expected
    total = county.total(
        measure="all_crime", source="force_extract", first=LAST - 11, last=LAST, districts=[ASHFORD]
    )
    rows = view.table.records()
    assert sum(row["value"] for row in rows) == total, "what has no time is the last row"
    assert f"{expected.total():,} of {total:,} have a time" in view.caption
    assert len(rows) == WEEK + 1
    before = added(given_rows, LAST - 23, LAST - 12, [ASHFORD])
    assert {(row["clock_day"], row["hour"][:2]): row["previous"] for row in rows[:-1]} == {
        (day, f"{hour:02d}"): before[day, f"{hour:02d}"] for day in DAYS_OF_WEEK for hour in range(24)
    }
    at_one = next(r for r in rows if (r["clock_day"], r["hour"][:2]) == ("Saturday", "01"))
    assert (at_one["day_from_06"], at_one["above"], at_one["night"]) == ("Friday", "yes", "yes")
    assert re.match(r"Friday night 0[012]:00 to 0[123]:00 (is|are) highest", view.title)
    assert rows[0]["day_from_06"] == rows[0]["clock_day"] == "Monday" and rows[0]["hour"][:2] == "06"


def test_an_area_of_several_districts_says_who_gives_no_times(folder: Path, given_rows: list[Row]) -> None:
    # In the year to May 2023 Dover's hours came hidden: nothing is added up with them.
    view = show(reference_of(folder), "hours", f"area={FORCE}&{CRIME}&compare=none")
    assert "hidden" in view.empty
    view = show(reference_of(folder), "hours", f"area={FORCE}&{CRIME}&window=q&compare=none")
    assert grid(view) == added(given_rows, Month(2023, 7), Month(2023, 9), [ASHFORD, CANTERBURY])
    told = next(caveat for caveat in view.caveats if caveat.startswith("No times from"))
    assert all(name in told for code, name in DISTRICTS.items() if name in ("Dartford", "Swale"))
    assert "Ashford" not in told and "Canterbury" not in told


def test_months_without_times_are_gaps(folder: Path, given_rows: list[Row]) -> None:
    reference = reference_of(folder)
    view = show(reference, "hours", f"area={CANTERBURY}&{CRIME}&window=36m")
    assert grid(view) == added(given_rows, FIRST, LAST, [CANTERBURY])
    assert any("No times for" in caveat and "to Nov 2021" in caveat for caveat in view.caveats)
    night = show(reference, "night", f"area={CANTERBURY}&{CRIME}&window=36m")
    statuses = Counter(row["status"] for row in night.table.records() if row["part"] == "Month")
    assert statuses["not_supplied"] == 12
    half = show(reference, "night", f"area={CANTERBURY}&measure=all_crime&source=force_extract&to=2022-11")
    assert any("came without times" in words for _, words in half.extra["facts"])
    earlier = show(reference, "hours", f"area={CANTERBURY}&measure=all_crime&source=force_extract&to=2021-06")
    assert "other months" in earlier.empty


def test_the_nights_of_the_plan(folder: Path, given_rows: list[Row]) -> None:
    """Thursday to Sunday, 20:00 to 04:00, by the latest plan of the county that says."""
    reference = reference_of(folder)
    view = show(reference, "night", f"area={CANTERBURY}&{CRIME}")
    inside = {
        (day, f"{hour:02d}")
        for first, second in (
            ("Thursday", "Friday"),
            ("Friday", "Saturday"),
            ("Saturday", "Sunday"),
            ("Sunday", "Monday"),
        )
        for day, span in ((first, range(20, 24)), (second, range(4)))
        for hour in span
    }
    now, before = (
        added(given_rows, *span, [CANTERBURY]) for span in ((LAST - 11, LAST), (LAST - 23, LAST - 12))
    )
    value, previous = (sum(n for key, n in counts.items() if key in inside) for counts in (now, before))
    rows = view.table.records()
    whole = rows[0]
    assert (whole["value"], whole["previous"], whole["of"]) == (value, previous, now.total())
    assert whole["share"] == pytest.approx(100 * value / now.total(), abs=0.051)
    series = reference.series["all_crime", "force_extract"]
    change = compare_counts(value, previous, reference.phi(series=series, level="district"))
    assert whole["usual_variation"] == change.words
    hours = {row["which"][:2]: row["value"] for row in rows if row["part"] == "Hour"}
    assert list(hours) == ["20", "21", "22", "23", "00", "01", "02", "03"]
    for hour, count in hours.items():
        assert count == sum(n for key, n in now.items() if key in inside and key[1] == hour)
    months = [row["value"] for row in rows if row["part"] == "Month"]
    assert sum(months) == sum(hours.values()) == value
    assert "Ashford 2008-11" in " ".join(view.extra["notes"])
    assert "not left out" in " ".join(view.extra["notes"])
    facts = dict(view.extra["facts"])
    assert re.match(r"found: 0[012]:00 to 0[123]:00", facts["Worst hours"])
    assert "names 01:00 to 03:00" in facts["Worst hours"]


def test_a_longer_period_is_shown_as_it_came_and_never_added_up(folder: Path) -> None:
    reference = reference_of(folder)
    exact = show(reference, "hours", f"area={MEDWAY}&measure=all_crime&source=force_extract&to=2023-03")
    assert exact.period == "Apr 2022 to Mar 2023"
    assert grid(exact) == Counter({("Saturday", "01"): 60, ("Monday", "09"): 30})
    assert exact.table.records()[-1]["value"] == 10
    assert any("as published" in caveat for caveat in exact.caveats)
    latest = show(reference, "hours", f"area={MEDWAY}&{CRIME}")
    assert (latest.period, grid(latest).total()) == ("Oct 2022 to Sep 2023", 70)
    night = show(reference, "night", f"area={MEDWAY}&measure=all_crime&source=force_extract&to=2023-03")
    assert night.figure is None and night.table.records()[0]["value"] == 60
    assert night.table.records()[0]["previous"] == 40
    early = show(reference, "hours", f"area={MEDWAY}&measure=all_crime&source=force_extract&to=2021-06")
    assert early.empty


def test_months_in_which_nothing_happened_are_zeros(
    county: SmallCounty, folder: Path, tmp_path: Path
) -> None:
    """An area with hours in other months: nothing counted and nothing by hour is none, not a gap."""
    store = Path(shutil.copytree(folder, tmp_path / "store", symlinks=True))
    rows: list[Sequence[object]] = [
        (str(month), "Ashford", "burglary", value, "force_extract", "", "")
        for month in FIRST.until(LAST)
        for value in [2 if month == FIRST else 0]
    ]
    rows.append((str(FIRST), "Ashford", "burglary", 2, "force_extract", "day_hour", "Mon 01"))
    build(store, write(tmp_path / "burglary.csv", rows))
    query = f"area={ASHFORD}&measure=burglary&source=force_extract&to={LAST}&window=q&compare=none"
    view = show(reference_of(store), "hours", query)
    assert not view.empty and not grid(view)
    assert {row["value"] for row in view.table.records()} == {0}
    assert view.title == "No burglaries with a time in Jul 2023 to Sep 2023"
    assert not show(reference_of(store), "night", query).empty


def test_what_arrived_hidden_is_not_shown(folder: Path) -> None:
    dover = next(code for code, name in DISTRICTS.items() if name == "Dover")
    for name in ("hours", "night"):
        view = show(reference_of(folder), name, f"area={dover}&{CRIME}&compare=none")
        assert "hidden" in view.empty
        assert not view.table.rows


@pytest.mark.parametrize("audience", Audience)
def test_a_sensitive_measure_is_by_hour_for_named_partners_only(folder: Path, audience: Audience) -> None:
    reference = reference_of(folder, audience)
    query = f"area={ASHFORD}&measure=hate_crime&source=force_extract&to={LAST}&compare=none"
    for name in ("hours", "night"):
        view = show(reference, name, query)
        if audience is Audience.RESTRICTED:
            assert not view.empty and view.marking == "OFFICIAL-SENSITIVE"
        else:
            assert "not by hour" in view.empty and not view.table.rows
    offered = [
        words
        for words, _ in show(
            reference,
            "hours",
            f"{query}&measure=burglary".replace("measure=hate_crime&source=force_extract&", ""),
        ).extra["instead"]
    ]
    assert any(words.startswith("Hate") for words in offered) == (audience is Audience.RESTRICTED)


def test_a_few_are_shown_without_percentages(folder: Path) -> None:
    view = show(
        reference_of(folder, Audience.RESTRICTED),
        "hours",
        f"area={ASHFORD}&measure=hate_crime&source=force_extract&to={LAST}&compare=none",
    )
    assert grid(view) == Counter({("Friday", "22"): 1, ("Friday", "23"): 2})
    assert {row["share"] for row in view.table.records()} == {None}
    assert any("Under 50" in note for note in view.extra["notes"])
    assert "n = 3" in view.title


def test_police_uk_has_no_time_of_day_and_says_what_would(folder: Path) -> None:
    for name in ("hours", "night"):
        view = show(reference_of(folder), name, f"area={ASHFORD}&measure=burglary&source=police_uk")
        assert "police.uk" in view.empty and "csp template hours" in view.empty
        assert [words for words, _ in view.extra["instead"]] == ["All crime (force extract)"]


def test_a_bad_hour_is_set_aside_with_its_place_and_remedy(
    folder: Path, county: SmallCounty, tmp_path: Path
) -> None:
    good = hour_rows(county, [ASHFORD], first=LAST)
    bad = [
        (str(LAST), "Ashford", "all_crime", 1, "force_extract", "day_hour", "Sunday 25"),
        (str(LAST), "Ashford", "all_crime", 1, "force_extract", "day_hour", ""),
        (str(LAST), "Ashford", "residents_feel_safe_day", 80, "residents_survey", "day_hour", "Sun 01"),
        (str(LAST), "Ashford", "all_crime", 5, "force_extract", "Day hour", "Saturday 01:00-01:59"),
    ]
    again = bad[-1][-1] in {"Saturday 01:00-01:59"} and any(row[-1] == "Sat 01" for row in good)
    files = write_small_places(tmp_path / "files", county)
    result = build(tmp_path / "store", files, write(tmp_path / "hours.csv", [*good, *bad]))
    file = next(file for file in result.files if file.name.endswith("hours.csv"))
    snapshot = Store(tmp_path / "store").snapshot()
    aside = queries.get_set_aside(snapshot, limit=100)
    assert file.rows_read == len(good) + len(bad) == file.rows_loaded + len(aside)
    told = {row["row_number"]: row for row in aside.to_dict("records")}
    first = len(good) + 2
    assert told[first]["column_name"] == "category"
    assert "no hour 25" in told[first]["reason"] and "Sat 01" in told[first]["remedy"]
    assert "no day and hour" in told[first + 1]["reason"]
    assert told[first + 2]["column_name"] == "measure"
    assert (first + 3 in told) == again, "the same hour in other words is the same hour"


def test_the_template_is_filled_and_built(county: SmallCounty, tmp_path: Path) -> None:
    path = tmp_path / "hours.xlsx"
    answer = CliRunner().invoke(
        app, ["template", "hours", "--output", str(path), "--store", str(tmp_path / "none")]
    )
    assert answer.exit_code == 0, answer.output
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    names = [cell.value for cell in page[1]]
    value, example = names.index("value") + 1, names.index("example") + 1
    written = {}
    for place, row in enumerate(page.iter_rows(min_row=2), 1):
        page.cell(row[0].row, example).value = None
        page.cell(row[0].row, value).value = place
        written[page.cell(row[0].row, names.index("category") + 1).value] = place
    total = sum(written.values())
    page.cell(page.max_row, value).value = total
    book.save(path)
    places = write_small_places(tmp_path / "files", county)
    result = build(tmp_path / "store", places, path, now=dt.datetime(2024, 6, 2, tzinfo=dt.UTC))
    file = next(file for file in result.files if file.name.endswith("hours.xlsx"))
    assert (file.rows_read, file.rows_loaded, file.reasons) == (WEEK + 2, WEEK + 2, ())
    view = show(
        reference_of(tmp_path / "store"),
        "hours",
        f"area={ASHFORD}&measure=violence_with_injury&source=force_extract&to=2024-04&window=1m",
    )
    expected = {tuple(k.rsplit(" ", 1)): n for k, n in written.items() if k and k != "not known"}
    assert dict(grid(view)) == expected
    assert view.table.records()[-1]["value"] == total - sum(expected.values())


@pytest.fixture(scope="module")
def crashes(county: SmallCounty) -> list[Crash]:
    return make_crashes(county, years=(2021, 2022), rows=2500, seed=23)


def test_casualties_by_day_and_hour_one_by_one(
    county: SmallCounty, crashes: list[Crash], tmp_path: Path
) -> None:
    files = write_small_places(tmp_path / "files", county)
    write_crashes(files / "roads", crashes, layout="collision_index")
    build(tmp_path / "store", files)
    reference = reference_of(tmp_path / "store")
    for area, districts in ((ASHFORD, [ASHFORD]), (FORCE, list(DISTRICTS))):
        expected: Counter[tuple[str, str]] = Counter()
        total = 0
        for crash in crashes:
            nowhere = crash.method == "no_location" and area == FORCE
            if crash.date.year != 2022 or not (nowhere or crash.district in districts):
                continue
            badly = sum(person.severity != "slightly_injured" for person in crash.hurt)
            # What has no location is of the force alone, and comes without a breakdown.
            total += badly
            if crash.hour is not None and badly and not nowhere:
                expected[f"{crash.date:%A}", f"{crash.hour:02d}"] += badly
        view = show(reference, "hours", f"area={area}&measure=ksi_casualties&source=stats19&to=2022-12")
        assert grid(view) == expected
        assert sum(row["value"] for row in view.table.records()) == total
        assert f"{expected.total():,} of {total:,} have a time" in view.caption


def test_a_plans_own_nights_come_by_file(folder: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(folder, tmp_path / "store", symlinks=True))
    before = show(reference_of(store), "night", f"area={ASHFORD}&plan=ashford-2023&{CRIME}")
    assert "Ashford 2023/24 does not say when" in " ".join(before.extra["notes"])
    given = tmp_path / "nights.csv"
    given.write_text(
        "plan,night,label,days,from,until,measure\n"
        "ashford-2023,out,Nights out,Fri; saturday,22:00,02:00,all_crime\n"
        "ashford-2023,odd,Odd,payday,22:00,02:00,\n",
        encoding="utf-8",
    )
    result = build(store, given)
    file = next(file for file in result.files if file.name.endswith("nights.csv"))
    assert (file.rows_read, file.rows_loaded) == (2, 1)
    view = show(reference_of(store), "night", f"area={ASHFORD}&plan=ashford-2023&{CRIME}")
    row = view.table.records()[0]
    assert row["which"] == "Friday and Saturday nights, 22:00 to 02:00"
    week = grid(show(reference_of(store), "hours", f"area={ASHFORD}&{CRIME}"))
    held = [("Friday", 22), ("Friday", 23), ("Saturday", 0), ("Saturday", 1)]
    held += [("Saturday", 22), ("Saturday", 23), ("Sunday", 0), ("Sunday", 1)]
    assert row["value"] == sum(week[day, f"{hour:02d}"] for day, hour in held)
    assert "names none" in dict(view.extra["facts"])["Worst hours"]
    assert "does not say" not in " ".join(view.extra["notes"])


def test_an_old_store_knows_no_nights(folder: Path) -> None:
    """A county whose plans define none says so, and draws no outline."""
    reference = reference_of(folder)
    bare: dict[str, Any] = {
        key: plan.model_copy(update={"nights": ()}) for key, plan in reference.catalogue.plans.items()
    }
    catalogue = reference.catalogue.model_copy(update={"plans": bare})
    reference = replace(reference, catalogue=catalogue, recall=Recall(), structure=Recall())
    view = show(reference, "hours", f"area={ASHFORD}&{CRIME}")
    assert view.figure is not None
    assert not [shape for shape in view.figure["layout"]["shapes"] if shape["type"] == "rect"]
    night = show(reference, "night", f"area={ASHFORD}&{CRIME}")
    assert "does not say when" in night.empty or "There is no plan" in night.empty
    assert "Nights" in night.empty
