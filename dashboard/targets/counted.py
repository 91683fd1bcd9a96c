"""An indicator read from monthly counts: its plan's year so far, and the earlier years it is set against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dashboard.disclosure import fixed_at, level_of, released_months, released_total
from dashboard.periods import Window
from dashboard.question import marks_of
from dashboard.records import Series
from dashboard.reference import COMPLETE, MISSING, PARTIAL, Reference
from dashboard.released import NOT_SUPPLIED, Amount, mean_of
from dashboard.statistics.change import Band, Change, compare_counts, usual_band
from dashboard.targets.course import Course
from dashboard.targets.kinds import aim_of
from dashboard.targets.plan_year import Phase, baseline_window, months_held, same_months
from dashboard.targets.projection import another_year
from dashboard.targets.reading import Base, Reading
from dashboard.targets.season import Season, by_days, fits, in_year, season_years
from data.catalogue import Indicator, TargetKind
from data.month import Month

QUARTER = 3
# What a partnership does itself has no season of its own.
_DONE = (TargetKind.AT_LEAST, TargetKind.RANGE)


@dataclass(frozen=True)
class Counts:
    """One series in one area, as released: by month, or by quarter where single months are not shown.

    `span` are the months read; `amounts` has those of single months, or of quarters by their first month.
    """

    reference: Reference
    series: Series
    area: str
    span: Window
    fixed: bool
    amounts: Mapping[Month, Amount]
    statuses: Mapping[Month, str]

    def complete(self, month: Month) -> bool:
        """Whether a month is there whole."""
        return self.statuses.get(month) == COMPLETE

    def status(self, month: Month) -> str:
        """Complete, partial or missing."""
        return self.statuses.get(month, MISSING)

    def of(self, window: Window) -> Amount:
        """A window's count; a fixed period that is not the one asked for is another number."""
        key = "window", self.series.series_id, self.area, self.span, window.first, window.last
        return self.reference.recall(key, lambda: self._of(window))

    def _of(self, window: Window) -> Amount:
        if not self.fixed:
            return _together([self.amounts.get(month, NOT_SUPPLIED) for month in window.months])
        total = released_total(self.reference, series=self.series, area=self.area, window=window)
        same = (total.window.first, total.window.last) == (window.first, window.last)
        return total.amount if same else NOT_SUPPLIED

    def step(self, window: Window) -> Amount:
        """The count of a single month, or of a quarter where those are what is shown."""
        return self.amounts.get(window.first, NOT_SUPPLIED)

    def ending(self, month: Month) -> Amount:
        """The count of a month; of a quarter at its last month, else nothing."""
        if not self.fixed:
            return self.amounts.get(month, NOT_SUPPLIED)
        whole = month.month % QUARTER == 0
        return self.amounts.get(month - (QUARTER - 1), NOT_SUPPLIED) if whole else NOT_SUPPLIED

    @cached_property
    def phi(self) -> float:
        """How much more than Poisson's they vary."""
        return self.reference.phi(series=self.series, level=level_of(self.reference, self.area))

    def exceptional(self, window: Window) -> bool:
        """Whether a window holds months that are not usual."""
        marks = self.reference.structure(
            ("exceptional", self.series.measure, self.area),
            lambda: tuple(
                (mark.first, mark.last)
                for mark in marks_of(self.reference, measure=self.series.measure, area=self.area)
                if mark.kind == "exceptional"
            ),
        )
        return any(first <= window.last and window.first <= last for first, last in marks)


def read_counts(reference: Reference, *, series: Series, area: str, span: Window) -> Counts:
    """The counts of a span, as this deployment's audience may see them."""

    def read() -> Counts:
        found = released_months(reference, series=series, area=area, first=span.first, last=span.last)
        return Counts(
            reference=reference,
            series=series,
            area=area,
            span=span,
            fixed=fixed_at(reference, series=series, level=level_of(reference, area)),
            amounts={item.first: item.amount for item in found.stretches if found.unit != "year"},
            statuses=reference.statuses_of(series=series, code=area),
        )

    return reference.recall(("counts", series.series_id, area, span.first, span.last), read)


def read_counted(
    counts: Counts, indicator: Indicator, *, force: Window, year: Window, to: Month, phase: Phase
) -> Reading:
    """How an indicator stands at the end of month `to`, in a year of the months it is in force."""
    stated = baseline_window(indicator.baseline)
    asked = year if phase != "before" else stated
    window = (
        months_held(asked, to=to, complete=counts.complete, quarters=counts.fixed)
        if asked is not None
        else None
    )
    base = _base(counts, indicator, period=stated, year=year)
    if window is None:
        return Reading(base=base, baseline=base.stated, stated=_is_stated(indicator))
    if phase == "before":
        return _before(counts, window, period=stated, base=base)
    whole = window.length == year.length
    before = same_months(stated, window) if stated is not None else ()
    now, earlier = counts.of(window), [counts.of(item) for item in before]
    by_months = mean_of(earlier)
    baseline = base.stated if whole and base.stated is not None else by_months
    usual, band = _chance(counts, now, earlier, (window, *before), baseline=baseline)
    course = _course(counts, indicator, now, base=base, year=year, window=window) if now.whole else None
    return Reading(
        window=window,
        before=before,
        amount=now,
        value=now.value if now.whole else None,
        baseline=baseline,
        stated=whole and base.stated is not None and _is_stated(indicator),
        whole=whole,
        final=whole and window.last >= force.last,
        usual=usual,
        band=band,
        base=base,
        aim=course.aim if course else None,
        course=course,
        end=_end(course, counts.phi, whole=whole),
        why=_why(base, course),
        gap=_gap(counts, window, year=year, to=to),
        exceptional=stated is not None and counts.exceptional(stated),
    )


