"""The columns of a tidy series: one number a row, by period, area and measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from data.catalogue.week import DAY_HOURS
from data.templates.columns import EXAMPLE, Choices, Column, Sheet

# `partial`: a month of which only a part is there.
STATUSES: Final = ("final", "provisional", "published", "hidden", "partial")

SERIES: Final = Sheet(
    "Series",
    "One row a number: how many, of what, where and when, and who counted it.",
    (
        Column(
            "period",
            "The months the number is for.",
            needed=True,
            allowed="2024-04, Apr 2024, 2024 Q1, 2023/24 (a financial year), 2024 or 'Mar 2022 to Feb 2023'",
        ),
        Column(
            "area",
            "Where: a ward, a district or an area above.",
            needed=True,
            allowed="a code, or a name: 'Ashford', or 'Victoria (Ashford)' where a name could mean two",
            width=24,
        ),
        Column("measure", "What is counted.", needed=True, choices="measures", width=30),
        Column("source", "Who counted it.", needed=True, choices="sources", width=22),
        Column(
            "value",
            "The number, in the measure's unit. None is 0, what was hidden *: neither is left out.",
            needed=True,
            form="number",
            allowed="a number, 0 for none, * for hidden",
        ),
        Column("numerator", "Of a percentage: how many it is of.", form="number"),
        Column("denominator", "Of a percentage: how many were asked or counted.", form="number"),
        Column("breakdown", "Where the number is a part: by what, such as 'age'.", allowed="any words"),
        Column("category", "Which part it is, such as '10-17'.", allowed="any words"),
        Column("status", "Empty is final.", choices=STATUSES),
        Column("note", "What a reader of the number should know.", width=40),
        Column("area_code", "The area's code, where 'area' has a name.", allowed="a code, such as E07000105"),
        Column("area_parent", "The district of a ward that is written by name.", allowed="a code or a name"),
        Column("extracted", "The day the figures were taken from their system.", form="date"),
        EXAMPLE,
    ),
)

_OF_HOURS: Final = {
    "value": "How many in that hour of the week, over all weeks of the period. None is 0, what was hidden *.",
    "breakdown": "day_hour: everything counted; day_hour_not_domestic: what is flagged as domestic abuse is "
    "left out. Empty in the row that gives the period's total.",
    "category": "The day and the hour of the clock: 'Saturday 01' is 01:00 to 01:59 on Saturday, which is of "
    "Friday's night. 'not known' is what has no time. Empty in the row of the total.",
}
_HOUR_CHOICES: Final[Mapping[str, Choices]] = {"breakdown": DAY_HOURS, "category": "hours"}
HOURS: Final = Sheet(
    "Hours",
    "One row a number: how many in one hour of the week, in a month or a longer period and an area.",
    tuple(
        replace(
            column,
            meaning=_OF_HOURS.get(column.name, column.meaning),
            choices=_HOUR_CHOICES.get(column.name, column.choices),
            open_choices=column.name == "category",
            allowed="an hour of the list 'hours' on the sheet 'Lists', or 'Sat 01'"
            if column.name == "category"
            else column.allowed,
            width=24 if column.name in _HOUR_CHOICES else column.width,
        )
        for column in SERIES.columns
        if column.name not in ("numerator", "denominator")
    ),
)
