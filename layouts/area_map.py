"""The map of areas with its switches, key and list: a card's body on more than one page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboard.selection import Selection
from dashboard.views.view import View
from layouts.card import BLANK, build_graph
from layouts.markup import build_fragment, to_html

FORMS: Final = (("hex", "Hexagons"), ("geo", "Geographic"))
SHOWS: Final = (("count", "Count"), ("rate", "Rate"), ("change", "Change"))


@dataclass(frozen=True)
class MapParts:
    """The ids of what stands beside one page's map: two switches, the key, the words, the list."""

    forms: str
    shows: str
    legend: str
    panel: str
    listed: str


def build_map(parts: MapParts, *, view: str, more: Sequence[Component] = ()) -> html.Div:
    """The graph of a view, and beside it its switches (`more` below them), key, words and list of wards."""
    side = html.Div(
        [
            html.Div(build_switch("map", FORMS, "hex"), id=parts.forms, className="switch", **_group("Form")),
            build_fragment(html.Div, name=parts.shows, className="switch", **_group("Show")),
            *more,
            build_fragment(html.Ul, name=parts.legend, className="legend", **{"aria-label": "Key"}),
            build_fragment(html.Div, name=parts.panel, className="ward-panel", **{"aria-live": "polite"}),
            html.H3("Wards", className="small-head"),
            html.Ol(id=parts.listed, className="ward-list", **{"data-rows": ""}),
        ],
        className="map-side",
    )
    return html.Div([build_graph(view=view), side], className="map-row")


def map_values(view: View, selection: Selection) -> list[Any]:
    """What a view fills of its map, in the order figure, words for it, forms, shows, key, words, list."""
    extra = view.extra
    return [
        view.figure or BLANK,
        view.alt,
        to_html(build_switch("map", FORMS, selection.map)),
        to_html(build_switch("show", SHOWS, selection.show)),
        to_html(build_legend(extra["legend"], edged=extra.get("edged", []))),
        to_html(build_ward_panel(extra["focus"], key=extra["key"])),
        ward_rows(
            extra["list"],
            figure=view.figure,
            key=extra["key"],
            focus=selection.ward,
            marked=extra.get("marked", {}),
        ),
    ]


def _group(label: str) -> dict[str, str]:
    return {"role": "group", "aria-label": label}


def build_switch(key: str, choices: Sequence[tuple[str, str]], chosen: str) -> list[html.Button]:
    """Buttons that write one key of the address; the chosen one is pressed."""
    return [
        html.Button(
            label,
            type="button",
            **{"data-set": key, "data-value": value, "aria-pressed": str(value == chosen).lower()},
        )
        for value, label in choices
    ]


def build_legend(
    entries: Sequence[tuple[str, str]], *, edged: Sequence[tuple[str, str]] = ()
) -> list[html.Li]:
    """The classes of the map in words; `edged` are drawn as an edge, not as a fill."""
    fills = [
        html.Li([html.Span(className="swatch", style={"background": colour}), words])
        for colour, words in entries
    ]
    edges = [
        html.Li([html.Span(className="swatch swatch-edge", style={"border-color": colour}), words])
        for colour, words in edged
    ]
    return [*fills, *edges]


def ward_rows(
    rows: Sequence[Sequence[Any]],
    *,
    figure: Mapping[str, Any] | None,
    key: str,
    focus: str | None,
    marked: Mapping[str, str] | None = None,
) -> str:
    """The ward list for assets/map.js, which keeps a button a row: the keyboard's way into the map.

    As a component each it would be the largest part of a county's answer, and a pressed button would lose its
    focus whenever the list is drawn anew. With a map a row is [place of the ward in it, value as printed],
    since its codes travel there and its names with the layer; without one it is [code, name, value]. A value
    that the place's hover words begin with, as they do with a count, is left out: it is there already.
    `marked` are words by code that stand under a name.
    """
    if figure:
        areas = figure["data"][0]
        places = {code: place for place, code in enumerate(areas["locations"])}
        begun = {code: words.partition(" ")[0] for code, words in zip(places, areas["text"], strict=True)}
        rows = [(places[code],) if begun[code] == value else (places[code], value) for code, _, value in rows]
    said: dict[str, Any] = {"key": key, "focus": focus, "rows": rows}
    if marked:
        said["marked"] = dict(marked)
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def build_ward_panel(focus: Mapping[str, Any] | None, *, key: str) -> list[Component]:
    """What there is to say about the ward in focus."""
    if not focus and key == "area":
        return [html.P("Choose a district on the map or in the list to go into it.", className="hint")]
    if not focus:
        return [html.P("Choose a ward on the map or in the list to read its figures here.", className="hint")]
    return [html.H3(focus["name"]), *[html.P(line) for line in focus["lines"]]]
