"""The archive at the foot of the Targets page: every plan, their priorities by theme, and framework codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboard.views.view import View
from layouts import ids
from layouts.card import build_card
from layouts.markup import build_fragment

VIEWS: Final = ("archive", "themes", "frameworks")
_PLAN_HEADS: Final = ("Plan", "Holder", "Years", "Indicators", "With data", "Actions", "Framework codes")
_NUMBERS: Final = ("Actions", "Framework codes")


def build_archive() -> html.Div:
    """The heading and the three cards; their tables are always open."""
    return html.Div(
        [
            html.H2("Archive", className="archive-title"),
            *(
                build_card(view=view, width="full", picture=False, toggle=False, body=[_box(view)])
                for view in VIEWS
            ),
        ],
        className="archive full",
    )


def _box(view: str) -> Component:
    return build_fragment(
        html.Div,
        name=ids.body(view),
        className=f"archive-box box-{view}",
        tabIndex="0",
        role="region",
        **{"aria-labelledby": ids.title(view)},
    )


def build_body(view: View) -> list[Component]:
    """The body of one of the three cards; nothing where it is empty."""
    if view.empty:
        return []
    if view.name == "archive":
        return [_plans(view.extra["plans"])]
    if view.name == "themes":
        return [_themes(view.extra["plans"], view.extra["themes"])]
    return [_codes(view.extra["codes"]), _priorities(view.extra["priorities"])]


def _plans(plans: Sequence[Mapping[str, Any]]) -> html.Table:
    heads = [
        html.Th(name, scope="col", className="number" if name in _NUMBERS else "") for name in _PLAN_HEADS
    ]
    return html.Table(
        [
            html.Caption("Every plan of the store"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_plan(item) for item in plans]),
        ],
        className="data archive-plans",
    )


def _plan(item: Mapping[str, Any]) -> html.Tr:
    counts = item["counts"]
    return html.Tr(
        [
            html.Th(
                [
                    _linked(item["label"], item["link"]),
                    _hint(item["title"]),
                    _hint(_listed(item["priorities"])),
                ],
                scope="row",
            ),
            html.Td(item["holder"]),
            html.Td([item["years"], _hint(f"{item['state']}{', shown above' if item['chosen'] else ''}")]),
            html.Td([counts["indicators"], _hint(item["targets"])]),
            html.Td(item["held"]),
            html.Td(counts["actions"], className="number"),
            html.Td(counts["framework codes"], className="number"),
        ],
        className="chosen" if item["chosen"] else "",
    )


def _themes(plans: Sequence[Mapping[str, Any]], themes: Sequence[Mapping[str, Any]]) -> html.Table:
    heads = [
        html.Th(
            [item["label"], _hint(f"{item['state']}{', shown above' if item['chosen'] else ''}")], scope="col"
        )
        for item in plans
    ]
    rows = [
        html.Tr(
            [
                html.Th([theme["label"], _hint(theme["definition"])], scope="row"),
                *(_theme_cell(cell, plan["label"]) for cell, plan in zip(theme["cells"], plans, strict=True)),
            ]
        )
        for theme in themes
    ]
    return html.Table(
        [
            html.Caption("Priorities of each plan by theme"),
            html.Thead(html.Tr([html.Th("Theme", scope="col"), *heads])),
            html.Tbody(rows),
        ],
        className="data archive-themes",
    )


def _theme_cell(cell: Sequence[Mapping[str, Any]], plan: str) -> html.Td:
    """A priority a line. The plan's name is for narrow screens, where the heads are out of sight."""
    if not cell:
        return html.Td()
    lines = [html.P([_linked(item["label"], item["link"]), _hint(item["words"])]) for item in cell]
    return html.Td([html.Span(plan, className="cell-plan"), *lines])


def _codes(frameworks: Sequence[Mapping[str, Any]]) -> html.Table:
    bodies = []
    for framework in frameworks:
        head = html.Tr(
            html.Th(framework["framework"], scope="rowgroup", colSpan="2"), className="archive-head"
        )
        rows = [
            html.Tr(
                [
                    html.Th([html.B(code["code"]), f" {code['title']}"], scope="row"),
                    html.Td([_served(plan, labels) for plan, _, labels in code["plans"]]),
                ]
            )
            for code in framework["codes"]
        ]
        bodies.append(html.Tbody([head, *rows]))
    return _pairs("Each code, and the priorities that serve it", ("Code", "Served by"), bodies)


def _priorities(plans: Sequence[Mapping[str, Any]]) -> html.Table:
    bodies = []
    for plan in plans:
        head = html.Tr(
            html.Th([plan["plan"], _hint(plan["state"])], scope="rowgroup", colSpan="2"),
            className="archive-head",
        )
        rows = [
            html.Tr(
                [
                    html.Th(item["label"], scope="row"),
                    html.Td(
                        [html.P([html.B(code), f" {title}"]) for code, title in item["codes"]] or "no code"
                    ),
                ]
            )
            for item in plan["priorities"]
        ]
        bodies.append(html.Tbody([head, *rows]))
    return _pairs("Each priority, and the codes it serves", ("Priority", "Serves"), bodies)


def _pairs(caption: str, heads: tuple[str, str], bodies: Sequence[Component]) -> html.Table:
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(name, scope="col") for name in heads])),
            *bodies,
        ],
        className="data archive-codes",
    )


def _served(plan: str, labels: Sequence[str]) -> html.P:
    return html.P([html.Span(f"{plan}: ", className="muted"), _listed(labels)])


def _linked(words: str, query: str) -> Component | str:
    return html.A(words, href=f"?{query}") if query else words


def _hint(words: str) -> html.Span:
    return html.Span(words, className="hint")


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words)
