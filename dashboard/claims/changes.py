"""Changes that do not follow from their totals, in numbers or in percent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dashboard.claims.claims import Claims
from dashboard.claims.figure import CHANGES, COUNTS, Figure, Figures
from dashboard.claims.finding import Finding, Verdict
from dashboard.claims.printed import Range, cell, change_percent, span_of_wholes, words
from data.sources.claim_rows import ClaimRow

CHECK: Final = "change from totals"


@dataclass(frozen=True)
class Level:
    """A value a change is counted from or to, and the row it is printed in."""

    range: Range
    row: ClaimRow
    whole: bool


@dataclass(frozen=True)
class Ends:
    """What a change lies between, as far as the list has it."""

    now: Level | None
    before: Level | None


def check_changes(claims: Claims) -> Iterator[Finding]:
    """Every change against its two totals; where they are not printed, the percentage against the number."""
    for figure in claims.figures:
        if figure.statistic not in CHANGES or figure.range is None:
            continue
        ends = ends_of(figure, claims.figures)
        if ends.now is not None and ends.before is not None:
            yield from _from_totals(figure, ends.now, ends.before)
        elif figure.statistic == "change_pct":
            yield from _from_number(figure, ends, claims.figures)


def ends_of(change: Figure, figures: Figures) -> Ends:
    """The two values of a change, from rows of their own or from the cells beside it."""
    whole = change.statistic == "change_pct" or change.unit == "count"
    now = [item for item in _levels(change, change.span, figures) if whole or item.unit == change.unit]
    found = None if change.span is None or not now else Level(_range(now[0]), now[0].row, now[0].is_count)
    return Ends(now=found, before=_before(change, now, figures))


def befores(change: Figure, figures: Figures) -> range | None:
    """The whole counts a change may have started from: n and its percentage leave few of them.

    None where the list does not have both, or nothing follows from them.
    """
    percent, number = _pair(change, figures)
    if percent is None or number is None or percent.range is None or number.range is None:
        return None
    if number.unit != "count" or not number.range.is_one:
        return None
    return _starts(number.range.low, percent.range)


def _levels(change: Figure, span: object, figures: Figures) -> list[Figure]:
    found = [
        other
        for other in figures.about(change.paper, change.area, change.measure)
        if other.range is not None
        and other.statistic in COUNTS | {"share_pct", "rate", "mean"}
        and other.span == span
        and other.topic == change.topic
    ]
    return sorted(found, key=lambda item: item.statistic not in COUNTS)


def _before(change: Figure, now: Sequence[Figure], figures: Figures) -> Level | None:
    if change.before is not None:
        for other in _levels(change, change.before, figures):
            if not now or other.unit == now[0].unit:
                return Level(_range(other), other.row, other.is_count)
        for item in (*now, change):
            if item.before == change.before and item.before_printed is not None:
                whole = item.before_printed.is_whole and (not now or now[0].is_count)
                found = item.before_printed.exact if whole else item.before_printed.rounded
                return Level(found, item.row, whole)
        return None
    return _only_other(change, now, figures)


def _only_other(change: Figure, now: Sequence[Figure], figures: Figures) -> Level | None:
    """Of a change whose comparator is not stated: the one total without a period, if there is just one."""
    if not now or change.span is None:
        return None
    others = [
        other
        for other in figures.about(change.paper, change.area, change.measure)
        if other.statistic in COUNTS
        and other.span is None
        and not other.topic
        and other.range is not None
        and other.unit == now[0].unit
    ]
    return Level(_range(others[0]), others[0].row, others[0].is_count) if len(others) == 1 else None


def _from_totals(figure: Figure, now: Level, before: Level) -> Iterator[Finding]:
    printed, wanted = figure.printed, figure.range
    assert printed is not None and wanted is not None  # noqa: S101  the caller looked
    places = printed.decimals + 1
    ends = f"{_said(now)} against {_said(before)}"
    if figure.statistic == "change_pct":
        if before.range.low <= 0:
            yield Finding(
                figure.row,
                Verdict.CONTRADICTS,
                f"{ends}: a change from zero has no percentage.",
                check=CHECK,
            )
            return
        found = change_percent(now.range, before.range)
        exact = 100 * (_middle(now) - _middle(before)) / _middle(before)
        sign = "%"
    else:
        found = now.range - before.range
        exact = _middle(now) - _middle(before)
        sign, places = "", printed.decimals
    reason = f"{ends} is {words(exact, places)}{sign}"
    if wanted.meets(found):
        yield Finding(figure.row, Verdict.AGREES, f"{reason}.", cell(exact, places), check=CHECK)
        for level in (now, before):
            if level.row is not figure.row:
                yield Finding(level.row, Verdict.AGREES, f"{figure.id} follows from it.", check=CHECK)
        return
    yield Finding(
        figure.row,
        Verdict.CONTRADICTS,
        f"{reason}, not {printed.text}{sign} ({now.row.id}, {before.row.id}).",
        recomputed=cell(exact, places),
        difference=cell(printed.value - exact, places),
        check=CHECK,
    )


def _from_number(figure: Figure, ends: Ends, figures: Figures) -> Iterator[Finding]:
    """A percentage and the number beside it: some whole count before must give both."""
    percent, number = _pair(figure, figures)
    if percent is None or number is None or percent.range is None or number.range is None:
        return
    if number.unit != "count" or not number.range.is_one or number.printed is None or percent.printed is None:
        return
    change = number.range.low
    starts = _starts(change, percent.range)
    said = f"{words(change)} and {percent.printed.text}%"
    if starts is None:
        return
    if ends.now is not None:
        starts = _overlap(starts, Range(ends.now.range.low - change, ends.now.range.high - change))
    if ends.before is not None:
        starts = _overlap(starts, ends.before.range)
    if len(starts):
        reason = f"{words(change)} is {percent.printed.text}% of {span_of_wholes(starts)}"
        verdict = Verdict.AGREES
    else:
        reason = f"No whole count before gives both {said}"
        verdict = Verdict.CONTRADICTS
    for item, other in ((percent, number), (number, percent)):
        yield Finding(item.row, verdict, f"{reason} ({other.id}).", check=CHECK)


def _pair(change: Figure, figures: Figures) -> tuple[Figure | None, Figure | None]:
    """The percentage and the number of one change, where both are printed."""
    same = [
        other
        for other in figures.about(change.paper, change.area, change.measure)
        if other.statistic in CHANGES
        and (other.topic, other.span, other.before) == (change.topic, change.span, change.before)
        and (other.span is not None or other.section == change.section)
    ]
    percents = [item for item in same if item.statistic == "change_pct"]
    numbers = [item for item in same if item.statistic == "change_n"]
    if len(percents) != 1 or len(numbers) != 1:
        return None, None
    return percents[0], numbers[0]


def _starts(change: Fraction, percent: Range) -> range | None:
    """The whole counts of which a change is such a percentage; None where any large one is."""
    if change == 0:
        return None if 0 in percent else range(0)
    if (percent.low < 0 if change > 0 else percent.high > 0) and 0 not in percent:
        return range(0)
    nearest_zero, farthest = (percent.low, percent.high) if change > 0 else (percent.high, percent.low)
    if (nearest_zero <= 0) if change > 0 else (nearest_zero >= 0):
        return None
    found = Range(100 * change / farthest, 100 * change / nearest_zero).wholes
    return range(max(found.start, 1), found.stop)


def _overlap(wholes: range, wanted: Range) -> range:
    inside = wanted.wholes
    return range(
        max(wholes.start, inside.start), max(min(wholes.stop, inside.stop), max(wholes.start, inside.start))
    )


def _range(figure: Figure) -> Range:
    assert figure.range is not None  # noqa: S101  only figures with a value are levels
    return figure.range


def _middle(level: Level) -> Fraction:
    return (level.range.low + level.range.high) / 2


def _said(level: Level) -> str:
    value = _middle(level)
    return words(value, 0 if value.denominator == 1 else _places(value))


def _places(value: Fraction) -> int:
    places = 0
    while places < 6 and (value * 10**places).denominator != 1:
        places += 1
    return places
