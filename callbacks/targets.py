"""Targets: one callback reads the address, asks for the page's views and sets what is mounted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from callbacks.sight import Sight
from callbacks.wiring import fill_views, outputs_of, wire
from dashboard.reference import Reference
from dashboard.views.view import View
from layouts import ids
from layouts.card import BLANK
from layouts.markup import to_html
from layouts.multiples import build_multiples
from layouts.trajectory import build_about

Fill = Callable[[View], list[Any]]


def _scorecard(view: View) -> list[Any]:
    return [view.extra.get("rows", [])]


def _trajectory(view: View) -> list[Any]:
    about = view.extra.get("about")
    return [view.figure or BLANK, view.alt or "No indicator is open", to_html(build_about(about))]


def _multiples(view: View) -> list[Any]:
    return [to_html(build_multiples(view.extra.get("multiples", [])))]


# What each view fills beside its card's words. The lists and `outputs` go together, in order.
FILLS: Mapping[str, tuple[Fill, list[Output]]] = {
    "scorecard": (_scorecard, [Output(ids.SCORECARD, "rowData")]),
    "trajectory": (
        _trajectory,
        [
            Output(ids.graph("trajectory"), "figure"),
            Output(ids.picture("trajectory"), "aria-label"),
            Output(ids.TRAJECTORY, "data-html"),
        ],
    ),
    "multiples": (_multiples, [Output(ids.MULTIPLES, "data-html")]),
}


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address, in the order of `OUTPUTS`."""
    return fill_views(FILLS, reference, search)


OUTPUTS = outputs_of(FILLS)


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
    app.clientside_callback(ClientsideFunction("csp", "scorecard"), Input(ids.SCORECARD, "rowData"))
