"""The funnel: how far the rates of many places lie apart by their size and by usual variation.

Around the rate θ of all places together, with n_i the people of a place, its rate is expected within
θ ± z·√(φ·θ/n_i), z = 1.96 (5%) and 3.09 (0.2%) (Spiegelhalter 2005, Statistics in Medicine 24:1185-1202).
φ is the mean of the squared z-scores (y_i − θ)/√(θ/n_i), after the lowest and highest tenth of them were
drawn in to the tenths' edges, so that the places which stand out do not hide themselves. Drawing in takes 32%
of the squares even where nothing is over-dispersed, so their mean is divided by 0.679, its expectation for
z-scores of a standard normal: without that, one place in ten lies outside the inner limits by chance alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.statistics.intervals import RARE_Z, USUAL_Z

FEWEST_PLACES = 20
_TENTH = 0.1
# E[z²] of a standard normal drawn in at its 10% and 90% points ±1.2816.
_DRAWN_IN = 0.679

Verdict = Literal["far above", "above", "within", "below", "far below"]


@dataclass(frozen=True)
class Funnel:
    """The rate of all places together per head, the dispersion around it, and each place's verdict.

    'above' and 'below' are outside the inner limits, 'far' outside the outer ones; None: no count or nobody
    to count.
    """

    centre: float
    phi: float
    verdicts: tuple[Verdict | None, ...]

    def limits(self, population: float, *, z: float = USUAL_Z) -> tuple[float, float]:
        """(lower, upper) rate per head for a place of this many people; never under 0."""
        half = z * math.sqrt(self.phi * self.centre / population)
        return max(0.0, self.centre - half), self.centre + half


def build_funnel(counts: Sequence[float | None], populations: Sequence[float | None]) -> Funnel | None:
    """The funnel of places; None for fewer than 20 with a count and people, or where nothing was counted.

    Fewer places than that (districts) have such a dispersion that a funnel shows nothing: rank them.
    """
    known = [
        (place, float(count), float(people))
        for place, (count, people) in enumerate(zip(counts, populations, strict=True))
        if count is not None and people
    ]
    total = sum(count for _, count, _ in known)
    if len(known) < FEWEST_PLACES or total == 0:
        return None
    centre = total / sum(people for _, _, people in known)
    scores = [(count / people - centre) / math.sqrt(centre / people) for _, count, people in known]
    phi = winsorised_phi(scores)
    verdicts: list[Verdict | None] = [None] * len(counts)
    for (place, _, _), score in zip(known, scores, strict=True):
        verdicts[place] = _verdict(score / math.sqrt(phi))
    return Funnel(centre=centre, phi=phi, verdicts=tuple(verdicts))


def winsorised_phi(scores: Sequence[float]) -> float:
    """The dispersion of z-scores after drawing in the outer tenths, at least 1."""
    z = np.asarray(scores, dtype=float)
    low, high = np.quantile(z, [_TENTH, 1 - _TENTH])
    return max(1.0, float(np.mean(np.clip(z, low, high) ** 2)) / _DRAWN_IN)


def _verdict(z: float) -> Verdict:
    if abs(z) <= USUAL_Z:
        return "within"
    if z > 0:
        return "far above" if z > RARE_Z else "above"
    return "far below" if z < -RARE_Z else "below"
