"""Where names stand at the right ends of lines."""

from __future__ import annotations

from collections.abc import Sequence


def apart(places: Sequence[float], *, low: float, high: float, step: float) -> list[float]:
    """Rising places moved just far enough to stand `step` from one another, inside an axis from low to high.

    All in the axis' own units. A name is `step` high: at the ends of the axis half of that is kept free.
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + step) if moved else max(place, low + step / 2))
    # What was pushed over the top comes down again.
    top = high - step / 2
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = min(moved[i], top)
        top = moved[i] - step
    return moved
