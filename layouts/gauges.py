"""Indicators against target: marks on a line, placed by percentage, with the numbers in words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component


def build_gauges(gauges: Sequence[Mapping[str, Any]]) -> list[html.Li]:
    """One item a gauge, in the plan's order; `figure` holds the places of `build_bullet`, or None."""
    return [_gauge(gauge) for gauge in gauges]


def _gauge(gauge: Mapping[str, Any]) -> html.Li:
    status = str(gauge["status"])
    parts: list[Component] = [
        html.H3(gauge["label"], className="gauge-label"),
        html.P(gauge["direction"], className="gauge-direction"),
    ]
    if gauge["figure"]:
        parts.append(_marks(gauge["figure"]))
    if gauge["headline"]:
        number, _, rest = gauge["headline"].partition(" ")
        words = " · ".join(part for part in (rest, gauge["against"]) if part)
        parts.append(html.P([html.Strong(number), " ", words], className="gauge-value"))
    if gauge["note"]:
        parts.append(html.P(gauge["note"], className="gauge-note"))
    parts.append(
        html.P(
            [
                html.Span(gauge["status_shape"], className="shape", **{"aria-hidden": "true"}),
                " ",
                gauge["status_words"],
            ],
            className=f"gauge-status status-{status}",
        )
    )
    return html.Li(parts, className="gauge")


def _marks(marks: Mapping[str, Any]) -> html.Div:
    """The line. What it shows is also in the words under it, so it is hidden from screen readers."""
    spans = [html.Span(className="axis")]
    if marks["band"]:
        left, right = marks["band"]
        spans.append(html.Span(className="band", style={"left": f"{left}%", "width": f"{right - left:.1f}%"}))
    spans += [
        html.Span(className=f"mark mark-{name}", style={"left": f"{marks[name]}%"})
        for name in ("baseline", "target", "value")
        if marks[name] is not None
    ]
    if marks["baseline"] is not None:
        spans.append(html.Span("baseline", className="mark-word", style={"left": f"{marks['baseline']}%"}))
    ends = [html.Span(marks["low"], className="end-low"), html.Span(marks["high"], className="end-high")]
    return html.Div(
        [*spans, *ends], className=f"bullet beyond-{marks['beyond'] or 'none'}", **{"aria-hidden": "true"}
    )
