"""An area's counts over any window of a page, from one reading of its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.adjusted import Adjusted, adjusted_change
from dashboard.comparisons import Comparison
from dashboard.counts import read_areas_ahead
from dashboard.disclosure import fixed_at, level_of, released_months, released_total
from dashboard.periods import ROLLING, Window, financial_year_start
from dashboard.question import Question
from dashboard.records import Series
from dashboard.recut import counted_again_words
from dashboard.released import Amount, mean_of
from dashboard.spans import span_kinds
from dashboard.statistics.change import Change, compare_counts
from dashboard.wording import percent_change
from data.month import Month


@dataclass(frozen=True)
class Compared:
    """A count and what it is set against, as they may be shown.

    `window` and `compare` are the periods the counts are really for. `before` has a
    count for each of `compare`. `change` is None where either side may not be compared. Where the change
    goes over a break of recording that `adjusted` figures heal, those are compared and `before` is empty.
    """

    window: Window
    compare: tuple[Window, ...]
    now: Amount
    before: tuple[Amount, ...]
    usual: Change | None
    caveats: tuple[str, ...] = ()
    adjusted: Adjusted | None = None

    @property
    def per_year(self) -> float | None:
        """The mean a year, of more than twelve months."""
        if self.window.years == 1 or not self.now.whole or self.now.value is None:
            return None
        return self.now.value / self.window.years

    @property
    def previous(self) -> float | None:
        """The mean count it is set against."""
        return mean_of(self.before)

    @property
    def value(self) -> int | None:
        """The count."""
        return self.now.value

    @property
    def status(self) -> str:
        """Of the count."""
        return self.now.status

    @property
    def usual_words(self) -> str:
        """The verdict in words; '' without a comparison."""
        return self.usual.words if self.usual is not None else ""

    @property
    def change(self) -> float | None:
        """The difference in counts."""
        if not self.now.whole or self.previous is None or self.now.value is None:
            return None
        return self.now.value - self.previous

    @property
    def change_pct(self) -> float | None:
        """In percent of what it is set against; None under a base of 50."""
        return percent_change(self.now.value, self.previous) if self.now.whole else None


def usual_change(
    *, now: Amount, before: Sequence[Amount], window: Window, compare: Sequence[Window], phi: float
) -> Change | None:
    """Chance's view of a change; several windows compared with count as one of their summed days."""
    if not now.whole or mean_of(before) is None:
        return None
    earlier = sum(amount.value or 0 for amount in before)
    days = sum(item.days for item in compare)
    if len(compare) == 1 and days == window.days:
        return compare_counts(now.value or 0, earlier, phi)
    return compare_counts(now.value or 0, earlier, phi, window.days, days)


def compared(question: Question, *, area: str, window: Window, comparison: Comparison) -> Compared:
    """An area's count in a window beside its comparison."""
    series = question.series
    if series is None:
        return Compared(window, (), Amount("not_supplied", None), (), None)
    now, used, caveats = _amount(question, series, area, window)
    healed = adjusted_change(question, area=area, window=used, compare=comparison.windows)
    if healed is not None:
        return Compared(used, comparison.windows, now, (), None, caveats, healed)
    before, used_before = [], []
    for item in comparison.windows:
        amount, earlier, _ = _amount(question, series, area, item)
        # A fixed period that stands for both windows compares nothing.
        if earlier.last < used.first:
            before.append(amount)
            used_before.append(earlier)
    return Compared(
        window=used,
        compare=tuple(used_before),
        now=now,
        before=tuple(before),
        usual=usual_change(
            now=now,
            before=before,
            window=used,
            compare=used_before,
            phi=question.reference.phi(series=series, level=level_of(question.reference, area)),
        ),
        caveats=caveats,
    )


def _amount(
    question: Question, series: Series, area: str, window: Window
) -> tuple[Amount, Window, tuple[str, ...]]:
    reference = question.reference
    if fixed_at(reference, series=series, level=level_of(reference, area)):
        total = reference.recall(
            ("total", series.series_id, area, window.first, window.last),
            lambda: released_total(reference, series=series, area=area, window=window),
        )
        return total.amount, total.window, total.caveats
    months = month_amounts(question, area=area)
    amounts = [months.get(month, Amount("not_supplied", None)) for month in window.months]
    again = counted_again_words(reference, series=series, codes=[area], windows=(window,))
    return together(amounts), window, again


def together(amounts: Sequence[Amount]) -> Amount:
    """The sum of months: partial as soon as one is partial or missing, missing when all are."""
    if all(amount.status == "not_supplied" for amount in amounts):
        return Amount("not_supplied", None)
    value = sum(amount.value or 0 for amount in amounts)
    if all(amount.whole for amount in amounts):
        return Amount("shown" if value else "zero", value)
    return Amount("partial", value)


def month_amounts(question: Question, *, area: str) -> Mapping[Month, Amount]:
    """An area's months over everything a page needs, in one reading; for series shown by month only."""
    series = question.series
    if series is None:
        return {}
    first, last = _reach(question)
    reference = question.reference

    def read() -> dict[Month, Amount]:
        found = released_months(reference, series=series, area=area, first=first, last=last)
        return {item.first: item.amount for item in found.stretches if item.first == item.last}

    return reference.recall(("month amounts", series.series_id, area, first, last), read)


def read_ahead(question: Question, areas: Sequence[str]) -> None:
    """Read what `compared` will ask of many areas in one statement; for series shown by month only."""
    series = question.series
    if series is None:
        return
    free = [
        area
        for area in areas
        if not fixed_at(question.reference, series=series, level=level_of(question.reference, area))
    ]
    read_areas_ahead(question.reference, series, free, *_reach(question))


def _reach(question: Question) -> tuple[Month, Month]:
    """From the earliest to the latest month that any number of the page is about."""
    return question.reference.recall(("reach", question.selection), lambda: _reached(question))


def _reached(question: Question) -> tuple[Month, Month]:
    selection = question.selection
    year = financial_year_start(selection.to)
    starts = [
        question.charted.first - 12,
        year - 12,
        *(selection.to - (2 * ROLLING[kind] - 1) for kind in span_kinds(question.measure) if kind in ROLLING),
        *(window.first for window in question.comparison.windows),
    ]
    if selection.compare == "3y":
        starts.append(min(question.window.first, selection.to - 11, year) - 36)
    baseline = question.vocabulary.baseline(question.plan, question.measure.id)
    if selection.compare == "baseline" and baseline is not None:
        starts.append(baseline.first)
    return min(starts), max(question.window.last, selection.to)
