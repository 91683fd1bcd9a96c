"""The Overview page: indicators against target, ward map, months, wards with their places, findings.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`wards`     `legend`   [(colour, words), ...]
            `list`     [[ward code, name, value as printed], ...] in the order shown
            `key`      "ward", or "area" where the map shows districts to go into
            `focus`    None, or {"name": ..., "lines": [words, ...]} about the ward in focus
            `highest`  [{"code", "name", "value", "rate", "change", "places"}, ...] all words but the code
            `rose`     the same, for wards that rose beyond usual variation
            `rose_none` words for where none did
            `heads`    {"value": "Crimes", "rate": "Per 1,000"} the heads of two of those columns
            `unplaced` "Not placed in a ward: 163 (1.4%)", or ""
`targets`   `gauges`   [{"label", "direction", "status", "status_shape", "status_words", "headline",
            "against", "note", "figure": places of `build_bullet` or None}, ...]
`findings`  `sentences` [[(words, query or None), ...], ...]
            `spans`    {"heads": [...], "rows": [[...], ...]}: month, year to date, 12 months side by side
`splits`    `splits`   [{"label", "of", "columns", "heard", "note", "rows": [{"name", "words", "before",
            "size": percent of the longest bar}, ...]}, ...]; the card is only there where there is one
`outcomes`  `outcomes` None, or {"groups": [...], "change": [words, ...], "blocks": [{"heading", "rows":
            [{"name", "note", "n", "cells": [(rate, count) or None, ...]}, ...]}, ...]}; likewise
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.area_map import MapParts, build_map
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment

VIEWS: Final = ("targets", "wards", "months", "findings", "splits", "outcomes")
MAP: Final = MapParts(
    forms=ids.MAP_FORMS,
    shows=ids.MAP_SHOWS,
    legend=ids.MAP_LEGEND,
    panel=ids.WARD_PANEL,
    listed=ids.WARD_LIST,
)


def build_overview() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Overview", className="visually-hidden"),
        html.Div(
            [_targets(), _map(), _months(), _left(), _findings(), _splits(), _outcomes()], className="grid"
        ),
    ]


def _targets() -> html.Section:
    return build_card(
        view="targets", width="full", body=[build_fragment(html.Div, name=ids.GAUGES, className="gauges-box")]
    )


def _map() -> html.Section:
    return build_card(view="wards", width="wide", link=True, body=[build_map(MAP, view="wards")])


def _months() -> html.Section:
    return build_card(view="months", width="narrow", link=True, body=[build_graph(view="months")])


def _left() -> html.Div:
    """What stands beside the findings: the highest wards, and three lengths of time."""
    return html.Div(
        [
            _plain(
                "places",
                "Where it is highest, and mostly at",
                build_fragment(html.Div, name=ids.WARD_TABLE, className="ward-table"),
            ),
            _plain(
                "spans",
                "Month, year to date and longer",
                build_fragment(
                    html.Div,
                    name=ids.SPANS,
                    className="spans",
                    tabIndex="0",
                    role="region",
                    **{"aria-labelledby": ids.title("spans")},
                ),
            ),
        ],
        className="wide column",
    )


def _plain(name: str, title: str, body: Component) -> html.Section:
    """A card without a view of its own: it shows part of one beside it."""
    return html.Section(
        [html.H2(title, id=ids.title(name), className="card-title"), html.Div(body, className="card-body")],
        id=ids.card(name),
        className="card-box",
        **{"aria-labelledby": ids.title(name)},
    )


def _findings() -> html.Section:
    return build_card(
        view="findings",
        width="narrow",
        picture=False,
        body=[build_fragment(html.Ul, name=ids.SENTENCES, className="sentences")],
    )


def _splits() -> html.Section:
    return build_card(
        view="splits",
        width="full",
        body=[build_fragment(html.Div, name=ids.SPLITS, className="splits")],
    )


def _outcomes() -> html.Section:
    return build_card(
        view="outcomes",
        width="full",
        picture=False,
        body=[
            build_fragment(
                html.Div,
                name=ids.OUTCOMES,
                className="outcomes",
                tabIndex="0",
                role="region",
                **{"aria-labelledby": ids.title("outcomes")},
            )
        ],
    )


def build_ward_table(extra: Mapping[str, Any]) -> list[Component]:
    """Two short tables, highest and risen beyond usual, with what no ward holds under them."""
    parts: list[Component] = [_ranked(extra["highest"], caption="Highest", extra=extra)]
    if extra["rose"]:
        parts.append(_ranked(extra["rose"], caption="Rose most beyond usual variation", extra=extra))
    else:
        parts.append(html.P(extra["rose_none"], className="hint"))
    if extra["unplaced"]:
        parts.append(html.P(extra["unplaced"], className="hint"))
    return parts


def _ranked(rows: Sequence[Mapping[str, Any]], *, caption: str, extra: Mapping[str, Any]) -> html.Table:
    key, heads = extra["key"], extra["heads"]
    first = "Ward" if key == "ward" else "District"
    columns = [("value", heads["value"], "number")]
    # Without rates, a comparison or places there would be a column of nothing.
    spoken = [("rate", heads["rate"], "number"), ("change", "Change", ""), ("places", "Mostly at", "")]
    columns += [column for column in spoken if any(row[column[0]].strip("–") for row in rows)]
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(
                html.Tr(
                    [
                        html.Th(first, scope="col"),
                        *[html.Th(name, scope="col", className=kind) for _, name, kind in columns],
                    ]
                )
            ),
            html.Tbody([_ranked_row(row, columns, key=key) for row in rows]),
        ],
        className="data",
    )


def _ranked_row(row: Mapping[str, Any], columns: Sequence[tuple[str, str, str]], *, key: str) -> html.Tr:
    button = html.Button(
        row["name"],
        type="button",
        className="action",
        **{"data-set": key, "data-value": row["code"], "data-ward": row["code"]},
    )
    cells = [html.Td(row[name], className=kind) for name, _, kind in columns]
    return html.Tr([html.Th(button, scope="row"), *cells])


def build_spans(spans: Mapping[str, Any]) -> html.Table:
    """Month, year to date and longer, side by side."""
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in spans["heads"]])),
            html.Tbody(
                [
                    html.Tr([html.Th(row[0], scope="row"), *[html.Td(cell) for cell in row[1:]]])
                    for row in spans["rows"]
                ]
            ),
        ],
        className="data",
    )


def build_sentences(sentences: Sequence[Sequence[tuple[str, str | None]]]) -> list[html.Li]:
    """Sentences whose numbers lead to where they come from."""
    return [
        html.Li([html.A(words, href=f"?{query}") if query else words for words, query in sentence])
        for sentence in sentences
    ]
