"""The Targets page: the plan's scorecard, then what other parts of the page add.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`scorecard`  `rows`  [{"id", "group", "label", ...}, ...] a row an indicator, and before each group a row with
             `head`, its words, and `count`; the keys of a row are the fields of `SCORECARD_COLUMNS`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from layouts.card import build_card
from layouts.scorecard import build_grid


def build_scorecard() -> html.Section:
    """The plan's indicators, a row each."""
    return build_card(view="scorecard", width="full", link=True, body=[build_grid()])


# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (build_scorecard,)


def build_targets() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Targets", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]
