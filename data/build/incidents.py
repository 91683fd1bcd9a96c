"""Read street-crime files into parts: by DuckDB where every row is good, line by line where some are not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from data.build.ledger import Part
from data.build.statements import FOLDER
from data.errors import UnreadableFileError, is_disk_full
from data.month import Month
from data.sources.kinds import InputFile, LoadStatement, SetAside, whole_file
from data.sources.police_uk import breaks_off, force_slug, sort_rows
from data.store import read_statement

# From this size DuckDB reads one file with every thread; below it, every thread reads its own file.
LARGE_FILE: Final = 64 * 2**20
MEMORY: Final = "700MB"
# The other columns are text.
COLUMN_TYPES: Final = {"longitude": "DOUBLE", "latitude": "DOUBLE"}
_LIMITS: Final = {"longitude": 180.0, "latitude": 90.0}


@dataclass(frozen=True)
class ParsedIncidents:
    """The parts a file gave. rows_read = rows in the parts + rows set aside."""

    parts: tuple[Part, ...]
    rows_read: int
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True)
class IncidentReader:
    """Reads files into `folder`/parts. `scratch` holds half-made files; `latest` is this month."""

    folder: Path
    scratch: Path
    latest: Month

    def read_all(
        self, jobs: Iterable[tuple[InputFile, LoadStatement]], *, threads: int
    ) -> list[ParsedIncidents]:
        """Read files side by side; the answers are in the order of the jobs."""
        jobs = list(jobs)
        large = any(file.path.stat().st_size >= LARGE_FILE for file, _ in jobs)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads if large else 1,
            "memory_limit": MEMORY,
            "temp_directory": str(self.scratch / "spill"),
        }
        with (
            duckdb.connect(config=settings) as connection,
            ThreadPoolExecutor(1 if large else threads) as pool,
        ):
            return list(pool.map(lambda job: _Reading(self, connection, *job, parallel=large).parts(), jobs))


class _RowAtFaultError(Exception):
    """A row is not as it should be: which one, only going through the lines tells."""


class _Reading:
    """One file being read, on a cursor of its own."""

    def __init__(
        self,
        reader: IncidentReader,
        connection: duckdb.DuckDBPyConnection,
        file: InputFile,
        statement: LoadStatement,
        *,
        parallel: bool,
    ) -> None:
        self._reader = reader
        self._cursor = connection.cursor()
        self._file = file
        self._statement = statement
        self._columns = statement.parameters["columns"].split(",")
        self._parallel = parallel

    def parts(self) -> ParsedIncidents:
        """The fast way, which fails at the first row that is not as it should be; else the thorough one.

        A file that neither can read is set aside whole.
        """
        try:
            return self._all_at_once()
        except (_RowAtFaultError, duckdb.Error):
            pass
        try:
            return self._line_by_line()
        except UnreadableFileError as error:
            return ParsedIncidents(parts=(), rows_read=0, set_aside=(whole_file(error),))

    def _all_at_once(self) -> ParsedIncidents:
        if breaks_off(self._file.path):
            raise _RowAtFaultError
        months = self._months()
        if not all(self._is_good(month) for _, month, _ in months):
            raise _RowAtFaultError
        parts = self._write(self._file.path, [(force, month) for force, month, _ in months])
        loaded = sum(part.rows for part in parts)
        counted = sum(rows for _, _, rows in months if rows is not None)
        if self._statement.month is None and loaded != counted:
            raise _RowAtFaultError
        return ParsedIncidents(parts=parts, rows_read=loaded, set_aside=())

    def _months(self) -> list[tuple[str | None, str, int | None]]:
        """(force as written, month, rows) of the parts to come; the name tells no force and rows: None."""
        if self._statement.month is not None:
            return [(None, str(self._statement.month), None)]
        found = self._cursor.execute(
            read_statement("incident_months", FOLDER),
            {
                "file": str(self._file.path),
                "columns": dict.fromkeys(self._columns, "VARCHAR"),
                "parallel": self._parallel,
            },
        ).fetchall()
        return [(force or "", month or "", rows) for force, month, rows in found]

    def _is_good(self, text: str) -> bool:
        try:
            return Month.parse(text) <= self._reader.latest
        except ValueError:
            return False

    def _line_by_line(self) -> ParsedIncidents:
        clean = self._reader.scratch / f"{self._file.sha256}.csv"
        found = sort_rows(
            self._file,
            columns=self._columns,
            month=self._statement.month,
            latest=self._reader.latest,
            target=clean,
        )
        kept = {(None if self._statement.month else force, month): 0 for force, month in sorted(found.kept)}
        try:
            parts = self._write(clean, list(kept))
        except duckdb.Error as error:
            if is_disk_full(error):
                raise
            raise UnreadableFileError(
                f"the file cannot be read ({str(error).splitlines()[0]}).",
                file=self._file.name,
                remedy="download it again.",
            ) from error
        clean.unlink()
        loaded = sum(part.rows for part in parts)
        if loaded + len(found.set_aside) != found.rows_read:
            raise UnreadableFileError(
                f"{found.rows_read - len(found.set_aside)} rows are good, but {loaded} could be loaded.",
                file=self._file.name,
                remedy="download the file again; if this stays, report it with the file.",
            )
        return ParsedIncidents(parts=parts, rows_read=found.rows_read, set_aside=tuple(found.set_aside))

    def _write(self, csv: Path, months: list[tuple[str | None, str]]) -> tuple[Part, ...]:
        parts = (self._write_part(csv, force=force, month=month) for force, month in months)
        return tuple(part for part in parts if part.rows)

    def _write_part(self, csv: Path, *, force: str | None, month: str) -> Part:
        scope = self._statement.scope or force_slug(force or "")
        named = hashlib.sha256(f"{self._file.sha256}/{self._file.name}/{force}/{month}".encode()).hexdigest()
        scratch = self._reader.scratch / f"{named}.parquet"
        written = self._cursor.execute(
            self._statement.sql.read_text(encoding="utf-8"),
            {
                "file": str(csv),
                "columns": {name: COLUMN_TYPES.get(name, "VARCHAR") for name in self._columns},
                "month": month,
                "first_day": Month.parse(month).first_day,
                "force": force,
                "target": str(scratch),
                "parallel": self._parallel,
            },
        ).fetchone()
        assert written is not None  # noqa: S101  a COPY says what it wrote
        _, rows, _, _, statistics, _ = written
        if not _on_the_earth(statistics):
            scratch.unlink()
            raise _RowAtFaultError
        # Read again on a later day, a file may give more rows: another part, not the same one changed.
        digest = hashlib.sha256(f"{named}/{rows}".encode()).hexdigest()[:16]
        path = f"parts/{self._statement.source}/{scope}/{month}-{digest}.parquet"
        target = self._reader.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.replace(target)
        return Part(
            kind=self._statement.part_kind,
            source=self._statement.source,
            scope=scope,
            month=Month.parse(month),
            path=path,
            rows=rows,
        )


def _on_the_earth(statistics: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether every point of a part is on the earth, by what its columns hold. No value: no bounds."""
    return all(
        found.get("has_nan", "false") == "false"
        and -limit <= float(found.get("min", 0))
        and float(found.get("max", 0)) <= limit
        for found, limit in ((statistics[f'"{name}"'], limit) for name, limit in _LIMITS.items())
    )
