"""What stands beside an opened indicator's chart: status, numbers in words, aim, actions, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.card import build_card, build_graph
from layouts.markup import build_fragment
from layouts.table import month_words


def build_trajectory_card() -> html.Section:
    """The card, shown once an indicator is open."""
    close = html.Button(
        "Close",
        type="button",
        className="action trajectory-close",
        **{"data-set": "indicator", "data-value": "", "data-close": "trajectory"},
    )
    about = build_fragment(html.Div, name=ids.TRAJECTORY, className="trajectory-about")
    row = html.Div([build_graph(view="trajectory"), about], className="trajectory-row")
    return build_card(view="trajectory", width="full", link=True, body=[close, row])


def build_about(about: Mapping[str, Any] | None) -> list[Component]:
    """`View.extra["about"]` of the view `trajectory`."""
    if not about:
        return []
    shape = html.Span(about["shape"], className="shape", **{"aria-hidden": "true"})
    parts: list[Component] = [
        html.P(
            [shape, f" {about['words']}"],
            className=f"trajectory-status status-{about['status']}{'' if about['drawn'] else ' undrawn'}",
        ),
    ]
    if about["means"]:
        parts.append(html.P(about["means"]))
    if about["missing"]:
        parts.append(html.P(about["missing"], className="trajectory-missing"))
    parts.append(html.Dl([_fact(what, words) for what, words in about["facts"]], className="facts"))
    parts += [html.P(words, className="flag") for words in about["flags"]]
    parts += [html.P(words, className="hint") for words in about["alternatives"]]
    parts += _aims(about)
    parts += _actions(about["actions"])
    parts += _notes(about["notes"])
    return parts


def _fact(what: str, words: str) -> html.Div:
    return html.Div([html.Dt(what), html.Dd(words)])


def _aims(about: Mapping[str, Any]) -> list[Component]:
    lines = [html.P([html.Strong(label), f": {aim}" if aim else ""]) for label, aim in about["aims"]]
    who = [f"Lead: {about['lead']}"] if about["lead"] else []
    who += [f"measured in {about['area']}"] if about["area"] else []
    if who:
        lines.append(html.P("; ".join(who), className="hint"))
    return [html.H3("What the plan wants", className="small-head"), *lines] if lines else []


def _actions(actions: Sequence[Mapping[str, str]]) -> list[Component]:
    head = html.H3("Actions that should move it", className="small-head")
    if not actions:
        return [head, html.P("The plan ties no action to this indicator.", className="hint")]
    link = html.A("All actions of the plan", href="/plan", **{"data-page": "/plan"})
    return [
        head,
        html.Ul([_action(action) for action in actions], className="trajectory-actions"),
        html.P(link, className="hint"),
    ]


def _action(action: Mapping[str, str]) -> html.Li:
    due = f"due {action['due']}" if action["due"] else ""
    who = ", ".join(part for part in (action["lead"], due, action["status"]) if part)
    parts: list[str | Component] = [action["action"], " ", html.Span(who, className="hint")]
    if action["progress"]:
        parts.append(html.Span(f" {action['progress']}", className="hint"))
    return html.Li(parts)


def _notes(notes: Sequence[tuple[str, str]]) -> list[Component]:
    if not notes:
        return []
    lines = []
    for whose, text in notes:
        month, comma, author = whose.partition(", ")
        lines.append(html.P([html.Span(f"{month_words(month)}{comma}{author}: ", className="hint"), text]))
    return [html.H3("Notes", className="small-head"), *lines]
