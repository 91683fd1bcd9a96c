"""Counts of areas, wards and places, free or from the fixed tables: what the door of the dashboard asks for.

As `data/queries.py`: one function for each statement, months in as `Month` and out as first days.
"""

from __future__ import annotations

from data.month import Month
from data.queries import Row
from data.store import Snapshot


def get_part_months(snapshot: Snapshot, *, series_id: int, area: str, start: Month, end: Month) -> list[Row]:
    """What a custom area holds of each ward by month: district_code, ward_code, inside, month, value."""
    return snapshot.rows(
        "part_months", series_id=series_id, area=area, start=start.first_day, end=end.first_day
    )


def get_ward_totals(
    snapshot: Snapshot,
    *,
    series_id: int,
    districts: list[str],
    start: Month,
    end: Month,
    before_start: Month,
    before_end: Month,
) -> list[Row]:
    """Counts by ward in two windows, unordered: district_code, ward_code (null unplaced), value, previous."""
    return snapshot.rows(
        "ward_totals",
        series_id=series_id,
        districts=districts,
        start=start.first_day,
        end=end.first_day,
        before_start=before_start.first_day,
        before_end=before_end.first_day,
    )


def get_ward_months(
    snapshot: Snapshot, *, series_id: int, districts: list[str], start: Month, end: Month
) -> list[Row]:
    """Counts by ward and month: district_code, ward_code (null: unplaced), month, value."""
    return snapshot.rows(
        "ward_months", series_id=series_id, districts=districts, start=start.first_day, end=end.first_day
    )


def get_area_months(
    snapshot: Snapshot, *, series_ids: list[int], area_codes: list[str], start: Month, end: Month
) -> list[Row]:
    """Counts by series, area and month, unordered. A month without rows is absent: coverage says why."""
    return snapshot.rows(
        "area_months",
        series_ids=series_ids,
        area_codes=area_codes,
        start=start.first_day,
        end=end.first_day,
    )


def get_area_totals(
    snapshot: Snapshot,
    *,
    series_ids: list[int],
    levels: list[str],
    area_codes: list[str] | None,
    start: Month,
    end: Month,
    before_start: Month,
    before_end: Month,
) -> list[Row]:
    """Counts of every area of some levels in two windows: series_id, level, area_code, value, previous.

    `area_codes`: of these alone. Unordered.
    """
    return snapshot.rows(
        "area_totals",
        series_ids=series_ids,
        levels=levels,
        area_codes=area_codes,
        start=start.first_day,
        end=end.first_day,
        before_start=before_start.first_day,
        before_end=before_end.first_day,
    )


def get_top_places(
    snapshot: Snapshot, *, series_id: int, districts: list[str], start: Month, end: Month
) -> list[Row]:
    """A ward's top LSOA and top place: district_code, ward_code (null: unplaced), kind, name, value."""
    return snapshot.rows(
        "top_places", series_id=series_id, districts=districts, start=start.first_day, end=end.first_day
    )


def get_places(
    snapshot: Snapshot, *, series_id: int, districts: list[str], start: Month, end: Month
) -> list[Row]:
    """Where in each ward: rows by district_code, ward_code, lsoa, place (each may be null), in no order."""
    return snapshot.rows(
        "places", series_id=series_id, districts=districts, start=start.first_day, end=end.first_day
    )


def get_ward_places(
    snapshot: Snapshot, *, series_id: int, district: str, ward: str, start: Month, end: Month
) -> list[Row]:
    """Where in one ward: rows by lsoa and place (each may be null), in no order."""
    return snapshot.rows(
        "ward_places",
        series_id=series_id,
        district=district,
        ward=ward,
        start=start.first_day,
        end=end.first_day,
    )


def get_ward_mix(
    snapshot: Snapshot, *, series_ids: list[int], district: str, ward: str, start: Month, end: Month
) -> list[Row]:
    """What several series hold of one ward and of its district: series_id, value, whole."""
    return snapshot.rows(
        "ward_mix",
        series_ids=series_ids,
        district=district,
        ward=ward,
        start=start.first_day,
        end=end.first_day,
    )


def get_fixed_cells(
    snapshot: Snapshot,
    *,
    audience: str,
    series_id: int,
    forms: list[str],
    area_codes: list[str],
    start: Month,
    end: Month,
) -> list[Row]:
    """What a sensitive series may show to an audience, in the fixed periods from `start` to `end`."""
    return snapshot.rows(
        "fixed_cells",
        audience=audience,
        series_id=series_id,
        forms=forms,
        area_codes=area_codes,
        start=start.first_day,
        end=end.last_day,
    )


def get_fixed_periods(snapshot: Snapshot, *, audience: str, series_id: int, form: str) -> list[Row]:
    """The periods a sensitive series is shown for: period_start, period_end."""
    return snapshot.rows("fixed_periods", audience=audience, series_id=series_id, form=form)
