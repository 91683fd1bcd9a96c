"""Changes across a break of recording, by the figures that are adjusted for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.comparisons import Mark
from dashboard.disclosure import level_of
from dashboard.observed import observed_in
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.released import ReleasedObservation
from dashboard.statistics.change import Change, compare_counts
from dashboard.wording import percent_change
from data.month import Month

# What these say of an area is the sum of its districts; a custom area of wards has no districts of its own.
_LEVELS = ("district", "partnership", "county", "force", "custom")
Counts = Mapping[tuple[str, Month, Month], ReleasedObservation]


@dataclass(frozen=True)
class Adjusted:
    """An adjusted figure, the mean of what it is set against, and in `releases` whose adjustment it is."""

    label: str
    across: str
    now: float
    before: float
    usual: Change
    releases: tuple[str, ...]

    @property
    def change(self) -> float:
        """The difference."""
        return self.now - self.before

    @property
    def change_pct(self) -> float | None:
        """In percent of what it is set against; None under a base of 50."""
        return percent_change(self.now, self.before)


def breaks_between(question: Question, *, window: Window, compare: Sequence[Window]) -> tuple[Mark, ...]:
    """The breaks a change goes over for which the measure has adjusted figures."""
    if not compare:
        return ()
    earliest = min(item.first for item in compare)
    return tuple(
        mark for mark in question.marks if mark.adjusted and mark.crossed(earliest=earliest, last=window.last)
    )


def adjusted_change(
    question: Question, *, area: str, window: Window, compare: Sequence[Window]
) -> Adjusted | None:
    """An area's change by adjusted figures; None where no such break is crossed or a month has none."""
    reference, series = question.reference, question.series
    crossed = breaks_between(question, window=window, compare=compare)
    if series is None or not crossed or level_of(reference, area) not in _LEVELS:
        return None
    measure = crossed[0].adjusted
    own = reference.custom.get(area)
    if (measure, series.source) not in reference.series or (own is not None and own.limited):
        return None
    districts = reference.districts(area)
    counts = {
        (item.area, item.first, item.last): item
        for item in observed_in(reference, districts, measures=[measure])
        if item.source == series.source and item.breakdown is None and item.value is not None
    }
    used: list[ReleasedObservation] = []
    totals = [_total(counts, districts, item, used=used) for item in (window, *compare)]
    known = [total for total in totals if total is not None]
    if len(known) < len(totals):
        return None
    now, *before = known
    earlier = sum(before)
    days = sum(item.days for item in compare)
    phi = reference.phi(series=series, level=reference.areas[area].level)
    same = len(compare) == 1 and days == window.days
    return Adjusted(
        label=reference.catalogue.measures[measure].label,
        across=", ".join(mark.label for mark in crossed),
        now=now,
        before=earlier / len(before),
        usual=compare_counts(now, earlier, phi)
        if same
        else compare_counts(now, earlier, phi, window.days, days),
        releases=tuple(sorted({item.note for item in used if item.note})),
    )


def _total(
    counts: Counts, districts: Sequence[str], window: Window, *, used: list[ReleasedObservation]
) -> float | None:
    """The sum of every district's months; None as soon as one is not known."""
    total = 0.0
    for district in districts:
        for first, last in _spans(counts, district, window):
            item = counts.get((district, first, last))
            if item is None or item.value is None:
                return None
            total += item.value
            used.append(item)
    return total


def _spans(counts: Counts, district: str, window: Window) -> Iterator[tuple[Month, Month]]:
    """A district's months, or the whole calendar year where its months are not there one by one."""
    month = window.first
    while month <= window.last:
        year = month + 11
        if (
            (district, month, month) not in counts
            and year <= window.last
            and (district, month, year) in counts
        ):
            yield month, year
            month = year + 1
        else:
            yield month, month
            month = month + 1
