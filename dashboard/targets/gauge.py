"""One indicator's gauge: its value, baseline, target and status, as the audience may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.counts import read_months_ahead
from dashboard.disclosure import fixed_at, level_of
from dashboard.observed import read_observed_ahead
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import Amount
from dashboard.statistics.change import Band, Change
from dashboard.targets.counted import read_counted, read_counts
from dashboard.targets.kinds import target_level
from dashboard.targets.plan_year import Phase, baseline_window, months_in_force, phase_of, plan_year
from dashboard.targets.published import read_published
from dashboard.targets.reading import Reading
from dashboard.targets.season import YEAR, YEARS_BACK
from dashboard.targets.status import Standing, Verdict, best_of, judge
from dashboard.wording import lowered
from data.catalogue import Indicator, Measure, Plan
from data.month import Month

RECENT = 24


@dataclass(frozen=True)
class Gauge:
    """Where an indicator stands at a month.

    `window` are the months of the value, `before` those of the baseline; None where there is none. `year` is
    the plan's year the value belongs to, and `part` says that the value covers only some of it. `baseline`
    and `target` are for as many months as the value. `amount` has the value as released; before the plan it
    is the baseline so far. `usual` compares the two, `band` is the usual variation of the baseline. `n` is
    the base of a percentage. `verdict` is on the whole year's target, and where the plan names another
    measure that may meet it, the better of the two.
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
class Read:
    """A gauge with all that was read for it, and those of the measures that may meet its target instead."""

    gauge: Gauge
    reading: Reading
    area: str
    span: Window
    alternatives: tuple[Gauge, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """One indicator of a plan, in an area, at a month."""

    plan: Plan
    indicator: Indicator
    area: str
    to: Month
    earliest: Month

    @cached_property
    def force(self) -> Window:
        return months_in_force(self.plan, self.indicator)

    @cached_property
    def year(self) -> Window:
        return plan_year(self.force, self.to)

    @cached_property
    def span(self) -> Window:
        """Every month its gauge, its earlier years and its recent months may need."""
        year, stated = self.year, baseline_window(self.indicator.baseline)
        last = min(max(self.to, stated.last if stated else self.to), year.last)
        first = min(year.first - YEAR * YEARS_BACK, last - (RECENT - 1), stated.first if stated else last)
        first = min(max(first, self.earliest), last)
        return Window("range", first, last)


def read_gauges(
    reference: Reference, *, plan: Plan, indicators: Sequence[Indicator], area: str, to: Month
) -> list[Gauge]:
    """The gauges of a plan's indicators for an area, as things stood at the end of month `to`."""
    return [item.gauge for item in read_all(reference, plan=plan, indicators=indicators, area=area, to=to)]


def read_all(
    reference: Reference, *, plan: Plan, indicators: Sequence[Indicator], area: str, to: Month
) -> list[Read]:
    """The same with all that was read for them. An indicator's own area goes before the one asked for."""
    earliest = reference.structure("earliest month", lambda: _earliest(reference))
    asked = [
        [_Asked(plan, form, form.area or area, to, earliest or plan.first) for form in _forms(item)]
        for item in indicators
    ]
    _read_ahead(reference, [one for forms in asked for one in forms])
    return [_together([_read(reference, one) for one in forms]) for forms in asked]


def _earliest(reference: Reference) -> Month | None:
    """The first month of any series: before it there is nothing to read."""
    firsts = [item.first_month for item in reference.series.values() if item.months and item.first_month]
    return min(firsts, default=None)


def _forms(indicator: Indicator) -> list[Indicator]:
    """An indicator, and as it would be on each measure that may meet it instead: with no stated numbers."""
    given = indicator.baseline
    bare = given.model_copy(update={"value": None, "stated": False}) if given else None
    return [
        indicator,
        *(
            indicator.model_copy(
                update={"measure": name, "source": None, "category": None, "baseline": bare, "target": None}
            )
            for name in indicator.alternatives
        ),
    ]


def _read_ahead(reference: Reference, asked: Sequence[_Asked]) -> None:
    """One statement for all the series of an area and the same months, instead of one each."""
    wanted: dict[tuple[str, Month, Month], dict[Series, None]] = {}
    published: dict[str, list[str]] = {}
    for one in asked:
        series = series_of(reference, indicator=one.indicator, area=one.area)
        if series is None:
            continue
        if not series.months:
            published.setdefault(one.area, []).append(series.measure)
        elif not fixed_at(reference, series=series, level=level_of(reference, one.area)):
            span = one.span
            wanted.setdefault((one.area, span.first, span.last), {})[series] = None
    for (area, first, last), series_there in wanted.items():
        if len(series_there) > 1:
            read_months_ahead(reference, list(series_there), area, first, last)
    for area, measures in published.items():
        read_observed_ahead(reference, area=area, measures=measures)


def _together(found: Sequence[Read]) -> Read:
    """The indicator's own gauge, with the verdict of the measure that meets it best."""
    own, *others = found
    if not others:
        return own
    best = best_of([item.gauge.verdict for item in found])
    verdict = found[best].gauge.verdict
    if best:
        verdict = Verdict(verdict.status, f"{verdict.words}, by {lowered(found[best].gauge.measure.label)}")
    gauge = replace(own.gauge, verdict=verdict)
    return replace(own, gauge=gauge, alternatives=tuple(item.gauge for item in others))


def _read(reference: Reference, asked: _Asked) -> Read:
    indicator, to, force, span = asked.indicator, asked.to, asked.force, asked.span
    measure = reference.catalogue.measures[indicator.measure]
    series = series_of(reference, indicator=indicator, area=asked.area)
    phase, year = phase_of(force, to), asked.year
    if series is not None and series.months:
        counts = read_counts(reference, series=series, area=asked.area, span=span)
        reading = read_counted(counts, indicator, force=force, year=year, to=to, phase=phase)
    else:
        reading = read_published(
            reference, series, indicator, area=asked.area, force=force, year=year, to=to, phase=phase
        )
    percent = measure.unit == "percent"
    gauge = Gauge(
        indicator=indicator,
        measure=measure,
        series=series,
        phase=phase,
        year=year,
        window=reading.window,
        before=Window("range", reading.before[0].first, reading.before[-1].last) if reading.before else None,
        part=reading.window is not None and not reading.whole,
        amount=reading.amount,
        value=reading.value,
        baseline=reading.baseline,
        stated=reading.stated,
        target=target_level(indicator, baseline=reading.baseline, percent=percent),
        usual=reading.usual,
        band=reading.band,
        n=reading.n,
        verdict=judge(indicator, force=force, phase=phase, standing=_standing(reading)),
    )
    return Read(gauge, reading, asked.area, span)


def _standing(reading: Reading) -> Standing:
    course = reading.course
    return Standing(
        value=reading.value,
        aim=reading.aim,
        baseline=reading.base.value,
        end=reading.end,
        reach=course.reach if course is not None and not reading.whole else None,
        grows=course is not None and not reading.whole,
        final=reading.final,
        within_usual=None if reading.usual is None else not reading.usual.beyond_usual,
        hidden=reading.amount.status == "hidden",
        stale=reading.window.last if reading.stale and reading.window else None,
        why=reading.why,
    )


def series_of(reference: Reference, *, indicator: Indicator, area: str) -> Series | None:
    """The series an indicator is read from: its own source's and no other, else the measure's first source
    with coverage in the area. Another source's total is another number, so it never stands in.
    """
    if area not in reference.areas:
        return None
    measure = reference.catalogue.measures[indicator.measure]
    if indicator.source is not None:
        return reference.series.get((measure.id, indicator.source))
    held = [reference.series[measure.id, s] for s in measure.sources if (measure.id, s) in reference.series]
    covered = (s for s in held if not s.months or reference.months_covered(source=s.source, code=area))
    return next(covered, None)
