"""Whether a place changed more than places elsewhere over the same months, and from when that can be read.

Counts of a place before and after, beside those of places without the intervention: how many times the
place's own change is the change elsewhere, the relative effect

    (after / before) / (elsewhere after / elsewhere before)

Its logarithm has a variance of φ/after + φ/before + φ'/elsewhere after + φ'/elsewhere before, φ and φ' the
dispersions of place and elsewhere (Farrington, Gill, Waples and Argomaniz 2007, Journal of Experimental
Criminology 3:21-38, who widen it likewise for counts that vary more than Poisson). Half an offence is added
to each count (Haldane 1956). Season, growth and changes of recording are the same on both sides and cancel.
Neighbours against the rest of the district, by the same formula, say whether crime was displaced.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from dashboard.statistics.intervals import USUAL_Z, Interval

# The fall that a trial should be able to tell before it is said to show no sign.
TELLING_FALL = 0.25
MOST_MONTHS = 120
_HALF = 0.5
Verdict = Literal["fell more than elsewhere", "rose more than elsewhere", "no sign", "too early"]


@dataclass(frozen=True)
class Counted:
    """Offences before and after, and the dispersion of such counts (at least 1)."""

    before: float
    after: float
    phi: float

    def __post_init__(self) -> None:
        if min(self.before, self.after) < 0 or self.phi < 1:
            raise ValueError(f"no counts with a dispersion: {self!r}")


@dataclass(frozen=True)
class Effect:
    """The place's change over the change elsewhere, as a ratio (0.8: a fifth lower) with its 95% interval.

    `readable_after` is the number of months after the start from which a relative fall of a quarter would
    show; None: never, since too little was counted before or elsewhere.
    """

    ratio: float
    interval: Interval
    verdict: Verdict
    readable_after: int | None


def relative_effect(place: Counted, elsewhere: Counted, *, months_before: int, months_after: int) -> Effect:
    """Compare a place with elsewhere; both are counted over the same months before and after.

    "Too early" is said where no change shows yet and the months so far could not have shown one. Raises
    ValueError without months on either side.
    """
    if min(months_before, months_after) < 1:
        raise ValueError("months are needed before and after")
    log_ratio = _log_change(place) - _log_change(elsewhere)
    error = math.sqrt(_variance(place) + _variance(elsewhere))
    interval = Interval(math.exp(log_ratio - USUAL_Z * error), math.exp(log_ratio + USUAL_Z * error))
    readable = _readable_after(place, elsewhere, months_before=months_before)
    verdict: Verdict = "no sign" if readable is not None and months_after >= readable else "too early"
    if not interval.holds(1):
        verdict = "fell more than elsewhere" if log_ratio < 0 else "rose more than elsewhere"
    return Effect(ratio=math.exp(log_ratio), interval=interval, verdict=verdict, readable_after=readable)


def would_show(place: Counted, elsewhere: Counted, *, share: float = 1.0) -> bool:
    """Whether a fall of a quarter in the place alone would lie outside usual variation.

    Only what was counted before is looked at; the time after is `share` times as long.
    """
    hoped = Counted(place.before, place.before * share * (1 - TELLING_FALL), place.phi)
    same = Counted(elsewhere.before, elsewhere.before * share, elsewhere.phi)
    fall = _log_change(same) - _log_change(hoped)
    return fall >= USUAL_Z * math.sqrt(_variance(hoped) + _variance(same))


def _log_change(counted: Counted) -> float:
    return math.log((counted.after + _HALF) / (counted.before + _HALF))


def _variance(counted: Counted) -> float:
    return counted.phi * (1 / (counted.after + _HALF) + 1 / (counted.before + _HALF))


def _readable_after(place: Counted, elsewhere: Counted, *, months_before: int) -> int | None:
    """The months after which a fall of a quarter in the place alone would lie outside usual variation."""
    for months in range(1, MOST_MONTHS + 1):
        if would_show(place, elsewhere, share=months / months_before):
            return months
    return None
