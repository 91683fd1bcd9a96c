"""Changes of districts as bars to both sides of nothing, with the whole they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from layouts import tags


def build_changes(rows: Sequence[Mapping[str, Any]], *, caption: str) -> list[Markup]:
    """`View.extra["rows"]` of `contribution`: {"name", "size": percent of the longest, "falls", "words",
    "share", "verdict", "own", "whole"}, the whole last.
    """
    if not rows:
        return []
    return [
        tags.Table(
            [tags.Caption(caption), tags.Tbody([_row(row) for row in rows])],
            className="changes",
        )
    ]


def _row(row: Mapping[str, Any]) -> Markup:
    style = {"width": f"{row['size'] / 2:g}%", "right" if row["falls"] else "left": "50%"}
    bar = tags.Span(className="change-bar", style=style)
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
    return tags.Tr(
        [
            tags.Th(row["name"], scope="row"),
            tags.Td(
                [] if row["whole"] else tags.Div(bar, className="change-track"),
                className="change-plot",
                **{"aria-hidden": "true"},
            ),
            tags.Td(row["words"], className="number"),
            tags.Td([row["verdict"], share] if row["verdict"] or share else "", className="change-verdict"),
        ],
        className=kind,
    )
