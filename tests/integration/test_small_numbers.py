"""A store made by the real build: what its views print is what was released, and withstands the attacker."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data import count_queries
from data.month import Month
from data.sensitivity import AREA_QUARTER, AREA_YEAR, THRESHOLDS, WARD_YEAR, unplaced_code
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD, COUNTY, FIRST, FORCE, LAST, MEDWAY, SmallCounty
from tests.unit.small_worlds import World
from tests.unit.test_fixed_tables import Knowledge

MEASURE, SOURCE = "hate_crime", "force_extract"
AREAS = (ASHFORD, MEDWAY, COUNTY, FORCE)


def reference_for(store: Path, audience: Audience) -> Reference:
    return load_reference(Store(store), Settings(store=store, home=ASHFORD, audience=audience))


def fixed_cells(reference: Reference) -> pd.DataFrame:
    """Every cell of the series that the audience may be shown."""
    codes = [*reference.areas, *(unplaced_code(code) for code in reference.areas)]
    return pd.DataFrame(
        count_queries.get_fixed_cells(
            reference.snapshot,
            audience=reference.settings.audience,
            series_id=reference.series[MEASURE, SOURCE].series_id,
            forms=[WARD_YEAR, AREA_QUARTER, AREA_YEAR],
            area_codes=codes,
            start=FIRST,
            end=LAST + 12,
        )
    )


def as_world(reference: Reference, county: SmallCounty) -> World:
    """The records behind the files, as the attacker's test knows counties."""
    districts = sorted(code for code, area in reference.areas.items() if area.level == "district")
    wards = {district: tuple(sorted(county.wards_of(district))) for district in districts}
    groups = {
        code: (area.level, tuple(sorted(reference.districts(code))))
        for code, area in reference.areas.items()
        if area.level in ("partnership", "county", "force", "custom")
    }
    months = LAST.index - FIRST.index + 1
    world = World(FIRST, months, LAST, wards, groups, {"first": "district", "second": "none"}, {})
    counts = np.zeros((len(world.cells), months), dtype=np.int64)
    for record in county.records:
        if (record.measure, record.source) == (MEASURE, SOURCE):
            cell = world.cells.index(record.ward or unplaced_code(record.district))
            counts[cell, record.month.index - FIRST.index] += record.value
    return World(FIRST, months, LAST, wards, groups, world.sensitivity, {"first": counts})


@pytest.mark.parametrize("audience", list(THRESHOLDS))
def test_no_hidden_cell_of_a_real_store_can_be_worked_out(
    small_store: Path, county: SmallCounty, audience: Audience
) -> None:
    reference = reference_for(small_store, audience)
    cells = fixed_cells(reference).assign(series_id=1)
    known = Knowledge(as_world(reference, county), cells, THRESHOLDS[audience])
    assert (cells["status"] == "hidden").sum() > 20
    assert known.attacker.certain_of(known.targets, known.truth) == []


def released_values(cells: pd.DataFrame) -> dict[str, set[int]]:
    """By area code: every shown cell, and every sum of quarters in a row that are all shown."""
    released: dict[str, set[int]] = defaultdict(set)
    for row in cells[cells["status"] != "hidden"].itertuples(index=False):
        released[row.area_code].add(int(row.value))
    quarters = cells[cells["form"] == AREA_QUARTER].sort_values("period_start")
    for code, own in quarters.groupby("area_code"):
        values = [None if pd.isna(value) else int(value) for value in own["value"]]
        runs = [values[first:last] for last in range(1, len(values) + 1) for first in range(last)]
        released[code] |= {sum(run) for run in runs if None not in run}
    return released


def code_of(record: dict[str, object], *, view: str, area: str) -> str:
    """The area a row of a view is about; '' for what is unplaced in several districts."""
    code = record.get("ward_code") or record.get("district_code")
    if code or view != "wards":
        return str(code or area)
    return unplaced_code(area) if area in (ASHFORD, MEDWAY) else ""


@pytest.mark.parametrize("audience", list(THRESHOLDS))
def test_views_print_released_numbers_only(small_store: Path, audience: Audience) -> None:
    """Whatever window is asked for: of a ward one of its years, of an area a run of its quarters."""
    reference = reference_for(small_store, audience)
    released = released_values(fixed_cells(reference))
    seen = 0
    kinds = ("12m", "1m", "q", "fytd", "cy", "fy")
    asked = [(area, *item) for area in AREAS for item in zip(cycle(kinds), Month(2021, 3).until(LAST))]
    for area, kind, to in asked:
        query = f"?area={area}&priority=crime&measure={MEASURE}&source={SOURCE}&to={to}&window={kind}"
        selection = Selection.from_query(query, vocabulary_of(reference)).selection
        assert selection.measure == MEASURE
        for name in ("wards", "districts", "months"):
            view = build_view(name, reference, selection)
            assert view.marking == "OFFICIAL"
            for record in view.table.records():
                assert not record.get("mostly_at")
                if code := code_of(record, view=name, area=area):
                    seen += 1
                    assert {record["value"], record["previous"]} <= released[code] | {None}
                    assert (record["value"] is None) == (record["status"] in ("hidden", "not_supplied"))
    assert seen > 500
