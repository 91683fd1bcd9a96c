"""Everything the door gives one audience, in every window a page can ask for, against the same attacker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.disclosure import (
    level_of,
    marking,
    released_areas,
    released_months,
    released_places,
    released_total,
    released_wards,
)
from dashboard.held_reference import load_reference
from dashboard.periods import Window, resolve_window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import Amount, Stretch
from data import store
from data.build.fixed_tables import build_fixed_cells
from data.month import Month
from data.sensitivity import ROUNDING, THRESHOLDS
from data.settings import Audience, Settings
from data.store import SCHEMA_VERSION, Store
from tests.unit.attacker import Attacker
from tests.unit.small_worlds import MEASURES, SOURCE, World, worlds

SCHEMA = Path(store.__file__).parent / "schema"
KINDS = ("12m", "fytd", "fy", "cy", "q", "1m")


def publish(world: World, folder: Path, *, hidden: tuple[str, str, Month] | None = None) -> None:
    """A store version that holds the world, as the build would leave it. `hidden`: a number that came so."""
    frames = world.frames()
    cells = build_fixed_cells(**frames, catalogue=world.catalogue)
    months = list(world.start.until(world.start + (world.months - 1)))
    tables = {
        "meta": pd.DataFrame({"key": ["schema_version"], "value": [SCHEMA_VERSION]}),
        "area": frames["areas"].assign(name=lambda f: f["code"], vintage=2025),
        "membership": frames["memberships"],
        "series": frames["series"].assign(
            unit="count", combine="additive", ward_level=True, demonstration=False
        ),
        "ward_month": frames["ward_month"],
        "area_month": frames["area_month"],
        "fixed_cell": cells,
        "custom_span": pd.DataFrame(
            [
                (number, code, months[0].first_day, months[-1].first_day)
                for number in frames["series"]["series_id"]
                for code, (level, _) in world.groups.items()
                if level == "custom"
            ],
            columns=["series_id", "area_code", "first_month", "last_month"],
        ),
        "coverage": pd.DataFrame(
            [
                (SOURCE, d, m.first_day, "complete" if m <= world.last_complete else "partial", 1)
                for d in world.wards
                for m in months
            ],
            columns=["source", "area_code", "month", "status", "rows"],
        ),
    }
    if hidden is not None:
        measure, code, month = hidden
        tables["observation"] = pd.DataFrame(
            {
                "series_id": [MEASURES.index(measure) + 1],
                "area_code": [code],
                "period_start": [month.first_day],
                "period_end": [month.last_day],
                "status": ["hidden"],
                "file_id": [1],
                "row_number": [2],
            }
        )
    (folder / "versions").mkdir()
    path = folder / "versions" / "v00001.duckdb"
    with duckdb.connect(str(path)) as connection:
        for statement in sorted(SCHEMA.glob("*.sql")):
            connection.execute(statement.read_text(encoding="utf-8"))
        for name, frame in tables.items():
            if len(frame):
                connection.register("frame", frame)
                # The name is one of the keys above.
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM frame")  # noqa: S608
                connection.unregister("frame")
    (folder / "current").symlink_to(path)


def reference_of(world: World, folder: Path, audience: Audience) -> Reference:
    """The version as an audience's deployment reads it."""
    found = load_reference(Store(folder), Settings(store=folder, audience=audience))
    return replace(found, catalogue=world.catalogue)


def asked_windows(world: World) -> list[Window]:
    """Every kind of window, ending in every month and somewhat beyond."""
    ends = [world.start + step for step in range(world.months + 2)]
    return list(dict.fromkeys(resolve_window(kind=kind, to=to) for to in ends for kind in KINDS))


def numbers(reference: Reference, world: World, series: Series) -> Iterator[tuple[str, Window, Amount, bool]]:
    """(area code, months, amount, whether rounded) of everything the door gives for a series."""
    districts = list(world.wards)
    for number, window in enumerate(asked_windows(world)):
        compare = (window.earlier(12),)
        wards = released_wards(reference, series=series, districts=districts, window=window, compare=compare)
        levels = (
            released_areas(reference, series=series, level=level, window=window, compare=compare)
            for level in ("district", "county", "partnership", "force", "custom")
        )
        for level in ("district", "county") if number % 9 == 0 else ():
            about = {"series": series, "level": level, "window": window, "compare": compare}
            whole = released_areas(reference, **about)
            some = [cell.code for cell in whole.cells[1:]]
            assert released_areas(reference, **about, among=some) == replace(whole, cells=whole.cells[1:])
        for released in (wards, *levels):
            for cell in released.cells:
                yield cell.code, released.window, cell.now, released.fixed
                for before, amount in zip(released.compare, cell.before, strict=True):
                    yield cell.code, before, amount, released.fixed
        # A total of its own is read the same way as a level's: every ninth window will do.
        for code in list(reference.areas) if number % 9 == 0 else ():
            total = released_total(reference, series=series, area=code, window=window)
            yield code, total.window, total.amount, total.fixed
    last = world.start + (world.months + 1)
    for code in reference.areas:
        months = released_months(reference, series=series, area=code, first=world.start, last=last)
        for item in months.stretches:
            yield code, Window("range", item.first, item.last), item.amount, months.fixed


