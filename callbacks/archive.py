"""The archive on the Targets page: one callback reads the address and fills its three cards."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import archive, ids
from layouts.card import card_words
from layouts.markup import to_html


def build_sections(reference: Reference, search: str) -> list[Any]:
    """The outputs for an address: of each card its words, its basis and its body."""
    selection = parse(search, vocabulary_of(reference)).selection
    parts: list[Any] = []
    for name in archive.VIEWS:
        view = build_view(name, reference, selection)
        parts += [*card_words(view), to_html(archive.build_body(view))]
    return parts


OUTPUTS = [
    output
    for name in archive.VIEWS
    for output in (
        *card_outputs(name),
        Output(ids.body(name), "data-html"),
    )
]


def register(app: Dash, sight: Sight) -> None:
    """Wire the three cards."""
    wire(app, sight, OUTPUTS, fill=build_sections)
