"""What a store knows of a series that a target is proposed for: its baseline, its years, its dispersion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.comparisons import Mark
from dashboard.disclosure import fixed_at, level_of, released_total
from dashboard.observed import Observed, observed
from dashboard.periods import Window, gap_words
from dashboard.question import marks_of
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import ReleasedTotal
from dashboard.targets.gauge import series_of
from dashboard.targets.plan_year import YEAR, baseline_window
from dashboard.targets.proposal import Proposal
from dashboard.wording import capitalised, lowered
from data.catalogue import Indicator, Measure
from data.month import Month

# So many years back are read at most: what lies further back is another time.
MOST_YEARS = 10


@dataclass(frozen=True)
class PastYear:
    """A whole year of a series. `value` is None where it is hidden; `left_out` says why it is not usual."""

    window: Window
    value: float | None
    left_out: str = ""


@dataclass(frozen=True)
class Trial:
    """All that a proposed target is tried on. Values are a year's, in the unit of the measure.

    `window` are the months of the baseline, `chosen` that nobody named them; `counted` is what the store
    holds for them and `gap` why it holds nothing that could be used. `marks` are the breaks and exceptional
    months of the series here, `last` its last complete month. `phi` is None where the store has none.
    `counted` of several years is their mean. `n` is the base of a percentage. `caveats` say what is hidden.
    """

    indicator: Indicator
    measure: Measure
    area: str
    series: Series | None = None
    source: str = ""
    window: Window | None = None
    chosen: bool = False
    counted: float | None = None
    gap: str = ""
    marks: tuple[Mark, ...] = ()
    last: Month | None = None
    years: tuple[PastYear, ...] = ()
    phi: float | None = None
    n: float | None = None
    caveats: tuple[str, ...] = ()

    @property
    def stated(self) -> float | None:
        """The baseline's value where the proposal states it."""
        return self.indicator.baseline.value if self.indicator.baseline else None

    @property
    def baseline(self) -> float | None:
        """The value the target is set on: the stated one, else the counted one."""
        return self.counted if self.stated is None else self.stated


def read_trial(reference: Reference, proposal: Proposal) -> Trial:
    """The evidence on a proposal, as the audience may see it. A measure without data gives one with `gap`."""
    indicator, area = proposal.indicator, proposal.area
    measure = reference.catalogue.measures[indicator.measure]
    stated = baseline_window(indicator.baseline)
    if area not in reference.areas:
        gap = f"This store has no area {area}."
        return Trial(indicator, measure, reference.name(area), window=stated, gap=gap)
    series = series_of(reference, indicator=indicator, area=area)
    if series is None:
        named = [indicator.source] if indicator.source else list(measure.sources)
        hints = [reference.catalogue.sources[item].file_hint for item in named if item is not None]
        filled = f" It comes from {' or '.join(dict.fromkeys(hints))}." if hints else ""
        gap = f"The store holds nothing of {lowered(measure.label)} here.{filled}"
        return Trial(indicator, measure, reference.name(area), window=stated, gap=gap)
    read = _read_months if series.months else _read_published
    return read(reference, proposal, series, measure, stated)


def _read_months(
    reference: Reference, proposal: Proposal, series: Series, measure: Measure, stated: Window | None
) -> Trial:
    area = proposal.area
    complete = reference.complete_months(series=series, code=area)
    level = level_of(reference, area)
    marks = marks_of(reference, measure=measure.id, area=area)
    window = stated or _latest_year(complete, quarters=fixed_at(reference, series=series, level=level))
    counted, gap, caveats = _counted(reference, series, area, window)
    anchor = window.first.month if window else 4
    return Trial(
        indicator=proposal.indicator,
        measure=measure,
        area=reference.name(area),
        series=series,
        source=_source_words(reference, series),
        window=window,
        chosen=stated is None,
        counted=counted,
        gap=gap,
        marks=marks,
        last=complete[-1] if complete else None,
        years=_years(reference, series, area, complete, first_month=anchor, marks=marks),
        phi=_phi(reference, series, level),
        caveats=caveats,
    )


def _latest_year(complete: Sequence[Month], *, quarters: bool) -> Window | None:
    """The latest 12 complete months, ending with a quarter where only quarters are shown."""
    held = set(complete)
    for last in reversed(complete):
        if quarters and last.month % 3:
            continue
        window = Window("range", last - (YEAR - 1), last)
        if held.issuperset(window.months):
            return window
    return None


