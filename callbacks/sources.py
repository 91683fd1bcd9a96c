"""Data: what the store holds, where it came from, what was set aside, and what is not covered."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from data.catalogue import Measure, Source
from layouts import ids, sources
from layouts.card import BLANK, card_words
from layouts.markup import to_html
from layouts.method import build_breaks, build_definitions


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address: the words of each card, then its body."""
    selection = parse(search, vocabulary_of(reference)).selection
    parts: list[Any] = []
    for name in sources.VIEWS:
        view = build_view(name, reference, selection)
        parts += [*card_words(view), to_html(sources.build_body(view))]
        if name in sources.DRAWN:
            parts += [view.figure or BLANK, view.alt]
    return [
        *parts,
        to_html(build_definitions(_held(reference))),
        to_html(build_breaks(reference.catalogue.breaks)),
    ]


def _held(reference: Reference) -> list[tuple[Measure, list[Source]]]:
    """The measures the store holds in the catalogue's order, with the sources it holds them from."""
    catalogue = reference.catalogue
    sources_of: dict[str, list[Source]] = {}
    for measure, source in reference.series:
        sources_of.setdefault(measure, []).append(catalogue.sources[source])
    held = [catalogue.measures[measure] for measure in sources_of]
    held.sort(key=lambda measure: (measure.order, measure.label))
    return [(measure, sources_of[measure.id]) for measure in held]


OUTPUTS = [
    output
    for name in sources.VIEWS
    for output in [
        *card_outputs(name),
        Output(ids.body(name), "data-html"),
        *(
            [Output(ids.graph(name), "figure"), Output(ids.picture(name), "aria-label")]
            if name in sources.DRAWN
            else []
        ),
    ]
] + [Output(ids.DEFINITIONS, "data-html"), Output(ids.BREAKS, "data-html")]


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
