"""The build end to end: every row accounted for, months replaced, nothing half published."""

from __future__ import annotations

import csv
import datetime as dt
import fcntl
import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from data import count_queries, queries
from data.build.areas import Areas
from data.build.layers import Layers, build_layers
from data.build.pipeline import DEMONSTRATION_REPLACED, BuildResult, build_store
from data.check import find_problems
from data.errors import BusyError, CspError, StoreVersionError
from data.month import Month
from data.store import Snapshot, Store
from tests.integration.street_files import (
    LSOAS,
    SPLIT,
    TYPES,
    WARDS,
    Row,
    street_rows,
    write_places,
    write_street,
)

NOW = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
MONTHS = ("2023-11", "2023-12", "2024-01", "2024-02", "2024-03")
NAMES = {
    "Anti-social behaviour": "asb_police_reports",
    "Burglary": "burglary",
    "Shoplifting": "shoplifting",
    "Violence and sexual offences": "violence_and_sexual_offences",
}


def _build(store: Path, *paths: Path, fresh: bool = False) -> BuildResult:
    return build_store(list(paths), folder=store, fresh=fresh, clock=lambda: NOW)


def _cube(snapshot: Snapshot) -> Counter[tuple[str, str | None, str]]:
    series = queries.get_series(snapshot).set_index("series_id")["measure"]
    found: Counter[tuple[str, str | None, str]] = Counter()
    for number, measure in series.items():
        for row in count_queries.get_ward_months(
            snapshot,
            series_id=int(number),
            districts=["E07000001", "E07000002"],
            start=Month(2020, 1),
            end=Month(2030, 1),
        ):
            found[measure, row["ward_code"], f"{row['month']:%Y-%m}"] += row["value"]
    return found


def _ward_by_hand(row: Row) -> str | None:
    """The slow way: the LSOA's ward; of a split LSOA the candidate nearest to the point; else the point's."""
    if row["LSOA code"] in LSOAS:
        return LSOAS[row["LSOA code"]][0]
    if not row["Longitude"]:
        return None
    longitude = float(row["Longitude"])
    candidates = [WARDS[1], WARDS[2]] if row["LSOA code"] == SPLIT else list(WARDS)
    distance = {ward[0]: max(ward[4] - longitude, longitude - ward[4] - 0.1, 0) for ward in candidates}
    nearest = min(distance, key=lambda code: distance[code])
    return nearest if row["LSOA code"] == SPLIT or distance[nearest] == 0 else None


def _by_hand(rows: list[Row]) -> Counter[tuple[str, str | None, str]]:
    found: Counter[tuple[str, str | None, str]] = Counter()
    for row in rows:
        ward = _ward_by_hand(row)
        if ward is None:
            continue
        found[NAMES[row["Crime type"]], ward, row["Month"]] += 1
        if row["Crime type"] != TYPES[0]:
            found["all_crime", ward, row["Month"]] += 1
    return found


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return write_places(tmp_path / "places")


def test_cubes_are_what_counting_row_by_row_gives(tmp_path: Path, places: Path) -> None:
    rows = {month: street_rows(month, rows=400, seed=1) for month in MONTHS}
    for month in MONTHS:
        write_street(tmp_path / "police", month, rows[month])
    _build(tmp_path / "store", places, tmp_path / "police")
    snapshot = Store(tmp_path / "store").snapshot()
    every = [row for month in MONTHS for row in rows[month]]
    assert _cube(snapshot) == _by_hand(every)
    placement = queries.get_placement(snapshot).groupby("method")["rows"].sum()
    assert placement.sum() == len(every)
    assert placement["no_location"] == sum(not row["Longitude"] for row in every)
    for month in MONTHS:
        alone = queries.get_placement(snapshot, start=Month.parse(month), end=Month.parse(month))
        assert alone["rows"].sum() == len(rows[month])
    assert placement["outside"] == sum(row["LSOA code"] == "E01099999" for row in every)
    assert placement["split_point"] + placement["split_nearest"] == sum(
        r["LSOA code"] == SPLIT for r in every
    )
    force = count_queries.get_area_months(
        snapshot, series_ids=[1], area_codes=["E23000001"], start=Month(2023, 11), end=Month(2024, 3)
    )
    inside = [row for row in every if row["LSOA code"] != "E01099999" and row["Crime type"] != TYPES[0]]
    assert sum(row["value"] for row in force) == len(inside), "a force holds its rows without location too"


