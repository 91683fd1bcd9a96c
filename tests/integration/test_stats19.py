"""STATS19 end to end: three layouts of one truth, files that replace others, every row accounted for."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data import count_queries, observed_queries, queries
from data.build.pipeline import BuildResult, build_store
from data.check import find_problems
from data.month import Month
from data.store import Snapshot, Store
from tests.integration.road_files import (
    LAYOUTS,
    Crash,
    adjusted_ksi,
    count_splits,
    count_wards,
    make_crashes,
    write_crashes,
)
from tests.integration.small_files import ASHFORD, DISTRICTS, FORCE, SmallCounty, write_small_places

NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
YEARS = (2020, 2021, 2022)
MEASURES = ("killed", "seriously_injured", "slightly_injured", "ksi_casualties", "all_casualties")


@pytest.fixture(scope="module")
def places(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_places(tmp_path_factory.mktemp("places"), county)


@pytest.fixture(scope="module")
def crashes(county: SmallCounty) -> list[Crash]:
    """Enough that the force has one in every month and every district in every year: all is covered."""
    return make_crashes(county, years=YEARS, rows=1500, seed=19)


def _build(store: Path, *paths: Path, now: dt.datetime = NOW) -> BuildResult:
    return build_store(list(paths), folder=store, clock=lambda: now, threads=1)


def _ids(snapshot: Snapshot) -> dict[str, int]:
    frame = queries.get_series(snapshot)
    frame = frame[frame["source"] == "stats19"]
    return dict(zip(frame["measure"], frame["series_id"].tolist(), strict=True))


def _wards(snapshot: Snapshot) -> Counter[tuple[str, str, str | None, str]]:
    ids = _ids(snapshot)
    found: Counter[tuple[str, str, str | None, str]] = Counter()
    for measure in MEASURES:
        for row in count_queries.get_ward_months(
            snapshot,
            series_id=ids[measure],
            districts=list(DISTRICTS),
            start=Month(2000, 1),
            end=Month(2030, 1),
        ):
            found[measure, row["district_code"], row["ward_code"], f"{row['month']:%Y-%m}"] += row["value"]
    return found


def _observed(snapshot: Snapshot, measure: str) -> pd.DataFrame:
    found = observed_queries.get_observations(snapshot, area_codes=list(DISTRICTS), measures=[measure])
    return pd.DataFrame(found, columns=["area_code", "period_start", "period_end", "breakdown", "category",
                                        "value", "status", "note", "source"])  # fmt: skip


def _placed(snapshot: Snapshot) -> Counter[str]:
    frame = queries.get_placement(snapshot)
    return Counter(frame.groupby("method")["rows"].sum().to_dict())


def _by_method(crashes: list[Crash]) -> Counter[str]:
    found: Counter[str] = Counter()
    for crash in crashes:
        found[crash.method] += len(crash.hurt)
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_gives_what_counting_person_by_person_gives(
    tmp_path: Path, places: Path, crashes: list[Crash], layout: str
) -> None:
    files = write_crashes(tmp_path / "roads", crashes, layout=layout)
    result = _build(tmp_path / "store", places, tmp_path / "roads")
    assert not result.notices
    read = {file.kind: (file.rows_read, file.rows_loaded) for file in result.files if "stats19" in file.kind}
    people = sum(len(crash.hurt) for crash in crashes)
    assert read["stats19_collisions"] == (len(crashes), len(crashes))
    assert read["stats19_casualties"] == (people, people) and len(read) == len(files)
    snapshot = Store(tmp_path / "store").snapshot()
    assert not find_problems(snapshot)
    assert _wards(snapshot) == count_wards(crashes)
    assert _placed(snapshot) == _by_method(crashes), "districts + without location + outside = rows read"
    splits = _observed(snapshot, "ksi_casualties")
    got = Counter(
        {
            (row.area_code, f"{row.period_start:%Y-%m}", row.breakdown, row.category): row.value
            for row in splits.itertuples()
        }
    )
    wanted = count_splits(crashes)
    if layout == "Accident_Index":
        got, wanted = (Counter({k: v for k, v in c.items() if k[2] != "road"}) for c in (got, wanted))
    assert got == wanted
    adjusted = _observed(snapshot, "ksi_adjusted")
    years = adjusted[adjusted["period_end"] - adjusted["period_start"] > dt.timedelta(days=40)]
    assert len(years) == len(DISTRICTS) * len(YEARS)
    for row in years.itertuples():
        wanted_sum = adjusted_ksi(crashes, district=row.area_code, year=row.period_start.year)
        assert row.value == pytest.approx(wanted_sum, abs=1e-6)
        release = files[-1 if layout != "collision_index" else 1].name
        assert row.note == f"Severity adjusted by {release}."
    assert len(adjusted) == len(years) * 13, "and its twelve months"


def test_a_force_holds_those_in_none_of_its_districts(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    write_crashes(tmp_path / "roads", crashes, layout="collision_index")
    _build(tmp_path / "store", places, tmp_path / "roads")
    snapshot = Store(tmp_path / "store").snapshot()
    rows = count_queries.get_area_months(
        snapshot,
        series_ids=[_ids(snapshot)["all_casualties"]],
        area_codes=[FORCE],
        start=Month(2020, 1),
        end=Month(2022, 12),
    )
    ours = [crash for crash in crashes if crash.method != "outside"]
    assert sum(row["value"] for row in rows) == sum(len(crash.hurt) for crash in ours)
    coverage = queries.get_coverage(snapshot)
    assert set(coverage["status"]) == {"complete"} and len(coverage) == len(DISTRICTS) * 36
    series = queries.get_series(snapshot).set_index("measure").loc[list(MEASURES)]
    assert set(series["first_month"]) == {pd.Timestamp(2020, 1, 1)}
    assert set(series["last_complete"]) == {pd.Timestamp(2022, 12, 1)}
    phi = queries.get_dispersion(snapshot)
    assert set(phi["series_id"]) == set(series["series_id"]) and set(phi["level"]) == {"ward", "district"}


def test_a_final_year_replaces_the_provisional_one(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    early = [crash for crash in crashes if crash.date.year < 2022 or crash.date.month <= 6]
    store = tmp_path / "store"
    write_crashes(tmp_path / "old", early[::2], layout="accident_index", stem="provisional")
    _build(store, places, tmp_path / "old")
    frame = queries.get_series(Store(store).snapshot()).set_index("measure")
    assert set(frame["provisional_from"]) == {pd.Timestamp(2020, 1, 1)}
    # Some were withdrawn since, some are new, some turned out worse.
    final = [replace(crash, hurt=(replace(crash.hurt[0], severity="killed"),)) for crash in crashes[::3]]
    write_crashes(tmp_path / "new", final, layout="collision_index", stem="final")
    result = _build(store, tmp_path / "new")
    snapshot = Store(store).snapshot()
    assert not find_problems(snapshot) and not result.notices
    assert _wards(snapshot) == count_wards(final)
    assert _placed(snapshot) == _by_method(final)
    files = queries.get_files(snapshot).set_index("name")["superseded"]
    assert set(files[files].index) == {"old/provisional-collision.csv", "old/provisional-casualty.csv"}
    assert queries.get_series(snapshot)["provisional_from"].isna().all()


def test_figures_read_before_the_year_was_validated_are_provisional(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    write_crashes(tmp_path / "roads", crashes, layout="collision_index")
    _build(tmp_path / "store", places, tmp_path / "roads", now=dt.datetime(2023, 9, 1, tzinfo=dt.UTC))
    frame = queries.get_series(Store(tmp_path / "store").snapshot())
    assert set(frame["provisional_from"]) == {pd.Timestamp(2022, 1, 1)}
    (tmp_path / "roads" / "roads-collision.csv.yaml").write_text("provisional: false\n", encoding="utf-8")
    (tmp_path / "roads" / "roads-casualty.csv.yaml").write_text("provisional: false\n", encoding="utf-8")
    _build(tmp_path / "said", places, tmp_path / "roads", now=dt.datetime(2023, 9, 1, tzinfo=dt.UTC))
    frame = queries.get_series(Store(tmp_path / "said").snapshot())
    assert frame["provisional_from"].isna().all()


def test_one_district_given_again_leaves_the_others(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    store = tmp_path / "store"
    write_crashes(tmp_path / "all", crashes, layout="collision_index")
    own = [crash for crash in crashes if crash.stated == ASHFORD and crash.date.year == 2021][::2]
    write_crashes(tmp_path / "own", own, layout="accident_index", stem="ashford")
    _build(store, places, tmp_path / "all", tmp_path / "own")
    snapshot = Store(store).snapshot()
    first, last = min(crash.month for crash in own), max(crash.month for crash in own)
    kept = [crash for crash in crashes if crash.stated != ASHFORD or not first <= crash.month <= last]
    assert _wards(snapshot) == count_wards([*kept, *own])
    assert not find_problems(snapshot)
    gone = sum(len(crash.hurt) for crash in crashes) - sum(len(crash.hurt) for crash in kept)
    assert _placed(snapshot)["replaced"] == gone, "rows that a later file replaced are accounted for"


def test_casualties_wait_for_their_collisions_and_are_told(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    store = tmp_path / "store"
    collisions, casualties = write_crashes(tmp_path / "roads", crashes, layout="collision_index")
    people = sum(len(crash.hurt) for crash in crashes)
    result = _build(store, places, casualties)
    assert result.notices == (
        f"roads-casualty.csv: {people:,} casualties of 2020 to 2022 wait for their collisions "
        f"({min(c.index for c in crashes)} is one): they count nowhere until the collision file of the same "
        "release is built too.",
    )
    assert _placed(Store(store).snapshot()) == {"no_collision": people}
    alone = tmp_path / "alone"
    inside = sum(len(crash.hurt) for crash in crashes if crash.district)
    result = _build(alone, places, collisions)
    assert result.notices == (
        f"STATS19 collisions of 2020 to 2022 state {inside:,} casualties that no casualty file has: their "
        "months are partial or missing until the casualty file of the same years is built too.",
    )
    assert set(queries.get_coverage(Store(alone).snapshot())["status"]) == {"missing"}
    assert not _build(store, collisions).notices
    assert _wards(Store(store).snapshot()) == count_wards(crashes)


def test_a_month_short_of_casualties_is_partial_and_has_no_adjusted_figure(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    collisions, casualties = write_crashes(tmp_path / "roads", crashes, layout="collision_index")
    two = next(crash for crash in crashes if crash.district == ASHFORD and len(crash.hurt) > 1)
    lines = casualties.read_text("utf-8").splitlines()
    lines.remove(next(line for line in lines if line.startswith(two.index)))
    unknown = next(crash for crash in crashes if crash.district == ASHFORD and crash.month > two.month)
    kept = [line.rsplit(",", 2)[0] + ",-1,-1" if line.startswith(unknown.index) else line for line in lines]
    casualties.write_text("\n".join(kept), encoding="utf-8")
    result = _build(tmp_path / "store", places, collisions, casualties)
    assert result.notices[0].startswith(f"STATS19 collisions of {two.date.year} state 1 casualties")
    snapshot = Store(tmp_path / "store").snapshot()
    coverage = queries.get_coverage(snapshot)
    found = coverage[coverage["status"] != "complete"]
    assert [*zip(found["area_code"], found["month"], found["status"], strict=True)] == [
        (ASHFORD, pd.Timestamp(two.date.replace(day=1)), "partial")
    ]
    adjusted = _observed(snapshot, "ksi_adjusted")
    ashford = adjusted[adjusted["area_code"] == ASHFORD]
    months = {f"{day:%Y-%m}" for day, end in zip(ashford["period_start"], ashford["period_end"], strict=True)
              if (end - day).days < 40}  # fmt: skip
    assert two.month not in months
    assert (unknown.month in months) == all(person.severity == "killed" for person in unknown.hurt)
    assert len(months) >= 34


def test_an_old_name_of_a_district_is_told_from_a_foreign_one(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    """A code the store does not know is its own where most of its collisions lie in the store."""
    renamed = [replace(c, stated="E07000999") if c.stated == ASHFORD else c for c in crashes]
    write_crashes(tmp_path / "roads", renamed, layout="collision_index")
    _build(tmp_path / "store", places, tmp_path / "roads")
    snapshot = Store(tmp_path / "store").snapshot()
    assert not find_problems(snapshot)
    # Only a point or an LSOA tells where those of an unknown name lie.
    known = [c for c in crashes if c.stated != ASHFORD or c.method not in ("district_only", "point_nearest")]
    assert _wards(snapshot) == count_wards(known)
    lost = sum(len(c.hurt) for c in crashes) - sum(len(c.hurt) for c in known)
    assert _placed(snapshot)["outside"] == _by_method(crashes)["outside"] + lost


def test_rows_at_fault_are_set_aside_with_their_text(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    collisions, casualties = write_crashes(tmp_path / "roads", crashes[:40], layout="accident_index")[:2]
    lines = collisions.read_text("utf-8").splitlines()
    date = f"{crashes[0].date:%d/%m/%Y}"
    broken = {
        2: lines[1].replace(date, "31/02/2021"),
        3: lines[2].replace(crashes[1].index, "2.02146E+12"),
        4: lines[3].replace(crashes[2].index, "", 1),
        5: lines[4] + ",more",
        6: lines[5].replace(f"{crashes[4].date:%d/%m/%Y}", "01/01/2031"),
        8: lines[6],
    }
    for row, text in broken.items():
        lines[row - 1] = text
    collisions.write_text("\n".join(lines), encoding="utf-8")
    people = casualties.read_text("utf-8").splitlines()
    people[3] = people[3].rsplit(",", 3)[0] + ",9,0,2"
    casualties.write_text("\r\n".join([*people[:5], people[4], *people[5:]]), encoding="utf-8")
    result = _build(tmp_path / "store", places, collisions, casualties)
    found = queries.get_set_aside(Store(tmp_path / "store").snapshot(), limit=100)
    own = found[found["file"].str.contains("collision")].set_index("row_number")
    assert own["reason"].to_dict() == {
        2: "not a date in the form dd/mm/yyyy",
        3: "not a collision index: a year, then the force's reference",
        4: "no collision index",
        5: f"{lines[4].count(',') + 1} columns instead of {lines[0].count(',') + 1}",
        6: "a date in the future",
        8: "the same collision or casualty stands in an earlier row",
    }
    assert own["text"].to_dict() == broken
    assert own["column_name"].to_dict()[3] == "accident_index"
    person = found[found["file"].str.contains("casualty")].set_index("row_number")
    assert person["reason"].to_dict() == {
        4: "no severity: 1 fatal, 2 serious, 3 slight",
        6: "the same collision or casualty stands in an earlier row",
    }
    assert all(file.rows_read == file.rows_loaded + sum(n for _, n in file.reasons) for file in result.files)


@pytest.mark.parametrize("seed", range(10))
def test_no_row_is_lost_however_a_file_is_mangled(
    tmp_path: Path, places: Path, crashes: list[Crash], seed: int
) -> None:
    folder = tmp_path
    draw = random.Random(seed)  # noqa: S311  made-up rows
    for path in write_crashes(folder / "roads", crashes[:25], layout=draw.choice(LAYOUTS)):
        lines = path.read_text("utf-8").splitlines()
        for _ in range(draw.randrange(7)):
            row = draw.randrange(1, len(lines))
            lines[row] = draw.choice(
                [
                    lines[row] + draw.choice([",", "é", '"', ",,,", "\x00", "x" * 70_000, "\u2028"]),
                    lines[row].replace(",", draw.choice(["", ",,", ";", '"', ',"', '","']), 1),
                    lines[draw.randrange(1, len(lines))],
                    lines[row][: draw.randrange(30)],
                ]
            )
        path.write_text("\n".join(lines), encoding="utf-8")
    result = _build(folder / "store", places, folder / "roads")
    assert not find_problems(Store(folder / "store").snapshot())
    for file in result.files:
        assert file.rows_read == file.rows_loaded + sum(count for _, count in file.reasons)
        if "stats19" in file.kind:
            text = (folder / file.name).read_text("utf-8")
            assert file.rows_read == sum(bool(line) for line in text.split("\n")[1:]), file.name


def test_vehicles_and_other_kinds_keep_their_own_words(
    tmp_path: Path, places: Path, crashes: list[Crash]
) -> None:
    folder = tmp_path / "files"
    write_crashes(folder, crashes[:5], layout="collision_index")
    (folder / "vehicles.csv").write_text(
        "accident_index,vehicle_reference,vehicle_type\n2021460000001,1,9\n", encoding="utf-8"
    )
    (folder / "by-collision.csv").write_text(
        "accident_index,adjusted_serious,adjusted_slight\n2021460000001,0.5,0.5\n", encoding="utf-8"
    )
    (folder / "twice.csv").write_text(
        "accident_index,date,date,number_of_casualties\n2021460000001,01/02/2021,01/02/2021,1\n",
        encoding="utf-8",
    )
    (folder / "header.csv").write_text("accident_index,date,number_of_casualties\n", encoding="utf-8")
    result = _build(tmp_path / "store", places, folder)
    kinds = {file.name.rsplit("/", 1)[-1]: (file.kind, file.note) for file in result.files}
    assert kinds["vehicles.csv"] == ("unrecognised", "STATS19 vehicles: no figure here is made of them")
    assert kinds["twice.csv"] == ("unrecognised", "2 columns are 'date'")
    assert kinds["header.csv"] == ("stats19_collisions", "there are no rows below its header")
    assert kinds["by-collision.csv"][1].startswith("a severity adjustment by collision")
    assert {"boundary", "lookup", "population"} <= {kind for kind, _ in kinds.values()}


@pytest.mark.realdata
@pytest.mark.skipif(not os.environ.get("CSP_REALDATA"), reason="CSP_REALDATA names no folder of real files")
def test_the_real_samples_load(tmp_path: Path) -> None:
    real = Path(os.environ["CSP_REALDATA"])
    result = _build(
        tmp_path / "store",
        real / "stats19",
        real / "boundaries" / "wards_2025_kent_medway.geojson",
        real / "lookups",
    )
    found = {file.name.rsplit("/", 1)[-1]: file for file in result.files if "stats19_" in file.kind}
    assert {name: (file.rows_read, file.rows_loaded) for name, file in found.items()} == {
        "cyipt_1000sample_kent_rows_old_schema.csv": (34, 34),
        "raw_sample_casualty_2021_new_schema_23col_force46.csv": (14, 14),
        "raw_sample_collision_2021_new_schema_44col.csv": (6, 6),
    }
    lists = [file.kind for file in result.files if file.name.endswith("_ropensci.csv")]
    assert lists == ["unrecognised", "unrecognised"], "lists of variables are no data"
    assert _placed(Store(tmp_path / "store").snapshot()) == {"no_collision": 14}


@pytest.mark.realdata
@pytest.mark.skipif(not os.environ.get("CSP_REALDATA"), reason="CSP_REALDATA names no folder of real files")
def test_real_collisions_with_made_up_casualties_match_a_merge_in_pandas(tmp_path: Path) -> None:
    """The sample's own collisions, each with the casualties it states, against pandas alone."""
    real = Path(os.environ["CSP_REALDATA"])
    sample = real / "stats19" / "raw_sample_collision_2021_new_schema_44col.csv"
    collisions = pd.read_csv(sample, dtype=str)
    people = collisions.loc[collisions.index.repeat(collisions["number_of_casualties"].astype(int))]
    casualties = pd.DataFrame(
        {
            "collision_index": people["collision_index"],
            "vehicle_reference": "1",
            "casualty_reference": [str(n) for n in range(1, len(people) + 1)],
            "casualty_severity": people["collision_severity"],
            "casualty_type": "9",
        }
    )
    casualties.to_csv(tmp_path / "casualties.csv", index=False)
    _build(
        tmp_path / "store",
        sample,
        tmp_path / "casualties.csv",
        real / "boundaries" / "wards_2025_kent_medway.geojson",
        real / "lookups",
    )
    snapshot = Store(tmp_path / "store").snapshot()
    merged = casualties.merge(collisions, on="collision_index")
    medway = merged[merged["local_authority_ons_district"] == "E06000035"]
    found = _wards(snapshot)
    assert sum(n for (name, *_), n in found.items() if name == "all_casualties") == len(medway)
    assert all(ward for (_, _, ward, _) in found), "each in a ward by its point"
    assert _placed(snapshot) == {"point": len(medway), "outside": len(merged) - len(medway)}
