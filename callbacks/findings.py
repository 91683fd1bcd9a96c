"""Findings: one callback reads the address and sets the paragraphs."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import findings, ids
from layouts.card import card_words
from layouts.markup import to_html

OUTPUTS = [*card_outputs(findings.VIEW), Output(ids.ASSESSMENT, "data-html")]


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address, in the order of `OUTPUTS`."""
    view = build_view(findings.VIEW, reference, parse(search, vocabulary_of(reference)).selection)
    return [*card_words(view), to_html(findings.build_assessment(view))]


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
