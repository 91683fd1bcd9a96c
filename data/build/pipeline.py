"""Build a version of the store: read what is new, put all of it together, check it, publish it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.build.assembly import assemble_version
from data.build.change import find_change
from data.build.extension import extend_version
from data.build.geography import geography_digest
from data.build.ledger import Ledger
from data.build.reading import FileReader, Reading, Step
from data.build.versions import clean, next_version, open_current, publish, writing
from data.catalogue import load_catalogue
from data.check import find_problems
from data.errors import CspError, UnreadableFileError
from data.queries import get_layers, get_meta, get_outcomes
from data.sources.digest import Digests
from data.sources.finding import inputs
from data.sources.kinds import InputFile
from data.store import Snapshot, open_version

# So many files are named one by one before the rest is counted.
LISTED: Final = 20
# What statements call the version while it is built.
BUILT: Final = "version.duckdb"
Clock = Callable[[], dt.datetime]
DEMONSTRATION_REPLACED: Final = (
    "The store held demonstration data. Real data are never mixed with it: this build starts a new store "
    "and keeps its boundaries, lookups, population, deprivation and plans only."
)


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file of this build. `reasons` counts the rows set aside.

    `alone` tells a row set aside for a reason of its own: where it stands, why, and what to do about it.
    `superseded`: rows loaded from it were replaced by a later file.
    """

    name: str
    kind: str
    rows_read: int
    rows_loaded: int
    reasons: tuple[tuple[str, int], ...]
    superseded: bool
    note: str
    understood: tuple[str, ...]
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuildResult:
    """What a build published, and what a person should know about it."""

    version: str
    files: tuple[FileOutcome, ...]
    notices: tuple[str, ...]


def utc_now() -> dt.datetime:
    """The clock outside tests."""
    return dt.datetime.now(tz=dt.UTC)


