"""Take a case in through the real intake, and hold what came of it to the promises."""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.build.ledger import SET_ASIDE, FileRecord, Ledger
from data.build.reading import FileReader, Reading
from data.errors import CspError
from data.sources.digest import Digests
from data.sources.finding import inputs
from tests.fuzz.mutations import Case

NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
# Of these kinds a row read is a row of the part.
_ONE_TO_ONE = (
    *("police_uk", "tidy_series", "boundary"),
    *("stats19_collisions", "stats19_casualties", "stats19_adjustment"),
)
_UNFIT = re.compile(r"Traceback|object at 0x|<class|\bNone\b|nan is|\\u0000")


class BrokenPromiseError(AssertionError):
    """The intake did with a case what it never may."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case: rows of all its files together. `refused` is the message of a CspError."""

    read: int = 0
    loaded: int = 0
    aside: int = 0
    whole: int = 0
    refused: str = ""


def write_case(case: Case, folder: Path) -> Path:
    """The files of a case below a folder."""
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def take_in(case: Case, folder: Path) -> Outcome:
    """Read a case's files into parts below `folder`. Raises BrokenPromiseError, or what nobody expected."""
    given = write_case(case, folder / "given")
    store, scratch = folder / "store", folder / "scratch"
    for needed in (store, scratch):
        needed.mkdir(parents=True)
    try:
        files = inputs([given], unpack=scratch / "unpacked", digests=Digests())
        reader = FileReader(folder=store, scratch=scratch, now=NOW, threads=1)
        reading = reader.read(files, ledger=Ledger(), step=lambda *_: None)
    except CspError as error:
        if not (error.file and error.remedy):
            raise BrokenPromiseError(f"the message lacks file or remedy: {error}") from error
        return Outcome(refused=str(error))
    return _outcome(case, reading, store=store, folder=folder)


def _outcome(case: Case, reading: Reading, *, store: Path, folder: Path) -> Outcome:
    read = loaded = aside = whole = 0
    if not reading.ledger.files:
        raise BrokenPromiseError("no file was found in what was given")
    for record in reading.ledger.files:
        rows = _set_aside(record, store)
        _check_messages(rows, record, folder=folder)
        alone = rows[rows["row_number"].notna()]
        gone = len(alone)
        if gone > record.rows_read:
            raise BrokenPromiseError(f"{record.name}: {gone} rows set aside of {record.rows_read} read")
        if alone.duplicated(["row_number", "column_name"]).any():
            raise BrokenPromiseError(f"{record.name}: a row is set aside twice")
        parts = sum(part.rows for part in record.parts if part.kind != SET_ASIDE)
        if record.kind in _ONE_TO_ONE and parts != record.rows_read - gone:
            raise BrokenPromiseError(
                f"{record.name}: {record.rows_read} read, {gone} set aside, {parts} in parts"
            )
        if record.rows_read - gone and not parts:
            raise BrokenPromiseError(f"{record.name}: {record.rows_read - gone} rows loaded into nothing")
        if not record.rows_read and rows.empty:
            raise BrokenPromiseError(f"{record.name}: nothing was read of it and nothing is said")
        read, aside = read + record.rows_read, aside + gone
        loaded += record.rows_read - gone
        whole += int(not record.rows_read)
        if record.name == f"given/{case.name}" and record.rows_read:
            _check_count(case, record, rows)
            _check_text(case, alone)
    return Outcome(read=read, loaded=loaded, aside=aside, whole=whole)


def _set_aside(record: FileRecord, store: Path) -> pd.DataFrame:
    paths = [part.path for part in record.parts if part.kind == SET_ASIDE]
    frames = [pd.read_parquet(store / path) for path in paths]
    columns = ["row_number", "column_name", "reason", "remedy", "text"]
    return pd.concat(frames) if frames else pd.DataFrame(columns=columns)


def _check_messages(rows: pd.DataFrame, record: FileRecord, *, folder: Path) -> None:
    """Every message says where, what and what to do, in words that are not a program's."""
    if not record.name.isprintable():
        raise BrokenPromiseError(f"a name that steers the terminal: {record.name!r}")
    for row in rows.itertuples():
        said = f"{row.reason} {row.remedy}"
        if not str(row.reason).strip() or len(str(row.remedy).strip()) < 10:
            raise BrokenPromiseError(f"{record.name}: no reason or remedy: {row}")
        if str(folder) in said or _UNFIT.search(said):
            raise BrokenPromiseError(f"{record.name}: not fit for people: {said}")
        if len(said) > 1500:
            raise BrokenPromiseError(f"{record.name}: {len(said)} characters: {said[:300]}")
        if not pd.isna(row.row_number) and not str(row.text).strip():
            raise BrokenPromiseError(
                f"{record.name}, row {row.row_number}: without the row's own text: {said}"
            )


def _check_count(case: Case, record: FileRecord, rows: pd.DataFrame) -> None:
    kind = importlib.import_module(f"data.sources.{case.seed.kind}").KIND
    if case.rows is None or record.kind != kind:
        return
    # A stray quotation mark may join two lines to one row: set aside with the text of both.
    joined = sum(str(text).strip().count("\n") for text in rows["text"]) if case.change == "stray" else 0
    if case.rows not in (record.rows_read, record.rows_read + joined):
        raise BrokenPromiseError(f"{record.name} holds {case.rows} rows, and {record.rows_read} were read")


def _check_text(case: Case, rows: pd.DataFrame) -> None:
    """A row set aside bears the number and the text of the line it stands in."""
    if not case.lines:
        return
    for number, text in zip(rows["row_number"], rows["text"], strict=True):
        line = list(_words(case.lines[int(number) - 1])) if 0 < int(number) <= len(case.lines) else []
        if "".join(_words(next(csv.reader([text]), [])))[:100] != "".join(line)[:100]:
            raise BrokenPromiseError(f"row {number} is {line}, and its text is given as {text!r}")


def _words(cells: list[str]) -> Iterator[str]:
    for cell in cells:
        yield re.sub(r"[\s\",;|\x00]+", "", cell)


def remove(folder: Path) -> None:
    """Leave nothing of a case behind."""
    shutil.rmtree(folder, ignore_errors=True)
