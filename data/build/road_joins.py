"""Join casualties to their collisions, each from the latest file, and place them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from data.build.geography import Geography
from data.build.ledger import FileRecord, Ledger, Part
from data.build.road_places import box_around, place_collisions
from data.build.statements import append, ask, run
from data.catalogue.models import Catalogue
from data.sources.stats19 import FINAL, PROVISIONAL

# The department publishes the validated figures of a year at the end of September of the next.
_PUBLISHED: Final = 10


@dataclass(frozen=True)
class Joined:
    """What became of the rows of a store's STATS19 parts.

    `groups`: kind, file_id, month, rows, standing. `lost`: file_id, year, gone, rows, example: casualties
    whose collision does not stand (gone: because a later file replaced it).
    """

    groups: pd.DataFrame
    lost: pd.DataFrame


def join_roads(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    *,
    folder: Path,
    geography: Geography,
    catalogue: Catalogue,
) -> Joined:
    """Fill the working tables `placed_collision` and `casualty`."""
    former = catalogue.former_codes
    append(connection, "former_code", pd.DataFrame({"code": [*former], "district": [*former.values()]}))
    collisions = ledger.parts("collision")
    _find_collisions(connection, collisions, folder=folder)
    _place(connection, collisions, folder=folder, geography=geography)
    casualties = ledger.parts("casualty")
    for file, part in casualties:
        run(connection, "add_casualty_groups", path=str(folder / part.path), file_id=file.file_id)
    _find_standing(connection, kind="casualty")
    lost = []
    for file, part in casualties:
        path = str(folder / part.path)
        lost.append(ask(connection, "lost_casualties", path=path).assign(file_id=file.file_id))
        run(
            connection,
            "add_casualties",
            path=path,
            file_id=file.file_id,
            provisional=part.scope == PROVISIONAL,
            unpublished=_unpublished(file, part),
        )
    for file, part in ledger.parts("severity_adjustment"):
        run(connection, "add_adjustments", path=str(folder / part.path), file_id=file.file_id)
    run(connection, "adjust_casualties")
    columns = ["year", "gone", "rows", "example", "file_id"]
    return Joined(
        groups=ask(connection, "road_groups"),
        lost=pd.concat(lost, ignore_index=True) if lost else pd.DataFrame(columns=columns),
    )


def _find_standing(connection: duckdb.DuckDBPyConnection, *, kind: str) -> None:
    run(connection, "find_standing", kind=kind)


def _find_collisions(
    connection: duckdb.DuckDBPyConnection, parts: list[tuple[FileRecord, Part]], *, folder: Path
) -> None:
    for file, part in parts:
        run(connection, "add_collision_groups", path=str(folder / part.path), file_id=file.file_id)
    _find_standing(connection, kind="collision")
    for file, part in parts:
        run(connection, "add_collisions", path=str(folder / part.path), file_id=file.file_id)
    if len(parts) > 1:
        run(connection, "drop_earlier_collisions")
        for _, part in parts:
            run(connection, "add_gone_collisions", path=str(folder / part.path))


def _place(
    connection: duckdb.DuckDBPyConnection,
    parts: list[tuple[FileRecord, Part]],
    *,
    folder: Path,
    geography: Geography,
) -> None:
    box = box_around(geography).parameters()
    frames = []
    for file, part in parts:
        points = ask(connection, "road_points", path=str(folder / part.path), file_id=file.file_id, **box)
        year = pd.to_datetime(points["month"]).dt.year
        early = part.scope == PROVISIONAL or year.ge(_unpublished(file, part))
        frames.append(points.assign(provisional=early))
    found = [frame for frame in frames if len(frame)]
    if not found:
        return
    stated = ask(connection, "stated_districts").set_index("stated")["rows"]
    placed = place_collisions(
        pd.concat(found, ignore_index=True),
        geography=geography,
        stated_rows={str(code): int(rows) for code, rows in stated.items()},
    )
    placed["force_code"] = _forces(placed, geography)
    here = placed["district"].notna() | placed["force_code"].notna()
    append(connection, "placed_collision", placed[here].astype({"month": "datetime64[s]"}))


def _forces(placed: pd.DataFrame, geography: Geography) -> pd.Series:
    """The force that collisions in no district belong to: the one that most of its others lie in."""
    areas = geography.areas
    codes = areas.area.loc[areas.area["level"] == "force", "code"]
    member = areas.membership[areas.membership["group_code"].isin(codes)]
    force = placed["district"].map(dict(zip(member["member_code"], member["group_code"], strict=True)))
    pairs = pd.DataFrame({"force": placed["force"], "code": force}).dropna()
    most = pairs.groupby("force")["code"].agg(lambda values: values.mode().iloc[0])
    return placed["force"].map(most).where(placed["district"].isna(), None).astype("object")


def _unpublished(file: FileRecord, part: Part) -> int:
    """The first year whose validated figures were not out when the file was read."""
    if part.scope == FINAL:
        return dt.MAXYEAR
    read = dt.date.fromisoformat(file.built_at[:10])
    return read.year if read.month >= _PUBLISHED else read.year - 1
