"""Find the input files in what a person names: folders are walked, zips unpacked.

What cannot be opened or unpacked safely is a file with a fault, set aside whole like one of no kind: it does
not keep the others from being read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.errors import UnreadableFileError, is_disk_full
from data.sources.digest import Digests
from data.sources.kinds import InputFile, SetAside
from data.sources.shapefile import companions, is_companion
from data.sources.sidecar import is_sidecar
from data.sources.unzipping import Found, Unzipping, is_zip, refused


def inputs(paths: Iterable[Path], *, unpack: Path, digests: Digests) -> list[InputFile]:
    """Every input file below `paths`, in order of path; zips are unpacked into the folder `unpack`.

    Raises UnreadableFileError for a path that does not exist: a name mistyped is not a file to do without.
    """
    unzipping = Unzipping(unpack)
    found: list[Found] = []
    for path in paths:
        if not path.exists():
            raise UnreadableFileError(
                "there is no such file or folder.", file=visible(str(path)), remedy="check the path you gave."
            )
        found += _below(path, name=path.name or path.resolve().name, trail=(), unzipping=unzipping, depth=0)
    for item in found:
        if item.fault is None:
            digests.start(item.path)
    return [_input(item, digests) for item in found]


def visible(name: str) -> str:
    """A name as it may be printed: what would steer a terminal or hide in the line is spelt out."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def _input(found: Found, digests: Digests) -> InputFile:
    name, fault = visible(found.name), found.fault
    if fault is None:
        try:
            return InputFile(path=found.path, name=name, sha256=_sha256(found.path, digests))
        except OSError as error:
            fault = _unopened(error)
    unread = hashlib.sha256(f"{name}\n{fault.reason}".encode()).hexdigest()
    return InputFile(path=found.path, name=name, sha256=unread, fault=fault)


def _sha256(path: Path, digests: Digests) -> str:
    """Of a shapefile it is that of all its files: new names in the .dbf make it a new file."""
    if path.suffix.lower() != ".shp":
        return digests.of(path)
    every = [digests.of(each) for each in (path, *companions(path))]
    return hashlib.sha256("\n".join(every).encode()).hexdigest()


def _below(
    path: Path, *, name: str, trail: tuple[Path, ...], unzipping: Unzipping, depth: int
) -> Iterator[Found]:
    """The input files at and below a path; `name` is what people see of it, `trail` the folders it is in."""
    try:
        if path.is_dir():
            yield from _in_folder(path, name=name, trail=trail, unzipping=unzipping, depth=depth)
        elif not path.is_file():
            yield refused(path, name, "it is no file that can be read", "put the file itself there.")
        elif is_zip(path):
            faults, unpacked = unzipping.unzip(path, name=name, depth=depth)
            yield from faults
            if unpacked is not None:
                yield from _below(unpacked, name=name, trail=(), unzipping=unzipping, depth=depth + 1)
        elif not is_sidecar(path) and not is_companion(path):
            yield Found(path, name)
    except OSError as error:
        if is_disk_full(error):
            raise
        yield Found(path, name, _unopened(error))


def _in_folder(
    path: Path, *, name: str, trail: tuple[Path, ...], unzipping: Unzipping, depth: int
) -> Iterator[Found]:
    here = path.resolve()
    if here in trail:
        yield refused(path, name, "it leads back to a folder that it lies in", "remove the link.")
        return
    trail = (*trail, here)
    for entry in sorted(path.iterdir()):
        if not entry.name.startswith((".", "__MACOSX")):
            inner = f"{name}/{entry.name}"
            yield from _below(entry, name=inner, trail=trail, unzipping=unzipping, depth=depth)


def _unopened(error: OSError) -> SetAside:
    return SetAside(
        row=None,
        column=None,
        reason=f"it cannot be opened ({error.strerror or error})",
        remedy="check that the file is there and who may read it, then build again.",
    )
