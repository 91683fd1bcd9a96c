"""The map layers of a version: simplified boundaries and hexagons as GeoJSON, label points, neighbours."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pandas as pd
from shapely import total_bounds

from data.build.areas import Areas
from data.build.layer_ground import Ground, Point, assemble_ground
from geo.hexagons import HexLayout, lay_out_county, lay_out_district
from geo.simplify import Shape, dissolve, label_point, simplify, to_geometry

Form = Literal["geographic", "hexagon"]
Level = Literal["ward", "district"]

# Nobody reads more wards than this at once: a larger area's map shows its districts.
MOST_WARDS: Final = 400
_LAYER: Final = (
    *("form", "level", "scope", "digest", "vintage", "schematic"),
    *("west", "south", "east", "north"),
)
_POINT: Final = ("form", "level", "scope", "area_code", "x", "y")


@dataclass(frozen=True)
class Layers:
    """Frames in the columns of the tables layer, layer_point and neighbour.

    `notes` say which areas are missing from which map, and why.
    """

    layer: pd.DataFrame
    layer_point: pd.DataFrame
    neighbour: pd.DataFrame
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """The three frames, in the order of their tables."""
        return iter((self.layer, self.layer_point, self.neighbour))


@dataclass(frozen=True)
class _Drawing:
    """One layer: shapes and label points by area code."""

    form: Form
    level: Level
    scope: str
    shapes: Mapping[str, Shape]
    points: Mapping[str, Point]
    schematic: bool


def build_layers(*, boundaries: pd.DataFrame, areas: Areas, folder: Path) -> Layers:
    """Draw every district, and every partnership, county and force of several, both ways; write what is new.

    `boundaries` has code, level, vintage, schematic and geometry (WKB, degrees), any vintage; `areas` says
    which wards there are. A layer becomes `<digest>.json` in `folder` (which exists): a FeatureCollection
    whose feature ids are area codes. Without boundaries there are hexagons alone, from the centres in
    `areas`.
    """
    ground = assemble_ground(boundaries=boundaries, areas=areas)
    layers: list[dict[str, object]] = []
    points: list[dict[str, object]] = []
    for drawing in _drawings(ground):
        digest = _write(drawing, names=ground.names, folder=folder)
        west, south, east, north = total_bounds(list(drawing.shapes.values())).tolist()
        place: dict[str, object] = {"form": drawing.form, "level": drawing.level, "scope": drawing.scope}
        layers.append(
            {
                **place,
                "digest": digest,
                "vintage": areas.ward_vintage or None,
                "schematic": drawing.schematic,
                "west": west,
                "south": south,
                "east": east,
                "north": north,
            }
        )
        points += [{**place, "area_code": code, "x": x, "y": y} for code, (x, y) in drawing.points.items()]
    return Layers(
        layer=pd.DataFrame(layers, columns=list(_LAYER)).astype({"vintage": "Int64", "schematic": "bool"}),
        layer_point=pd.DataFrame(points, columns=list(_POINT)),
        neighbour=ground.neighbours(),
        notes=tuple(ground.notes()),
    )


def _drawings(ground: Ground) -> Iterator[_Drawing]:
    for scope, districts in ground.scopes.items():
        yield from _geographic(ground, scope, districts)
        yield from _hexagons(ground, scope, districts)


def _geographic(ground: Ground, scope: str, districts: Sequence[str]) -> Iterator[_Drawing]:
    """Wards, and districts put together from them, so that the lines of both fall on one another."""
    wards = [ward for district in districts for ward in ground.wards[district] if ward in ground.shapes]
    drawn = dict(zip(wards, simplify([ground.shapes[ward] for ward in wards]), strict=True))
    schematic = not ground.schematic.isdisjoint(wards)
    if 0 < len(wards) <= MOST_WARDS:
        yield _Drawing("geographic", "ward", scope, drawn, _label_points(drawn), schematic)
    outlines: dict[str, Shape] = {}
    bare: list[str] = []
    for district in districts:
        inside = [drawn[ward] for ward in ground.wards[district] if ward in drawn]
        if len(inside) < len(ground.wards[district]) or not inside:
            bare.append(district)
        if inside:
            outlines[district] = dissolve(inside)
    given = [district for district in bare if district in ground.shapes]
    outlines |= zip(given, simplify([ground.shapes[district] for district in given]), strict=True)
    if outlines:
        schematic = schematic or not ground.schematic.isdisjoint(given)
        yield _Drawing("geographic", "district", scope, outlines, _label_points(outlines), schematic)


def _hexagons(ground: Ground, scope: str, districts: Sequence[str]) -> Iterator[_Drawing]:
    """A cell a ward and the outlines of districts; a cell a district where there are too many wards."""
    centres = {district: ground.hexagon_centres(district) for district in districts}
    placed = {district: found for district, found in centres.items() if found}
    if not placed:
        return
    if sum(map(len, placed.values())) > MOST_WARDS:
        layout = _lay_out({district: _middle(found) for district, found in placed.items()})
        yield _Drawing("hexagon", "district", scope, *_cells(layout), schematic=False)
        return
    points = {ward: point for found in placed.values() for ward, point in found.items()}
    if len(placed) > 1:
        district_of = {ward: district for district, found in placed.items() for ward in found}
        layout = _lay_out(points, districts=[district_of[ward] for ward in points])
    else:
        layout = _lay_out(points)
    yield _Drawing("hexagon", "ward", scope, *_cells(layout), schematic=False)
    outlines = {district: layout.outline(list(found)) for district, found in placed.items()}
    labels = {district: layout.middle(list(found)) for district, found in placed.items()}
    yield _Drawing("hexagon", "district", scope, outlines, labels, schematic=False)


def _lay_out(points: Mapping[str, Point], *, districts: Sequence[str] | None = None) -> HexLayout:
    longitude, latitude = zip(*points.values(), strict=True)
    if districts is None:
        return lay_out_district(list(points), longitude=longitude, latitude=latitude)
    return lay_out_county(list(points), longitude=longitude, latitude=latitude, districts=districts)


def _cells(layout: HexLayout) -> tuple[dict[str, Shape], dict[str, Point]]:
    codes = sorted(layout.cells)
    return {code: layout.polygon(code) for code in codes}, {code: layout.centre(code) for code in codes}


def _middle(points: Mapping[str, Point]) -> Point:
    longitude, latitude = np.mean(list(points.values()), axis=0).tolist()
    return longitude, latitude


def _label_points(shapes: Mapping[str, Shape]) -> dict[str, Point]:
    return {code: label_point(shape) for code, shape in shapes.items()}


def _write(drawing: _Drawing, *, names: Mapping[str, str], folder: Path) -> str:
    """Write the layer as `<digest>.json` unless it is there; gives the digest, of the content."""
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": names[code]},
            "geometry": to_geometry(drawing.shapes[code]),
        }
        for code in sorted(drawing.shapes)
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    )
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()[:20]
    path = folder / f"{digest}.json"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return digest
