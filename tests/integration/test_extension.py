"""A version that was extended by months is the version that all of its files, built at once, give."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data import queries
from data.build import extension, pipeline
from data.build.pipeline import BuildResult, build_store
from data.check import find_problems
from data.month import Month
from data.store import Store
from tests.integration.street_files import (
    LSOAS,
    TYPES,
    Row,
    street_rows,
    write_places,
    write_street,
)

NOW = dt.datetime(2024, 6, 2, tzinfo=dt.UTC)
FIRST = [str(month) for month in Month(2022, 1).until(Month(2023, 6))]
OWN_AREAS = """area,name,kind,member,from,to
two-wards,Two wards,priority neighbourhood,E05000001,,
two-wards,,,Cedar (Easting),,
town-centre,Westing town centre,town centre,E01000002,,
town-centre,,,E01000003,,
grown,Grown centre,town centre,E01000001,,
grown,,,E01000002,2023-04,2023-06
both,Both districts,unitary,Westing,,
both,,,E07000002,,
joined,Joined districts,unitary,Westing,,
joined,,,E07000002,2023-02,
"""
HATE = "period,area,area_parent,measure,value,source\n" + "".join(
    f"2023-0{month},{ward},Westing,hate_crime,{month + extra},force_extract\n"
    for month in range(1, 6)
    for extra, ward in enumerate(("Alder", "Birch"))
)
# What a version says of incidents, by names in place of numbers that mean nothing outside of it.
TABLES = {
    "place_month": "SELECT p.series_id, s.district_code, s.ward_code, s.lsoa, s.place, p.month, p.outcome "
    "FROM place_month p JOIN spot s USING (spot_id)",
    "spot": "SELECT DISTINCT s.district_code, s.ward_code, s.lsoa, s.place "
    "FROM spot s SEMI JOIN place_month p ON p.spot_id = s.spot_id",
    "outcome_month": "SELECT o.series_id, s.district_code, s.ward_code, o.month, o.outcome, "
    "sum(o.value)::BIGINT AS value FROM outcome_month o JOIN spot s USING (spot_id) GROUP BY ALL",
    "meta": "FROM meta WHERE key NOT IN ('version', 'built_at')",
}


def _build(store: Path, *paths: Path) -> BuildResult:
    return build_store(list(paths), folder=store, clock=lambda: NOW)


def _whole(store: Path, target: Path) -> None:
    """The same files and parts once more, put together from nothing of what was counted."""
    shutil.copytree(store, target, symlinks=True)
    build_store([], folder=target, clock=lambda: NOW)


def _tables(store: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str((store / "current").resolve()), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: sorted(
                (
                    tuple(round(value, 9) if isinstance(value, float) else value for value in row)
                    for row in connection.execute(TABLES.get(name, f"FROM {name}")).fetchall()
                ),
                key=repr,
            )
            for name in names
        }


def _same(store: Path, scratch: Path) -> None:
    _whole(store, scratch)
    found, wanted = _tables(store), _tables(scratch)
    shutil.rmtree(scratch)
    assert found.keys() == wanted.keys()
    for name in wanted:
        assert found[name] == wanted[name], name
    assert find_problems(Store(store).snapshot()) == []
    _outcomes_add_up(store)
    with duckdb.connect(str((store / "current").resolve()), read_only=True) as connection:
        spots = connection.execute(
            "SELECT count(*) FROM spot s ANTI JOIN place_month p ON p.spot_id = s.spot_id "
            "ANTI JOIN outcome_month o ON o.spot_id = s.spot_id"
        ).fetchone()
    assert spots == (0,), "spots without a row are gone"


def _outcomes_add_up(store: Path) -> None:
    """Those of areas are those of their spots, one by one: of districts, and of what is made of several."""
    with duckdb.connect(str((store / "current").resolve()), read_only=True) as connection:
        spots, sums, members, found = (
            connection.execute(query).fetchall()
            for query in (
                "SELECT o.series_id, s.district_code, o.month, o.outcome, o.value FROM outcome_month o "
                "JOIN spot s USING (spot_id) WHERE s.district_code IS NOT NULL",
                "FROM series_part",
                "SELECT m.group_code, m.member_code FROM membership m "
                "WHERE m.group_code IN ('E23000001', 'both')",
                "FROM area_outcome",
            )
        )
    wanted: Counter[tuple[object, ...]] = Counter()
    for part, district, month, outcome, value in spots:
        for series in (series for series, own in sums if own == part):
            for area in (district, *(group for group, member in members if member == district)):
                wanted[series, area, month, outcome] += value
    assert {area for _, area, *_ in wanted} == {"E07000001", "E07000002", "E23000001", "both"}
    assert sorted(found) == sorted((*key, value) for key, value in wanted.items())


@pytest.fixture
def extended(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each build that tried it, whether the published version was extended."""
    said: list[bool] = []

    def extend(*args: object, **named: object) -> object:
        found = extension.extend_version(*args, **named)  # type: ignore[arg-type]
        said.append(found is not None)
        return found

    monkeypatch.setattr(pipeline, "extend_version", extend)
    return said


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A year and a half of two forces, areas of one's own, and a sensitive series that came as numbers."""
    files = write_places(tmp_path / "first")
    (files / "our_areas.csv").write_text(OWN_AREAS, encoding="utf-8")
    (files / "hate.csv").write_text(HATE, encoding="utf-8")
    for month in FIRST:
        write_street(files, month, _rows(month, seed=1))
        write_street(files, month, _rows(month, seed=2, force="Transport Police", rows=12), force="transport")
    store = tmp_path / "store"
    _build(store, files)
    return store


