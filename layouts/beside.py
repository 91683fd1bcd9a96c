"""Two areas side by side: which one, what each has, what differs by test, and the kinds of offence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

_MIX_HEAD = "By kind, per head"


def build_beside(extra: Mapping[str, Any], *, drawn: bool) -> list[Component]:
    """`View.extra` of `beside`: `options` [(heading, code, name, chosen)], `heads` (two names), `rows`
    [(what, first, second)], `sentences`. `drawn`: whether there is a chart beside it.
    """
    if not extra["rows"]:
        return []
    return [
        _choice(extra["options"], extra["heads"][0]),
        html.Table(
            [
                html.Caption(" beside ".join(extra["heads"])),
                html.Thead(
                    html.Tr(
                        [
                            html.Td(),
                            *(
                                html.Th(name, scope="col", className=f"beside-name-{number}")
                                for number, name in enumerate(extra["heads"])
                            ),
                        ]
                    )
                ),
                html.Tbody(
                    [
                        html.Tr([html.Th(what, scope="row"), html.Td(first), html.Td(second)])
                        for what, first, second in extra["rows"]
                    ]
                ),
            ],
            className="data beside-table",
        ),
        html.Ul([html.Li(words) for words in extra["sentences"]], className="sentences"),
        *([] if drawn else [html.Span(className="undrawn")]),
    ]


def _choice(options: Sequence[tuple[str, str, str, bool]], first: str) -> html.Label:
    """The address names the second area: a select that writes its key."""
    groups = [
        html.Optgroup(
            [html.Option(name, value=code, selected=chosen) for _, code, name, chosen in found],
            label=heading,
        )
        for heading, found in groupby(options, key=lambda option: option[0])
    ]
    return html.Label(
        [
            html.Span(f"Beside {first}"),
            html.Select(groups, className="form-select", **{"data-set": "beside"}),
        ],
        className="field beside-choice",
    )


def build_mix(extra: Mapping[str, Any]) -> list[Component]:
    """`mix`: two bars a kind, {"name", "measure", "sizes": percent of the axis, "words", "verdict"}."""
    if not extra["mix"]:
        return []
    return [
        html.H3([_MIX_HEAD, html.Span(extra["note"], className="hint")], className="split-head"),
        html.Table(
            [
                html.Caption(f"{_MIX_HEAD}: {' and '.join(extra['heads'])}"),
                html.Tbody([_mix_row(row, extra["heads"]) for row in extra["mix"]]),
            ],
            className="kinds",
        ),
    ]


def _mix_row(row: Mapping[str, Any], heads: Sequence[str]) -> html.Tr:
    bars = "".join(
        f'<span class="kind-bar kind-{number}" style="width:{size:g}%"></span>'
        for number, size in enumerate(row["sizes"])
    )
    said = [
        html.Span(
            [html.Span(f"{name} ", className="visually-hidden"), words],
            className=f"kind-word kind-word-{number}",
        )
        for number, (name, words) in enumerate(zip(heads, row["words"], strict=True))
    ]
    return html.Tr(
        [
            html.Th(row["name"], scope="row"),
            html.Td(Markup(bars), className="kind-plot", **{"aria-hidden": "true"}),  # noqa: S704 - our own numbers
            html.Td(said, className="number"),
            html.Td(row["verdict"], className="kind-verdict"),
        ],
        className="kind-beyond" if row["verdict"] else "",
    )
