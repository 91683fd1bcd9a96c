"""Every district's months as a small chart, all on one scale, drawn from places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from layouts import tags


def build_small_lines(extra: Mapping[str, Any]) -> list[Markup]:
    """`View.extra` of `district-months`: `charts` [{"code", "name", "own", "runs", "words"}], the runs of
    the group `beside`, `marks` [{"kind", "left", "wide", "words", "months"}], `top` and the two `months` at
    the ends. A name sets its district beside the page's own.
    """
    if not extra["charts"]:
        return []
    under = _marks(extra["marks"]) + "".join(_line(run, "small-beside") for run in extra["beside"])
    marks = [f"{mark['words']} ({mark['months']})" for mark in extra["marks"]]
    key = [tags.Span(["Grey line: ", extra["group"], ". "])]
    key += [tags.Span(f"Shaded or dotted: {'; '.join(marks)}. ")] if marks else []
    key.append(tags.Span("A name puts its district into the comparison of two, below."))
    return [
        tags.Ol([_chart(chart, under, extra) for chart in extra["charts"]], className="small-lines"),
        tags.P(key, className="hint"),
    ]


def _chart(chart: Mapping[str, Any], under: str, extra: Mapping[str, Any]) -> Markup:
    """What it draws is in the words beside the name and in the table, so it is hidden from screen readers."""
    kind = "small-own" if chart["own"] else "small-line"
    lines = "".join(_line(run, kind) for run in chart["runs"])
    # Numbers of our own, and words that are escaped.
    svg = Markup(  # noqa: S704
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none">{under}{lines}</svg>'
    )
    first, last = extra["months"]
    name: Markup = (
        tags.Strong(chart["name"])
        if chart["own"]
        else tags.Button(
            chart["name"],
            type="button",
            className="action",
            **{"data-set": "beside", "data-value": chart["code"]},
        )
    )
    return tags.Li(
        [
            tags.H3([name, tags.Span(chart["words"], className="hint")], className="small-name"),
            tags.Div(
                [tags.Div([svg, tags.Span(extra["top"], className="small-top")], className="small-box")],
                **{"aria-hidden": "true"},
            ),
            tags.Div(
                [tags.Span(first), tags.Span(last)], className="small-months", **{"aria-hidden": "true"}
            ),
        ],
        className="small own" if chart["own"] else "small",
    )


def _marks(marks: Sequence[Mapping[str, Any]]) -> str:
    parts = []
    for mark in marks:
        title = f"<title>{escape(mark['words'])}</title>"
        if mark["wide"]:
            parts.append(
                f'<rect class="small-band" x="{mark["left"]:g}" y="0" width="{mark["wide"]:g}" '
                f'height="100">{title}</rect>'
            )
        else:
            parts.append(f'<path class="small-break" d="M{mark["left"]:g} 0V100">{title}</path>')
    return "".join(parts)


def _line(run: Sequence[tuple[float, float]], kind: str) -> str:
    places = " ".join(f"{x:g},{y:g}" for x, y in run)
    return f'<polyline class="{kind}" points="{places}"></polyline>'
