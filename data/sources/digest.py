"""SHA-256 of input files, worked out in the background: on a gigabyte of text that is a third of a second."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

# Between blocks a thread waits its turn with the interpreter, which is busy importing: few and large ones.
# Every thread reads into one of its own: fresh memory for each block takes longer than the digest.
_BLOCK: Final = 8 * 2**20
_OWN: Final = threading.local()


class Digests:
    """Starts on the files below `paths` at once: it can begin while the rest of a build is imported."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        # One processor is left to the interpreter, which imports meanwhile.
        self._pool = ThreadPoolExecutor(max(1, (os.cpu_count() or 1) - 1))
        self._found: dict[Path, Future[str]] = {}
        for path in paths:
            for file in _files_below(path):
                if file.suffix.lower() != ".zip":
                    self.start(file)

    def start(self, path: Path) -> None:
        """Begin on a file, if not begun yet."""
        if path not in self._found:
            self._found[path] = self._pool.submit(_digest, path)

    def of(self, path: Path) -> str:
        """The digest in hexadecimal. Who asks works too: on this file, where nobody has begun on it."""
        self.start(path)
        found = self._found[path]
        if not found.cancel():
            return found.result()
        own = self._found[path] = Future()
        own.set_result(_digest(path))
        return own.result()


def _files_below(path: Path) -> Iterator[Path]:
    """Regular files; what cannot be looked at is left to the search for input files, which says so."""
    if os.path.isfile(path):  # noqa: PTH113  says False, and raises nothing, where a folder is closed
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names if os.path.isfile(os.path.join(folder, name)))  # noqa: PTH113, PTH118


def _digest(path: Path) -> str:
    if not hasattr(_OWN, "block"):
        _OWN.block = memoryview(bytearray(_BLOCK))
    digest, block = hashlib.sha256(), _OWN.block
    with path.open("rb", buffering=0) as content:
        while count := content.readinto(block):
            digest.update(block[:count])
    return digest.hexdigest()
