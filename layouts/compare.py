"""The Compare page: the matrix of districts by measures, then what other parts of the page add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from layouts.depth import SECTIONS as DEPTH
from layouts.matrix import build_matrix_card

# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (build_matrix_card, *DEPTH)


def build_compare() -> list[Component]:
    """The mounted page, before any number is known."""
    return [
        html.H1("Compare", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]
