"""Read counts by LSOA and named place. Only dashboard/disclosure.py may call these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from data import count_queries


def free_top_places(
    reference: Reference, series: Series, districts: Sequence[str], window: Window
) -> Mapping[tuple[str, str | None, str], tuple[str, int]]:
    """By district, ward (None: unplaced) and kind ('lsoa' or 'place') the top name, and its count."""
    return {
        (row["district_code"], row["ward_code"], row["kind"]): (row["name"], row["value"])
        for row in count_queries.get_top_places(
            reference.snapshot,
            series_id=series.series_id,
            districts=list(districts),
            start=window.first,
            end=window.last,
        )
    }


def free_part_places(
    reference: Reference, series: Series, districts: Sequence[str], window: Window, *, part_of: str
) -> Mapping[tuple[str, str | None, str, str], int]:
    """Of a custom area's part of each ward the counts by district, ward, kind of place and its name."""
    own = reference.custom[part_of]
    found: dict[tuple[str, str | None, str, str], int] = {}
    for row in count_queries.get_places(
        reference.snapshot,
        series_id=series.series_id,
        districts=list(districts),
        start=window.first,
        end=window.last,
    ):
        held = own.holds(district=row["district_code"], ward=row["ward_code"], lsoa=row["lsoa"])
        for kind in ("lsoa", "place") if held else ():
            if row[kind] is not None:
                key = row["district_code"], row["ward_code"], kind, row[kind]
                found[key] = found.get(key, 0) + row["value"]
    return found


def free_ward_places(
    reference: Reference, series: Series, ward: str, window: Window, *, part_of: str | None = None
) -> Mapping[tuple[str | None, str | None], int]:
    """Counts in one ward by LSOA and place as the publisher names it. `part_of` as in `free_part_places`."""
    own = reference.custom[part_of] if part_of else None
    district = reference.areas[ward].parent or ""
    return {
        (row["lsoa"], row["place"]): row["value"]
        for row in count_queries.get_ward_places(
            reference.snapshot,
            series_id=series.series_id,
            district=district,
            ward=ward,
            start=window.first,
            end=window.last,
        )
        if own is None or own.holds(district=district, ward=ward, lsoa=row["lsoa"])
    }
