"""The Peaks page: which months are high, which are unusual, and what to expect of the next ones.

What it lays out beside figure and table comes in `View.extra`, as plain values already worded and rounded:

`years`     `sentences` [words, ...] peaks, season, one-offs
            `grid`    None, or {"unit", "years": [{"label", "note": what makes it exceptional}, ...], "rows":
            [{"name", "cells": [{"words", "top", "out", "gap"}, ...], "top", "season"}, ...], "evident",
            "ranked", "tops", "more": earlier years that are in the table only}
            `focus`   None, or {"ward", "area"} the ward in focus and the area to go back to
`ahead`     `sentences` [words, ...]
`control`   `signals` [words, ...] newest first, or the one that says there is none
            `notes`   [words, ...] what must be known beside them
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.hours import build_hours_card, build_night_card
from layouts.markup import build_fragment

# So many signals stand beside the chart.
_SIGNALS: Final = 6


def build_years_card() -> html.Section:
    """Years as lines and, per day, as a grid; what they say beside them."""
    grid = build_fragment(
        html.Div,
        name=ids.YEAR_GRID,
        className="year-grid-box",
        tabIndex="0",
        role="region",
        **{"aria-labelledby": ids.title("years")},
    )
    words = build_fragment(html.Div, name=ids.YEAR_WORDS, className="peak-words")
    left = html.Div([build_graph(view="years"), words])
    return build_card(
        view="years", width="full", link=True, body=[html.Div([left, grid], className="year-row")]
    )


def build_ahead_card() -> html.Section:
    """The range of the next months with how often such ranges held."""
    words = build_fragment(html.Div, name=ids.AHEAD, className="peak-words")
    row = html.Div([build_graph(view="ahead"), words], className="peak-row")
    return build_card(view="ahead", width="full", link=True, body=[row])


def build_control_card() -> html.Section:
    """The control chart with its signals in words."""
    words = build_fragment(html.Div, name=ids.SIGNALS, className="peak-words")
    row = html.Div([build_graph(view="control"), words], className="peak-row")
    return build_card(view="control", width="full", link=True, body=[row])


# The sections of the page, in their order. A part of the page with a module of its own adds its builder here.
SECTIONS: Final[Sequence[Callable[[], Component]]] = (
    build_years_card,
    build_control_card,
    build_ahead_card,
    build_hours_card,
    build_night_card,
)


def build_peaks() -> list[Component]:
    """The mounted page: every box at its height, every graph empty."""
    return [
        html.H1("Peaks", className="visually-hidden"),
        html.Div([build() for build in SECTIONS], className="grid"),
    ]


def build_signals(extra: Mapping[str, Any]) -> list[Component]:
    """The signals, then the notes."""
    signals = extra["signals"]
    left = len(signals) - _SIGNALS
    more = [html.P(f"{left} earlier: in the table", className="hint")] if left > 0 else []
    return [
        html.H3("Signals, the newest first", className="small-head"),
        html.Ul([html.Li(words) for words in signals[:_SIGNALS]], className="sentences"),
        *more,
        *[html.P(words, className="hint") for words in extra["notes"]],
    ]


def build_words(sentences: Sequence[str]) -> list[Component]:
    """Sentences as a list."""
    return [html.Ul([html.Li(words) for words in sentences], className="sentences")]


def build_year_words(extra: Mapping[str, Any]) -> list[Component]:
    """The sentences; with a ward in focus also the way back."""
    parts = build_words(extra["sentences"])
    focus = extra["focus"]
    if focus:
        back = html.Button(
            f"Show all of {focus['area']}",
            type="button",
            className="action",
            **{"data-set": "ward", "data-value": ""},
        )
        parts.insert(0, html.P([f"Ward in focus: {focus['ward']}. ", back]))
    return parts


def build_year_grid(grid: Mapping[str, Any] | None) -> list[Component]:
    """Months down, years across, per day; the three highest of a year stand out by weight and mark."""
    if grid is None:
        return []
    heads: list[Component] = [html.Th(grid["unit"].capitalize(), scope="col")]
    for year in grid["years"]:
        note = [html.Div(year["note"], className="hint")] if year["note"] else []
        heads.append(html.Th([year["label"], *note], scope="col", className="number"))
    if grid["evident"]:
        heads.append(html.Th("Season", scope="col", className="number"))
    if grid["tops"]:
        heads.append(html.Th("Top three", scope="col", className="number"))
    rows = [html.Tr(_grid_row(row, grid)) for row in grid["rows"]]
    top = "; ▲ the three highest of the year" if grid["unit"] == "month" else "; ▲ the highest of the year"
    top = top if grid["ranked"] else ""
    more = f"; {grid['more']} earlier in the table" if grid["more"] else ""
    return [
        html.Table(
            [
                html.Caption(f"Per day, by {grid['unit']}{top}{more}"),
                html.Thead(html.Tr(heads)),
                html.Tbody(rows),
            ],
            className="data year-grid",
        )
    ]


def _grid_row(row: Mapping[str, Any], grid: Mapping[str, Any]) -> list[Component]:
    cells: list[Component] = [html.Th(row["name"], scope="row")]
    for cell in row["cells"]:
        kinds = [name for name in ("top", "out", "gap") if cell[name]]
        mark = [html.Span("▲", className="year-top-mark"), " "] if cell["top"] else []
        cells.append(
            html.Td([*mark, cell["words"]], className=" ".join(["number", *(f"year-{k}" for k in kinds)]))
        )
    if grid["evident"]:
        cells.append(html.Td(row["season"], className="number"))
    if grid["tops"]:
        cells.append(html.Td(row["top"], className="number"))
    return cells
