"""The monitoring table on the Targets page: one callback reads the address and fills the card."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import ids
from layouts.card import card_words
from layouts.markup import to_html
from layouts.monitoring import build_monitoring_table

NAME = "monitoring"


def build_section(reference: Reference, search: str) -> list[Any]:
    """The outputs of the section for an address: the card's words, its basis, the table."""
    selection = parse(search, vocabulary_of(reference)).selection
    view = build_view(NAME, reference, selection)
    body = "" if view.empty else to_html(build_monitoring_table(view.extra["groups"]))
    return [*card_words(view), body]


OUTPUTS = [
    *card_outputs(NAME),
    Output(ids.body(NAME), "data-html"),
]


def register(app: Dash, sight: Sight) -> None:
    """Wire the section."""
    wire(app, sight, OUTPUTS, fill=build_section)