class Reader:
    """Turns what the door gives into equations over the months of the sensitive measures."""

    def __init__(self, world: World, base: int) -> None:
        self.world, self.base = world, base
        self.secrets = [m for m in MEASURES[:2] if world.sensitivity[m] != "none"]
        self.truth = np.concatenate([world.counts[m].ravel() for m in self.secrets])
        self.attacker = Attacker(len(self.truth))
        self.seen: set[object] = set()

    def unknowns(self, measure: str, code: str, window: Window) -> list[int]:
        """The unknowns an area's number adds up; months before or after the data hold nothing."""
        start, many = self.world.start.index, self.world.months
        months = [m.index - start for m in window.months if 0 <= m.index - start < many]
        parts = self.secrets if measure == "total" else [m for m in self.secrets if m == measure]
        return [
            (self.secrets.index(part) * len(self.world.cells) + cell) * many + month
            for part in parts
            for cell in self.world.cells_of(code)
            for month in months
        ]

    def read(self, measure: str, code: str, window: Window, amount: Amount, *, rounded: bool) -> None:
        """One number: what it says of the sensitive measures, the open one being known."""
        key = (measure, code, window.first, window.last)
        if amount.value is None or key in self.seen:
            return
        self.seen.add(key)
        members = self.unknowns(measure, code, window)
        true = self.truth[members].sum()
        months = [m.index - self.world.start.index for m in window.months]
        inside = [m for m in months if 0 <= m < self.world.months]
        whole = self.world.counts[measure][self.world.cells_of(code)][:, inside].sum()
        slack = self.base // 2 if rounded and amount.value else 0
        parts = -(-window.length // 3) if rounded else 1
        assert abs(amount.value - whole) <= slack * parts
        if members:
            self.attacker.learn(members, low=true, high=true)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), audience=st.sampled_from(list(THRESHOLDS)))
def test_no_window_gives_a_hidden_cell_away(world: World, audience: Audience) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publish(world, folder)
        reference = reference_of(world, folder, audience)
        reader = Reader(world, ROUNDING[audience])
        for measure in (*reader.secrets, "total"):
            series = reference.series[measure, SOURCE]
            for code, window, amount, fixed in numbers(reference, world, series):
                reader.read(measure, code, window, amount, rounded=fixed)
            assert fixed_has_no_places(reference, world, series)
        cells = build_fixed_cells(**world.frames(), catalogue=world.catalogue)
    hidden = cells[(cells["audience"] == audience) & (cells["status"] == "hidden")]
    targets = {
        tuple(row)[1:8]: reader.unknowns(
            MEASURES[row.series_id - 1],
            row.area_code,
            Window("range", Month.of(row.period_start), Month.of(row.period_end)),
        )
        for row in hidden.itertuples(index=False)
    }
    assert marking(reference) == "OFFICIAL"
    assert reader.attacker.certain_of(targets, reader.truth) == []


def fixed_has_no_places(reference: Reference, world: World, series: Series) -> bool:
    """Places are never given for a series without free windows in wards."""
    window = Window("12m", world.start, world.start + 11)
    places = released_places(reference, series=series, districts=list(world.wards), window=window)
    return not world.fixed(series.measure, "ward") or places == ()


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_restricted_sees_every_window_as_it_is(world: World) -> None:
    with tempfile.TemporaryDirectory() as name:
        publish(world, Path(name))
        reference = reference_of(world, Path(name), Audience.RESTRICTED)
        assert marking(reference) == "OFFICIAL-SENSITIVE"
        series = reference.series["first", SOURCE]
        for window in asked_windows(world)[::7]:
            released = released_wards(reference, series=series, districts=list(world.wards), window=window)
            assert (released.window, released.fixed) == (window, False)
            for cell in released.cells:
                months = [m.index - world.start.index for m in window.months]
                inside = [m for m in months if 0 <= m < world.months]
                true = world.counts["first"][world.cells_of(cell.code)][:, inside].sum()
                assert cell.value == (true if cell.status != "not_supplied" else None)


