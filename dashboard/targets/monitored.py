"""A plan's measures as a board monitors them: baseline, the period before, the latest, and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.disclosure import fixed_at, level_of, released_total
from dashboard.observed import Observed, observed
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import COMPLETE, Reference
from dashboard.released import NOT_SUPPLIED, Amount
from dashboard.statistics.change import compare_counts, usual_words
from dashboard.statistics.rates import round_half_up
from dashboard.targets.kinds import aim_of, wants_less
from dashboard.targets.plan_year import YEAR, baseline_window, months_held, plan_year, same_months
from dashboard.wording import percent_change
from data.catalogue import Direction, Indicator, Measure, Plan, TargetKind
from data.month import Month

ChangeUnit = Literal["percent", "points", "as counted"]
# What differences are printed with: a difference that is printed as nothing is nothing.
_DECIMALS: Final = 1
BETTER, WORSE, SAME, UNSET = "better", "worse", "no better or worse", "no direction set"


@dataclass(frozen=True)
class Value:
    """A value of a period, in the unit of its measure. `n` is the base of a percentage."""

    window: Window
    value: float | None
    n: float | None = None
    status: str = "shown"


@dataclass(frozen=True)
class Difference:
    """The latest less the one before: `change` in the measure's unit, `size` in `unit`, as it is printed.

    `verdict` says what the plan makes of it, `usual` whether it is more than such counts vary; '' where that
    cannot be said.
    """

    change: float
    size: float
    unit: ChangeUnit
    verdict: str
    usual: str = ""


@dataclass(frozen=True)
class Monitored:
    """One measure of a plan. `baseline`, `previous` and `current` are None where there is none.

    `back` says how far the period before lies: a year, or right before it where no year before is held.
    """

    indicator: Indicator
    measure: Measure
    area: str
    series: Series | None = None
    baseline: Value | None = None
    previous: Value | None = None
    current: Value | None = None
    difference: Difference | None = None

    @property
    def back(self) -> int:
        """Months from the period before to the latest; 0 without the two."""
        if self.previous is None or self.current is None:
            return 0
        return self.current.window.first.index - self.previous.window.first.index


def monitor(reference: Reference, *, plan: Plan, indicator: Indicator, area: str, to: Month) -> Monitored:
    """A measure at month `to`: the latest value inside the plan's years, and the same period before it.

    Of the sources an indicator may be read from, the first that has a value inside the plan's years; its own
    source alone where it names one.
    """
    measure = reference.catalogue.measures[indicator.measure]
    where = indicator.area or area
    bare = Monitored(indicator, measure, where, baseline=_stated(indicator))
    if where not in reference.areas:
        # A store of one district knows nothing of its county, whose figure a plan may name.
        return bare
    for series in _sources(reference, indicator, measure):
        read = _read_months if series.months else _read_published
        found = read(reference, series, bare, plan=plan, to=to)
        if found.current is not None:
            return _compared(reference, found)
        if found.baseline is not None and bare.baseline is None:
            bare = found
    return bare


def _sources(reference: Reference, indicator: Indicator, measure: Measure) -> list[Series]:
    if indicator.source is not None:
        named = reference.series.get((measure.id, indicator.source))
        return [named] if named else []
    held = [series for (name, _), series in reference.series.items() if name == measure.id]
    rank = {source: place for place, source in enumerate(measure.sources)}
    return sorted(held, key=lambda series: (rank.get(series.source, len(rank)), series.source))


def _stated(indicator: Indicator) -> Value | None:
    window = baseline_window(indicator.baseline)
    if indicator.baseline is None or indicator.baseline.value is None or window is None:
        return None
    return Value(window, indicator.baseline.value)


def _read_months(
    reference: Reference, series: Series, bare: Monitored, *, plan: Plan, to: Month
) -> Monitored:
    """Twelve months where the plan has run as long, else the plan's months so far."""
    area = bare.area
    window = _window(reference, series, area, plan=plan, to=to)
    if window is None:
        return bare
    current = _counted(reference, series, area, window)
    if current is None:
        return bare
    return Monitored(
        bare.indicator,
        bare.measure,
        area,
        series=series,
        baseline=bare.baseline or _baseline_counted(reference, series, area, bare.indicator, current.window),
        previous=_counted(reference, series, area, current.window.earlier(YEAR)),
        current=current,
    )


def _window(reference: Reference, series: Series, area: str, *, plan: Plan, to: Month) -> Window | None:
    def complete(month: Month) -> bool:
        return reference.status_of(series=series, code=area, month=month) == COMPLETE

    last = min(to, plan.last)
    quarters = fixed_at(reference, series=series, level=level_of(reference, area))
    while last - (YEAR - 1) >= plan.first:
        year = Window("12m", last - (YEAR - 1), last)
        if (last.month % 3 == 0 or not quarters) and all(map(complete, year.months)):
            return year
        last = last - 1
    return months_held(
        plan_year(plan, plan.first), to=min(to, plan.last), complete=complete, quarters=quarters
    )


