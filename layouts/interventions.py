"""Did it work? The interventions of an area on the Plan page, and the one that is open.

What they lay out comes in `View.extra`, as plain values already worded:

`interventions`  `interventions` [{"id", "name", "open", "about", "note", "measures": [{"label", "query",
                 "refused", "readings": [{"phase", "verdict", "shape", "words", "counts", "elsewhere",
                 "ratio", "interval", "beside"}, ...]}, ...], "labels", "published"}, ...], `sentences` one a
                 measure for a paper, `caution`
`intervention`   `about` None until one is open, or {"id", "refused", "place", "elsewhere", "phases":
                 [{"phase", "verdict", "shape", "words", "months", "rows": [(what, counts), ...], "ratio",
                 "bar": places in percent or None, "phi", "beside", "labels"}, ...], "labels", "published",
                 "beside", "caution", "drawn"}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment

VIEWS: Final = ("interventions", "intervention")
_PHASES: Final = (("during", "While it ran"), ("after", "After it ended"))


def build_interventions_card() -> html.Section:
    """The list, with the sentences for a paper below it."""
    return build_card(
        view="interventions",
        width="full",
        picture=False,
        link=True,
        body=[build_fragment(html.Div, name=ids.body("interventions"), className="intervention-list")],
    )


def build_intervention_card() -> html.Section:
    """The open one, shown once there is one."""
    close = html.Button(
        "Close",
        type="button",
        className="action card-close",
        **{"data-set": "intervention", "data-value": ""},
    )
    about = build_fragment(html.Div, name=ids.body("intervention"), className="intervention-about")
    return build_card(
        view="intervention", width="full", link=True, body=[close, build_graph(view="intervention"), about]
    )


def build_list(extra: Mapping[str, Any]) -> list[Component]:
    """The interventions as a table, a body each; then what a paper would say, and the caution."""
    found = extra.get("interventions", [])
    if not found:
        return []
    heads = ("Measure", *(words for _, words in _PHASES))
    return [
        html.Table(
            [
                html.Caption("Interventions, and what each place did beside elsewhere"),
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                *(_body(item) for item in found),
            ],
            className="data interventions",
        ),
        html.P(extra["caution"], className="output-caveat"),
        html.Details(
            [
                html.Summary("For a paper: a sentence a measure"),
                html.Ul([html.Li(words) for words in extra["sentences"]], className="sentences"),
            ],
            className="intervention-sentences",
        ),
    ]


def _body(item: Mapping[str, Any]) -> html.Tbody:
    name = html.Button(
        item["name"],
        type="button",
        className="action intervention-name",
        **{
            "data-set": "intervention",
            "data-value": "" if item["open"] else item["id"],
            "aria-pressed": str(item["open"]).lower(),
        },
    )
    head = html.Th(
        [name, html.Span(item["about"], className="hint"), *_below((*item["labels"], *item["published"]))],
        scope="rowgroup",
        colSpan="3",
    )
    return html.Tbody([html.Tr(head, className="group-head"), *map(_measure, item["measures"])])


def _below(lines: Sequence[str]) -> list[Component]:
    return [html.Span(words, className="hint below") for words in lines]


def _measure(measure: Mapping[str, Any]) -> html.Tr:
    label = html.Th(html.A(measure["label"], href=f"?{measure['query']}"), scope="row")
    if measure["refused"]:
        return html.Tr([label, html.Td(measure["refused"], colSpan="2")])
    by_phase = {reading["phase"]: reading for reading in measure["readings"]}
    return html.Tr(
        [
            label,
            *(
                html.Td(
                    _reading(by_phase[phase]) if phase in by_phase else [html.Span("–", className="hint")],
                    **{"data-head": words},
                )
                for phase, words in _PHASES
            ),
        ]
    )


def _reading(reading: Mapping[str, str]) -> list[Component]:
    counts = [html.P([html.B(reading["counts"]), f"; {reading['elsewhere']}"])] if reading["counts"] else []
    small = [html.P(words, className="hint") for words in (reading["ratio"], reading["beside"]) if words]
    return [_verdict(reading), *counts, *small]


def _verdict(reading: Mapping[str, Any]) -> html.P:
    shape = html.Span(reading["shape"], className="shape", **{"aria-hidden": "true"})
    return html.P([shape, " ", reading["words"]], className=f"effect effect-{reading['verdict']}")


def build_about(about: Mapping[str, Any] | None) -> list[Component]:
    """`View.extra["about"]` of the view `intervention`."""
    if not about:
        return []
    parts: list[Component] = [] if about["drawn"] else [html.Span(className="undrawn")]
    if about["refused"]:
        parts.append(html.P(about["refused"]))
    parts.append(html.Div([_phase(phase) for phase in about["phases"]], className="intervention-phases"))
    if about["published"]:
        parts.append(html.H3("What a paper prints", className="small-head"))
        parts += [html.P(words) for words in (*about["published"], about["beside"]) if words]
    parts += [html.P(words, className="hint") for words in (*about["labels"], about["caution"])]
    return parts


def _phase(phase: Mapping[str, Any]) -> html.Div:
    parts: list[Component] = [html.H3(phase["phase"], className="small-head"), _verdict(phase)]
    if phase["rows"]:
        parts.append(
            html.Dl([html.Div([html.Dt(a), html.Dd(b)]) for a, b in phase["rows"]], className="facts")
        )
    if phase["bar"]:
        parts.append(_bar(phase["bar"]))
    if phase["beside"]:
        parts.append(html.P(phase["beside"]))
    small = [words for words in (phase["months"], phase["phi"]) if words]
    parts += [html.P(" · ".join(small), className="hint")] if small else []
    parts += [html.P(words, className="flag") for words in phase["labels"]]
    return html.Div(parts, className="intervention-phase")


def _bar(bar: Mapping[str, float]) -> html.Div:
    """The ratio as a mark on its interval; the words above say the same."""
    return html.Div(
        [
            html.Span(className="axis"),
            html.Span(className="as-elsewhere"),
            html.Span(
                className="interval",
                style={"left": f"{bar['low']}%", "width": f"{bar['high'] - bar['low']:.1f}%"},
            ),
            html.Span(className="mark-value", style={"left": f"{bar['value']}%"}),
            html.Span("fell more", className="end-low"),
            html.Span("as elsewhere", className="middle"),
            html.Span("rose more", className="end-high"),
        ],
        className="ratio-bar",
        **{"aria-hidden": "true"},
    )
