"""How few places hold how much: the count of the highest places together, from none to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from dashboard.figures.colours import ACCENT, GRID, INK, MUTED
from dashboard.figures.look import look


def build_curve(
    *, counts: Sequence[int], earlier: Sequence[int], now_words: str, earlier_words: str
) -> dict[str, Any]:
    """Percent of the count in the highest wards, by how many wards; `counts` and `earlier` highest first.

    A mark where half is reached, a thin line for the period before.
    """
    now = _shares(counts)
    half = next(place for place, share in enumerate(now) if share >= 50)
    traces = [_line(now, colour=ACCENT, width=3, name=now_words, hover=True)]
    if earlier:
        traces.insert(0, _line(_shares(earlier), colour=MUTED, width=1.5, name=earlier_words, dash="dot"))
    axis = {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "ticks": "outside", "tickcolor": GRID}
    return {
        "data": traces,
        "layout": {
            **look(),
            "margin": {"l": 48, "r": 12, "t": 8, "b": 40},
            "xaxis": {**axis, "range": [0, len(now) - 1], "title": {"text": "Wards, the highest first"}},
            "yaxis": {**axis, "range": [0, 101], "ticksuffix": "%"},
            "shapes": [
                _edge(x0=0, x1=half, y0=50, y1=50),
                _edge(x0=half, x1=half, y0=0, y1=50),
            ],
            "annotations": [
                {
                    "x": half,
                    "y": 25,
                    "text": f"<b>{half}</b> hold half",
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": 6,
                    "font": {"size": 14, "color": INK},
                }
            ],
        },
    }


def _shares(counts: Sequence[int]) -> list[float]:
    total = sum(counts)
    return [0.0, *(round(100 * held / total, 2) for held in accumulate(counts))]


def _line(
    shares: Sequence[float], *, colour: str, width: float, name: str, dash: str = "solid", hover: bool = False
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(shares))),
        "y": list(shares),
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        **({"hovertemplate": "%{x} wards: %{y:.0f}%<extra></extra>"} if hover else {"hoverinfo": "skip"}),
    }


def _edge(**places: float) -> dict[str, Any]:
    return {"type": "line", "layer": "below", "line": {"color": INK, "width": 1, "dash": "dot"}, **places}
