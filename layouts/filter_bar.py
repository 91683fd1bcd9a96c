"""The one bar of every page: native selects, for keyboards, phones and screen readers alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, Protocol

import dash_bootstrap_components as dbc
from dash import html

from dashboard.selection import FORGETS
from layouts import ids

LABELS: Final = {
    "area": "Area",
    "plan": "Plan",
    "priority": "Priority",
    "measure": "Measure",
    "source": "Source",
    "window": "Period",
    "start": "From",
    "to": "Up to",
    "compare": "Compare with",
}


class Choice(Protocol):
    """What a control offers: a value for the address, its words, and the heading it stands under."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def group(self) -> str: ...


def build_filter_bar() -> html.Form:
    """The controls, empty until the first answer.

    Styles hide a source or plan without a choice, and `start`.
    """
    return html.Form(
        [
            html.Div(
                [
                    html.Label(LABELS[name], htmlFor=_dom_id(name)),
                    dbc.Select(id=ids.filter_id(name), options=[], size="md"),
                ],
                className=f"field field-{name}",
            )
            for name in ids.FILTERS
        ],
        id=ids.BAR,
        className="filters",
        **{
            "aria-label": "Filters",
            "data-forgets": json.dumps({name: FORGETS[name] for name in ids.FILTERS if name in FORGETS}),
        },
    )


def _dom_id(name: str) -> str:
    """The id Dash writes into the page for a pattern id: its JSON, keys in order, without spaces."""
    return f'{{"filter":"{name}"}}'


def build_options(choices: Sequence[Choice]) -> list[dict[str, object]]:
    """Options of a select, with a line that cannot be chosen before each new heading."""
    options: list[dict[str, object]] = []
    heading = ""
    for choice in choices:
        if choice.group and choice.group != heading:
            heading = choice.group
            options.append({"label": f"— {heading} —", "value": f"heading:{heading}", "disabled": True})
        options.append({"label": choice.label, "value": choice.value})
    return options
