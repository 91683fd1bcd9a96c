"""A place and elsewhere month by month on one scale: 100 is each one's own mean of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, GRID, MUTED, ORANGE, ORANGE_TEXT
from dashboard.figures.look import look
from dashboard.figures.marks import Mark, build_mark_names, build_mark_shapes, tick_room
from dashboard.figures.month_axis import MONTH_NAMES, ROOM_BELOW, build_month_axis, build_year_names
from data.month import Month

# Lines of words of the right margin keep so much of the axis apart.
_APART: Final = 0.055
_BASE: Final = 100.0


@dataclass(frozen=True)
class Line:
    """Counts by month, None where one is not whole; `mean` is what 100 stands for."""

    name: str
    counts: Sequence[int | None]
    mean: float

    def scaled(self) -> list[float | None]:
        """The counts as the axis has them."""
        return [None if n is None else round(_BASE * n / self.mean, 1) for n in self.counts]


def build_before_after(
    *, months: Sequence[Month], place: Line, elsewhere: Line, beside: Line | None, marks: Sequence[Mark] = ()
) -> dict[str, Any]:
    """Lines along `months`; the place's last, so that it lies on top."""
    lines = [
        (elsewhere, MUTED, MUTED, {"color": MUTED, "width": 4}),
        *([(beside, ORANGE, ORANGE_TEXT, {"color": ORANGE, "width": 2, "dash": "dot"})] if beside else []),
        (place, ACCENT, ACCENT, {"color": ACCENT, "width": 2.5}),
    ]
    top = max([v for line, *_ in lines for v in line.scaled() if v is not None], default=_BASE)
    top = max(top, _BASE) * 1.06
    return {
        "data": [_trace(months, line, style, marked=line is place) for line, _, _, style in lines],
        "layout": {
            **look(),
            "margin": {"l": 48, "r": 116, "t": 34, "b": ROOM_BELOW},
            "uirevision": "before-after",
            "xaxis": {**build_month_axis(months), **tick_room(months, marks)},
            "yaxis": {
                "range": [0, top],
                "nticks": 6,
                "gridcolor": GRID,
                "zeroline": False,
                "fixedrange": True,
                "ticksuffix": " ",
                "tickfont": {"color": MUTED},
            },
            "shapes": [_hundred(), *build_mark_shapes(months, marks)],
            "annotations": [
                *_names([(line, colour) for line, _, colour, _ in lines], top=top),
                *build_year_names(months, least=4),
                *build_mark_names(months, marks),
            ],
        },
    }


def _trace(months: Sequence[Month], line: Line, style: dict[str, Any], *, marked: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers" if marked else "lines",
        "marker": {"size": 5, "color": style["color"]},
        "x": list(range(len(months))),
        "y": line.scaled(),
        "line": style,
        "connectgaps": False,
        "text": [
            f"<b>{MONTH_NAMES[month.month - 1]} {month.year}</b><br>{line.name}: "
            + ("not supplied" if n is None else f"{n:,}")
            for month, n in zip(months, line.counts, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _hundred() -> dict[str, Any]:
    line = {"color": MUTED, "width": 1.2, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": _BASE, "y1": _BASE, "line": line}


def _names(lines: Sequence[tuple[Line, str]], *, top: float) -> list[dict[str, Any]]:
    """What each line is, beside its last point, pushed apart where they would overlap."""
    ends = [
        (next((v for v in reversed(line.scaled()) if v is not None), _BASE), line.name, colour)
        for line, colour in lines
    ]
    ends.sort(key=lambda end: end[0])
    heights: list[float] = []
    before = 0
    for at, name, _ in ends:
        lines_more = name.count("<br>")
        need = _APART * top * (1 + (before + lines_more) / 2)
        heights.append(max(at, heights[-1] + need) if heights else at)
        before = lines_more
    # Pushed apart to both sides, and not over the top.
    shift = sum(at for at, _, _ in ends) / len(ends) - sum(heights) / len(heights)
    shift = min(shift, 0.97 * top - heights[-1])
    heights = [height + shift for height in heights]
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "y": height,
            "align": "left",
            "text": name,
            "showarrow": False,
            "font": {"size": 13, "color": colour},
        }
        for height, (_, name, colour) in zip(heights, ends, strict=True)
    ]
