"""Clusters of high wards on a ward map: an edge around each, over its fill, which stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.figures.colours import CLUSTER
from dashboard.figures.ward_map import build_lines

# The widths of rim and edge in pixels. Where an area is small they would cover its colour.
_FEW: Final = 6.5, 3.2
_MANY: Final = 4.0, 2.0
_MANY_SHAPES: Final = 2.6, 1.5
_MOST: Final = 60


def mark_clusters(
    figure: Mapping[str, Any], *, codes: Sequence[str], words: Mapping[str, str]
) -> dict[str, Any]:
    """A map of `build_ward_map` with the areas `codes` edged, and `words` by code added where one points.

    A pale rim under the edge keeps it apart from dark fills. Two traces more than the plain map, which lie
    under the selected area and the labels; without codes they are empty, so that a switch changes paths only.
    """
    areas, outlines, *above = figure["data"]
    url = areas["geojson"]
    rim, edge = _FEW
    if len(areas["locations"]) > _MOST:
        # Of hexagons each has as much room; on real boundaries town wards have hardly any.
        flat = figure["layout"]["geo"]["projection"]["type"] == "equirectangular"
        rim, edge = _MANY if flat else _MANY_SHAPES
    texts = [
        f"{text}<br>{words[code]}" if code in words else text
        for code, text in zip(areas["locations"], areas["text"], strict=True)
    ]
    return {
        **figure,
        "data": [
            {**areas, "text": texts},
            outlines,
            build_lines(url, codes, colour="#FFFFFF", width=rim),
            build_lines(url, codes, colour=CLUSTER, width=edge),
            *above,
        ],
    }