def _rows(month: str, *, seed: int, rows: int = 60, force: str = "Wold Police", places: int = 5) -> list[Row]:
    """As the publisher gives them, with outcomes."""
    draw = random.Random(f"{seed} {month} {force}")  # noqa: S311  made-up rows
    found = street_rows(month, rows=rows, seed=seed)
    for row in found:
        row["Reported by"] = row["Falls within"] = force
        row["Last outcome category"] = draw.choice(
            ("", "Under investigation", "Local resolution", "Unheard of")
        )
        if row["LSOA code"] and places > 5:
            row["Location"] = f"On or near Street, {draw.randint(1, places)}"
    # Every type is there in every month: the series are the same.
    for row, kind in zip(found, TYPES, strict=False):
        row["Crime type"] = kind
    return found


@pytest.mark.parametrize("run", range(3))
def test_any_order_of_months_gives_what_all_at_once_gives(
    run: int, base: Path, tmp_path: Path, extended: list[bool]
) -> None:
    draw = random.Random(run)  # noqa: S311  made-up orders
    months = [str(month) for month in Month(2021, 11).until(Month(2024, 3))]
    for number in range(4):
        given = tmp_path / f"given {number}"
        given.mkdir()
        for month in draw.sample(months, draw.choice((1, 1, 2, 4))):
            name, slug = draw.choice((("Wold Police", "wold"), ("Transport Police", "transport")))
            rows = draw.choice((8, 40, 90)) if slug == "wold" else 10
            own = _rows(month, seed=10 * run + number, rows=rows, force=name, places=draw.choice((5, 40)))
            path = write_street(given, month, own, force=slug)
            if draw.random() < 0.4:
                # A row that is set aside with its file's others loaded.
                path.write_text(path.read_text(encoding="utf-8") + "broken,row\n", encoding="utf-8")
        if draw.random() < 0.4:
            (given / "notes.csv").write_text(f"nothing,that is known\n{run},{number}\n", encoding="utf-8")
        _build(base, given)
        if draw.random() < 0.5:
            _same(base, tmp_path / "whole")
    _same(base, tmp_path / "whole")
    assert extended
    assert all(extended)


def _new_force(given: Path) -> None:
    write_street(given, "2023-08", _rows("2023-08", seed=5, force="Third Police"), force="third")


def _unknown_type(given: Path) -> None:
    rows = _rows("2023-08", seed=5)
    rows[0]["Crime type"] = "Mischief"
    write_street(given, "2023-08", rows)


