"""Read counts from the store, free or from a fixed table. Only dashboard/disclosure.py may call these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dashboard.fixed_periods import QUARTER_MONTHS
from dashboard.periods import Window
from dashboard.records import Series, rows
from dashboard.reference import Reference
from data import queries
from data.month import Month
from data.sensitivity import AREA_QUARTER, AREA_YEAR, HIDDEN, WARD_YEAR, unplaced_code

# Counts by area and first and last month; None where the fixed table hides one.
Found = Mapping[tuple[str, Month, Month], int | None]


def free_ward_counts(
    reference: Reference, series: Series, districts: Sequence[str], windows: Sequence[Window]
) -> Found:
    found: dict[tuple[str, Month, Month], int | None] = {}
    for pair in _pairs(windows):
        frame = queries.get_ward_totals(
            reference.snapshot,
            series_id=series.series_id,
            districts=list(districts),
            start=pair[0].first,
            end=pair[0].last,
            before_start=pair[1].first,
            before_end=pair[1].last,
        )
        for row in rows(frame):
            code = _text(row["ward_code"]) or unplaced_code(row["district_code"])
            found[code, pair[0].first, pair[0].last] = int(row["value"])
            found[code, pair[1].first, pair[1].last] = int(row["previous"])
    return found


def free_level_counts(reference: Reference, series: Series, level: str, windows: Sequence[Window]) -> Found:
    found: dict[tuple[str, Month, Month], int | None] = {}
    for pair in _pairs(windows):
        frame = queries.get_area_totals(
            reference.snapshot,
            series_id=series.series_id,
            level=level,
            start=pair[0].first,
            end=pair[0].last,
            before_start=pair[1].first,
            before_end=pair[1].last,
        )
        for row in rows(frame):
            found[row["area_code"], pair[0].first, pair[0].last] = int(row["value"])
            found[row["area_code"], pair[1].first, pair[1].last] = int(row["previous"])
    return found


def free_months(
    reference: Reference, series: Series, area: str, first: Month, last: Month
) -> dict[Month, int]:
    """Counts by month of an area or a ward; months without rows are absent."""
    here = reference.areas[area]
    if here.level == "ward":
        frame = queries.get_ward_months(
            reference.snapshot,
            series_id=series.series_id,
            districts=[here.parent] if here.parent else [],
            start=first,
            end=last,
        )
        frame = frame[frame["ward_code"] == area]
        return {_month(row): int(row["value"]) for row in rows(frame)}
    return reference.recall(
        ("free months", series.series_id, area, first, last),
        lambda: _months_beside(reference, series, area, first, last),
    )


def _months_beside(
    reference: Reference, series: Series, area: str, first: Month, last: Month
) -> dict[Month, int]:
    """An area's months, read together with those of the county and force it is set beside."""
    codes = list(dict.fromkeys((area, *(group.code for group in reference.groups(area)))))
    frame = queries.get_area_months(
        reference.snapshot, series_ids=[series.series_id], area_codes=codes, start=first, end=last
    )
    found: dict[str, dict[Month, int]] = {code: {} for code in codes}
    for row in rows(frame):
        found[row["area_code"]][_month(row)] = int(row["value"])
    for code in codes:
        if code != area:
            reference.recall(
                ("free months", series.series_id, code, first, last), partial(found.__getitem__, code)
            )
    return found[area]


def read_months_ahead(
    reference: Reference, series: Sequence[Series], area: str, first: Month, last: Month
) -> None:
    """Read one area's months of several series in one statement, for `free_months` of the same months.

    Gives nothing back, so anybody may call it: the numbers still leave by dashboard/disclosure.py.
    """
    numbers = [item.series_id for item in series]
    frame = queries.get_area_months(
        reference.snapshot, series_ids=numbers, area_codes=[area], start=first, end=last
    )
    found: dict[int, dict[Month, int]] = {number: {} for number in numbers}
    for row in rows(frame):
        found[int(row["series_id"])][_month(row)] = int(row["value"])
    for number in numbers:
        reference.recall(("free months", number, area, first, last), partial(found.__getitem__, number))


def _month(row: Mapping[str, Any]) -> Month:
    return Month(row["month"].year, row["month"].month)


def fixed_ward_counts(
    reference: Reference, series: Series, districts: Sequence[str], windows: Sequence[Window]
) -> Found:
    codes = [code for district in districts for code in (*reference.wards(district), unplaced_code(district))]
    return _fixed_cells(reference, series, WARD_YEAR, codes, windows)


def fixed_area_counts(
    reference: Reference, series: Series, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    """From the years where a window is one, else from its quarters, hidden as soon as one of them is."""
    years = _fixed_cells(reference, series, AREA_YEAR, codes, windows)
    if all((code, w.first, w.last) in years for code in codes for w in windows):
        return years
    quarters = _fixed_cells(reference, series, AREA_QUARTER, codes, windows)
    found: dict[tuple[str, Month, Month], int | None] = {}
    for window in windows:
        for code in codes:
            whole = (code, window.first, window.last)
            parts = [
                quarters.get((code, first, first + 2))
                for first in (window.first + step for step in range(0, window.length, QUARTER_MONTHS))
            ]
            known = [part for part in parts if part is not None]
            quarterly = window.length % QUARTER_MONTHS == 0
            summed = sum(known) if quarterly and len(known) == len(parts) else None
            found[whole] = years.get(whole, summed)
    return found


def _fixed_cells(
    reference: Reference, series: Series, form: str, codes: Sequence[str], windows: Sequence[Window]
) -> Found:
    frame = queries.get_fixed_cells(
        reference.snapshot,
        audience=reference.settings.audience,
        series_id=series.series_id,
        form=form,
        area_codes=list(codes),
        start=min(window.first for window in windows),
        end=max(window.last for window in windows),
    )
    return {
        (row["area_code"], Month.of(row["period_start"]), Month.of(row["period_end"])): (
            None if row["status"] == HIDDEN else int(row["value"])
        )
        for row in rows(frame)
    }


def _pairs(windows: Sequence[Window]) -> list[tuple[Window, Window]]:
    """Two windows a statement; an odd last one is asked for twice."""
    return [(windows[i], windows[min(i + 1, len(windows) - 1)]) for i in range(0, len(windows), 2)]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
