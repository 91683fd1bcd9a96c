"""The sensitive series of a store, and which of them are decided together because one is a sum of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from data.catalogue import Catalogue
from data.sensitivity import shown_on_fixed_tables


@dataclass(frozen=True)
class SensitiveSeries:
    """One sensitive series.

    `secrets` are the loaded sensitive series it is a sum of; none for a series that is no sum.
    `by_district`: sensitive at district level too.
    """

    series_id: int
    source: str
    is_sum: bool
    secrets: tuple[int, ...]
    by_district: bool


def sensitive_series(series: pd.DataFrame, catalogue: Catalogue) -> list[SensitiveSeries]:
    """The monthly series that are shown on fixed tables at some level."""
    fixed = {
        (measure, source): int(series_id)
        for measure, source, series_id, months in zip(
            series["measure"], series["source"], series["series_id"], series["months"], strict=True
        )
        if months and shown_on_fixed_tables(catalogue, measure=measure, source=source, level="ward")
    }
    found = []
    for (measure, source), series_id in fixed.items():
        parts = catalogue.measures[measure].sum_of.get(source, ())
        found.append(
            SensitiveSeries(
                series_id=series_id,
                source=source,
                is_sum=bool(parts),
                secrets=tuple(fixed[part, source] for part in parts if (part, source) in fixed),
                by_district=shown_on_fixed_tables(
                    catalogue, measure=measure, source=source, level="district"
                ),
            )
        )
    return found


def families(found: Sequence[SensitiveSeries]) -> Iterator[tuple[SensitiveSeries, ...]]:
    """Series linked through sums, parts before sums. A series in no sum is a family of its own."""
    left = {item.series_id: item for item in found}
    while left:
        family = {next(iter(left))}
        while True:
            linked = {i for i, item in left.items() if {i, *item.secrets} & family}
            linked |= {part for i in linked for part in left[i].secrets}
            if linked == family:
                break
            family = linked
        yield tuple(sorted((left.pop(i) for i in family), key=lambda item: (item.is_sum, item.series_id)))
