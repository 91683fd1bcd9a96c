"""The build's own statements: `data/build/sql/<name>.sql`, with `$named` parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd

from data.store import read_statement

FOLDER: Final = Path(__file__).parent / "sql"
SCHEMA: Final = Path(__file__).parent.parent / "schema"
WORKING: Final = Path(__file__).parent / "working"
BESIDE: Final = Path(__file__).parent / "beside"


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables of the schema, and the temporary ones that a build works in."""
    _create(connection, SCHEMA)
    create_working(connection)


def create_working(connection: duckdb.DuckDBPyConnection) -> None:
    """The temporary tables that a build works in."""
    _create(connection, WORKING)


def create_touched(connection: duckdb.DuckDBPyConnection, tables: frozenset[str]) -> None:
    """Beside the version some of its tables once more, for months that are counted again.

    What is then asked for by name alone is found there, and in the version where it is not there.
    """
    connection.execute(read_statement("attach_touched", BESIDE))
    run(connection, "look_in_touched")
    _create(connection, SCHEMA, only=tables)


def _create(
    connection: duckdb.DuckDBPyConnection, folder: Path, *, only: frozenset[str] | None = None
) -> None:
    # All at once: a table by itself is written to disk before the next one.
    connection.begin()
    for path in sorted(folder.glob("*.sql")):
        if only is None or path.stem.partition("_")[2] in only:
            connection.execute(read_statement(path.stem, folder))
    connection.commit()


def run(connection: duckdb.DuckDBPyConnection, name: str, /, **parameters: Any) -> None:
    """Run a statement for what it does."""
    connection.execute(read_statement(name, FOLDER), parameters or None)


def ask(connection: duckdb.DuckDBPyConnection, name: str, /, **parameters: Any) -> pd.DataFrame:
    """Run a statement for what it gives."""
    return connection.execute(read_statement(name, FOLDER), parameters or None).df()


def append(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Add a frame's rows to a table, by column name. Text that is missing or empty becomes NULL."""
    if len(frame):
        connection.append(table, frame, by_name=True)
