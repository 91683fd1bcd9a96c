"""What became of crimes, as one table: crime types, then months, a column for each group of outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component


def build_outcomes(found: Mapping[str, Any]) -> Component:
    """`View.extra["outcomes"]` in a box that scrolls sideways where it is too wide."""
    heads = [html.Th(label, scope="col", className="number") for label in found["groups"]]
    bodies: list[Component] = []
    for block in found["blocks"]:
        rows = [_row(row) for row in block["rows"]]
        if block["heading"] == "Crime type" and any(found["change"]):
            cells = [html.Td(words, className="number") for words in found["change"]]
            rows.insert(1, html.Tr([html.Th("Change", scope="row"), html.Td(), *cells], className="muted"))
        head = html.Tr(
            [
                html.Th(block["heading"], scope="col"),
                html.Th("n", scope="col", className="number"),
                *(heads if not bodies else [html.Td() for _ in heads]),
            ],
            className="outcome-head",
        )
        bodies.append(html.Tbody([head, *rows]))
    return html.Table([html.Caption("Last outcomes"), *bodies], className="data")


def _words(rate: str, count: str) -> list[str | Component]:
    return [rate, html.I(f" ({count})" if rate else count)]


def _row(row: Mapping[str, Any]) -> html.Tr:
    name = [row["name"], *([html.Span(f" {row['note']}", className="hint")] if row["note"] else [])]
    cells = [html.Td(_words(*cell), className="number") if cell else html.Td() for cell in row["cells"]]
    return html.Tr(
        [html.Th(name, scope="row"), html.Td(row["n"], className="number"), *cells],
        className="recent" if row["note"] else "",
    )