def test_one_file_of_several_forces_and_months_is_taken_apart(tmp_path: Path, places: Path) -> None:
    rows = [row for month in MONTHS for row in street_rows(month, rows=120, seed=2)]
    path = write_street(tmp_path / "one", "2023-11", rows)
    moved = path.rename(tmp_path / "everything.csv")
    result = _build(tmp_path / "store", places, moved)
    assert [file.rows_loaded for file in result.files if file.kind == "police_uk"] == [len(rows)]
    assert _cube(Store(tmp_path / "store").snapshot()) == _by_hand(rows)


def test_a_month_of_a_force_again_replaces_it(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    old = {month: street_rows(month, rows=150, seed=3) for month in MONTHS}
    for month in MONTHS:
        write_street(tmp_path / "police", month, old[month])
    _build(store, places, tmp_path / "police")
    newer = street_rows("2024-02", rows=170, seed=4)
    write_street(tmp_path / "later", "2024-02", newer)
    with zipfile.ZipFile(tmp_path / "later.zip", "w") as archive:
        archive.write(tmp_path / "later/2024-02/2024-02-wold-street.csv", "2024-02/2024-02-wold-street.csv")
    _build(store, tmp_path / "later.zip")
    snapshot = Store(store).snapshot()
    assert _cube(snapshot) == _by_hand([row for month in MONTHS for row in (old | {"2024-02": newer})[month]])
    files = queries.get_files(snapshot)
    assert files.loc[files["superseded"], "name"].tolist() == ["police/2024-02/2024-02-wold-street.csv"]
    assert find_problems(snapshot) == []
    again = _build(store, tmp_path / "police")
    assert again.version == "v00003"
    assert _cube(Store(store).snapshot()) == _by_hand([row for month in MONTHS for row in old[month]])


BROKEN = {
    "not a month": {"Month": "2024-13"},
    "a month in the future": {"Month": "2024-05"},
    "not the month of the file": {"Month": "2024-01"},
    "not a coordinate in degrees": {"Longitude": "north"},
    "no crime type": {"Crime type": ""},
}


def test_every_row_is_loaded_or_set_aside_with_its_number_reason_and_text(
    tmp_path: Path, places: Path
) -> None:
    good = street_rows("2024-03", rows=60, seed=5)
    rows = [dict(row) for row in good]
    wanted = {}
    for place, (reason, change) in zip((3, 9, 21, 40, 55), BROKEN.items(), strict=True):
        rows[place] |= {"Longitude": "0.05", "Latitude": "51.05", **change}
        wanted[place + 2] = reason
    path = write_street(tmp_path / "police", "2024-03", rows)
    lines = path.read_bytes().split(b"\r\n")
    lines[11] = lines[11] + b",more"
    lines[13] = b'"' + lines[13]
    lines[15] = b"\xe9" + lines[15]
    lines[16] = "é".encode() + lines[16]
    wanted |= {12: "13 columns instead of 12", 16: "text that cannot be read"}
    path.write_bytes(b"\r\n".join(lines))
    result = _build(tmp_path / "store", places, path)
    file = next(item for item in result.files if item.kind == "police_uk")
    snapshot = Store(tmp_path / "store").snapshot()
    aside = queries.get_set_aside(snapshot, limit=100)
    found = dict(zip(aside["row_number"], aside["reason"], strict=True))
    broken = found.pop(14)
    assert "columns instead of 12" in broken or "cannot be read" in broken
    assert found == wanted
    assert aside["text"].str.len().min() > 10
    assert (aside["remedy"] != "").all()
    assert (file.rows_read, file.rows_loaded) == (60, 60 - len(wanted) - 1)
    assert sum(count for _, count in file.reasons) == len(wanted) + 1
    assert find_problems(snapshot) == []


def test_an_unknown_crime_type_is_counted_as_unmapped_and_reported(tmp_path: Path, places: Path) -> None:
    rows = street_rows("2024-03", rows=50, seed=6)
    for row in rows[:7]:
        row["Crime type"] = "Jaywalking"
    rows[0] |= {"LSOA code": "E01000001"}
    result = _build(tmp_path / "store", places, write_street(tmp_path / "police", "2024-03", rows))
    assert [notice for notice in result.notices if "'Jaywalking'" in notice and ": 7 rows" in notice]
    series = queries.get_series(Store(tmp_path / "store").snapshot())
    assert {"unmapped", "all_crime"} <= set(series["measure"])


def test_files_of_no_kind_are_set_aside_whole_and_told_what_they_lack(tmp_path: Path, places: Path) -> None:
    street = write_street(tmp_path / "street", "2024-02", street_rows("2024-02", rows=9, seed=3)).read_bytes()
    lines = street.decode().splitlines()
    files = {
        "notes.csv": (b"who,what\nme,this\n", "not a kind of file"),
        "picture.csv": (bytes(range(256)), "not a kind of file"),
        "empty.csv": (b"\xef\xbb\xbf \r\n", "the file is empty"),
        "narrow.csv": (
            "\n".join(",".join(line.split(",")[:9]) for line in lines).encode(),
            "for a file of kind police_uk it lacks the columns 'crime type', 'last outcome category'",
        ),
        "tidy.csv": (
            b"period,area,value\n2024-01,Alder,5\n",
            "for a file of kind tidy_series it lacks the column 'measure'",
        ),
    }
    given = tmp_path / "given"
    given.mkdir()
    for name, (content, _) in files.items():
        (given / name).write_bytes(content)
    result = _build(tmp_path / "store", places, given)
    found = {file.name.removeprefix("given/"): file for file in result.files if file.name.startswith("given")}
    assert found.keys() == files.keys()
    for name, (_, reason) in files.items():
        assert (found[name].kind, found[name].rows_read) == ("unrecognised", 0)
        ((why, rows),) = found[name].reasons
        assert (why.startswith(reason), rows) == (True, 0), why


def test_street_files_load_however_their_text_was_saved(tmp_path: Path, places: Path) -> None:
    rows = street_rows("2024-02", rows=300, seed=3)
    plain = write_street(tmp_path, "2024-02", rows).read_text(encoding="utf-8")
    cells = list(csv.reader(plain.splitlines()))
    quoted = io.StringIO()
    csv.writer(quoted, delimiter=";").writerows(cells)
    for name, content in {
        "utf16": plain.encode("utf-16"),
        "utf16-le": plain.encode("utf-16-le"),
        "mark": plain.encode("utf-8-sig"),
        "macintosh": plain.replace("\n", "\r").encode(),
        "semicolons": quoted.getvalue().encode(),
        "tabs": "\n".join(map("\t".join, cells)).encode("utf-16-be"),
    }.items():
        path = tmp_path / name / "2024-02-wold-street.csv"
        path.parent.mkdir()
        path.write_bytes(content)
        store = tmp_path / f"store-{name}"
        file = _build(store, path, places).files[0]
        assert (file.kind, file.rows_read, file.rows_loaded) == ("police_uk", 300, 300), (name, file)
        assert file.note.startswith("Read ") == (name != "mark"), (name, file.note)
        assert _cube(Store(store).snapshot()) == _by_hand(rows)


def test_a_file_given_twice_or_replaced_in_one_build_is_said(tmp_path: Path, places: Path) -> None:
    rows = street_rows("2024-02", rows=50, seed=15)
    for folder in ("a", "b"):
        write_street(tmp_path / "police" / folder, "2024-02", rows)
    write_street(tmp_path / "police" / "c", "2024-02", rows[:40])
    result = _build(tmp_path / "store", places, tmp_path / "police")
    name = "2024-02/2024-02-wold-street.csv"
    assert [n for n in result.notices if f"police/a/{name}" in n and f"police/b/{name}" in n]
    assert {file.name: file.superseded for file in result.files if file.kind == "police_uk"} == {
        f"police/b/{name}": True,
        f"police/c/{name}": False,
    }


def test_real_data_start_a_new_store_where_a_demonstration_was(tmp_path: Path, places: Path) -> None:
    store, made_up = tmp_path / "store", tmp_path / "made-up"
    write_street(made_up, "2024-02", street_rows("2024-02", rows=80, seed=7))
    (made_up / "2024-02" / "demonstration.yaml").write_text("seed: 7\n", encoding="utf-8")
    _build(store, places, made_up)
    snapshot = Store(store).snapshot()
    assert queries.get_meta(snapshot)["demonstration"] == "yes"
    assert queries.get_series(snapshot)["demonstration"].all()
    _build(store, places / "ltla25_pfa25.csv")
    assert queries.get_meta(Store(store).snapshot())["demonstration"] == "yes", "a lookup goes into it"
    real = street_rows("2024-03", rows=90, seed=8)
    result = _build(store, write_street(tmp_path / "real", "2024-03", real))
    assert DEMONSTRATION_REPLACED in result.notices
    snapshot = Store(store).snapshot()
    assert _cube(snapshot) == _by_hand(real)
    assert queries.get_meta(snapshot)["demonstration"] == "no"
    assert set(queries.get_files(snapshot)["kind"]) == {"boundary", "lookup", "police_uk"}


def test_made_up_data_are_not_put_on_top_of_real_data(tmp_path: Path, places: Path) -> None:
    store, made_up = tmp_path / "store", tmp_path / "made-up"
    real = street_rows("2024-03", rows=40, seed=16)
    _build(store, places, write_street(tmp_path / "real", "2024-03", real))
    write_street(made_up, "2024-02", street_rows("2024-02", rows=40, seed=17))
    (made_up / "2024-02" / "demonstration.yaml").write_text("seed: 17\n", encoding="utf-8")
    with pytest.raises(CspError, match="demonstration data, and the store holds real data"):
        _build(store, made_up)
    assert _cube(Store(store).snapshot()) == _by_hand(real)


def test_a_second_build_is_told_that_one_is_running(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    with (store / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="another build"):
            _build(store, places)
        csp = Path(sys.executable).with_name("csp")
        ended = subprocess.run([csp, "build", "--store", store, places], capture_output=True, text=True)
    assert (ended.returncode, "another build" in ended.stderr) == (75, True)


def test_three_versions_are_kept_with_all_they_are_made_of(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    for number in range(5):
        rows = street_rows("2024-03", rows=30 + number, seed=number)
        _build(store, places, write_street(tmp_path / f"p{number}", "2024-03", rows))
    assert sorted(path.stem for path in (store / "versions").iterdir()) == ["v00003", "v00004", "v00005"]
    assert len(list(store.glob("parts/police_uk/wold/*.parquet"))) == 3
    for path in (store / "geo").glob("*.json"):
        assert path.stat().st_size
    assert not (store / "building").exists()


def test_killed_at_any_moment_the_last_version_serves_and_the_next_build_succeeds(
    tmp_path: Path, places: Path
) -> None:
    store = tmp_path / "store"
    before = street_rows("2024-01", rows=100, seed=9)
    _build(store, places, write_street(tmp_path / "first", "2024-01", before))
    after = {month: street_rows(month, rows=3000, seed=10) for month in MONTHS}
    for month in MONTHS:
        write_street(tmp_path / "second", month, after[month])
    wanted = _by_hand(before), _by_hand([row for rows in after.values() for row in rows])
    command = [Path(sys.executable).with_name("csp"), "build", "--store", store, tmp_path / "second"]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - started
    _build(store, places, tmp_path / "first", fresh=True)
    draw = random.Random(11)  # noqa: S311  moments to kill at
    for _ in range(5):
        version = Store(store).snapshot().version
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * draw.uniform(0.3, 1.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        snapshot = Store(store).snapshot()
        assert _cube(snapshot) == wanted[snapshot.version != version]
        assert find_problems(snapshot) == []
        _build(store, places, tmp_path / "first", fresh=True)
    _build(store, tmp_path / "second")
    assert _cube(Store(store).snapshot()) == wanted[1]


def test_a_reader_sees_the_next_version_and_keeps_the_one_it_holds(tmp_path: Path, places: Path) -> None:
    folder = tmp_path / "store"
    first = street_rows("2024-02", rows=40, seed=12)
    _build(folder, places, write_street(tmp_path / "a", "2024-02", first))
    store = Store(folder)
    held = store.snapshot()
    assert store.snapshot() is held
    second = street_rows("2024-03", rows=40, seed=13)
    _build(folder, write_street(tmp_path / "b", "2024-03", second))
    assert store.snapshot().version == "v00002"
    assert _cube(held) == _by_hand(first)
    assert _cube(store.snapshot()) == _by_hand([*first, *second])


def test_a_gap_is_missing_and_a_thin_month_is_partial(tmp_path: Path, places: Path) -> None:
    for month, count in (("2023-10", 200), ("2023-11", 210), ("2024-01", 190), ("2024-02", 90)):
        write_street(tmp_path / "police", month, street_rows(month, rows=count, seed=14))
    _build(tmp_path / "store", places, tmp_path / "police")
    frame = queries.get_coverage(Store(tmp_path / "store").snapshot())
    found = dict(zip(pd.to_datetime(frame["month"]).dt.strftime("%Y-%m"), frame["status"], strict=True))
    assert found == {
        "2023-10": "complete",
        "2023-11": "complete",
        "2023-12": "missing",
        "2024-01": "complete",
        "2024-02": "partial",
    }
    assert set(frame["area_code"]) == {"E23000001"}


def test_maps_are_drawn_again_when_the_code_that_draws_changes(
    tmp_path: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings: list[Path] = []

    def draw(*, boundaries: pd.DataFrame, areas: Areas, folder: Path) -> Layers:
        drawings.append(folder)
        return build_layers(boundaries=boundaries, areas=areas, folder=folder)

    monkeypatch.setattr("data.build.layers.build_layers", draw)
    for _ in range(2):
        _build(tmp_path / "store", places)
    assert len(drawings) == 1
    monkeypatch.setattr("data.build.geography._DRAWN_BY", (Path(__file__),))
    _build(tmp_path / "store", places)
    assert len(drawings) == 2


def test_a_damaged_store_is_said_and_can_be_built_again(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    _build(store, places)
    (store / "versions" / "v00001.duckdb").write_bytes(b"not a store any more")
    for ask in (lambda: Store(store).snapshot(), lambda: _build(store, places)):
        with pytest.raises(StoreVersionError, match=r"cannot be read.*csp build --fresh"):
            ask()
    assert _build(store, places, fresh=True).version == "v00002"
    assert find_problems(Store(store).snapshot()) == []


def test_a_store_that_cannot_be_written_is_said_without_a_traceback(tmp_path: Path, places: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    csp = Path(sys.executable).with_name("csp")
    ended = subprocess.run(
        [csp, "build", "--store", tmp_path / "taken", places], capture_output=True, text=True
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert "taken: File exists. What to do: " in ended.stderr
