"""The week by day and hour and the night-time economy, sections of Peaks: one callback fills both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Dash, Output

from callbacks.sight import Sight
from callbacks.wiring import card_outputs, wire
from dashboard.reference import Reference
from dashboard.selection import parse
from dashboard.views.registry import build_view
from dashboard.vocabulary import vocabulary_of
from layouts import ids
from layouts.card import BLANK, card_words
from layouts.hours import build_instead, build_night_notes, build_night_words, build_week_words
from layouts.markup import to_html

Words = Callable[[Mapping[str, Any]], Any]


def build_sections(reference: Reference, search: str) -> list[Any]:
    """Every output of both sections for an address, in the order of `OUTPUTS`."""
    selection = parse(search, vocabulary_of(reference)).selection
    parts: list[Any] = []
    for name, (words, _) in FILLS.items():
        view = build_view(name, reference, selection)
        told = ["" if view.empty else to_html(build(view.extra)) for build in words]
        other = to_html(build_instead(view.extra)) if view.empty else ""
        parts += [
            *card_words(view, said=view.extra.get("notes", ())),
            view.figure or BLANK,
            view.alt or view.title,
            *told,
            other,
        ]
    return parts


# What is worded of each view, and where it stands: the words one by one, then what there is instead.
FILLS: Mapping[str, tuple[Sequence[Words], Sequence[str]]] = {
    "hours": ((build_week_words,), (ids.WEEK_WORDS, ids.INSTEAD_HOURS)),
    "night": ((build_night_words, build_night_notes), (ids.NIGHT_WORDS, ids.NIGHT_NOTES, ids.INSTEAD_NIGHT)),
}
OUTPUTS = [
    output
    for name, (_, places) in FILLS.items()
    for output in (
        *card_outputs(name),
        Output(ids.graph(name), "figure"),
        Output(ids.picture(name), "aria-label"),
        *(Output(place, "data-html") for place in places),
    )
]


def register(app: Dash, sight: Sight) -> None:
    """Wire the sections."""
    wire(app, sight, OUTPUTS, fill=build_sections)
