"""Ward and district boundaries in GeoJSON, of any vintage, whatever their columns are called."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import shape

from data.errors import UnreadableFileError
from data.sources.area_csv import read_sidecar, vintage_of
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from geo.boundaries import CoordinateError, coordinate_system, repair, to_degrees
from geo.codes import CodeColumn, find_code_columns, level_of_code

KIND = "boundary"
HEADER: tuple[str, ...] = ()
COLUMNS = ("code", "name", "level", "vintage", "parent", "parent_name", "schematic", "geometry")
_HEAD_BYTES = 4096
_LEVELS = ("ward", "district")


def matches(file: InputFile) -> Match | None:
    """A GeoJSON FeatureCollection, by its first kilobytes."""
    if file.path.suffix.lower() not in (".geojson", ".json"):
        return None
    with file.path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    return Match(file, KIND) if b'"FeatureCollection"' in head else None


def load(match: Match) -> Loaded:
    """One row a feature, in the columns of `COLUMNS`; geometry is WKB in degrees.

    A feature without a proper code or an area is set aside, and so is one with an earlier one's code; all
    of them are where neither column, file name nor sidecar tells the year. Raises UnreadableFileError when
    the file is not GeoJSON, has no column of ward or district codes, or is not in the coordinates it
    declares.
    """
    file = match.file
    content = _content(file)
    features: list[Mapping[str, Any]] = content["features"]
    columns = find_code_columns(_properties(features))
    subject = next((column for column in columns if column.level in _LEVELS), None)
    if subject is None:
        raise UnreadableFileError(
            "no column holds ward or district codes.",
            file=file.name,
            remedy="add the official codes (E05…, E07…) to the layer's columns.",
        )
    parent = next((c for c in columns if subject.level == "ward" and c.level == "district"), None)
    vintage = vintage_of(subject, file=file, sidecar=read_sidecar(file))
    if vintage is None:
        remedy = f"write `vintage: YEAR` into {file.path.name}.yaml beside the file."
        reason = f"the year of the {subject.level}s is not known"
        rows: list[dict[str, Any]] = []
        aside = [SetAside(number, subject.column, reason, remedy) for number in range(1, len(features) + 1)]
    else:
        shapes = [_shape(feature) for feature in features]
        system = _system(file, content, shapes)
        rows, aside = _rows(features, to_degrees(shapes, system=system), subject=subject, parent=parent)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return Loaded(
        part_kind=KIND,
        source=KIND,
        scope=f"{subject.level}-{vintage}-{file.sha256[:16]}",
        frame=frame.assign(vintage=vintage, schematic=content.get("schematic") is True),
        rows_read=len(features),
        set_aside=tuple(aside),
    )


def _content(file: InputFile) -> dict[str, Any]:
    try:
        # NaN is no JSON, yet some programs write it: as None it makes no corner, so its feature is set aside.
        content = json.loads(file.path.read_text(encoding="utf-8-sig"), parse_constant=lambda _: None)
    except (ValueError, OSError, RecursionError) as error:
        raise UnreadableFileError(
            f"it is not whole JSON: {error}.", file=file.name, remedy="download or export the layer again."
        ) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(f, dict) for f in features):
        raise UnreadableFileError(
            "it holds no features.", file=file.name, remedy="export the layer again as GeoJSON."
        )
    return dict(content)


def _properties(features: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    headers = {key: None for feature in features for key in (feature.get("properties") or {})}
    return {
        header: [str((feature.get("properties") or {}).get(header) or "") for feature in features]
        for header in headers
    }


def _shape(feature: Mapping[str, Any]) -> shapely.Geometry | None:
    """A feature's polygons as written; None where there are none that can be drawn."""
    try:
        drawn = shape(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        return None
    usable = drawn.geom_type in ("Polygon", "MultiPolygon") and not drawn.is_empty
    return drawn if usable and all(abs(edge) < float("inf") for edge in drawn.bounds) else None


def _system(file: InputFile, content: Mapping[str, Any], shapes: Sequence[shapely.Geometry | None]) -> int:
    drawn = [item for item in shapes if item is not None]
    if not drawn:
        raise UnreadableFileError(
            "none of its features has a polygon.", file=file.name, remedy="export the polygon layer."
        )
    try:
        return coordinate_system(tuple(shapely.total_bounds(drawn)), declared=_declared(content))
    except CoordinateError as error:
        raise UnreadableFileError(error.message, file=file.name, remedy=error.remedy) from error


def _declared(content: Mapping[str, Any]) -> int | None:
    """The EPSG code in the old `crs` member: CRS84 is WGS84 with longitude first, as GeoJSON always is."""
    text = json.dumps(content.get("crs") or "")
    if "CRS84" in text:
        return 4326
    found = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,6})", text)
    return int(found[1]) if found else None


def _rows(
    features: Sequence[Mapping[str, Any]],
    shapes: Sequence[shapely.Geometry | None],
    *,
    subject: CodeColumn,
    parent: CodeColumn | None,
) -> tuple[list[dict[str, Any]], list[SetAside]]:
    rows: dict[str, dict[str, Any]] = {}
    aside: list[SetAside] = []
    for number, (feature, drawn) in enumerate(zip(features, shapes, strict=True), start=1):
        row = _row(feature, drawn, subject=subject, parent=parent, number=number)
        if isinstance(row, SetAside):
            aside.append(row)
        elif row["code"] in rows:
            reason, remedy = "an earlier feature has this code", "dissolve the layer by its code column."
            aside.append(SetAside(number, subject.column, reason, remedy, row["code"]))
        else:
            rows[row["code"]] = row
    return list(rows.values()), aside


def _row(
    feature: Mapping[str, Any],
    drawn: shapely.Geometry | None,
    *,
    subject: CodeColumn,
    parent: CodeColumn | None,
    number: int,
) -> dict[str, Any] | SetAside:
    properties: Mapping[str, Any] = feature.get("properties") or {}
    code = str(properties.get(subject.column) or "").strip()
    if level_of_code(code) != subject.level:
        reason = f"{code!r} is no {subject.level} code" if code else "the feature has no code"
        return SetAside(number, subject.column, reason, "fill in its official code.", str(properties)[:200])
    whole = repair(drawn) if drawn is not None else None
    if whole is None:
        return SetAside(
            number, "geometry", "the feature has no area", "export the layer again with its polygons.", code
        )
    return {
        "code": code,
        "name": str(properties.get(subject.name) or code).strip() if subject.name else code,
        "level": subject.level,
        "parent": (str(properties.get(parent.column) or "").strip() or None) if parent else None,
        "parent_name": str(properties.get(parent.name) or "").strip() or None
        if parent and parent.name
        else None,
        "geometry": whole.wkb,
    }
