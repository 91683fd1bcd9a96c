"""What arrived hidden stays hidden: it is neither a zero nor a gap, and sums over it are hidden as well."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.records import Series
from dashboard.reference import Reference
from data import observed_queries
from data.month import Month

_Hidden = Mapping[int, Mapping[str, frozenset[Month]]]


def arrived_hidden(reference: Reference, *, series: Series, code: str) -> frozenset[Month]:
    """The months in which a series, or a part it sums, came hidden in an area or in one of its members."""
    table = reference.structure(("arrived hidden",), lambda: _read(reference))
    if not table:
        return frozenset()
    parts = reference.catalogue.measures[series.measure].sum_of.get(series.source, ())
    found = [reference.series.get((part, series.source)) for part in parts]
    numbers = [series.series_id, *(part.series_id for part in found if part is not None)]
    codes = [code]
    if code in reference.areas and reference.areas[code].level not in ("ward", "district"):
        codes += reference.members.get(code, ())
    return frozenset().union(
        *(table.get(number, {}).get(item, frozenset()) for number in numbers for item in codes)
    )


def _read(reference: Reference) -> _Hidden:
    months: dict[int, dict[str, set[Month]]] = {}
    for row in observed_queries.get_arrived_hidden(reference.snapshot):
        months.setdefault(row["series_id"], {}).setdefault(row["area_code"], set()).add(
            Month.of(row["month"])
        )
    return {
        number: {code: frozenset(found) for code, found in areas.items()} for number, areas in months.items()
    }
