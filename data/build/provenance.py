"""Which file gave what: the tables file and part."""

from __future__ import annotations

from typing import Final

import duckdb
import pandas as pd

from data.build.ledger import Ledger
from data.build.statements import run
from data.sources.kinds import TEXT_LENGTH

# Parts of these kinds give way to later files, row by row or table by table.
_REPLACED: Final = frozenset({"observation", "plan", "claim", "collision", "casualty"})


def aside_table(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of table set_aside. `frames` are rows set aside while files were read, and at build."""
    aside = pd.concat(frames, ignore_index=True)
    aside = aside.astype({"row_number": "Int64", "file_id": "int64"})
    # What a row is set aside for at build quotes its cells too, and a cell may be of any length.
    for column in ("column_name", "reason", "remedy", "text"):
        aside[column] = aside[column].astype("str").str.slice(0, TEXT_LENGTH)
    return aside


def date_files(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """The months that the files of a ledger supply, in table file."""
    run(connection, "date_files", file_ids=[file.file_id for file in ledger.files])


def file_table(ledger: Ledger, *, set_aside: pd.DataFrame, standing: frozenset[int]) -> pd.DataFrame:
    """The rows of table file, months apart. rows_read = rows_loaded + rows_set_aside.

    `standing` are the files of which numbers or rows of plans stand: one whose own all came again in later
    files is superseded.
    """
    aside = set_aside[set_aside["row_number"].notna()].groupby("file_id").size()
    rows = []
    for file in ledger.files:
        lost = int(aside.get(file.file_id, 0))
        replaced = any(part.kind in _REPLACED for part in file.parts) and file.file_id not in standing
        rows.append(
            {
                "file_id": file.file_id,
                "name": file.name,
                "kind": file.kind,
                "source": file.source,
                "sha256": file.sha256,
                "rows_read": file.rows_read,
                "rows_loaded": file.rows_read - lost,
                "rows_set_aside": lost,
                "superseded": file.superseded or (replaced and file.rows_read > lost),
                "demonstration": file.demonstration,
                "extracted": file.extracted,
                "built_at": file.built_at,
                "note": file.note,
                "understood": "\n".join(file.understood),
            }
        )
    return pd.DataFrame(rows)


def part_table(ledger: Ledger) -> pd.DataFrame:
    """The rows of table part."""
    return pd.DataFrame(
        [
            {
                "file_id": file.file_id,
                "kind": part.kind,
                "source": part.source,
                "scope": part.scope,
                "month": part.month.first_day if part.month else None,
                "path": part.path,
                "rows": part.rows,
            }
            for file in ledger.files
            for part in file.parts
        ]
    )
