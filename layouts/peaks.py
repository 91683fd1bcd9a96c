"""The Peaks page: which months are high, which are unusual, and what to expect of the next ones.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`control`   `signals` [words, ...] newest first, or the one that says there is none
            `notes`   [words, ...] what must be known beside them
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment


def build_control_card() -> html.Section:
    """The control chart with its signals in words."""
    words = build_fragment(html.Div, name=ids.SIGNALS, className="peak-words")
    row = html.Div([build_graph(view="control"), words], className="peak-row")
    return build_card(view="control", width="full", link=True, body=[row])


# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (build_control_card,)


def build_peaks() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Peaks", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]


def build_signals(extra: Mapping[str, Any]) -> list[Component]:
    """The signals, then the notes."""
    return [
        html.H3("Signals, the newest first", className="small-head"),
        html.Ul([html.Li(words) for words in extra["signals"]], className="sentences"),
        *[html.P(words, className="hint") for words in extra["notes"]],
    ]
