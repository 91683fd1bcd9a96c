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
_LONG: Final = 40
COPIES: Final = (("Copy text", "copy-text"), ("Copy Markdown", "copy-markdown"))


def build_findings() -> list[Component]:
    """The mounted page: one sheet of text, the ways to take it away above it."""
    buttons = [
        html.Button(label, type="button", className="copy", **{"data-do": does}) for label, does in COPIES
    ]
    text = build_fragment(html.Div, name=ids.ASSESSMENT, className="assessment")
    body = [html.Div(buttons, className="copies"), text]
    card = build_card(view=VIEW, width="full", picture=False, link=True, body=body)
    return [html.H1("Findings", className="visually-hidden"), html.Div(card, className="grid")]


def build_assessment(view: View) -> list[Component]:
    """Paragraphs under their headings; beside them what to bear in mind and what else is published."""
    found = list(paragraphs(view))
    text = [_section(heading, statements) for heading, statements in found if heading not in LISTED]
    lists = [_section(heading, statements) for heading, statements in found if heading in LISTED]
    return [html.Div(text, className="paper"), html.Div(lists, className="beside")]


def _section(heading: str, statements: Sequence[Statement]) -> html.Section:
    if heading not in LISTED:
        words = [part for item in statements for part in (*_parts(item), " ")]
        return html.Section([html.H3(heading), html.P(words)])
    items = [html.Li(item.words if heading == BEARING else _parts(item)) for item in statements]
    return html.Section([html.H3(heading), html.Ul(items)])


def _parts(item: Statement) -> list[Component | str]:
    return [_part(part) for part in item.parts]


def _part(part: Part) -> Component | str:
    if part.link is None:
        return part.words
    # A sentence underlined from end to end is hard to read.
    style = "whole" if len(part.words) > _LONG else ""
    return html.A(part.words, href=part.link.href, className=style)
