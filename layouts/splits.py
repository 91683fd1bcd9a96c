"""What a count is made of: a short list of bars for each breakdown, hours as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

# Every so many columns one is named.
_NAMED: Final = 3


def build_splits(splits: Sequence[Mapping[str, Any]]) -> list[Component]:
    """A block for each breakdown of `View.extra["splits"]`."""
    return [
        html.Div(
            [
                html.H3([split["label"], html.Span(split["of"], className="hint")], className="split-head"),
                _columns(split) if split["columns"] else _bars(split),
                *([html.P(split["note"], className="hint")] if split["note"] else []),
            ],
            className="split split-columns" if split["columns"] else "split",
        )
        for split in splits
    ]


def _bars(split: Mapping[str, Any]) -> html.Table:
    """A row a category: its name, a bar that is only for the eye, its count and the one before."""
    return html.Table(
        [
            html.Caption(split["label"]),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(row["name"], scope="row"),
                            html.Td(
                                html.Span(className="split-bar", style={"width": f"{row['size']}%"}),
                                className="split-track",
                                **{"aria-hidden": "true"},
                            ),
                            html.Td(row["words"], className="number"),
                            html.Td(row["before"], className="split-before"),
                        ]
                    )
                    for row in split["rows"]
                ]
            ),
        ]
    )


def _columns(split: Mapping[str, Any]) -> html.Div:
    """A column a category; the counts are in what is read aloud and in the table."""
    columns = [
        html.Div(
            [
                html.Span(row["words"] if row["size"] else "", className="column-value"),
                html.Span(className="split-column", style={"height": f"{row['size'] * 0.8}%"}),
                html.Span(row["name"] if number % _NAMED == 0 else "", className="column-name"),
            ],
            className="column-box",
        )
        for number, row in enumerate(split["rows"])
    ]
    return html.Div(columns, className="columns", role="img", **{"aria-label": split["heard"]})
