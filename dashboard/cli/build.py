"""`csp build`: files in, a new version of the store out, and what became of every row."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from data.settings import Settings

if TYPE_CHECKING:
    from data.build.pipeline import BuildResult
    from data.sources.digest import Digests

# Room for everything in a line beside the file's name.
_LINE_WIDTH: Final = 160
# Rows set aside for a reason of their own, told one by one.
_MOST_TOLD: Final = 40


def build_command(
    paths: list[Path], *, store: Path | None, fresh: bool, wards: int | None, digests: Digests
) -> None:
    """Build, and print what was published. Raises CspError; the published store is then as it was.

    `digests` have begun on the paths.
    """
    folder = store or Settings.from_environment().store
    build_into(folder, paths=paths, fresh=fresh, wards=wards, digests=digests)


def build_into(
    folder: Path,
    *,
    paths: list[Path],
    fresh: bool = False,
    wards: int | None = None,
    digests: Digests | None = None,
) -> BuildResult:
    """Build into a folder with a progress line on standard error, and print the outcome."""
    # Numbers are added up here, not solved for: threads that wait for algebra take their time from the rest.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from data.build.pipeline import build_store

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("start", total=None)

        def step(name: str, done: int, total: int) -> None:
            count = f" ({done} of {total})" if total > 1 else ""
            progress.update(task, description=f"{name}{count}")

        result = build_store(paths, folder=folder, fresh=fresh, wards=wards, step=step, digests=digests)
    print_result(result, folder=folder)
    return result


def print_result(result: BuildResult, *, folder: Path) -> None:
    """A line a file: kind, rows read, loaded, set aside by reason; how sheets were read; what else."""
    # Lines are never cut: this is what people search and paste.
    console = Console(
        # Names and reasons are what files say: nothing in them is a style.
        markup=False,
        emoji=False,
        highlight=False,
        width=_LINE_WIDTH + max((len(file.name) for file in result.files), default=0),
    )
    console.print(_file_table(result) if result.files else "Built again from what the store holds.")
    for file in result.files:
        for title, sentences in (
            ("as it was understood", file.understood),
            ("set aside", _first(file.alone)),
        ):
            if sentences:
                console.print(f"{file.name}, {title}:", markup=False)
            for sentence in sentences:
                console.print(Padding(Text(sentence), (0, 0, 0, 2), expand=False))
    for notice in result.notices:
        console.print(notice)
    console.print(f"Published {result.version} in {folder}.")


def _file_table(result: BuildResult) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("File", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    for name in ("Rows read", "Loaded", "Set aside"):
        table.add_column(name, justify="right")
    table.add_column("Why")
    for file in result.files:
        why = [f"{count:,} {reason}" if count else reason for reason, count in file.reasons if count != 1]
        if file.alone:
            why.append(f"{len(file.alone):,} told below")
        if file.superseded:
            why.append("a later file replaces rows of it")
        table.add_row(
            file.name,
            file.kind,
            f"{file.rows_read:,}",
            f"{file.rows_loaded:,}",
            f"{file.rows_read - file.rows_loaded:,}",
            "; ".join(why) or file.note,
        )
    return table


def _first(alone: tuple[str, ...]) -> tuple[str, ...]:
    """As many as a person will go through; the others are on the Data page."""
    more = len(alone) - _MOST_TOLD
    return alone if more <= 0 else (*alone[:_MOST_TOLD], f"and {more:,} more, on the Data page.")
