"""Sections of the Compare page: one measure in depth, each card of its own view.

What they lay out beside figure and table comes in `View.extra`, as plain values already worded and rounded:
layouts/rates.py (`rates`, `similar`), layouts/changes.py (`contribution`), layouts/small_lines.py
(`district-months`), layouts/beside.py (`beside`); `funnel` has `outside` [{"head", "wards": [(code, name,
rate)]}] and `note`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from layouts import ids, tags
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment

VIEWS: Final = (
    "rates",
    "volume",
    "contribution",
    "district-months",
    "beside",
    "funnel",
    "deprivation-rates",
    "similar",
)
# Those whose chart is Plotly's on screen too.
DRAWN: Final = frozenset({"volume", "beside", "funnel", "deprivation-rates"})
# Those with words laid out from `View.extra`.
WORDED: Final = frozenset({"rates", "contribution", "district-months", "beside", "funnel", "similar"})
_WIDTHS: Final = {
    "volume": "wide",
    "contribution": "narrow",
    "deprivation-rates": "wide",
    "similar": "narrow",
}


def _card(view: str) -> html.Section:
    return build_card(
        view=view,
        width=f"{_WIDTHS.get(view, 'full')} depth",
        link=view == "beside",
        body=_body(view),
    )


def _body(view: str) -> list[Component]:
    graph = [build_graph(view=view)] if view in DRAWN else []
    words = []
    if view in WORDED:
        # The list of wards scrolls, so the keyboard must be able to stand in it.
        stands = {"tabIndex": "0", "role": "region", "aria-labelledby": ids.title(view)}
        more = stands if view == "funnel" else {}
        words = [build_fragment(html.Div, name=ids.body(view), className=f"{view}-box", **more)]
    if view == "beside":
        mix = build_fragment(html.Div, name=ids.BESIDE_MIX, className="beside-mix")
        return [html.Div([*words, *graph], className="beside-row"), mix]
    if view == "funnel":
        return [html.Div([*graph, *words], className="funnel-row")]
    return [*graph, *words]


def build_outside(extra: Mapping[str, Any]) -> list[Markup]:
    """The wards outside the limits, each leading to its own figures on the Overview."""
    parts: list[Markup] = []
    for group in extra["outside"]:
        parts += [
            tags.H3(group["head"], className="small-head"),
            tags.Ol(
                [
                    tags.Li([tags.Span(name), tags.Span(rate, className="number")])
                    for _, name, rate in group["wards"]
                ],
                className="funnel-list",
            ),
        ]
    if extra["note"]:
        parts.append(tags.P(extra["note"], className="funnel-note"))
    return parts


# The cards, in their order, for the page's own list.
SECTIONS: Final[Sequence[Callable[[], Component]]] = tuple(partial(_card, view) for view in VIEWS)
