"""The build's own statements: `data/build/sql/<name>.sql`, with `$named` parameters."""

from __future__ import annotations

from collections.abc import Iterable
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
    # All at once: a table by itself is written to disk before the next one.
    connection.begin()
    for folder in (SCHEMA, WORKING):
        for path in sorted(folder.glob("*.sql")):
            connection.execute(read_statement(path.stem, folder))
    connection.commit()


def create_touched(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """The temporary tables, and beside the version some of its tables once more, for months counted again.

    What is then asked for by name alone is found there, and in the version where it is not there.
    """
    connection.execute(read_statement("attach_touched", BESIDE))
    run(connection, "look_in_touched")
    connection.begin()
    for path in sorted(SCHEMA.glob("*.sql")):
        if path.stem.partition("_")[2] in tables:
            connection.execute(read_statement(path.stem, SCHEMA))
    for path in sorted(WORKING.glob("*.sql")):
        connection.execute(read_statement(path.stem, WORKING))
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
