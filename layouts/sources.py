"""The Data page: sources, reconciliation, coverage, placing, rows set aside, published figures, method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboard.views.view import View
from layouts import ids
from layouts.card import build_card, build_graph
from layouts.claims import build_claims_card
from layouts.markup import build_fragment
from layouts.method import build_method, build_terms
from layouts.table import build_table

VIEWS: Final = (
    "sources",
    "understood",
    "reconciliation",
    "coverage",
    "placing",
    "own-areas",
    "vintages",
    "recut",
    "events",
    "set-aside",
    "published",
    "deprivation",
)
# The views that have a chart above their table.
DRAWN: Final = ("reconciliation",)


def build_sources() -> list[Component]:
    """The mounted page. Its tables are its charts, so they are always open."""
    return [
        html.H1("Data", className="visually-hidden"),
        html.Div(
            [
                build_card(
                    view=view,
                    width="full",
                    picture=view in DRAWN,
                    toggle=False,
                    body=[
                        *([build_graph(view=view)] if view in DRAWN else []),
                        build_fragment(
                            html.Div,
                            name=ids.body(view),
                            className="table-box",
                            tabIndex="0",
                            role="region",
                            **{"aria-labelledby": ids.title(view)},
                        ),
                    ],
                )
                for view in VIEWS
            ]
            + [build_claims_card(), *build_method()],
            className="grid",
        ),
    ]


def build_body(view: View) -> list[Component]:
    """A card's body: the calendar for coverage, the table for the rest, with the view's terms below it."""
    if view.empty:
        return []
    if "calendar" in view.extra:
        return [build_calendar(view.extra["calendar"])]
    terms = [build_terms(view.extra["terms"])] if "terms" in view.extra else []
    return [build_table(view.table, caption=view.title), *terms]


def build_calendar(calendar: Mapping[str, Any]) -> html.Table:
    """{"months": twelve names, "rows": [(source and year, [state, ...])]}: a cell a month, with its word."""
    heads = [html.Th(month, scope="col") for month in calendar["months"]]
    return html.Table(
        [
            html.Caption("Coverage by month"),
            html.Thead(html.Tr([html.Th("Source, area, financial year", scope="col"), *heads])),
            html.Tbody(
                [
                    html.Tr([html.Th(name, scope="row"), *map(_month, states)])
                    for name, states in calendar["rows"]
                ]
            ),
        ],
        className="calendar",
    )


def _month(state: str) -> html.Td:
    """A filled cell for a complete month; the other two are also words, for those who do not see colour."""
    if not state:
        return html.Td()
    words = html.Span(state, className="visually-hidden") if state == "complete" else state
    return html.Td(words, className=f"month-{state}")
