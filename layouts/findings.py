"""The Findings page: the paragraphs of an assessment, as a paper has them, with a link on every number.

What it lays out comes in `View.extra["statements"]` (dashboard/assessment/statement.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboard.assessment.bearing import HEADING as BEARING
from dashboard.assessment.statement import Part, Statement
from dashboard.views.paper import LISTED, paragraphs
from dashboard.views.view import View
from layouts import ids
from layouts.card import build_card
from layouts.markup import build_fragment

VIEW: Final = "assessment"
COPIES: Final = (("Copy text", "copy-text"), ("Copy Markdown", "copy-markdown"))


def build_findings() -> list[Component]:
    """The mounted page: one sheet of text."""
    return [
        html.H1("Findings", className="visually-hidden"),
        html.Div(
            build_card(
                view=VIEW,
                width="full",
                picture=False,
                link=True,
                copies=COPIES,
                body=[build_fragment(html.Div, name=ids.ASSESSMENT, className="assessment")],
            ),
            className="grid",
        ),
    ]


def build_assessment(view: View) -> list[Component]:
    """A heading and its paragraph after another; what to bear in mind is a list."""
    return [
        html.Section([html.H3(heading), _body(heading, statements)])
        for heading, statements in paragraphs(view)
    ]


def _body(heading: str, statements: Sequence[Statement]) -> Component:
    if heading in LISTED:
        return html.Ul([html.Li(item.words if heading == BEARING else _parts(item)) for item in statements])
    return html.P([part for item in statements for part in (*_parts(item), " ")])


def _parts(item: Statement) -> list[Component | str]:
    return [_part(part) for part in item.parts]


def _part(part: Part) -> Component | str:
    return part.words if part.link is None else html.A(part.words, href=part.link.href)
