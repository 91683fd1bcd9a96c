"""Whether a place changed more than elsewhere while something was done there, and after it ended.

The months of a phase are set against the same calendar months before the intervention began. Season, growth
and changes of recording are the same in the place and elsewhere and cancel (statistics/before_after).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from dashboard.intervention_ground import Counted, Counts, count_ground
from dashboard.intervention_months import (
    base_months,
    exceptional_words,
    held_months,
    lies_between,
    mark_labels,
    passed_over,
    readable_month,
    total_of,
    year_before,
)
from dashboard.interventions import Intervention, interventions_in
from dashboard.periods import run_words, span_words
from dashboard.reference import Reference
from dashboard.selection import Selection
from dashboard.statistics.before_after import Counted as Count
from dashboard.statistics.before_after import Effect, relative_effect
from dashboard.statistics.change import LONG_LIST
from dashboard.statistics.discovery import discoveries
from dashboard.statistics.intervals import USUAL_Z, p_value
from data.month import Month

Phase = Literal["during", "after"]
# After that so much else has happened that the intervention is no longer what is read.
MOST_AFTER: Final = 12
# What could only be read later than this is said to be too little to tell.
LATEST: Final = 24


@dataclass(frozen=True)
class Beside:
    """The places next to it against the rest of elsewhere, over the same months."""

    before: int
    after: int
    apart_before: int
    apart_after: int
    effect: Effect


@dataclass(frozen=True)
class Reading:
    """A phase: its complete months, the months they are set against, four counts and what they come to.

    `refused` says why there is no effect. `readable` is the month from which a fall of a quarter would show,
    once it is complete; None where the phase never holds enough in its `longest` months. `labels` are what a
    reader must know.
    """

    phase: Phase
    months: tuple[Month, ...] = ()
    base: tuple[Month, ...] = ()
    before: int = 0
    after: int = 0
    elsewhere_before: int = 0
    elsewhere_after: int = 0
    effect: Effect | None = None
    beside: Beside | None = None
    readable: Month | None = None
    longest: int = 0
    refused: str = ""
    labels: tuple[str, ...] = ()
    # What made months on either side exceptional, '' where nothing did.
    exceptional: str = ""
    # Whether its call still stands among all calls of the page's list.
    stands: bool = True

    @property
    def verdict(self) -> str:
        """fell, rose, none, early, short, or '' where it is refused."""
        if self.effect is None:
            return "" if self.refused else "early"
        found = self.effect.verdict
        if found in ("fell more than elsewhere", "rose more than elsewhere"):
            return found.partition(" ")[0] if self.stands else "none"
        if found == "no sign":
            return "none"
        return "early" if self.readable is not None else "short"


@dataclass(frozen=True, eq=False)
class Judged:
    """One measure of an intervention: a reading while it ran, and one since it ended where it has.

    `counted` is None where it cannot be counted, and `refused` then says why.
    """

    item: Intervention
    measure: str
    to: Month
    counted: Counted | None = None
    during: Reading | None = None
    after: Reading | None = None
    refused: str = ""
    labels: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Those there are, in their order."""
        return tuple(reading for reading in (self.during, self.after) if reading is not None)


def judge(reference: Reference, selection: Selection, *, item: Intervention, measure: str) -> Judged:
    """One measure of an intervention, up to the selection's last month."""
    key = ("judged", item.id, measure, selection.to, selection.source if measure == selection.measure else "")
    return reference.recall(key, lambda: _judge(reference, selection, item, measure))


def judged_in(reference: Reference, selection: Selection) -> tuple[Judged, ...]:
    """Every measure of every intervention of the selection's area, by first day.

    More than five readings are a list: those called in it are held to a false discovery rate.
    """
    return reference.recall(("judged in", selection), lambda: _judged_in(reference, selection))


def _judged_in(reference: Reference, selection: Selection) -> tuple[Judged, ...]:
    found = [
        judge(reference, selection, item=item, measure=measure)
        for item in interventions_in(reference, area=selection.area)
        for measure in item.measures
    ]
    effects = [reading.effect for judged in found for reading in judged.readings if reading.effect]
    if len(effects) <= LONG_LIST:
        return tuple(found)
    called = dict(zip(map(id, effects), discoveries([_p_value(effect) for effect in effects]), strict=True))

    def held(reading: Reading | None) -> Reading | None:
        if reading is None or reading.effect is None:
            return reading
        return replace(reading, stands=called[id(reading.effect)])

    return tuple(replace(one, during=held(one.during), after=held(one.after)) for one in found)


def _p_value(effect: Effect) -> float:
    """Of no change beside elsewhere, from the ratio and its interval on the scale of logarithms."""
    high = effect.interval.high or math.inf
    error = (math.log(high) - math.log(effect.interval.low)) / (2 * USUAL_Z)
    return p_value(math.log(effect.ratio) / error)


