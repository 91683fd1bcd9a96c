"""The ward in focus on the Hotspots page: a heading, its lines, and a card each for months, places, years and
offences.

What it lays out comes in `View.extra`, as plain values already worded and rounded:

`ward`          `head`    {"name": "" until a ward is chosen, "hint", "lines": [(what, words), ...], "links":
                [(words, path, query), ...], "choices": [(code, name, district or ""), ...], "chosen": code}
                `signals`, `notes` as of `control` (layouts/peaks.py)
`ward-places`   `lsoas`, `places` [{"name", "about", "value", "share", "size"}, ...]; `notes` [words, ...];
                `rest` words for what the lists leave out
`ward-standing` `heads`   [words, ...]; `rows` [{"period": [words, ...], "cells": [words, ...], "between":
                words under the third cell, "ranks": [{"words", "wide", "place": percent from the
                highest, or None}, ...]}, ...]
`ward-mix`      `rows`    [{"name", "value", "share", "district", "size", "mark", "verdict", "chosen"}, ...];
                `apart` [words, ...]; `district` its name; `totals` words
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment

# The cell of a year that is its rate.
_RATE: Final = 2


def build_ward_section() -> html.Section:
    """The whole panel. Until a ward is chosen it is its heading alone."""
    head = build_fragment(html.Div, name=ids.WARD_HEAD, className="ward-head")
    words = build_fragment(html.Div, name=ids.WARD_SIGNALS, className="ward-signals")
    left = [
        build_card(view="ward", width="", link=True, body=[build_graph(view="ward"), words]),
        build_card(view="ward-standing", width="", picture=False, body=[_scrolled(ids.WARD_STANDING)]),
    ]
    right = [_card("ward-places", ids.WARD_PLACES), _card("ward-mix", ids.WARD_MIX)]
    cards = [html.Div(left, className="wide ward-column"), html.Div(right, className="narrow ward-column")]
    return html.Section(
        [head, html.Div(cards, className="grid ward-cards")],
        id="ward-section",
        className="full ward-section",
        **{"aria-label": "The ward in focus"},
    )


def _card(view: str, body: str) -> html.Section:
    """A card whose body is a table of words and bars."""
    return build_card(
        view=view,
        width="",
        picture=False,
        body=[build_fragment(html.Div, name=body, className=view)],
    )


def _scrolled(name: str) -> Component:
    """A box that scrolls sideways, so the keyboard must be able to stand in it."""
    return build_fragment(
        html.Div,
        name=name,
        className="ward-standing",
        tabIndex="0",
        role="region",
        **{"aria-labelledby": ids.title("ward-standing")},
    )


def build_head(head: Mapping[str, Any]) -> list[Component]:
    """The heading with the choice of a ward, then its lines and the ways on; or the hint."""
    name = html.H2(head["name"] or "A ward of your choice", className="ward-name")
    row = html.Div([name, *_choice(head)], className="ward-head-row")
    if not head["name"]:
        return [row, html.P(head["hint"], className="ward-none")]
    lines = html.Dl(
        [html.Div([html.Dt(what), html.Dd(words)]) for what, words in head["lines"]], className="ward-lines"
    )
    links = html.P(
        [
            *[
                html.A(words, href=f"{path}?{query}", className="action")
                for words, path, query in head["links"]
            ],
            html.Button("Close", type="button", className="action", **{"data-set": "ward", "data-value": ""}),
        ],
        className="ward-links",
    )
    return [row, lines, links]


def _choice(head: Mapping[str, Any]) -> list[Component]:
    """A list to choose from: the keyboard's way in beside the list of the map."""
    if not head["choices"]:
        return []
    options: list[Component] = [html.Option("Choose a ward", value="")]
    for district, wards in groupby(head["choices"], key=lambda choice: choice[2]):
        own = [_option(code, name, head["chosen"]) for code, name, _ in wards]
        options += [html.Optgroup(own, label=district)] if district else own
    select = html.Select(options, className="form-select", **{"data-set": "ward", "aria-label": "Ward"})
    return [html.Label([html.Span("Ward"), select], className="field ward-choice")]


def _option(code: str, name: str, chosen: str) -> html.Option:
    return html.Option(name, value=code, **({"selected": True} if code == chosen else {}))


def build_ward_signals(extra: Mapping[str, Any]) -> list[Component]:
    """The signals of the ward's months, then what must be known beside them."""
    return [
        html.Ul([html.Li(words) for words in extra["signals"]], className="sentences"),
        *[html.P(words, className="ward-small") for words in extra["notes"]],
    ]


