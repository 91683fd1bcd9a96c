"""Overview: one callback reads the address, asks for the page's views and sets what is mounted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Dash, Output, no_update

from callbacks.sight import Sight
from callbacks.wiring import map_outputs, outputs_of, wire
from dashboard.question import ask
from dashboard.reference import Reference
from dashboard.selection import Selection, parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from layouts import ids, overview
from layouts.area_map import map_values
from layouts.card import BLANK, card_words
from layouts.gauges import build_gauges
from layouts.markup import to_html
from layouts.outcomes import build_outcomes
from layouts.splits import build_splits

Fill = Callable[[View, Selection], list[Any]]


def _targets(view: View, _: Selection) -> list[Any]:
    return [to_html(build_gauges(view.extra["gauges"]))]


def _wards(view: View, selection: Selection) -> list[Any]:
    return [*map_values(view, selection), to_html(overview.build_ward_table(view.extra))]


def _months(view: View, _: Selection) -> list[Any]:
    return [view.figure or BLANK, view.alt]


def _findings(view: View, _: Selection) -> list[Any]:
    extra = view.extra
    return [
        to_html(overview.build_spans(extra["spans"])),
        to_html(overview.build_sentences(extra["sentences"])),
    ]


def _splits(view: View, _: Selection) -> list[Any]:
    return [to_html(build_splits(view.extra["splits"]))]


def _outcomes(view: View, _: Selection) -> list[Any]:
    return [to_html(build_outcomes(view.extra["outcomes"]))]


# What each view fills beside its card's words. The lists and `outputs` go together, in order.
FILLS: Mapping[str, tuple[Fill, list[Output]]] = {
    "targets": (_targets, [Output(ids.GAUGES, "data-html")]),
    "wards": (
        _wards,
        [
            *map_outputs(overview.MAP, view="wards"),
            Output(ids.WARD_TABLE, "data-html"),
        ],
    ),
    "months": (_months, [Output(ids.graph("months"), "figure"), Output(ids.picture("months"), "aria-label")]),
    "findings": (_findings, [Output(ids.SPANS, "data-html"), Output(ids.SENTENCES, "data-html")]),
    "splits": (_splits, [Output(ids.SPLITS, "data-html")]),
    "outcomes": (_outcomes, [Output(ids.OUTCOMES, "data-html")]),
}


def fill(view: View, selection: Selection, *, said: Sequence[str]) -> list[Any]:
    """A view's outputs: the words of its card, then the rest, left as it is where the view is empty.

    `said` are the caveats that stand above all cards already.
    """
    body, outputs = FILLS[view.name]
    rest = [no_update] * len(outputs) if view.empty else body(view, selection)
    return [*card_words(view, said=said), *rest]


def build_page(reference: Reference, search: str) -> list[Any]:
    """Every output of the page for an address, in the order of `OUTPUTS`."""
    selection = parse(search, vocabulary_of(reference)).selection
    said = ask(reference, selection).described()["caveats"]
    views = [build_view(name, reference, selection) for name in FILLS]
    return [part for view in views for part in fill(view, selection, said=said)]


OUTPUTS = outputs_of(FILLS)


def register(app: Dash, sight: Sight) -> None:
    """Wire the page."""
    wire(app, sight, OUTPUTS, fill=build_page)
