"""What a kind of input file is: how it is recognised, and what loading it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import pandas as pd

from data.errors import CspError
from data.month import Month

# A row set aside is shown on screen: its first characters tell which it is.
TEXT_LENGTH: Final = 500


@dataclass(frozen=True)
class SetAside:
    """A row that was read and not loaded. `row` counts as a spreadsheet does: the header is row 1."""

    row: int | None
    column: str | None
    reason: str
    remedy: str
    text: str = ""


def whole_file(error: CspError) -> SetAside:
    """A file that cannot be read, set aside whole. The row at fault is named: it is not the only one lost."""
    place = f"row {error.row}: " if error.row is not None else ""
    reason = f"{place}{error.message}".removesuffix(".")
    return SetAside(None, error.column, reason, error.remedy or "correct the file, then build again.")


@dataclass(frozen=True)
class InputFile:
    """A file to read. `name` is what people see ('kent.zip/2025-01/2025-01-kent-street.csv').

    `fault` is why it cannot be read, where that is known before any kind is asked.
    """

    path: Path
    name: str
    sha256: str
    fault: SetAside | None = None


@dataclass(frozen=True)
class Match:
    """A file recognised as of a kind; `details` is what recognising it already found out."""

    file: InputFile
    kind: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """A file's rows in the columns of its part kind (see docs/parts.md).

    len(frame) + len(set_aside) == rows_read, except for lookups, where a row may give several frame rows.
    `understood` says in plain sentences how the file was read, one a sheet where there are sheets. They are
    shown to every audience, so they hold no figure of the file. `examples` is what the rows are set aside
    as, if they may not be loaded: all of them are a template's examples (see data/sources/examples.py).
    """

    part_kind: str
    source: str
    scope: str
    frame: pd.DataFrame
    rows_read: int
    set_aside: tuple[SetAside, ...] = ()
    demonstration: bool = False
    extracted: str | None = None
    note: str = ""
    understood: tuple[str, ...] = ()
    examples: tuple[SetAside, ...] = ()


@dataclass(frozen=True)
class LoadStatement:
    """A load that DuckDB runs itself, for files of many rows: a `.sql` file and its parameters."""

    part_kind: str
    source: str
    sql: Path
    parameters: Mapping[str, str]
    scope: str
    month: Month | None
    demonstration: bool = False


class Kind(Protocol):
    """One module of `data.sources` that gives these two functions.

    `HEADER`: the columns, in small letters, that make a file of the kind; empty where its codes do.
    """

    KIND: str
    HEADER: tuple[str, ...]

    def matches(self, file: InputFile) -> Match | None:
        """Recognise a file by its content; None when it is of another kind."""

    def load(self, match: Match) -> Loaded | LoadStatement:
        """Read it. Raises UnreadableFileError when it cannot be read at all."""
