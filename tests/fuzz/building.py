"""Whole builds of many cases at once: what intake lets through must not bring a build or its views down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from dashboard.held_reference import load_reference
from dashboard.selection import parse
from dashboard.views.csv import to_csv
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.build.pipeline import build_store
from data.errors import UnreadableFileError
from data.settings import Audience, Settings
from data.store import Store
from tests.fuzz.mutations import Case
from tests.fuzz.trial import NOW, BrokenPromiseError, remove, write_case
from tests.integration.street_files import street_rows, write_places, write_street

_NUMBERS = count()
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def build_batch(cases: Sequence[Case], folder: Path) -> Iterator[tuple[Case, str]]:
    """Build them together with good files; where that fails, one by one. Gives those that fail, with why."""
    try:
        _build(cases, folder)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
        together = f"{type(error).__name__}: {error}"
        alone = list(_each(cases, folder))
        yield from alone or [(cases[0], f"only together: {together}")]
    finally:
        remove(folder)


def _each(cases: Sequence[Case], folder: Path) -> Iterator[tuple[Case, str]]:
    for case in cases:
        remove(folder)
        try:
            _build([case], folder)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            yield case, f"{type(error).__name__}: {str(error)[:600]}"


def _build(cases: Sequence[Case], folder: Path) -> None:
    remove(folder)
    good = write_places(folder / "places")
    write_street(folder / "street", "2024-03", street_rows("2024-03", rows=30, seed=3))
    for number, case in enumerate(cases):
        write_case(case, folder / "given" / str(number))
    # Of a name of its own: a version that is still open in this process is known by its path.
    store = folder / f"store-{next(_NUMBERS)}"
    result = build_store(
        [folder / "given", good, folder / "street"], folder=store, clock=lambda: NOW, threads=1
    )
    names = {file.name for file in result.files}
    if "street/2024-03/2024-03-wold-street.csv" not in names:
        raise BrokenPromiseError("the good file is not in the store")
    settings = Settings(store=store, home="E07000001", audience=Audience.RESTRICTED)
    reference = load_reference(Store(store), settings)
    selection = parse("", vocabulary_of(reference)).selection
    for name in ("sources", "set-aside", "wards", "coverage", "placing"):
        text = to_csv(build_view(name, reference, selection))
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                if cell.startswith(_FORMULA) and not _is_number(cell):
                    raise BrokenPromiseError(f"view {name}: a spreadsheet would run {cell[:50]!r}")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


__all__ = ["UnreadableFileError", "build_batch"]
