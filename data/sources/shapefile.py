"""The files of a shapefile: one `.shp` and its companions, which are no inputs of their own."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final

COMPANIONS: Final = frozenset(
    {
        *(
            ".shx",
            ".dbf",
            ".prj",
            ".cpg",
            ".qpj",
            ".qix",
            ".qmd",
            ".qml",
            ".sld",
            ".sbn",
            ".sbx",
            ".fbn",
            ".fbx",
        ),
        *(".ain", ".aih", ".atx", ".ixs", ".mxs", ".shp.xml"),
    }
)
_NEEDED: Final = (".shx", ".dbf")
# Where a .dbf says how long its head is; what follows are its rows.
_HEAD_LENGTH: Final = slice(8, 10)


def is_companion(path: Path) -> bool:
    """Whether a file belongs to a `.shp` that lies beside it."""
    name = path.name.lower()
    suffix = next((item for item in COMPANIONS if name.endswith(item)), None)
    if suffix is None:
        return False
    stem = path.name[: -len(suffix)]
    return any(path.with_name(stem + ending).is_file() for ending in (".shp", ".SHP"))


def companions(path: Path) -> Iterator[Path]:
    """The companions that lie beside a `.shp`, in order of their names."""
    stem = path.stem.lower()
    for other in sorted(path.parent.iterdir()):
        name = other.name.lower()
        if other.is_file() and name.startswith(stem) and name.removeprefix(stem) in COMPANIONS:
            yield other


def missing_companion(path: Path) -> str | None:
    """The suffix of a file without which a shapefile has no places or no codes; None where all are there."""
    there = {other.name.lower().removeprefix(path.stem.lower()) for other in companions(path)}
    return next((suffix for suffix in _NEEDED if suffix not in there), None)


def text_encoding(path: Path) -> str:
    """How the names in a shapefile's `.dbf` are written: UTF-8 where they can be, else as its `.cpg` says.

    The `.cpg` comes second because many say UTF-8 of what is not; without one it is Windows' cp1252.
    """
    beside = {other.suffix.lower(): other for other in companions(path)}
    content = beside[".dbf"].read_bytes()
    head = int.from_bytes(content[_HEAD_LENGTH], "little")
    try:
        content[head:].decode("utf-8")
    except UnicodeDecodeError:
        return _named(beside.get(".cpg")) or "cp1252"
    return "utf-8"


def _named(cpg: Path | None) -> str | None:
    text = cpg.read_text(encoding="ascii", errors="replace").strip() if cpg else ""
    for name in (text, f"cp{text.removeprefix('ANSI').strip()}"):
        try:
            found = codecs.lookup(name).name
        except LookupError:
            continue
        return found if not found.startswith("utf") else None
    return None
