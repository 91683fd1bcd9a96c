"""Add up the counts of wards and districts, for a whole version and for some of its months alike."""

from __future__ import annotations

import duckdb
import pandas as pd

from data.build.areas import Areas
from data.build.coverage import unusual_months
from data.build.custom_cubes import count_custom_areas
from data.build.statements import append, run
from data.catalogue.models import Catalogue


def add_up(connection: duckdb.DuckDBPyConnection, *, areas: Areas) -> None:
    """Fill ward_month and area_month, and what custom areas have beside them."""
    for name in ("fill_ward_months", "fill_districts", "fill_forces", "fill_road_forces"):
        run(connection, name)
    count_custom_areas(connection, areas=areas)
    run(connection, "fill_groups")


def date_series(connection: duckdb.DuckDBPyConnection, *, series: pd.DataFrame, catalogue: Catalogue) -> None:
    """The months of series that come by month, and those of `series` that say nothing of usual variation."""
    append(connection, "unusual_month", unusual_months(series, catalogue))
    run(connection, "date_series")


def find_dispersion(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill dispersion for the series that cover anything, from ward_month and area_month."""
    run(connection, "fill_dispersion")
