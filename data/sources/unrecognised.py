"""Why a file is of no kind, in words that a person can act on: told by its first lines."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from data.sources.kinds import InputFile, SetAside
from data.sources.shapefile import COMPANIONS
from data.sources.stats19 import plain_column, why_not

_HEAD_BYTES: Final = 4096
_BOM: Final = b"\xef\xbb\xbf"
# Parts of plans copied out of papers, by columns that no kind has: what they are, and what takes them.
_FROM_PAPERS: Final[Mapping[frozenset[str], tuple[str, str]]] = {
    frozenset({"plan_start", "priority", "action", "measurement"}): (
        "actions as papers print them, without the ids that tie them to a plan",
        "write them into the columns of 'csp template actions'.",
    ),
    frozenset({"framework", "code", "priority", "source"}): (
        "framework codes as papers print them, without the ids that tie them to a plan",
        "write them into the sheet Frameworks of 'csp template plan'.",
    ),
}


def why_unrecognised(file: InputFile, *, headers: Mapping[str, Iterable[str]]) -> SetAside:
    """The whole file set aside. `headers` are the columns, in small letters, that make each kind."""
    with file.path.open("rb") as content:
        head = content.read(_HEAD_BYTES)
    if file.path.suffix.lower() in COMPANIONS:
        return _whole(
            "a part of a shapefile whose .shp is not beside it",
            "give all files of the shapefile (.shp, .shx, .dbf, .prj) together, best in one zip.",
        )
    if not head.removeprefix(_BOM).strip():
        return _whole("the file is empty", "download or export it again.")
    return near_miss(file, headers=headers) or _whole(
        "not a kind of file this program reads",
        "see 'Your own files' in the README for the kinds and their columns.",
    )


def near_miss(file: InputFile, *, headers: Mapping[str, Iterable[str]]) -> SetAside | None:
    """Why it is not of a kind whose columns are nearly all there; None where there is no such kind."""
    with file.path.open("rb") as content:
        head = content.read(_HEAD_BYTES)
    if b"\0" in head:
        return None
    names = _names(head)
    for columns, said in _FROM_PAPERS.items():
        if columns <= set(names):
            return _whole(*said)
    twice = _twice(names, headers=headers)
    if twice is not None:
        return _whole(
            f"for a file of kind {twice[0]} the column {twice[1]!r} stands twice",
            "name each column once, or export the file again.",
        )
    left_out = why_not(names)
    if left_out is not None:
        return _whole(*left_out)
    nearest = _nearest({*names, *map(plain_column, names)}, headers=headers)
    if nearest is None:
        return None
    kind, missing = nearest
    named = ", ".join(repr(name) for name in missing)
    word = "column" if len(missing) == 1 else "columns"
    return _whole(
        f"for a file of kind {kind} it lacks the {word} {named}",
        f"add the {word}, or export the file again with every column.",
    )


def _names(head: bytes) -> list[str]:
    line = next(iter(head.removeprefix(_BOM).decode("utf-8", "replace").splitlines()), "")
    return [name.strip().lower() for cells in csv.reader([line]) for name in cells]


def _twice(names: Sequence[str], *, headers: Mapping[str, Iterable[str]]) -> tuple[str, str] | None:
    """The kind all of whose columns are there, and the one of them that stands there more than once."""
    for kind, header in headers.items():
        wanted = list(header)
        again = [name for name in wanted if names.count(name) > 1]
        if again and set(wanted) <= set(names):
            return kind, again[0]
    return None


def _nearest(names: Collection[str], *, headers: Mapping[str, Iterable[str]]) -> tuple[str, list[str]] | None:
    """The kind whose columns are nearly all there, and those that are not."""
    found = []
    for kind, header in headers.items():
        wanted = list(header)
        missing = [name for name in wanted if name not in names]
        if 0 < len(missing) <= len(wanted) // 3:
            found.append((len(missing), kind, missing))
    return min(found)[1:] if found else None


def _whole(reason: str, remedy: str) -> SetAside:
    return SetAside(row=None, column=None, reason=reason, remedy=remedy)