def _judge(reference: Reference, selection: Selection, item: Intervention, measure: str) -> Judged:
    to = selection.to
    counted = count_ground(reference, selection, item=item, measure=measure, to=to)
    if isinstance(counted, str):
        return Judged(item, measure, to, refused=counted)
    bare = Judged(item, measure, to, counted=counted)
    if counted.refused:
        return replace(bare, refused=counted.refused)
    if item.first_month > to:
        return replace(bare, refused=f"It begins in {span_words(item.first_month, item.first_month)}.")
    ground = counted.ground
    after = None
    if item.last_month is not None and item.last_month < to:
        after = _read(
            counted, "after", first=item.last_month + 1, last=item.last_month + MOST_AFTER, item=item
        )
    return replace(
        bare,
        during=_read(counted, "during", first=item.first_month, last=item.last_month, item=item),
        after=after,
        labels=(*([ground.instead] if ground.instead else []), *_whole_months(item), *counted.lost),
    )


def _read(counted: Counted, phase: Phase, *, first: Month, last: Month | None, item: Intervention) -> Reading:
    """A phase from `first` to `last` (None: it still runs), as far as its months are complete."""
    held = held_months(counted)
    known = [month for month in held if held[month]]
    end = max(known, default=first - 1)
    wanted = tuple(first.until(min(end, last) if last is not None else end)) if end >= first else ()
    bare = Reading(phase)
    gaps = [month for month in wanted if not held.get(month)]
    if gaps:
        return replace(bare, refused=f"Not held whole here and elsewhere: {run_words(gaps)}.")
    begun = item.first_month
    years = year_before(counted, wanted or (first,), begun=begun)
    if years is None:
        lacking = run_words(base_months(wanted or (first,), begun=begun, years=0))
        words = (
            f"The store does not hold the same months before it began ({lacking}) whole, here and elsewhere."
        )
        return replace(bare, refused=words)
    longest = LATEST if last is None else min(last.index - first.index + 1, LATEST)
    readable = readable_month(counted, first=first, longest=longest, begun=begun, years=years)
    bare = replace(bare, readable=readable, longest=longest)
    if not wanted:
        return bare
    base = base_months(wanted, begun=begun, years=years)
    changed = [
        mark
        for mark in counted.marks
        if mark.label == "the area changed" and lies_between(mark, base, wanted)
    ]
    if changed:
        return Reading(phase, refused=f"{changed[0].note} Before and after are not the same ground.")
    return _effects(
        counted,
        replace(
            bare,
            months=wanted,
            base=base,
            labels=(*passed_over(counted, wanted, begun, years), *mark_labels(counted, base, wanted)),
            exceptional=exceptional_words(counted, (*base, *wanted)),
        ),
    )


def _effects(counted: Counted, reading: Reading) -> Reading:
    ground, base, months = counted.ground, reading.base, reading.months
    place = _count(counted.place, base, months, counted.phi(ground.place))
    elsewhere = _count(counted.elsewhere, base, months, counted.phi(ground.whole, less=True))
    lengths = {"months_before": len(base), "months_after": len(months)}
    return replace(
        reading,
        before=int(place.before),
        after=int(place.after),
        elsewhere_before=int(elsewhere.before),
        elsewhere_after=int(elsewhere.after),
        effect=relative_effect(place, elsewhere, **lengths),
        beside=_beside(counted, base, months),
    )


def _beside(counted: Counted, base: Sequence[Month], months: Sequence[Month]) -> Beside | None:
    ground = counted.ground
    whole = all(
        known.get(month) is not None
        for known in (counted.beside, counted.apart)
        for month in (*base, *months)
    )
    if not ground.beside or not whole:
        return None
    near = _count(counted.beside, base, months, counted.phi(ground.beside, less=ground.cut))
    apart = _count(counted.apart, base, months, counted.phi(ground.whole, less=True))
    effect = relative_effect(near, apart, months_before=len(base), months_after=len(months))
    return Beside(int(near.before), int(near.after), int(apart.before), int(apart.after), effect)


def _count(known: Counts, base: Sequence[Month], months: Sequence[Month], phi: float) -> Count:
    return Count(total_of(known, base) or 0, total_of(known, months) or 0, phi)


def _whole_months(item: Intervention) -> tuple[str, ...]:
    """What is to be said where it began or ended within a month, since counts come by month."""
    parts = []
    if item.first.day > 1:
        parts.append(f"began on {item.first.day} {span_words(item.first_month, item.first_month)}")
    last = item.last_month
    if item.last is not None and last is not None and item.last != last.last_day:
        parts.append(f"ended on {item.last.day} {span_words(last, last)}")
    return (f"It {' and '.join(parts)}: months are counted whole.",) if parts else ()
