"""The errors this project raises on purpose: each names the file, row and column, and what to do about it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Final

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What DuckDB and Arrow write into their messages, which carry no number.
_NO_ROOM_WORDS: Final = ("No space left on device", "Disk quota exceeded", "File too large")


# Not frozen: Python itself writes __traceback__ and __context__ on an exception in flight.
@dataclass(eq=False)
class CspError(Exception):
    """Something a person can put right.

    `row` counts as a spreadsheet does: the header is row 1.
    """

    message: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    remedy: str | None = None

    exit_code = 1

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row is not None else None,
                f"column {self.column!r}" if self.column else None,
            )
            if part
        )
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} What to do: {self.remedy}" if self.remedy else text


class UnreadableFileError(CspError):
    """A file that cannot be read at all: it is set aside whole, and the build goes on without it."""


class CatalogueError(CspError):
    """A catalogue file contradicts itself or another one."""


class StoreMissingError(CspError):
    """No store has been built in the folder."""


class StoreVersionError(CspError):
    """The store was written by another version of the schema."""


@dataclass(eq=False)
class DiskFullError(CspError):
    """There is no room for what the build writes; the published store is left as it was."""

    remedy: str | None = "make room on the disk of the store, then build again."


class BusyError(CspError):
    """Another build is writing to the same store."""

    exit_code = 75


def is_disk_full(error: BaseException) -> bool:
    """Whether an error of the system or of a library says that there is no room for a file."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return True
    return any(words in str(error) for words in _NO_ROOM_WORDS)
