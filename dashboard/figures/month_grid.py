"""Areas by months as one heat map: a stepped scale, so that gaps and hidden counts have their own colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import INK, ORANGE
from dashboard.figures.look import look
from dashboard.figures.marks import Mark, build_mark_names, build_mark_shapes
from dashboard.figures.ward_map import Classes, stepped
from data.month import Month

ROW: Final = 22
_HEAD: Final = 40
_FOOT: Final = 12
# A letter of the row names, in pixels.
_LETTER: Final = 7.0
_LONGEST: Final = 26


@dataclass(frozen=True)
class Grid:
    """Rows by columns. `steps` and `texts` (the value as printed, or the word for none) have a list a row.

    `codes` and `keys` are what a click writes to the address: the row's area and the column's month ('' for a
    column that is none).
    """

    names: Sequence[str]
    codes: Sequence[str]
    columns: Sequence[str]
    keys: Sequence[str]
    steps: Sequence[Sequence[int]]
    texts: Sequence[Sequence[str]]


def build_month_grid(
    *,
    grid: Grid,
    classes: Classes,
    noun: str,
    click: str,
    months: Sequence[Month] = (),
    marks: Sequence[Mark] = (),
    chosen: tuple[int | None, int | None] = (None, None),
) -> dict[str, Any]:
    """The heat map, its first row on top. `click` is the address key of a row, 'ward' or 'area'.

    The values in the cells are written by layouts/assets/months.js: as text of Plotly's, 468 of them take
    it 200 ms. `chosen` is the row and the column in focus, framed. `marks` are drawn where `months` has them.
    """
    colours = classes.steps
    rows, columns = len(grid.names), len(grid.columns)
    names = build_mark_names(months, marks)
    above = 32 if names else 0
    return {
        "data": [
            {
                "type": "heatmap",
                "z": [list(row) for row in grid.steps],
                "text": [list(row) for row in grid.texts],
                "zmin": -0.5,
                "zmax": len(colours) - 0.5,
                "colorscale": stepped(colours),
                "showscale": False,
                "xgap": 1,
                "ygap": 1,
                "x": list(range(columns)),
                "y": list(range(rows)),
                "hovertemplate": "<b>%{y}</b><br>%{x}: %{text} " + noun + "<extra></extra>",
            }
        ],
        "layout": {
            **look(),
            "height": rows * ROW + _HEAD + _FOOT + above,
            "margin": {"l": _room(grid.names), "r": 4, "t": _HEAD + above, "b": _FOOT},
            "plot_bgcolor": "#C9D1D9",
            "xaxis": {**_axis(grid.columns), "side": "top", "range": [-0.5, columns - 0.5]},
            "yaxis": {**_axis([_short(name) for name in grid.names]), "range": [rows - 0.5, -0.5]},
            "shapes": [
                *[_over(shape) for shape in build_mark_shapes(months, marks)],
                *_frames(chosen, rows=rows, columns=columns),
            ],
            # The names of the months stand on top, so those of marks go over them.
            "annotations": [{**name, "yshift": name.get("yshift", 0) + _HEAD - 4} for name in names],
            "meta": {"click": click, "codes": list(grid.codes), "months": list(grid.keys)},
        },
    }


def _over(shape: dict[str, Any]) -> dict[str, Any]:
    """A band lies under a chart, where no heat map would let it be seen: here it is a dashed edge."""
    if shape["type"] != "rect":
        return shape
    return {
        **shape,
        "layer": "above",
        "fillcolor": "rgba(0,0,0,0)",
        "line": {"color": INK, "width": 2, "dash": "dash"},
    }


def _axis(words: Sequence[str]) -> dict[str, Any]:
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickvals": list(range(len(words))),
        "ticktext": list(words),
        "tickfont": {"size": 12},
        "tickangle": 0,
    }


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _room(names: Sequence[str]) -> int:
    return round(14 + _LETTER * max((min(len(name), _LONGEST) for name in names), default=4))


def _frames(chosen: tuple[int | None, int | None], *, rows: int, columns: int) -> list[dict[str, Any]]:
    """The row, the column or the cell in focus."""
    row, column = chosen
    if row is None and column is None:
        return []
    y0, y1 = (-0.5, rows - 0.5) if row is None else (row - 0.5, row + 0.5)
    x0, x1 = (-0.5, columns - 0.5) if column is None else (column - 0.5, column + 0.5)
    place = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
    return [
        {"type": "rect", **place, "line": {"color": INK, "width": 4}},
        {"type": "rect", **place, "line": {"color": ORANGE, "width": 2.5}},
    ]
