"""Mutations of a layer in JSON: rings, codes and members that are not as they should be."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.fuzz.seeds import features

_RINGS: dict[str, Any] = {
    "NaN": [[0.5, 51], [float("nan"), 51.1], [0.6, 51.1], [0.5, 51]],
    "infinite": [[0.5, 51], [float("inf"), 51.1], [0.6, 51.1], [0.5, 51]],
    "empty": [],
    "two corners": [[0.5, 51], [0.6, 51.1]],
    "crossing": [[0.5, 51], [0.6, 51.1], [0.6, 51], [0.5, 51.1], [0.5, 51]],
    "open": [[0.5, 51], [0.6, 51], [0.6, 51.1], [0.5, 51.1]],
    "a line": [[0.5, 51], [0.6, 51.1], [0.5, 51], [0.6, 51.1], [0.5, 51]],
    "far": [[1e300, 1e300], [-1e300, 1e300], [0, -1e300], [1e300, 1e300]],
    "words": [["x", "y"], ["0.6", "51"], [0.6, 51.1], ["x", "y"]],
    "nested": [[[0.5, 51]], [0.6, 51], [0.6, 51.1]],
    "none": [None, [0.6, 51], [0.6, 51.1], None],
    "flags": [[True, False], [0.6, 51], [0.6, 51.1], [True, False]],
    "five numbers": [[0.5, 51, 1, 2, 3], [0.6, 51, 1, 2, 3], [0.6, 51.1, 1, 2, 3], [0.5, 51, 1, 2, 3]],
}
_GEOMETRIES: dict[str, Any] = {
    "null": None,
    "word": "POLYGON((0 0,1 1,1 0,0 0))",
    "list": [1, 2],
    "point": {"type": "Point", "coordinates": [0.5, 51]},
    "collection": {"type": "GeometryCollection", "geometries": []},
    "unknown": {"type": "Curve", "coordinates": []},
    "no type": {"coordinates": [[[0.5, 51], [0.6, 51], [0.6, 51.1], [0.5, 51]]]},
    "type a list": {"type": ["Polygon"], "coordinates": []},
    "empty": {"type": "Polygon", "coordinates": []},
    "deep": {"type": "Polygon", "coordinates": json.loads("[" * 400 + "]" * 400)},
}
_CODES: tuple[Any, ...] = (
    None,
    "",
    5,
    1.5,
    True,
    ["E05000001"],
    {"a": 1},
    "E05",
    "e05000001",
    " E05000001 ",
    "E05000002",
    "E07000001",
    "\ud800",
    "x" * 4000,
)
_CRS: tuple[Any, ...] = (
    None,
    "EPSG:4326",
    {"type": "name"},
    5,
    {"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
    {"properties": {"name": "EPSG:999999"}},
    [],
)


def spoil(content: bytes, draw: random.Random) -> tuple[str, bytes, int | None]:
    """(what was done, the layer, how many features it has or None)."""
    layer = json.loads(content)
    if "features" not in layer:
        return _topology(layer, draw)
    change = draw.choice(("ring", "geometry", "code", "properties", "features", "crs", "top", "hole"))
    found = layer["features"]
    for feature in draw.sample(found, draw.randint(1, len(found))):
        if change == "ring":
            feature["geometry"]["coordinates"] = [_RINGS[draw.choice(sorted(_RINGS))]]
        elif change == "hole":
            feature["geometry"]["coordinates"].append(_RINGS[draw.choice(sorted(_RINGS))])
        elif change == "geometry":
            feature["geometry"] = _GEOMETRIES[draw.choice(sorted(_GEOMETRIES))]
        elif change == "code":
            feature["properties"][draw.choice(("WD25CD", "WD25NM"))] = draw.choice(_CODES)
        elif change == "properties":
            feature["properties"] = draw.choice((None, [], 5, "x", {}, {"": 1}, {"WD25CD": "E05000001"}))
        elif change == "features":
            at = found.index(feature)
            found[at] = draw.choice((None, [], "x", {}, feature, {"type": "Feature"}))
            found.append(dict(feature))
    if change == "crs":
        layer["crs"] = draw.choice(_CRS)
    elif change == "top":
        layer["features"] = draw.choice((None, [], {}, 5, "x", [[]], found))
    spoilt = json.dumps(layer).encode("utf-8", "surrogatepass")
    return change, spoilt, features(spoilt)


def _topology(layer: dict[str, Any], draw: random.Random) -> tuple[str, bytes, None]:
    change = draw.choice(("arcs", "objects", "transform", "index", "properties"))
    name = next(iter(layer["objects"]))
    if change == "arcs":
        layer["arcs"][draw.randrange(len(layer["arcs"]))] = _RINGS[draw.choice(sorted(_RINGS))]
    elif change == "objects":
        layer["objects"] = draw.choice(
            (None, [], {}, {"x": None}, {"x": {"type": "Polygon"}}, {name: {"type": "GeometryCollection"}})
        )
    elif change == "transform":
        layer["transform"] = draw.choice(
            ({"scale": [0, 0], "translate": [0, 0]}, {"scale": ["a"], "translate": []}, 5)
        )
    else:
        shape = draw.choice(layer["objects"][name]["geometries"])
        if change == "index":
            shape["arcs"] = draw.choice(
                ([[[99999]]], [[[-99999]]], [[[]]], [], None, [[["x"]]], [[[0, 0, 0]]])
            )
        else:
            shape["properties"] = draw.choice((None, 5, {}, {"WD25CD": 5}, {"WD25CD": "E05000001"}))
    return change, json.dumps(layer).encode(), None
