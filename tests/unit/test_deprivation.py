"""Deprivation by LSOA: every dress of the file, and wards worked out against a slow reckoning by hand."""

from __future__ import annotations

import csv
import hashlib
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.build.deprivation import deprivation_of_areas
from data.sources.deprivation import COLUMNS, load, matches
from data.sources.kinds import InputFile, Loaded
from data.sources.recognise import recognise

PUBLISHED = [
    *("LSOA code (2011)", "LSOA name (2011)", "Local Authority District code (2019)"),
    "Local Authority District name (2019)",
    "Index of Multiple Deprivation (IMD) Score",
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    *("Income Score (rate)", "Income Rank (where 1 is most deprived)"),
    *("Education, Skills and Training Score", "Barriers to Housing and Services Score", "Crime Score"),
    "Health Deprivation and Disability Rank (where 1 is most deprived)",
    "Living Environment Decile (where 1 is most deprived 10% of LSOAs)",
    "Income Deprivation Affecting Children Index (IDACI) Score (rate)",
    "Income Deprivation Affecting Older People (IDAOPI) Score (rate)",
    *("Indoors Sub-domain Score", "Total population: mid 2015 (excluding prisoners)"),
]
ROW = ["E01000001", "Town 001A", "E09000001", "Town", "12.5", "20,000", "7", "0.1", "9", "8", "7", "-0.4"]
ROW += ["31", "10", "0.2", "0.3", "4", "1500"]


def _file(path: Path) -> InputFile:
    return InputFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def as_csv(path: Path, rows: list[list[Any]]) -> InputFile:
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)
    return _file(path)


def read(file: InputFile) -> Loaded:
    match = matches(file)
    assert match is not None
    assert recognise(file) == match
    return load(match)


def figures(loaded: Loaded) -> dict[str, tuple[Any, ...]]:
    frame = loaded.frame.astype(object).where(loaded.frame.notna(), None)
    return {row.domain: (row.score, row.rank, row.decile) for row in frame.itertuples(index=False)}


def test_the_published_file_of_everything(tmp_path: Path) -> None:
    loaded = read(as_csv(tmp_path / "File_7_-_All_IoD2019_Scores.csv", [PUBLISHED, ROW]))
    assert figures(loaded) == {
        "imd": (12.5, 20000, 7),
        "income": (0.1, 9, None),
        "education": (8.0, None, None),
        "housing": (7.0, None, None),
        "crime": (-0.4, None, None),
        "health": (None, 31, None),
        "environment": (None, None, 10),
        "children": (0.2, None, None),
        "older_people": (0.3, None, None),
    }
    assert set(loaded.frame["release"]) == {2019}
    assert set(loaded.frame["lsoa_vintage"]) == {2011}
    assert "Indoors Sub-domain Score" in loaded.understood[-1]


def test_the_workbook_of_ranks_with_its_notes(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["Notes about the indices"])
    sheet = workbook.create_sheet("IoD2025 IMD")
    sheet.append(["LSOA code (2021)", PUBLISHED[5].replace("(where", "(where"), PUBLISHED[6]])
    sheet.append(["E01000001", 5, 1])
    workbook.save(tmp_path / "File_1.xlsx")
    loaded = read(_file(tmp_path / "File_1.xlsx"))
    # No other release is on the LSOAs of 2021.
    assert set(loaded.frame["release"]) == {2025}
    assert figures(loaded) == {"imd": (None, 5, 1)}


def test_a_release_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    rows = [["lsoa11_code", "IMD_rank"], ["E01000001", "5"]]
    loaded = read(as_csv(tmp_path / "ranks.csv", rows))
    assert len(loaded.frame) == 0
    assert "release: 2019" in loaded.set_aside[0].remedy
    (tmp_path / "ranks.csv.yaml").write_text("release: 2015\n")
    assert set(read(_file(tmp_path / "ranks.csv")).frame["release"]) == {2015}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["E07000001", "5", "1"], "lsoa11_code"),
        (["", "5", "1"], "lsoa11_code"),
        (["E01000001", "5", "1"], "lsoa11_code"),
        (["E01000002", "0", "1"], "IMD_rank"),
        (["E01000002", "2.5", "1"], "IMD_rank"),
        (["E01000002", "five", "1"], "IMD_rank"),
        (["E01000002", "nan", "1"], "IMD_rank"),
        (["E01000002", "5", "11"], "IMD_decile"),
        (["E01000002"], None),
        (["E01000002", "20", "000", "7"], None),
    ],
)
def test_a_row_with_a_fault_is_set_aside_whole(tmp_path: Path, row: list[str], column: str | None) -> None:
    good = ["E01000001", "7.0", "1.0"]
    more = [[f"E0100001{number}", "8", "2"] for number in range(9)]
    rows = [["lsoa11_code", "IMD_rank", "IMD_decile"], good, row, *more]
    loaded = read(as_csv(tmp_path / "imd2019.csv", rows))
    assert [(item.row, item.column) for item in loaded.set_aside] == [(3, column)]
    assert loaded.rows_read == 11 == len(loaded.frame) + 1


def test_a_population_file_is_none(tmp_path: Path) -> None:
    people = as_csv(tmp_path / "people.csv", [["lsoa21_code", "residents_2021"], ["E01000001", "1500"]])
    assert matches(people) is None


