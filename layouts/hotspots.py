"""The Hotspots page: where it is high, what clusters, and what other parts of the page add.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`hotspots`  as of `wards` (layouts/overview.py), with
            `edged`    [(colour, words), ...] what is edged on the map
            `marked`   {ward code: words} what stands under a name in the list
`clusters`  `groups`   [{"heading", "wards": [{"code", "name", "course", "reason"}, ...], "rest": words}, ...]
            `none`     words for where there is none, or ""
`highest`   as of `wards`, with
            `pair`     [{"head", "code", "name", "value", "lines": [words, ...]}, ...] by count, by rate
            `caution`  of which of them a rate does not say a risk, or ""
`concentration` `words` sentences
`month-maps` `legend`  as of `wards`
            `maps`     what assets/months.js draws: {"layer", "colours", "codes", "focus", "maps": [{"key":
                       month or "", "label", "words", "said", "steps": a digit an area, "chosen"}, ...]}
`ward-months` `legend` as of `wards`; `note` words under it, or ""
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.area_map import MapParts, build_map
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment
from layouts.overview import build_ward_table
from layouts.ward_panel import build_ward_section

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
    return build_card(view="hotspots", width="wide", link=True, body=[body])


def build_cluster_card() -> html.Section:
    """New, continuing and fading wards, each with its reason."""
    box = build_fragment(
        html.Div,
        name=ids.CLUSTER_LIST,
        className="cluster-list",
        tabIndex="0",
        role="region",
        **{"aria-labelledby": ids.title("clusters")},
    )
    return build_card(view="clusters", width="", picture=False, body=[box])


def build_highest_card() -> html.Section:
    """The first by count and by rate, the highest and what rose most, with their places."""
    box = build_fragment(html.Div, name=ids.HIGHEST, className="highest")
    return build_card(view="highest", width="full", picture=False, body=[box])


def build_concentration_card() -> html.Section:
    """How few wards hold half."""
    words = build_fragment(html.Div, name=ids.CONCENTRATION, className="concentration")
    return build_card(
        view="concentration", width="", link=True, body=[words, build_graph(view="concentration")]
    )


def build_beside_map() -> html.Div:
    """What stands beside the map."""
    return html.Div([build_concentration_card(), build_cluster_card()], className="narrow column")


def build_month_maps_card() -> html.Section:
    """A small map a month: assets/months.js draws them."""
    legend = build_fragment(
        html.Ul, name=ids.MONTH_LEGEND, className="legend across", **{"aria-label": "Key"}
    )
    maps = html.Div(
        id=ids.MONTH_MAPS, className="month-maps", role="group", **{"data-maps": "", "aria-label": "Months"}
    )
    return build_card(view="month-maps", width="full", link=True, body=[legend, maps])


def build_ward_months_card() -> html.Section:
    """Wards by month as a heat map."""
    legend = build_fragment(html.Ul, name=ids.GRID_LEGEND, className="legend across", **{"aria-label": "Key"})
    note = build_fragment(html.P, name=ids.GRID_NOTE, className="hint")
    return build_card(
        view="ward-months", width="full", link=True, body=[legend, build_graph(view="ward-months"), note]
    )


# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (
    build_map_card,
    build_beside_map,
    build_ward_section,
    build_highest_card,
    build_month_maps_card,
    build_ward_months_card,
)


def build_cluster_list(extra: Mapping[str, Any]) -> list[Component]:
    """The wards of the page's area with their reasons, then the county's others by name."""
    parts: list[Component] = [html.P(extra["none"])] if extra["none"] else []
    for group in extra["groups"]:
        parts.append(html.H3(group["heading"], className="small-head"))
        if group["wards"]:
            parts.append(html.Ul([_cluster(ward) for ward in group["wards"]]))
        if group["rest"]:
            parts.append(html.P(group["rest"], className="hint"))
    return parts


def _cluster(ward: Mapping[str, str]) -> html.Li:
    course = ward["course"]
    return html.Li(
        [
            _ward_button(ward["code"], ward["name"], key="ward"),
            html.Span(course, className=f"course course-{course}"),
            html.Span(ward["reason"], className="reason"),
        ]
    )


def _ward_button(code: str, name: str, *, key: str) -> html.Button:
    return html.Button(
        name,
        type="button",
        className="action",
        **{"data-set": key, "data-value": code, "data-ward": code},
    )


def build_highest(extra: Mapping[str, Any]) -> list[Component]:
    """By count and by rate side by side, a caution, then the two short lists."""
    pair = [
        html.Div(
            [
                html.H3(one["head"]),
                html.P(_ward_button(one["code"], one["name"], key=extra["key"]), className="pair-name"),
                html.P(one["value"], className="pair-value"),
                *[html.P(line, className="hint") for line in one["lines"]],
            ]
        )
        for one in extra["pair"]
    ]
    caution = [html.P(extra["caution"], className="caution")] if extra["caution"] else []
    return [
        html.Div([html.Div(pair, className="pair"), *caution]),
        html.Div(build_ward_table(extra), className="ward-table"),
    ]


def build_concentration(words: Sequence[str]) -> list[html.P]:
    """The sentence, and what the dotted line is."""
    return [html.P(sentence, className="hint" if place else None) for place, sentence in enumerate(words)]


def build_hotspots() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Hotspots", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]
