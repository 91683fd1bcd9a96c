"""The ward's panel on the Hotspots page: its heading and four cards, from the address alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash, Output, no_update

from callbacks.sight import Sight
from callbacks.wiring import outputs_of, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from layouts import ids
from layouts.card import card_words
from layouts.markup import to_html
from layouts.ward_panel import build_head, build_mix, build_places, build_standing, build_ward_signals

Fill = Callable[[View], list[Any]]


def _months(view: View) -> list[Any]:
    return [view.figure, view.alt, to_html(build_ward_signals(view.extra))]


def _places(view: View) -> list[Any]:
    return [to_html(build_places(view.extra))]


def _standing(view: View) -> list[Any]:
    return [to_html(build_standing(view.extra))]


def _mix(view: View) -> list[Any]:
    return [to_html(build_mix(view.extra))]


# What each view fills beside its card's words. The lists and `outputs` go together, in order.
FILLS: Mapping[str, tuple[Fill, list[Output]]] = {
    "ward": (
        _months,
        [
            Output(ids.graph("ward"), "figure"),
            Output(ids.picture("ward"), "aria-label"),
            Output(ids.WARD_SIGNALS, "data-html"),
        ],
    ),
    "ward-places": (_places, [Output(ids.WARD_PLACES, "data-html")]),
    "ward-standing": (_standing, [Output(ids.WARD_STANDING, "data-html")]),
    "ward-mix": (_mix, [Output(ids.WARD_MIX, "data-html")]),
}
OUTPUTS = [
    Output(ids.WARD_HEAD, "data-html"),
    *outputs_of(FILLS),
]


def build_panel(reference: Reference, search: str) -> list[Any]:
    """Every output of the panel for an address, in the order of `OUTPUTS`.

    Without a ward only the heading is filled: the cards are not there to be seen.
    """
    selection = parse(search, vocabulary_of(reference)).selection
    views = [build_view(name, reference, selection) for name in FILLS]
    # A view that failed has nothing beside its words.
    head = views[0].extra.get("head")
    parts: list[Any] = [to_html(build_head(head)) if head else no_update]
    for view in views:
        body, outputs = FILLS[view.name]
        rest = [no_update] * len(outputs) if view.empty else body(view)
        words = card_words(view) if selection.ward else [no_update] * 2
        parts += [*words, *rest]
    return parts


def register(app: Dash, sight: Sight) -> None:
    """Wire the panel."""
    wire(app, sight, OUTPUTS, fill=build_panel)
