"""Did it work? One callback reads the address and fills the list of interventions and the open one."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import ids, interventions
from layouts.card import BLANK, card_words
from layouts.markup import to_html


def build_section(reference: Reference, search: str) -> list[Any]:
    """Every output of the section for an address, in the order of `OUTPUTS`."""
    selection = parse(search, vocabulary_of(reference)).selection
    listed = build_view("interventions", reference, selection)
    opened = build_view("intervention", reference, selection)
    # The caution stands in the list already.
    said = listed.caveats[:1]
    return [
        *card_words(listed, said=said),
        to_html(interventions.build_list(listed.extra)),
        *card_words(opened, said=said),
        opened.figure or BLANK,
        opened.alt or "No intervention is open",
        to_html(interventions.build_about(opened.extra.get("about"))),
    ]


OUTPUTS = [
    *card_outputs("interventions"),
    Output(ids.body("interventions"), "data-html"),
    *card_outputs("intervention"),
    Output(ids.graph("intervention"), "figure"),
    Output(ids.picture("intervention"), "aria-label"),
    Output(ids.body("intervention"), "data-html"),
]


def register(app: Dash, sight: Sight) -> None:
    """Wire the section."""
    wire(app, sight, OUTPUTS, fill=build_section)
