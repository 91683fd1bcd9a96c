"""The four signals of a control chart (NHS England, Making Data Count; Western Electric 1956)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

RUN = 7
Kind = Literal["outside", "one side", "trend", "two of three"]
Side = Literal["high", "low"]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Signal:
    """What happened at the points `places`, counted from the chart's first.

    'outside': one point beyond a limit. 'one side': seven or more in a row on one side of the centre.
    'trend': seven or more in a row, each higher (`side` high) or lower than the last. 'two of three': points
    beyond two standard deviations on one side, two of them among three neighbours.
    """

    kind: Kind
    side: Side
    places: tuple[int, ...]


def find_signals(
    values: _Floats,
    *,
    centre: float,
    outer: tuple[float, float],
    near: tuple[float, float],
    start: int = 0,
) -> list[Signal]:
    """The signals of one stretch of values, which share their limits; NaN is not judged and ends every run.

    `outer` and `near` are the (lower, upper) limits at three and at two standard deviations. `start` is added
    to every place. In order of kind, then of time; a long run is one signal.
    """
    signals: list[Signal] = []
    sides: tuple[tuple[Side, float], ...] = (("high", 1.0), ("low", -1.0))
    for side, sign in sides:
        towards = sign * values
        limit, two = (sign * pair[1 if side == "high" else 0] for pair in (outer, near))
        signals += [Signal("outside", side, (place,)) for place in np.flatnonzero(towards > limit).tolist()]
        signals += [Signal("one side", side, run) for run in _runs(towards > sign * centre, RUN)]
        # Six steps up join seven points.
        rises = _runs(np.diff(towards) > 0, RUN - 1)
        signals += [Signal("trend", side, (*run, run[-1] + 1)) for run in rises]
        signals += [Signal("two of three", side, group) for group in _two_of_three(towards > two)]
    kinds: list[Kind] = ["outside", "one side", "trend", "two of three"]
    signals.sort(key=lambda signal: (kinds.index(signal.kind), signal.places))
    return [Signal(item.kind, item.side, tuple(start + place for place in item.places)) for item in signals]


def _runs(true: npt.NDArray[np.bool_], least: int) -> Iterator[tuple[int, ...]]:
    """The longest runs of at least so many in a row."""
    run: list[int] = []
    for place, holds in enumerate([*true.tolist(), False]):
        if holds:
            run.append(place)
            continue
        if len(run) >= least:
            yield tuple(run)
        run = []


def _two_of_three(beyond: npt.NDArray[np.bool_]) -> list[tuple[int, ...]]:
    """Points beyond that have another one at most two places away, in groups of such neighbours."""
    groups: list[list[int]] = []
    for place in np.flatnonzero(beyond).tolist():
        if groups and place - groups[-1][-1] <= 2:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [tuple(group) for group in groups if len(group) > 1]
