"""What a count found in the store may be called: shown, zero, partial, hidden or not supplied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.arrived import arrived_hidden
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.recut import known_states
from dashboard.reference import COMPLETE, MISSING, PARTIAL, Reference
from dashboard.released import HIDDEN, NOT_SUPPLIED, Amount
from data.month import Month

# Counts by area and first and last month; None where the fixed table hides one.
Found = Mapping[tuple[str, Month, Month], int | None]


def amounts_of(
    reference: Reference,
    series: Series,
    code: str,
    found: Found,
    windows: Sequence[Window],
    states: Sequence[str],
    *,
    fixed: bool,
) -> list[Amount]:
    """Each window's amount, by how the series covers it (`states`, as `state_of` gives them).

    Absent from the cubes is zero where covered; absent from a fixed table it is hidden.
    """
    arrived = arrived_hidden(reference, series=series, code=code)
    amounts = []
    for window, state in zip(windows, known_states(reference, series, code, windows, states), strict=True):
        value = found.get((code, window.first, window.last), None if fixed else 0)
        if state == MISSING:
            amounts.append(NOT_SUPPLIED)
        elif value is None or (arrived and not arrived.isdisjoint(window.months)):
            amounts.append(HIDDEN)
        elif state != COMPLETE:
            amounts.append(Amount("partial", value))
        else:
            amounts.append(Amount("shown" if value else "zero", value))
    return amounts


def state_of(reference: Reference, series: Series, code: str, window: Window) -> str:
    """Complete, missing, or partial: some of a window's months are not as they should be."""

    def read() -> str:
        return state_in(reference.statuses_of(series=series, code=code), window)

    return reference.structure(("state", series.series_id, code, window.first, window.last), read)


def state_in(known: Mapping[Month, str], window: Window) -> str:
    """The same by the state of each month; what is not among them is missing."""
    found = {known.get(month, MISSING) for month in window.months}
    return found.pop() if len(found) == 1 else PARTIAL


def states_of(reference: Reference, series: Series, code: str, windows: Sequence[Window]) -> list[str]:
    """The state of many windows that are mostly single months: those are looked up, not worked out."""
    known = reference.statuses_of(series=series, code=code)
    return [
        known.get(window.first, MISSING)
        if window.first == window.last
        else state_of(reference, series, code, window)
        for window in windows
    ]
