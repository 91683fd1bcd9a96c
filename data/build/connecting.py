"""Open the file of a version that is being made."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

MEMORY: Final = "800MB"


def connect(built: Path, *, threads: int) -> duckdb.DuckDBPyConnection:
    """A connection that writes to the file `built` and spills beside it."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": MEMORY,
        "temp_directory": str(built.with_suffix(".spill")),
        "preserve_insertion_order": False,
    }
    return duckdb.connect(str(built), config=settings)
