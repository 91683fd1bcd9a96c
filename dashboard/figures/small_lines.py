"""Areas as small charts on one scale: places for the page, and one figure of them all to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, FONT, INK, MUTED, ORANGE, ORANGE_TEXT

Place = tuple[float, float]
Runs = Sequence[Sequence[Place]]
# A cell of the picture in its own units: a chart of 100 by 100, its name above and its months below.
_WIDE: Final = 116
_TALL: Final = 170
_ROW: Final = 190
_COLUMN: Final = 250
_BAND: Final = "#EFEBDD"


@dataclass(frozen=True)
class SmallScale:
    """Months by index from `first` to `last`, and values from nothing to `top`."""

    first: int
    last: int
    top: float

    def at(self, middle: float, value: float) -> Place:
        """A place in percent of a chart's width from the left and of its height from the top."""
        wide = self.last - self.first + 1
        return round(100 * (middle - self.first + 0.5) / wide, 1), round(100 - 100 * value / self.top, 1)

    def across(self, edge: float) -> float:
        """The place of the edge before a month in percent of the width, inside the chart."""
        wide = self.last - self.first + 1
        return round(100 * min(max(edge - self.first, 0.0), wide) / wide, 2)


def build_small_picture(
    *,
    charts: Sequence[Mapping[str, Any]],
    beside: Runs,
    marks: Sequence[Mapping[str, Any]],
    months: tuple[str, str],
    top: str,
    columns: int = 5,
) -> dict[str, Any]:
    """One figure of all of them.

    A chart has `name`, `own` and `runs` of places; `beside` is the line they all have, `marks` are bands
    (`left`, `wide`) and lines (`left`). Three lines and the bands: four traces, whatever their number.
    """
    columns = min(columns, max(len(charts), 1))
    rows = -(-len(charts) // columns)
    corners = [(_WIDE * (n % columns), -_TALL * (n // columns)) for n in range(len(charts))]
    others = [(c, corner) for c, corner in zip(charts, corners, strict=True) if not c["own"]]
    own = [(c, corner) for c, corner in zip(charts, corners, strict=True) if c["own"]]
    return {
        "data": [
            _bands(marks, corners),
            _traced([(beside, corner) for corner in corners], color=MUTED, width=1.2),
            _traced([(c["runs"], corner) for c, corner in others], color=ACCENT, width=2),
            _traced([(c["runs"], corner) for c, corner in own], color=ORANGE, width=3),
        ],
        "layout": {
            "width": _COLUMN * columns,
            "height": _ROW * rows,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "showlegend": False,
            "font": {"family": FONT, "color": INK, "size": 12},
            "paper_bgcolor": "#FFFFFF",
            "plot_bgcolor": "#FFFFFF",
            "xaxis": {"visible": False, "range": [-2, _WIDE * columns - 12], "fixedrange": True},
            "yaxis": {"visible": False, "range": [-_TALL * rows + 26, 26], "fixedrange": True},
            "shapes": [_floor(corner) for corner in corners],
            "annotations": [
                words
                for chart, corner in zip(charts, corners, strict=True)
                for words in _words(chart, corner, months=months, top=top)
            ],
        },
    }


def _traced(found: Sequence[tuple[Runs, Place]], **line: Any) -> dict[str, Any]:
    """Many runs in one trace, a gap between each two."""
    x: list[float | None] = []
    y: list[float | None] = []
    for runs, (left, top) in found:
        for run in runs:
            x += [*(left + across for across, _ in run), None]
            y += [*(top - down for _, down in run), None]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _bands(marks: Sequence[Mapping[str, Any]], corners: Sequence[Place]) -> dict[str, Any]:
    """A band for months, a line as thin as one for a break."""
    x: list[float | None] = []
    y: list[float | None] = []
    for left, top in corners:
        for mark in marks:
            start, end = left + mark["left"], left + mark["left"] + max(mark["wide"], 0.4)
            x += [start, end, end, start, start, None]
            y += [top, top, top - 100, top - 100, top, None]
    none = {"width": 0}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": _BAND,
        "line": none,
        "hoverinfo": "skip",
    }


def _floor(corner: Place) -> dict[str, Any]:
    left, top = corner
    line = {"color": MUTED, "width": 1}
    return {"type": "line", "x0": left, "x1": left + 100, "y0": top - 100, "y1": top - 100, "line": line}


def _words(
    chart: Mapping[str, Any], corner: Place, *, months: tuple[str, str], top: str
) -> list[dict[str, Any]]:
    left, up = corner
    name = f"<b>{chart['name']}</b>"
    placed = (
        (left, up + 16, name, "left", ORANGE if chart["own"] else INK),
        (left + 100, up + 16, f"to {top}", "right", MUTED),
        (left, up - 110, months[0], "left", MUTED),
        (left + 100, up - 110, months[1], "right", MUTED),
    )
    return [
        {
            "x": x,
            "y": y,
            "text": text,
            "xanchor": anchor,
            "yanchor": "middle",
            "showarrow": False,
            "font": {"color": ORANGE_TEXT if colour == ORANGE else colour},
        }
        for x, y, text, anchor, colour in placed
    ]
