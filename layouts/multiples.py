"""Small multiples: a chart an indicator, drawn from places, its status in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from layouts.table import month_words

# Percent of a chart's height that a word needs above its line.
_TOP: Final = 12
_SCALES: Final = {"change": "% on the baseline’s way", "count": "count so far", "level": "as published"}


def build_multiples(multiples: Sequence[Mapping[str, Any]]) -> list[Component]:
    """An item for each of `View.extra["multiples"]`; its name opens its trajectory."""
    return [html.Ol([_multiple(one) for one in multiples], className="multiples")]


def _multiple(one: Mapping[str, Any]) -> html.Li:
    name = html.Button(
        one["label"],
        type="button",
        className="action score-name",
        **{"data-set": "indicator", "data-value": one["id"]},
    )
    status = [
        html.Span(one["status_shape"], className="shape", **{"aria-hidden": "true"}),
        f" {one['status_words']}",
    ]
    parts: list[Component] = [
        html.H3(name, className="multiple-name"),
        html.P(status, className=f"multiple-status status-{one['status']}"),
        html.P(one["headline"], className="multiple-words"),
    ]
    places = one["places"]
    parts.append(
        _chart(places, scale=one["scale"]) if places else html.P(one["missing"], className="multiple-none")
    )
    return html.Li(parts, className="multiple")


def _chart(places: Mapping[str, Any], *, scale: str) -> html.Div:
    """What it shows is in the words over it too, so it is hidden from screen readers."""
    heights = [(height, "target") for height in places["targets"][:1]]
    if places["baseline"] is not None:
        heights.append((places["baseline"], "baseline"))
    heights.sort()
    # The higher line has its word above it, the lower one below: they never meet.
    names = [
        html.Span(
            name,
            className=f"multiple-word word-{name}{'' if i == 0 and height > _TOP else ' word-under'}",
            style={"top": f"{height}%"},
        )
        for i, (height, name) in enumerate(heights)
    ]
    last = places["last"]
    mark = [html.Span(className="multiple-mark", style={"left": f"{last[0]}%", "top": f"{last[1]}%"})]
    return html.Div(
        [
            html.Div(
                [Markup(draw(places)), *names, *(mark if last else [])],  # noqa: S704 - numbers of our own
                className="multiple-box",
            ),
            html.Div(
                [
                    html.Span(month_words(places["first"])),
                    html.Span(_SCALES[scale]),
                    html.Span(month_words(places["end"])),
                ],
                className="multiple-months",
            ),
        ],
        className="multiple-chart",
        **{"aria-hidden": "true"},
    )


def draw(places: Mapping[str, Any]) -> str:
    """The SVG of the marks, stretched to its box; lines keep their width."""
    parts = [_shape("polygon", places["spread"], "spread"), _shape("polygon", places["ahead"], "ahead")]
    if places["baseline"] is not None:
        parts.append(_level(places["baseline"], "baseline"))
    parts += [_level(height, "target") for height in places["targets"]]
    parts += [
        _shape("polyline", places["expected"], "expected"),
        _shape("polyline", places["ahead_line"], "ahead-line"),
        _shape("polyline", places["actual"], "actual"),
    ]
    return f'<svg viewBox="0 0 100 100" preserveAspectRatio="none">{"".join(parts)}</svg>'


def _shape(tag: str, run: Sequence[tuple[float, float]], kind: str) -> str:
    if len(run) < 2:
        return ""
    places = " ".join(f"{float(x):g},{float(y):g}" for x, y in run)
    return f'<{tag} class="draw-{kind}" points="{places}"></{tag}>'


def _level(height: float, kind: str) -> str:
    return _shape("polyline", [(0, height), (100, height)], kind)
