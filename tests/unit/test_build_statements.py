"""The build's statements fit its tables, and each is run somewhere exactly once."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.build import statements
from data.build.extension import TOUCHED
from data.build.incidents import COLUMN_TYPES
from data.build.statements import FOLDER, create_tables, create_touched
from data.sources import police_uk, stats19_adjustment, stats19_casualties, stats19_collisions

BUILD = Path(statements.__file__).parent
FILES = sorted(path.stem for path in FOLDER.glob("*.sql"))
HEADER = dict.fromkeys((*police_uk.FIELDS.values(), "other_11"), "VARCHAR") | COLUMN_TYPES


ROAD_WORDS = ("collision_index", "district", "road", "severity", "road_user", "age_band", "fault")
ROAD_NUMBERS = ("row_number", "row_key", "hour", "casualties", "vehicle", "casualty", "adjusted")
ROAD_COLUMNS = ("collision_index", "date", "number_of_casualties", "casualty_reference", "casualty_severity")


@pytest.fixture
def tables(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """A version, and beside it the tables of months that are counted again."""
    connection = duckdb.connect(str(tmp_path / "version.duckdb"))
    create_tables(connection)
    create_touched(connection, TOUCHED)
    return connection


@pytest.fixture
def parameters(tmp_path: Path) -> dict[str, object]:
    """A street-crime file and a part, for the statements that read one."""
    street, part = tmp_path / "street.csv", tmp_path / "part.parquet"
    street.write_text(",".join(HEADER) + "\n" + "," * (len(HEADER) - 1) + "\n", encoding="utf-8")
    pd.DataFrame(
        {
            "month": pd.Series(dtype="datetime64[us]"),
            **{name: pd.Series(dtype="str") for name in ("lsoa", "type", "place", "outcome")},
            **{name: pd.Series(dtype="float64") for name in ("longitude", "latitude", "easting", "northing")},
            "date": pd.Series(dtype="datetime64[us]"),
            **{name: pd.Series(dtype="str") for name in ROAD_WORDS},
            **{name: pd.Series(dtype="int64") for name in ROAD_NUMBERS},
        }
    ).to_parquet(part)
    return {
        "paths": [str(part)],
        "path": str(part),
        "part": str(part),
        "again": str(part),
        "file": str(street),
        "columns": HEADER,
        "parallel": False,
        "month": "2024-03",
        "first_day": "2024-03-01",
        "target": str(tmp_path / "out.parquet"),
        "scope_id": 1,
    }


@pytest.mark.parametrize(
    "path",
    [
        *sorted(FOLDER.glob("*.sql")),
        police_uk.STATEMENT,
        stats19_collisions.STATEMENT,
        stats19_casualties.STATEMENT,
        stats19_adjustment.STATEMENT,
    ],
    ids=lambda path: path.stem,
)
def test_statement_fits_the_tables(
    path: Path, tables: duckdb.DuckDBPyConnection, parameters: dict[str, object]
) -> None:
    text = path.read_text(encoding="utf-8")
    names = set(re.findall(r"\$(\w+)", text))
    if path.stem.startswith("stats19"):
        parameters |= {"columns": dict.fromkeys((*ROAD_COLUMNS, "adjusted_serious"), "VARCHAR")}
    tables.execute(f"EXPLAIN {text}", {name: parameters.get(name) for name in names} or None)


def test_every_statement_is_run_exactly_once() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in BUILD.glob("*.py"))
    used = [name for name in re.findall(r'"(\w+)"', text) if name in FILES]
    assert sorted(used) == FILES
