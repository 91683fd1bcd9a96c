"""Rates of many places against how many people they have, with the limits chance would keep them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, MUTED, ORANGE, ORANGE_TEXT
from dashboard.figures.count_axis import build_size_axis
from dashboard.figures.labels import Named, build_labels
from dashboard.figures.look import HALO, as_drawn, look

HEIGHT: Final = 460
# Points of a limit line.
_STEPS: Final = 32
_OTHERS: Final = "#B9C4CF"


@dataclass(frozen=True)
class Place:
    """A point: people, rate, its name and where it lies. `shown`: named; `own`: of the area itself; `far`:
    outside the outer limits.
    """

    people: int
    rate: float
    name: str
    where: str
    own: bool
    shown: bool
    far: bool


def build_funnel_figure(
    *,
    places: Sequence[Place],
    centre: float,
    limits: Sequence[tuple[str, Callable[[float], tuple[float, float]]]],
    axis: str,
    across: str,
    people: str,
) -> dict[str, Any]:
    """`limits`: the name of each pair of lines and what gives (lower, upper) for so many people.

    Three kinds of traces: a line for each pair, points of others, points of the area's own.
    """
    least, most = min(p.people for p in places), max(p.people for p in places)
    margin = 0.06 * (most - least or most)
    left, right = max(0.0, least - margin), most + margin
    # Closer steps at the left, where the lines bend.
    steps = [max(left, 1.0) + (right - left) * (i / _STEPS) ** 2 for i in range(_STEPS + 1)]
    top = 1.12 * max(place.rate for place in places) or 1.0
    own = [place for place in places if place.own]
    named = [Named(p.people, p.rate, p.name, bold=p.far) for p in places if p.shown]
    return {
        "data": [
            *(_limit(name, read, steps, dash=bool(i)) for i, (name, read) in enumerate(limits)),
            _points([place for place in places if not place.own], colour=_OTHERS, size=7, people=people),
            _points(own, colour=ACCENT, size=10, people=people),
        ],
        "layout": {
            **look(),
            "height": HEIGHT,
            "margin": {"l": 52, "r": 12, "t": 12, "b": 48},
            "xaxis": build_size_axis(left, right, title=across),
            "yaxis": {
                "title": {"text": axis, "font": {"size": 13, "color": MUTED}},
                "range": [0, top],
                "tickformat": ",~f",
                "nticks": 6,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "shapes": [
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": centre,
                    "y1": centre,
                    "line": {"color": ORANGE, "width": 2},
                }
            ],
            "annotations": [
                *build_labels(
                    named,
                    points=[(place.people, place.rate) for place in places],
                    span=((left, right), (0, top)),
                ),
                _line_name(f"wards together {centre:,.1f}", centre, colour=ORANGE_TEXT),
                *(_line_name(name, read(right)[1], colour=MUTED) for name, read in limits),
            ],
        },
    }


def _limit(
    name: str, read: Callable[[float], tuple[float, float]], steps: Sequence[float], *, dash: bool
) -> dict[str, Any]:
    """Both lines of a pair in one trace: up along the lower one, a gap, then the upper one."""
    found = [read(people) for people in steps]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [*map(as_drawn, steps), None, *map(as_drawn, steps)],
        "y": [*(as_drawn(low) for low, _ in found), None, *(as_drawn(high) for _, high in found)],
        "line": {"color": MUTED, "width": 1.6, "dash": "dash" if dash else "solid"},
        "hoverinfo": "skip",
    }


def _points(places: Sequence[Place], *, colour: str, size: int, people: str) -> dict[str, Any]:
    """A diamond for what lies outside the outer limits: shape as well as place tells it.

    The numbers of its hover words are the point's own: there may be 300.
    """
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place.people for place in places],
        "y": [round(place.rate, 2) for place in places],
        "marker": {
            "color": colour,
            "size": size,
            "symbol": ["diamond" if place.far else "circle" for place in places],
            "line": {"width": 1, "color": "#FFFFFF"},
        },
        "text": [f"{place.name}, {place.where}" for place in places],
        "hovertemplate": f"<b>%{{text}}</b><br>%{{y:,.1f}}, %{{x:,d}} {people}<extra></extra>",
    }


def _line_name(words: str, height: float, *, colour: str) -> dict[str, Any]:
    """At the right end of a line, above it."""
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "y": height,
        "yanchor": "bottom",
        "text": words,
        "showarrow": False,
        "font": {"size": 12, "color": colour, "shadow": HALO},
    }
