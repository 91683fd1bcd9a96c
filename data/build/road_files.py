"""Read STATS19 files into parts: DuckDB takes every row it can, with what is wrong with the others."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from data.build.incidents import MEMORY
from data.build.ledger import Part
from data.build.statements import ask, run
from data.errors import UnreadableFileError, is_disk_full
from data.sources.kinds import InputFile, LoadStatement, SetAside
from data.sources.stats19 import (
    FAULTS,
    PROVISIONAL,
    Fault,
    clean_copy,
    count_lines,
    is_blank,
    plain_column,
    rows_of,
)

_HOLD: Final = {
    "collision": "collisions",
    "casualty": "casualties",
    "severity_adjustment": "adjusted severities",
}


@dataclass(frozen=True)
class ParsedRoads:
    """What a file gave. rows_read = rows in the parts + rows set aside."""

    parts: tuple[Part, ...]
    rows_read: int
    set_aside: tuple[SetAside, ...]
    understood: tuple[str, ...]


@dataclass(frozen=True)
class RoadReader:
    """Reads files into `folder`/parts. `scratch` holds half-made files; no date is after `today`."""

    folder: Path
    scratch: Path
    today: dt.date

    def read(self, file: InputFile, statement: LoadStatement, *, name: str) -> ParsedRoads:
        """Read a file into a part called `name`. Raises UnreadableFileError where it cannot be read."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": str(self.scratch / "spill"),
        }
        with duckdb.connect(config=settings) as connection:
            return self._parsed(connection, file, statement, name=name)

    def _parsed(
        self, connection: duckdb.DuckDBPyConnection, file: InputFile, statement: LoadStatement, *, name: str
    ) -> ParsedRoads:
        typed = self.scratch / f"{name}.typed.parquet"
        empty = self._typed(connection, file, statement, target=typed)
        path = f"parts/{statement.part_kind}/{name}.parquet"
        target, half = self.folder / path, self.scratch / f"{name}.parquet"
        again = self.scratch / f"{name}.again.parquet"
        run(connection, "road_repeats", path=str(typed), target=str(again))
        run(connection, "road_part", path=str(typed), again=str(again), target=str(half))
        found = ask(connection, "road_faults", path=str(typed), again=str(again))
        read = ask(connection, "road_rows", path=str(typed), part=str(half)).iloc[0]
        typed.unlink()
        again.unlink()
        faults = {
            int(row): str(fault)
            for row, fault in zip(found["row_number"], found["fault"], strict=True)
            if row not in empty
        }
        header = _header(file)
        left_out = {**empty, **_left_out(file, faults, header=header)}
        aside = sorted(filter(None, left_out.values()), key=lambda item: item.row or 0)
        rows = int(read["rows"]) - (len(left_out) - len(aside))
        if int(read["loaded"]) + len(aside) != rows:
            raise UnreadableFileError(
                f"{rows} rows were read, {read['loaded']} loaded and {len(aside)} set aside.",
                file=file.name,
                remedy="download the file again; if this stays, report it with the file.",
            )
        if not rows:
            raise UnreadableFileError(
                "there are no rows below its header.", file=file.name, remedy="download it again."
            )
        if not read["loaded"]:
            half.unlink()
            return ParsedRoads((), rows, tuple(aside), ())
        target.parent.mkdir(parents=True, exist_ok=True)
        half.replace(target)
        part = Part(
            kind=statement.part_kind,
            source=statement.source,
            scope=statement.scope,
            month=None,
            path=path,
            rows=int(read["loaded"]),
        )
        years = ask(connection, "road_years", path=str(target)).iloc[0]
        words = _understood(statement, header=header, years=(int(years["first"]), int(years["last"])))
        return ParsedRoads((part,), rows, tuple(aside), (words,))

    def _typed(
        self,
        connection: duckdb.DuckDBPyConnection,
        file: InputFile,
        statement: LoadStatement,
        *,
        target: Path,
    ) -> dict[int, SetAside | None]:
        """Write each row, typed, with its fault. Gives those that are empty there, as `clean_copy` does.

        A quotation mark left open takes every line after it along without an error: so rows are held
        against lines.
        """
        if self._is_whole(connection, file, statement, target=target):
            return {}
        clean = self.scratch / f"{file.sha256}.csv"
        columns = statement.parameters["columns"].split(",")
        count, empty = clean_copy(file.path, columns=columns, target=clean)
        try:
            taken = self._copy(connection, clean, statement, target=target)
        except duckdb.Error as error:
            if is_disk_full(error):
                raise
            raise UnreadableFileError(
                f"the file cannot be read ({str(error).splitlines()[0]}).",
                file=file.name,
                remedy="download it again.",
            ) from error
        clean.unlink()
        if taken != count:
            raise UnreadableFileError(
                f"there are {count} rows, but {taken} could be read.",
                file=file.name,
                remedy="download the file again; if this stays, report it with the file.",
            )
        return empty

    def _is_whole(
        self,
        connection: duckdb.DuckDBPyConnection,
        file: InputFile,
        statement: LoadStatement,
        *,
        target: Path,
    ) -> bool:
        try:
            rows = self._copy(connection, file.path, statement, target=target)
        except duckdb.Error:
            return False
        return rows + 1 == count_lines(file.path)

    def _copy(
        self, connection: duckdb.DuckDBPyConnection, table: Path, statement: LoadStatement, *, target: Path
    ) -> int:
        text = statement.sql.read_text(encoding="utf-8")
        parameters: dict[str, Any] = {
            "file": str(table),
            "columns": dict.fromkeys(statement.parameters["columns"].split(","), "VARCHAR"),
            "target": str(target),
        }
        if "$today" in text:
            parameters["today"] = self.today
        count = connection.execute(text, parameters).fetchone()
        return int(count[0]) if count else 0


def _header(file: InputFile) -> list[str]:
    with file.path.open(encoding="utf-8-sig", errors="replace", newline="") as content:
        return next(csv.reader([content.readline()]), [])


def _left_out(
    file: InputFile, faults: dict[int, str], *, header: Collection[str]
) -> dict[int, SetAside | None]:
    """The rows at fault with their own text, which only going through the file again gives; None: blank."""
    if not faults:
        return {}
    return {
        row: None if is_blank(cells) else _aside(row, FAULTS[faults[row]], text, header=header)
        for row, cells, text in rows_of(file.path, width=len(header))
        if row in faults
    }


def _aside(row: int, fault: Fault, text: str, *, header: Collection[str]) -> SetAside:
    return SetAside(
        row=row,
        column=_as_written(fault.column, header),
        reason=fault.reason,
        remedy=fault.remedy,
        text=text,
    )


def _as_written(column: str, header: Collection[str]) -> str:
    return next((name for name in header if plain_column(name) == column), column)


def _understood(statement: LoadStatement, *, header: Collection[str], years: tuple[int, int]) -> str:
    """'STATS19 casualties of 2021, by collision_index; adjusted severity beside the recorded one.'"""
    known = statement.parameters["columns"].split(",")
    first, last = years
    parts = [
        f"STATS19 {_HOLD[statement.part_kind]} of {first if first == last else f'{first} to {last}'}",
        f"by {_as_written('collision_index', header)}",
    ]
    if statement.part_kind == "casualty" and "adjusted_serious" in known:
        parts.append("with the department's adjusted severity")
    if statement.part_kind == "collision":
        there = "trunk_road_flag" in known
        parts.append("trunk and local roads told apart" if there else "trunk and local roads not told apart")
    words = ", ".join(parts)
    return f"{words}; provisional." if statement.scope == PROVISIONAL else f"{words}."
