"""The example rows of the templates: true to life, and no figures of anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from data.catalogue.plan import Action, Note, Plan
from data.catalogue.week import DAY_HOUR, UNKNOWN, Day, category_of
from data.templates.columns import Row

SERIES_ROWS: Final[Sequence[Row]] = (
    {
        "period": "2024-04",
        "area": "Ashford",
        "measure": "asb_council_incidents",
        "source": "council",
        "value": 118,
        "status": "provisional",
        "note": "An example: not a real figure",
        "extracted": dt.date(2024, 5, 7),
        "example": "yes",
    },
    {
        "period": "2024/25",
        "area": "Ashford",
        "measure": "residents_feel_safe_day",
        "source": "residents_survey",
        "value": 82.8,
        "numerator": 530,
        "denominator": 640,
        "breakdown": "age",
        "category": "18-24",
        "note": "An example: not a real figure",
        "area_code": "E07000105",
        "extracted": dt.date(2025, 4, 14),
        "example": "yes",
    },
)
_HOURS_OF: Final = {
    "period": "2024-04",
    "area": "Ashford",
    "measure": "violence_with_injury",
    "source": "force_extract",
    "area_code": "E07000105",
    "extracted": dt.date(2024, 5, 7),
    "example": "yes",
}
# Every hour of a week, so that nothing but the values need be written.
_BY_HOUR: Final = {
    **{category_of(day, hour): 0 for day in Day for hour in range(24)},
    "Monday 00": 1,
    "Friday 22": 2,
    "Saturday 00": 3,
    "Saturday 01": 4,
    "Saturday 02": 3,
    "Sunday 01": 4,
    UNKNOWN: 2,
}
HOUR_ROWS: Final[Sequence[Row]] = (
    *({**_HOURS_OF, "breakdown": DAY_HOUR, "category": hour, "value": n} for hour, n in _BY_HOUR.items()),
    {**_HOURS_OF, "value": sum(_BY_HOUR.values()), "note": "The total: an example, not a real figure"},
)
AREA_ROWS: Final[Sequence[Row]] = (
    {
        "area": "town-centre-ashford",
        "name": "Ashford town centre",
        "kind": "town centre",
        "member": "E05011775",
        "from": dt.date(2019, 5, 1),
        "example": "yes",
    },
    {
        "area": "town-centre-ashford",
        "name": "Ashford town centre",
        "kind": "town centre",
        "member": "E05011753",
        "from": dt.date(2019, 5, 1),
        "example": "yes",
    },
)
INTERVENTION_ROWS: Final[Sequence[Row]] = (
    {
        "name": "Example: evening patrols around the station",
        "from": dt.date(2024, 4, 1),
        "to": dt.date(2024, 7, 31),
        "place": "E05011775",
        "measure": "all_crime; asb_police_reports",
        "kind": "patrol",
        "note": "An example: two officers, Thursday to Saturday, 20:00 to 02:00",
        "example": "yes",
    },
    {
        "name": "Example: gates and lighting in the alleys",
        "from": dt.date(2024, 6, 10),
        "place": "E05011775; E05011753",
        "measure": "burglary",
        "kind": "environmental",
        "example": "yes",
    },
)
EXAMPLE_PLAN: Final = Plan.model_validate(
    {
        "id": "example-2026",
        "label": "Example 2026/27",
        "title": "An example of a plan: Ashford Community Safety Partnership 2026/27",
        "area": "E07000105",
        "start": "2026-04",
        "end": "2027-03",
        "publication": "no paper: this is the template's example",
        "priorities": [
            {
                "id": "serious-violence",
                "label": "Reducing serious violence",
                "aim": "Fewer people hurt, above all in the town centre at night.",
                "lead": "District Commander",
                "themes": ["violence", "night-time-economy"],
            },
            {
                "id": "safer-streets",
                "label": "Safer streets and spaces",
                "aim": "People feel safe where they walk.",
            },
        ],
        "indicators": [
            {
                "id": "violence-with-injury",
                "label": "Violence with injury",
                "measure": "violence_with_injury",
                "priorities": ["serious-violence", "safer-streets"],
                "kind": "change",
                "direction": "lower",
                "source": "force_extract",
                "top_line": True,
                "change_pct": -2,
                "baseline": {
                    "start": "2025-04",
                    "end": "2026-03",
                    "stated": False,
                    "note": "the year before; computed",
                },
                "lead": "Kent Police",
            },
            {
                "id": "safe-by-day",
                "label": "Residents who feel safe by day",
                "measure": "residents_feel_safe_day",
                "priorities": ["safer-streets"],
                "kind": "level",
                "direction": "higher",
                "source": "residents_survey",
                "target": 85,
                "baseline": {"value": 82.8, "start": "2025-04", "end": "2026-03"},
                "lead": "Ashford Borough Council",
                "filled_by": "the residents' survey, as a series",
                "note": "percent of residents asked",
                "change_of": "points",
                "owner": "Ashford Borough Council",
            },
            {
                "id": "youth-events",
                "label": "Events for young people in the holidays",
                "measure": "youth_engagement_events",
                "priorities": ["safer-streets"],
                "kind": "range",
                "direction": "higher",
                "low": 4,
                "high": 6,
                "area": "E07000105",
                "start": "2026-04",
                "end": "2026-09",
                "alternatives": ["residents_feel_safe_after_dark"],
                "output": True,
                "moves": ["safe-by-day"],
                "per": "half-year",
            },
        ],
        "frameworks": [
            {
                "framework": "Serious Violence Duty",
                "code": "SVD",
                "title": "Work together to prevent and reduce serious violence",
                "priorities": ["serious-violence"],
            },
            {
                "framework": "Anti-social Behaviour, Crime and Policing Act 2014",
                "code": "Part 4",
                "title": "Community protection notices, dispersal and closure powers",
                "priorities": ["safer-streets", "serious-violence"],
            },
        ],
        "nights": [
            {
                "id": "nights-out",
                "label": "Nights out",
                "days": ["friday", "saturday"],
                "start": "21:00",
                "end": "05:00",
                "worst_start": "00:00",
                "worst_end": "02:00",
                "measure": "violence_with_injury",
                "area": "E07000105",
                "flag": "linked to alcohol",
                "note": "the plan's own words",
            },
        ],
        "actions": [],
    }
)
# They belong to a plan of the catalogue: actions without their plan are set aside.
PLAN_OF_ACTIONS: Final = "ashford-2023"
ACTIONS: Final = TypeAdapter(tuple[Action, ...]).validate_python(
    [
        {
            "id": "example-1",
            "action": "Example: night-time economy safety events for ages 17 to 19",
            "priorities": ["serious-violence", "confidence-and-communities"],
            "strand": "prevent",
            "measurement": "awareness, numbers reached, reported issues",
            "lead": "Ashford Police",
            "partners": "Ashford Borough Council; colleges; licensed premises",
            "grade": "A",
            "due": "2024-03-31",
            "status": "in_progress",
            "progress": "Two of four events held.",
            "indicators": ["o-nte-aware", "top-vwi"],
            "start": "2023-04",
            "end": "2023-09",
        },
        {
            "id": "example-2",
            "action": "Example: walk the routes between bars and taxi rank, and mend what is dark",
            "priorities": ["serious-violence"],
            "strand": "protect",
            "measurement": "faults reported and mended",
            "lead": "Community safety unit",
            "due": "each quarter",
            "status": "not_started",
            "indicators": ["top-vwi"],
        },
    ]
)
NOTES: Final = TypeAdapter(tuple[Note, ...]).validate_python(
    [
        {
            "month": "2023-11",
            "indicator": "top-vwi",
            "text": "Example: most of the rise is in two streets; extra patrols from December.",
            "author": "Community Safety Manager",
        },
        {
            "month": "2023-11",
            "priority": "serious-violence",
            "text": "Example: the group asks for the hospital's figures.",
        },
    ]
)
