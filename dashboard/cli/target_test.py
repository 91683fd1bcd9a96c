"""`csp target-test`: a proposed target tried on the series itself, as the panel on the Targets page does."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import typer

from dashboard.held_reference import load_reference
from dashboard.targets.proposal import Wish, read_proposal
from dashboard.views.csv import to_csv
from dashboard.views.target_test import build_target_trial
from dashboard.views.view import View
from data.settings import Settings
from data.store import Store

Format = Literal["text", "csv"]


def target_test_command(wish: Wish, *, form: Format, store: Path | None) -> None:
    """Print the findings. Raises CspError for what the store or the catalogue does not know."""
    settings = Settings.from_environment()
    if store is not None:
        settings = replace(settings, store=store)
    reference = load_reference(Store(settings.store, threads=settings.threads), settings)
    view = build_target_trial(reference, read_proposal(reference, wish))
    if form == "csv":
        # Bytes: the console's own encoding and line ends must not change a file that is piped somewhere.
        sys.stdout.buffer.write(to_csv(view).encode())
        sys.stdout.buffer.flush()
        return
    typer.echo(_text(view))


def _text(view: View) -> str:
    """The title, what it rests on, and a paragraph a finding."""
    rests = [f"Baseline {view.period}" if view.period else "No baseline", view.source, view.geography]
    rests += ["demonstration data" if view.demonstration else "", view.marking]
    lines = [view.title, " · ".join(part for part in rests if part), *view.caveats]
    for finding in view.extra["findings"]:
        lines += ["", f"{finding['shape']} {finding['label']} ({finding['word']})", f"  {finding['words']}"]
    return "\n".join(lines)
