"""Count custom areas: what their LSOAs hold, which months are covered, and their sums by month."""

from __future__ import annotations

import duckdb

from data.build.geography import Geography
from data.build.statements import append, run


def count_custom_areas(connection: duckdb.DuckDBPyConnection, *, geography: Geography) -> None:
    """Fill custom_lsoa, part_population, part_month, custom_span and the rows of area_month.

    Nothing is done where no custom area has ground. Districts and wards are counted before.
    """
    levels = geography.areas.area.set_index("code")["level"]
    if not levels.reindex(geography.areas.membership["group_code"]).eq("custom").any():
        return
    custom = geography.custom
    if custom is not None and len(custom.lsoas):
        append(connection, "custom_lsoa", custom.lsoas)
        append(connection, "part_population", custom.part_population)
        run(connection, "count_parts", split=sorted(set(geography.areas.lsoa_split["lsoa"])))
    for name in ("cover_custom", "fill_custom", "fill_custom_spans"):
        run(connection, name)