def build_places(extra: Mapping[str, Any]) -> list[Component]:
    """What to know first, then the places with their kind, then the LSOAs."""
    parts: list[Component] = [html.P(words, className="flag") for words in extra["notes"]]
    parts += [
        _places(extra["places"], caption="Places", head="On or near"),
        _places(extra["lsoas"], caption="LSOAs", head="LSOA"),
    ]
    return [*parts, html.P(extra["rest"], className="ward-small")] if extra["rest"] else parts


def _places(rows: Sequence[Mapping[str, Any]], *, caption: str, head: str) -> html.Table:
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(
                html.Tr(
                    [
                        html.Th(head, scope="col"),
                        html.Td("", **{"aria-hidden": "true"}),
                        html.Th("Count", scope="col", className="number"),
                        html.Th("Share", scope="col", className="number"),
                    ]
                )
            ),
            html.Tbody([_place_row(row) for row in rows]),
        ],
        className="data",
    )


def _place_row(row: Mapping[str, Any]) -> html.Tr:
    name: list[Component | str] = [row["name"]]
    if row["about"]:
        name.append(html.Span(row["about"], className="ward-small"))
    return html.Tr(
        [
            html.Th(name, scope="row"),
            _bar(row["size"]),
            html.Td(row["value"], className="number"),
            html.Td(row["share"], className="number"),
        ]
    )


def _bar(size: float, mark: float | None = None) -> html.Td:
    """A bar for the eye; `mark` is what it is set against, on the same scale."""
    parts: list[Component] = [html.Span(className="ward-bar", style={"width": f"{size}%"})]
    if mark is not None:
        parts.append(html.Span(className="ward-mark", style={"left": f"{mark}%"}))
    return html.Td(html.Div(parts), className="ward-track", **{"aria-hidden": "true"})


def build_standing(extra: Mapping[str, Any]) -> html.Table:
    """A row a year, the latest first; ranks with where they lie between highest and lowest."""
    heads = extra["heads"]
    return html.Table(
        [
            html.Caption("The ward year by year"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_year(row, heads[1:]) for row in extra["rows"]]),
        ],
        className="data",
    )


def _year(row: Mapping[str, Any], heads: Sequence[str]) -> html.Tr:
    """On a phone each cell says its head itself."""
    cells = [(_cell(row, place), "") for place in range(len(row["cells"]))]
    cells += [(_rank(rank), "rank") for rank in row["ranks"]]
    period = html.Th([html.Span(words) for words in row["period"]], scope="row")
    named = zip(cells, heads, strict=True)
    return html.Tr(
        [period, *[html.Td(cell, className=kind, **{"data-head": head}) for (cell, kind), head in named]]
    )


def _cell(row: Mapping[str, Any], place: int) -> list[Component | str]:
    words = row["cells"][place]
    between = row["between"] if place == _RATE else ""
    return [words, html.Span(between, className="ward-small")] if between else [words]


def _rank(rank: Mapping[str, Any]) -> list[Component | str]:
    parts: list[Component | str] = [html.Strong(rank["words"])]
    if rank["place"] is not None:
        dot = html.Span(className="rank-dot", style={"left": f"{rank['place']}%"})
        parts.append(html.Span(dot, className="rank-line", **{"aria-hidden": "true"}))
    return [*parts, html.Span(rank["wide"], className="ward-small")] if rank["wide"] else parts


def build_mix(extra: Mapping[str, Any]) -> list[Component]:
    """A row a type: the ward's share as a bar, its district's as a mark, and a verdict where there is one."""
    parts: list[Component] = [
        html.P(
            [
                html.Span(className="swatch ward-swatch"),
                " the ward ",
                html.Span(className="ward-mark-key"),
                f" {extra['district']}. {extra['totals']}.",
            ],
            className="ward-small",
        ),
        html.Table(
            [
                html.Caption("Types"),
                html.Thead(
                    html.Tr(
                        [
                            html.Th("Type", scope="col"),
                            html.Td("", **{"aria-hidden": "true"}),
                            html.Th("Count", scope="col", className="number"),
                            html.Th("Share", scope="col", className="number"),
                            html.Th(extra["district"], scope="col", className="number"),
                        ]
                    )
                ),
                html.Tbody([_mix_row(row) for row in extra["rows"]]),
            ],
            className="data",
        ),
    ]
    return parts + [html.P(words, className="ward-small") for words in extra["apart"]]


def _mix_row(row: Mapping[str, Any]) -> html.Tr:
    name: list[Component | str] = [html.Strong(row["name"]) if row["chosen"] else row["name"]]
    if row["verdict"]:
        name.append(html.Span(row["verdict"], className="mix-verdict"))
    return html.Tr(
        [
            html.Th(name, scope="row"),
            _bar(row["size"], row["mark"]),
            html.Td(row["value"], className="number"),
            html.Td(row["share"], className="number"),
            html.Td(row["district"], className="number"),
        ]
    )
