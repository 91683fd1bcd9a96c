"""STATS19 casualties: how badly hurt and as which road user, a row a person. Collisions say where."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data.sources.kinds import InputFile, LoadStatement, Match
from data.sources.stats19 import match_columns, statement_for

KIND: Final = "stats19_casualties"
HEADER: Final = (
    *("collision_index", "vehicle_reference", "casualty_reference"),
    *("age_band_of_casualty", "casualty_severity", "casualty_type"),
)
STATEMENT: Final = Path(__file__).with_suffix(".sql")
PART: Final = "casualty"


def matches(file: InputFile) -> Match | None:
    """A CSV with an index, a casualty's reference and a severity, in any layout. Reads the head only."""
    return match_columns(
        file, kind=KIND, wanted=("collision_index", "casualty_reference", "casualty_severity")
    )


def load(match: Match) -> LoadStatement:
    """The statement that reads the file."""
    return statement_for(match, part_kind=PART, sql=STATEMENT)
