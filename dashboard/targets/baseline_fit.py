"""Whether a proposed target's baseline is there, and may be compared with the year ahead."""

from __future__ import annotations

from dashboard.comparisons import Mark
from dashboard.periods import span_words
from dashboard.targets.finding import Finding, State, measured
from dashboard.targets.small_change import decimals_of
from dashboard.targets.trial import Trial
from dashboard.wording import joined, number

CHECK, LABEL = "baseline", "Baseline"


def baseline_finding(trial: Trial) -> Finding:
    """The baseline's value, and whatever keeps a year from being set against it."""
    window, value = trial.window, trial.baseline
    if value is None:
        months = f" for {window.words}" if window and not trial.chosen else ""
        return Finding(CHECK, LABEL, State.WARNING, f"There is no baseline{months}. {trial.gap}".rstrip())
    warnings = [*_unequal(trial), *_unusual(trial), *_recorded_otherwise(trial)]
    if value == 0:
        warnings.append("It is zero: a percentage of it says nothing. Set a level.")
    notes = []
    if trial.counted is None:
        notes.append(f"The store cannot check the stated value. {trial.gap}".rstrip())
    elif trial.chosen:
        notes.append("No months were named: these are the latest complete ones.")
    state = State.WARNING if warnings else State.NOTE if notes else State.OK
    words = " ".join([_what(trial, value), *warnings, *notes])
    return Finding(CHECK, LABEL, state, words, value=value, unit=trial.measure.unit)


def _what(trial: Trial, value: float) -> str:
    months = f"{trial.window.words}: " if trial.window else ""
    noun = f" {trial.measure.noun}" if trial.measure.unit == "count" else ""
    yearly = " a year" if trial.window and trial.window.length > 12 else ""
    base = f" of {number(trial.n)}" if trial.n is not None else ""
    origin = trial.source if trial.stated is None else "as stated"
    return f"{months}{measured(trial.measure, value)}{base}{noun}{yearly} ({origin})."


def _unequal(trial: Trial) -> list[str]:
    """A stated value beside what the store counts, where they differ as printed."""
    if trial.stated is None or trial.counted is None:
        return []
    unit = 10.0 ** -decimals_of(trial.stated)
    if abs(trial.stated - trial.counted) < unit:
        return []
    counted = measured(trial.measure, trial.counted)
    return [
        f"The store counts {counted} ({trial.source}), not {measured(trial.measure, trial.stated)}: "
        "say which of the two is meant."
    ]


def _unusual(trial: Trial) -> list[str]:
    window = trial.window
    if window is None:
        return []
    held = [
        m
        for m in trial.marks
        if m.kind == "exceptional" and m.first <= window.last and window.first <= m.last
    ]
    return [f"It holds exceptional months: {_named(held)}. Take other years."] if held else []


def _recorded_otherwise(trial: Trial) -> list[str]:
    """Breaks inside the baseline, and between it and the months that will be set against it."""
    window = trial.window
    if window is None:
        return []
    breaks = [mark for mark in trial.marks if mark.kind == "break"]
    inside = [mark for mark in breaks if window.first < mark.first <= window.last]
    since = [mark for mark in breaks if window.last < mark.first and trial.last and mark.first <= trial.last]
    words = []
    if inside:
        words.append(f"Recording changed inside it: {_named(inside)}.")
    if since:
        words.append(f"Recording has changed since: {_named(since)}. The year ahead is counted otherwise.")
    return words


def _named(marks: list[Mark]) -> str:
    return joined([f"{mark.label} ({span_words(mark.first, mark.last)})" for mark in marks])
