"""The columns of a tidy series: one number a row, by period, area and measure."""

from __future__ import annotations

from typing import Final

from data.templates.columns import EXAMPLE, Column, Sheet

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
