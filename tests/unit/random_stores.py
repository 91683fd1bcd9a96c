"""Random stores in memory behind the small reference: the store's own tables and statements, invented counts.

What a test of words needs of a store: many wards or none, counts from nothing to thousands, gaps and partial
months, places, and the fixed tables of sensitive series as the build makes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import numpy as np
import pandas as pd
from hypothesis import strategies as st
from small_reference import COUNTY, EAST, FIRST, FORCE, LAST, NORTH, PAIR, SOUTH, small_reference

from dashboard.recall import Recall
from dashboard.records import Area, Population, Series
from dashboard.reference import Reference
from data.build.fixed_tables import build_fixed_cells
from data.build.statements import append, create_tables
from data.month import Month
from data.settings import Audience
from data.store import Snapshot

DISTRICTS = (NORTH, SOUTH, EAST)
GROUPS = {
    COUNTY: ("county", (NORTH, SOUTH)),
    FORCE: ("force", DISTRICTS),
    PAIR: ("partnership", (NORTH, SOUTH)),
}
AREAS = (*DISTRICTS, *GROUPS)
# Open everywhere; hidden for wards; hidden for districts too; rare, with rates per 10,000.
MEASURES = {1: "all_crime", 2: "domestic_abuse_offences", 3: "hate_crime", 4: "ksi_casualties"}
_SOURCES = {4: "road_casualties"}
_TABLES = ("ward_month", "area_month", "place_month", "spot", "neighbour", "fixed_cell", "observation")
_RATES = (0.0, 0.04, 0.3, 1.5, 8.0, 60.0, 700.0)


@dataclass(frozen=True, eq=False, repr=False)
class RandomStore:
    """`counts[series][ward or 'unplaced:<district>', month]`, and the reference that reads them."""

    reference: Reference
    wards: dict[str, tuple[str, ...]]
    counts: dict[int, pd.DataFrame]
    connection: duckdb.DuckDBPyConnection = field(repr=False)

    def cells_of(self, code: str) -> list[str]:
        """The wards, and what is in none, that an area adds up."""
        districts = GROUPS[code][1] if code in GROUPS else (code,) if code in self.wards else ()
        return [c for d in districts for c in (*self.wards[d], f"unplaced:{d}")] or [code]

    def month(self, series: int, code: str, month: Month) -> int:
        """What happened in an area in a month, whether or not the store may tell."""
        return int(self.counts[series].loc[self.cells_of(code), str(month)].sum())

    def total(self, series: int, code: str, first: Month, last: Month) -> int:
        """The same over a run of months."""
        return sum(self.month(series, code, month) for month in max(first, FIRST).until(last))

    def scramble(self, series: int, *, areas: bool) -> None:
        """Put other numbers in the tables that an audience of fixed tables may never be told from."""
        self.connection.execute(
            "UPDATE ward_month SET value = value * 3 + 7 WHERE series_id = $series", {"series": series}
        )
        if areas:
            self.connection.execute(
                "UPDATE area_month SET value = value * 5 + 3 WHERE series_id = $series", {"series": series}
            )
        object.__setattr__(self.reference, "recall", Recall())


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty store in memory, made once for many examples."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    create_tables(connection)
    yield connection
    connection.close()


@st.composite
def random_stores(draw: st.DrawFn, connection: duckdb.DuckDBPyConnection) -> RandomStore:
    """Any of them, in the tables of the connection."""
    wards = {d: tuple(f"W{d}{n}" for n in range(draw(st.integers(0, 9)))) for d in DISTRICTS}
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    months = [str(month) for month in FIRST.until(LAST)]
    cells = [c for d in DISTRICTS for c in (*wards[d], f"unplaced:{d}")]
    counts = {}
    for number in MEASURES:
        rate = draw(st.sampled_from(_RATES))
        # Some wards alike, some without anything; a step in some stores, so that some changes are real.
        uneven = chance.gamma(1.0, 1.0, len(cells)) * (chance.random(len(cells)) > 0.2)
        uneven = np.round(uneven, draw(st.sampled_from([0, 2])))
        step = np.where(
            np.arange(len(months)) >= len(months) - 12, draw(st.sampled_from([1.0, 1.0, 0.6, 1.7])), 1.0
        )
        values = chance.poisson(rate * uneven[:, None] * step[None, :])
        counts[number] = pd.DataFrame(values, index=cells, columns=months)
    store = RandomStore(
        reference=_reference(draw, connection, wards), wards=wards, counts=counts, connection=connection
    )
    _fill(store, chance)
    return store


def _reference(
    draw: st.DrawFn, connection: duckdb.DuckDBPyConnection, wards: dict[str, tuple[str, ...]]
) -> Reference:
    base = small_reference(plans=())
    areas = {code: area for code, area in base.areas.items() if area.level != "ward"}
    for district, codes in wards.items():
        for place, code in enumerate(codes):
            areas[code] = Area(code, f"Ward {place}", "ward", district, 2025)
    coverage: dict[tuple[str, str], dict[Month, str]] = {}
    for source in ("force_extract", "road_casualties"):
        for district in DISTRICTS:
            states = dict.fromkeys(FIRST.until(LAST), "complete")
            for back in draw(st.lists(st.integers(0, 35), max_size=3)):
                states[LAST - back] = draw(st.sampled_from(["partial", "missing"]))
            coverage[source, district] = states
    people = draw(st.sampled_from([0, 900, 40_000]))
    homes = {code: (Population(2021, people, people // 2, "Census 2021"),) for code in areas if people}
    series = {
        (measure, source): Series(
            number, measure, source, "count", "additive", True, True, False, FIRST, LAST, LAST
        )
        for number, measure in MEASURES.items()
        for source in [_SOURCES.get(number, "force_extract")]
    }
    opened = SimpleNamespace(cursor=connection.cursor)
    return replace(
        base,
        snapshot=Snapshot("v00001", Path("nowhere"), cast("Any", opened)),
        settings=replace(base.settings, audience=draw(st.sampled_from(list(Audience)))),
        areas=areas,
        series=series,
        coverage=coverage,
        populations={code: item for code, item in homes.items() if areas[code].level in ("ward", "district")},
        dispersion={
            (number, level): draw(st.sampled_from([1.0, 2.2]))
            for number in MEASURES
            for level in ("ward", "district")
        },
        placed_sources=frozenset(draw(st.sampled_from([(), ("force_extract",)]))),
        recall=Recall(),
        structure=Recall(limit=200_000),
    )


def _fill(store: RandomStore, chance: np.random.Generator) -> None:
    connection, reference = store.connection, store.reference
    for table in (*_TABLES, "series_part"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above
    ward_month, area_month = _counted(store)
    append(connection, "ward_month", ward_month)
    append(connection, "area_month", area_month)
    append(
        connection, "series_part", pd.DataFrame([(n, n) for n in MEASURES], columns=["series_id", "part_id"])
    )
    append(connection, "fixed_cell", _fixed(store, ward_month, area_month))
    _fill_places(store, chance)
    beside = [
        (ward, other, "contiguous")
        for codes in store.wards.values()
        for pair in pairwise(codes)
        for ward, other in (pair, pair[::-1])
    ]
    append(connection, "neighbour", pd.DataFrame(beside, columns=["ward_code", "other_code", "kind"]))
    assert reference.version == "v00001"


def _counted(store: RandomStore) -> tuple[pd.DataFrame, pd.DataFrame]:
    wards, areas = [], []
    for number, table in store.counts.items():
        for district, codes in store.wards.items():
            for cell in (*codes, f"unplaced:{district}"):
                ward = None if cell.startswith("unplaced") else cell
                wards += [
                    (number, district, ward, _day(month), int(value))
                    for month, value in table.loc[cell].items()
                    if value
                ]
        levels = dict.fromkeys(DISTRICTS, "district") | {code: level for code, (level, _) in GROUPS.items()}
        for code, level in levels.items():
            summed = table.loc[store.cells_of(code)].sum(axis=0)
            areas += [(number, level, code, _day(month), int(v)) for month, v in summed.items() if v]
    ward_columns = ["series_id", "district_code", "ward_code", "month", "value"]
    area_columns = ["series_id", "level", "area_code", "month", "value"]
    return pd.DataFrame(wards, columns=ward_columns), pd.DataFrame(areas, columns=area_columns)


def _day(month: object) -> pd.Timestamp:
    return pd.Timestamp(f"{month}-01")


def _fixed(store: RandomStore, ward_month: pd.DataFrame, area_month: pd.DataFrame) -> pd.DataFrame:
    """What the build would show of the sensitive series."""
    reference = store.reference
    days = _day(FIRST), _day(LAST), _day(LAST)
    series = pd.DataFrame(
        [(item.series_id, item.measure, item.source, True, *days) for item in reference.series.values()],
        columns=["series_id", "measure", "source", "months", "first_month", "last_month", "last_complete"],
    )
    areas = pd.DataFrame(
        [(area.code, area.level, area.parent) for area in reference.areas.values()],
        columns=["code", "level", "parent"],
    )
    members = [(d, d) for d in DISTRICTS] + [(g, d) for g, (_, found) in GROUPS.items() for d in found]
    kept = areas["code"].isin([*DISTRICTS, *GROUPS, *(w for codes in store.wards.values() for w in codes)])
    return build_fixed_cells(
        series=series,
        ward_month=ward_month.astype({"month": "datetime64[us]"}),
        area_month=area_month.astype({"month": "datetime64[us]"}),
        areas=areas[kept],
        memberships=pd.DataFrame(members, columns=["group_code", "member_code"]),
        catalogue=reference.catalogue,
    )


def _fill_places(store: RandomStore, chance: np.random.Generator) -> None:
    """A few spots a ward, with some of the open series' rows of its last year."""
    spots, rows = [], []
    names = ("On or near Hospital", "On or near High Street", "On or near Parking Area", "No Location")
    for district, codes in store.wards.items():
        for code in codes:
            for name in names:
                spot = len(spots)
                spots.append((spot, district, code, f"E0{chance.integers(1, 3)}", name))
                rows += [(1, spot, _day(LAST), 0)] * int(chance.integers(0, 6))
    append(
        store.connection,
        "spot",
        pd.DataFrame(spots, columns=["spot_id", "district_code", "ward_code", "lsoa", "place"]),
    )
    columns = ["series_id", "spot_id", "month", "outcome"]
    append(store.connection, "place_month", pd.DataFrame(rows, columns=columns))


def today() -> dt.date:
    """A day after all of it."""
    return dt.date(2023, 5, 2)
