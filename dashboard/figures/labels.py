"""Names beside points of a scatter, so placed that no two overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.look import HALO

# Pixels of a letter and of a line at 13 px, and from a point to its name.
_LETTER: Final = 6.9
_LINE: Final = 16.0
_GAP: Final = 8.0
# Where a name may stand: to the right, to the left, above, below, then at the corners.
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
Box = tuple[float, float, float, float]
# Plots names are placed for, in pixels: from a phone's to a projector's. Names that stand apart at the least
# may cross on the way to the largest, so they are held apart at each.
SIZES: Final = ((290.0, 250.0), (440.0, 300.0), (640.0, 350.0), (900.0, 380.0), (1250.0, 440.0))


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
) -> list[dict[str, Any]]:
    """Annotations for those of `named` that have room, in the order given.

    `points` are all that is drawn, so that names avoid them where they can; `span` the ranges of the two
    axes.
    """
    plots = [_Plot(span, size) for size in SIZES]
    taken: list[list[Box]] = [[] for _ in plots]
    dots = [[plot.at(x, y) for x, y in points] for plot in plots]
    found: list[dict[str, Any]] = []
    for one in named:
        side = _side(one, plots, dots=dots, taken=taken)
        if side is None:
            continue
        for plot, boxes in zip(plots, taken, strict=True):
            boxes.append(plot.box(one, side))
        found.append(_annotation(one, side))
    return found


@dataclass(frozen=True)
class _Plot:
    """A plot of one size."""

    span: tuple[tuple[float, float], tuple[float, float]]
    size: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        (left, right), (low, high) = self.span
        return (
            (x - left) * self.size[0] / ((right - left) or 1.0),
            (high - y) * self.size[1] / ((high - low) or 1.0),
        )

    def box(self, one: Named, side: tuple[int, int]) -> Box:
        """Left, top, right, bottom of a name at one side of its point."""
        wide = _LETTER * len(one.name) * (1.08 if one.bold else 1.0)
        x, y = self.at(one.x, one.y)
        x, y = x + side[0] * _GAP, y + side[1] * (_GAP + _LINE / 2)
        left = x if side[0] > 0 else x - wide if side[0] < 0 else x - wide / 2
        return left, y - _LINE / 2, left + wide, y + _LINE / 2

    def holds(self, box: Box) -> bool:
        """Whether a box lies inside."""
        return box[0] >= 0 and box[2] <= self.size[0] and box[1] >= 0 and box[3] <= self.size[1]


def _side(
    one: Named,
    plots: Sequence[_Plot],
    *,
    dots: Sequence[Sequence[tuple[float, float]]],
    taken: Sequence[Sequence[Box]],
) -> tuple[int, int] | None:
    """The side that covers fewest points, of those that stay inside and cover no other name on any plot."""
    free = []
    for place, side in enumerate(_SIDES):
        covered = 0
        for plot, here, boxes in zip(plots, dots, taken, strict=True):
            box = plot.box(one, side)
            if not plot.holds(box) or any(_meet(box, other) for other in boxes):
                break
            covered += sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in here)
        else:
            free.append((covered, place, side))
    return min(free)[2] if free else None


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
        "font": {"size": 13, "shadow": HALO},
    }
