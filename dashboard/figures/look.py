"""What every figure's layout begins with: one fixed picture, its letters and its hover labels."""

from __future__ import annotations

from typing import Any, Final

from dashboard.figures.colours import FONT, INK, MUTED

# The white edge of words that may lie on a line or a bar.
HALO: Final = "0 0 3px #fff, 0 0 3px #fff, 0 0 2px #fff"


def look(*, letters: int = 13) -> dict[str, Any]:
    """The shared part of a layout, with the size of its letters in pixels."""
    return {
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "font": {"family": FONT, "color": INK, "size": letters},
        "hoverlabel": {"bgcolor": "#FFFFFF", "bordercolor": MUTED, "align": "left", "font": {"size": 14}},
        "paper_bgcolor": "#FFFFFF",
        "plot_bgcolor": "#FFFFFF",
    }


def as_drawn(value: float) -> float:
    """A place on a curve to five figures: more than a screen shows, and a third of what it takes to send."""
    return float(f"{value:.5g}")
