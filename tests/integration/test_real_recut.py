"""Real crime by the wards of 2021, counted again by those of 2025, against the same crime placed directly."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from data import count_queries, queries
from data.build.pipeline import BuildResult, build_store
from data.build.recut import BEST_FIT_LIMIT
from data.check import find_problems
from data.month import Month
from data.sources import boundaries
from data.sources.kinds import InputFile
from data.store import Snapshot, Store
from geo.place import place_points

pytestmark = pytest.mark.realdata
FIRST, LAST = Month(2025, 1), Month(2025, 10)


@pytest.fixture(scope="module")
def real() -> Path:
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    return Path(named)


def _incidents(store: Path) -> pd.DataFrame:
    """The crimes of 2025 that have a point: month, longitude, latitude."""
    frames = [pd.read_parquet(path) for path in sorted(store.glob("parts/police_uk/kent/2025-*.parquet"))]
    rows = pd.concat(frames, ignore_index=True)
    return rows[(rows["type"] != "Anti-social behaviour") & rows["longitude"].notna()]


def _placed(real: Path, incidents: pd.DataFrame, year: int) -> pd.Series[int]:
    """How many lie in each ward of a year, by month and ward."""
    path = real / f"boundaries/wards_{year}_kent_medway.geojson"
    match = boundaries.matches(InputFile(path, path.name, sha256=""))
    assert match is not None
    wards = boundaries.load(match).frame
    inside = place_points(incidents["longitude"].to_numpy(), incidents["latitude"].to_numpy(), wards)
    return incidents.assign(ward=inside).dropna(subset="ward").groupby(["month", "ward"]).size()


@pytest.fixture(scope="module")
def kent(real: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame, BuildResult]:
    """A store with the crimes of 2025 by the wards of 2021 beside police.uk's own rows, and those crimes."""
    folder = tmp_path_factory.mktemp("recut")
    store, series = folder / "store", folder / "by_wards_of_2021.csv"
    clock = lambda: dt.datetime(2025, 12, 1, tzinfo=dt.UTC)  # noqa: E731
    files = [
        real / "police/kent-2025-01-to-2025-10.zip",
        real / "boundaries",
        real / "lookups",
        real / "population",
    ]
    build_store(files, folder=store, clock=clock)
    incidents = _incidents(store)
    old = _placed(real, incidents, 2021).reset_index(name="value")
    old["period"] = pd.to_datetime(old["month"]).dt.strftime("%Y-%m")
    old = old.assign(measure="all_crime", source="force_extract").rename(columns={"ward": "area"})
    old[["period", "area", "measure", "value", "source"]].to_csv(series, index=False)
    result = build_store([series], folder=store, clock=clock)
    return store, incidents, result


def _totals(snapshot: Snapshot, source: str) -> pd.Series[int]:
    series = queries.get_series(snapshot).set_index(["measure", "source"])["series_id"]
    areas = queries.get_areas(snapshot)
    rows = count_queries.get_ward_totals(
        snapshot,
        series_id=int(series["all_crime", source]),
        districts=areas.loc[areas["level"] == "district", "code"].tolist(),
        start=FIRST,
        end=LAST,
        before_start=FIRST,
        before_end=LAST,
    )
    return pd.DataFrame(rows).groupby("ward_code", dropna=False)["value"].sum()


def test_the_fit_is_as_good_as_it_says(real, kent, capsys):
    store, incidents, result = kent
    snapshot = Store(store).snapshot()
    assert find_problems(snapshot) == []
    again = _totals(snapshot, "force_extract")
    direct = _placed(real, incidents, 2025).groupby("ward").sum()
    by_lsoa = _totals(snapshot, "police_uk")
    pairs, flagged = queries.get_recut_pairs(snapshot), queries.get_recut_wards(snapshot)
    outcome = pairs.drop_duplicates("ward_code")["outcome"].value_counts()
    assert outcome.sum() == 293
    assert outcome["unchanged"] == 179

    # Nothing is lost: wards and what stays in the districts make up what came.
    assert again.sum() == _placed(real, incidents, 2021).sum()
    refused = flagged[~flagged["supplied"]].set_index("ward_code")["error"]
    assert not set(again.index.dropna()) & set(refused.index)

    fitted = flagged[flagged["supplied"]].set_index("ward_code")["error"]
    changed = set(pairs.loc[pairs["outcome"] != "unchanged", "new_code"].dropna())
    exact = sorted(changed - set(fitted.index) - set(refused.index))
    groups = {
        "unchanged": sorted(set(direct.index) - changed),
        "whole, error 0": exact,
        "by best fit": sorted(fitted.index),
    }
    errors = {
        name: (again.reindex(codes).fillna(0) - direct.reindex(codes).fillna(0)).abs().sum()
        / direct.reindex(codes).sum()
        for name, codes in groups.items()
    }
    # What two ways of placing the same crimes, by point and by LSOA, disagree on in the first place.
    usual = (by_lsoa.reindex(direct.index).fillna(0) - direct).abs().sum() / direct.sum()
    with capsys.disabled():
        print()  # noqa: T201
        print(next(text for text in result.notices if text.startswith("All crime (force extract)")))  # noqa: T201
        print(f"by point against by LSOA, all wards: {usual:.1%}")  # noqa: T201
        for name, codes in groups.items():
            stated = fitted.reindex(codes).mean() if name == "by best fit" else 0.0
            print(f"{name}: {len(codes)} wards, {errors[name]:.1%} off (stated {stated:.1%})")  # noqa: T201
        print(f"not supplied: {len(refused)} wards, of which best fit would be {refused.median():.0%} off")  # noqa: T201
    assert errors["unchanged"] < usual
    assert errors["whole, error 0"] < usual
    assert errors["by best fit"] < BEST_FIT_LIMIT + usual


def test_counted_by_the_wards_of_2021_the_figures_are_as_they_came(real, kent, tmp_path):
    given, incidents, _ = kent
    store = tmp_path / "store"
    shutil.copytree(given, store, symlinks=True)
    build_store([], folder=store, wards=2021)
    snapshot = Store(store).snapshot()
    assert find_problems(snapshot) == []
    old = _placed(real, incidents, 2021).groupby("ward").sum()
    found = _totals(snapshot, "force_extract")
    assert found[found > 0].dropna().to_dict() == old.to_dict()
    assert queries.get_recut_wards(snapshot).empty
    # Of police.uk's rows, those in redrawn wards are placed by their points: no lookup leads there.
    methods = queries.get_placement(snapshot).groupby("method")["rows"].sum()
    assert methods.get("district_only", 0) == 0
    assert methods["split_point"] > 60_000
