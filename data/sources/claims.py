"""The claims kind: a list of published figures, or of indicators with their targets, kept to be checked."""

from __future__ import annotations

import io
import json
from typing import Final

import pandas as pd

from data.errors import UnreadableFileError
from data.sources.claim_rows import (
    NEEDED_OF_FIGURES,
    ClaimRow,
    ClaimsFileError,
    Fault,
    is_claims_header,
    read_claims,
)
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.records import records
from data.sources.text import read_start

KIND: Final = "claims"
PART: Final = "claim"
HEADER: Final = NEEDED_OF_FIGURES
COLUMNS: Final = ("id", "cells", "row_number")


def matches(file: InputFile) -> Match | None:
    """A table whose header is that of a list of claims. Reads the head only."""
    text = read_start(file.path)
    if text is None:
        return None
    found = records(io.StringIO(text, newline=""))
    header = next((cells for cells, _ in found if any(cell.strip() for cell in cells)), [])
    return Match(file, KIND) if is_claims_header(header) else None


def load(match: Match) -> Loaded:
    """Every row as its cells, or set aside. Raises UnreadableFileError when it cannot be read at all."""
    try:
        rows = read_claims(match.file.path, name=match.file.name)
    except ClaimsFileError as error:
        raise UnreadableFileError(
            error.message, file=error.file, row=error.row, column=error.column, remedy=error.remedy
        ) from error
    kept = [row for row in rows if row.fault is None]
    indicators = sum(row.is_indicator for row in kept)
    what = "indicators with their targets" if indicators else "published figures"
    return Loaded(
        part_kind=PART,
        source=KIND,
        scope="",
        frame=pd.DataFrame(
            [(row.id, json.dumps(dict(row.cells), ensure_ascii=False), row.row) for row in kept],
            columns=list(COLUMNS),
        ).astype({"row_number": "int64"}),
        rows_read=len(rows),
        set_aside=tuple(_aside(row, row.fault) for row in rows if row.fault is not None),
        understood=(f"A list of {what}, checked against one another and against the store.",) if kept else (),
    )


def _aside(row: ClaimRow, fault: Fault) -> SetAside:
    return SetAside(row.row, fault.column, fault.reason, fault.remedy, row.text)
