"""Lookups and population: recognised by their codes, dated by column, name or sidecar, rows broken named."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnreadableFileError
from data.sources import lookups, population
from data.sources.kinds import InputFile, Loaded, Match
from geo.codes import find_code_columns, level_of_code, vintage_of_file_name, vintage_of_header


def _file(folder: Path, name: str, text: str) -> InputFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return InputFile(path, name, hashlib.sha256(text.encode()).hexdigest())


def _load(kind, file: InputFile) -> Loaded:
    match = kind.matches(file)
    assert match is not None
    loaded = kind.load(match)
    aside = {item.row for item in loaded.set_aside}
    assert len(aside) == len(loaded.set_aside), "a row is set aside once"
    assert all(2 <= row <= loaded.rows_read + 1 for row in aside)
    return loaded


@pytest.mark.parametrize(
    ("header", "level", "year"),
    [
        ("LSOA11CD", "lsoa", 2011),
        ("lsoa21_code", "lsoa", 2021),
        ("LSOA code (2021)", "lsoa", None),
        ("WD24CD", "ward", 2024),
        ("wd20_21cd_REPAIRED_by_name", "ward", 2021),
        ("ward_2025_code", "ward", 2025),
        ("ltla24_code", "district", 2024),
        ("LAD23CD", "district", 2023),
        ("ladcd", "district", None),
        ("CSP24CD", "partnership", 2024),
        ("pfa24_code", "force", 2024),
    ],
)
def test_the_header_gives_the_vintage(header, level, year):
    assert vintage_of_header(header, level=level) == year


@pytest.mark.parametrize(
    ("name", "level", "year"),
    [
        ("zip/kent_lsoa21_ward24.csv", "ward", 2024),
        ("kent_lsoa21_ward24.csv", "lsoa", 2021),
        ("wards_2025_kent.csv", "ward", 2025),
        ("kent wards.csv", "ward", None),
        ("lookup 2019 to 2025.csv", "ward", None),
        ("population-2020.csv", "district", 2020),
    ],
)
def test_the_file_name_gives_the_vintage_where_it_is_clear(name, level, year):
    assert vintage_of_file_name(name, level=level) == year


@given(st.text(max_size=12))
def test_only_official_codes_have_a_level(text):
    level = level_of_code(text)
    assert level is None or (len(text) == 9 and text[0] in "EW" and text[1:].isdigit())


def test_a_code_column_is_one_by_its_values_whatever_it_is_called():
    found = find_code_columns(
        {
            "Area": ["E05000001", "E05000002", ""],
            "Area name": ["Town", "Castle", "Park"],
            "LAD25CD": ["E07000001", "E07000001", "E07000002"],
            "LAD25NM": ["Here", "Here", "There"],
            "note": ["E05000001 was new", "", ""],
        }
    )
    assert [(c.column, c.level, c.vintage, c.name) for c in found] == [
        ("Area", "ward", None, "Area name"),
        ("LAD25CD", "district", 2025, "LAD25NM"),
    ]


def test_a_lookup_of_many_levels_becomes_pairs(tmp_path):
    file = _file(
        tmp_path,
        "l.csv",
        "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM\n"
        "E01000001,Here 001A,E05000001,Town,E07000001,Here,E22000001,Here,E23000001,Shire\n"
        "E01000002,Here 001B,E05000001,Town,E07000001,Here,E22000001,Here,E23000001,Shire\n"
        "E01000003,Here 001C,,,E07000001,Here,E22000001,Here,E23000001,Shire\n",
    )
    loaded = _load(lookups, file)
    assert population.matches(file) is None
    pairs = set(zip(loaded.frame["child"], loaded.frame["parent"], strict=True))
    assert pairs == {
        *(("E01000001", "E05000001"), ("E01000002", "E05000001"), ("E05000001", "E07000001")),
        *((f"E0100000{n}", "E07000001") for n in (1, 2, 3)),
        *(("E07000001", "E22000001"), ("E07000001", "E23000001"), ("E22000001", "E23000001")),
    }
    assert loaded.rows_read == 3
    assert loaded.set_aside == ()
    ward = loaded.frame[loaded.frame["child"] == "E05000001"].iloc[0]
    assert (ward["child_name"], ward["child_vintage"], ward["parent_name"]) == ("Town", 2024, "Here")


def test_an_lsoa_of_2011_keeps_how_it_changed(tmp_path):
    file = _file(
        tmp_path,
        "l.csv",
        "lsoa11_code,change_code,lsoa21_code\n"
        "E01000001,U,E01000001\nE01000002,S,E01000003\nE01000002,S,E01000004\n",
    )
    frame = _load(lookups, file).frame
    assert list(zip(frame["child"], frame["parent"], frame["relation"], strict=True)) == [
        ("E01000001", "E01000001", "U"),
        ("E01000002", "E01000003", "S"),
        ("E01000002", "E01000004", "S"),
    ]


def test_broken_rows_of_a_lookup_are_named_and_the_rest_is_read(tmp_path):
    good = "".join(f"E01{n:06d},E05000001\n" for n in range(1, 21))
    loaded = _load(
        lookups,
        _file(
            tmp_path,
            "l.csv",
            "lsoa21_code,ward24_code\n" + good + "nonsense,E05000001\nE01000001,E05000002\n"
            "E01000030,\nE01000031,E07000001\nE01000001,E05000001\n",
        ),
    )
    assert {(item.row, item.column) for item in loaded.set_aside} == {
        (22, "lsoa21_code"),
        (23, "ward24_code"),
        (24, "ward24_code"),
        (25, "ward24_code"),
    }
    assert all(item.reason and item.remedy for item in loaded.set_aside)
    assert len(loaded.frame) == 20


def test_a_district_may_lie_in_two_partnerships(tmp_path):
    loaded = _load(
        lookups,
        _file(tmp_path, "l.csv", "ltla24_code,csp24_code\nE06000058,E22000063\nE06000058,E22000067\n"),
    )
    assert set(loaded.frame["parent"]) == {"E22000063", "E22000067"}
    assert loaded.set_aside == ()


def test_a_lookup_without_a_year_waits_for_a_sidecar(tmp_path):
    file = _file(tmp_path, "wards.csv", "ward_code,district_code\nE05000001,E07000001\n")
    aside = _load(lookups, file)
    assert len(aside.frame) == 0
    assert [item.row for item in aside.set_aside] == [2]
    assert "wards.csv.yaml" in aside.set_aside[0].remedy
    (tmp_path / "wards.csv.yaml").write_text("vintage: 2025\n")
    assert _load(lookups, file).frame["child_vintage"].tolist() == [2025]


@pytest.mark.parametrize(
    "head",
    [
        "period,area_code,area_parent,measure,value\n2024-01,E05000001,E07000001,asb,3\n",
        "Crime ID,Month,LSOA code,LSOA name,Crime type\n,2024-01,E01000001,Here 001A,Drugs\n",
        "lsoa21_code,IMD_rank,IMD_score\nE01000001,5,40.1\n",
        "collision_index,local_authority_ons_district,lsoa_of_accident_location\n1,E07000001,E01000001\n",
        "only one column\nE05000001\n",
        "",
    ],
)
def test_other_tables_are_neither(tmp_path, head):
    file = _file(tmp_path, "x.csv", head)
    assert lookups.matches(file) is None
    assert population.matches(file) is None


def test_population_with_residents_households_and_parents_is_no_lookup(tmp_path):
    file = _file(
        tmp_path,
        "census2021.csv",
        "lsoa21_code,total_residents,total_households,ward24_code\n"
        'E01000001,"1,768.0",666.0,E05000001\nE01000002,1500,,E05000001\n',
    )
    assert lookups.matches(file) is None
    frame = _load(population, file).frame
    assert frame["level"].tolist() == ["lsoa", "lsoa"]
    assert frame["residents"].tolist() == [1768, 1500]
    assert frame["households"].isna().tolist() == [False, True]
    assert set(zip(frame["year"], frame["basis"], strict=True)) == {(2021, "Census 2021")}


def test_population_of_several_years_gives_a_row_a_year(tmp_path):
    frame = _load(
        population,
        _file(tmp_path, "p.csv", "WD24CD,population_2019,all_ages_mid2020\nE05000001,10,11\n"),
    ).frame
    assert list(zip(frame["year"], frame["residents"], frame["basis"], strict=True)) == [
        (2019, 10, "mid-2019 estimate"),
        (2020, 11, "mid-2020 estimate"),
    ]


def test_single_years_of_age_are_added_up_and_must_agree(tmp_path):
    ages = ",".join([*map(str, range(90)), "90+"])
    ones = ",".join(["1"] * 91)
    text = f"ltla21_code,total_population,{ages}\nE07000001,91,{ones}\nE07000002,95,{ones}\n"
    loaded = _load(population, _file(tmp_path, "population20.csv", text))
    assert loaded.frame["area_code"].tolist() == ["E07000001"]
    assert [(item.row, item.column) for item in loaded.set_aside] == [(3, "total_population")]
    without = f"ltla21_code,{ages}\nE07000001,{ones}\n"
    assert _load(population, _file(tmp_path, "pop2020.csv", without)).frame["residents"].tolist() == [91]


def test_broken_counts_are_named(tmp_path):
    loaded = _load(
        population,
        _file(
            tmp_path,
            "mid2020.csv",
            "ward24_code,residents\nE05000001,5\nE05000002,-5\nE05000003,many\nE05000004,2.5\n"
            "E05000005,\nE05000001,5\nE05000001,6\nE07000001,3\nE05000006,1\nE05000007,1\nE05000008,1\n",
        ),
    )
    assert sorted(item.row for item in loaded.set_aside) == [3, 4, 5, 6, 8, 9]
    assert loaded.frame["area_code"].tolist() == [f"E0500000{n}" for n in (1, 6, 7, 8)]


def test_population_without_a_year_waits_for_a_sidecar(tmp_path):
    file = _file(tmp_path, "people.csv", "ward24_code,residents\nE05000001,5\n")
    assert _load(population, file).set_aside[0].remedy.startswith("write `year: YEAR`")
    (tmp_path / "people.csv.yaml").write_text("year: 2022\nbasis: council estimate\n")
    frame = _load(population, file).frame
    assert frame[["year", "basis"]].iloc[0].tolist() == [2022, "council estimate"]


def test_a_table_that_breaks_off_in_a_quote_is_read_up_to_there(tmp_path):
    rows = "".join(f"E01{n:06d},E05000001\n" for n in range(100))
    file = _file(tmp_path, "l.csv", "lsoa21_code,ward24_code\n" + rows + '"E01000999,E05')
    match = lookups.matches(file)
    assert match is not None
    loaded = lookups.load(match)
    assert (loaded.rows_read, len(loaded.frame)) == (101, 100)
    assert [(aside.row, aside.text) for aside in loaded.set_aside] == [(102, '"E01000999,E05')]


@given(counts=st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_every_count_comes_back(tmp_path_factory, counts):
    text = "WD24CD,residents_2021\n" + "".join(f"E05{n:06d},{count}\n" for n, count in enumerate(counts))
    frame = _load(population, _file(tmp_path_factory.mktemp("p"), "p.csv", text)).frame
    pd.testing.assert_series_equal(frame["residents"], pd.Series(counts, dtype="Int64"), check_names=False)


def test_ages_that_are_not_all_there_make_no_total(tmp_path):
    ages = [str(age) for age in range(20)]
    lines = ["WD24CD,residents_2021," + ",".join(ages)]
    lines += ["E05000001,190," + ",".join(ages), "E05000002,," + ",".join(["", *ages[1:]]), "E05000003,,"]
    loaded = _load(population, _file(tmp_path, "p.csv", "\n".join(lines)))
    assert (loaded.rows_read, list(loaded.frame["area_code"])) == (3, ["E05000001"])
    assert [(aside.row, aside.reason) for aside in loaded.set_aside] == [
        (3, "no count is given"),
        (4, "no count is given"),
    ]


def test_a_file_whose_head_had_codes_and_whose_rows_have_none_is_said(tmp_path):
    match = Match(_file(tmp_path, "p.csv", "WD24CD,residents_2021\nx,9\ny,9\n"), population.KIND)
    with pytest.raises(UnreadableFileError, match=r"p\.csv: no column holds area codes.*What to do"):
        population.load(match)
