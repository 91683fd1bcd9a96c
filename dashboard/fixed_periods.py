"""The periods a sensitive series is shown for, and which of them stands for a window somebody asks for."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.periods import Window, WindowKind
from dashboard.records import Series
from dashboard.reference import Reference
from data import count_queries
from data.month import Month
from data.sensitivity import AREA_QUARTER, AREA_YEAR, WARD_YEAR

QUARTER_MONTHS = 3


def fixed_windows(reference: Reference, *, series: Series, form: str) -> tuple[Window, ...]:
    """The periods of a fixed table, earliest end first."""
    return reference.structure(
        ("fixed periods", series.series_id, form),
        lambda: _fixed_windows(reference, series, form),
    )


def _fixed_windows(reference: Reference, series: Series, form: str) -> tuple[Window, ...]:
    periods = count_queries.get_fixed_periods(
        reference.snapshot,
        audience=reference.settings.audience,
        series_id=series.series_id,
        form=form,
    )
    found = []
    for row in periods:
        first, last = Month.of(row["period_start"]), Month.of(row["period_end"])
        found.append(Window(_kind(form, first.month), first, last))
    return tuple(sorted(found, key=lambda window: (window.last, window.first)))


def _kind(form: str, first_month: int) -> WindowKind:
    if form == AREA_QUARTER:
        return "q"
    return "fy" if first_month == 4 else "12m"


def ward_window(reference: Reference, *, series: Series, asked: Window) -> Window | None:
    """The latest fixed year of wards that ends at or before the end of `asked`; None where there is none."""
    fitting = [w for w in fixed_windows(reference, series=series, form=WARD_YEAR) if w.last <= asked.last]
    return fitting[-1] if fitting else None


def ward_comparisons(
    reference: Reference, *, series: Series, used: Window, asked: tuple[Window, ...]
) -> tuple[Window, ...]:
    """For each window asked for, latest first, a fixed year that ends by then and overlaps none taken."""
    years = fixed_windows(reference, series=series, form=WARD_YEAR)
    taken: list[Window] = []
    before = used.first
    for window in sorted(asked, key=lambda item: item.last, reverse=True):
        fitting = [year for year in years if year.last <= window.last and year.last < before]
        if fitting:
            taken.append(fitting[-1])
            before = fitting[-1].first
    return tuple(taken)


def area_window(reference: Reference, *, series: Series, asked: Window) -> Window | None:
    """`asked` in whole quarters: as many as come nearest to its length, ending at or before its end."""
    quarters = fixed_windows(reference, series=series, form=AREA_QUARTER)
    ends = [quarter.last for quarter in quarters if quarter.last <= asked.last]
    if not ends:
        return None
    count = max(1, round(asked.length / QUARTER_MONTHS))
    first = ends[-1] - (count * QUARTER_MONTHS - 1)
    if first < quarters[0].first:
        return None
    if (first, ends[-1]) == (asked.first, asked.last):
        return asked
    years = fixed_windows(reference, series=series, form=AREA_YEAR)
    same = [year for year in years if (year.first, year.last) == (first, ends[-1])]
    return same[0] if same else Window("q" if count == 1 else "range", first, ends[-1])


def ward_windows(reference: Reference, series: Series, asked: tuple[Window, ...]) -> tuple[Window, ...]:
    used = ward_window(reference, series=series, asked=asked[0])
    if used is None:
        return asked[:1]
    return used, *ward_comparisons(reference, series=series, used=used, asked=asked[1:])


def area_windows(reference: Reference, series: Series, asked: tuple[Window, ...]) -> tuple[Window, ...]:
    used = [area_window(reference, series=series, asked=window) for window in asked]
    return used[0] or asked[0], *(window for window in used[1:] if window is not None and used[0] is not None)


def within(windows: Sequence[Window], first: Month, last: Month) -> tuple[Window, ...]:
    return tuple(window for window in windows if first <= window.first and window.last <= last)


def apart(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Those that do not overlap a later one."""
    kept: list[Window] = []
    for window in reversed(windows):
        if not kept or window.last < kept[-1].first:
            kept.append(window)
    return tuple(reversed(kept))