def test_a_custom_area_of_wards_goes_by_the_rules_of_wards(tmp_path: Path) -> None:
    world = World(
        start=Month(2020, 4),
        months=24,
        last_complete=Month(2022, 3),
        wards={"d0": ("w0", "w1")},
        groups={"town": ("custom", ("w0",)), "force": ("force", ("d0",))},
        sensitivity={"first": "ward", "second": "none"},
        counts={m: np.full((4, 24), 5) for m in MEASURES},
    )
    publish(world, tmp_path)
    reference = reference_of(world, tmp_path, Audience.PARTNER)
    series = reference.series["first", SOURCE]
    window = Window("1m", Month(2021, 5), Month(2021, 5))
    assert level_of(reference, "town") == "ward"
    (town,) = released_areas(reference, series=series, level="custom", window=window).cells
    assert (town.status, town.value) == ("hidden", None)
    total = released_total(reference, series=series, area="town", window=window)
    assert (total.amount.status, total.fixed) == ("hidden", True)
    assert released_months(
        reference, series=series, area="town", first=world.start, last=window.last
    ).stretches == (Stretch(Month(2020, 4), Month(2021, 3), Amount("hidden", None)),)
    free = released_areas(reference, series=reference.series["open", SOURCE], level="custom", window=window)
    assert [cell.value for cell in free.cells] == [5]


@pytest.mark.parametrize(("asked", "used"), [((2021, 12), (2021, 3)), ((2022, 3), (2022, 3))])
def test_a_window_becomes_the_nearest_fixed_one_before_and_says_so(
    tmp_path: Path, asked: tuple[int, int], used: tuple[int, int]
) -> None:
    world = World(
        start=Month(2020, 4),
        months=24,
        last_complete=Month(2022, 3),
        wards={"d0": ("w0", "w1")},
        groups={"force": ("force", ("d0",))},
        sensitivity={"first": "ward", "second": "none"},
        counts={m: np.full((4, 24), 5) for m in MEASURES},
    )
    publish(world, tmp_path)
    reference = reference_of(world, tmp_path, Audience.PARTNER)
    window = resolve_window(kind="12m", to=Month(*asked))
    released = released_wards(
        reference,
        series=reference.series["first", SOURCE],
        districts=["d0"],
        window=window,
        compare=(window.earlier(12),),
    )
    assert released.window.last == Month(*used)
    assert released.compare == ((Window("fy", Month(2020, 4), Month(2021, 3)),) if asked == used else ())
    assert (window.words in released.caveats[0]) == (asked != used)
    assert {cell.code: cell.value for cell in released.cells} == {"w0": 60, "w1": 60, "unplaced:d0": 60}


@pytest.mark.parametrize("audience", list(Audience))
def test_what_arrives_hidden_stays_hidden_and_so_does_what_it_adds_up_to(
    tmp_path: Path, audience: Audience
) -> None:
    """Of a series that is free: a ward's month came hidden, and its district did not come as a number."""
    world = World(
        start=Month(2020, 4),
        months=24,
        last_complete=Month(2022, 3),
        wards={"d0": ("w0", "w1"), "d1": ("w2",)},
        groups={"force": ("force", ("d0", "d1"))},
        sensitivity={"first": "ward", "second": "none"},
        counts={m: np.full((6, 24), 5) for m in MEASURES},
    )
    publish(world, tmp_path, hidden=("open", "w0", Month(2021, 5)))
    reference = reference_of(world, tmp_path, audience)
    year = resolve_window(kind="12m", to=Month(2022, 3))
    window, later = (resolve_window(kind="1m", to=Month(2021, month)) for month in (5, 6))
    for measure in ("open", "total"):
        series = reference.series[measure, SOURCE]
        wards = released_wards(reference, series=series, districts=["d0", "d1"], window=year)
        assert {cell.code for cell in wards.cells if cell.status == "hidden"} == {"w0", "unplaced:d0"}
        areas = released_areas(reference, series=series, level="district", window=window).cells
        assert [cell.status for cell in areas] == ["hidden", "shown"]
        force = released_total(reference, series=series, area="force", window=window)
        assert force.amount == Amount("hidden", None)
        after = released_total(reference, series=series, area="force", window=later)
        assert after.amount.status == "shown"
