"""Changes of districts as bars to both sides of nothing, with the whole they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component


def build_changes(rows: Sequence[Mapping[str, Any]], *, caption: str) -> list[Component]:
    """`View.extra["rows"]` of `contribution`: {"name", "size": percent of the longest, "falls", "words",
    "share", "verdict", "own", "whole"}, the whole last.
    """
    if not rows:
        return []
    return [
        html.Table(
            [html.Caption(caption), html.Tbody([_row(row) for row in rows])],
            className="changes",
        )
    ]


def _row(row: Mapping[str, Any]) -> html.Tr:
    style = {"width": f"{row['size'] / 2:g}%", "right" if row["falls"] else "left": "50%"}
    bar = html.Span(className="change-bar", style=style)
    share = f" {row['share']} of it" if row["share"] else ""
    kind = " ".join(
        word
        for word, said in (
            ("change-own", row["own"]),
            ("change-whole", row["whole"]),
            ("change-beyond", row["verdict"]),
        )
        if said
    )
    return html.Tr(
        [
            html.Th(row["name"], scope="row"),
            html.Td(
                [] if row["whole"] else html.Div(bar, className="change-track"),
                className="change-plot",
                **{"aria-hidden": "true"},
            ),
            html.Td(row["words"], className="number"),
            html.Td([row["verdict"], share] if row["verdict"] or share else "", className="change-verdict"),
        ],
        className=kind,
    )
