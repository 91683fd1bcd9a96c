"""The columns of custom areas: one member a row."""

from __future__ import annotations

from typing import Final

from data.templates.columns import EXAMPLE, Column, Sheet

# The kind of area that is a district with those its publisher sets it beside.
SIMILAR: Final = "most similar group"

AREAS: Final = Sheet(
    "Areas",
    "One row a member of an area of your own: the rows with one id make the area.",
    (
        Column(
            "area",
            "The area's id, the same in all of its rows.",
            needed=True,
            allowed="small letters, digits and hyphens: 'town-centre-ashford'",
            width=26,
        ),
        Column("name", "Its name, as the filter bar shows it.", needed=True, width=32),
        Column(
            "kind",
            "What sort of area it is.",
            choices=("town centre", "priority neighbourhood", "police division", "unitary", SIMILAR, "other"),
            width=24,
        ),
        Column(
            "member",
            "A ward, an LSOA or a district that lies in it.",
            needed=True,
            allowed="a code: E05011775, E01034986 or E07000105",
        ),
        Column("from", "The first month it belongs to the area; empty: from the beginning.", form="month"),
        Column("to", "The last month it belongs to the area; empty: until further notice.", form="month"),
        EXAMPLE,
    ),
)
