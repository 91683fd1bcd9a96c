"""Classes of a map's colour scale: natural breaks of the data with round edges, the same at every meeting.

Classes belong to a series, a level and a window length, not to one map: they come from all values that the
store holds of them (the pool), so that a ward keeps its colour from one meeting to the next unless its
number changed.

Natural breaks are Fisher's optimal grouping (Fisher 1958, Journal of the American Statistical Association
53:789-798; the "Jenks" classes of cartography). Places differ by multiples, not by amounts: breaks of the
numbers themselves leave 31 of Ashford's 39 wards in the palest class, breaks of their logarithms make
classes of hardly anything where numbers are small. Fourth roots do neither, and are what is broken.

mapclassify has Fisher's grouping, but importing mapclassify takes 1.3 s here (it imports scikit-learn) of
the 2 s in which the first page must answer; so it is worked out below in 30 lines of numpy, and the tests
hold it against mapclassify.FisherJenks.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.statistics.rates import round_half_up

MOST_CLASSES = 5
# A pool is first thinned to this many of its quantiles: edges are rounded far more coarsely than that.
_POOL = 256
# Round numbers of one decade: an edge is one of these times a power of ten.
_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
Pool = Sequence[float | None]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Classes:
    """Class i holds edges[i-1] ≤ value < edges[i]; the first has no lower, the last no upper edge.

    Values are taken as printed with `decimals`: 49.96 is printed as 50.0 and belongs with 50.0, so a figure
    colours rounded values. `words` has one entry a class, in the same order. `zero` says that the first
    class is zero alone. `diverging` classes lie around 0: the middle one holds 0, with as many falls below
    as rises above (their edges lie half a step above the round number, which belongs to the larger fall).
    """

    edges: tuple[float, ...]
    words: tuple[str, ...]
    decimals: int = 0
    zero: bool = False
    diverging: bool = False

    def __post_init__(self) -> None:
        if len(self.words) != len(self.edges) + 1 or list(self.edges) != sorted(set(self.edges)):
            raise ValueError(f"{len(self.words)} classes for the edges {self.edges}")

    def position(self, value: float) -> int:
        """Which class a value is in, counted from 0."""
        return bisect_right(self.edges, round_half_up(value, self.decimals))


@dataclass(frozen=True)
class _Printed:
    """How values and edges are written."""

    decimals: int
    unit: str


def build_classes(values: Pool, *, decimals: int = 0, unit: str = "") -> Classes:
    """At most five classes, and one for zero before them when the pool has zeros, from 0 upwards.

    `values` is the pool; what is None or not finite is left out. `decimals` is how the values are printed: 0
    for counts. `unit` follows every edge in words ('%'). Raises ValueError for a negative value.
    """
    found = _finite(values)
    if len(found) and found.min() < 0:
        raise ValueError("a value under zero: these are classes of counts and rates")
    return _sequential(found, _Printed(decimals, unit))


def build_change_classes(values: Pool, *, decimals: int = 0, unit: str = "") -> Classes:
    """Five classes around zero, from the pool of changes: two of falls, little change, two of rises."""
    return _diverging(_finite(values), _Printed(decimals, unit))


def _finite(values: Pool) -> _Floats:
    return np.array([value for value in values if value is not None and math.isfinite(value)], dtype=float)


def natural_breaks(values: Sequence[float] | _Floats, count: int) -> list[int]:
    """At most `count` classes of the values with the least squared deviation inside them.

    Given as the places, among the distinct values in ascending order, of the last value of each class.
    Dynamic programming over the distinct values, weighted by how often each occurs.
    """
    distinct, weight = np.unique(np.asarray(values, dtype=float), return_counts=True)
    size = len(distinct)
    if size <= count:
        return list(range(size))
    # Centred first: the deviations below are differences of sums, which would lose digits of large values.
    centred = distinct - distinct.mean()
    n = np.concatenate(([0.0], np.cumsum(weight)))
    s = np.concatenate(([0.0], np.cumsum(weight * centred)))
    q = np.concatenate(([0.0], np.cumsum(weight * centred**2)))
    first, last = np.arange(size)[:, None], np.arange(1, size + 1)[None, :]
    held = np.where(last > first, n[last] - n[first], 1.0)
    # cost[i, j]: squared deviation of the values i..j as one class; infinite where that is no class.
    cost = np.where(last > first, q[last] - q[first] - (s[last] - s[first]) ** 2 / held, np.inf)
    best, starts = cost[0], []
    for _ in range(count - 1):
        total = np.concatenate(([np.inf], best[:-1]))[:, None] + cost
        starts.append(total.argmin(axis=0))
        best = total.min(axis=0)
    bounds, end = [size - 1], size - 1
    for start in reversed(starts):
        end = int(start[end]) - 1
        bounds.append(end)
    return sorted(bounds)


def _sequential(values: _Floats, printed: _Printed) -> Classes:
    step = 10.0**-printed.decimals
    # What is printed as 0 is 0.
    zero = bool((values < step / 2).any())
    above = _thin(values[values >= step / 2])
    edges = _round_edges(above, bounds=natural_breaks(above**0.25, MOST_CLASSES), step=step)
    if zero:
        edges = [edge for edge in edges if edge > step]
        words = (f"0{printed.unit}", *_range_words(edges, printed, first_low=step))
        edges = [step, *edges]
    else:
        words = _range_words(edges, printed, first_low=None)
    return Classes(edges=tuple(edges), words=words, decimals=printed.decimals, zero=zero)


def _diverging(values: _Floats, printed: _Printed) -> Classes:
    step = 10.0**-printed.decimals
    sizes = _thin(np.abs(values[np.abs(values) >= step / 2]))
    sides = _round_edges(sizes, bounds=natural_breaks(sizes, 3), step=step)
    spans = [
        f"{_number(low, printed)} or more" if high is None else _span(low, high, printed)
        for low, high in zip(sides, [*sides, None][1:], strict=True)
    ]
    middle = f"change under {_number(sides[0], printed)}" if sides and sides[0] > step else "no change"
    return Classes(
        edges=(*(-low + step / 2 for low in reversed(sides)), *sides),
        words=(*(f"down {span}" for span in reversed(spans)), middle, *(f"up {span}" for span in spans)),
        decimals=printed.decimals,
        diverging=True,
    )


def _thin(values: _Floats) -> _Floats:
    if len(values) <= _POOL:
        return values
    # The extremes stay: the highest ward is often a class of its own.
    return np.quantile(values, np.linspace(0, 1, _POOL))


def _round_edges(values: _Floats, *, bounds: Sequence[int], step: float) -> list[float]:
    """Round numbers between natural classes, ascending and distinct, each a whole number of steps."""
    ordered = np.unique(values)
    edges: list[float] = []
    for bound in bounds[:-1]:
        edge = _round_between(float(ordered[bound]), float(ordered[bound + 1]), step=step)
        if edge > (edges[-1] if edges else float(ordered[0])):
            edges.append(edge)
    return edges


def _round_between(low: float, high: float, *, step: float) -> float:
    """The round number nearest to the middle of two values, on a whole number of printed steps."""
    middle = (low + high) / 2
    decade = 10.0 ** math.floor(math.log10(middle))
    candidates = [scale * decade * power for power in (1.0, 10.0) for scale in _ROUND]
    whole = {max(step, round(round(value / step) * step, 9)) for value in candidates}
    return min(whole, key=lambda value: (abs(value - middle), -value))


def _range_words(edges: Sequence[float], printed: _Printed, *, first_low: float | None) -> tuple[str, ...]:
    if not edges:
        return ("all values",) if first_low is None else (_span(first_low, None, printed),)
    first = (
        f"under {_number(edges[0], printed)}" if first_low is None else _span(first_low, edges[0], printed)
    )
    rest = [_span(low, edges[i + 1] if i + 1 < len(edges) else None, printed) for i, low in enumerate(edges)]
    return (first, *rest)


def _span(low: float, high: float | None, printed: _Printed) -> str:
    """'150 to 299', '900 and over'; one number where the class holds one."""
    if high is None:
        return f"{_number(low, printed)} and over"
    top = high - 10.0**-printed.decimals
    if top <= low:
        return _number(low, printed)
    return f"{low:,.{printed.decimals}f} to {_number(top, printed)}"


def _number(value: float, printed: _Printed) -> str:
    return f"{value:,.{printed.decimals}f}{printed.unit}"
