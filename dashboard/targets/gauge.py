"""One indicator's gauge: its value, baseline and target from the store, as the audience may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.counts import read_months_ahead
from dashboard.disclosure import fixed_at, level_of, released_months, released_total
from dashboard.observed import Observed, observed
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import COMPLETE, Reference
from dashboard.released import NOT_SUPPLIED, Amount, mean_of
from dashboard.statistics.change import Band, Change, compare_counts, usual_band
from dashboard.targets.plan_year import (
    Phase,
    baseline_window,
    months_held,
    phase_of,
    plan_year,
    same_months,
)
from dashboard.targets.status import Standing, Verdict, judge, target_level
from data.catalogue import Indicator, Measure, Plan
from data.month import Month


@dataclass(frozen=True)
class Gauge:
    """Where an indicator stands at a month.

    `window` are the months of the value, `before` those of the baseline; None where there is none. `year` is
    the plan's year the value belongs to, and `part` says that the value covers only some of it. `baseline`
    and `target` are for as many months as the value. `amount` has the value as released; before the plan it
    is the baseline so far. `usual` compares the two, `band` is the usual variation of the baseline. `n` is
    the base of a percentage.
    """

    indicator: Indicator
    measure: Measure
    series: Series | None
    phase: Phase
    year: Window
    window: Window | None
    before: Window | None
    part: bool
    amount: Amount
    value: float | None
    baseline: float | None
    stated: bool
    target: float | None
    usual: Change | None
    band: Band | None
    n: float | None
    verdict: Verdict


@dataclass(frozen=True)
class _Reading:
    """What a source gives for an indicator."""

    window: Window | None = None
    before: tuple[Window, ...] = ()
    amount: Amount = NOT_SUPPLIED
    value: float | None = None
    baseline: float | None = None
    stated: bool = False
    n: float | None = None
    whole: bool = False
    usual: Change | None = None
    band: Band | None = None


def read_gauges(
    reference: Reference, *, plan: Plan, indicators: Sequence[Indicator], area: str, to: Month
) -> list[Gauge]:
    """The gauges of a plan's indicators for an area, as things stood at the end of month `to`."""
    span = _span(plan, indicators, to)
    free = [
        series
        for indicator in indicators
        if (series := series_of(reference, indicator=indicator, area=area)) is not None
        and series.months
        and not fixed_at(reference, series=series, level=level_of(reference, area))
    ]
    # One statement for all of them, instead of one each: half the time of the page's gauges.
    if len(free) > 1:
        read_months_ahead(reference, list(dict.fromkeys(free)), area, span.first, span.last)
    return [
        _read_gauge(reference, plan=plan, indicator=item, area=area, to=to, span=span) for item in indicators
    ]


def _span(plan: Plan, indicators: Sequence[Indicator], to: Month) -> Window:
    """Every month that any of the gauges may need."""
    windows = [plan_year(plan, to), *(baseline_window(item.baseline) for item in indicators)]
    known = [window for window in windows if window is not None]
    return Window("range", min(w.first for w in known), max(w.last for w in known))


def _read_gauge(
    reference: Reference, *, plan: Plan, indicator: Indicator, area: str, to: Month, span: Window
) -> Gauge:
    measure = reference.catalogue.measures[indicator.measure]
    series = series_of(reference, indicator=indicator, area=area)
    phase, year = phase_of(plan, to), plan_year(plan, to)
    if series is not None and series.months:
        reading = _read_months(
            reference, series, indicator, area=area, year=year, to=to, phase=phase, span=span
        )
    else:
        reading = _read_observed(reference, series, indicator, area=area, plan=plan, to=to)
    standing = Standing(
        value=reading.value,
        baseline=reading.baseline,
        whole=reading.whole,
        final=reading.window is not None and reading.whole and reading.window.last >= plan.last,
        within_usual=None if reading.usual is None else not reading.usual.beyond_usual,
    )
    if reading.window is not None and not (series and series.months):
        # A survey or a caseload stands for the plan's year it was taken in.
        standing = Standing(reading.value, reading.baseline, whole=True, final=phase == "after")
    return Gauge(
        indicator=indicator,
        measure=measure,
        series=series,
        phase=phase,
        year=year,
        window=reading.window,
        before=Window("range", reading.before[0].first, reading.before[-1].last) if reading.before else None,
        part=reading.window is not None and not standing.whole,
        amount=reading.amount,
        value=reading.value,
        baseline=reading.baseline,
        stated=reading.stated,
        target=target_level(indicator, baseline=reading.baseline),
        usual=reading.usual,
        band=reading.band,
        n=reading.n,
        verdict=judge(indicator, plan=plan, phase=phase, standing=standing),
    )


def series_of(reference: Reference, *, indicator: Indicator, area: str) -> Series | None:
    """The series an indicator is read from: its own source's and no other, else the measure's first source
    with coverage in the area. Another source's total is another number, so it never stands in.
    """
    measure = reference.catalogue.measures[indicator.measure]
    if indicator.source is not None:
        return reference.series.get((measure.id, indicator.source))
    held = [reference.series[measure.id, s] for s in measure.sources if (measure.id, s) in reference.series]
    covered = (s for s in held if not s.months or reference.months_covered(source=s.source, code=area))
    return next(covered, None)


