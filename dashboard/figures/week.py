"""The hours of a week as a grid: a row a day from 06:00, an hour a column, one trace in stepped colours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import GRID, INK, MUTED, ORANGE, SEQUENTIAL, ZERO, text_on
from dashboard.figures.look import look

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS: Final = 24
_FIRST: Final = 6


@dataclass(frozen=True)
class Steps:
    """Colour classes: `edges` between them ascend, `words` name them; the first is zero where `zero`."""

    edges: tuple[float, ...]
    words: tuple[str, ...]
    zero: bool

    @property
    def colours(self) -> tuple[str, ...]:
        """From pale to dark; none at all is white."""
        shades = SEQUENTIAL[max(1, len(self.words) - self.zero)]
        return (ZERO, *shades)[: len(self.words)] if self.zero else shades


def build_week(
    *,
    positions: Sequence[Sequence[int]],
    labels: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
    steps: Steps,
    outlined: Collection[tuple[int, int]] = (),
) -> dict[str, Any]:
    """Seven rows of 24 cells: the class of each, what is printed in it and what it says when pointed at.

    `outlined` are (row, column) to draw a line around, as few rectangles as hold them.
    """
    size = len(steps.words)
    scale = [
        [edge, colour]
        for place, colour in enumerate(steps.colours)
        for edge in (place / size, (place + 1) / size)
    ]
    return {
        "data": [
            {
                "type": "heatmap",
                "z": [list(row) for row in positions],
                "text": [
                    [_label(words, steps.colours[position]) for words, position in zip(*row, strict=True)]
                    for row in zip(labels, positions, strict=True)
                ],
                "texttemplate": "%{text}",
                # Left to itself it prints in eight pixels. Narrow screens do without (assets/3-hours.css).
                "textfont": {"size": 13},
                "hovertext": [list(row) for row in texts],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "zmin": -0.5,
                "zmax": size - 0.5,
                "colorscale": scale,
                "showscale": False,
                "xgap": 1,
                "ygap": 1,
            }
        ],
        "layout": {
            **look(letters=14),
            "margin": {"l": 44, "r": 8, "t": 6, "b": 44},
            "plot_bgcolor": GRID,
            "xaxis": {
                "range": [-0.5, _HOURS - 0.5],
                "tickvals": list(range(_HOURS)),
                "ticktext": [f"{(column + _FIRST) % _HOURS:02d}" for column in range(_HOURS)],
                "tickangle": 0,
                "ticks": "",
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "title": {
                    "text": "hour, from 06:00 to 05:59 of the next morning",
                    "font": {"size": 13, "color": MUTED},
                    "standoff": 4,
                },
            },
            "yaxis": {
                # A little beyond the cells, for the line around them.
                "range": [len(_DAYS) - 0.44, -0.56],
                "tickvals": list(range(len(_DAYS))),
                "ticktext": list(_DAYS),
                "ticks": "outside",
                "ticklen": 6,
                "tickcolor": "#FFFFFF",
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "shapes": [_midnight(), *(_frame(*box) for box in boxes(outlined))],
        },
    }


def _label(words: str, colour: str) -> str:
    """In letters that can be read on the cell: Plotly's own choice has a contrast of 4 on the middle blue."""
    return f'<span style="color:{text_on(colour)}">{words}</span>' if words else ""


def _midnight() -> dict[str, Any]:
    at = _HOURS - _FIRST - 0.5
    line = {"color": INK, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _frame(top: int, bottom: int, first: int, last: int) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": first - 0.5,
        "x1": last + 0.5,
        "y0": top - 0.5,
        "y1": bottom + 0.5,
        "line": {"color": ORANGE, "width": 3},
        "fillcolor": "rgba(0,0,0,0)",
    }


def boxes(cells: Collection[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Rectangles (top, bottom, first, last) that hold exactly these cells: rows with one run together."""
    runs: list[tuple[int, int, int, int]] = []
    for row in sorted({row for row, _ in cells}):
        columns = sorted(column for own, column in cells if own == row)
        starts = [c for c in columns if c - 1 not in columns]
        ends = [c for c in columns if c + 1 not in columns]
        for first, last in zip(starts, ends, strict=True):
            above = next((n for n, run in enumerate(runs) if run[1:] == (row - 1, first, last)), None)
            if above is None:
                runs.append((row, row, first, last))
            else:
                runs[above] = (runs[above][0], row, first, last)
    return runs
