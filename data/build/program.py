"""Which program built a version: what another one counted is not added to."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Final

_ROOM: Final = Path(__file__).parent.parent
# Packages that bring facts of their own into a version.
_FACTS_FROM: Final = ("govuk-bank-holidays",)


def program_digest() -> str:
    """Changes with the code and the statements of the store: a number to raise by hand would be forgotten."""
    code = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in _FACTS_FROM).encode())
    for path in sorted(path for kind in ("*.py", "*.sql") for path in _ROOM.rglob(kind)):
        code.update(path.relative_to(_ROOM).as_posix().encode() + b"\0" + path.read_bytes())
    return code.hexdigest()
