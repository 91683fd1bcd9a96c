"""Publish versions of a store: one writer, a swap of a symlink, the last three kept."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from data import queries
from data.errors import BusyError, CspError, DiskFullError, StoreVersionError, is_disk_full
from data.store import Snapshot, open_version

KEPT: Final = 3
_NAME: Final = re.compile(r"v(\d{5,})\.duckdb")


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """Hold the store's lock; gives an empty folder for half-made files. Raises BusyError when it is taken.

    The lock goes with the process, however it ends; what it left half made is cleared by the next build.
    What fails inside for want of room is raised as DiskFullError, and what it wrote is taken away again.
    """
    try:
        with _locked(folder):
            scratch = folder / "building"
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            try:
                yield scratch
            except BaseException:
                shutil.rmtree(scratch, ignore_errors=True)
                with suppress(CspError, OSError):
                    clean(folder)
                raise
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except (OSError, duckdb.Error) as error:
        if not is_disk_full(error):
            raise
        raise DiskFullError(f"the disk of {folder} is full.") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                f"another build is writing to {folder}.", remedy="wait until it has ended, then try again."
            ) from error
        yield


def next_version(folder: Path) -> str:
    """The name after the highest one there is, such as 'v00018'."""
    return f"v{max((number for number, _ in _versions(folder)), default=0) + 1:05d}"


def publish(built: Path, *, folder: Path, version: str) -> None:
    """Make a checked file the published version. Readers see the old one or the new one, nothing between."""
    versions = folder / "versions"
    versions.mkdir(exist_ok=True)
    built.replace(versions / f"{version}.duckdb")
    _sync(versions)
    link = folder / "building" / "current"
    link.symlink_to(Path("versions") / f"{version}.duckdb")
    link.replace(folder / "current")
    _sync(folder)


def clean(folder: Path) -> None:
    """Remove versions beyond the last three, and the parts and layers that none of the kept ones uses."""
    current = Path(os.path.realpath(folder / "current"))
    versions = _versions(folder)
    for _, path in versions[:-KEPT]:
        if path != current:
            path.unlink()
    parts: set[str] = set()
    layers: set[str] = set()
    for _, path in _versions(folder):
        try:
            snapshot = open_version(path, folder=folder)
        except StoreVersionError:
            # Written by another version of the program, which may be wanted back: nothing of it is touched.
            return
        parts |= set(queries.get_parts(snapshot)["path"])
        layers |= {f"geo/{digest}.json" for digest in queries.get_layers(snapshot)["digest"]}
    _remove_others(folder, "parts/**/*.parquet", used=parts)
    _remove_others(folder, "geo/*.json", used=layers)


def open_current(folder: Path) -> Snapshot | None:
    """The published version, or None when there is none. Raises StoreVersionError."""
    path = Path(os.path.realpath(folder / "current"))
    return open_version(path, folder=folder) if path.is_file() else None


def _versions(folder: Path) -> list[tuple[int, Path]]:
    found = []
    for path in (folder / "versions").glob("v*.duckdb"):
        match = _NAME.fullmatch(path.name)
        if match:
            found.append((int(match[1]), path))
    return sorted(found)


def _remove_others(folder: Path, pattern: str, *, used: set[str]) -> None:
    kept = {f"{folder}/{path}" for path in used}
    for path in folder.glob(pattern):
        if str(path) not in kept:
            path.unlink()


def _sync(folder: Path) -> None:
    """Make renames in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