def build_store(
    paths: list[Path],
    *,
    folder: Path,
    fresh: bool = False,
    wards: int | None = None,
    clock: Clock = utc_now,
    step: Step = lambda _name, _done, _total: None,
    threads: int | None = None,
    digests: Digests | None = None,
) -> BuildResult:
    """Add the files below `paths` to the store in `folder` and publish a new version of it.

    Without `paths` it is built again from what it holds, by other wards.

    Raises CspError (no file that can be read, a check that fails, a full disk, another build): the published
    version is then as it was. `fresh` leaves out what the store holds; `wards` is the year of the wards;
    `digests` may have begun on the files before.
    """
    threads = threads or os.cpu_count() or 1
    now, catalogue = clock(), load_catalogue()
    with writing(folder) as scratch:
        current = None if fresh else open_current(folder)
        before = Ledger.from_snapshot(current) if current else Ledger()
        wards = wards or _wards_asked(current)
        step("look for files", 0, 1)
        files = inputs(paths, unpack=scratch / "unpacked", digests=digests or Digests())
        if not files and (paths or current is None):
            raise CspError("there are no files to build from.", remedy="name files, folders or zips.")
        reader = FileReader(folder=folder, scratch=scratch, now=now, threads=threads)
        reading = reader.read(files, ledger=before, step=step)
        lost = _set_aside_whole(reading)
        ledger, notices = _apart_from_demonstration(
            before, reading.ledger.examples_aside(), given=set(reading.given)
        )
        # A demonstration that has just gone leaves its examples among what is real.
        ledger = ledger.examples_aside()
        version = next_version(folder)
        built = scratch / BUILT
        previous = _same_geography(current, geography_digest(ledger, catalogue=catalogue, wards=wards))
        facts = {"version": version, "built_at": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
        more = None
        # Who names no files wants all of it put together again.
        extends = previous if files else None
        change = extends and find_change(extends, before=before, after=ledger, catalogue=catalogue)
        if extends and change:
            more = extend_version(
                built,
                published=extends,
                change=change,
                ledger=ledger,
                folder=folder,
                catalogue=catalogue,
                facts=facts,
                step=step,
                threads=threads,
            )
        if more is None:
            more = assemble_version(
                built,
                ledger=ledger,
                folder=folder,
                catalogue=catalogue,
                facts=facts,
                wards=wards,
                previous=previous,
                step=step,
                threads=threads,
            )
        step("check", 0, 1)
        snapshot = open_version(built, folder=folder, threads=threads)
        _refuse_problems(snapshot)
        outcomes = _outcomes(snapshot, given=reading.given)
        publish(built, folder=folder, version=version)
        step("clean up", 0, 1)
        clean(folder)
    return BuildResult(
        version=version, files=outcomes, notices=(*lost, *notices, *_given_twice(files), *more)
    )


def _set_aside_whole(reading: Reading) -> list[str]:
    """A sentence for every file of which nothing could be read.

    Raises UnreadableFileError where that is every file of the build: there is nothing to publish.
    """
    said = [
        f"{name} is set aside whole: {why.reason}. What to do: {why.remedy}" for name, why in reading.lost
    ]
    if len(said) > LISTED:
        said[LISTED:] = [f"{len(said) - LISTED:,} more files are set aside whole: csp table set-aside"]
    if reading.given and len(reading.lost) == len(reading.given):
        raise UnreadableFileError(
            "\n".join(("none of the files could be used, and nothing was published.", *said))
        )
    return said


def _given_twice(files: list[InputFile]) -> Iterator[str]:
    """The same content under several names is counted once: which name stands for it is said."""
    names: dict[str, list[str]] = {}
    for file in files:
        names.setdefault(file.sha256, []).append(file.name)
    for *others, last in names.values():
        if others:
            yield f"{', '.join(others)}: the same content as {last}, counted once."


def _wards_asked(current: Snapshot | None) -> int | None:
    asked = get_meta(current).get("wards_asked", "") if current else ""
    return int(asked) if asked else None


def _same_geography(current: Snapshot | None, digest: str) -> Snapshot | None:
    """The published version, if its areas and maps are those of this build."""
    if current is None or get_meta(current).get("geography_digest") != digest:
        return None
    files = (current.folder / "geo" / f"{name}.json" for name in get_layers(current)["digest"])
    return current if all(file.is_file() for file in files) else None


def _apart_from_demonstration(
    before: Ledger, after: Ledger, *, given: set[int]
) -> tuple[Ledger, tuple[str, ...]]:
    """Real data start a store of their own; a demonstration takes only what says where places are.

    Raises CspError for demonstration data on top of real data: the next real file would clear both away.
    """
    new = [file for file in after.files if file.file_id in given and file.holds_data]
    real = any(not file.demonstration for file in new)
    made_up = next((file for file in new if file.demonstration), None)
    if made_up and not before.is_demonstration and any(file.holds_data for file in before.files):
        raise CspError(
            "this is demonstration data, and the store holds real data.",
            file=made_up.name,
            remedy="build it into a store of its own with --store, or start again with --fresh.",
        )
    if not (before.is_demonstration and real):
        return after, ()
    kept = {file.file_id for file in before.without_data().files}
    files = tuple(file for file in after.files if file.file_id in kept | given)
    return Ledger(files), (DEMONSTRATION_REPLACED,)


def _refuse_problems(snapshot: Snapshot) -> None:
    problems = find_problems(snapshot)
    if problems:
        raise CspError(
            f"the new version does not add up: {' '.join(problems)}",
            remedy="nothing was published; report this with the files that were built.",
        )


def _outcomes(snapshot: Snapshot, *, given: tuple[int, ...]) -> tuple[FileOutcome, ...]:
    frame = get_outcomes(snapshot)
    frame = frame[frame["file_id"].isin(given)]
    files: dict[int, list[dict[Any, Any]]] = {}
    for row in frame.sort_values("file_id", kind="stable").to_dict("records"):
        files.setdefault(row["file_id"], []).append(row)
    return tuple(_outcome(rows) for rows in files.values())


def _outcome(rows: list[dict[Any, Any]]) -> FileOutcome:
    """Of one file: a row a reason, or one without."""
    first = rows[0]
    reasons = [row for row in rows if pd.notna(row["reason"])]
    alone = sorted((row for row in rows if row["rows"] == 1), key=lambda row: row["row_number"])
    return FileOutcome(
        name=first["name"],
        kind=first["kind"],
        rows_read=int(first["rows_read"]),
        rows_loaded=int(first["rows_loaded"]),
        reasons=tuple((row["reason"], int(row["rows"])) for row in reasons),
        superseded=bool(first["superseded"]),
        note=first["note"] if pd.notna(first["note"]) else "",
        understood=tuple(str(first["understood"]).splitlines()),
        alone=tuple(map(_told, alone)),
    )


def _told(row: Mapping[Any, Any]) -> str:
    """'row 4, column kind (Indicators!F4): 'kwind' is no kind. What to do: ...'."""
    column = "" if pd.isna(row["column_name"]) else f", column {row['column_name']}"
    return f"row {int(row['row_number'])}{column}: {row['reason']}. What to do: {row['remedy']}"
