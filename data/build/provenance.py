"""Which file gave what: the tables file and part."""

from __future__ import annotations

import pandas as pd

from data.build.ledger import Ledger


def file_table(ledger: Ledger, *, set_aside: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """The rows of table file, months apart. rows_read = rows_loaded + rows_set_aside.

    `observed` are the observations that stand: a file whose numbers all came again in later files is
    superseded.
    """
    aside = set_aside[set_aside["row_number"].notna()].groupby("file_id").size()
    standing = set(observed["file_id"])
    rows = []
    for file in ledger.files:
        lost = int(aside.get(file.file_id, 0))
        replaced = any(part.kind == "observation" for part in file.parts) and file.file_id not in standing
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
