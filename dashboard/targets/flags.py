"""What does not agree in a target and its baseline, in sentences with the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.comparisons import Mark
from dashboard.periods import month_words, span_words
from dashboard.targets.gauge import Gauge
from dashboard.targets.kinds import other_level, target_level, wants_less
from dashboard.targets.reading import Reading
from dashboard.targets.status import Status
from dashboard.targets.words import value_words
from dashboard.wording import number, signed, signed_percent
from data.catalogue import Indicator, TargetKind


def flag_words(gauge: Gauge, reading: Reading, *, marks: Sequence[Mark] = ()) -> tuple[str, ...]:
    """Every sentence there is to say, in the order of what they are about: baseline, target, data.

    `marks` are the breaks of recording that touch the measure in the area.
    """
    return (
        *_baseline(gauge, reading),
        *_target(gauge, reading),
        *_data(gauge, reading),
        *_recording(gauge, reading, marks),
    )


def _baseline(gauge: Gauge, reading: Reading) -> Iterator[str]:
    base = reading.base
    months = f" for {base.window.words}" if base.window else ""
    if base.stated is not None and base.computed is not None and base.stated != base.computed:
        difference = base.computed - base.stated
        percent = f", {signed_percent(100 * difference / base.stated)}" if base.stated else ""
        yield (
            f"The plan states a baseline of {value_words(gauge, base.stated)}{months}; the figures held give "
            f"{value_words(gauge, base.computed)} ({signed(difference, _digits(difference))}{percent})."
        )
    if base.value == 0 and gauge.indicator.kind in (TargetKind.CHANGE, TargetKind.DIRECTION):
        yield f"The baseline{months} is zero: a change of it says nothing."
    if reading.exceptional:
        yield f"The baseline{months} holds exceptional months, so the season is not taken from it."


def _target(gauge: Gauge, reading: Reading) -> Iterator[str]:
    indicator, base = gauge.indicator, reading.base.value
    percent = gauge.measure.unit == "percent"
    level = target_level(indicator, baseline=base, percent=percent)
    other = other_level(indicator, baseline=base, percent=percent)
    if level is None:
        return
    if other is not None and base:
        yield _two_readings(gauge, indicator, base=base, level=level, other=other)
    elif indicator.kind is TargetKind.MAINTAIN and base and indicator.target is not None and level != base:
        better = (level < base) is wants_less(indicator)
        yield (
            f"The plan says maintain, and its level of {value_words(gauge, level)} is "
            f"{'better' if better else 'worse'} than its baseline of {value_words(gauge, base)}: "
            f"{_change(gauge, level, base)}."
        )
    elif indicator.kind is TargetKind.LEVEL and base:
        on = f"on the baseline of {value_words(gauge, base)}"
        yield f"The level of {value_words(gauge, level)} is {_change(gauge, level, base)} {on}."
    stated = indicator.target if indicator.target is not None else level
    if gauge.measure.unit == "count" and indicator.target is not None and not float(stated).is_integer():
        yield f"{number(stated, 1)} is not a whole count: {_whole(stated, indicator)}."


def _two_readings(gauge: Gauge, indicator: Indicator, *, base: float, level: float, other: float) -> str:
    asked = signed_percent(indicator.change_pct, _digits(indicator.change_pct or 0))
    if indicator.target is None:
        return (
            f"The plan does not say whether {asked} is a share of the {value_words(gauge, base)} or points: "
            f"{value_words(gauge, level)} or {value_words(gauge, other)}."
        )
    return (
        f"The plan states {asked} and {value_words(gauge, other)}: {asked} of {value_words(gauge, base)} is "
        f"{value_words(gauge, level)}, and {value_words(gauge, other)} is {_change(gauge, other, base)}."
    )


def _data(gauge: Gauge, reading: Reading) -> Iterator[str]:
    if reading.gap is not None and reading.window is not None:
        month, status = reading.gap
        state = "not whole" if status == "partial" else "not supplied"
        yield f"Counted to {month_words(reading.window.last)}: {month_words(month)} is {state}."
    course = reading.course
    if course and course.season is None and course.aim and gauge.verdict.status is Status.WATCHED:
        yield "No complete earlier year without exceptional months tells the season."


def _recording(gauge: Gauge, reading: Reading, marks: Sequence[Mark]) -> Iterator[str]:
    now, base = reading.window, reading.base.window
    if now is None or gauge.phase == "before":
        return
    for mark in marks:
        if base is not None and mark.crossed(earliest=base.first, last=now.last):
            when = span_words(mark.first, mark.last)
            yield f"The change on the baseline crosses a break: {mark.label} ({when})."
    first = gauge.series.provisional_from if gauge.series else None
    if first is not None and first <= now.last:
        yield f"Figures from {month_words(first)} on may still change."


def _change(gauge: Gauge, value: float, base: float) -> str:
    if gauge.measure.unit == "percent":
        return f"{signed(value - base, 1)} points"
    return signed_percent(100 * (value - base) / base)


def _whole(level: float, indicator: Indicator) -> str:
    return f"{int(level)} or fewer meet it" if wants_less(indicator) else f"{int(level) + 1} or more meet it"


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1
