"""A monitored measure in words: values, differences with their units, movers, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.periods import month_words
from dashboard.reference import Reference
from dashboard.targets.finding import measured
from dashboard.targets.monitored import Difference, Monitored, Value
from dashboard.targets.movers import Mover
from dashboard.wording import signed, signed_percent
from data.catalogue import Measure
from data.catalogue.plan import Note
from data.month import Month

NONE = "–"
_UNITS = {"gbp": "pounds"}


def difference_words(difference: Difference, measure: Measure) -> str:
    """'−7.8%', '+3.5 points', '+4': the difference with its unit, as papers print it."""
    return _sized(difference.size, difference.unit, measure)


def _sized(size: float, unit: str, measure: Measure) -> str:
    if unit == "percent":
        return signed_percent(size)
    if unit == "points":
        return f"{signed(size, 1)} points"
    words = signed(size, 0 if float(size).is_integer() else 1)
    return words if measure.unit in ("count", "rate") else f"{words} {_UNITS.get(measure.unit, measure.unit)}"


def sign_of(difference: Difference) -> int:
    """1 for a rise, -1 for a fall, 0 for none as it is printed."""
    return (difference.size > 0) - (difference.size < 0)


def shown_value(found: Monitored, value: Value | None) -> str:
    """A value in its unit, 'hidden', or a dash where there is none."""
    if value is None:
        return NONE
    return "hidden" if value.value is None else measured(found.measure, value.value)


def mover_words(reference: Reference, movers: Sequence[Mover], measure: Measure) -> str:
    """'Thanet −6.1 points (7.8% to 1.7%)', with a word where it is larger than usual variation."""
    return ", ".join(
        f"{reference.name(item.code)} {_sized(item.size, item.unit, measure)} "
        f"({measured(measure, item.before)} to {measured(measure, item.now)}"
        f"{', larger than usual variation' if item.beyond else ''})"
        for item in movers
    )


def missing_words(reference: Reference, found: Monitored) -> str:
    """For a measure without a latest value: the file that would give it, and who owes it."""
    if found.current is not None:
        return ""
    item = found.indicator
    named = [item.source] if item.source else list(found.measure.sources)
    hints = [reference.catalogue.sources[name].file_hint for name in named if name is not None]
    supplied = item.filled_by or " or ".join(dict.fromkeys(hints))
    owed = f" It is owed by {item.owner}." if item.owner else ""
    return f"No data inside the plan’s years.{f' Comes from {supplied}.' if supplied else ''}{owed}"


def note_words(note: Note) -> str:
    """What was written, with its month and author."""
    author = f", {note.author}" if note.author else ""
    return f"{note.text} ({month_words(Month.parse(note.month))}{author})"


def why_no_difference(found: Monitored) -> str:
    """In place of the plan's verdict."""
    if found.current is None:
        return "No data"
    hidden = found.current.value is None or (found.previous is not None and found.previous.value is None)
    return "Hidden: a small number" if hidden else "No value before"
