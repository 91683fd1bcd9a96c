"""What the store can be asked: one function for each statement in `data/sql`.

Months go in as `Month` and come out as the first day of the month. Frames and rows have the columns of the
statement: whole tables come as frames, what a page asks for as rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.catalogue.week import UNKNOWN
from data.month import Month
from data.store import SCHEMA_VERSION, Snapshot

Row = dict[str, Any]


def get_meta(snapshot: Snapshot) -> dict[str, str]:
    """Facts about the version: schema_version, version, built_at, catalogue_digest, ward_vintage, ..."""
    frame = snapshot.frame("meta")
    return dict(zip(frame["key"], frame["value"], strict=True))


def get_areas(snapshot: Snapshot) -> pd.DataFrame:
    """Every area: code, name, level, parent, vintage, longitude, latitude (degrees, WGS84)."""
    return snapshot.frame("areas")


def get_memberships(snapshot: Snapshot) -> pd.DataFrame:
    """What areas are made of: group_code, member_code, part, from_month, to_month."""
    return snapshot.frame("memberships")


def get_custom_lsoas(snapshot: Snapshot) -> pd.DataFrame:
    """The LSOAs of custom areas, of both years: group_code, lsoa, given, inside, from_month, to_month."""
    return snapshot.frame("custom_lsoas")


def get_custom_spans(snapshot: Snapshot) -> pd.DataFrame:
    """Runs of months that a series has of a custom area: series_id, area_code, first_month, last_month."""
    return snapshot.frame("custom_spans")


def get_part_population(snapshot: Snapshot) -> pd.DataFrame:
    """Residents and households of the parts of wards in custom areas, by year, with their basis."""
    return snapshot.frame("part_population")


def get_part_months(snapshot: Snapshot, *, series_id: int, area: str, start: Month, end: Month) -> list[Row]:
    """What a custom area holds of each ward by month: district_code, ward_code, inside, month, value."""
    return snapshot.rows(
        "part_months", series_id=series_id, area=area, start=start.first_day, end=end.first_day
    )


def get_population(snapshot: Snapshot) -> pd.DataFrame:
    """Residents and households of wards and districts by year, with their basis."""
    return snapshot.frame("population")


def get_claims(snapshot: Snapshot) -> pd.DataFrame:
    """The lists of published figures as they were given: file, row_number, id, cells (JSON by column)."""
    return snapshot.frame("claims")


def get_vintages(snapshot: Snapshot) -> pd.DataFrame:
    """The wards of every year the store holds: how many, whether drawn, looked up and used, from where."""
    return snapshot.frame("vintages")


def get_recut_pairs(snapshot: Snapshot) -> pd.DataFrame:
    """How wards of other years fit the store's own: a row for each two that share residents."""
    return snapshot.frame("recut_pairs")


def get_recut_wards(snapshot: Snapshot) -> pd.DataFrame:
    """The months in which a ward's figures were counted again and are not exact, by series and ward."""
    return snapshot.frame("recut_wards")


def get_recut_series(snapshot: Snapshot) -> pd.DataFrame:
    """The series whose figures came for wards of another year, and how exactly they were counted again."""
    return snapshot.frame("recut_series")


def get_series(snapshot: Snapshot) -> pd.DataFrame:
    """Every (measure, source) of the store with its months."""
    return snapshot.frame("series")


def get_layers(snapshot: Snapshot) -> pd.DataFrame:
    """The map layers: form, level, scope, digest of the file, bounds in the layer's own coordinates."""
    return snapshot.frame("layers")


def get_layer_points(snapshot: Snapshot, *, form: str, level: str, scope: str) -> list[Row]:
    """Label points of one layer: area_code, x, y."""
    return snapshot.rows("layer_points", form=form, level=level, scope=scope)


def get_every_layer_point(snapshot: Snapshot) -> pd.DataFrame:
    """Label points of every layer: form, level, scope, area_code, x, y."""
    return snapshot.frame("every_layer_point")


def get_neighbours(snapshot: Snapshot) -> pd.DataFrame:
    """Which wards adjoin which: ward_code, other_code, kind."""
    return snapshot.frame("neighbours")


def get_dispersion(snapshot: Snapshot) -> pd.DataFrame:
    """Dispersion of monthly counts by series and level: phi, areas, months."""
    return snapshot.frame("dispersion")


def get_files(snapshot: Snapshot) -> pd.DataFrame:
    """Every file the store was built from, with rows read = loaded + set aside."""
    return snapshot.frame("files")


def get_coverage(snapshot: Snapshot) -> pd.DataFrame:
    """By source, area and month: complete, partial or missing."""
    return snapshot.frame("coverage")


def get_set_aside(snapshot: Snapshot, *, limit: int) -> pd.DataFrame:
    """The first `limit` rows set aside: file, file_id, row_number, column_name, reason, remedy, text."""
    return snapshot.frame("set_aside", limit=limit)


def get_placement(
    snapshot: Snapshot, *, start: Month | None = None, end: Month | None = None
) -> pd.DataFrame:
    """How rows found their ward: source, force_code, district_code, method, first_month, last_month, rows.

    From `start` to `end`, or in all months.
    """
    return snapshot.frame(
        "placement", start=start.first_day if start else None, end=end.first_day if end else None
    )


def get_parts(snapshot: Snapshot) -> pd.DataFrame:
    """The parsed files the version was made of: file_id, kind, source, scope, month, path, rows."""
    return snapshot.frame("parts")


def get_plans(snapshot: Snapshot) -> list[Row]:
    """Every plan: plan (its id), content (the model Plan without its actions, as JSON), files."""
    return snapshot.rows("plans")


def get_actions(snapshot: Snapshot) -> list[Row]:
    """The actions of every plan, each plan's in its own order.

    plan, id, action, priorities and indicators (lists of ids), strand, measurement, lead, partners, grade,
    due (the plan's words), due_on (a date, None for words that are none), status (an ActionStatus), progress,
    file_id and row_number (None for the catalogue's).
    """
    return snapshot.rows("actions")


def get_outcomes(snapshot: Snapshot) -> pd.DataFrame:
    """What became of each file: name, kind, rows_read, rows_loaded, note, and rows set aside by reason.

    Where a reason has one row: its row_number, column_name and remedy.
    """
    return snapshot.frame("outcomes")


def get_problems(snapshot: Snapshot) -> pd.DataFrame:
    """Whatever does not add up: problem, subject, expected, found."""
    return snapshot.frame("problems", schema_version=SCHEMA_VERSION)


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


def get_arrived_hidden(snapshot: Snapshot) -> list[Row]:
    """Months that came hidden, and what cannot be added up for them: series_id, area_code, month."""
    return snapshot.rows("arrived_hidden")


def get_events(snapshot: Snapshot, *, start: Month, end: Month) -> list[Row]:
    """What happened in these months, by day: name, kind, first_day, last_day, area_code, file, made_up."""
    return snapshot.rows("events", start=start.first_day, end=end.last_day)


def get_interventions(snapshot: Snapshot) -> list[Row]:
    """What was done, by its first day: id, name, kind, first_day, last_day (None: it still runs), note, file,
    made_up, areas (codes), measures (ids)."""
    return snapshot.rows("interventions")


def get_deprivation(snapshot: Snapshot, *, area_codes: list[str]) -> list[Row]:
    """Deprivation of wards and districts by release and domain; quintile 1 of 5 is the most deprived."""
    return snapshot.rows("deprivation", area_codes=area_codes)
