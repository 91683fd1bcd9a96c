"""The Targets page: the plan's scorecard, then what other parts of the page add.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`scorecard`  `rows`  [{"id", "group", "label", ...}, ...] a row an indicator, and before each group a row with
             `head`, its words, and `count`; all have `folded`; the other keys are the fields of the grid's
             columns, a key with `_sub` the line under one
`trajectory` `about` None until an indicator is open, or {"id", "status", "shape", "words", "means",
             "missing", "facts": [(what, words), ...], "flags", "aims": [(priority, aim), ...], "actions":
             [{"action", "lead", "due", "status", "progress"}, ...], "alternatives", "notes": [(whose,
             text), ...], "lead", "area", "drawn": whether there is a chart}
`multiples`  `multiples` [{"id", "label", "status", "status_shape", "status_words", "headline", "missing",
             "scale": of `Trajectory`, "places": of `build_small`, or None}, ...]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.archive import build_archive
from layouts.card import build_card
from layouts.markup import build_fragment
from layouts.monitoring import build_monitoring
from layouts.scorecard import build_grid
from layouts.target_test import build_target_test
from layouts.trajectory import build_trajectory_card


def build_scorecard() -> html.Section:
    """The plan's indicators, a row each."""
    return build_card(view="scorecard", width="full", link=True, body=[build_grid()])


def build_multiples_card() -> html.Section:
    """A priority's indicators side by side."""
    box = build_fragment(html.Div, name=ids.MULTIPLES, className="multiples-box")
    return build_card(view="multiples", width="full", link=True, body=[box])


# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (
    build_scorecard,
    build_trajectory_card,
    build_multiples_card,
    build_monitoring,
    build_target_test,
    build_archive,
)


def build_targets() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Targets", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]
