"""One measure in depth on the Compare page: one callback reads the address and fills every section of it."""

from __future__ import annotations

from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from layouts import depth, ids
from layouts.beside import build_beside, build_mix
from layouts.card import BLANK, card_words
from layouts.changes import build_changes
from layouts.markup import to_html
from layouts.rates import build_rates
from layouts.small_lines import build_small_lines


def _body(view: View) -> Any:
    """What a card lays out in words; nothing where its view is empty."""
    if view.empty:
        return []
    if view.name == "contribution":
        return build_changes(view.extra["rows"], caption=view.title)
    if view.name == "district-months":
        return build_small_lines(view.extra)
    if view.name == "beside":
        return build_beside(view.extra, drawn=view.figure is not None)
    if view.name == "funnel":
        return depth.build_outside(view.extra)
    return build_rates(view.extra, caption=view.title)


def fill(view: View) -> list[Any]:
    """What a view fills beside its card's words, in the order of `outputs_of`."""
    parts: list[Any] = []
    if view.name in depth.DRAWN:
        parts += [view.figure or BLANK, view.alt or "Nothing is drawn"]
    if view.name in depth.WORDED:
        parts.append(to_html(_body(view)))
    if view.name == "beside":
        parts.append("" if view.empty else to_html(build_mix(view.extra)))
    return parts


def outputs_of(name: str) -> list[Output]:
    """What `fill` fills of a view."""
    drawn = [Output(ids.graph(name), "figure"), Output(ids.picture(name), "aria-label")]
    return [
        *(drawn if name in depth.DRAWN else []),
        *([Output(ids.body(name), "data-html")] if name in depth.WORDED else []),
        *([Output(ids.BESIDE_MIX, "data-html")] if name == "beside" else []),
    ]


def build_sections(reference: Reference, search: str) -> list[Any]:
    """Every output of the sections for an address, in the order of `OUTPUTS`."""
    selection = parse(search, vocabulary_of(reference)).selection
    said = ask(reference, selection).described()["caveats"]
    parts: list[Any] = []
    for name in depth.VIEWS:
        view = build_view(name, reference, selection)
        parts += [*card_words(view, said=said), *fill(view)]
    return parts


OUTPUTS = [output for name in depth.VIEWS for output in [*card_outputs(name), *outputs_of(name)]]


def register(app: Dash, sight: Sight) -> None:
    """Wire the sections."""
    wire(app, sight, OUTPUTS, fill=build_sections)
