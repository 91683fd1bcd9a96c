"""A small store version in memory, without a store: two districts in a county, a third in the force only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

from dashboard.interventions import Intervention
from dashboard.records import Area, Population, Series
from dashboard.reference import Reference
from data.catalogue import Plan, load_catalogue
from data.month import Month
from data.settings import Settings
from data.store import Snapshot

NORTH, SOUTH, EAST = "E07000001", "E07000002", "E06000003"
COUNTY, FORCE, PAIR, LONE = "E10000001", "E23000001", "E22000001", "E22000002"
FIRST, LAST = Month(2020, 4), Month(2023, 3)

PLAN = Plan.model_validate(
    {
        "id": "north-2022",
        "label": "2022/23",
        "title": "Plan",
        "area": NORTH,
        "start": "2022-04",
        "end": "2023-03",
        "publication": "a paper",
        "priorities": [{"id": "roads", "label": "Safer roads"}],
        "indicators": [
            {
                "id": "ksi",
                "label": "Casualties",
                "measure": "ksi_casualties",
                "priorities": ["roads"],
                "kind": "change",
                "direction": "lower",
                "top_line": True,
                "change_pct": -2,
                "baseline": {"start": "2021-04", "end": "2022-03"},
            }
        ],
        "actions": [
            {
                "id": "watch",
                "action": "Speed watch",
                "priorities": ["roads"],
                "strand": "prevent",
                "lead": "Police / Northam Council",
                "grade": "A",
                "due": "2022-09-30",
                "status": "in_progress",
                "indicators": ["ksi"],
            },
            {"id": "signs", "action": "More signs", "priorities": ["roads"], "lead": "Police"},
        ],
    }
)

PATROLS = Intervention(
    id="patrols-2022-05",
    name="Patrols",
    kind="patrol",
    first=dt.date(2022, 5, 1),
    last=dt.date(2022, 7, 31),
    places=(f"W{NORTH}1",),
    area="Ward 1",
    measures=("all_crime",),
    note="",
    file="register.csv",
    made_up=False,
)


def small_reference(*, home: str | None = None, plans: tuple[Plan, ...] = (PLAN,)) -> Reference:
    """Series 1: all crime, force extract. 2: all crime, police.uk, ten months. 3: KSI."""
    districts = {NORTH: "Northam", SOUTH: "Southwick", EAST: "Eastbourne"}
    areas = [Area(code, name, "district", None, 2025) for code, name in districts.items()]
    areas += [
        Area(COUNTY, "Downshire", "county", None, None),
        Area(FORCE, "Downshire and Eastbourne", "force", None, None),
        Area(PAIR, "North and South", "partnership", FORCE, None),
        Area(LONE, "Eastbourne CSP", "partnership", FORCE, None),
    ]
    wards = [
        Area(f"W{code}{number}", f"Ward {number}", "ward", code, 2025)
        for code in districts
        for number in (1, 2, 3)
    ]
    series = [
        Series(1, "all_crime", "force_extract", "count", "additive", True, True, False, FIRST, LAST, LAST),
        Series(2, "all_crime", "police_uk", "count", "additive", True, True, False, LAST - 9, LAST, LAST - 1),
        Series(
            3, "ksi_casualties", "road_casualties", "count", "additive", True, True, True, FIRST, LAST, LAST
        ),
    ]
    complete = dict.fromkeys(FIRST.until(LAST), "complete")
    coverage = {
        (source, code): dict(complete)
        for source in ("force_extract", "road_casualties")
        for code in districts
    }
    coverage["police_uk", FORCE] = dict.fromkeys((LAST - 9).until(LAST), "complete") | {LAST: "partial"}
    reference = Reference(
        snapshot=cast("Snapshot", None),
        settings=Settings(store=Path("nowhere"), home=home),
        catalogue=load_catalogue().model_copy(update={"plans": {plan.id: plan for plan in plans}}),
        meta={"built_at": "2023-05-01T00:00:00Z"},
        areas={area.code: area for area in [*areas, *wards]},
        members={
            **{code: (code,) for code in districts},
            COUNTY: (NORTH, SOUTH),
            PAIR: (NORTH, SOUTH),
            FORCE: tuple(districts),
            LONE: (EAST,),
        },
        series={(item.measure, item.source): item for item in series},
        populations={code: (Population(2021, 1000, 400, "Census 2021"),) for code in districts},
        layers={},
        dispersion={(1, "district"): 2.0},
        coverage=coverage,
        extracted={},
    )
    # What the store's register would give.
    reference.structure(("interventions",), lambda: (PATROLS,))
    return reference
