"""The signals of a control chart in plain words, and what a reader must know to judge them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.month_run import CHARTED_MONTHS, MonthRun
from dashboard.periods import month_words
from dashboard.statistics.xmr import FEWEST_COUNTED, Chart, Limits, Point
from dashboard.statistics.xmr_signals import Kind, Side
from dashboard.wording import joined, month_name, number
from data.month import Month

_DAYS_A_MONTH = 365.25 / 12
# Limits closer together than this are one number.
_MOST_DECIMALS = 4
_ENDS = {"high": "upper", "low": "lower"}
_KINDS: tuple[Kind, ...] = ("outside", "one side", "trend", "two of three")


@dataclass(frozen=True)
class SignalSaid:
    """A signal in words, the months from its first to its last, and its points by place in the chart."""

    words: str
    kind: Kind
    side: Side
    first: Month
    last: Month
    places: tuple[int, ...]


def signals_said(chart: Chart) -> tuple[SignalSaid, ...]:
    """The signals of a chart in words, newest first."""
    said = [
        SignalSaid(
            words=_WORDS[signal.kind](chart, [chart.points[place] for place in signal.places], signal.side),
            kind=signal.kind,
            side=signal.side,
            first=chart.points[signal.places[0]].first,
            last=chart.points[signal.places[-1]].last,
            places=signal.places,
        )
        for signal in chart.signals
    ]
    said.sort(key=lambda item: (-item.last.index, _KINDS.index(item.kind), -item.first.index))
    return tuple(said)


def why_no_chart(run: MonthRun) -> str:
    """Why a run has no control chart; '' where it has one."""
    if run.refused:
        return f"No control chart: {run.refused}"
    if run.chart is None:
        return f"No control chart: {_too_little(run)}."
    if not run.chart.limits:
        return f"No control chart: no two {run.chart.unit}s in a row are known."
    return ""


def _too_little(run: MonthRun) -> str:
    latest = list(zip(run.months, run.counts, strict=True))[-CHARTED_MONTHS:]
    known = [(month, count) for month, count in latest if count is not None]
    usual = [count for month, count in known if month not in run.left_out]
    if not known:
        return "no month is known whole"
    if not usual:
        return "every month that is known is exceptional"
    if sum(usual) / len(usual) < FEWEST_COUNTED / 3:
        return "fewer than five a quarter on average"
    return "too rare to chart by month, and no calendar quarter is held whole"


def no_signal_words(chart: Chart) -> str:
    """'No signal: all 32 months judged vary as they usually do.'"""
    judged = sum(point.judged and point.limits is not None for point in chart.points)
    return (
        f"No signal: all {judged} {chart.unit}s judged lie within the limits, without a run to one side or "
        "a trend."
    )


def signal_notes(run: MonthRun) -> tuple[str, ...]:
    """What must be known beside the signals: season, new limits, what is not judged, limits of few points."""
    chart = run.chart
    if chart is None or not chart.limits:
        return ()
    return (
        _season_words(run, chart),
        *_rebase_words(run, chart),
        *_unjudged_words(run, chart),
        *_few_words(chart),
    )


def stretch_words(first: Month, last: Month) -> str:
    """'Oct 2023', 'Mar to Sep 2023', 'Nov 2022 to Mar 2023'."""
    if first == last:
        return month_words(first)
    start = month_words(first)
    return f"{start[:3] if first.year == last.year else start} to {month_words(last)}"


def usual_range(limits: Limits, point: Point) -> tuple[float, float]:
    """The counts between which a point is usual: the limits over its days, in its season."""
    scale = point.factor * point.days
    return limits.low * scale, limits.high * scale


def usual_range_words(limits: Limits, point: Point) -> str:
    """'80 to 120': the whole counts inside the limits; with decimals where there are none.

    The ends are rounded inwards, so that what is outside the limits is outside the words as well.
    """
    low, high = usual_range(limits, point)
    for decimals in range(_MOST_DECIMALS):
        scale = 10**decimals
        least, most = math.ceil(low * scale) / scale, math.floor(high * scale) / scale
        if least <= most:
            words = number(least, decimals), number(most, decimals)
            return words[0] if words[0] == words[1] else " to ".join(words)
    return number(low, 1)


def _limits(chart: Chart, point: Point) -> Limits:
    if point.limits is None:
        raise ValueError(f"a signal at a point without limits: {point.first}")
    return chart.limits[point.limits]


def _outside(chart: Chart, points: Sequence[Point], side: Side) -> str:
    (point,) = points
    over = "above" if side == "high" else "below"
    usual = "usual for " + month_name(point.first) if chart.adjusted else "usual"
    return (
        f"{stretch_words(point.first, point.last)} was {over} the {_ENDS[side]} limit "
        f"({number(point.count)}; {usual} {usual_range_words(_limits(chart, point), point)})"
    )


def _one_side(chart: Chart, points: Sequence[Point], side: Side) -> str:
    over = "above" if side == "high" else "below"
    mean = _limits(chart, points[0]).centre * _DAYS_A_MONTH * (3 if chart.unit == "quarter" else 1)
    season = ", season aside" if chart.adjusted else ""
    return (
        f"{len(points)} {chart.unit}s in a row {over} the mean of {_about(mean)} a {chart.unit}{season}: "
        f"{stretch_words(points[0].first, points[-1].last)}"
    )


def _trend(chart: Chart, points: Sequence[Point], side: Side) -> str:
    first, last = (_daily(point) for point in (points[0], points[-1]))
    season = ", season aside" if chart.adjusted else ""
    digits = 1 if min(first, last) >= 1 else 2
    return (
        f"{'Rising' if side == 'high' else 'Falling'} {len(points)} {chart.unit}s running: "
        f"{stretch_words(points[0].first, points[-1].last)} "
        f"(from {number(first, digits)} to {number(last, digits)} a day{season})"
    )


def _two_of_three(chart: Chart, points: Sequence[Point], side: Side) -> str:
    step = 3 if chart.unit == "quarter" else 1
    span = (points[-1].first.index - points[0].first.index) // step + 1
    many = f"{len(points)} {chart.unit}s running" if span == len(points) else f"{len(points)} of {span}"
    many += "" if span == len(points) else f" {chart.unit}s"
    named = joined([f"{stretch_words(p.first, p.last)} ({number(p.count)})" for p in points])
    return f"{many} near or {'above' if side == 'high' else 'below'} the {_ENDS[side]} limit: {named}"


_WORDS = {"outside": _outside, "one side": _one_side, "trend": _trend, "two of three": _two_of_three}


def _daily(point: Point) -> float:
    return (point.per_day or 0.0) / point.factor


def _about(value: float) -> str:
    return number(value, 0 if value >= 20 else 1)


def _season_words(run: MonthRun, chart: Chart) -> str:
    if chart.unit == "quarter":
        return "Charted by quarter: fewer than five a month on average."
    if chart.adjusted:
        return "Adjusted for the season: each month is held against what is usual for its calendar month."
    if run.season is None:
        return "Not adjusted for the season: too few months to tell whether there is one."
    return "Not adjusted for a season: none is evident."


def _rebase_words(run: MonthRun, chart: Chart) -> list[str]:
    """Where limits begin anew and why. Never done silently."""
    words = []
    for limits in chart.limits:
        if limits.first == chart.points[0].first:
            continue
        named = [mark.label for mark in run.marks if mark.kind == "break" and _within(mark.first, limits)]
        why = f" ({joined(list(dict.fromkeys(named)))})" if named else ""
        words.append(
            f"Limits start anew in {stretch_words(limits.first, _end_of_first(chart, limits))}{why}: "
            "what comes before is not judged against what comes after."
        )
    return words


def _within(month: Month, limits: Limits) -> bool:
    return limits.first <= month <= limits.first + 2 and month <= limits.last


def _end_of_first(chart: Chart, limits: Limits) -> Month:
    return limits.first + 2 if chart.unit == "quarter" else limits.first


def _unjudged_words(run: MonthRun, chart: Chart) -> list[str]:
    words = []
    for mark in run.marks:
        inside = [p for p in chart.points if not p.judged and mark.first <= p.last and p.first <= mark.last]
        known = [p for p in inside if p.count is not None]
        if mark.kind == "exceptional" and known:
            when = stretch_words(known[0].first, known[-1].last)
            words.append(f"Not judged, as exceptional: {when} ({mark.label}).")
    gaps = sum(point.count is None for point in chart.points)
    if gaps:
        are = "is a gap: it is" if gaps == 1 else "are gaps: they are"
        words.append(f"{number(gaps)} {_plural(chart.unit, gaps)} {are} not known whole and not judged.")
    alone = sum(point.judged and point.limits is None for point in chart.points)
    if alone:
        words.append(
            f"{number(alone)} {_plural(chart.unit, alone)} {'stands' if alone == 1 else 'stand'} alone "
            "between gaps or breaks and cannot be judged."
        )
    return words


def _few_words(chart: Chart) -> list[str]:
    several = len(chart.limits) > 1
    return [
        f"The limits{f' from {month_words(limits.first)}' if several else ''} rest on "
        f"{number(limits.points)} {_plural(chart.unit, limits.points)}, fewer than twelve: "
        "they may still move much."
        for limits in chart.limits
        if limits.few
    ]


def _plural(unit: str, count: int) -> str:
    return unit if count == 1 else f"{unit}s"
