"""The one bar of every page: native selects, for keyboards, phones and screen readers alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from dash import html
from dash.development.base_component import Component

from dashboard.selection import FORGETS
from layouts import ids
from layouts.markup import build_written

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


def build_filter_bar() -> Component:
    """The controls, empty until the first answer.

    Styles hide a source or plan without a choice, and `start`.
    """
    return build_written(
        html.Form,
        [
            html.Div(
                [
                    html.Label(LABELS[name], htmlFor=ids.filter_id(name)),
                    html.Select(id=ids.filter_id(name), className="form-select"),
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


def build_option_list(options: Sequence[Mapping[str, object]]) -> list[html.Option]:
    """The options of `build_options` as elements."""
    return [
        html.Option(option["label"], value=option["value"], disabled=option.get("disabled", False))
        for option in options
    ]


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
