"""The panel that tries a target before it is adopted: a small form, and what was found below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.views.view import View
from layouts import ids
from layouts.markup import build_fragment

LABELS: Final = {
    "measure": "Measure",
    "kind": "Kind of target",
    "direction": "Better is",
    "change": "Change, %",
    "level": "Level to reach",
    "low": "Range from",
    "high": "Range to",
    "baseline": "Baseline months",
    "stated": "Baseline, if stated",
}
KINDS: Final = {
    "": "as the numbers say",
    "change": "Change on the baseline",
    "level": "Reach a level",
    "maintain": "Maintain",
    "range": "Stay within a range",
    "at_least": "At least so many",
    "standard": "Service standard",
    "direction": "Direction only",
}
DIRECTIONS: Final = {"": "as the change says", "lower": "Lower", "higher": "Higher"}
_EXAMPLES: Final = {"change": "-2", "level": "1131", "baseline": "2022-04:2023-03", "low": "40", "high": "50"}
_TITLE: Final = "Try a target before adopting it"
_SELECTS: Final = ("measure", "kind", "direction")


def build_target_test() -> html.Section:
    """The card. It has its own answer to its own form, so its CSV is not the page's."""
    return html.Section(
        [
            html.Header(
                [
                    html.H2(_TITLE, id=ids.title("target-test"), className="card-title"),
                    html.P(
                        "What the series itself says of a target: would luck meet it, and would a change "
                        "that size be seen? It starts from the plan’s own target: the row opened above.",
                        className="card-caption",
                    ),
                ],
                className="card-words",
            ),
            html.Form(
                [*(_field(name) for name in ids.TRY_FIELDS), _button()],
                className="try-form",
                **{"aria-label": "A proposed target"},
            ),
            build_fragment(
                html.Div, name=ids.body("target-test"), className="try-result", **{"aria-live": "polite"}
            ),
            html.Footer(
                html.Div(
                    html.A("Download CSV", id=ids.TRY_CSV, href="", className="action", download=""),
                    className="card-actions",
                ),
                className="card-foot",
            ),
        ],
        id=ids.card("target-test"),
        className="card-box full",
        **{"aria-labelledby": ids.title("target-test")},
    )


def _field(name: str) -> html.Div:
    control: Component
    if name in _SELECTS:
        control = dbc.Select(id=ids.try_field(name), options=_options(name), value="", size="md")
    else:
        control = dbc.Input(
            id=ids.try_field(name),
            type="text",
            value="",
            placeholder=_EXAMPLES.get(name, ""),
            # Between themselves the fields are a proposal; it is tried when somebody asks for it.
            debounce=True,
            maxLength=40,
            autoComplete="off",
        )
    return html.Div(
        [html.Label(LABELS[name], htmlFor=ids.try_field(name)), control], className=f"field field-try-{name}"
    )


def _options(name: str) -> list[dict[str, str]]:
    labels = {"kind": KINDS, "direction": DIRECTIONS}.get(name, {})
    return [{"value": value, "label": label} for value, label in labels.items()]


def _button() -> html.Button:
    return html.Button("Try it", id=ids.TRY, type="button", n_clicks=0, className="button-main")


def build_measure_options(measures: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The measures to choose from, by id and label."""
    return [{"value": value, "label": label} for value, label in measures]


def build_result(view: View) -> list[Component]:
    """The finding, what it rests on, and a row a check: shape and word first, then the sentences."""
    if view.empty:
        return [html.P(view.empty, className="card-empty")]
    parts = ["demonstration data" if view.demonstration else "", *view.caveats]
    rests = [
        f"baseline {view.period}" if view.period else "",
        view.source,
        view.geography,
        *parts,
        view.marking,
    ]
    return [
        html.H3(view.title, className="try-title"),
        html.Dl([_finding(item) for item in view.extra["findings"]], className="try-findings"),
        html.P(" · ".join(part for part in rests if part), className="card-basis"),
    ]


def build_refusal(words: str) -> list[Component]:
    """Why a proposal cannot be tried, and what to write instead."""
    return [html.P(words, className="card-empty")]


def _finding(item: Mapping[str, Any]) -> html.Div:
    shape = html.Span(item["shape"], className="shape", **{"aria-hidden": "true"})
    return html.Div(
        [
            html.Dt([item["label"], html.Span([shape, " ", item["word"]], className=f"try-{item['state']}")]),
            html.Dd(item["words"]),
        ]
    )
