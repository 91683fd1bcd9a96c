"""Hotspots: one callback reads the address, asks for the page's views and sets what is mounted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash, Output, no_update

from callbacks.sight import Sight
from callbacks.wiring import map_outputs, outputs_of, wire
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from layouts import hotspots, ids
from layouts.area_map import build_legend, build_switch, map_values
from layouts.card import BLANK, card_words
from layouts.markup import to_html

Fill = Callable[[View, Selection], list[Any]]


def _map(view: View, selection: Selection) -> list[Any]:
    switch = build_switch("clusters", hotspots.CLUSTERS, selection.clusters or "")
    return [*map_values(view, selection), to_html(switch)]


def _clusters(view: View, _: Selection) -> list[Any]:
    return [to_html(hotspots.build_cluster_list(view.extra))]


def _highest(view: View, _: Selection) -> list[Any]:
    return [to_html(hotspots.build_highest(view.extra))]


def _concentration(view: View, _: Selection) -> list[Any]:
    return [to_html(hotspots.build_concentration(view.extra["words"])), view.figure or BLANK, view.alt]


def _month_maps(view: View, _: Selection) -> list[Any]:
    maps = json.dumps(view.extra["maps"], separators=(",", ":"), ensure_ascii=False)
    return [to_html(build_legend(view.extra["legend"])), maps, view.alt]


def _ward_months(view: View, _: Selection) -> list[Any]:
    figure = view.figure or BLANK
    height = {"height": f"{figure['layout']['height']}px"} if view.figure else {}
    return [to_html(build_legend(view.extra["legend"])), figure, view.alt, height, view.extra["note"]]


# What each view fills beside its card's words. The lists and `outputs` go together, in order.
FILLS: Mapping[str, tuple[Fill, list[Output]]] = {
    "hotspots": (
        _map,
        [*map_outputs(hotspots.MAP, view="hotspots"), Output(ids.CLUSTER_SWITCH, "data-html")],
    ),
    "clusters": (_clusters, [Output(ids.CLUSTER_LIST, "data-html")]),
    "highest": (_highest, [Output(ids.HIGHEST, "data-html")]),
    "concentration": (
        _concentration,
        [
            Output(ids.CONCENTRATION, "data-html"),
            Output(ids.graph("concentration"), "figure"),
            Output(ids.picture("concentration"), "aria-label"),
        ],
    ),
    "month-maps": (
        _month_maps,
        [
            Output(ids.MONTH_LEGEND, "data-html"),
            Output(ids.MONTH_MAPS, "data-maps"),
            Output(ids.MONTH_MAPS, "aria-label"),
        ],
    ),
    "ward-months": (
        _ward_months,
        [
            Output(ids.GRID_LEGEND, "data-html"),
            Output(ids.graph("ward-months"), "figure"),
            Output(ids.picture("ward-months"), "aria-label"),
            Output(ids.picture("ward-months"), "style"),
            Output(ids.GRID_NOTE, "data-html"),
        ],
    ),
}


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address, in the order of `OUTPUTS`; a view that is empty leaves its
    body as it is."""
    selection = parse(search, vocabulary_of(reference)).selection
    said = ask(reference, selection).described()["caveats"]
    parts: list[Any] = []
    for name, (body, outputs) in FILLS.items():
        view = build_view(name, reference, selection)
        rest = [no_update] * len(outputs) if view.empty else body(view, selection)
        parts += [*card_words(view, said=said), *rest]
    return parts


OUTPUTS = outputs_of(FILLS)


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
