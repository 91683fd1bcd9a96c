"""Names beside points of a scatter, so placed that no two overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

# Pixels of a letter and of a line at 13 px, and from a point to its name.
_LETTER: Final = 6.9
_LINE: Final = 16.0
_GAP: Final = 8.0
# Where a name may stand: to the right, to the left, above, below, then at the corners.
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Named:
    """A point with its name; `x` and `y` in the axes' own units."""

    x: float
    y: float
    name: str
    bold: bool = False


def build_labels(
    named: Sequence[Named],
    *,
    points: Sequence[tuple[float, float]],
    span: tuple[tuple[float, float], tuple[float, float]],
    size: tuple[float, float],
) -> list[dict[str, Any]]:
    """Annotations for those of `named` that have room, in the order given.

    `points` are all that is drawn, so that names avoid them where they can; `span` the ranges of the two
    axes; `size` the least pixels of the plot: what stands apart there stands apart on any larger one.
    """
    (left, right), (low, high) = span
    across, up = size[0] / ((right - left) or 1.0), size[1] / ((high - low) or 1.0)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - left) * across, (high - y) * up

    dots = [at(x, y) for x, y in points]
    taken: list[Box] = []
    found: list[dict[str, Any]] = []
    for one in named:
        placed = _place(at(one.x, one.y), one, dots=dots, taken=taken, size=size)
        if placed is not None:
            side, box = placed
            taken.append(box)
            found.append(_annotation(one, side))
    return found


def _place(
    spot: tuple[float, float],
    one: Named,
    *,
    dots: Sequence[tuple[float, float]],
    taken: Sequence[Box],
    size: tuple[float, float],
) -> tuple[tuple[int, int], Box] | None:
    """The side that covers fewest points, of those that stay inside and cover no other name."""
    wide = _LETTER * len(one.name) * (1.08 if one.bold else 1.0)
    free = []
    for place, side in enumerate(_SIDES):
        box = _box(spot, side, wide)
        inside = box[0] >= 0 and box[2] <= size[0] and box[1] >= 0 and box[3] <= size[1]
        if inside and not any(_meet(box, other) for other in taken):
            covered = sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in dots)
            free.append((covered, place, side, box))
    if not free:
        return None
    *_, side, box = min(free)
    return side, box


def _box(spot: tuple[float, float], side: tuple[int, int], wide: float) -> Box:
    """Left, top, right, bottom of a name at one side of a point."""
    x, y = spot[0] + side[0] * _GAP, spot[1] + side[1] * (_GAP + _LINE / 2)
    left = x if side[0] > 0 else x - wide if side[0] < 0 else x - wide / 2
    return left, y - _LINE / 2, left + wide, y + _LINE / 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _annotation(one: Named, side: tuple[int, int]) -> dict[str, Any]:
    across, down = side
    return {
        "x": one.x,
        "y": one.y,
        "text": f"<b>{one.name}</b>" if one.bold else one.name,
        "showarrow": False,
        "xanchor": "left" if across > 0 else "right" if across < 0 else "center",
        "yanchor": "middle",
        "xshift": across * _GAP,
        "yshift": -down * (_GAP + _LINE / 2),
        "font": {"size": 13, "shadow": "0 0 3px #fff, 0 0 3px #fff, 0 0 2px #fff"},
    }
