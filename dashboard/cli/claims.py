"""`csp claims`: a list of published figures, each held against the others and against the store."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import typer

from dashboard.claims.against_store import check_store
from dashboard.claims.check import check_claims
from dashboard.claims.claims import Claims
from dashboard.claims.finding import ClaimVerdict, Verdict
from dashboard.claims.page import to_html
from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.views.claims import caveats, claims_view, worst_first
from dashboard.views.csv import to_csv
from dashboard.views.view import View
from data.errors import CspError
from data.settings import Audience, Settings
from data.sources.claim_rows import ClaimRow, ClaimsFileError, read_claims
from data.sources.kinds import InputFile
from data.sources.text import made_plain, made_readable
from data.store import Store


class ClaimsFormat(StrEnum):
    """How the verdicts are written."""

    CSV = "csv"
    HTML = "html"


def claims_command(paths: Sequence[Path], *, form: ClaimsFormat, store: Path | None) -> None:
    """Print a verdict for every row. What cannot be read, and the sum of it all, goes to standard error.

    Without `store`, the default store is used where there is one. Raises typer.Exit: 1 where a figure
    contradicts or differs, 2 where a file is no list of claims or the store cannot be read.
    """
    try:
        rows = _read(paths)
        reference = _reference(store)
    except CspError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    for row in rows:
        if row.fault is not None:
            typer.echo(row.fault.at(row.file, row.row), err=True)
    claims = Claims(rows)
    verdicts = check_claims(claims, further=check_store(claims, reference) if reference else ())
    shown = _view(verdicts, paths=paths, form=form, reference=reference)
    written = to_html(shown) if form is ClaimsFormat.HTML else to_csv(shown)
    # Bytes: the console's own encoding and line ends must not change a file that is piped somewhere.
    sys.stdout.buffer.write(written.encode())
    sys.stdout.buffer.flush()
    counts = Counter(item.verdict for item in verdicts)
    said = ", ".join(f"{counts[verdict]:,} {verdict.words}" for verdict in Verdict)
    against = f" and against {reference.version}" if reference else "; there is no store to hold them against"
    typer.echo(f"{len(verdicts):,} rows held against one another{against}: {said}.", err=True)
    if any(item.bad for item in verdicts):
        raise typer.Exit(1)


def _reference(store: Path | None) -> Reference | None:
    """The store named, else the default one where there is one. Raises CspError where it cannot be read."""
    settings = Settings.from_environment()
    if store is None and not (settings.store / "current").exists():
        return None
    if store is not None:
        settings = replace(settings, store=store)
    return load_reference(Store(settings.store, threads=settings.threads), settings)


def _read(paths: Sequence[Path]) -> tuple[ClaimRow, ...]:
    """The rows of every file. Raises ClaimsFileError."""
    found: list[ClaimRow] = []
    names: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="csp-") as scratch:
        for path in paths:
            name = path.name if path.name not in names else str(path)
            names.add(name)
            try:
                plain, _ = made_plain(InputFile(path=path, name=name, sha256=""), folder=Path(scratch))
                readable, _ = made_readable(plain, folder=Path(scratch) / "readable")
                found += read_claims(readable.path, name=name)
            except OSError as error:
                raise ClaimsFileError(
                    f"it cannot be read: {error.strerror}.", file=name, remedy="check the path."
                ) from error
    return tuple(found)


def _view(
    verdicts: Sequence[ClaimVerdict],
    *,
    paths: Sequence[Path],
    form: ClaimsFormat,
    reference: Reference | None,
) -> View:
    restricted = Settings.from_environment().audience is Audience.RESTRICTED
    return claims_view(
        worst_first(verdicts) if form is ClaimsFormat.HTML else verdicts,
        source=", ".join(path.name for path in paths),
        extracted=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        marking="OFFICIAL-SENSITIVE" if restricted else "OFFICIAL",
        store_version=reference.version if reference else "",
        caveats=caveats(reference),
        demonstration=bool(caveats(reference)),
    )
