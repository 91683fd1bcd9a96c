"""What came as numbers, in categories, by the hour or with an outcome.

As `data/queries.py`: one function for each statement, months in as `Month` and out as first days.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.catalogue.week import UNKNOWN
from data.month import Month
from data.queries import Row
from data.store import Snapshot


def get_observations(
    snapshot: Snapshot, *, area_codes: list[str], measures: list[str], without: Sequence[str] = ()
) -> list[Row]:
    """Numbers that came as numbers, with their own periods, breakdowns and status.

    `without` are breakdowns to leave out: one by day and hour has a hundred rows a month.
    """
    return snapshot.rows("observations", area_codes=area_codes, measures=measures, without=list(without))


def get_breakdown_names(snapshot: Snapshot) -> list[Row]:
    """Which breakdowns the months of each series come in: series_id, breakdown."""
    return snapshot.rows("breakdown_names")


def get_breakdowns(
    snapshot: Snapshot,
    *,
    series_id: int,
    area_codes: list[str],
    breakdowns: list[str],
    starts: list[Month],
    ends: list[Month],
) -> list[Row]:
    """Months in categories, added up over areas: start, finish, breakdown, category, value, hidden.

    `starts` and `ends` are the first and last months of the windows. `hidden` counts what arrived hidden.
    """
    return snapshot.rows(
        "breakdowns",
        series_id=series_id,
        area_codes=area_codes,
        breakdowns=breakdowns,
        starts=[month.first_day for month in starts],
        ends=[month.first_day for month in ends],
    )


def get_hour_areas(snapshot: Snapshot, *, breakdowns: list[str]) -> list[Row]:
    """Which areas have counts by day and hour: measure, source, breakdown, area_code."""
    return snapshot.rows("hour_areas", breakdowns=breakdowns)


def get_hour_months(
    snapshot: Snapshot,
    *,
    series_id: int,
    area_codes: list[str],
    breakdown: str,
    hours: list[str],
    start: Month,
    finish: Month,
) -> list[Row]:
    """Months by day and hour, added up over areas: month, timed, inside, unknown, hidden.

    `inside` is what lies in the categories `hours`; `hidden` counts what arrived hidden.
    """
    return snapshot.rows(
        "hour_months",
        series_id=series_id,
        area_codes=area_codes,
        breakdown=breakdown,
        hours=hours,
        unknown=UNKNOWN,
        start=start.first_day,
        finish=finish.first_day,
    )


def get_hour_periods(
    snapshot: Snapshot, *, series_id: int, area_codes: list[str], breakdown: str
) -> list[Row]:
    """Longer periods by day and hour as they came: their days, area, category, value and status."""
    return snapshot.rows("hour_periods", series_id=series_id, area_codes=area_codes, breakdown=breakdown)


def get_outcome_counts(
    snapshot: Snapshot,
    *,
    series_id: int,
    districts: list[str],
    wards: list[str] | None,
    by_ward: bool,
    starts: list[Month],
    ends: list[Month],
    first: Month,
    last: Month,
) -> list[Row]:
    """What became of incidents: outcome, value; one of month, part_id, area_code, or none; start and finish.

    `starts` and `ends` are the first and last months of the windows, which are not by month; rows by month
    are from `first` to `last`. An area_code '' is in no ward.
    """
    return snapshot.rows(
        "outcome_counts",
        series_id=series_id,
        districts=districts,
        wards=wards,
        by_ward=by_ward,
        starts=[month.first_day for month in starts],
        ends=[month.first_day for month in ends],
        first=first.first_day,
        last=last.first_day,
    )


def get_area_outcomes(
    snapshot: Snapshot,
    *,
    series_id: int,
    area: str,
    districts: list[str],
    starts: list[Month],
    ends: list[Month],
    first: Month,
    last: Month,
) -> list[Row]:
    """The same of an area that is made of whole districts, and by them."""
    return snapshot.rows(
        "area_outcomes",
        series_id=series_id,
        area=area,
        districts=districts,
        starts=[month.first_day for month in starts],
        ends=[month.first_day for month in ends],
        first=first.first_day,
        last=last.first_day,
    )


def get_arrived_hidden(snapshot: Snapshot) -> list[Row]:
    """Months that came hidden, and what cannot be added up for them: series_id, area_code, month."""
    return snapshot.rows("arrived_hidden")
