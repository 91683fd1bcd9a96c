"""Areas from any mix of files: one ward vintage, every LSOA placed, groups whole, sums without gaps."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pytest
import shapely

from data.build.areas import Areas, assemble_areas
from data.catalogue.models import Alias, AreaGroup, Catalogue
from data.errors import CspError
from data.sources import boundaries as boundary_files
from data.sources import lookups as lookup_files
from data.sources import population as population_files

TOWN, PARK, HILL, DALE = "E05000001", "E05000002", "E05000003", "E05000004"
NEAR, FAR = "E07000001", "E07000002"


def _boundaries(rows: Iterable[tuple[str, str, int, str | None, float, float]] = ()) -> pd.DataFrame:
    """code, level, vintage, parent, and the corner of a square of 0.1 degrees."""
    records = [
        (code, f"Name of {code}", level, year, parent, None, False, shapely.box(x, y, x + 0.1, y + 0.1).wkb)
        for code, level, year, parent, x, y in rows
    ]
    return pd.DataFrame(records, columns=list(boundary_files.COLUMNS)).astype({"schematic": bool})


def _lookups(rows: Iterable[tuple[str, str, int, str, str, int]] = ()) -> pd.DataFrame:
    """child, its level and year, parent, its level and year."""
    records = [
        (child, level, year, f"{child} as looked up", parent, above, later, f"{parent} as looked up", None)
        for child, level, year, parent, above, later in rows
    ]
    return pd.DataFrame(records, columns=list(lookup_files.COLUMNS))


def _population(rows: Iterable[tuple[str, str, int, int | None, int | None]] = ()) -> pd.DataFrame:
    frame = pd.DataFrame([(*row, f"Census {row[2]}") for row in rows], columns=list(population_files.COLUMNS))
    return frame.astype({"residents": "Int64", "households": "Int64"})


def _catalogue(**parts: object) -> Catalogue:
    empty = {"digest": "", "measures": {}, "sources": {}, "plans": {}, "breaks": ()}
    return Catalogue(**{**empty, "groups": {}, "aliases": (), "names": {}, **parts})


def _assemble(
    boundaries: pd.DataFrame | None = None,
    lookups: pd.DataFrame | None = None,
    population: pd.DataFrame | None = None,
    catalogue: Catalogue | None = None,
    wards: int | None = None,
) -> Areas:
    return assemble_areas(
        boundaries=_boundaries() if boundaries is None else boundaries,
        lookups=_lookups() if lookups is None else lookups,
        population=_population() if population is None else population,
        catalogue=catalogue or _catalogue(),
        wards=wards,
    )


WARDS = [
    (TOWN, "ward", 2025, NEAR, 0.5, 51.0),
    (PARK, "ward", 2025, NEAR, 0.6, 51.0),
    (HILL, "ward", 2025, FAR, 0.7, 51.0),
]
# Of a year in which the same wards had the same codes.
LSOA_TO_WARD = [
    ("E01000001", "lsoa", 2021, TOWN, "ward", 2024),
    ("E01000002", "lsoa", 2021, TOWN, "ward", 2024),
    ("E01000003", "lsoa", 2021, PARK, "ward", 2024),
    ("E01000004", "lsoa", 2021, HILL, "ward", 2024),
]


def test_nothing_gives_no_areas():
    areas = _assemble()
    assert areas.ward_vintage == 0
    assert all(
        len(frame) == 0 for frame in (areas.area, areas.membership, areas.lsoa_place, areas.population)
    )


def test_boundaries_alone_give_wards_and_districts():
    areas = _assemble(_boundaries(WARDS))
    area = areas.area.set_index("code")
    assert areas.ward_vintage == 2025
    assert area["level"].to_dict() == {
        TOWN: "ward",
        PARK: "ward",
        HILL: "ward",
        NEAR: "district",
        FAR: "district",
    }
    assert area.loc[TOWN, ["parent", "longitude", "latitude"]].tolist() == pytest.approx([NEAR, 0.55, 51.05])


def test_a_ward_without_a_district_gets_the_one_it_lies_in():
    shapes = [(TOWN, "ward", 2025, None, 0.5, 51.0), (NEAR, "district", 2025, None, 0.5, 51.0)]
    assert _assemble(_boundaries(shapes)).area.set_index("code")["parent"][TOWN] == NEAR
    with pytest.raises(CspError, match="no known district"):
        _assemble(_boundaries(shapes[:1]))


def test_the_newest_boundaries_decide_the_vintage_unless_another_is_asked_for():
    old = [(DALE, "ward", 2021, NEAR, 0.5, 51.0)]
    lookups = _lookups([(TOWN, "ward", 2026, NEAR, "district", 2026)])
    both = _boundaries([*WARDS, *old])
    assert _assemble(both, lookups).ward_vintage == 2025
    asked = _assemble(both, lookups, wards=2021)
    assert set(asked.area.loc[asked.area["level"] == "ward", "code"]) == {DALE}
    assert _assemble(lookups=lookups).ward_vintage == 2026
    with pytest.raises(CspError, match="no file holds the wards of 2013") as refused:
        _assemble(both, lookups, wards=2013)
    assert "--wards" in str(refused.value.remedy)


def test_lsoas_are_placed_by_a_lookup_of_the_same_wards_under_another_year():
    places = _assemble(_boundaries(WARDS), _lookups(LSOA_TO_WARD)).lsoa_place.set_index("lsoa")
    assert places["ward"].to_dict() == {child: parent for child, _, _, parent, _, _ in LSOA_TO_WARD}
    assert places["district"].to_dict() == dict(zip(places.index, [NEAR, NEAR, NEAR, FAR], strict=True))
    assert set(places["method"]) == {"lsoa"}


def test_old_lsoas_follow_their_successors_into_one_ward_or_become_candidates_of_several():
    became = [
        ("E01000001", "lsoa", 2011, "E01000001", "lsoa", 2021),
        ("E01000009", "lsoa", 2011, "E01000001", "lsoa", 2021),
        ("E01000009", "lsoa", 2011, "E01000002", "lsoa", 2021),
        ("E01000008", "lsoa", 2011, "E01000003", "lsoa", 2021),
        ("E01000008", "lsoa", 2011, "E01000004", "lsoa", 2021),
    ]
    areas = _assemble(_boundaries(WARDS), _lookups([*LSOA_TO_WARD, *became]))
    places = areas.lsoa_place.set_index("lsoa")
    assert places.loc["E01000009", ["ward", "district", "method"]].tolist() == [TOWN, NEAR, "lsoa_2011"]
    assert places.loc["E01000001", "method"] == "lsoa"
    assert "E01000008" not in places.index
    assert list(areas.lsoa_split.itertuples(index=False, name=None)) == [
        ("E01000008", PARK, NEAR),
        ("E01000008", HILL, FAR),
    ]


def test_an_lsoa_of_which_only_the_district_is_known_keeps_it_or_lets_the_point_decide():
    known = [*LSOA_TO_WARD[:1], ("E01000077", "lsoa", 2011, NEAR, "district", 2021)]
    drawn = _assemble(_boundaries(WARDS), _lookups(known))
    assert "E01000077" not in set(drawn.lsoa_place["lsoa"])
    candidates = drawn.lsoa_split[drawn.lsoa_split["lsoa"] == "E01000077"]
    wards = drawn.area[(drawn.area["level"] == "ward") & (drawn.area["parent"] == NEAR)]
    assert set(candidates["ward"]) == set(wards["code"])
    belongs = [
        (code, "ward", 2024, parent, "district", 2024)
        for code, parent in wards[["code", "parent"]].to_numpy()
    ]
    listed = _assemble(_boundaries([]), _lookups([*known, *belongs]))
    place = listed.lsoa_place.set_index("lsoa").loc["E01000077"]
    assert pd.isna(place["ward"])
    assert place["district"] == NEAR


UPWARD = [
    (NEAR, "district", 2024, "E22000001", "partnership", 2024),
    (FAR, "district", 2024, "E22000002", "partnership", 2024),
    ("E07000009", "district", 2024, "E22000002", "partnership", 2024),
    ("E22000001", "partnership", 2024, "E23000001", "force", 2024),
    ("E22000002", "partnership", 2024, "E23000001", "force", 2024),
]


def test_partnerships_and_forces_stand_above_the_districts_that_are_here():
    areas = _assemble(_boundaries(WARDS), _lookups(UPWARD))
    members = areas.membership.groupby("group_code")["member_code"].agg(set).to_dict()
    # E22000002 also has a district of which nothing else is known: half of it must not pass for the whole.
    assert members == {NEAR: {NEAR}, FAR: {FAR}, "E22000001": {NEAR}, "E23000001": {NEAR, FAR}}
    assert areas.area.set_index("code")["parent"]["E22000001"] == "E23000001"


def test_the_catalogue_names_groups_and_aliases_what_is_here():
    group = AreaGroup(code="C1", name="Both", level="county", members=(NEAR, FAR))
    short = AreaGroup(code="C2", name="Not whole", level="county", members=(NEAR, "E07000009"))
    catalogue = _catalogue(
        groups={"C1": group, "C2": short},
        names={NEAR: "Near and Here"},
        aliases=(Alias(parent=NEAR, name="The Town", code=TOWN), Alias(parent="", name="Gone", code=DALE)),
    )
    areas = _assemble(_boundaries(WARDS), catalogue=catalogue)
    area = areas.area.set_index("code")
    assert area["name"][NEAR] == "Near and Here"
    assert area["level"]["C1"] == "county"
    assert "C2" not in area.index
    assert areas.alias.values.tolist() == [[NEAR, "The Town", TOWN]]
    assert set(areas.membership.loc[areas.membership["group_code"] == "C1", "member_code"]) == {NEAR, FAR}


def test_population_is_added_up_only_where_no_part_is_missing():
    counts = _population(
        [
            ("E01000001", "lsoa", 2021, 10, 4),
            ("E01000002", "lsoa", 2021, 20, None),
            ("E01000003", "lsoa", 2021, 30, 12),
            (HILL, "ward", 2021, 99, None),
            ("E01000004", "lsoa", 2021, 40, 16),
            (FAR, "district", 2020, 500, None),
            (TOWN, "ward", 2020, 9, None),
            (DALE, "ward", 2021, 7, 7),
        ]
    )
    found = _assemble(_boundaries(WARDS), _lookups(LSOA_TO_WARD), counts).population
    residents = {
        (code, year): None if pd.isna(value) else int(value)
        for code, year, value in zip(found["area_code"], found["year"], found["residents"], strict=True)
    }
    assert residents[TOWN, 2021] == 30
    assert residents[PARK, 2021] == 30
    assert residents[HILL, 2021] == 99, "what is given for a ward stands"
    assert residents[NEAR, 2021] == 60
    assert residents[FAR, 2020] == 500
    assert residents[TOWN, 2020] == 9
    assert (NEAR, 2020) not in residents, "one of its two wards has no count"
    assert not any(code == DALE for code, _ in residents)
    town = found[(found["area_code"] == TOWN) & (found["year"] == 2021)].iloc[0]
    assert pd.isna(town["households"])


def test_a_ward_of_which_an_lsoa_has_no_row_is_not_added_up():
    counts = _population([("E01000001", "lsoa", 2021, 10, 4), ("E01000003", "lsoa", 2021, 30, 12)])
    found = _assemble(_boundaries(WARDS), _lookups(LSOA_TO_WARD), counts).population
    assert set(found["area_code"]) == {PARK}