def _before(counts: Counts, window: Window, *, period: Window | None, base: Base) -> Reading:
    """In the baseline period: it is no base for a target before it is over."""
    now = counts.of(window)
    value = now.value if now.whole else None
    baseline = value if window == period else None
    band = None if baseline is None else usual_band(baseline, counts.phi)
    return Reading(
        window=window,
        amount=now,
        value=value,
        baseline=baseline,
        whole=window == period,
        band=band,
        base=Base(period, base.stated, baseline),
    )


def _base(counts: Counts, indicator: Indicator, *, period: Window | None, year: Window) -> Base:
    value = indicator.baseline.value if indicator.baseline else None
    runs = same_months(period, year) if period is not None else ()
    return Base(
        window=period,
        stated=value,
        computed=mean_of([counts.of(run) for run in runs]),
        years=max(1, len(runs)),
    )


def _is_stated(indicator: Indicator) -> bool:
    given = indicator.baseline
    return bool(given is not None and given.value is not None and given.stated)


def _together(amounts: Sequence[Amount]) -> Amount:
    if not all(amount.whole for amount in amounts):
        hidden = next((amount for amount in amounts if amount.status == "hidden"), None)
        return hidden or NOT_SUPPLIED
    value = sum(amount.value or 0 for amount in amounts)
    return Amount("shown" if value else "zero", value)


def _course(
    counts: Counts, indicator: Indicator, now: Amount, *, base: Base, year: Window, window: Window
) -> Course:
    steps = _steps(year, QUARTER if counts.fixed else 1)
    found = [counts.step(step) for step in steps if step.last <= window.last]
    if not found or not all(amount.whole for amount in found):
        # The year is shown and its quarters are not.
        rest = (Window("range", window.last + 1, year.last),) if window.last < year.last else ()
        steps, found = (window, *rest), [now]
    period, series = base.window, counts.series.series_id
    # Several indicators of a plan may be on one series, with one baseline.
    key = year.first, year.last, len(steps), period and (period.first, period.last)
    season = counts.reference.recall(
        ("season", series, counts.area, *key),
        lambda: _season(counts, period=period, year=year, steps=steps),
    )
    if season is None and (indicator.output or indicator.kind in _DONE):
        season = by_days(steps)
    return Course(
        year=year,
        steps=steps,
        amounts=tuple(float(amount.value or 0) for amount in found),
        season=season,
        aim=aim_of(indicator, baseline=base.value),
        phi=counts.phi,
        counted=float(now.value or 0),
    )


@lru_cache(maxsize=256)
def _steps(year: Window, length: int) -> tuple[Window, ...]:
    """A year in runs of so many months."""
    return tuple(
        Window("range", year.first + start, min(year.first + (start + length - 1), year.last))
        for start in range(0, year.length, length)
    )


def _season(counts: Counts, *, period: Window | None, year: Window, steps: Sequence[Window]) -> Season | None:
    first = counts.series.first_month

    def usable(item: Window) -> bool:
        if first is None or item.first < first or counts.exceptional(item):
            return False
        return all(map(counts.complete, item.months)) and fits(item, steps)

    years, rows = [], []
    for item in season_years(year, baseline=period, usable=usable):
        amounts = [counts.step(in_year(item, step)) for step in steps]
        row = tuple(float(amount.value or 0) for amount in amounts)
        if all(amount.whole for amount in amounts) and sum(row) > 0:
            years.append(item)
            rows.append(row)
    return Season(tuple(years), tuple(rows)) if years else None


def _end(course: Course | None, phi: float, *, whole: bool) -> tuple[float, float] | None:
    """Where the year's count will end; of a year that is over, where the plan's next ones will."""
    if course is None:
        return None
    if whole:
        return another_year(course.to_date, phi=phi)
    ahead = course.projection
    return None if ahead is None else (ahead.low, ahead.high)


def _why(base: Base, course: Course | None) -> str:
    if course is None or course.aim is not None:
        return ""
    return "its baseline is zero" if base.value == 0 else "no baseline to set it against"


def _gap(counts: Counts, window: Window, *, year: Window, to: Month) -> tuple[Month, str] | None:
    """The month that ends the run of complete months, where a later one is there."""
    after = window.last + 1
    end = min(to, year.last)
    if after > end or (status := counts.status(after)) not in (PARTIAL, MISSING):
        return None
    later = any(counts.complete(month) for month in after.until(end))
    return (after, status) if later else None


def _chance(
    counts: Counts,
    now: Amount,
    earlier: Sequence[Amount],
    windows: Sequence[Window],
    *,
    baseline: float | None,
) -> tuple[Change | None, Band | None]:
    """The change on the baseline, and the band of counts that are within usual variation of it."""
    if baseline is None or baseline < 0:
        return None, None
    phi, value = counts.phi, now.value if now.whole else None
    counted = mean_of(earlier)
    if counted is None or counted != baseline or len(earlier) < 2:
        usual = None if value is None else compare_counts(value, baseline, phi)
        return usual, usual_band(baseline, phi)
    # The mean of several years is known better than one: compare with their sum over their days.
    total, days = counted * len(earlier), sum(window.days for window in windows[1:])
    usual = None if value is None else compare_counts(value, total, phi, windows[0].days, days)
    return usual, usual_band(total, phi, windows[0].days, days)
