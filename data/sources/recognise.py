"""Find the input files in what a person names, and recognise each by its content.

Folders are walked and zips unpacked. A name decides nothing here: a kind looks at the head of the file.
"""

from __future__ import annotations

import hashlib
import importlib
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, cast

import yaml

from data.errors import UnreadableFileError
from data.sources.digest import Digests
from data.sources.kinds import InputFile, Kind, Match, SetAside
from data.sources.shapefile import companions, is_companion
from data.sources.unrecognised import why_unrecognised

# In the order they are asked. The modules are imported when the first file is: a build that only reads
# police.uk rows need not wait for the geometry libraries.
KINDS: Final = ("police_uk", "official_totals", "boundaries", "lookups", "population", "tidy_series")
# Its twelve columns are no other kind's, and there may be thousands of these files; a published table's
# title says what it is.
_CERTAIN: Final = frozenset({"police_uk", "official_totals"})
DEMONSTRATION: Final = "demonstration.yaml"
_UNPACKED_LIMIT: Final = 40 * 2**30
_BLOCK: Final = 2**20


@dataclass(frozen=True)
class _Found:
    path: Path
    name: str


def inputs(paths: Iterable[Path], *, unpack: Path, digests: Digests) -> list[InputFile]:
    """Every input file below `paths`, in order of path; zips are unpacked into the folder `unpack`.

    Raises UnreadableFileError for a path that does not exist, a zip that cannot be read or is not safe.
    """
    found = [item for path in paths for item in _below(path, name=path.name, unpack=unpack)]
    for item in found:
        digests.start(item.path)
    return [InputFile(path=item.path, name=item.name, sha256=_sha256(item.path, digests)) for item in found]


def _sha256(path: Path, digests: Digests) -> str:
    """Of a shapefile it is that of all its files: new names in the .dbf make it a new file."""
    if path.suffix.lower() != ".shp":
        return digests.of(path)
    every = [digests.of(each) for each in (path, *companions(path))]
    return hashlib.sha256("\n".join(every).encode()).hexdigest()


def recognise(file: InputFile) -> Match | SetAside:
    """The one kind a file is of; where it is of none or of several, why it is set aside whole."""
    matches: list[Match] = []
    kinds = [_kind(name) for name in KINDS]
    for kind in kinds:
        match = kind.matches(file)
        if match is not None:
            matches.append(match)
            if kind.KIND in _CERTAIN:
                break
    if len(matches) == 1:
        return matches[0]
    if not matches:
        return why_unrecognised(file, headers={kind.KIND: kind.HEADER for kind in kinds if kind.HEADER})
    either = " or ".join(sorted(match.kind for match in matches))
    return SetAside(
        row=None,
        column=None,
        reason=f"could be {either}",
        remedy=f"split the file, or say which it is in a file {file.path.name}.yaml beside it.",
    )


def kind_of(match: Match) -> Kind:
    """The module that loads what it recognised."""
    return next(kind for kind in map(_kind, KINDS) if match.kind == kind.KIND)


def is_demonstration(file: InputFile) -> bool:
    """Whether the file says it is made up: by `demonstration.yaml` in its folder or by its own sidecar."""
    return _says_made_up(file.path)


def _says_made_up(path: Path) -> bool:
    if (path.parent / DEMONSTRATION).is_file():
        return True
    sidecar = path.with_name(path.name + ".yaml")
    if not sidecar.is_file():
        return False
    try:
        content = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"not YAML: {error}", file=sidecar.name, remedy="correct the line it names."
        ) from error
    return isinstance(content, dict) and content.get("demonstration") is True


@cache
def _kind(name: str) -> Kind:
    return cast(Kind, importlib.import_module(f"data.sources.{name}"))


def _below(path: Path, *, name: str, unpack: Path) -> Iterator[_Found]:
    """The input files at and below a path; `name` is what people see of it."""
    if path.is_dir():
        for entry in sorted(path.iterdir()):
            if not entry.name.startswith((".", "__MACOSX")):
                yield from _below(entry, name=f"{name}/{entry.name}", unpack=unpack)
    elif not path.is_file():
        raise UnreadableFileError(
            "there is no such file or folder.", file=str(path), remedy="check the path you gave."
        )
    elif path.suffix.lower() == ".zip":
        yield from _below(_unzipped(path, name=name, unpack=unpack), name=name, unpack=unpack)
    elif not _is_beside(path):
        yield _Found(path, name)


def _is_beside(path: Path) -> bool:
    """Whether a file only says something about another one, or is part of it."""
    if is_companion(path):
        return True
    if path.suffix.lower() not in {".yaml", ".yml"}:
        return False
    return path.name == DEMONSTRATION or path.with_suffix("").is_file()


def _unzipped(path: Path, *, name: str, unpack: Path) -> Path:
    target = unpack / hashlib.sha256(name.encode()).hexdigest()[:16]
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _UNPACKED_LIMIT:
                raise UnreadableFileError(
                    "the zip unpacks to more than 40 GiB.",
                    file=name,
                    remedy="unpack it yourself and build from the folder.",
                )
            made_up, sidecar = _says_made_up(path), path.with_name(path.name + ".yaml")
            for entry in entries:
                place = _unpack_entry(archive, entry, name=name, target=target)
                # What is said of a zip holds for every file in it that says nothing itself.
                if made_up:
                    (place.parent / DEMONSTRATION).touch()
                said = place.with_name(place.name + ".yaml")
                if sidecar.is_file() and not said.exists():
                    shutil.copyfile(sidecar, said)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableFileError(
            f"the zip cannot be read ({error}).",
            file=name,
            remedy="download it again, or unpack it and build from the folder.",
        ) from error
    return target


def _unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, target: Path) -> Path:
    place = (target / entry.filename).resolve()
    if not place.is_relative_to(target.resolve()):
        raise UnreadableFileError(
            f"the zip holds a path that leads out of it: {entry.filename!r}.",
            file=name,
            remedy="do not use this file; download it again from its publisher.",
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed, place.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked, _BLOCK)
    return place
