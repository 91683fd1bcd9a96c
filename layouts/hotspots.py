"""The Hotspots page: where it is high, what clusters, and what other parts of the page add.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`hotspots`  as of `wards` (layouts/overview.py)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.area_map import MapParts, build_map
from layouts.card import build_card
from layouts.markup import build_fragment

MAP: Final = MapParts(
    forms=ids.HOTSPOT_FORMS,
    shows=ids.HOTSPOT_SHOWS,
    legend=ids.HOTSPOT_LEGEND,
    panel=ids.HOTSPOT_PANEL,
    listed=ids.HOTSPOT_LIST,
)
CLUSTERS: Final = (("", "Without clusters"), ("on", "Clusters"))


def build_map_card() -> html.Section:
    """The map, with a switch for clusters."""
    switch = build_fragment(
        html.Div,
        name=ids.CLUSTER_SWITCH,
        className="switch",
        **{"role": "group", "aria-label": "Clusters of high wards"},
    )
    body = build_map(MAP, view="hotspots", more=[switch])
    return build_card(view="hotspots", width="full", link=True, body=[body])


# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (build_map_card,)


def build_hotspots() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Hotspots", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]
