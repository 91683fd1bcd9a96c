"""Wards of another year counted by today's: nothing lost, nothing divided, errors as a slow count says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.build.editions import Edition
from data.build.lsoa_links import shared_lsoas
from data.build.observations import COLUMNS, count_months, resolve
from data.build.recut import (
    BEST_FIT,
    BEST_FIT_LIMIT,
    DISTRICT,
    UNCHANGED,
    WHOLE,
    WHOLE_SHARE,
    Recut,
    fit_wards,
)
from data.build.recut_figures import RecutFigures, recut_figures
from data.build.recut_residents import residents_through
from data.catalogue import load_catalogue
from data.month import Month

HERE, THERE = "E07000105", "E07000106"
YEAR = 2021
CATALOGUE = load_catalogue()
ALIASES = pd.DataFrame(columns=["parent", "name", "code"])
Lsoa = tuple[str, str, int]


def _edition(codes: Mapping[str, str], year: int = YEAR) -> Edition:
    rows = [(code, f"Ward {code}", parent) for code, parent in codes.items()]
    return Edition(year, pd.DataFrame(rows, columns=["code", "name", "parent"]))


def _fit(
    lsoas: Sequence[Lsoa], *, old: Mapping[str, str], new: Mapping[str, str], counted: bool = True
) -> Recut:
    """`lsoas`: old ward, new ward, residents; `old` and `new`: the district of each ward."""
    names = [f"E01{number:06d}" for number in range(len(lsoas))]
    residents = pd.Series([float(item[2]) for item in lsoas], index=names)
    return fit_wards(
        _edition(old),
        ward=pd.DataFrame(new.items(), columns=["code", "parent"]),
        both=pd.DataFrame(
            {
                "lsoa": names,
                "ward_old": [item[0] for item in lsoas],
                "ward_new": [item[1] for item in lsoas],
                "part": 1.0,
            }
        ),
        residents=residents if counted else residents.iloc[:0],
        method="lookups",
    )


def _areas(new: Mapping[str, str]) -> pd.DataFrame:
    wards = [(code, f"Ward {code}", "ward", parent) for code, parent in new.items()]
    districts = [(code, f"District {code}", "district", None) for code in (HERE, THERE)]
    return pd.DataFrame([*wards, *districts], columns=["code", "name", "level", "parent"])


def _row(area: str, month: str, value: float | None, *, file: int = 1, **more: object) -> dict[str, object]:
    first = Month.parse(month)
    status = "hidden" if value is None else "final"
    row = dict.fromkeys(COLUMNS) | {
        "measure": "all_crime",
        "source": "force_extract",
        "area": area,
        "period_start": first.first_day,
        "period_end": first.last_day,
        "value": value,
        "status": status,
        "row_number": 2,
        "file_id": file,
    }
    return row | more


def _recut(
    rows: Sequence[dict[str, object]],
    *,
    new: Mapping[str, str],
    recuts: Sequence[Recut],
    old: Sequence[Edition],
) -> tuple[RecutFigures, pd.DataFrame]:
    """The figures counted again, and what came of resolving them."""
    numbered = pd.DataFrame([row | {"row_number": n} for n, row in enumerate(rows, start=2)])
    observed = resolve(numbered, areas=_areas(new), aliases=ALIASES, editions=old)
    assert observed.set_aside.empty
    figures = recut_figures(
        observed.kept, recuts={recut.year: recut for recut in recuts}, vintage=2025, catalogue=CATALOGUE
    )
    return figures, observed.kept


# A 30 wide ground of LSOAs; wards of each year are runs of them, codes shared where the runs are the same.
_cuts = st.sets(st.integers(1, 29), max_size=6)
_residents = st.lists(st.integers(800, 3000), min_size=30, max_size=30)


def _wards(cuts: set[int]) -> list[tuple[int, int]]:
    edges = [0, *sorted(cuts), 30]
    return list(pairwise(edges))


def _code(ward: tuple[int, int]) -> str:
    return f"E05{ward[0]:03d}{ward[1]:03d}"


def _ground(
    before: set[int], after: set[int], residents: list[int]
) -> tuple[list[Lsoa], dict[str, str], dict[str, str]]:
    old, new = _wards(before), _wards(after)
    lsoas = [
        (
            _code(next(ward for ward in old if ward[0] <= at < ward[1])),
            _code(next(ward for ward in new if ward[0] <= at < ward[1])),
            count,
        )
        for at, count in enumerate(residents)
    ]
    return lsoas, {_code(w): HERE for w in old}, {_code(w): HERE for w in new}


@given(before=_cuts, after=_cuts, residents=_residents)
def test_fit_is_what_a_slow_count_gives(before, after, residents):
    lsoas, old, new = _ground(before, after, residents)
    recut = _fit(lsoas, old=old, new=new)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for then, now, count in lsoas:
        shared[then, now] += count
    lives = {code: sum(n for (_, now), n in shared.items() if now == code) for code in new}
    lived = {code: sum(n for (then, _), n in shared.items() if then == code) for code in old}
    best = {
        code: min((pair for pair in shared if pair[0] == code), key=lambda pair: (-shared[pair], pair[1]))[1]
        for code in old
    }
    for row in recut.wards.itertuples():
        share = shared[row.ward_code, best[row.ward_code]] / lived[row.ward_code]
        if row.ward_code in new:
            assert (row.outcome, row.new_code) == (UNCHANGED, row.ward_code)
        else:
            assert row.new_code == best[row.ward_code]
            assert row.share == pytest.approx(share)
            assert row.outcome in ({WHOLE, DISTRICT} if share >= WHOLE_SHARE else {BEST_FIT, DISTRICT})
    assert set(recut.receivers["ward_code"]) == set(new) - set(old)
    supplied = set()
    for row in recut.receivers.itertuples():
        amiss = sum(
            n for (then, now), n in shared.items() if (now == row.ward_code) != (best[then] == row.ward_code)
        )
        assert row.error == pytest.approx(amiss / lives[row.ward_code])
        assert row.supplied == (row.error <= BEST_FIT_LIMIT)
        supplied |= {row.ward_code} if row.supplied else set()
    kept = recut.wards[recut.wards["outcome"] == DISTRICT]
    assert not set(kept["new_code"]) & supplied
    for column, key in (("share", "ward_code"), ("new_share", "new_code")):
        assert recut.pairs.groupby(key)[column].sum().to_numpy() == pytest.approx(1)


@given(cuts=_cuts, residents=_residents)
def test_the_same_wards_stay_what_they_are(cuts, residents):
    lsoas, old, new = _ground(cuts, cuts, residents)
    recut = _fit(lsoas, old=old, new=new)
    assert set(recut.wards["outcome"]) == {UNCHANGED}
    assert recut.pairs.empty
    assert recut.receivers.empty


@settings(max_examples=25)
@given(
    before=_cuts,
    after=_cuts,
    residents=_residents,
    counts=st.lists(st.integers(0, 40), min_size=14, max_size=14),
)
def test_every_count_is_in_a_ward_or_in_the_district_once(before, after, residents, counts):
    lsoas, old, new = _ground(before, after, residents)
    recut = _fit(lsoas, old=old, new=new)
    rows = [
        _row(code, month, counts[(2 * at + later) % 14])
        for at, code in enumerate(old)
        for later, month in enumerate(("2023-01", "2023-02"))
    ]
    figures, observed = _recut(rows, new=new, recuts=[recut], old=[_edition(old)])
    assert figures.set_aside.empty
    monthly = count_months(figures.kept, unplaced=figures.unplaced, areas=_areas(new), catalogue=CATALOGUE)
    for month in (dt.date(2023, 1, 1), dt.date(2023, 2, 1)):
        came = {row["area"]: row["value"] for row in rows if row["period_start"] == month}
        wards = monthly.wards[monthly.wards["month"] == month]
        assert wards["value"].sum() == sum(came.values())
        assert monthly.districts.loc[monthly.districts["month"] == month, "value"].sum() == sum(came.values())
        # A ward holds whole wards of before, never part of one.
        expected: dict[str | None, int] = defaultdict(int)
        for row in recut.wards.itertuples():
            expected[None if row.outcome == DISTRICT else row.new_code] += came[row.ward_code]
        found = {
            row.ward_code if isinstance(row.ward_code, str) else None: row.value for row in wards.itertuples()
        }
        assert {k: v for k, v in found.items() if v} == {k: v for k, v in expected.items() if v}
    assert set(figures.standing(observed)["file_id"]) == {1}


NEW = {"E05000001": HERE, "E05000011": HERE, "E05000012": HERE, "E05000013": HERE, "E05000021": THERE}
OLD = {"E05000001": HERE, "E05000002": HERE, "E05000003": HERE, "E05000004": HERE}
# 1 stays; 2 and a tenth of 3 become 11; the rest of 3 becomes 12; 4 is cut through the middle into 12 and 13.
LSOAS = [
    ("E05000001", "E05000001", 5000),
    ("E05000002", "E05000011", 9000),
    ("E05000003", "E05000011", 1000),
    ("E05000003", "E05000012", 9000),
    ("E05000004", "E05000012", 500),
    ("E05000004", "E05000013", 500),
]


def _small() -> Recut:
    return _fit(LSOAS, old=OLD, new=NEW)


def test_errors_of_a_small_redraw():
    recut = _small()
    outcome = recut.wards.set_index("ward_code")["outcome"].to_dict()
    # 4 is a tie, and the lower code has it; 13 is then without any of its residents.
    assert outcome == {
        "E05000001": UNCHANGED,
        "E05000002": WHOLE,
        "E05000003": BEST_FIT,
        "E05000004": BEST_FIT,
    }
    errors = recut.receivers.set_index("ward_code")["error"].to_dict()
    assert errors == pytest.approx(
        {"E05000011": 1000 / 10_000, "E05000012": (1000 + 500) / 9500, "E05000013": 1.0}
    )
    assert recut.receivers.set_index("ward_code")["supplied"].to_dict() == {
        "E05000011": True,
        "E05000012": True,
        "E05000013": False,
    }


def test_without_residents_every_lsoa_weighs_the_same():
    recut = _fit(LSOAS, old=OLD, new=NEW, counted=False)
    assert recut.weighed_by == "equal"
    shares = recut.pairs.set_index(["ward_code", "new_code"])["share"]
    assert shares["E05000003", "E05000012"] == 0.5


def test_a_ward_that_nothing_places_leaves_its_district_at_that():
    recut = _fit(LSOAS[:4], old=OLD, new=NEW)
    assert recut.wards.set_index("ward_code")["outcome"]["E05000004"] == DISTRICT
    assert not recut.receivers["supplied"].any()
    rows = [_row(code, "2023-01", 10) for code in OLD]
    figures, _ = _recut(rows, new=NEW, recuts=[recut], old=[_edition(OLD)])
    assert figures.kept["area_code"].tolist() == ["E05000001"]
    assert figures.unplaced["value"].sum() == 30


def _tidy(figures: RecutFigures) -> dict[tuple[str, str], float]:
    kept = figures.kept[figures.kept["value"].notna()]
    return {(row.area_code, f"{row.period_start:%Y-%m}"): row.value for row in kept.itertuples()}


def test_months_that_came_for_both_stand_as_they_came_for_the_wards_of_today():
    rows = [
        *(_row(code, month, 7) for code in OLD for month in ("2023-01", "2023-02")),
        *(_row(code, "2023-02", 3, file=2) for code in ("E05000011", "E05000012", "E05000013")),
    ]
    figures, _ = _recut(rows, new=NEW, recuts=[_small()], old=[_edition(OLD)])
    assert _tidy(figures) == {
        ("E05000001", "2023-01"): 7,
        ("E05000001", "2023-02"): 7,
        ("E05000011", "2023-01"): 7,
        ("E05000012", "2023-01"): 14,
        ("E05000011", "2023-02"): 3,
        ("E05000012", "2023-02"): 3,
        ("E05000013", "2023-02"): 3,
    }
    assert len(figures.set_aside) == 3
    assert set(figures.set_aside["reason"]) == {"figures for the wards of 2025 came for the same month"}
    # Not exact, and in January only.
    spans = figures.wards.set_index("ward_code")[["first_month", "last_month", "supplied"]]
    assert set(spans.index) == {"E05000011", "E05000012", "E05000013"}
    assert set(spans["first_month"]) == set(spans["last_month"]) == {dt.date(2023, 1, 1)}


def test_of_two_other_years_the_later_file_stands():
    older = {"E05000001": HERE, "E05000009": HERE}
    recuts = [
        _small(),
        Recut(**(vars(_fit([("E05000009", "E05000012", 10)], old=older, new=NEW)) | {"year": 2018})),
    ]
    rows = [
        _row("E05000009", "2023-01", 50),
        *(_row(code, "2023-01", 7, file=2) for code in ("E05000002", "E05000003", "E05000004")),
    ]
    figures, _ = _recut(rows, new=NEW, recuts=recuts, old=[_edition(OLD), _edition(older, year=2018)])
    assert _tidy(figures) == {("E05000011", "2023-01"): 7, ("E05000012", "2023-01"): 14}
    assert figures.set_aside["reason"].tolist() == [
        "a later file has the same month by the wards of another year"
    ]


def test_what_came_hidden_hides_the_ward_it_goes_to():
    rows = [
        _row("E05000002", "2023-01", 5),
        _row("E05000003", "2023-01", 4),
        _row("E05000004", "2023-01", None),
    ]
    figures, _ = _recut(rows, new=NEW, recuts=[_small()], old=[_edition(OLD)])
    kept = figures.kept.set_index("area_code")
    assert kept.loc["E05000011", ["value", "status"]].tolist() == [5, "final"]
    assert pd.isna(kept.loc["E05000012", "value"])
    assert kept.loc["E05000012", "status"] == "hidden"
    monthly = count_months(figures.kept, unplaced=figures.unplaced, areas=_areas(NEW), catalogue=CATALOGUE)
    assert monthly.wards["ward_code"].tolist() == ["E05000011"]
    assert monthly.districts.empty


def test_what_cannot_be_added_up_goes_only_to_the_same_ward_under_a_new_code():
    new = {"E05000001": HERE, "E05000031": HERE, "E05000032": HERE}
    old = {"E05000001": HERE, "E05000002": HERE, "E05000003": HERE, "E05000004": HERE}
    lsoas = [
        ("E05000002", "E05000031", 10),
        ("E05000003", "E05000032", 10),
        ("E05000004", "E05000032", 10),
    ]
    recut = _fit(lsoas, old=old, new=new)
    year = {"period_start": dt.date(2022, 4, 1), "period_end": dt.date(2023, 3, 31)}
    rows = [_row(code, "2023-01", 61.5, **year) for code in ("E05000001", "E05000002", "E05000003")]
    figures, observed = _recut(rows, new=new, recuts=[recut], old=[_edition(old)])
    assert figures.kept["area_code"].tolist() == ["E05000001", "E05000031"]
    assert figures.set_aside[["row_number", "column_name"]].to_numpy().tolist() == [[4, "area"]]
    assert "--wards" in figures.set_aside["remedy"].iloc[0]
    assert figures.standing(observed)["row_number"].tolist() == [2, 3]


def test_a_file_of_names_is_read_by_the_year_that_knows_them():
    areas = pd.DataFrame(
        [
            ("E05000011", "Mill", "ward", HERE),
            ("E05000012", "Town", "ward", HERE),
            (HERE, "Here", "district", None),
        ],
        columns=["code", "name", "level", "parent"],
    )
    then = Edition(
        YEAR,
        pd.DataFrame(
            [("E05000002", "Mill", HERE), ("E05000003", "Old Town", HERE)], columns=["code", "name", "parent"]
        ),
    )

    def meant(*names: str) -> list[tuple[str, int]]:
        rows = pd.DataFrame([_row(name, "2023-01", 1, area_parent="Here") for name in names])
        found = resolve(rows, areas=areas, aliases=ALIASES, editions=[then])
        assert found.set_aside.empty
        return list(zip(found.kept["area_code"], found.kept["year"], strict=True))

    # Mill is a ward of both years, and not the same one: its file tells which is meant.
    assert meant("Mill", "Town") == [("E05000011", 0), ("E05000012", 0)]
    assert meant("Mill", "Old Town") == [("E05000002", YEAR), ("E05000003", YEAR)]
    assert meant("E05000011", "Old Town") == [("E05000011", 0), ("E05000003", YEAR)]


def test_residents_are_shared_out_where_no_file_counts_them():
    population = pd.DataFrame(
        [(code, "ward", 2020, 1000 * at, 400 * at, "mid-2020") for at, code in enumerate(OLD, start=1)],
        columns=["area_code", "level", "year", "residents", "households", "basis"],
    ).astype({"residents": "Int64", "households": "Int64"})
    found = residents_through(population, recut=_small(), lacking={"E05000011", "E05000013"})
    assert found.set_index("area_code")["residents"].to_dict() == {"E05000011": 2300, "E05000013": 2000}
    assert "shared out from the wards of 2021" in found["basis"].iloc[0]
    partly = residents_through(population.iloc[:2], recut=_small(), lacking={"E05000011"})
    assert partly.empty


def _links(rows: Sequence[tuple[str, str, int, str, str, int]]) -> pd.DataFrame:
    columns = ["child", "child_level", "child_vintage", "parent", "parent_level", "parent_vintage"]
    return pd.DataFrame(rows, columns=columns)


def _shapes(rows: Mapping[tuple[str, str, int], shapely.Geometry]) -> pd.DataFrame:
    return pd.DataFrame(
        [(code, level, year, shape.wkb) for (code, level, year), shape in rows.items()],
        columns=["code", "level", "vintage", "geometry"],
    )


def _shared(lookups: pd.DataFrame, shapes: pd.DataFrame, points: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    geography = SimpleNamespace(lookups=lookups, boundaries=shapes, areas=SimpleNamespace(ward_vintage=2025))
    edition = _edition({"E05000001": HERE, "E05000002": HERE})
    return shared_lsoas(geography, edition, own={"E05000011", "E05000012"}, points=lambda: points)


NO_POINTS = pd.DataFrame(columns=["lsoa", "longitude", "latitude"])


def test_lookups_of_old_lsoas_lead_to_wards_through_what_became_of_them():
    lookups = _links(
        [
            # 1 stayed, 2 was split into 3 and 4, 5 and 6 were merged into 7.
            ("E01000001", "lsoa", 2011, "E05000001", "ward", 2021),
            ("E01000002", "lsoa", 2011, "E05000001", "ward", 2021),
            ("E01000005", "lsoa", 2011, "E05000001", "ward", 2021),
            ("E01000006", "lsoa", 2011, "E05000002", "ward", 2021),
            ("E01000001", "lsoa", 2011, "E01000001", "lsoa", 2021),
            ("E01000002", "lsoa", 2011, "E01000003", "lsoa", 2021),
            ("E01000002", "lsoa", 2011, "E01000004", "lsoa", 2021),
            ("E01000005", "lsoa", 2011, "E01000007", "lsoa", 2021),
            ("E01000006", "lsoa", 2011, "E01000007", "lsoa", 2021),
            ("E01000001", "lsoa", 2021, "E05000011", "ward", 2025),
            ("E01000003", "lsoa", 2021, "E05000011", "ward", 2025),
            ("E01000004", "lsoa", 2021, "E05000012", "ward", 2025),
            ("E01000007", "lsoa", 2021, "E05000012", "ward", 2025),
        ]
    )
    found, method = _shared(lookups, _shapes({}), NO_POINTS)
    assert method == "lookups"
    assert sorted(found.itertuples(index=False, name=None)) == [
        ("E01000001", "E05000001", "E05000011", 1),
        ("E01000003", "E05000001", "E05000011", 1),
        ("E01000004", "E05000001", "E05000012", 1),
        ("E01000007", "E05000001", "E05000012", 0.5),
        ("E01000007", "E05000002", "E05000012", 0.5),
    ]
    assert _shared(lookups[lookups["parent_vintage"] != 2021], _shapes({}), NO_POINTS)[1] == ""


def test_points_within_an_lsoa_tell_how_it_lies_across_both_years():
    box = shapely.box
    wards = {
        ("E05000001", "ward", 2021): box(0.50, 51, 0.52, 51.02),
        ("E05000002", "ward", 2021): box(0.52, 51, 0.54, 51.02),
        ("E05000011", "ward", 2025): box(0.50, 51, 0.53, 51.02),
        ("E05000012", "ward", 2025): box(0.53, 51, 0.54, 51.02),
    }
    across = {("E01000001", "lsoa", 2021): box(0.51, 51, 0.54, 51.02)}
    places = pd.DataFrame(
        [("E01000001", x, 51.01) for x in (0.511, 0.525, 0.526, 0.535, 0.9)],
        columns=["lsoa", "longitude", "latitude"],
    )
    parts = {
        method: found.set_index(["ward_old", "ward_new"])["part"].to_dict()
        for shapes, points in ((wards, places), (wards | across, NO_POINTS))
        for found, method in [_shared(_links([]), _shapes(shapes), points)]
    }
    pairs = [("E05000001", "E05000011"), ("E05000002", "E05000011"), ("E05000002", "E05000012")]
    assert parts["points"] == dict(zip(pairs, (0.25, 0.5, 0.25), strict=True))
    # Points spread over the LSOA: a third in each, to within a step of the grid.
    assert parts["boundaries"] == pytest.approx(dict.fromkeys(pairs, 1 / 3), abs=1 / 8)
