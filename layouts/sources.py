"""The Data page: sources, how wards were found, coverage, what was set aside, and the method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboard.views.view import View
from layouts import ids
from layouts.card import build_card
from layouts.method import build_method
from layouts.table import build_table

VIEWS: Final = ("sources", "coverage", "placing", "set-aside")


def build_sources() -> list[Component]:
    """The mounted page. Its tables are its charts, so they are always open."""
    return [
        html.H1("Data", className="visually-hidden"),
        html.Div(
            [
                build_card(
                    view=view,
                    width="full",
                    picture=False,
                    toggle=False,
                    body=[html.Div(id=ids.body(view), className="table-box")],
                )
                for view in VIEWS
            ]
            + build_method(),
            className="grid",
        ),
    ]


def build_body(view: View) -> list[Component]:
    """A card's body: the calendar for coverage, the table for the rest."""
    if view.empty:
        return []
    if "calendar" in view.extra:
        return [build_calendar(view.extra["calendar"])]
    return [build_table(view.table, caption=view.title)]


def build_calendar(calendar: Mapping[str, Any]) -> html.Table:
    """{"months": [words], "rows": [(source and area, [status])]}: a cell a month, its state in words too."""
    months: Sequence[str] = calendar["months"]
    return html.Table(
        [
            html.Caption("Coverage by month"),
            html.Thead(html.Tr([html.Th("Source", scope="col"), *[html.Th(m, scope="col") for m in months]])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(name, scope="row"),
                            *[
                                html.Td(status[:1].upper(), className=f"month-{status}", title=status)
                                for status in row
                            ],
                        ]
                    )
                    for name, row in calendar["rows"]
                ]
            ),
        ],
        className="calendar",
    )
