"""Rates in the five fifths of deprivation, as bars with the rate above and what it is made of below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.figures.colours import BAR, GRID, MUTED
from dashboard.figures.look import look

HEIGHT: Final = 300


def build_fifths(
    *, labels: Sequence[str], values: Sequence[float | None], lines: Sequence[str], axis: str
) -> dict[str, Any] | None:
    """Bars of `values`, each with its label and a line under it; None where there is no value at all.

    A fifth without a value is blank with a word, never a zero.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    places = list(range(len(labels)))
    return {
        "data": [
            {
                "type": "bar",
                "x": places,
                "y": list(values),
                "width": 0.6,
                "marker": {"color": BAR},
                "text": ["" if value is None else f"{value:,.1f}" for value in values],
                "textposition": "outside",
                "textfont": {"size": 15},
                "hovertext": [f"{label}<br>{line}" for label, line in zip(labels, lines, strict=True)],
                "hovertemplate": "%{hovertext}<br>%{y:,.1f}<extra></extra>",
            }
        ],
        "layout": {
            **look(),
            "height": HEIGHT,
            "margin": {"l": 56, "r": 12, "t": 12, "b": 64},
            "xaxis": {
                "tickvals": places,
                "ticktext": [f"{label.replace(', ', '<br>').replace(' ', '<br>')}" for label in labels],
                "fixedrange": True,
                "zeroline": False,
            },
            "yaxis": {
                "title": {"text": axis, "font": {"size": 13, "color": MUTED}},
                "range": [0, 1.18 * max(*known, 0.1)],
                "tickformat": ",~f",
                "nticks": 5,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "annotations": [
                {
                    "x": place,
                    "y": 0,
                    "yanchor": "bottom",
                    "text": "not shown",
                    "showarrow": False,
                    "font": {"color": MUTED},
                }
                for place, value in zip(places, values, strict=True)
                if value is None
            ],
        },
    }
