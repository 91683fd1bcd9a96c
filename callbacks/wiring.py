"""How a page is wired: a callback that reads the address, and one that puts words that come as HTML in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from layouts import ids
from layouts.area_map import MapParts


def card_outputs(view: str) -> list[Output]:
    """What `card_words` fills of a view's card: its words and its basis."""
    return [Output(part(view), "children") for part in (ids.words, ids.basis)]


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
