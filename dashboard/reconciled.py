"""The same measure and area by each source that counts it: every total with the months it is really of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.disclosure import released_total
from dashboard.official import OfficialTotal, official_total
from dashboard.periods import Window, longest_run, resolve_window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.wording import percent_change
from data.month import Month

_YEAR = 12


@dataclass(frozen=True)
class Side:
    """One source's total. `complete` is how many of the window's months it supplied whole.

    `official` holds what its publisher's table says beside it, where it is an official total.
    """

    source: str
    window: Window
    complete: int
    value: float | None
    status: str
    demonstration: bool
    official: OfficialTotal | None = None

    @property
    def per_day(self) -> float | None:
        """The total over the days of its months."""
        return None if self.value is None else self.value / self.window.days

    def overlap(self, other: Side) -> int:
        """Months that both are of."""
        return len(set(self.window.months) & set(other.window.months))

    def same_months(self, other: Side) -> bool:
        """Whether both are of exactly the same months."""
        return (self.window.first, self.window.last) == (other.window.first, other.window.last)


@dataclass(frozen=True)
class Gap:
    """How far a side is from the one it is held against.

    `percent` and `per_day_percent` are of the other's total and of its total a day: None under a base of 50.
    """

    count: float | None
    percent: float | None
    per_day_percent: float | None


def gap_between(side: Side, against: Side) -> Gap:
    """The side less the other, as a count, in percent, and in percent of the totals a day."""
    if side.value is None or against.value is None:
        return Gap(None, None, None)
    # A day's worth of the other's, over as many days as the side has.
    expected = against.value * side.window.days / against.window.days
    return Gap(
        count=side.value - against.value,
        percent=percent_change(side.value, against.value),
        per_day_percent=None
        if percent_change(side.value, against.value) is None
        else 100 * (side.value - expected) / expected,
    )


def reconciled(reference: Reference, *, measure: str, area: str, to: Month) -> tuple[Side, ...]:
    """Every source's total: the official one whose period ends nearest to `to` first, then as ranked.

    The others are for the same months where all of those are complete, else for the complete twelve months
    nearest to them, else for the longest run of complete months there is.
    """
    official = official_total(reference, measure=measure, area=area, to=to)
    wanted = official.window if official else resolve_window(kind="12m", to=to)
    return (*_official_side(reference, measure, official), *_monthly(reference, measure, area, wanted))


def _official_side(reference: Reference, measure: str, official: OfficialTotal | None) -> Iterator[Side]:
    if official is not None:
        series = reference.series.get(
            (official.measures[0] if official.measures else measure, official.source)
        )
        yield Side(
            source=official.source,
            window=official.window,
            complete=official.window.length,
            value=official.value,
            status="hidden" if official.value is None else "shown",
            demonstration=series is not None and series.demonstration,
            official=official,
        )


def _monthly(reference: Reference, measure: str, area: str, wanted: Window) -> Iterator[Side]:
    ranked = {source: place for place, source in enumerate(reference.catalogue.measures[measure].sources)}
    held = [item for item in reference.series.values() if item.measure == measure and item.months]
    for series in sorted(held, key=lambda item: (ranked.get(item.source, len(ranked)), item.source)):
        months = reference.complete_months(series=series, code=area)
        window = nearest_window(months, wanted)
        if window is not None:
            yield _side(reference, series, area, window)


def _side(reference: Reference, series: Series, area: str, window: Window) -> Side:
    total = released_total(reference, series=series, area=area, window=window)
    complete = set(reference.complete_months(series=series, code=area))
    return Side(
        source=series.source,
        window=total.window,
        complete=len(complete & set(total.window.months)),
        value=total.amount.value if total.amount.whole else None,
        status=total.amount.status,
        demonstration=series.demonstration,
    )


def nearest_window(complete: Iterable[Month], wanted: Window) -> Window | None:
    """The wanted months if all are complete, else the nearest twelve that are, else the longest run.

    Nearest is by months in common, then by how far the ends are apart, then the later one.
    """
    months = set(complete)
    if set(wanted.months) <= months:
        return Window("range", wanted.first, wanted.last)
    years = [
        Window("range", last - (_YEAR - 1), last)
        for last in months
        if all(last - back in months for back in range(_YEAR))
    ]
    if years:
        return min(
            years,
            key=lambda year: (
                -len(set(year.months) & set(wanted.months)),
                abs(year.last.index - wanted.last.index),
                -year.last.index,
            ),
        )
    run = longest_run(months)
    return None if run is None else Window("range", *run)
