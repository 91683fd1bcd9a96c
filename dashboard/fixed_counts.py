"""Read counts from the fixed tables of the audience. Only dashboard/disclosure.py may call these."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.fixed_periods import QUARTER_MONTHS
from dashboard.known_amounts import Found
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from data import count_queries
from data.month import Month
from data.sensitivity import AREA_QUARTER, AREA_YEAR, HIDDEN, WARD_YEAR, unplaced_code

# What the fixed tables have of an area above the wards.
_AREA_FORMS = AREA_YEAR, AREA_QUARTER


def fixed_ward_counts(
    reference: Reference, series: Series, districts: Sequence[str], windows: Sequence[Window]
) -> Found:
    codes = [code for district in districts for code in (*reference.wards(district), unplaced_code(district))]
    return _fixed_cells(reference, series, (WARD_YEAR,), codes, windows)


def fixed_area_counts(
    reference: Reference, series: Series, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    """From the years where a window is one, else from its quarters, hidden as soon as one of them is."""
    cells = _fixed_area_cells(reference, series, codes, windows)
    found: dict[tuple[str, Month, Month], int | None] = {}
    for window in windows:
        for code in codes:
            whole = (code, window.first, window.last)
            parts = [
                cells.get((code, first, first + (QUARTER_MONTHS - 1)))
                for first in (window.first + step for step in range(0, window.length, QUARTER_MONTHS))
            ]
            known = [part for part in parts if part is not None]
            quarterly = window.length % QUARTER_MONTHS == 0
            summed = sum(known) if quarterly and len(known) == len(parts) else None
            found[whole] = cells.get(whole, summed)
    return found


def _fixed_area_cells(
    reference: Reference, series: Series, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    """One area's are read whole, once: a plan asks for its years and quarters one after the other."""
    key = _fixed_key(series, codes, windows)
    first, last = series.first_month, series.last_month
    if len(codes) > 1 or first is None or last is None or key in reference.recall:
        return reference.recall(key, lambda: _fixed_cells(reference, series, _AREA_FORMS, codes, windows))
    whole = Window("range", first, last)
    return reference.recall(
        ("fixed cells", series.series_id, *codes),
        lambda: _fixed_cells(reference, series, _AREA_FORMS, codes, [whole]),
    )


def _fixed_key(series: Series, codes: Sequence[str], windows: Sequence[Window]) -> tuple[object, ...]:
    first, last = min(window.first for window in windows), max(window.last for window in windows)
    return ("fixed cells between", series.series_id, tuple(codes), first, last)


def read_fixed_ahead(
    reference: Reference, series: Series, lists: Sequence[Sequence[str]], windows: Sequence[Window]
) -> None:
    """Read several lists of areas in one statement, for `fixed_area_counts` of each and these windows.

    Gives nothing back, so anybody may call it: the numbers still leave by dashboard/disclosure.py.
    """
    keys = [_fixed_key(series, codes, windows) for codes in lists]
    if all(key in reference.recall for key in keys):
        return
    codes = [code for codes in lists for code in codes]
    found = _fixed_cells(reference, series, _AREA_FORMS, codes, windows)
    for key in keys:
        reference.recall(key, lambda: found)


def _fixed_cells(
    reference: Reference,
    series: Series,
    forms: Sequence[str],
    codes: Sequence[str],
    windows: Sequence[Window],
) -> Found:
    cells = count_queries.get_fixed_cells(
        reference.snapshot,
        audience=reference.settings.audience,
        series_id=series.series_id,
        forms=list(forms),
        area_codes=list(codes),
        start=min(window.first for window in windows),
        end=max(window.last for window in windows),
    )
    return {
        (row["area_code"], Month.of(row["period_start"]), Month.of(row["period_end"])): (
            None if row["status"] == HIDDEN else row["value"]
        )
        for row in cells
    }
