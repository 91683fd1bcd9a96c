"""`csp table`: the table behind any chart as CSV on standard output, for the same address as the page."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import typer

from dashboard.held_reference import load_kept, load_reference
from dashboard.reference import Reference
from dashboard.selection import day_in, parse, version_in
from dashboard.views.csv import to_csv
from dashboard.views.registry import VIEWS, build_view
from dashboard.vocabulary import vocabulary_of
from data.settings import Settings
from data.store import Store


def table_command(view: str, query: str, *, store: Path | None) -> None:
    """Print a view's table as CSV. What the address cannot mean, and why a table is empty, goes to stderr.

    Raises typer.BadParameter (exit 2) for a name that is no view, typer.Exit(1) for a view that failed, and
    what reading the store raises.
    """
    if view not in VIEWS:
        raise typer.BadParameter(f"{view!r} is no view. The views are: {', '.join(VIEWS)}.")
    settings = Settings.from_environment()
    if store is not None:
        settings = replace(settings, store=store)
    reference = _reference(settings, version=version_in(query))
    parsed = parse(query, vocabulary_of(reference))
    today = dt.datetime.now(dt.UTC).date()
    shown = build_view(view, reference, parsed.selection, day=day_in(query, today=today), rows=True)
    for notice in (*parsed.notices, shown.empty):
        if notice:
            typer.echo(notice, err=True)
    if not shown.table.columns:
        raise typer.Exit(1)
    # Bytes: the console's own encoding and line ends must not change a file that is piped somewhere.
    sys.stdout.buffer.write(to_csv(shown).encode())
    sys.stdout.buffer.flush()


def _reference(settings: Settings, *, version: str | None) -> Reference:
    """The version an address asks for while it is kept, as on the page; else the one published now."""
    store = Store(settings.store, threads=settings.threads)
    published = load_reference(store, settings)
    if version is None or version == published.version:
        return published
    kept = load_kept(store, settings, version=version)
    if kept is None:
        typer.echo(
            f"Version {version} is no longer kept: these are the figures of {published.version}.", err=True
        )
    return kept or published
