"""Which files a version is made of, and which of them later files have replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from data.month import Month
from data.queries import get_files, get_parts
from data.store import Snapshot

# Parts of these kinds are numbers about people and places; the others say where the places are.
DATA_KINDS = frozenset({"incident", "observation", "collision", "casualty", "severity_adjustment"})
PLAN = "plan"
CLAIM = "claim"
# What a partnership gives of its own: where there is any of it, a template's examples are in the way.
EVENT = "event"
INTERVENTION = "intervention"
DONE_KINDS = frozenset({EVENT, INTERVENTION})
OWN_KINDS = DATA_KINDS | DONE_KINDS | {PLAN, "custom_area"}
SET_ASIDE = "set_aside"
# What the rows of a file of examples are set aside as, while they are loaded.
EXAMPLES = "examples"


@dataclass(frozen=True)
class Part:
    """Parsed rows on disk. `path` is relative to the store's folder; the file never changes."""

    kind: str
    source: str
    scope: str
    month: Month | None
    path: str
    rows: int


@dataclass(frozen=True)
class FileRecord:
    """A file that was read once. What was set aside while reading it is a part of its own."""

    file_id: int
    name: str
    kind: str
    source: str | None
    sha256: str
    rows_read: int
    demonstration: bool
    extracted: str | None
    built_at: str
    note: str
    understood: tuple[str, ...]
    parts: tuple[Part, ...]
    superseded: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing was set aside while it was read."""
        return bool(self.parts) and not any(part.kind == SET_ASIDE for part in self.parts)

    @property
    def examples(self) -> Part | None:
        """Set for a file of nothing but a template's example rows."""
        return next((part for part in self.parts if part.kind == EXAMPLES), None)

    @property
    def holds_own(self) -> bool:
        """Whether it has real numbers or plans."""
        real = not (self.demonstration or self.examples)
        return real and any(part.kind in OWN_KINDS for part in self.parts)

    @property
    def holds_data(self) -> bool:
        """Whether it has numbers, not only places."""
        return any(part.kind in DATA_KINDS for part in self.parts)


@dataclass(frozen=True)
class Ledger:
    """Every file of a version, in the order they were read."""

    files: tuple[FileRecord, ...] = ()

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot) -> Ledger:
        """The files a published version was made of."""
        parts: dict[int, list[Part]] = {}
        for row in get_parts(snapshot).to_dict("records"):
            parts.setdefault(int(row["file_id"]), []).append(_part(row))
        return cls(
            tuple(
                FileRecord(
                    file_id=int(row["file_id"]),
                    name=str(row["name"]),
                    kind=str(row["kind"]),
                    source=_text(row["source"]),
                    sha256=str(row["sha256"]),
                    rows_read=int(row["rows_read"]),
                    demonstration=bool(row["demonstration"]),
                    extracted=_text(row["extracted"]),
                    built_at=str(row["built_at"]),
                    note=_text(row["note"]) or "",
                    understood=tuple(str(row["understood"]).splitlines()),
                    parts=tuple(parts.get(int(row["file_id"]), ())),
                    superseded=bool(row["superseded"]),
                )
                for row in get_files(snapshot).to_dict("records")
            )
        )

    @property
    def next_id(self) -> int:
        """An id no file has."""
        return max((file.file_id for file in self.files), default=0) + 1

    @property
    def is_demonstration(self) -> bool:
        """Whether the numbers in it are made up."""
        return any(file.demonstration and file.holds_data for file in self.files)

    def parsed(self, sha256: str, *, name: str) -> FileRecord | None:
        """The record of the same content under the same name, if reading it again would give the same.

        Where rows were set aside, another day or another version of the program may take them. A plan is read
        again: its latest file stands, and that is the one given now.
        """
        for file in self.files:
            if (file.sha256, file.name) == (sha256, name) and file.whole and not file.superseded:
                return None if any(part.kind == PLAN for part in file.parts) else file
        return None

    def with_file(self, record: FileRecord) -> Ledger:
        """Add a file. What holds the same content, or the same month of the same force, is replaced by it."""
        months = {_month_key(part) for part in record.parts if part.month is not None}
        kept = []
        for file in self.files:
            if file.sha256 == record.sha256:
                continue
            left = tuple(part for part in file.parts if part.month is None or _month_key(part) not in months)
            if len(left) < len(file.parts):
                remaining = left if any(part.kind in DATA_KINDS for part in left) else ()
                kept.append(replace(file, parts=remaining, superseded=True))
            else:
                kept.append(file)
        return Ledger((*kept, record))

    def without_data(self) -> Ledger:
        """Only what says where places are, and plans: no lists of figures, and nothing made up that
        happened or was done."""
        return Ledger(
            tuple(
                file
                for file in self.files
                if file.parts
                and not file.holds_data
                and not (file.demonstration and any(part.kind in DONE_KINDS for part in file.parts))
                and not any(part.kind == CLAIM for part in file.parts)
            )
        )

    def examples_aside(self) -> Ledger:
        """Examples are loaded only while there is nothing real beside them, or in a demonstration."""
        shown = any(file.demonstration and file.holds_data and not file.examples for file in self.files)
        if shown or not any(file.holds_own for file in self.files):
            return self
        return Ledger(tuple(_set_aside(file) for file in self.files))

    def parts(self, kind: str) -> list[tuple[FileRecord, Part]]:
        """Every part of a kind with its file, in the order the files were read."""
        return [(file, part) for file in self.files for part in file.parts if part.kind == kind]

    def frame(self, kind: str, folder: Path, *, columns: Iterable[str]) -> pd.DataFrame:
        """The rows of every part of a kind under one another, with file_id."""
        frames = [
            pd.read_parquet(folder / part.path).assign(file_id=file.file_id)
            for file, part in self.parts(kind)
            if part.rows
        ]
        if not frames:
            return pd.DataFrame(columns=[*columns, "file_id"])
        return pd.concat(frames, ignore_index=True)


def _set_aside(file: FileRecord) -> FileRecord:
    examples = file.examples
    if examples is None:
        return file
    others = tuple(part for part in file.parts if part.kind == SET_ASIDE)
    return replace(file, parts=(*others, replace(examples, kind=SET_ASIDE)), demonstration=False)


def _month_key(part: Part) -> tuple[str, str, str, Month | None]:
    return part.kind, part.source, part.scope, part.month


def _part(row: Mapping[Any, Any]) -> Part:
    return Part(
        kind=str(row["kind"]),
        source=str(row["source"]),
        scope=str(row["scope"]),
        month=None if pd.isna(row["month"]) else Month.of(row["month"]),
        path=str(row["path"]),
        rows=int(row["rows"]),
    )


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
