"""Turn input files into parts, adding to the ledger of what the store is made of."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

import pandas as pd

from data.build.incidents import IncidentReader, ParsedIncidents
from data.build.ledger import EXAMPLES, SET_ASIDE, FileRecord, Ledger, Part
from data.build.road_files import ParsedRoads, RoadReader
from data.errors import UnreadableFileError
from data.month import Month
from data.sources.kinds import TEXT_LENGTH, InputFile, LoadStatement, Match, SetAside, whole_file
from data.sources.recognise import is_demonstration, kind_of, recognise
from data.sources.text import is_archive, made_plain, made_readable, own_text
from data.sources.workbook_check import check_workbook

UNRECOGNISED: Final = "unrecognised"
ASIDE_COLUMNS: Final = ("row_number", "column_name", "reason", "remedy", "text")
_WORDS_LENGTH: Final = 400
_NOTE_LENGTH: Final = 4000
HEADER_ALONE: Final = SetAside(
    row=None,
    column=None,
    reason="it holds a header and no rows",
    remedy="export it again with its rows, or leave it out.",
)
Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Reading:
    """The ledger with the new files in it, and the ids of the files that this build was given.

    `lost` names those of which nothing could be read, each with why.
    """

    ledger: Ledger
    given: tuple[int, ...]
    lost: tuple[tuple[str, SetAside], ...]


@dataclass(frozen=True)
class _Read:
    """What one file gave, before it has a number."""

    file: InputFile
    kind: str
    source: str | None
    rows_read: int
    parts: tuple[Part, ...]
    demonstration: bool = False
    extracted: str | None = None
    note: str = ""
    understood: tuple[str, ...] = ()
    lost: SetAside | None = None


class FileReader:
    """Reads files into `folder`/parts, with `scratch` for half-made ones, at the time `now`."""

    def __init__(self, *, folder: Path, scratch: Path, now: dt.datetime, threads: int) -> None:
        self._folder = folder
        self._scratch = scratch
        self._now = now
        self._threads = threads
        # How each file was written down, where that was unusual.
        self._notes: dict[InputFile, str] = {}

    def read(self, files: list[InputFile], *, ledger: Ledger, step: Step) -> Reading:
        """Read the files the ledger does not hold yet. One that cannot be read is set aside whole."""
        known = {file: ledger.parsed(file.sha256, name=file.name) for file in files}
        loads = {file: self._loading_or_fault(file) for file in files if known[file] is None}
        incidents = self._incidents(loads)
        given: list[int] = []
        lost: list[tuple[str, SetAside]] = []
        for number, file in enumerate(files, start=1):
            step(f"read {file.name}", number, len(files))
            record = known[file]
            if record is None:
                read = self._read(file, loads[file], incidents.get(file))
                record = self._record(read, file_id=ledger.next_id)
                ledger = ledger.with_file(record)
                if read.lost is not None:
                    lost.append((file.name, read.lost))
            given.append(record.file_id)
        return Reading(ledger=ledger, given=tuple(given), lost=tuple(lost))

    def _loading_or_fault(self, file: InputFile) -> Match | SetAside | tuple[Match, LoadStatement]:
        try:
            return self._loading(file) if file.fault is None else recognise(file)
        except UnreadableFileError as error:
            return whole_file(error)

    def _loading(self, file: InputFile) -> Match | SetAside | tuple[Match, LoadStatement]:
        if is_archive(file.path):
            check_workbook(file)
        plain, note = made_plain(file, folder=self._scratch / "plain")
        found = recognise(plain)
        if isinstance(found, Match) and found.kind == "police_uk":
            statement = kind_of(found).load(found)
            assert isinstance(statement, LoadStatement)  # noqa: S101  what the kind's load gives
            self._notes[file] = note
            return found, statement
        if isinstance(found, Match):
            readable, more = made_readable(plain, folder=self._scratch / "readable")
            found, note = replace(found, file=readable), " ".join(filter(None, (note, more)))
        self._notes[file] = note
        return found

    def _incidents(
        self, loads: dict[InputFile, Match | SetAside | tuple[Match, LoadStatement]]
    ) -> dict[InputFile, ParsedIncidents]:
        found = {file: load for file, load in loads.items() if isinstance(load, tuple)}
        if not found:
            return {}
        # What is read is the file in plain form, which may be a copy.
        jobs = [(match.file, statement) for match, statement in found.values()]
        reader = IncidentReader(folder=self._folder, scratch=self._scratch, latest=Month.of(self._now.date()))
        answers = reader.read_all(jobs, threads=self._threads)
        return dict(zip(found, answers, strict=True))

    def _read(
        self,
        file: InputFile,
        load: Match | SetAside | tuple[Match, LoadStatement],
        incidents: ParsedIncidents | None,
    ) -> _Read:
        if isinstance(load, SetAside):
            return self._whole(file, UNRECOGNISED, load)
        kind = load[0].kind if isinstance(load, tuple) else load.kind
        try:
            read = self._read_incidents(file, *load, incidents) if isinstance(load, tuple) else None
            read = read or self._read_frame(file, cast(Match, load))
        except UnreadableFileError as error:
            return self._whole(file, kind, whole_file(error))
        # Nothing read and nothing said: what was exported was the header alone.
        return read if read.rows_read or read.parts else self._whole(file, kind, HEADER_ALONE)

    def _read_incidents(
        self,
        file: InputFile,
        match: Match,
        statement: LoadStatement,
        incidents: ParsedIncidents | None,
    ) -> _Read:
        assert incidents is not None  # noqa: S101  every statement was run
        lost = next((aside for aside in incidents.set_aside if aside.row is None), None)
        return self._by_statement(file, match, statement, incidents, lost=lost)

    def _by_statement(
        self,
        file: InputFile,
        match: Match,
        statement: LoadStatement,
        found: ParsedIncidents | ParsedRoads,
        *,
        understood: tuple[str, ...] = (),
        lost: SetAside | None = None,
    ) -> _Read:
        """What DuckDB read by a kind's statement."""
        return _Read(
            file=file,
            kind=match.kind,
            source=statement.source,
            rows_read=found.rows_read,
            parts=self._with_set_aside(file, found.parts, found.set_aside),
            demonstration=statement.demonstration or is_demonstration(file),
            note=self._notes[file],
            understood=understood,
            lost=lost,
        )

    def _whole(self, file: InputFile, kind: str, aside: SetAside) -> _Read:
        parts = self._with_set_aside(file, (), (aside,))
        return _Read(
            file=file, kind=kind, source=None, rows_read=0, parts=parts, note=aside.reason, lost=aside
        )

    def _read_frame(self, file: InputFile, match: Match) -> _Read:
        kind = kind_of(match)
        dated = "today" in inspect.signature(kind.load).parameters
        loaded = kind.load(match, today=self._now.date()) if dated else kind.load(match)  # type: ignore[call-arg]
        if isinstance(loaded, LoadStatement):
            return self._read_roads(file, match, loaded)
        parts: tuple[Part, ...] = ()
        if len(loaded.frame):
            path = f"parts/{loaded.part_kind}/{self._digest(file)}.parquet"
            self._write(loaded.frame, path)
            parts = (
                Part(
                    kind=loaded.part_kind,
                    source=loaded.source,
                    scope=loaded.scope,
                    month=None,
                    path=path,
                    rows=len(loaded.frame),
                ),
            )
        return _Read(
            file=file,
            kind=match.kind,
            source=loaded.source or None,
            rows_read=loaded.rows_read,
            parts=self._with_set_aside(
                file,
                self._with_set_aside(file, parts, loaded.examples, kind=EXAMPLES),
                _with_text(match, loaded.set_aside),
            ),
            demonstration=loaded.demonstration or is_demonstration(file),
            extracted=loaded.extracted,
            note=" ".join(part for part in (self._notes[file], loaded.note) if part),
            understood=loaded.understood,
        )

    def _read_roads(self, file: InputFile, match: Match, statement: LoadStatement) -> _Read:
        reader = RoadReader(folder=self._folder, scratch=self._scratch, today=self._now.date())
        found = reader.read(match.file, statement, name=self._digest(file))
        return self._by_statement(file, match, statement, found, understood=found.understood)

    def _with_set_aside(
        self, file: InputFile, parts: tuple[Part, ...], aside: Iterable[SetAside], *, kind: str = SET_ASIDE
    ) -> tuple[Part, ...]:
        rows = [
            (
                item.row,
                _clipped(item.column) if item.column else item.column,
                _clipped(item.reason),
                _clipped(item.remedy),
                item.text[:TEXT_LENGTH],
            )
            for item in aside
        ]
        if not rows:
            return parts
        path = f"parts/{kind}/{self._digest(file)}.parquet"
        frame = pd.DataFrame(rows, columns=list(ASIDE_COLUMNS)).astype({"row_number": "Int64"})
        self._write(frame, path)
        part = Part(kind=kind, source="", scope="", month=None, path=path, rows=len(frame))
        return (*parts, part)

    def _write(self, frame: pd.DataFrame, path: str) -> None:
        scratch = self._scratch / "frame.parquet"
        frame.to_parquet(scratch, index=False)
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.replace(target)

    def _digest(self, file: InputFile) -> str:
        """Names the part of one reading. Read again on another day, a file may give other rows."""
        return f"{file.sha256[:16]}-{self._now:%Y%m%d%H%M%S%f}"

    def _record(self, read: _Read, *, file_id: int) -> FileRecord:
        return FileRecord(
            file_id=file_id,
            name=read.file.name,
            kind=read.kind,
            source=read.source,
            sha256=read.file.sha256,
            rows_read=read.rows_read,
            demonstration=read.demonstration,
            extracted=read.extracted,
            built_at=self._now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            note=_clipped(read.note, length=_NOTE_LENGTH),
            understood=tuple(_clipped(words, length=_NOTE_LENGTH) for words in read.understood),
            parts=read.parts,
        )


def _clipped(words: str, *, length: int = _WORDS_LENGTH) -> str:
    """Words may quote what stands in a cell, and a cell may be of any length."""
    return words if len(words) <= length else f"{words[:length]}…"


def _with_text(match: Match, aside: tuple[SetAside, ...]) -> tuple[SetAside, ...]:
    """Rows of a table set aside with the text of the whole row, whatever part of it the kind named."""
    lines = own_text(match.file.path, {item.row for item in aside if item.row is not None})
    return tuple(replace(item, text=lines.get(item.row or 0, item.text)) for item in aside)
