"""A gauge: where a value lies between its baseline, its target and what is usual.

On screen a gauge is a few marks placed by percentage of its width (six small Plotly charts would cost more
than map and months together); the picture of all gauges is one Plotly figure made of the same places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from dashboard.figures.colours import ACCENT, FONT, INK, MUTED

Scale = Literal["change", "level", "at_least"]
# A letter of the words beside the axes, as a share of the width of a picture of 944 pixels.
_LETTER: Final = 7.2 / 944
_SHAPES: Final = {
    "met": "circle",
    "on_track": "circle-dot",
    "too_close": "diamond-wide",
    "at_risk": "triangle-up-open",
    "off_track": "triangle-up",
    "cannot_be_met": "x",
    "missed": "square",
    "no_data": "circle-open",
    "watched": "diamond-open",
}


def build_bullet(
    *,
    scale: Scale,
    value: float | None,
    baseline: float | None = None,
    target: float | None = None,
    band: tuple[float, float] | None = None,
    unit: str = "",
) -> dict[str, Any]:
    """The places of a gauge's marks, in percent of its width from the left.

    scale 'change': every number is % change on the baseline, whose own place is 0, in the centre.
    scale 'level': numbers in the unit, the axis spans them with room at both ends.
    scale 'at_least': counts from zero. `band` is usual variation. Gives `value`, `target`, `baseline`
    (numbers or None), `band` (pair or None), `low` and `high` (the words at the ends of the axis), `beyond`
    ('low', 'high' or '') when the value lies outside the axis and is drawn at its end.
    """
    low, high = _axis(scale, value=value, baseline=baseline, target=target, band=band)
    # The room around the smallest number there is rounds to none.
    width = high - low or 1.0

    def place(number: float | None) -> float | None:
        if number is None:
            return None
        return round(100 * min(1.0, max(0.0, (number - low) / width)), 1)

    left, right = (place(band[0]), place(band[1])) if band is not None else (None, None)
    return {
        "value": place(value),
        "target": place(target),
        "baseline": place(0.0 if scale == "change" else baseline),
        "band": None if left is None or right is None else [left, right],
        "low": _words(low, scale=scale, unit=unit),
        "high": _words(high, scale=scale, unit=unit),
        "beyond": "" if value is None or low <= value <= high else "low" if value < low else "high",
    }


def _axis(
    scale: Scale,
    *,
    value: float | None,
    baseline: float | None,
    target: float | None,
    band: tuple[float, float] | None,
) -> tuple[float, float]:
    numbers = [n for n in (value, target, baseline, *(band or ())) if n is not None]
    if scale == "change":
        # A change beyond ±60% is drawn at the end, so that targets of 2% can still be seen apart from 0.
        reach = min(60.0, _round_up(1.15 * max([abs(n) for n in numbers], default=10.0), least=10.0))
        return -reach, reach
    if not numbers:
        return 0.0, 1.0
    if scale == "at_least":
        return 0.0, _round_up(1.1 * max(numbers), least=1.0)
    spread = (max(numbers) - min(numbers)) or abs(max(numbers)) or 1.0
    low = min(numbers) - 0.3 * spread
    return (max(0.0, low) if min(numbers) >= 0 else low), max(numbers) + 0.3 * spread


def _round_up(number: float, *, least: float) -> float:
    """The next 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten."""
    number = max(number, least)
    power = 10.0 ** math.floor(math.log10(number))
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= number - 1e-9)


def _words(number: float, *, scale: Scale, unit: str) -> str:
    if scale == "change":
        return f"{'+' if number > 0 else '−'}{abs(number):,.0f}%"
    digits = 0 if abs(number) >= 10 or float(number).is_integer() else 1
    return f"{number:,.{digits}f}{unit}"


def build_bullet_strip(*, gauges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One figure of all gauges, a row each, for copying as a picture.

    A gauge is as in `View.extra["gauges"]`: `label`, `headline` (value and change as printed),
    `status_words`, `status`, and `figure` (of `build_bullet`, or None).
    """
    n = max(len(gauges), 1)
    longest = max((len(str(gauge["label"])) for gauge in gauges), default=20)
    widest = max((len(_headline(gauge)) - len("<b></b>") for gauge in gauges), default=20)
    # Words take their share of the width first; the axes of 100, with 12 between, get the rest.
    letter = 112 * _LETTER / max(0.2, 1 - _LETTER * (longest + widest))
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    points: list[tuple[float, float, str]] = []
    for i, gauge in enumerate(gauges):
        y = n - i - 0.62
        words += [
            _word(-4, y + 0.17, f"<b>{gauge['label']}</b>", anchor="right"),
            _word(-4, y - 0.17, str(gauge.get("direction", "")), anchor="right", colour=MUTED),
            _word(104, y + 0.17, _headline(gauge), anchor="left"),
            _word(104, y - 0.17, _status(gauge), anchor="left", colour=MUTED),
        ]
        marks = gauge.get("figure")
        if not marks:
            continue
        shapes.append(_line(0, 100, y, y, colour="#B9C4CF", width=1))
        if marks["band"]:
            shapes.append(
                {
                    "type": "rect",
                    "x0": marks["band"][0],
                    "x1": marks["band"][1],
                    "y0": y - 0.2,
                    "y1": y + 0.2,
                    "fillcolor": "#E8EDF3",
                    "line": {"width": 0},
                    "layer": "below",
                }
            )
        if marks["baseline"] is not None:
            shapes.append(
                _line(marks["baseline"], marks["baseline"], y - 0.24, y + 0.24, colour="#7C8894", width=1.5)
            )
        if marks["target"] is not None:
            shapes.append(_line(marks["target"], marks["target"], y - 0.3, y + 0.3, colour=ACCENT, width=3.5))
        if marks["value"] is not None:
            points.append((marks["value"], y, _SHAPES.get(str(gauge.get("status")), "circle")))
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [x for x, _, _ in points],
                "y": [y for _, y, _ in points],
                "marker": {"size": 13, "color": INK, "symbol": [shape for _, _, shape in points]},
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "height": 64 * n + 16,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "showlegend": False,
            "font": {"family": FONT, "color": INK, "size": 13},
            "paper_bgcolor": "#FFFFFF",
            "plot_bgcolor": "#FFFFFF",
            "xaxis": {
                "visible": False,
                "range": [-8 - letter * longest, 104 + letter * widest],
                "fixedrange": True,
            },
            "yaxis": {"visible": False, "range": [0, n], "fixedrange": True},
            "shapes": shapes,
            "annotations": words,
        },
    }


def _line(x0: float, x1: float, y0: float, y1: float, *, colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "layer": "below",
        "line": {"color": colour, "width": width},
    }


def _headline(gauge: Mapping[str, Any]) -> str:
    parts = (f"<b>{gauge['headline']}</b>" if gauge.get("headline") else "", str(gauge.get("against", "")))
    return " · ".join(part for part in parts if part)


def _status(gauge: Mapping[str, Any]) -> str:
    words = str(gauge.get("status_words", ""))
    return f"{gauge.get('status_shape', '')} {words[:1].upper()}{words[1:]}".strip()


def _word(x: float, y: float, text: str, *, anchor: str, colour: str = INK) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": anchor, "font": {"color": colour}}
