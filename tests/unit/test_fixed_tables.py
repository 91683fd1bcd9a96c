"""From every number one audience can be shown, each hidden cell keeps at least two whole-number solutions."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.build.fixed_tables import build_fixed_cells
from data.catalogue import load_catalogue
from data.month import Month
from data.sensitivity import THRESHOLDS
from data.settings import Audience
from tests.unit.attacker import Attacker
from tests.unit.small_worlds import MEASURES, World, worlds

SECRETS = ("first", "second")


class Knowledge:
    """What one audience of a world is shown, turned into the attacker's equations."""

    def __init__(self, world: World, cells: pd.DataFrame, threshold: int) -> None:
        self.world, self.threshold = world, threshold
        self.secrets = [m for m in SECRETS if world.sensitivity[m] != "none"]
        self.first = world.start + (-(world.start.month - 1)) % 3
        self.count = (world.start.index + world.months - self.first.index) // 3
        self.truth = np.concatenate([self._by_quarter(m).ravel() for m in self.secrets])
        self.attacker = Attacker(len(self.truth))
        self.targets: dict[object, list[int]] = {}
        self.rows = list(cells.itertuples(index=False))
        for row in self.rows:
            self._read(row)
        self._read_free()

    def _by_quarter(self, measure: str) -> np.ndarray:
        skip = self.first.index - self.world.start.index
        counts = self.world.counts[measure][:, skip : skip + 3 * self.count]
        return counts.reshape(len(counts), self.count, 3).sum(axis=2)

    def unknowns(self, measure: str, code: str, quarters: list[int]) -> list[int]:
        """The unknown counts that an area's number of a measure in some quarters adds up."""
        parts = self.secrets if measure == "total" else [m for m in self.secrets if m == measure]
        cells = len(self.world.cells)
        return [
            (self.secrets.index(part) * cells + cell) * self.count + quarter
            for part in parts
            for cell in self.world.cells_of(code)
            for quarter in quarters
        ]

    def _read(self, row: object) -> None:
        start, end = Month.of(row.period_start), Month.of(row.period_end)
        quarters = list(range((start.index - self.first.index) // 3, (end.index - self.first.index + 1) // 3))
        measure = MEASURES[row.series_id - 1]
        members = self.unknowns(measure, row.area_code, quarters)
        if row.status == "hidden":
            self.targets[measure, row.form, row.area_code, start, end] = members
        else:
            value = self.truth[members].sum()
            self.attacker.learn(members, low=value, high=value)

    def _read_free(self) -> None:
        """Months of districts and above, where the measure is not sensitive there.

        Areas made of wards go by the rules of wards: of what is sensitive in those they show nothing.
        """
        of_wards = {
            code for code, (_, held) in self.world.groups.items() if not set(held) <= set(self.world.wards)
        }
        for measure in (*self.secrets, "total"):
            if self.world.fixed(measure, "district"):
                continue
            hidden = of_wards if self.world.fixed(measure, "ward") else set()
            for code in (*self.world.wards, *(set(self.world.groups) - hidden)):
                for quarter in range(self.count):
                    members = self.unknowns(measure, code, [quarter])
                    value = self.truth[members].sum()
                    self.attacker.learn(members, low=value, high=value)

    def tell_small_from_large(self) -> None:
        """Somebody tells which hidden counts are from 1 to the threshold and which are above it."""
        for (measure, *_), members in self.targets.items():
            value = self.truth[members].sum()
            if measure != "total" and 1 <= value <= self.threshold:
                self.attacker.learn(members, low=1, high=self.threshold)
            elif measure != "total" and value > self.threshold:
                self.attacker.learn(members, low=self.threshold + 1)

    def wholly_hidden(self, target: tuple[object, ...]) -> bool:
        """Whether no cell of the target's table is shown: nothing more could have been hidden."""
        measure, form, code, start, end = target
        district = next(d for d in self.world.wards if self.world.cells_of(code)[0] in self.world.cells_of(d))
        codes = {*self.world.wards[district], f"unplaced:{district}"}
        return all((measure, form, other, start, end) in self.targets for other in codes)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), audience=st.sampled_from(list(THRESHOLDS)))
