"""`csp check`: whether the published store adds up."""

from __future__ import annotations

from pathlib import Path

import typer

from data.check import find_problems
from data.errors import CspError
from data.queries import get_coverage, get_files
from data.settings import Settings
from data.store import Store


def check_command(*, store: Path | None) -> None:
    """Print what was checked. Raises CspError when something does not add up."""
    folder = store or Settings.from_environment().store
    snapshot = Store(folder).snapshot()
    problems = find_problems(snapshot)
    if problems:
        raise CspError(
            f"{snapshot.version} in {folder} does not add up: {' '.join(problems)}",
            remedy="build it again from its files: csp build --fresh PATH.",
        )
    files, coverage = get_files(snapshot), get_coverage(snapshot)
    rows = files.loc[~files["superseded"], "rows_read"].sum()
    gaps = coverage["status"].value_counts()
    typer.echo(
        f"{snapshot.version} in {folder} adds up: {len(files)} files, {rows:,} rows read; "
        f"{gaps.get('complete', 0):,} months complete, {gaps.get('partial', 0):,} partial, "
        f"{gaps.get('missing', 0):,} missing."
    )
