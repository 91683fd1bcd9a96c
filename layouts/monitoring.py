"""The monitoring table of a board: priorities with their leads, and a row a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card
from layouts.markup import build_fragment

_HEADS: Final = (
    "Measure",
    "Baseline",
    "Before",
    "Latest",
    "Difference",
    "By the plan",
    "Districts and commentary",
)
_NUMBERS: Final = ("Baseline", "Before", "Latest", "Difference")


def build_monitoring() -> html.Section:
    """The card; its table is always open."""
    box = build_fragment(
        html.Div,
        name=ids.body("monitoring"),
        className="monitoring-box",
        tabIndex="0",
        role="region",
        **{"aria-labelledby": ids.title("monitoring")},
    )
    return build_card(view="monitoring", width="full", picture=False, body=[box])


def build_monitoring_table(groups: Sequence[Mapping[str, Any]]) -> html.Table:
    """`View.extra["groups"]`: {"label", "lead", "aim", "notes", "rows", "missing": [(names, words)]}; a row
    {"label", "area", "lead", "values": [(value, months), ...], "difference", "arrow", "moved", "verdict",
    "state", "usual", "up", "down", "comment"}.
    """
    heads = [html.Th(name, scope="col", className="number" if name in _NUMBERS else "") for name in _HEADS]
    return html.Table(
        [
            html.Caption("Monitoring: measures by priority"),
            html.Thead(html.Tr(heads)),
            *(
                html.Tbody([_head(group), *map(_row, group["rows"]), *_missing(group["missing"])])
                for group in groups
            ),
        ],
        className="data monitoring",
    )


def _head(group: Mapping[str, Any]) -> html.Tr:
    lead = html.Span(f"Lead: {group['lead']}", className="hint") if group["lead"] else ""
    notes = [html.P(note, className="monitoring-note") for note in group["notes"]]
    words = [html.Strong(group["label"]), " ", lead, *notes]
    return html.Tr(html.Th(words, scope="rowgroup", colSpan=str(len(_HEADS))), className="monitoring-head")


def _row(row: Mapping[str, Any]) -> html.Tr:
    below = [row["area"], f"Lead: {row['lead']}" if row["lead"] else ""]
    hints = [html.Span(words, className="hint") for words in below if words]
    return html.Tr(
        [
            html.Th([row["label"], *hints], scope="row"),
            *(_value(*pair) for pair in row["values"]),
            html.Td(_difference(row), className="number"),
            html.Td(_verdict(row)),
            html.Td(_words(row)),
        ]
    )


def _missing(found: Sequence[tuple[str, str]]) -> list[html.Tr]:
    """A line for all that lack the same, under the measures that have something to show."""
    return [
        html.Tr(
            html.Td([html.Strong(names), html.Span(words, className="hint")], colSpan=str(len(_HEADS))),
            className="monitoring-missing",
        )
        for names, words in found
    ]


def _value(value: str, months: str) -> html.Td:
    return html.Td([value, html.Span(months, className="hint")] if months else value, className="number")


def _difference(row: Mapping[str, Any]) -> list[Component | str]:
    """The arrow is the value's way; its colour and the word beside it are the plan's view of it."""
    if not row["difference"]:
        return []
    arrow = html.Span(row["arrow"], className=f"arrow plan-{row['state']}", **{"aria-hidden": "true"})
    return [arrow, " ", html.Span(row["moved"], className="visually-hidden"), " ", row["difference"]]


def _verdict(row: Mapping[str, Any]) -> list[Component | str]:
    if not row["verdict"]:
        return []
    word = html.Span(row["verdict"], className=f"verdict plan-{row['state']}")
    return [word, html.Span(row["usual"], className="hint")] if row["usual"] else [word]


def _words(row: Mapping[str, Any]) -> list[Component]:
    lines = [
        f"Most up: {row['up']}." if row["up"] else "",
        f"Most down: {row['down']}." if row["down"] else "",
    ]
    return [html.P(line, className="monitoring-note") for line in (*lines, row["comment"]) if line]
