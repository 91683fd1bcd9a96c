"""A question's counts by day and hour: which series has them, for which period, and how many lack a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.amounts import month_amounts, together
from dashboard.disclosure import fixed_at, level_of
from dashboard.nights import nights_of
from dashboard.observed import observed_for
from dashboard.observed_hours import (
    HourCounts,
    HourMonth,
    areas_with_hours,
    observed_hour_months,
    observed_hour_periods,
    observed_hours,
)
from dashboard.periods import Window, run_words
from dashboard.question import Question
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.week import times_in
from dashboard.wording import joined, lowered, number, percent, share_percent
from data.catalogue import DAY_HOURS, NOT_DOMESTIC
from data.month import Month


@dataclass(frozen=True)
class WeekCounts:
    """168 counts by the clock in a period. `unknown` came without a time; `total` is all that was counted.

    `total` is None where the source gives none for the period. `published`: a longer period as it came.
    `missing` are its months without any time though something was counted in them.
    """

    window: Window
    clock: tuple[int, ...]
    unknown: int
    total: int | None
    published: bool = False
    missing: tuple[Month, ...] = ()

    @property
    def timed(self) -> int:
        """How many have a time."""
        return sum(self.clock)

    @property
    def all(self) -> int:
        """All that was counted: the total, or what came by hour and without a time where that is more."""
        return max(self.total or 0, self.timed + self.unknown)

    @property
    def share_timed(self) -> float | None:
        """Percent with a time; None under a base of 50."""
        return share_percent(self.timed, self.all)

    @property
    def times(self) -> tuple[int, ...]:
        """How often each day of the week occurs in the period."""
        return times_in(self.window)

    @property
    def coverage(self) -> str:
        """'2,340 of 2,512 have a time (93.2%)'; without a total what came without one."""
        share = f" ({percent(self.share_timed)})" if self.share_timed is not None else ""
        if self.total is None and not self.unknown:
            return f"{number(self.timed)} with a time; the file gives no total beside them"
        return f"{number(self.timed)} of {number(self.all)} have a time{share}"


@dataclass(frozen=True, eq=False)
class WeekHours:
    """What a question's hours are: `now`, or why there is nothing (`why`).

    `before` are the periods compared with, empty where `no_comparison` says why. `areas` are those added up,
    `lacking` the districts of the area that give no times. `months` are those with times, of all periods,
    with what lies in the nights of `nights_of`.
    """

    question: Question
    series: Series | None
    breakdown: str = ""
    areas: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    now: WeekCounts | None = None
    before: tuple[WeekCounts, ...] = ()
    why: str = ""
    no_comparison: str = ""
    caveats: tuple[str, ...] = ()
    months: Mapping[Month, HourMonth] = field(default_factory=dict)

    @property
    def not_domestic(self) -> bool:
        """Whether what is flagged as domestic abuse is left out."""
        return self.breakdown == NOT_DOMESTIC


def week_hours(question: Question, *, preferred: Sequence[str] = DAY_HOURS) -> WeekHours:
    """The hours of a question, of the first of the `preferred` breakdowns that most of its districts have."""
    series = question.series
    if series is None:
        return WeekHours(question, None, why=question.absent())
    if fixed_at(question.reference, series=series, level=question.level):
        shortest = "whole years" if question.level == "ward" else "calendar quarters"
        why = (
            f"{question.measure.label} is shown here by {shortest}, not by hour: "
            "counts that small are not shown to this audience."
        )
        return WeekHours(question, series, why=why)
    chosen = _chosen(question, series, preferred)
    if chosen is None:
        return WeekHours(question, series, why=_no_times(question))
    breakdown, areas, lacking = chosen
    found = WeekHours(question, series, breakdown=breakdown, areas=areas, lacking=lacking)
    key = ("week hours", question.selection, breakdown)
    return question.reference.recall(key, lambda: _week_hours(found, series))


def with_hours(question: Question) -> tuple[tuple[str, str], ...]:
    """The measures and sources that have hours in the area and may be shown so, in the catalogue's order."""
    reference, measures = question.reference, question.reference.catalogue.measures
    found = []
    for measure, source, _ in areas_with_hours(reference):
        series = reference.series.get((measure, source))
        if series is None or (measure, source) in found or not series.months:
            continue
        if fixed_at(reference, series=series, level=question.level):
            continue
        if any(_holders(question, series, breakdown)[0] for breakdown in DAY_HOURS):
            found.append((measure, source))
    return tuple(sorted(found, key=lambda pair: (measures[pair[0]].order, pair)))


def _week_hours(found: WeekHours, series: Series) -> WeekHours:
    question = found.question
    windows = (question.window, *question.comparison.windows)
    found = replace(found, months=_months(found, series, windows))
    gaps = [_gaps(found, window) for window in windows]
    if gaps[0] and found.months.keys().isdisjoint(question.window.months):
        return _of_longer(found, series)
    counts = observed_hours(
        question.reference, series=series, areas=found.areas, breakdown=found.breakdown, windows=windows
    )
    weeks = [_week(found, counts[place], window, missing=gaps[place]) for place, window in enumerate(windows)]
    if weeks[0] is None:
        return replace(found, why=_HIDDEN)
    known = [week for week in weeks[1:] if week is not None]
    refused = _refused(question, weeks[0], known, wanted=len(windows) - 1)
    return replace(
        found,
        now=weeks[0],
        before=() if refused else tuple(known),
        no_comparison=refused,
        caveats=_caveats(found, weeks[0]),
    )


_HIDDEN = "Not shown by hour: some of its hours arrived hidden, and the others would give them away."


