"""A gauge in words: its direction, value, target, months, and what would supply it."""

from __future__ import annotations

import math

from dashboard.reference import Reference
from dashboard.targets.gauge import Gauge
from dashboard.targets.plan_year import baseline_window
from dashboard.wording import LEAST_BASE, number, signed, signed_percent
from data.catalogue import Direction, Indicator, Measure, TargetKind


def direction_words(indicator: Indicator, measure: Measure) -> str:
    """'fewer is better', 'more reporting is better': the plan's direction, which is not the measure's."""
    if indicator.direction is Direction.NONE:
        return "no direction set"
    lower = indicator.direction is Direction.LOWER
    if measure.unit != "count":
        return "lower is better" if lower else "higher is better"
    if lower:
        return "fewer is better"
    return "more reporting is better" if measure.crime_type else "more is better"


def change_pct(gauge: Gauge) -> float | None:
    """Change on the baseline, where it may be printed: not under a base of 50, not before the plan."""
    if gauge.phase == "before" or gauge.value is None or not gauge.baseline:
        return None
    if gauge.measure.unit != "count" or gauge.baseline < LEAST_BASE:
        return None
    return 100 * (gauge.value - gauge.baseline) / gauge.baseline


def value_words(gauge: Gauge, value: float) -> str:
    if gauge.measure.unit == "percent":
        return f"{number(value, 1)}%"
    if gauge.measure.unit == "gbp":
        return f"£{number(value)}"
    return number(value, 0 if float(value).is_integer() else 1)


def against_words(gauge: Gauge) -> str:
    """'baseline 1,155 · target −2% (1,131 or fewer)', with the base of a percentage."""
    parts = []
    if gauge.n is not None:
        parts.append(f"n = {number(gauge.n)}")
    if gauge.baseline is not None and gauge.phase != "before":
        parts.append(f"baseline {value_words(gauge, gauge.baseline)}")
    target = target_words(gauge)
    if target:
        parts.append(f"target {target}")
    return " · ".join(parts)


def target_words(gauge: Gauge) -> str:
    """'−2% (1,131 or fewer)', '28 to 40', 'at least 12', 'a rise': the target as the plan sets it."""
    indicator = gauge.indicator
    if indicator.kind is TargetKind.RANGE and indicator.low is not None and indicator.high is not None:
        return f"{value_words(gauge, indicator.low)} to {value_words(gauge, indicator.high)}"
    level = "" if gauge.target is None or gauge.phase == "before" else _level_words(gauge, gauge.target)
    if indicator.kind is TargetKind.CHANGE and indicator.change_pct is not None:
        digits = 0 if indicator.change_pct.is_integer() else 1
        points = gauge.measure.unit == "percent" and indicator.change_of == "points"
        pct = indicator.change_pct
        asked = f"{signed(pct, digits)} points" if points else signed_percent(pct, digits)
        words = asked + (f" ({level})" if level else "")
        if indicator.target is None:
            return words
        # A stated percentage and a stated level may disagree: both are shown.
        return f"{words}, stated also as {value_words(gauge, indicator.target)}"
    if indicator.kind is TargetKind.DIRECTION:
        return {Direction.LOWER: "a fall", Direction.HIGHER: "a rise"}.get(indicator.direction, "")
    return level


def _level_words(gauge: Gauge, level: float) -> str:
    """The last value that still meets the target, with which side of it does: counts are whole."""
    less = gauge.indicator.direction is Direction.LOWER
    if gauge.measure.unit != "count":
        tenths = math.floor(level * 10) if less else math.ceil(level * 10)
        return f"{value_words(gauge, tenths / 10)} or {'less' if less else 'more'}"
    return f"{number(math.floor(level))} or fewer" if less else f"{number(math.ceil(level))} or more"


def note_words(reference: Reference, gauge: Gauge) -> str:
    """The months of value and baseline; without data, the file that would supply it."""
    if gauge.value is None:
        return missing_words(reference, gauge)
    if gauge.window is None:
        return ""
    if gauge.phase == "before":
        whole = baseline_window(gauge.indicator.baseline) == gauge.window
        return f"Baseline{'' if whole else ' so far'}: {gauge.window.words}"
    words = f"{'Part of the plan year: ' if gauge.part else ''}{gauge.window.words}"
    if gauge.before is None:
        return words
    same = "same months of the baseline" if gauge.part else "baseline"
    worked = "" if gauge.stated else ", computed" if gauge.series and gauge.series.months else ""
    return f"{words}; {same} {gauge.before.words}{worked}"


def missing_words(reference: Reference, gauge: Gauge) -> str:
    if gauge.amount.status == "hidden":
        return f"Hidden: a small number in {gauge.window.words if gauge.window else gauge.year.words}."
    wanted = baseline_window(gauge.indicator.baseline) if gauge.phase == "before" else gauge.year
    absent = f"No data for {wanted.words}." if wanted else "No data."
    supplied = gauge.indicator.filled_by
    if not supplied:
        named = [gauge.indicator.source] if gauge.indicator.source else list(gauge.measure.sources)
        hints = [reference.catalogue.sources[source].file_hint for source in named if source is not None]
        supplied = " or ".join(dict.fromkeys(hints))
    return f"{absent} Comes from {supplied}." if supplied else absent


def source_short(reference: Reference, gauge: Gauge) -> str:
    """The source the value is from; '' without one."""
    if gauge.series is None or gauge.value is None:
        return ""
    source = reference.catalogue.sources.get(gauge.series.source)
    return source.short if source else gauge.series.source