def test_no_hidden_cell_can_be_worked_out(world: World, audience: Audience) -> None:
    built = build_fixed_cells(**world.frames(), catalogue=world.catalogue)
    known = Knowledge(world, built[built["audience"] == audience], THRESHOLDS[audience])
    assert known.attacker.certain_of(known.targets, known.truth) == []


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), audience=st.sampled_from(list(THRESHOLDS)))
def test_ward_cells_withstand_somebody_who_is_told_which_are_small(world: World, audience: Audience) -> None:
    """Unless a whole table of wards is hidden, when nothing more is left to hide."""
    built = build_fixed_cells(**world.frames(), catalogue=world.catalogue)
    known = Knowledge(world, built[built["audience"] == audience], THRESHOLDS[audience])
    known.tell_small_from_large()
    targets = {
        target: members
        for target, members in known.targets.items()
        if target[0] != "total" and target[1] == "ward_year" and not known.wholly_hidden(target)
    }
    if not any(world.fixed(measure, "district") for measure in known.secrets):
        assert known.attacker.certain_of(targets, known.truth) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), audience=st.sampled_from(list(THRESHOLDS)))
def test_what_is_shown_is_true_and_not_small(world: World, audience: Audience) -> None:
    """Zero is zero, and a count from 1 to the threshold is hidden.

    But for two kinds: a district without wards, whose one cell is its own free total, and a sum in a district
    whose sensitive parts are known to be zero, so that the sum is one of free counts.
    """
    built = build_fixed_cells(**world.frames(), catalogue=world.catalogue)
    known = Knowledge(world, built[built["audience"] == audience], THRESHOLDS[audience])
    base = {Audience.PARTNER: 1, Audience.PUBLIC: 5}[audience]
    for row in known.rows:
        measure = MEASURES[row.series_id - 1]
        first = Month.of(row.period_start).index - world.start.index
        last = Month.of(row.period_end).index - world.start.index
        months = slice(first, last + 1)
        value = _sum(world, measure, row.area_code, months)
        free = row.form == "ward_year" and (
            not world.wards[row.parent]
            or (measure == "total" and not any(_sum(world, m, row.parent, months) for m in known.secrets))
        )
        if row.status == "hidden":
            assert row.value is pd.NA
        else:
            assert (row.status == "zero") == (value == 0)
            small = 1 <= value <= THRESHOLDS[audience]
            assert row.value == value if small else row.value % base == 0
            assert abs(row.value - value) <= base // 2
            assert not small or free


def _sum(world: World, measure: str, code: str, months: slice) -> int:
    return int(world.counts[measure][world.cells_of(code), months].sum())


@given(world=worlds())
def test_wards_only_have_financial_years_and_one_latest_twelve_months(world: World) -> None:
    built = build_fixed_cells(**world.frames(), catalogue=world.catalogue)
    spans = built.loc[built["form"] == "ward_year", ["period_start", "period_end"]].drop_duplicates()
    years = [row for row in spans.itertuples(index=False) if row.period_start.month == 4]
    others = [row for row in spans.itertuples(index=False) if row.period_start.month != 4]
    assert all(Month.of(r.period_end).index - Month.of(r.period_start).index == 11 for r in (*years, *others))
    assert len(others) <= 1
    last = world.last_complete.index
    if world.months >= 18:
        latest = max(Month.of(row.period_end).index for row in (*years, *others))
        assert last - 2 <= latest <= last
        assert Month.from_index(latest).month % 3 == 0
    quarters = built.loc[built["form"] == "area_quarter", ["period_start", "period_end"]].drop_duplicates()
    for row in quarters.itertuples(index=False):
        assert row.period_start.month in (1, 4, 7, 10)
        assert Month.of(row.period_end).index - Month.of(row.period_start).index == 2


def test_an_open_source_has_no_fixed_tables() -> None:
    """What its publisher releases openly at a level is never hidden."""
    catalogue = load_catalogue()
    series = pd.DataFrame(
        {
            "series_id": [1],
            "measure": ["violence_and_sexual_offences"],
            "source": ["police_uk"],
            "months": [True],
            "first_month": [pd.Timestamp(2024, 1, 1)],
            "last_month": [pd.Timestamp(2025, 12, 1)],
            "last_complete": [pd.Timestamp(2025, 12, 1)],
        }
    )
    frames = {
        "ward_month": pd.DataFrame(columns=["series_id", "district_code", "ward_code", "month", "value"]),
        "area_month": pd.DataFrame(columns=["series_id", "level", "area_code", "month", "value"]),
        "areas": pd.DataFrame(columns=["code", "level", "parent"]),
        "memberships": pd.DataFrame(columns=["group_code", "member_code"]),
    }
    assert build_fixed_cells(series=series, **frames, catalogue=catalogue).empty
