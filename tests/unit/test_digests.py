"""Digests of input files: the same whoever works them out, and whatever has begun."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data.sources.digest import Digests


@pytest.mark.parametrize("begun", [True, False])
def test_every_file_has_the_digest_of_its_content(tmp_path: Path, begun: bool) -> None:
    for number in range(40):
        (tmp_path / f"{number}.csv").write_bytes(bytes([number]) * 300_000 * (number % 3))
    digests = Digests([tmp_path] if begun else [])
    # From the last one: those are the ones that nobody has begun on.
    for path in sorted(tmp_path.iterdir(), reverse=True) * 2:
        assert digests.of(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_cannot_be_read_says_so_each_time(tmp_path: Path) -> None:
    digests = Digests()
    for _ in range(2):
        with pytest.raises(OSError, match="gone"):
            digests.of(tmp_path / "gone.csv")