def test_equal_wards_are_in_the_same_fifth_whoever_lives_there() -> None:
    # 859 × 99.9975 ÷ 859 is not 99.9975 in floating point.
    people = {"L1": 859, "L2": 1, "L3": 1, "L4": 1, "L5": 1}
    scores = {"L1": 99.9975, "L2": 99.9975, "L3": 99.9975, "L4": 60.0, "L5": 50.0}
    found = deprivation_of_areas(
        pd.DataFrame(
            [(lsoa, 2021, 2025, "imd", score, 1, 1) for lsoa, score in scores.items()], columns=list(COLUMNS)
        ),
        lookups=pd.DataFrame(columns=["child", "child_level", "parent", "parent_level"]),
        population=pd.DataFrame(
            [(lsoa, "lsoa", 2021, n, "Census 2021") for lsoa, n in people.items()],
            columns=["area_code", "level", "year", "residents", "basis"],
        ),
        lsoa_place=pd.DataFrame(
            [(lsoa, f"W{lsoa}", "D", "lsoa") for lsoa in people],
            columns=["lsoa", "ward", "district", "method"],
        ),
    )
    fifths = found[found["level"] == "ward"].set_index("area_code")["quintile"]
    assert fifths.to_dict() == {"WL1": 1, "WL2": 1, "WL3": 1, "WL4": 4, "WL5": 5}


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Old LSOAs that became new ones (unchanged, split, merged) in wards of one district."""
    wards = draw(st.integers(1, 12))
    links: list[tuple[str, str]] = []
    for number in range(draw(st.integers(1, 25))):
        kind = draw(st.sampled_from(["same", "same", "split", "merged"]))
        old = [f"O{number}{letter}" for letter in ("ab" if kind == "merged" else "a")]
        new = [f"N{number}{letter}" for letter in ("ab" if kind == "split" else "a")]
        new = old if kind == "same" else new
        links += [(before, after) for before in old for after in new]
    now = sorted({after for _, after in links})
    return {
        "links": links,
        "ward": {lsoa: f"W{draw(st.integers(1, wards))}" for lsoa in now},
        "people": {lsoa: draw(st.integers(1, 3000)) for lsoa in now if draw(st.integers(0, 20)) > 0},
        "rank": {
            lsoa: draw(st.integers(1, 32844))
            for lsoa in sorted({before for before, _ in links})
            if draw(st.integers(0, 25)) > 0
        },
        "scored": draw(st.booleans()),
    }


@settings(max_examples=60, deadline=None)
@given(world=worlds())
def test_wards_are_what_adding_up_one_by_one_gives(world: dict[str, Any]) -> None:
    score = {lsoa: 100 - rank / 400 for lsoa, rank in world["rank"].items()}
    lsoas = pd.DataFrame(
        [
            (lsoa, 2011, 2019, "imd", score[lsoa] if world["scored"] else math.nan, rank, math.nan)
            for lsoa, rank in world["rank"].items()
        ],
        columns=list(COLUMNS),
    )
    links = [(old, new) for old, new in world["links"] if old != new]
    found = deprivation_of_areas(
        lsoas,
        lookups=pd.DataFrame(
            [(old, "lsoa", new, "lsoa") for old, new in links],
            columns=["child", "child_level", "parent", "parent_level"],
        ),
        population=pd.DataFrame(
            [(lsoa, "lsoa", 2021, n, "Census 2021") for lsoa, n in world["people"].items()],
            columns=["area_code", "level", "year", "residents", "basis"],
        ),
        lsoa_place=pd.DataFrame(
            [(lsoa, ward, "D1", "lsoa") for lsoa, ward in world["ward"].items()],
            columns=["lsoa", "ward", "district", "method"],
        ),
    )

    weights: dict[str, list[tuple[float, int]]] = defaultdict(list)
    lost = {ward for lsoa, ward in world["ward"].items() if lsoa not in world["people"]}
    for lsoa, ward in world["ward"].items():
        known = [old for old, new in world["links"] if new == lsoa and old in world["rank"]]
        if not known:
            lost.add(ward)
        for old in known:
            weights[ward].append((world["people"].get(lsoa, 0) / len(known), world["rank"][old]))
    expected = {
        ward: (
            sum(w * rank for w, rank in parts) / sum(w for w, _ in parts),
            100 * sum(w for w, rank in parts if 5 * rank <= 32844) / sum(w for w, _ in parts),
        )
        for ward, parts in weights.items()
        if ward not in lost
    }
    wards = found[found["level"] == "ward"].set_index("area_code")
    assert set(wards.index) == set(expected)
    for ward, (rank, share) in expected.items():
        assert wards.loc[ward, "average_rank"] == pytest.approx(rank)
        assert wards.loc[ward, "share_most_deprived"] == pytest.approx(share)

    # Nobody is in a deeper fifth than a more deprived ward, and the fifths are as large as they can be equal.
    if len(wards) >= 5:
        deepest = wards.sort_values("average_rank")["quintile"].astype(int).tolist()
        assert deepest == sorted(deepest)
        if wards["average_rank"].round(6).is_unique:
            sizes = [deepest.count(fifth) for fifth in range(1, 6)]
            assert max(sizes) - min(sizes) <= 1
    else:
        assert wards["quintile"].isna().all()
