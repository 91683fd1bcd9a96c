"""Numbers that came as numbers: whose area they are, and what may be added up."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data.build.names import AreaNames, Unknown
from data.build.observations import COLUMNS, MonthlyCounts, add_sums, count_months, resolve
from data.catalogue import load_catalogue

AREAS = pd.DataFrame(
    [
        ("E23", "Kent", "force", None),
        ("E10", "Kent excluding Medway", "county", None),
        ("E22", "Ashford", "partnership", "E23"),
        ("D1", "Ashford", "district", "E22"),
        ("D2", "Canterbury", "district", "E23"),
        ("W1", "Aylesford & East Stour", "ward", "D1"),
        ("W2", "Town", "ward", "D1"),
        ("W3", "Town", "ward", "D2"),
        ("W4", "Tenterden St Michael's", "ward", "D1"),
    ],
    columns=["code", "name", "level", "parent"],
)
ALIASES = pd.DataFrame(
    [("D1", "Aylesford", "W1"), ("", "Kent police area", "E23")], columns=["parent", "name", "code"]
)


@pytest.mark.parametrize(
    ("written", "parent", "code"),
    [
        ("W3", None, "W3"),
        ("aylesford and east stour", None, "W1"),
        ("Tenterden St. Michaels", "Ashford", "W4"),
        ("Town", "Canterbury", "W3"),
        ("Town", "D1", "W2"),
        ("Ashford", None, "D1"),
        ("Aylesford", "Ashford", "W1"),
        ("Aylesford", None, "W1"),
        ("Kent Police Area", None, "E23"),
    ],
)
def test_an_area_is_found_by_code_name_or_alias_within_its_parent(
    written: str, parent: str | None, code: str
) -> None:
    assert AreaNames(areas=AREAS, aliases=ALIASES).find(written, parent=parent) == code


@pytest.mark.parametrize(
    ("written", "parent", "why"),
    [("Town", None, "2 areas"), ("Elham", None, "no area"), ("Town", "Dover", "parent")],
)
def test_a_name_that_is_none_or_several_says_what_to_do(written: str, parent: str | None, why: str) -> None:
    found = AreaNames(areas=AREAS, aliases=ALIASES).find(written, parent=parent)
    assert isinstance(found, Unknown)
    assert why in found.reason
    assert found.remedy


def _row(number: int, area: str, value: float | None, **changes: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    row |= {
        "measure": "burglary",
        "source": "force_extract",
        "area": area,
        "area_parent": None,
        "period_start": dt.date(2023, 2, 1),
        "period_end": dt.date(2023, 2, 28),
        "value": value,
        "numerator": None,
        "denominator": None,
        "status": "final" if value is not None else "hidden",
        "row_number": number,
        "file_id": 1,
    }
    return row | changes


def _count(*rows: dict[str, object]) -> MonthlyCounts:
    observations = resolve(pd.DataFrame(list(rows)), areas=AREAS, aliases=ALIASES)
    none = observations.kept.iloc[:0].assign(district_code=None)
    return count_months(observations.kept, unplaced=none, areas=AREAS, catalogue=load_catalogue())


def _districts(counts: MonthlyCounts) -> dict[str, int]:
    return dict(zip(counts.districts["district_code"], counts.districts["value"], strict=True))


def _wards(counts: MonthlyCounts) -> dict[str | None, int]:
    codes = [code if isinstance(code, str) else None for code in counts.wards["ward_code"]]
    return dict(zip(codes, counts.wards["value"], strict=True))


def test_a_district_is_its_own_number_and_the_rest_is_unplaced() -> None:
    counts = _count(_row(2, "W1", 5), _row(3, "W2", 3), _row(4, "D1", 10))
    assert _districts(counts) == {"D1": 10}
    assert _wards(counts) == {"W1": 5, "W2": 3, None: 2}


def test_a_district_that_was_not_given_is_the_sum_of_its_wards() -> None:
    counts = _count(_row(2, "W1", 5), _row(3, "W2", 3))
    assert _districts(counts) == {"D1": 8}


def test_a_district_below_its_wards_is_set_aside() -> None:
    counts = _count(_row(2, "W1", 5), _row(3, "W2", 3), _row(4, "D1", 7))
    assert counts.set_aside[["row_number", "reason"]].to_numpy().tolist() == [
        [4, "the district is less than its wards together"]
    ]
    assert _districts(counts) == {"D1": 8}


def test_a_hidden_ward_is_given_away_by_no_sum_and_no_remainder() -> None:
    with_district = _count(_row(2, "W1", 5), _row(3, "W2", None), _row(4, "D1", 10))
    assert _districts(with_district) == {"D1": 10}
    assert _wards(with_district) == {"W1": 5}
    assert _districts(_count(_row(2, "W1", 5), _row(3, "W2", None))) == {}


def test_only_plain_calendar_months_of_additive_counts_are_added() -> None:
    counts = _count(
        _row(2, "D1", 1, period_end=dt.date(2023, 3, 31)),
        _row(3, "D1", 1, breakdown="sex", category="women"),
        _row(4, "D1", 1, measure="residents_want_community_safety_improved"),
    )
    assert counts.districts.empty
    assert counts.cells.empty


def test_the_same_number_in_a_later_file_replaces_the_earlier_one() -> None:
    rows = pd.DataFrame([_row(2, "D1", 4), _row(2, "Ashford", 6, file_id=2)])
    found = resolve(rows, areas=AREAS, aliases=ALIASES)
    assert found.kept[["file_id", "value"]].to_numpy().tolist() == [[2, 6]]
    twice = pd.DataFrame([_row(2, "D1", 4), _row(3, "Ashford", 6)])
    again = resolve(twice, areas=AREAS, aliases=ALIASES)
    assert len(again.kept) == 1
    assert again.set_aside["row_number"].tolist() == [3]


def test_a_listed_sum_is_made_only_where_every_part_is_there() -> None:
    parts = ("violence_against_the_person", "sexual_offences", "robbery")
    rows = [_row(2 + n, "D1", 10 + n, measure=part) for n, part in enumerate(parts)]
    rows += [_row(9, "D2", 4, measure="robbery")]
    summed = add_sums(_count(*rows), catalogue=load_catalogue())
    violent = summed.districts[summed.districts["measure"] == "violent_crime"]
    assert violent[["district_code", "value"]].to_numpy().tolist() == [["D1", 33]]
