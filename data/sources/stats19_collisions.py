"""STATS19 collisions: when and where, one row a collision. The casualties stand in a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data.sources.kinds import InputFile, LoadStatement, Match
from data.sources.stats19 import match_columns, statement_for

KIND: Final = "stats19_collisions"
HEADER: Final = (
    *("collision_index", "longitude", "latitude", "police_force"),
    *("number_of_vehicles", "number_of_casualties", "date", "time"),
)
STATEMENT: Final = Path(__file__).with_suffix(".sql")
PART: Final = "collision"


def matches(file: InputFile) -> Match | None:
    """A CSV with an index, a date and a number of casualties, in any of the layouts. Reads the head only."""
    return match_columns(file, kind=KIND, wanted=("collision_index", "date", "number_of_casualties"))


def load(match: Match) -> LoadStatement:
    """The statement that reads the file."""
    return statement_for(match, part_kind=PART, sql=STATEMENT)
