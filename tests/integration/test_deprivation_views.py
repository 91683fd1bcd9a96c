"""Deprivation of wards on the screen, and rates by fifth: sums of what an audience sees, of nothing else."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.check import find_problems
from data.settings import Audience, Settings
from data.store import Store
from tests.integration.small_files import ASHFORD, COUNTY, SmallCounty


def show(reference: Reference, name: str, query: str) -> View:
    return build_view(name, reference, parse(query, vocabulary_of(reference)).selection)


def in_order(county: SmallCounty) -> list[str]:
    """The wards that have a rank, the most deprived first: every district has some of each fifth."""
    wards = list(county.wards)
    return sorted(wards[:-1], key=lambda ward: 11 * wards.index(ward) % len(wards))


@pytest.fixture(scope="module")
def deprived_store(small_store: Path, county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with an LSOA in every ward, all but one of them with a rank."""
    folder = tmp_path_factory.mktemp("deprived") / "store"
    shutil.copytree(small_store, folder, symlinks=True)
    files = tmp_path_factory.mktemp("lsoas")
    # As the small county's own lookup has them.
    lsoas = {ward: f"E01{place:06d}" for place, ward in enumerate(county.wards)}
    (files / "people.csv").write_text(
        "LSOA21CD,residents_2021\n"
        + "".join(f"{lsoa},{county.residents[ward]}\n" for ward, lsoa in lsoas.items())
    )
    ranked = [lsoas[ward] for ward in in_order(county)]
    (files / "iod2025.csv").write_text(
        "LSOA code (2021),IMD_rank,Crime_rank\n"
        + "".join(f"{lsoa},{1000 * place},{place}\n" for place, lsoa in enumerate(ranked, 1))
    )
    build_store([files], folder=folder, clock=lambda: dt.datetime(2026, 1, 7, tzinfo=dt.UTC))
    return folder


def reference_of(store: Path, audience: Audience) -> Reference:
    return load_reference(Store(store), Settings(store=store, home=ASHFORD, audience=audience))


def test_wards_are_in_fifths_by_their_order(deprived_store: Path, county: SmallCounty) -> None:
    reference = reference_of(deprived_store, Audience.PARTNER)
    assert find_problems(reference.snapshot) == []
    view = show(reference, "deprivation", f"area={COUNTY}")
    order = in_order(county)
    rows = {str(row["ward_code"]): row for row in view.table.records()}
    for place, ward in enumerate(order):
        if ward in rows:
            assert rows[ward]["fifth_2025"] == 5 * place // len(order) + 1
            assert rows[ward]["average_rank_2025"] == 1000 * (place + 1)
            # 6,751 of 33,755 LSOAs are a fifth.
            assert rows[ward]["share_most_deprived_2025"] == (100 if 1000 * (place + 1) <= 6751 else 0)
    assert f"this store’s {len(order)}" in view.title
    assert "average_score_2025" not in [c.key for c in view.table.columns if not c.csv_only]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("measure", ["all_crime", "hate_crime"])
@pytest.mark.parametrize("area", [ASHFORD, COUNTY])
def test_a_fifth_is_the_sum_of_its_wards_as_shown(
    deprived_store: Path, audience: Audience, measure: str, area: str
) -> None:
    reference = reference_of(deprived_store, audience)
    query = f"area={area}&measure={measure}&window=fy&to=2023-11"
    fifths = {
        str(row["ward_code"]): row["fifth_2025"]
        for row in show(reference, "deprivation", query).table.records()
        if row["ward_code"] != area
    }
    wards = [row for row in show(reference, "wards", query).table.records() if row["ward_code"] in fifths]
    view = show(reference, "deprivation-rates", query)
    named = {"1, most deprived": 1, "5, least deprived": 5, "no figure": None}
    seen = 0
    for row in view.table.records():
        fifth = named[str(row["fifth"])] if row["fifth"] in named else int(str(row["fifth"]))
        own = [ward for ward in wards if fifths[str(ward["ward_code"])] == fifth]
        seen += len(own)
        values = [ward["value"] for ward in own]
        assert row["wards"] == len(own)
        if any(ward["status"] == "hidden" for ward in own):
            assert (row["value"], row["status"], row["rate"]) == (None, "hidden", None)
        else:
            assert row["value"] == sum(values)  # type: ignore[arg-type]
            assert row["rate"] == pytest.approx(1000 * row["value"] / row["population"], abs=0.051)
            assert row["rate_low"] <= row["rate"] <= row["rate_high"]
    assert len(view.table.rows) > 1
    assert view.basis == "wards of each fifth of deprivation"
    assert seen == len(fifths) == len(reference.wards(area))
    hides = audience is not Audience.RESTRICTED and measure == "hate_crime"
    assert any(row["status"] == "hidden" for row in view.table.records()) == hides
    if view.figure is not None:
        go.Figure(view.figure)


def test_a_store_without_deprivation_says_what_brings_it(small_reference: Reference) -> None:
    for name in ("deprivation", "deprivation-rates"):
        assert "Indices of Deprivation" in show(small_reference, name, f"area={ASHFORD}").empty


@pytest.mark.realdata
def test_real_wards_of_both_releases(tmp_path: Path) -> None:
    named = os.environ.get("CSP_REALDATA")
    if not named:
        pytest.skip("CSP_REALDATA names no folder of real files")
    real = Path(named)
    places = ["boundaries/wards_2025_kent_medway.geojson", "lookups", "population", "imd"]
    result = build_store(
        [real / name for name in places],
        folder=tmp_path,
        clock=lambda: dt.datetime(2025, 12, 1, tzinfo=dt.UTC),
    )
    read = {
        file.name: (file.rows_read, file.rows_loaded) for file in result.files if "/kent_imd" in file.name
    }
    assert sorted(read.values()) == [(1_065, 1_065), (1_107, 1_107)]
    reference = load_reference(Store(tmp_path), Settings(store=tmp_path))
    ashford = show(reference, "deprivation", f"area={ASHFORD}")
    rows = {row["ward_name"]: row for row in ashford.table.records()}
    assert len(rows) == 39 + 1
    # Two LSOAs of 1,730 and 2,043 residents: scores 45.165 and 56.215; ranks 3,319 and 1,442, and in 2019
    # 3,686 and 2,474.
    stanhope = rows["Stanhope"]
    assert (stanhope["average_score_2025"], stanhope["average_rank_2025"]) == (51.1, 2303)
    assert (stanhope["average_score_2019"], stanhope["average_rank_2019"]) == (None, 3030)
    assert (stanhope["share_most_deprived_2025"], stanhope["fifth_2025"], stanhope["fifth_2019"]) == (
        100,
        1,
        1,
    )
    kent = show(reference, "deprivation", "area=E23000032").table.records()
    assert len(kent) == 279
    for year in (2019, 2025):
        sizes = [sum(row[f"fifth_{year}"] == fifth for row in kent) for fifth in range(1, 6)]
        assert sizes == [56, 56, 56, 56, 55]