def _read_months(
    reference: Reference,
    series: Series,
    indicator: Indicator,
    *,
    area: str,
    year: Window,
    to: Month,
    phase: Phase,
    span: Window,
) -> _Reading:
    fixed = fixed_at(reference, series=series, level=level_of(reference, area))

    def complete(month: Month) -> bool:
        return reference.status_of(series=series, code=area, month=month) == COMPLETE

    stated = baseline_window(indicator.baseline)
    asked = year if phase != "before" else stated
    window = months_held(asked, to=to, complete=complete, quarters=fixed) if asked is not None else None
    if window is None:
        given = indicator.baseline
        return _Reading(baseline=given.value if given else None, stated=bool(given and given.stated))
    whole = window.length == year.length
    before = same_months(stated, window) if stated is not None and phase != "before" else ()
    now, *earlier = _amounts(reference, series, area, (window, *before), span=None if fixed else span)
    baseline, is_stated = _baseline(indicator, mean_of(earlier), whole=whole)
    if phase == "before":
        # A baseline that is not over yet is no base for a target.
        baseline = now.value if now.whole and window == stated else None
    usual, band = _chance(reference, series, area, now, earlier, (window, *before), baseline=baseline)
    return _Reading(
        window=window,
        before=before,
        amount=now,
        value=now.value if now.whole else None,
        baseline=baseline,
        stated=is_stated,
        whole=whole,
        usual=usual if phase != "before" else None,
        band=band,
    )


def _amounts(
    reference: Reference, series: Series, area: str, windows: Sequence[Window], *, span: Window | None
) -> list[Amount]:
    """Each window's count, from the months of `span` that hold them all; from fixed periods without one."""
    if span is None:
        totals = [released_total(reference, series=series, area=area, window=w) for w in windows]
        # A fixed period that is not the one asked for is another number.
        return [
            t.amount if (t.window.first, t.window.last) == (w.first, w.last) else NOT_SUPPLIED
            for t, w in zip(totals, windows, strict=True)
        ]
    found = released_months(reference, series=series, area=area, first=span.first, last=span.last)
    months = {item.first: item.amount for item in found.stretches}
    return [_together([months.get(month, NOT_SUPPLIED) for month in w.months]) for w in windows]


def _together(amounts: Sequence[Amount]) -> Amount:
    if not all(amount.whole for amount in amounts):
        return NOT_SUPPLIED
    value = sum(amount.value or 0 for amount in amounts)
    return Amount("shown" if value else "zero", value)


def _baseline(indicator: Indicator, computed: float | None, *, whole: bool) -> tuple[float | None, bool]:
    """The baseline for as many months as the value, and whether the plan states it.

    A stated value is a year's: part of a year is set against counted months or against nothing.
    """
    stated = indicator.baseline.value if indicator.baseline else None
    if stated is not None and whole:
        return stated, bool(indicator.baseline and indicator.baseline.stated)
    return computed, False


def _chance(
    reference: Reference,
    series: Series,
    area: str,
    now: Amount,
    earlier: Sequence[Amount],
    windows: Sequence[Window],
    *,
    baseline: float | None,
) -> tuple[Change | None, Band | None]:
    """The change on the baseline, and the band of counts that are within usual variation of it."""
    if baseline is None or baseline < 0:
        return None, None
    phi = reference.phi(series=series, level=level_of(reference, area))
    counted = mean_of(earlier)
    if counted is None or counted != baseline or len(earlier) < 2:
        usual = compare_counts(now.value, baseline, phi) if now.whole and now.value is not None else None
        return usual, usual_band(baseline, phi)
    # The mean of several years is known better than one: compare with their sum over their days.
    total, days = counted * len(earlier), sum(window.days for window in windows[1:])
    usual = (
        compare_counts(now.value, total, phi, windows[0].days, days)
        if now.whole and now.value is not None
        else None
    )
    return usual, usual_band(total, phi, windows[0].days, days)


def _read_observed(
    reference: Reference,
    series: Series | None,
    indicator: Indicator,
    *,
    area: str,
    plan: Plan,
    to: Month,
) -> _Reading:
    """The latest published number of the plan's years, and the one of its baseline."""
    found = observed(reference, series=series, area=area, category=indicator.category) if series else ()
    inside = [item for item in found if plan.first <= item.last <= min(to, plan.last)]
    baseline = indicator.baseline.value if indicator.baseline else None
    stated = bool(baseline is not None and indicator.baseline and indicator.baseline.stated)
    period = baseline_window(indicator.baseline)
    if baseline is None and period is not None:
        exact = [item for item in found if (item.first, item.last) == (period.first, period.last)]
        baseline = exact[-1].value if exact else None
    before = (period,) if period is not None and baseline is not None else ()
    if not inside:
        return _Reading(before=before, baseline=baseline, stated=stated)
    latest = max(inside, key=lambda item: (item.last, item.first))
    return _Reading(
        window=Window("range", latest.first, latest.last),
        before=before,
        amount=_observed_amount(latest),
        value=latest.value,
        baseline=baseline,
        stated=stated,
        n=latest.denominator,
        whole=True,
    )


def _observed_amount(item: Observed) -> Amount:
    if item.value is None:
        return Amount("hidden", None)
    return Amount("shown" if item.value else "zero", round(item.value))
