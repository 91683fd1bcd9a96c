"""How a page is wired: a callback that reads the address, and one that puts words that come as HTML in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from layouts import ids
from layouts.area_map import MapParts
from layouts.card import card_words


def card_outputs(view: str) -> list[Output]:
    """What `card_words` fills of a view's card: its words and its basis."""
    return [Output(part(view), "children") for part in (ids.words, ids.basis)]


def outputs_of(fills: Mapping[str, tuple[Callable[..., list[Any]], list[Output]]]) -> list[Output]:
    """The outputs of a page's views in their order: the words of each card, then the rest."""
    return [output for name, (_, outputs) in fills.items() for output in [*card_outputs(name), *outputs]]


def fill_views(
    fills: Mapping[str, tuple[Callable[[View], list[Any]], list[Output]]], reference: Reference, search: str
) -> list[Any]:
    """Every output of a page's views for an address, in the order of `outputs_of`."""
    selection = parse(search, vocabulary_of(reference)).selection
    parts: list[Any] = []
    for name, (body, _) in fills.items():
        view = build_view(name, reference, selection)
        parts += [*card_words(view), *body(view)]
    return parts


def map_outputs(parts: MapParts, *, view: str) -> list[Output]:
    """What `map_values` fills of a view's map."""
    words = (parts.forms, parts.shows, parts.legend, parts.panel)
    return [
        Output(ids.graph(view), "figure"),
        Output(ids.picture(view), "aria-label"),
        *[Output(name, "data-html") for name in words],
        Output(parts.listed, "data-rows"),
    ]


def wire_list(app: Dash, parts: MapParts, *, view: str) -> None:
    """Keep a map's list of wards in step with the map."""
    app.clientside_callback(
        ClientsideFunction("csp", "list"),
        Input(ids.graph(view), "figure"),
        Input(parts.listed, "data-rows"),
    )


def wire(app: Dash, outputs: Sequence[Output], *, fill: Callable[[str], list[Any]]) -> None:
    """Draw once for an address: `fill` gives every one of `outputs` for a query string."""

    @app.callback(list(outputs), Input(ids.URL, "search"))
    def show(search: str | None) -> list[Any]:
        """Every output for an address."""
        return fill(search or "")

    wire_words(app, outputs)


def wire_words(app: Dash, outputs: Sequence[Output]) -> None:
    """Put those of the outputs that are HTML into the page."""
    words = [output for output in outputs if output.component_property == "data-html"]
    app.clientside_callback(
        ClientsideFunction("csp", "fill"), [Input(item.component_id, "data-html") for item in words]
    )
