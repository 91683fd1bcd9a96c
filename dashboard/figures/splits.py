"""Categories of several breakdowns as bars under one another, for copying as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import BAR, FONT, INK

# Pixels a line takes, and the part of it that is bar.
_LINE: Final = 24
_BAR: Final = 0.7


@dataclass(frozen=True)
class Bars:
    """One breakdown: its heading, and for each category its name, its size and what is written beside it."""

    head: str
    rows: tuple[tuple[str, float, str], ...]


def build_splits_picture(*, splits: Sequence[Bars]) -> dict[str, Any]:
    """Every category a line, in the order given; each breakdown has a scale of its own."""
    lines: list[tuple[str, float, str]] = []
    for split in splits:
        most = max((size for _, size, _ in split.rows), default=0) or 1
        lines.append((f"<b>{split.head}</b>", 0, ""))
        lines += [(name, 100 * size / most, words) for name, size, words in split.rows]
    places = [-number for number in range(len(lines))]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [size for _, size, _ in lines],
                "y": places,
                "width": _BAR,
                "marker": {"color": BAR},
                "text": [words for _, _, words in lines],
                "textposition": "outside",
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "height": _LINE * len(lines) + 16,
            "margin": {"l": 160, "r": 96, "t": 8, "b": 8},
            "showlegend": False,
            "font": {"family": FONT, "color": INK, "size": 13},
            "paper_bgcolor": "#FFFFFF",
            "plot_bgcolor": "#FFFFFF",
            "xaxis": {"visible": False, "range": [0, 100], "fixedrange": True},
            "yaxis": {
                "tickvals": places,
                "ticktext": [name for name, _, _ in lines],
                "range": [-len(lines) + 0.4, 0.6],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
        },
    }
