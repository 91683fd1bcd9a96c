"""The card of checked figures on the Data page: what the store's lists of published figures come to."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import claims, ids
from layouts.card import card_words
from layouts.markup import to_html

OUTPUTS = [
    *card_outputs("claims"),
    Output(ids.CLAIM_COUNTS, "data-html"),
    Output(ids.body("claims"), "data-html"),
]


def build_section(reference: Reference, search: str) -> list[Any]:
    """Every output of the card for an address, in the order of `OUTPUTS`."""
    view = build_view("claims", reference, parse(search, vocabulary_of(reference)).selection)
    return [
        *card_words(view),
        to_html(claims.build_claim_counts(view.extra)),
        to_html(claims.build_claims_table(view)),
    ]


def register(app: Dash, sight: Sight) -> None:
    """Wire the card, apart from the page's own callback: the first check of a version takes a second."""
    wire(app, sight, OUTPUTS, fill=build_section)
