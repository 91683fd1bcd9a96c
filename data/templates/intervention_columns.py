"""The columns of a register of interventions: one a row, or one more measure of it."""

from __future__ import annotations

from typing import Final

from data.templates.columns import EXAMPLE, Column, Sheet

KINDS: Final = ("patrol", "environmental", "licensing", "enforcement", "engagement", "targeted operation")

INTERVENTIONS: Final = Sheet(
    "Interventions",
    "One row an intervention: what was done, where, when, and which measures it should move.",
    (
        Column("name", "What it is called, as people know it.", needed=True, width=36),
        Column("from", "The day it began.", needed=True, form="date"),
        Column("to", "The day it ended; empty: it still runs.", form="date"),
        Column(
            "place",
            "Where: one area, or several wards.",
            needed=True,
            form="ids",
            allowed="a district, a ward or an area of your own, by code or name: 'Victoria (Ashford)'; "
            "several wards with semicolons between",
            width=30,
        ),
        Column(
            "measure",
            "What it should move. More of them: semicolons between, or a row each.",
            needed=True,
            form="ids",
            allowed="the id or the label of a measure (sheet 'Lists'); several with semicolons between",
            width=30,
        ),
        Column("kind", "What sort of intervention it is.", choices=KINDS, open_choices=True, width=20),
        Column("note", "What a reader should know: who led it, what was done.", width=44),
        EXAMPLE,
    ),
)