def _counted(
    reference: Reference, series: Series, area: str, window: Window | None
) -> tuple[float | None, str, tuple[str, ...]]:
    """The count of a baseline, as a mean a year, or why there is none; and what to say beside it."""
    if window is None:
        return None, "There are no 12 complete months in a row.", ()
    if window.length % YEAR:
        short = "is one month" if window.length == 1 else f"are {window.length} months"
        return None, f"{window.words} {short}: a year’s target needs a whole year or several.", ()
    gaps = gap_words(window, lambda month: reference.status_of(series=series, code=area, month=month))
    if gaps:
        return None, f"{capitalised(gaps)}.", ()
    total = released_total(reference, series=series, area=area, window=window)
    if not _is_for(total, window):
        nearest = total.window.words
        return None, f"Here the series is shown by fixed periods only, and the nearest is {nearest}.", ()
    if total.amount.value is None:
        return None, "The count is hidden: it is small, or would give a small one away.", total.caveats
    return total.amount.value / (window.length / YEAR), "", total.caveats


def _is_for(total: ReleasedTotal, window: Window) -> bool:
    """Whether a count is for the months that were asked for, and not for others that are shown."""
    return (total.window.first, total.window.last) == (window.first, window.last)


def _years(
    reference: Reference,
    series: Series,
    area: str,
    complete: Sequence[Month],
    *,
    first_month: int,
    marks: Sequence[Mark],
) -> tuple[PastYear, ...]:
    """The whole years that start in a month of the calendar, the earliest first, each once."""
    held = set(complete)
    windows = [
        Window("range", month, month + (YEAR - 1))
        for month in complete
        if month.month == first_month and held.issuperset(month.until(month + (YEAR - 1)))
    ]
    years = []
    for window in windows[-MOST_YEARS:]:
        total = released_total(reference, series=series, area=area, window=window)
        if not _is_for(total, window):
            continue
        amount = total.amount
        unusual = [mark.label for mark in marks if mark.kind == "exceptional" and _touches(mark, window)]
        why = ", ".join(unusual) or ("" if amount.whole else "hidden")
        value = float(amount.value) if amount.whole and amount.value is not None else None
        years.append(PastYear(window, value, why))
    return tuple(years)


def _touches(mark: Mark, window: Window) -> bool:
    return mark.first <= window.last and window.first <= mark.last


def _phi(reference: Reference, series: Series, level: str) -> float | None:
    """The store's dispersion; None where too few months or areas gave none."""
    known = (series.series_id, "ward" if level == "ward" else "district") in reference.dispersion
    return reference.phi(series=series, level=level) if known else None


def _source_words(reference: Reference, series: Series) -> str:
    source = reference.catalogue.sources.get(series.source)
    return source.short if source else series.source


def _read_published(
    reference: Reference, proposal: Proposal, series: Series, measure: Measure, stated: Window | None
) -> Trial:
    """For what comes as published numbers with periods of their own."""
    area = proposal.area
    found = sorted(
        observed(reference, series=series, area=area, category=proposal.indicator.category),
        key=lambda item: (item.last, item.first),
    )
    base = _observation(found, stated)
    window = stated or (Window("range", base.first, base.last) if base else None)
    length = window.length if window else YEAR
    marks = marks_of(reference, measure=measure.id, area=area)
    return Trial(
        indicator=proposal.indicator,
        measure=measure,
        area=reference.name(area),
        series=series,
        source=_source_words(reference, series),
        window=window,
        chosen=stated is None,
        counted=base.value if base else None,
        gap=_published_gap(found, base, stated),
        marks=marks,
        last=found[-1].last if found else None,
        years=tuple(_published_year(item, marks) for item in _apart(found, length=length)),
        n=base.denominator if base else None,
    )


def _observation(found: Sequence[Observed], stated: Window | None) -> Observed | None:
    fitting = [i for i in found if stated is None or (i.first, i.last) == (stated.first, stated.last)]
    return fitting[-1] if fitting else None


def _published_gap(found: Sequence[Observed], base: Observed | None, stated: Window | None) -> str:
    if base is not None:
        return "" if base.value is not None else "The number arrived hidden."
    if not found:
        return "Nothing is published for this area."
    held = ", ".join(dict.fromkeys(Window("range", item.first, item.last).words for item in found[-3:]))
    return f"Nothing is published for {stated.words if stated else 'it'}; there is {held}."


def _apart(found: Sequence[Observed], *, length: int) -> list[Observed]:
    """Numbers for periods of one length that do not overlap a later one, the earliest first."""
    kept: list[Observed] = []
    for item in reversed(found):
        if item.last.index - item.first.index + 1 == length and (not kept or item.last < kept[-1].first):
            kept.append(item)
    return kept[::-1][-MOST_YEARS:]


def _published_year(item: Observed, marks: Sequence[Mark]) -> PastYear:
    window = Window("range", item.first, item.last)
    unusual = [mark.label for mark in marks if mark.kind == "exceptional" and _touches(mark, window)]
    return PastYear(window, item.value, ", ".join(unusual) or ("" if item.value is not None else "hidden"))
