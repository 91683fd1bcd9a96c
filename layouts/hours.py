"""Sections of the Peaks page: the week by day and hour, and the night-time economy.

What they lay out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`hours`     `legend`  [(colour, words), ...] from few to many
            `notes`   [words, ...] what must be known beside the grid
`night`     `facts`   [(what, words), ...]
            `hours`   what `build_splits` lays out: the hours of these nights as bars
            `notes`   as above
            `drawn`   whether there is a chart by month
both        `instead` where there is nothing: [(words, query), ...] what has times in the area
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment
from layouts.splits import build_splits


def build_hours_card() -> html.Section:
    """The grid of a week with its key and its notes under it."""
    words = build_fragment(html.Div, name=ids.WEEK_WORDS, className="week-words")
    instead = build_fragment(html.Div, name=ids.INSTEAD_HOURS, className="instead")
    return build_card(view="hours", width="full", link=True, body=[build_graph(view="hours"), words, instead])


def build_night_card() -> html.Section:
    """The nights by month, with what they hold beside."""
    words = build_fragment(html.Div, name=ids.NIGHT_WORDS, className="night-words")
    instead = build_fragment(html.Div, name=ids.INSTEAD_NIGHT, className="instead")
    notes = build_fragment(html.Div, name=ids.NIGHT_NOTES, className="night-notes")
    row = html.Div([build_graph(view="night"), words, notes], className="night-row")
    return build_card(view="night", width="full", link=True, body=[row, instead])


def build_week_words(extra: Mapping[str, Any]) -> list[Component]:
    """The key of the colours, then the notes."""
    key = [
        html.Li([html.Span(className="swatch", style={"background": colour}), words])
        for colour, words in extra["legend"]
    ]
    return [html.Ul(key, className="legend week-key"), *_notes(extra["notes"])]


def build_night_words(extra: Mapping[str, Any]) -> list[Component]:
    """What the nights hold, then their hours."""
    facts = [html.Div([html.Dt(what), html.Dd(words)]) for what, words in extra["facts"]]
    return [
        html.Dl(facts, className="facts night-facts" if extra["drawn"] else "facts night-facts undrawn"),
        html.Div(build_splits(extra["hours"]), className="night-hours"),
    ]


def build_night_notes(extra: Mapping[str, Any]) -> list[Component]:
    """What must be known beside them."""
    return _notes(extra["notes"])


def build_instead(extra: Mapping[str, Any]) -> list[Component]:
    """Under the reason why there is nothing: what there is."""
    links = extra.get("instead", [])
    if not links:
        return []
    listed = [html.Li(html.A(words, href=f"?{query}")) for words, query in links]
    return [html.P("Times of day are here for:", className="hint"), html.Ul(listed)]


def _notes(notes: Sequence[str]) -> list[Component]:
    return [html.P(words, className="hint") for words in notes]
