"""The layers of a boundary file, whatever its format: GeoJSON, TopoJSON, GeoPackage or shapefile."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely.geometry import shape

from data.errors import UnreadableFileError
from data.sources.kinds import InputFile
from data.sources.shapefile import missing_companion, text_encoding

if TYPE_CHECKING:
    import geopandas as gpd

# A name without a value is how the library stumbles over a .prj that it does not understand.
_GDAL_ERRORS: Final = (ValueError, RuntimeError, NameError)
_AGAIN: Final = "download or export the layer again."


@dataclass(frozen=True)
class Layer:
    """Features in the order of the file. `columns`: header to text, '' where there is none.

    `shapes`: polygons as written, None where there are none that can be drawn. `declared`: the EPSG code the
    file gives. `name` is empty in a format of one layer.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    shapes: Sequence[shapely.Geometry | None]
    declared: int | None
    schematic: bool = False


def read_layers(file: InputFile, *, form: str) -> list[Layer]:
    """Every layer of a file of the form 'geojson', 'topojson', 'geopackage' or 'shapefile'.

    Raises UnreadableFileError when it is not whole, holds no features, or lacks a file that belongs to it.
    """
    if form == "geojson":
        return [_geojson(file)]
    if form == "shapefile" and (missing := missing_companion(file.path)):
        raise UnreadableFileError(
            f"the file {file.path.stem}{missing} that belongs to this shapefile is not beside it.",
            file=file.name,
            remedy="give all files of the shapefile (.shp, .shx, .dbf, .prj) together, best in one zip.",
        )
    return _through_gdal(file, form=form)


def _geojson(file: InputFile) -> Layer:
    content = _content(file)
    features: list[Mapping[str, Any]] = content["features"]
    properties = [_properties(feature) for feature in features]
    headers = {key: None for each in properties for key in each}
    return Layer(
        name="",
        columns={header: [_text(each.get(header)) for each in properties] for header in headers},
        shapes=[_shape(feature) for feature in features],
        declared=_declared(content),
        schematic=content.get("schematic") is True,
    )


def _content(file: InputFile) -> dict[str, Any]:
    try:
        # NaN is no JSON, yet some programs write it: as None it makes no corner, so its feature is set aside.
        content = json.loads(file.path.read_text(encoding="utf-8-sig"), parse_constant=lambda _: None)
    except (ValueError, OSError, RecursionError) as error:
        raise UnreadableFileError(f"it is not whole JSON: {error}.", file=file.name, remedy=_AGAIN) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(f, dict) for f in features):
        raise UnreadableFileError(
            "it holds no features.", file=file.name, remedy="export the layer again as GeoJSON."
        )
    return dict(content)


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _shape(feature: Mapping[str, Any]) -> shapely.Geometry | None:
    try:
        return _drawable(shape(feature["geometry"]))
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        return None


def _drawable(drawn: shapely.Geometry | None) -> shapely.Geometry | None:
    """Polygons in the plane; None where there are none, or a corner is nowhere."""
    if drawn is None or drawn.geom_type not in ("Polygon", "MultiPolygon") or drawn.is_empty:
        return None
    flat = shapely.force_2d(drawn)
    return flat if all(abs(edge) < float("inf") for edge in flat.bounds) else None


def _declared(content: Mapping[str, Any]) -> int | None:
    """The EPSG code in the old `crs` member: CRS84 is WGS84 with longitude first, as GeoJSON always is."""
    text = json.dumps(content.get("crs") or "")
    if "CRS84" in text:
        return 4326
    found = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,6})", text)
    return int(found[1]) if found else None


def _through_gdal(file: InputFile, *, form: str) -> list[Layer]:
    # Half a second to import: not for a build without such a file.
    import pyogrio

    encoding = text_encoding(file.path) if form == "shapefile" else None
    try:
        with warnings.catch_warnings():
            # What GDAL warns of (rings the wrong way round, odd field types) is looked at below.
            warnings.simplefilter("ignore")
            names = [str(name) for name, kind in pyogrio.list_layers(file.path) if kind is not None]
            frames = {
                name: pyogrio.read_dataframe(
                    file.path, layer=name, encoding=encoding, force_2d=True, on_invalid="ignore"
                )
                for name in names
            }
    except (*_GDAL_ERRORS, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise UnreadableFileError(
            f"it is not a whole {form} ({_plain_words(error, file.path)}).", file=file.name, remedy=_AGAIN
        ) from error
    layers = [
        _from_frame(frame, name=name if len(frames) > 1 else "", form=form, path=file.path)
        for name, frame in frames.items()
        if len(frame)
    ]
    if not layers:
        raise UnreadableFileError("it holds no features.", file=file.name, remedy=_AGAIN)
    return layers


def _plain_words(error: Exception, path: Path) -> str:
    """What GDAL says of a file, without the place of a copy and without advice on drivers."""
    if isinstance(error, NameError):
        return "its coordinate system cannot be read"
    return str(error).partition(";")[0].replace(str(path), path.name).strip(" .")


def _from_frame(frame: gpd.GeoDataFrame, *, name: str, form: str, path: Path) -> Layer:
    fields = [str(column) for column in frame.columns if column != frame.geometry.name]
    # TopoJSON states no coordinate system; GDAL calls it WGS84 whatever the numbers are.
    system = None if form == "topojson" else frame.crs
    if form == "shapefile" and not _has_prj(path):
        system = None
    return Layer(
        name=name,
        columns={field: [_text(value) for value in frame[field]] for field in fields},
        shapes=[_drawable(drawn) for drawn in frame.geometry],
        # An ESRI .prj seldom carries the code; at this confidence its names and parameters find it.
        declared=system.to_epsg(min_confidence=25) if system is not None else None,
    )


def _has_prj(path: Path) -> bool:
    return any(path.with_suffix(suffix).is_file() for suffix in (".prj", ".PRJ"))


def _text(value: Any) -> str:
    # Half of a letter in two halves, which JSON can hold, is none: nothing could write it.
    return "" if value is None or value != value else str(value).encode("utf-8", "replace").decode()
