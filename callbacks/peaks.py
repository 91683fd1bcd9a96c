"""Peaks: one callback reads the address, asks for the page's own views and sets what is mounted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import fill_views, outputs_of, wire
from dashboard.reference import Reference
from dashboard.views.view import View
from layouts import ids
from layouts.card import BLANK
from layouts.markup import to_html
from layouts.peaks import build_signals, build_words, build_year_grid, build_year_words

Fill = Callable[[View], list[Any]]


def _years(view: View) -> list[Any]:
    if view.empty:
        return [BLANK, view.title, "", ""]
    extra = view.extra
    return [
        view.figure or BLANK,
        view.alt,
        to_html(build_year_grid(extra["grid"])),
        to_html(build_year_words(extra)),
    ]


def _ahead(view: View) -> list[Any]:
    words = "" if view.empty else to_html(build_words(view.extra["sentences"]))
    return [view.figure or BLANK, view.alt or view.title, words]


def _control(view: View) -> list[Any]:
    words = to_html(build_signals(view.extra)) if not view.empty else ""
    return [view.figure or BLANK, view.alt or view.title, words]


# What each view fills beside its card's words. The lists and `outputs` go together, in order.
FILLS: Mapping[str, tuple[Fill, list[Output]]] = {
    "years": (
        _years,
        [
            Output(ids.graph("years"), "figure"),
            Output(ids.picture("years"), "aria-label"),
            Output(ids.YEAR_GRID, "data-html"),
            Output(ids.YEAR_WORDS, "data-html"),
        ],
    ),
    "control": (
        _control,
        [
            Output(ids.graph("control"), "figure"),
            Output(ids.picture("control"), "aria-label"),
            Output(ids.SIGNALS, "data-html"),
        ],
    ),
    "ahead": (
        _ahead,
        [
            Output(ids.graph("ahead"), "figure"),
            Output(ids.picture("ahead"), "aria-label"),
            Output(ids.AHEAD, "data-html"),
        ],
    ),
}


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address, in the order of `OUTPUTS`."""
    return fill_views(FILLS, reference, search)


OUTPUTS = outputs_of(FILLS)


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
