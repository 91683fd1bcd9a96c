"""Every statement fits the schema and is asked by exactly one function."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import duckdb
import pytest

from data import count_queries, observed_queries, queries, store
from data.store import STATEMENTS, Snapshot

SCHEMA = Path(store.__file__).parent / "schema"
FILES = sorted(path.stem for path in STATEMENTS.glob("*.sql"))
QUERIES = (queries, count_queries, observed_queries)
NULLS = re.compile(r"\$(\w+)")


@pytest.fixture
def empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for path in sorted(SCHEMA.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    return connection


@pytest.mark.parametrize("name", FILES)
def test_statement_fits_the_schema(name: str, empty: duckdb.DuckDBPyConnection) -> None:
    text = (STATEMENTS / f"{name}.sql").read_text(encoding="utf-8")
    parameters = dict.fromkeys(NULLS.findall(text))
    empty.execute(f"EXPLAIN {text}", parameters or None)


def test_every_statement_is_used_exactly_once() -> None:
    text = "".join(inspect.getsource(module) for module in (*QUERIES, store))
    used = re.findall(r"""(?:frame|rows|read_statement)\(\s*"(\w+)\"""", text)
    assert sorted(used) == FILES


def test_every_query_takes_its_snapshot_first_and_the_rest_by_name() -> None:
    functions = [item for module in QUERIES for name, item in vars(module).items() if name.startswith("get_")]
    # The store itself asks for the schema version.
    assert len(functions) == len(FILES) - 1, (
        "one function for each file, except the store's own version check"
    )
    for function in functions:
        first, *rest = inspect.signature(function).parameters.values()
        assert (first.name, first.annotation) == ("snapshot", Snapshot.__name__)
        assert all(item.kind is inspect.Parameter.KEYWORD_ONLY for item in rest)
