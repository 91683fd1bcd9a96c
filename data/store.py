"""Read the published store: one connection a version and process, one cursor a thread.

A store folder holds `current`, a symlink to the published version in `versions/`. A version never changes
once published, so its name is the key of every cache and nothing has to be invalidated.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import weakref
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.errors import StoreMissingError, StoreVersionError

STATEMENTS = Path(__file__).parent / "sql"
SCHEMA = Path(__file__).parent / "schema"
_VERSION = re.compile(r"v\d+")


def _schema_digest() -> str:
    """A name for the tables as they are defined: it changes by itself when one of them does."""
    lines = [line for path in sorted(SCHEMA.glob("*.sql")) for line in path.read_text("utf-8").splitlines()]
    code = "\n".join(line for line in lines if not line.startswith("--"))
    return hashlib.sha256(code.encode()).hexdigest()[:12]


SCHEMA_VERSION = _schema_digest()


@cache
def read_statement(name: str, folder: Path = STATEMENTS) -> str:
    """The text of `<name>.sql`."""
    return (folder / f"{name}.sql").read_text(encoding="utf-8")


class _OpenVersion:
    """A version opened read-only. Closes itself when neither the store nor a snapshot holds it any more."""

    def __init__(self, path: Path, *, threads: int) -> None:
        self.path = path
        self._connection = duckdb.connect(
            str(path),
            read_only=True,
            config={"threads": threads, "enable_external_access": False, "lock_configuration": True},
        )
        self._cursors = threading.local()
        weakref.finalize(self, self._connection.close)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._cursors, "cursor", None)
        if cursor is None:
            cursor = self._connection.cursor()
            self._cursors.cursor = cursor
        return cursor


@dataclass(frozen=True)
class Snapshot:
    """One open version, such as 'v00017'. Holding it keeps that version readable after the next is out."""

    version: str
    folder: Path
    _opened: _OpenVersion = field(repr=False, compare=False)

    def frame(self, statement: str, /, **parameters: Any) -> pd.DataFrame:
        """Run `data/sql/<statement>.sql` with its `$named` parameters."""
        return self._opened.cursor().execute(read_statement(statement), parameters or None).df()

    def rows(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The same as a list of rows: for a few hundred, the milliseconds that a frame takes are saved."""
        cursor = self._opened.cursor().execute(read_statement(statement), parameters or None)
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


class Store:
    """The store in a folder. Safe to share between threads."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._latest: Snapshot | None = None
        self._kept: weakref.WeakValueDictionary[str, Snapshot] = weakref.WeakValueDictionary()

    def is_published(self, snapshot: Snapshot) -> bool:
        """Whether this is still the published version."""
        return snapshot._opened.path == self._path()

    def _path(self) -> Path:
        return Path(os.path.realpath(self.folder / "current"))

    def snapshot(self) -> Snapshot:
        """The version published now, reopened only when another one is.

        Raises StoreMissingError when nothing is published, StoreVersionError when another schema wrote it.
        """
        path = self._path()
        latest = self._latest
        if latest is not None and latest._opened.path == path:
            return latest
        with self._lock:
            if self._latest is None or self._latest._opened.path != path:
                self._latest = open_version(path, folder=self.folder, threads=self._threads)
            return self._latest

    def kept(self, version: str) -> Snapshot | None:
        """An earlier version such as 'v00016', None where none is kept or this program cannot read it.

        It stays open as long as whoever asked holds it.
        """
        if not _VERSION.fullmatch(version):
            return None
        path = Path(os.path.realpath(self.folder / "versions" / f"{version}.duckdb"))
        if not path.is_file():
            return None
        with self._lock:
            if self._latest is not None and self._latest._opened.path == path:
                return self._latest
            found = self._kept.get(version)
            if found is None:
                try:
                    found = open_version(path, folder=self.folder, threads=self._threads)
                except (StoreMissingError, StoreVersionError):
                    return None
                self._kept[version] = found
            return found


def open_version(path: Path, *, folder: Path, threads: int = 1) -> Snapshot:
    """Open the version in a file of the store in `folder`.

    Raises StoreMissingError when there is no such file, StoreVersionError when another schema wrote it or it
    is damaged.
    """
    if not path.is_file():
        raise StoreMissingError(
            f"there is no store in {folder}.",
            remedy="run 'csp build PATH' with your files, or 'csp demo' for demonstration data.",
        )
    try:
        opened = _OpenVersion(path, threads=threads)
        written = _schema_version(opened)
    except (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
    ) as error:
        raise StoreVersionError(
            f"the store in {folder} cannot be read ({str(error).splitlines()[0]}).",
            file=path.name,
            remedy="rebuild it from your files: csp build --fresh PATH.",
        ) from error
    if written != SCHEMA_VERSION:
        raise StoreVersionError(
            f"the store in {folder} has schema {written}; this program reads {SCHEMA_VERSION}.",
            remedy="rebuild it from your files: csp build --fresh PATH.",
        )
    return Snapshot(version=path.stem, folder=folder, _opened=opened)


def _schema_version(opened: _OpenVersion) -> str:
    try:
        found = opened.cursor().execute(read_statement("schema_version")).fetchone()
    except duckdb.CatalogException:
        return "unknown"
    return str(found[0]) if found else "unknown"
