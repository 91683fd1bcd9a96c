"""`csp demo`: write the demonstration files, then run the very same build on them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from dashboard.cli.build import build_into
from data.demonstration import write_inputs

DEFAULT: Final = Path("store-demo")


def demo_command(*, store: Path | None) -> None:
    """Build a fresh demonstration store."""
    folder = store or DEFAULT
    inputs = Path(tempfile.mkdtemp(prefix="csp-demonstration-"))
    try:
        write_inputs(inputs)
        build_into(folder, paths=[inputs], fresh=True)
    finally:
        shutil.rmtree(inputs)
