"""The department's severity adjustment: for each injured casualty, the chance of a serious injury.

Until 2023 a file of its own; since then the columns stand in the casualty file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data.sources.kinds import InputFile, LoadStatement, Match
from data.sources.stats19 import match_columns, statement_for

KIND: Final = "stats19_adjustment"
HEADER: Final = ("collision_index", "vehicle_reference", "casualty_reference", "adjusted_serious")
STATEMENT: Final = Path(__file__).with_suffix(".sql")
PART: Final = "severity_adjustment"


def matches(file: InputFile) -> Match | None:
    """A CSV with an index, a casualty's reference and an adjusted severity, but no severity as recorded."""
    return match_columns(
        file,
        kind=KIND,
        wanted=("collision_index", "casualty_reference", "adjusted_serious"),
        without="casualty_severity",
    )


def load(match: Match) -> LoadStatement:
    """The statement that reads the file."""
    return statement_for(match, part_kind=PART, sql=STATEMENT)
