"""Indicators against target: marks on a line, placed by percentage, with the numbers in words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboard.wording import capitalised

# Percent of a gauge's width that the word "baseline" and the end of an axis need together.
_NEAR: Final = 34


def build_gauges(gauges: Sequence[Mapping[str, Any]]) -> list[Component]:
    """One item a gauge, in the plan's order; `figure` holds the places of `build_bullet`, or None.

    A note that every gauge with a value has is said once, under them all.
    """
    notes = [gauge["note"] for gauge in gauges if gauge["headline"] and gauge["note"]]
    shared = notes[0] if len(notes) > 1 and len(set(notes)) == 1 else ""
    items = [_gauge(gauge, note="" if gauge["note"] == shared else gauge["note"]) for gauge in gauges]
    parts: list[Component] = [html.Ul(items, className="gauges")]
    if shared:
        parts.append(html.P(shared, className="gauge-note"))
    return parts


def _gauge(gauge: Mapping[str, Any], *, note: str) -> html.Li:
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
    if note:
        parts.append(html.P(note, className="gauge-note"))
    shape = html.Span(gauge["status_shape"], className="shape", **{"aria-hidden": "true"})
    words = capitalised(gauge["status_words"])
    parts.append(html.P([shape, " ", words], className=f"gauge-status status-{gauge['status']}"))
    return html.Li(parts, className="gauge")


def _marks(marks: Mapping[str, Any]) -> html.Div:
    """The line. What it shows is also in the words under it, so it is hidden from screen readers."""
    spans = [html.Span(className="axis")]
    if marks["band"]:
        left, right = marks["band"]
        spans.append(html.Span(className="band", style={"left": f"{left}%", "width": f"{right - left:.1f}%"}))
    spans += [
        html.Span(className=f"mark mark-{name}", style={"left": f"{marks[name]}%"})
        for name in ("baseline", "value", "target")
        if marks[name] is not None
    ]
    if marks["baseline"] is not None:
        spans.append(html.Span("baseline", className="mark-word", style={"left": f"{marks['baseline']}%"}))
    # The ends of the axis give way to the word under a baseline near them.
    near = marks["baseline"] if marks["baseline"] is not None else 50.0
    ends = [html.Span(marks["low"], className="end-low")] if near > _NEAR else []
    ends += [html.Span(marks["high"], className="end-high")] if near < 100 - _NEAR else []
    return html.Div(
        [*spans, *ends], className=f"bullet beyond-{marks['beyond'] or 'none'}", **{"aria-hidden": "true"}
    )
