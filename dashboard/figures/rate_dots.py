"""Rates as dots with intervals on one scale from nothing: places for the page, a picture for copying."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, INK, MUTED, ORANGE
from dashboard.figures.look import look

# Pixels a row takes in a picture.
_ROW: Final = 28
_MOST_TICKS: Final = 5
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Dot:
    """A rate with the ends of its interval; `own`: the page is about it; `words` stand at its right."""

    name: str
    rate: float
    low: float
    high: float
    words: str
    own: bool = False


@dataclass(frozen=True)
class Axis:
    """From nothing to `top`, with a tick at each of `ticks`."""

    top: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """A value's place in percent of the axis."""
        return round(100 * min(max(value, 0.0), self.top) / self.top, 2)


def axis_to(highest: float) -> Axis:
    """An axis that holds a value, with at most five steps of 1, 2 or 5 times a power of ten."""
    if highest <= 0:
        return Axis(1.0, (0.0, 1.0))
    size = 10.0 ** math.floor(math.log10(highest / _MOST_TICKS))
    step = next(size * factor for factor in _STEPS if highest / (size * factor) <= _MOST_TICKS)
    count = math.ceil(highest / step - 1e-9)
    return Axis(count * step, tuple(step * i for i in range(count + 1)))


def signed_ticks(reach: float, *, suffix: str = "") -> dict[str, Any]:
    """Ticks to both sides of nothing, as far as `reach`, a rise with its sign."""
    above = [tick for tick in axis_to(reach / 2).ticks[1:] if tick < reach]
    ticks = [-tick for tick in reversed(above)] + [0.0] + above
    return {
        "tickvals": ticks,
        "ticktext": [f"{tick:+,g}{suffix}".replace("-", "−") if tick else f"0{suffix}" for tick in ticks],
    }


def build_dots_picture(
    *, dots: Sequence[Dot], lines: Sequence[tuple[str, float]], axis: str
) -> dict[str, Any]:
    """The dots from above, each with its whiskers; `lines` are named rates across all of them."""
    places = [-number for number in range(len(dots))]
    scale = axis_to(max([dot.high for dot in dots] + [value for _, value in lines], default=0.0))
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [dot.rate for dot in dots],
                "y": places,
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [dot.high - dot.rate for dot in dots],
                    "arrayminus": [dot.rate - dot.low for dot in dots],
                    "color": MUTED,
                    "thickness": 2,
                    "width": 4,
                },
                "marker": {"size": 11, "color": [ORANGE if dot.own else ACCENT for dot in dots]},
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            **look(),
            "height": _ROW * len(dots) + 84,
            "margin": {"l": 190, "r": 350, "t": 36, "b": 48},
            "xaxis": {
                "title": {"text": axis, "font": {"size": 13, "color": MUTED}},
                "range": [0, scale.top],
                "tickvals": list(scale.ticks),
                "tickformat": ",~f",
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "yaxis": {
                "tickvals": places,
                "ticktext": [f"<b>{dot.name}</b>" if dot.own else dot.name for dot in dots],
                "range": [-len(dots) + 0.4, 0.6],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "shapes": [
                _line(value, dash="dot" if place == 0 else "solid") for place, (_, value) in enumerate(lines)
            ],
            "annotations": [
                *(_words(place, dot) for place, dot in zip(places, dots, strict=True)),
                *(_line_name(name, value, place) for place, (name, value) in enumerate(lines)),
            ],
        },
    }


def _line(value: float, *, dash: str) -> dict[str, Any]:
    line = {"color": INK, "width": 1.2, "dash": dash}
    return {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": value, "x1": value, "line": line}


def _words(place: int, dot: Dot) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 12,
        "y": place,
        "text": dot.words,
        "showarrow": False,
        "font": {"size": 13},
    }


def _line_name(name: str, value: float, place: int) -> dict[str, Any]:
    """Above the dots; a second name goes one line up."""
    return {
        "x": value,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 16 * place,
        "text": name,
        "showarrow": False,
        "font": {"size": 12, "color": MUTED},
    }
