"""How a page is wired: one callback that reads the address; what it says in words travels as one property.

Dash tells every mounted component of every property a callback sets. The forty of a page took it longer than
Plotly took to draw the charts, so only what is more than words is a property of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import Dash, Input, Output, no_update

from callbacks.sight import Sight
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.views.view import View
from dashboard.vocabulary import vocabulary_of
from layouts import ids
from layouts.area_map import MapParts
from layouts.card import card_words
from layouts.markup import to_html

# What Dash itself sets: figures and the rows of a grid.
_OWN: Final = ("figure", "rowData")
# Words as components or as HTML; any other property of an element is an attribute or its style.
_WORDS: Final = ("children", "data-html")


def card_outputs(view: str) -> list[Output]:
    """What `card_words` fills of a view's card: its words and its basis."""
    return [Output(part(view), "children") for part in (ids.words, ids.basis)]


def outputs_of(fills: Mapping[str, tuple[Callable[..., list[Any]], list[Output]]]) -> list[Output]:
    """The outputs of a page's views in their order: the words of each card, then the rest."""
    return [output for name, (_, outputs) in fills.items() for output in [*card_outputs(name), *outputs]]


def fill_views(
    fills: Mapping[str, tuple[Callable[[View], list[Any]], list[Output]]], reference: Reference, search: str
) -> list[Any]:
    """Every output of a page's views for an address, in the order of `outputs_of`."""
    selection = parse(search, vocabulary_of(reference)).selection
    parts: list[Any] = []
    for name, (body, _) in fills.items():
        view = build_view(name, reference, selection)
        parts += [*card_words(view), *body(view)]
    return parts


def map_outputs(parts: MapParts, *, view: str) -> list[Output]:
    """What `map_values` fills of a view's map."""
    words = (parts.forms, parts.shows, parts.legend, parts.panel)
    return [
        Output(ids.graph(view), "figure"),
        Output(ids.picture(view), "aria-label"),
        *[Output(name, "data-html") for name in words],
        Output(parts.listed, "data-rows"),
    ]


def sent_outputs(outputs: Sequence[Output]) -> list[Output]:
    """What Dash is told of `outputs`: those of its own, then all words in a property of the first element."""
    own = [output for output in outputs if output.component_property in _OWN]
    return [*own, Output(outputs[0].component_id, "data-words")]


def to_sent(outputs: Sequence[Output], values: Sequence[Any]) -> list[Any]:
    """The values of `outputs` as those of `sent_outputs`: assets/fragments.js puts the words in place."""
    own: list[Any] = []
    words: dict[str, dict[str, Any]] = {}
    for output, value in zip(outputs, values, strict=True):
        name = output.component_property
        if name in _OWN:
            own.append(value)
        elif value is not no_update:
            said = to_html(value) if name == "children" else value
            words.setdefault(output.component_id, {})["html" if name in _WORDS else name] = said
    return [*own, to_words(words)]


def to_words(said: Mapping[str, Mapping[str, Any]]) -> str:
    """What assets/fragments.js reads: HTML, attributes and styles by the element's id."""
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def wire(
    app: Dash,
    sight: Sight,
    outputs: Sequence[Output],
    *,
    fill: Callable[[Reference, str], list[Any]],
) -> None:
    """Draw once for an address: `fill` gives every one of `outputs` for a store version and a query string.

    The latest answers of a version are kept whole: the same few are asked for again and again in a meeting.
    """

    @app.callback(sent_outputs(outputs), Input(ids.URL, "search"))
    def show(search: str | None) -> list[Any]:
        """Every output for an address."""
        query = search or ""
        reference = sight.look(query)
        # What is overdue is another answer on another day.
        asked = (outputs[0].component_id, query, sight.day(query))
        return reference.answers(asked, lambda: to_sent(outputs, fill(reference, query)))


def named_by_callbacks(app: Dash) -> frozenset[str]:
    """The ids of what the callbacks of an app read or set."""
    parts: list[Output | dict[str, str]] = []
    for callback in app.callback_map.values():
        outputs = callback["output"]
        parts += [*callback["inputs"], *callback["state"]]
        parts += outputs if isinstance(outputs, (list, tuple)) else [outputs]
    return frozenset(part["id"] if isinstance(part, dict) else part.component_id for part in parts)
