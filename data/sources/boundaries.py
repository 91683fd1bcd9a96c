"""Ward, district and LSOA boundaries: any vintage, any common format, whatever their columns are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from data.errors import UnreadableFileError
from data.sources.area_csv import read_sidecar, sidecar_words, vintage_of
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from geo.codes import CodeColumn, find_code_columns, level_of_code

if TYPE_CHECKING:
    # The geometry libraries take a second to import: no build waits for them that has no boundaries.
    import shapely

    from data.sources.boundary_layers import Layer

KIND = "boundary"
HEADER: tuple[str, ...] = ()
COLUMNS = ("code", "name", "level", "vintage", "parent", "parent_name", "schematic", "geometry")
_HEAD_BYTES: Final = 4096
_LEVELS: Final = ("lsoa", "ward", "district")
_JSON: Final = (".geojson", ".topojson", ".json")
# The formats that their first bytes tell: SQLite with the application id of a GeoPackage, and a shapefile.
_SQLITE: Final = b"SQLite format 3\x00"
_GEOPACKAGE: Final = (b"GPKG", b"GP10", b"GP11")
_APPLICATION: Final = slice(68, 72)
_SYSTEMS: Final = {4326: "degrees (WGS84)", 27700: "British National Grid"}
_SHAPEFILE: Final = b"\x00\x00\x27\x0a"


@dataclass(frozen=True)
class _Subject:
    """What a layer is about: its code column, the column of the areas these lie in, their year."""

    layer: Layer
    code: CodeColumn
    parent: CodeColumn | None
    vintage: int | None


def matches(file: InputFile) -> Match | None:
    """GeoJSON, TopoJSON, a GeoPackage or a shapefile, by its first bytes."""
    form = _form(file)
    return Match(file, KIND, {"form": form}) if form else None


def _form(file: InputFile) -> str | None:
    with file.path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
        if head.startswith(_SQLITE) and head[_APPLICATION] in _GEOPACKAGE:
            return "geopackage"
        if head.startswith(_SHAPEFILE) and file.path.suffix.lower() == ".shp":
            return "shapefile"
        if file.path.suffix.lower() not in _JSON:
            return None
        if b'"FeatureCollection"' in head:
            return "geojson"
        # Some programs write what it is at the end.
        stream.seek(max(0, file.path.stat().st_size - _HEAD_BYTES))
        return "topojson" if b'"Topology"' in head + stream.read(_HEAD_BYTES) else None


def load(match: Match) -> Loaded:
    """One row a feature, in the columns of `COLUMNS`; geometry is WKB in degrees.

    A feature without a proper code or an area is set aside, and so is one with an earlier one's code; all
    of a layer's are where neither column, file name nor sidecar tells the year. A layer without codes among
    others that have them is named and left. Raises UnreadableFileError when the file is not whole, has no
    column of ward, district or LSOA codes, or is not in the coordinates it declares.
    """
    from data.sources.boundary_layers import read_layers

    file = match.file
    layers = read_layers(file, form=match.details["form"])
    found = [_subject(layer, file=file) for layer in layers]
    subjects = [subject for subject in found if subject is not None]
    if not subjects:
        raise UnreadableFileError(
            "no column holds ward, district or LSOA codes.",
            file=file.name,
            remedy="add the official codes (E05…, E07…, E01…) to the layer's columns.",
        )
    frames, aside, understood = [], [], []
    for subject in subjects:
        rows, lost, system = _features(subject, file=file)
        if system is not None:
            understood.append(_understood(subject, system=system))
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        frames.append(frame.assign(vintage=subject.vintage, schematic=subject.layer.schematic))
        aside += lost
    aside += [_without_codes(layer) for layer, subject in zip(layers, found, strict=True) if subject is None]
    every = [frame for frame in frames if len(frame)]
    return Loaded(
        part_kind=KIND,
        source=KIND,
        scope=file.sha256[:16],
        frame=pd.concat(every, ignore_index=True) if every else pd.DataFrame(columns=list(COLUMNS)),
        rows_read=sum(len(subject.layer.shapes) for subject in subjects),
        set_aside=tuple(aside),
        understood=tuple(understood),
    )


def _understood(subject: _Subject, *, system: int) -> str:
    """'Wards of 2025: codes in WD25CD, names in WD25NM; British National Grid, by its coordinates.'"""
    layer, above = subject.layer, subject.parent
    columns = [
        ("codes", subject.code.column),
        ("names", subject.code.name),
        ("districts", above and above.column),
    ]
    parts = ", ".join(f"{what} in {column}" for what, column in columns if column)
    said = "as declared" if layer.declared else "by its coordinates, since it declares none"
    level = "LSOA" if subject.code.level == "lsoa" else subject.code.level
    words = f"{level}s of {subject.vintage}: {parts}; {_SYSTEMS[system]}, {said}."
    return f"Layer {layer.name!r}: {words}" if layer.name else words[0].upper() + words[1:]


def _subject(layer: Layer, *, file: InputFile) -> _Subject | None:
    columns = find_code_columns(layer.columns)
    code = next((column for column in columns if column.level in _LEVELS), None)
    if code is None:
        return None
    parent = next((c for c in columns if code.level != "district" and c.level == "district"), None)
    return _Subject(
        layer=layer,
        code=code,
        parent=parent,
        vintage=vintage_of(code, file=file, sidecar=read_sidecar(file)),
    )


def _without_codes(layer: Layer) -> SetAside:
    return SetAside(
        row=None,
        column=layer.name or None,
        reason=f"the layer {layer.name!r} has no column of ward, district or LSOA codes",
        remedy="nothing to do, unless it holds areas: then add their official codes.",
    )


def _features(
    subject: _Subject, *, file: InputFile
) -> tuple[list[dict[str, Any]], list[SetAside], int | None]:
    """The rows of a layer, what is set aside of it, and its coordinate system (None: not looked at).

    What is set aside names the layer in a file of several.
    """
    from geo.boundaries import to_degrees

    layer = subject.layer
    if subject.vintage is None:
        remedy = f"write `vintage: YEAR` into {sidecar_words(file)}."
        reason = f"the year of the {subject.code.level}s is not known"
        system, rows = None, list[dict[str, Any]]()
        aside = [
            SetAside(number, subject.code.column, reason, remedy, _own_text(layer, number))
            for number in range(1, len(layer.shapes) + 1)
        ]
    else:
        system = _system(layer, file=file)
        rows, aside = _rows(subject, to_degrees(layer.shapes, system=system))
    named = [replace(item, column=f"{layer.name}: {item.column}") for item in aside] if layer.name else aside
    return rows, named, system


def _system(layer: Layer, *, file: InputFile) -> int:
    import shapely

    from geo.boundaries import CoordinateError, coordinate_system

    drawn = [item for item in layer.shapes if item is not None]
    where = f"the layer {layer.name!r}: " if layer.name else ""
    if not drawn:
        raise UnreadableFileError(
            f"{where}none of its features has a polygon.", file=file.name, remedy="export the polygon layer."
        )
    try:
        return coordinate_system(tuple(shapely.total_bounds(drawn)), declared=layer.declared)
    except CoordinateError as error:
        raise UnreadableFileError(f"{where}{error.message}", file=file.name, remedy=error.remedy) from error


def _rows(
    subject: _Subject, shapes: Sequence[shapely.Geometry | None]
) -> tuple[list[dict[str, Any]], list[SetAside]]:
    columns = subject.layer.columns
    rows: dict[str, dict[str, Any]] = {}
    aside: list[SetAside] = []
    for number, drawn in enumerate(shapes, start=1):
        properties = {header: texts[number - 1].strip() for header, texts in columns.items()}
        row = _row(properties, drawn, subject=subject, number=number)
        if isinstance(row, SetAside):
            aside.append(row)
        elif row["code"] in rows:
            reason, remedy = "an earlier feature has this code", "dissolve the layer by its code column."
            aside.append(SetAside(number, subject.code.column, reason, remedy, row["code"]))
        else:
            rows[row["code"]] = row
    return list(rows.values()), aside


def _own_text(layer: Layer, number: int) -> str:
    """What a feature says of itself, counted from 1, without what it leaves empty."""
    said = {header: texts[number - 1].strip() for header, texts in layer.columns.items()}
    return str({header: text for header, text in said.items() if text})[:200]


def _row(
    properties: Mapping[str, str], drawn: shapely.Geometry | None, *, subject: _Subject, number: int
) -> dict[str, Any] | SetAside:
    from geo.boundaries import repair

    code, above = properties[subject.code.column], subject.parent
    if level_of_code(code) != subject.code.level:
        reason = f"{code!r} is no {subject.code.level} code" if code else "the feature has no code"
        text = _own_text(subject.layer, number)
        return SetAside(number, subject.code.column, reason, "fill in its official code.", text)
    whole = repair(drawn) if drawn is not None else None
    if whole is None:
        return SetAside(
            number, "geometry", "the feature has no area", "export the layer again with its polygons.", code
        )
    return {
        "code": code,
        "name": (properties[subject.code.name] if subject.code.name else "") or code,
        "level": subject.code.level,
        "parent": (properties[above.column] or None) if above else None,
        "parent_name": (properties[above.name] or None) if above and above.name else None,
        "geometry": whole.wkb,
    }
