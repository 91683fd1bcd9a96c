"""Unpack zips that nobody vouches for: bounded in size, number, depth and place."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.errors import DiskFullError, UnreadableFileError, is_disk_full
from data.sources.kinds import SetAside
from data.sources.sidecar import DEMONSTRATION, says_made_up

UNPACKED_LIMIT: Final = 40 * 2**30
ENTRY_LIMIT: Final = 200_000
DEPTH_LIMIT: Final = 3
# Text packs to a tenth, text that repeats itself to a fiftieth.
RATIO_LIMIT: Final = 200
_RATIO_FROM: Final = 16 * 2**20
_BLOCK: Final = 2**20
# The others unpack a block of any size at once.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the library raises of a zip that is not whole, or was never one.
DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
_AGAIN: Final = "download it again, or unpack it and build from the folder."
_YOURSELF: Final = "if you trust it, unpack it yourself and build from the folder."


@dataclass(frozen=True)
class Found:
    """A file to read at `path`, `name` to people; `fault` is why it cannot be."""

    path: Path
    name: str
    fault: SetAside | None = None


def is_zip(path: Path) -> bool:
    """Whether a file is unpacked: by its name, since a workbook is a zip inside too."""
    return path.suffix.lower() == ".zip"


def refused(path: Path, name: str, reason: str, remedy: str) -> Found:
    """A file that is set aside whole before any kind is asked."""
    return Found(path, name, SetAside(row=None, column=None, reason=reason, remedy=remedy))


class Unzipping:
    """Unpacks zips below `folder`, all of one build together to no more than `limit` bytes."""

    def __init__(self, folder: Path, *, limit: int = UNPACKED_LIMIT) -> None:
        self._folder = folder.absolute()
        self._limit = self._left = limit

    def unzip(self, path: Path, *, name: str, depth: int) -> tuple[list[Found], Path | None]:
        """What could not be unpacked, and the folder of what was; None where nothing was.

        Raises DiskFullError.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                return self._unzip(archive, path, name=name, depth=depth)
        except UnreadableFileError as error:
            return [refused(path, name, error.message, error.remedy or _AGAIN)], None
        except DAMAGE as error:
            return [refused(path, name, f"the zip cannot be read ({_words(error)})", _AGAIN)], None

    def _unzip(
        self, archive: zipfile.ZipFile, path: Path, *, name: str, depth: int
    ) -> tuple[list[Found], Path | None]:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        self._check(entries, size=size, depth=depth)
        self._left -= size
        target = self._folder / hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        target.mkdir(parents=True, exist_ok=True)
        made_up, sidecar = says_made_up(path), path.with_name(f"{path.name}.yaml")
        again = _repeated(entries)
        faults = []
        for entry in entries:
            fault = again.get(id(entry)) or _danger(entry, target) or _unpack(archive, entry, target)
            if fault is not None:
                faults.append(Found(path, f"{name}/{entry.filename}", fault))
                continue
            # What is said of a zip holds for every file in it that says nothing itself.
            place = target / entry.filename
            if made_up:
                (place.parent / DEMONSTRATION).touch()
            said = place.with_name(f"{place.name}.yaml")
            if sidecar.is_file() and not said.exists():
                shutil.copyfile(sidecar, said)
        return faults, target

    def _check(self, entries: list[zipfile.ZipInfo], *, size: int, depth: int) -> None:
        if depth >= DEPTH_LIMIT:
            raise UnreadableFileError(
                f"it is a zip within {DEPTH_LIMIT} others",
                remedy="unpack the outer ones and build from the folder.",
            )
        if len(entries) > ENTRY_LIMIT:
            raise UnreadableFileError(f"the zip holds more than {ENTRY_LIMIT:,} files", remedy=_YOURSELF)
        if size > self._left:
            raise UnreadableFileError(
                f"the zips of this build unpack to more than {self._limit / 2**30:,.0f} GiB", remedy=_YOURSELF
            )
        self._folder.mkdir(parents=True, exist_ok=True)
        room = shutil.disk_usage(self._folder).free
        if size > room:
            needed = f"unpacking takes {size / 2**20:,.0f} MiB, and {room / 2**20:,.0f} MiB are left"
            raise DiskFullError(f"the disk is full: {needed}.")


def _repeated(entries: Iterable[zipfile.ZipInfo]) -> dict[int, SetAside]:
    """Entries whose name an earlier one has: unpacked, they would take its place without a word."""
    seen: Counter[str] = Counter()
    found = {}
    for entry in entries:
        seen[entry.filename] += 1
        if seen[entry.filename] > 1:
            found[id(entry)] = _aside("the zip holds this name twice", "rename one of the two and zip again.")
    return found


def _danger(entry: zipfile.ZipInfo, target: Path) -> SetAside | None:
    """Why an entry is not to be unpacked, if it is not."""
    if not _stays_inside(entry, target):
        return _aside("its path leads out of the zip", "do not use it; download the zip from its publisher.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _aside("it is a link, not a file", "put the file itself into the zip.")
    if entry.flag_bits & 1:
        return _aside("it is encrypted", "unpack the zip with its password and build from the folder.")
    if entry.compress_type not in _METHODS:
        return _aside("it is packed in a way this program does not unpack", _AGAIN)
    if entry.file_size > max(_RATIO_FROM, RATIO_LIMIT * entry.compress_size):
        return _aside(
            f"it unpacks to {entry.file_size // max(entry.compress_size, 1):,} times its size", _YOURSELF
        )
    return None


def _stays_inside(entry: zipfile.ZipInfo, target: Path) -> bool:
    # By its words alone: nothing that is unpacked is a link.
    place = Path(os.path.normpath(target / entry.filename))
    return place != target and place.is_relative_to(target)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> SetAside | None:
    """Write an entry out, no more of it than the directory says it holds. Why it could not be, if so."""
    place = target / entry.filename
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, place.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked, _BLOCK)
    except (*DAMAGE, OSError) as error:
        if is_disk_full(error):
            raise
        with suppress(OSError):
            place.unlink()
        return _aside(f"it cannot be unpacked ({_words(error)})", _AGAIN)
    return None


def _words(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text or type(error).__name__


def _aside(reason: str, remedy: str) -> SetAside:
    return SetAside(row=None, column=None, reason=reason, remedy=remedy)
