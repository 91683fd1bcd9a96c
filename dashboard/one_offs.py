"""Months outside the limits that the season does not explain, with what lies in them, never the cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.marks import Mark
from dashboard.month_run import MonthRun
from dashboard.signal_words import stretch_words
from dashboard.statistics.xmr import Chart, Point
from dashboard.statistics.xmr_signals import Kind, Side
from dashboard.wording import joined, number
from data.month import Month

# Of those that are part of something longer: that is what there is to read.
MOST_NAMED = 2


@dataclass(frozen=True)
class OneOff:
    """A month or quarter outside the limits; `usual` is what the chart's mean gives it.

    `among` are the points of the longest signal of the same side that it is part of ('' and none where it
    stands by itself), `sort` its kind; `again` those of the same calendar month outside on the same side.
    `events` are the names of what lies in it.
    """

    first: Month
    last: Month
    side: Side
    count: float
    usual: float
    sort: Kind | None
    among: tuple[Month, ...]
    again: tuple[Month, ...]
    events: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether it is a one-off."""
        return not self.among and not self.again

    @property
    def ratio(self) -> float:
        """The count over what was usual."""
        return self.count / self.usual if self.usual else 0.0


def one_offs(run: MonthRun, marks: Sequence[Mark]) -> tuple[OneOff, ...]:
    """The points of the run's control chart outside its limits, newest first; `marks` those of its months."""
    chart = run.chart
    if chart is None:
        return ()
    found = [
        _one_off(chart, signal.places[0], signal.side, marks, months=run.months)
        for signal in chart.signals
        if signal.kind == "outside"
    ]
    return tuple(sorted(found, key=lambda item: item.first, reverse=True))


def _one_off(
    chart: Chart, place: int, side: Side, marks: Sequence[Mark], *, months: Sequence[Month]
) -> OneOff:
    point = chart.points[place]
    scale = point.factor * point.days
    usual = chart.limits[point.limits].centre * scale if point.limits is not None else 0.0
    holding = [
        signal
        for signal in chart.signals
        if signal.kind != "outside" and signal.side == side and place in signal.places
    ]
    longest = max(holding, key=lambda signal: len(signal.places), default=None)
    again = [
        chart.points[signal.places[0]].first
        for signal in chart.signals
        if signal.kind == "outside" and signal.side == side and signal.places[0] != place
        if chart.points[signal.places[0]].first.month == point.first.month
    ]
    return OneOff(
        first=point.first,
        last=point.last,
        side=side,
        count=point.count or 0.0,
        usual=usual,
        sort=longest.kind if longest else None,
        among=tuple(chart.points[other].first for other in longest.places) if longest else (),
        again=tuple(sorted(set(again))),
        events=_events(point, marks, months=months),
    )


def _events(point: Point, marks: Sequence[Mark], *, months: Sequence[Month]) -> tuple[str, ...]:
    """What lies in it, by name; of holidays only those that the same months of no other year had."""
    years = [
        (point.first + 12 * shift, point.last + 12 * shift)
        for shift in range(-len(months) // 12, len(months) // 12 + 1)
        if shift and months[0] <= point.first + 12 * shift and point.last + 12 * shift <= months[-1]
    ]
    held = []
    for mark in marks:
        if mark.kind not in ("event", "intervention", "holiday") or not mark.touches(point.first, point.last):
            continue
        yearly = any(
            other.kind == "holiday" and _day(other) == _day(mark) and other.touches(first, last)
            for other in marks
            for first, last in years
        )
        if not yearly:
            held.append(mark)
    held.sort(key=lambda mark: mark.kind == "holiday")
    return tuple(dict.fromkeys(mark.label for mark in held))


def one_off_sentences(found: Sequence[OneOff], *, season: bool) -> list[str]:
    """A sentence each; of those that are not by themselves the latest `MOST_NAMED`, the rest are counted."""
    alone = [item for item in found if item.alone]
    others = [item for item in found if not item.alone]
    words = [one_off_words(item, season=season) for item in [*alone, *others[:MOST_NAMED]]]
    left = len(others) - MOST_NAMED
    if left > 0:
        words.append(f"{number(left)} more outside the limits, none by itself: in the control chart’s table")
    return words


def _day(mark: Mark) -> str:
    """A holiday's name, whether on its own day or moved to another."""
    return mark.label.removesuffix(" (substitute day)")


def one_off_words(item: OneOff, *, season: bool) -> str:
    """'Oct 2022 (160): 1.4 times usual (112); a one-off, not a season', and what lies in it.

    `season`: whether months were judged against the season.
    """
    when = stretch_words(item.first, item.last)
    words = f"{when} ({number(item.count)}): {_times(item)} ({number(item.usual)})"
    if item.again:
        others = joined([stretch_words(month, month) for month in item.again])
        beyond = "even with the season set aside" if season else "though no season is evident"
        words += f"; so was {others}: no one-off, {beyond}"
    elif item.among:
        words += f"; not by itself: {_among(item)}"
    else:
        words += "; a one-off, not a season"
    if item.events:
        may = "it may have had" if len(item.events) == 1 else "they may have had"
        words += f". In it: {joined(item.events)}; {may} a part in it, the figures do not say"
    return words


def _among(item: OneOff) -> str:
    if item.sort == "two of three":
        others = [stretch_words(month, month) for month in item.among if month != item.first]
        return f"{joined(others)} {'was' if len(others) == 1 else 'were'} near the limit or beyond it too"
    over = "above" if item.side == "high" else "below"
    turn = "rising" if item.side == "high" else "falling"
    unit = "month" if item.first == item.last else "quarter"
    way = f"{over} the mean" if item.sort == "one side" else turn
    return f"one of {number(len(item.among))} {unit}s in a row {way}"


def _times(item: OneOff) -> str:
    """'1.4 times usual'; 'none at all, against the usual'."""
    if not item.count:
        return "none at all, against the usual"
    plain = number(item.ratio, 1)
    return f"{number(item.ratio, 2) if plain == '1.0' else plain} times usual"
