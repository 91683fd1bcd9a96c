"""`csp demo`: write the demonstration files, then run the very same build on them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from dashboard.cli.build import build_into
from data.demonstration import write_inputs

DEFAULT: Final = Path("store-demo")


def demo_command(*, store: Path | None) -> None:
    """Build a fresh demonstration store."""
    folder = store or DEFAULT
    with tempfile.TemporaryDirectory(prefix="csp-") as scratch:
        # The Data page names the files by this folder: the same on every run.
        inputs = Path(scratch) / "demonstration"
        write_inputs(inputs)
        build_into(folder, paths=[inputs], fresh=True)
