"""Lists of claims put together: of files of one name, the latest stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import pandas as pd

from data.build.ledger import Ledger
from data.sources.claims import COLUMNS as PART_COLUMNS
from data.sources.claims import PART

COLUMNS: Final = ("file_id", "row_number", "id", "cells")


@dataclass(frozen=True)
class StoredClaims:
    """Rows of the table claim. `standing` are the files they come from."""

    rows: pd.DataFrame
    standing: frozenset[int]


def assemble_claims(ledger: Ledger, *, folder: Path) -> StoredClaims:
    """The rows of the lists that stand. A list given again under its name is a corrected one."""
    latest: dict[str, int] = {}
    for file, _ in ledger.parts(PART):
        latest[PurePosixPath(file.name).name] = file.file_id
    standing = frozenset(latest.values())
    frame = ledger.frame(PART, folder, columns=PART_COLUMNS)
    rows = frame[frame["file_id"].isin(standing)]
    return StoredClaims(rows=rows[list(COLUMNS)], standing=standing)