def _type_of_the_catalogue(given: Path) -> None:
    rows = _rows("2023-08", seed=5)
    rows[0]["Crime type"] = "Robbery"
    write_street(given, "2023-08", rows)


def _figures_beside(given: Path) -> None:
    write_street(given, "2023-08", _rows("2023-08", seed=5))
    (given / "hate.csv").write_text(HATE.replace(",Birch,", ",Alder,").replace("2023", "2022"))


def _figures_of_the_publisher(given: Path) -> None:
    (given / "more.csv").write_text(
        "period,area,area_parent,measure,value,source\n2023-07,Alder,Westing,burglary,3,police_uk\n"
    )


def _places(given: Path) -> None:
    write_street(given, "2023-08", _rows("2023-08", seed=5))
    layer = (write_places(given) / "wards_2025.geojson").read_text(encoding="utf-8")
    (given / "wards_2025.geojson").write_text(layer.replace("Birch", "Beech"), encoding="utf-8")


def _most_of_it(given: Path) -> None:
    for month in FIRST[:9]:
        write_street(given, month, _rows(month, seed=5))


def _home_of_another(given: Path) -> None:
    """More rows of Easting from the Transport Police than all that the Wold Police have there."""
    rows = _rows("2023-08", seed=5, rows=700, force="Transport Police")
    easting = [lsoa for lsoa, ward in LSOAS.items() if ward[2] == "E07000002"]
    for place, row in enumerate(rows):
        row["LSOA code"] = easting[place % len(easting)]
    write_street(given, "2023-08", rows, force="transport")


@pytest.mark.parametrize(
    "give",
    [
        *(_new_force, _unknown_type, _type_of_the_catalogue, _figures_beside, _figures_of_the_publisher),
        *(_places, _most_of_it, _home_of_another),
    ],
)
def test_what_is_more_than_months_goes_the_whole_way(
    give: Callable[[Path], None], base: Path, tmp_path: Path, extended: list[bool]
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    give(given)
    _build(base, given)
    assert not any(extended)
    _same(base, tmp_path / "whole")


def test_a_series_without_a_row_left_goes_the_whole_way(
    base: Path, tmp_path: Path, extended: list[bool]
) -> None:
    """A type that one month alone has is taken away with the rows of that month."""
    rows = _rows("2023-08", seed=5)
    rows[0]["Crime type"] = "Robbery"
    _build(base, write_street(tmp_path / "given", "2023-08", rows))
    assert "robbery" in set(queries.get_series(Store(base).snapshot())["measure"])
    _build(base, write_street(tmp_path / "again", "2023-08", _rows("2023-08", seed=6)))
    assert extended == [False, False]
    assert "robbery" not in set(queries.get_series(Store(base).snapshot())["measure"])
    _same(base, tmp_path / "whole")


def test_another_program_adds_nothing_to_what_this_one_counted(
    base: Path, tmp_path: Path, extended: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.build.change.program_digest", lambda: "another")
    _build(base, write_street(tmp_path / "given", "2023-08", _rows("2023-08", seed=5)))
    assert extended == []
    # From then on it is the same program, and a file given again changes nothing.
    _build(base, tmp_path / "given")
    assert extended == [True]
    _same(base, tmp_path / "whole")


def test_an_extension_that_fails_leaves_what_is_published(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    before = _tables(base)
    monkeypatch.setattr(extension, "find_dispersion", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        _build(base, write_street(tmp_path / "given", "2023-08", _rows("2023-08", seed=5)))
    assert _tables(base) == before
    assert not (base / "building").exists()
    assert len(list((base / "parts" / "police_uk" / "wold").iterdir())) == len(FIRST)


def test_what_is_told_of_a_version_is_told_of_its_extension(base: Path, tmp_path: Path) -> None:
    """The notices of a whole build, but those of its drawing, come again."""
    first = _build(base, write_street(tmp_path / "given", "2023-08", _rows("2023-08", seed=5)))
    whole = build_store([], folder=base, clock=lambda: NOW)
    assert first.notices == whole.notices
    assert [(file.rows_read, file.rows_loaded) for file in first.files] == [(60, 60)]
