"""A card: a finding, the chart, its period and source, and the ways to take it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.views.view import View
from layouts import ids, tags
from layouts.markup import build_fragment, build_written

# No mode bar, no upload button, no address outside. (The world map Plotly wants even when it is not drawn is
# in assets/layers.js.)
GRAPH_CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
# A graph with nothing in it, and no axes either.
BLANK: Final[dict[str, Any]] = {
    "data": [],
    "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}},
}


def build_card(
    *,
    view: str,
    body: Sequence[Component],
    width: str,
    picture: bool = True,
    link: bool = False,
    toggle: bool = True,
) -> html.Section:
    """The card of a view. `width` is a class of the page's grid.

    What the buttons do is in assets/cards.js and card_tables.js: they fetch the table or the figure when it
    is asked for, so that a change of filter carries neither.
    """
    return html.Section(
        [
            build_fragment(html.Header, name=ids.words(view), className="card-words"),
            html.Div(body, className="card-body"),
            html.Footer(
                [
                    build_fragment(html.P, name=ids.basis(view), className="card-basis"),
                    _actions(view, picture=picture, link=link, toggle=toggle),
                ],
                className="card-foot",
            ),
            html.Div(
                id=ids.table(view),
                className="card-table",
                hidden=True,
                # It scrolls, so the keyboard must be able to stand in it.
                tabIndex="0",
                role="region",
                **{"aria-labelledby": ids.title(view)},
            ),
        ],
        id=ids.card(view),
        className=f"card-box {width}",
        **{"data-view": view, "aria-labelledby": ids.title(view)},
    )


def _actions(view: str, *, picture: bool, link: bool, toggle: bool) -> Component:
    buttons: list[Component] = []
    if toggle:
        buttons.append(
            html.Button(
                "Table",
                type="button",
                className="action",
                **{"data-do": "table", "aria-expanded": "false", "aria-controls": ids.table(view)},
            )
        )
    buttons += [
        html.A(
            "Download CSV", href=f"/table/{view}.csv", className="action", download="", **{"data-do": "csv"}
        ),
        _button("Copy table", "copy-table"),
    ]
    if picture:
        buttons.append(_button("Copy picture", "copy-picture"))
    if link:
        buttons.append(_button("Copy link", "copy-link"))
    return build_written(html.Div, buttons, className="card-actions")


def _button(label: str, does: str) -> html.Button:
    return html.Button(label, type="button", className="action", **{"data-do": does})


def build_graph(*, view: str) -> html.Div:
    """An empty graph, mounted once: only its figure changes. Its height is the style sheet's, by screen."""
    return html.Div(
        dcc.Graph(
            id=ids.graph(view), figure=BLANK, config=GRAPH_CONFIG, responsive=True, style={"height": "100%"}
        ),
        id=ids.picture(view),
        className=f"picture picture-{view}",
        role="img",
        **{"aria-label": "Loading"},
    )


def _words(view: View) -> list[Markup]:
    # Its table, file and picture are asked for of the same version (assets/card_tables.js).
    version = {"data-version": view.store_version}
    words: list[Markup] = [
        tags.H2(view.title, id=ids.title(view.name), className="card-title", **version),
        tags.P(view.caption, id=ids.caption(view.name), className="card-caption"),
    ]
    return [*words, tags.P(view.empty, className="card-empty")] if view.empty else words


def card_words(view: View, *, said: Sequence[str] = ()) -> list[Any]:
    """What a card says: its finding, caption and, where there is nothing to show, why; then its basis.

    Caveats in `said` stand above all cards: they are in the basis for pictures, not on the screen again.
    """
    parts = [view.period, view.basis, view.source, "demonstration data" if view.demonstration else ""]
    own = [caveat for caveat in view.caveats if caveat not in said]
    basis = " · ".join(part for part in (*parts, *own) if part)
    shared = " · ".join(caveat for caveat in view.caveats if caveat in said)
    words: list[Markup | str] = [basis, tags.Span(f" · {shared}", hidden=True)] if shared else [basis]
    return [_words(view), [] if view.empty else words]


def table_caption(view: View) -> str:
    """What a table is about when it stands alone in a paper."""
    parts = (view.title, view.measure, view.geography, view.period, view.basis, view.source, view.marking)
    return " · ".join(part for part in parts if part)
