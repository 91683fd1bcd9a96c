"""What the store can be asked: one function for each statement in `data/sql`.

`count_queries` has what is counted by area, `observed_queries` what came as numbers or in categories.

Months go in as `Month` and come out as the first day of the month. Frames and rows have the columns of the
statement: whole tables come as frames, what a page asks for as rows.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

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