def _counted(reference: Reference, series: Series, area: str, window: Window) -> Value | None:
    """A window's count, hidden ones too; None where its months are not all there, or others are shown."""
    complete = (reference.status_of(series=series, code=area, month=m) == COMPLETE for m in window.months)
    if not all(complete):
        return None
    total = released_total(reference, series=series, area=area, window=window)
    same = (total.window.first, total.window.last) == (window.first, window.last)
    amount: Amount = total.amount if same else NOT_SUPPLIED
    if amount.status == "not_supplied":
        return None
    return Value(window, amount.value if amount.whole else None, status=amount.status)


def _baseline_counted(
    reference: Reference, series: Series, area: str, indicator: Indicator, window: Window
) -> Value | None:
    """The months of the baseline that are as long as the latest period: several years give their mean."""
    stated = baseline_window(indicator.baseline)
    runs = same_months(stated, window) if stated else ()
    counts = [_counted(reference, series, area, run) for run in runs]
    if not counts or any(count is None for count in counts):
        return None
    values = [count.value for count in counts if count is not None and count.value is not None]
    span = Window("range", runs[0].first, runs[-1].last)
    if len(values) < len(counts):
        return Value(span, None, status="hidden")
    return Value(span, sum(values) / len(values))


def _read_published(
    reference: Reference, series: Series, bare: Monitored, *, plan: Plan, to: Month
) -> Monitored:
    found = observed(reference, series=series, area=bare.area, category=bare.indicator.category)
    inside = [item for item in found if plan.first <= item.last <= min(to, plan.last)]
    base = baseline_window(bare.indicator.baseline)
    baseline = bare.baseline or _published(found, base)
    if not inside:
        return Monitored(bare.indicator, bare.measure, bare.area, series=series, baseline=baseline)
    latest = max(inside, key=lambda item: (item.last, -item.first.index))
    current = _value(latest)
    return Monitored(
        bare.indicator,
        bare.measure,
        bare.area,
        series=series,
        baseline=baseline,
        previous=_published(found, current.window.earlier(YEAR))
        or _published(found, current.window.earlier(current.window.length)),
        current=current,
    )


def _published(found: Sequence[Observed], window: Window | None) -> Value | None:
    fitting = [i for i in found if window and (i.first, i.last) == (window.first, window.last)]
    return _value(fitting[-1]) if fitting else None


def _value(item: Observed) -> Value:
    window = Window("range", item.first, item.last)
    return Value(window, item.value, item.denominator, "hidden" if item.value is None else "shown")


def _compared(reference: Reference, found: Monitored) -> Monitored:
    current, previous = found.current, found.previous
    if current is None or previous is None or current.value is None or previous.value is None:
        return found
    difference = difference_of(
        found.indicator,
        found.measure,
        now=current.value,
        before=previous.value,
        usual=_usual(reference, found, current.value, previous.value),
    )
    return Monitored(**{**vars(found), "difference": difference})


def difference_of(
    indicator: Indicator, measure: Measure, *, now: float, before: float, usual: str = ""
) -> Difference:
    """The difference of two values: percentages in points, counts in percent of a base of 50 or more."""
    change = now - before
    size, unit = change, "points" if measure.unit == "percent" else "as counted"
    percent = percent_change(now, before) if measure.unit in ("count", "gbp") else None
    if percent is not None:
        size, unit = percent, "percent"
    size = round_half_up(size, _DECIMALS)
    return Difference(change, size, unit, _verdict(indicator, now, before, size), usual)  # type: ignore[arg-type]


def _verdict(indicator: Indicator, now: float, before: float, size: float) -> str:
    """By the plan's direction, never the measure's; a range is better nearer."""
    if indicator.kind is TargetKind.RANGE:
        aim = aim_of(indicator, baseline=None)
        nearer = 0.0 if aim is None else aim.distance(before) - aim.distance(now)
        return SAME if not nearer else BETTER if nearer > 0 else WORSE
    counted_up = indicator.kind in (TargetKind.AT_LEAST, TargetKind.STANDARD)
    if indicator.direction is Direction.NONE and not counted_up and not indicator.change_pct:
        return UNSET
    if not size:
        return SAME
    return BETTER if (size < 0) == wants_less(indicator) else WORSE


def _usual(reference: Reference, found: Monitored, now: float, before: float) -> str:
    """Whether a difference of counts is more than they vary.

    Without a φ of the series only what already lies within Poisson's variation is known to be usual.
    """
    series = found.series
    if found.measure.unit != "count" or series is None or now < 0 or before < 0:
        return ""
    if found.indicator.kind in (TargetKind.AT_LEAST, TargetKind.STANDARD) or found.indicator.output:
        return ""
    level = level_of(reference, found.area)
    known = (
        series.months
        and (series.series_id, "ward" if level == "ward" else "district") in reference.dispersion
    )
    change = compare_counts(now, before, reference.phi(series=series, level=level) if known else 1.0)
    if change.beyond_usual and not known:
        return ""
    return usual_words(beyond=change.beyond_usual)
