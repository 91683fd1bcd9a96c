"""Compare: one callback reads the address, asks for the matrix and fills its card."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import ids
from layouts.card import card_words
from layouts.markup import to_html
from layouts.matrix import build_matrix, build_shows


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address, in the order of `OUTPUTS`."""
    selection = parse(search, vocabulary_of(reference)).selection
    view = build_view("matrix", reference, selection)
    said = ask(reference, selection).described()["caveats"]
    table = build_matrix(view.extra, version=view.store_version)
    return [*card_words(view, said=said), to_html(build_shows(view.extra)), to_html(table)]


OUTPUTS = [
    *card_outputs("matrix"),
    Output(ids.MATRIX_SHOWS, "data-html"),
    Output(ids.MATRIX, "data-html"),
]


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
