"""Count custom areas: what their LSOAs hold, which months are covered, and their sums by month."""

from __future__ import annotations

import duckdb

from data.build.areas import Areas
from data.build.custom_areas import CustomAreas
from data.build.statements import append, run


def store_custom_lsoas(connection: duckdb.DuckDBPyConnection, custom: CustomAreas | None) -> None:
    """Fill custom_lsoa and part_population."""
    if custom is not None and len(custom.lsoas):
        append(connection, "custom_lsoa", custom.lsoas)
        append(connection, "part_population", custom.part_population)


def count_custom_areas(connection: duckdb.DuckDBPyConnection, *, areas: Areas) -> None:
    """Fill part_month, custom_span and the rows of area_month.

    Nothing is done where no custom area has ground. Districts, wards and custom_lsoa are filled before.
    """
    levels = areas.area.set_index("code")["level"]
    if not levels.reindex(areas.membership["group_code"]).eq("custom").any():
        return
    if connection.table("custom_lsoa").shape[0]:
        run(connection, "count_parts", split=sorted(set(areas.lsoa_split["lsoa"])))
    for name in ("cover_custom", "fill_custom", "fill_custom_spans"):
        run(connection, name)
