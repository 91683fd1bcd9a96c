"""Changes in counts as bars to both sides of nothing, one under another, for copying as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.colours import ACCENT, BAR, MUTED
from dashboard.figures.look import look
from dashboard.figures.rate_dots import signed_ticks

# Pixels a line takes, and the part of it that is bar.
_LINE: Final = 26
_BAR: Final = 0.66


@dataclass(frozen=True)
class Step:
    """One bar: its name, how many more or fewer, what is written beside it, whether it is dark, and whether
    the page is about it.
    """

    name: str
    change: float
    words: str
    strong: bool
    own: bool = False


def build_changes_picture(*, steps: Sequence[Step]) -> dict[str, Any]:
    """The steps from above, each with its words at the right edge."""
    places = [-number for number in range(len(steps))]
    most = max((abs(step.change) for step in steps), default=0) or 1
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [step.change for step in steps],
                "y": places,
                "width": _BAR,
                "marker": {"color": [ACCENT if step.strong else BAR for step in steps]},
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            **look(),
            "height": _LINE * len(steps) + 48,
            "margin": {"l": 190, "r": 260, "t": 8, "b": 40},
            "xaxis": {
                "range": [-1.05 * most, 1.05 * most],
                **signed_ticks(1.05 * most),
                "zeroline": True,
                "zerolinecolor": MUTED,
                "fixedrange": True,
                "tickfont": {"color": MUTED},
            },
            "yaxis": {
                "tickvals": places,
                "ticktext": [f"<b>{step.name}</b>" if step.own else step.name for step in steps],
                "range": [-len(steps) + 0.4, 0.6],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "annotations": [
                {
                    "xref": "paper",
                    "x": 1,
                    "xanchor": "left",
                    "xshift": 12,
                    "y": place,
                    "text": step.words,
                    "showarrow": False,
                    "font": {"size": 13},
                }
                for place, step in zip(places, steps, strict=True)
            ],
        },
    }