def _chosen(
    question: Question, series: Series, preferred: Sequence[str]
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """The breakdown to show, its areas and the districts without: the one most districts have."""
    held = [(breakdown, *_holders(question, series, breakdown)) for breakdown in preferred]
    held = [item for item in held if item[1]]
    return min(held, key=lambda item: (len(item[2]), preferred.index(item[0]))) if held else None


def _holders(question: Question, series: Series, breakdown: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The areas that hours are added up over: the area itself, else its districts; and those without."""
    reference, area = question.reference, question.area
    having = areas_with_hours(reference).get((series.measure, series.source, breakdown), frozenset())
    if area in having:
        return (area,), ()
    if not _made_of_districts(reference, area):
        return (), ()
    districts = reference.districts(area)
    return tuple(d for d in districts if d in having), tuple(d for d in districts if d not in having)


def _made_of_districts(reference: Reference, area: str) -> bool:
    """Whether an area is the sum of its districts in every month."""
    if reference.areas[area].level == "custom" and level_of(reference, area) == "ward":
        return False
    own = reference.custom.get(area)
    return own is None or not own.limited


def _no_times(question: Question) -> str:
    return (
        f"No time of day comes with {lowered(question.measure.label)} for {question.area_name} from "
        f"{question.source_short or question.source_label}. A force extract by day and hour would fill this: "
        "csp template hours, then csp build."
    )


def _months(found: WeekHours, series: Series, windows: Sequence[Window]) -> Mapping[Month, HourMonth]:
    nights = nights_of(found.question)
    return observed_hour_months(
        found.question.reference,
        series=series,
        areas=found.areas,
        breakdown=found.breakdown,
        hours=nights.held if nights else (),
        window=Window("range", min(w.first for w in windows), max(w.last for w in windows)),
    )


def _gaps(found: WeekHours, window: Window) -> tuple[Month, ...]:
    """The months of a window in which something was counted and nothing came by hour."""
    totals = month_amounts(found.question, area=found.question.area)
    return tuple(
        month
        for month in window.months
        if month not in found.months and (month not in totals or totals[month].status != "zero")
    )


def _week(
    found: WeekHours, counts: HourCounts, window: Window, *, missing: tuple[Month, ...]
) -> WeekCounts | None:
    if counts.clock is None:
        return None
    months = month_amounts(found.question, area=found.question.area)
    known = [months[month] for month in window.months if month in months]
    # The total holds what is flagged as domestic abuse too.
    total = together(known).value if known and not found.not_domestic else None
    return WeekCounts(window, counts.clock, counts.unknown, total, missing=missing)


# Where more or less of one period has a time than of the other, a change would be of the record.
MOST_APART = 5.0


def _refused(question: Question, now: WeekCounts, before: Sequence[WeekCounts], *, wanted: int) -> str:
    """Why the periods may not be compared; '' where they may, or where none is asked for."""
    if not wanted:
        return question.basis()
    if len(before) < wanted:
        return "No comparison: some hours of the period before arrived hidden."
    for week in (now, *before):
        if week.missing:
            return f"No comparison: {run_words(week.missing)} came without times."
    shares = [100 * week.timed / week.all if week.all else 100.0 for week in (now, *before)]
    if max(shares) - min(shares) > MOST_APART:
        told = joined(
            [f"{percent(share)} in {week.window.words}" for share, week in _beside(shares, now, before)]
        )
        return f"No comparison: the share with a time differs, {told}."
    return ""


def _beside(
    shares: Sequence[float], now: WeekCounts, before: Sequence[WeekCounts]
) -> list[tuple[float, WeekCounts]]:
    return list(zip(shares, (now, *before), strict=True))


def _caveats(found: WeekHours, week: WeekCounts) -> tuple[str, ...]:
    notes = []
    if found.lacking:
        names = [found.question.reference.name(code) for code in found.lacking]
        notes.append(f"No times from {joined(names)}.")
    if week.missing:
        notes.append(f"No times for {run_words(week.missing)}.")
    return tuple(notes)


def _of_longer(found: WeekHours, series: Series) -> WeekHours:
    """The latest longer period by the end of the one asked for, as it was published."""
    question, reference = found.question, found.question.reference
    held = observed_hour_periods(reference, series=series, areas=found.areas, breakdown=found.breakdown)
    asked = question.window
    spans = sorted((span for span in held if span[1] <= asked.last), key=lambda span: (span[1], span[0]))
    if not spans:
        why = f"No times of {lowered(question.measure.label)} for {question.area_name} in {asked.words}."
        return replace(found, why=f"{why} The store has them for other months: choose another period.")
    same = (asked.first, asked.last)
    chosen = same if same in held else spans[-1]
    week = _longer(found, series, held[chosen], chosen)
    if week is None:
        return replace(found, why=_HIDDEN)
    earlier = (chosen[0] - 12, chosen[1] - 12)
    before = _longer(found, series, held[earlier], earlier) if earlier in held else None
    wanted = question.selection.compare == "year"
    refused = (
        _refused(question, week, [before], wanted=1)
        if before is not None and wanted
        else "No comparison: the file has no such period before."
    )
    notes = [f"Shown for {week.window.words} as published: the file has no months by hour."]
    return replace(
        found,
        now=week,
        before=(before,) if before is not None and not refused else (),
        no_comparison=refused,
        caveats=(*notes, *_caveats(found, week)),
    )


def _longer(
    found: WeekHours, series: Series, counts: HourCounts, span: tuple[Month, Month]
) -> WeekCounts | None:
    if counts.clock is None:
        return None
    window = Window("range", *span)
    given = observed_for(
        found.question.reference, series=series, areas=found.areas, category=None, windows=[window]
    )
    known = [item.value for item in given if item.breakdown is None and item.value is not None]
    total = round(sum(known)) if len(known) == len(found.areas) else None
    return WeekCounts(window, counts.clock, counts.unknown, total, published=True)
