"""Plan: one callback reads the address, asks for the actions as of the day and fills the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import ids, plan
from layouts.card import BLANK, card_words
from layouts.markup import to_html
from layouts.outputs import build_output_list


def build_page(reference: Reference, search: str, *, day: dt.date) -> list[Any]:
    """Every output of the page for an address and a day, in the order of `OUTPUTS`."""
    selection = parse(search, vocabulary_of(reference)).selection
    actions = build_view("actions", reference, selection, day=day)
    outputs = build_view("outputs", reference, selection)
    listed = "" if outputs.empty else to_html(build_output_list(outputs.extra))
    return [
        *card_words(actions),
        to_html(plan.build_action_filters(actions.extra)),
        to_html(plan.build_action_list(actions.extra, caption=actions.title)),
        # The caveat stands over the list already.
        *card_words(outputs, said=[outputs.extra.get("caveat", "")]),
        outputs.figure or BLANK,
        outputs.alt,
        listed,
    ]


OUTPUTS = [
    *card_outputs("actions"),
    Output(ids.ACTION_FILTERS, "data-html"),
    Output(ids.ACTION_LIST, "data-html"),
    *card_outputs("outputs"),
    Output(ids.graph("outputs"), "figure"),
    Output(ids.picture("outputs"), "aria-label"),
    Output(ids.OUTPUT_LIST, "data-html"),
]


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""

    def fill(reference: Reference, search: str) -> list[Any]:
        return build_page(reference, search, day=sight.day(search))

    wire(app, sight, OUTPUTS, fill=fill)
