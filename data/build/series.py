"""The series of a version: every measure from every source that it holds anything of."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.build.ledger import Ledger
from data.catalogue.models import Catalogue


@dataclass(frozen=True)
class SeriesTable:
    """`frame` has the columns of table series, `parts` those of series_part."""

    frame: pd.DataFrame
    parts: pd.DataFrame

    def number(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Replace measure and source by series_id."""
        return self.numbered(frame).drop(columns=["measure", "source"])

    def numbered(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add series_id beside measure and source."""
        return frame.merge(self.frame[["measure", "source", "series_id"]], on=["measure", "source"])


def assemble_series(
    *,
    ledger: Ledger,
    catalogue: Catalogue,
    types: pd.DataFrame,
    observed: pd.DataFrame,
    monthly: pd.DataFrame,
    wards: pd.DataFrame,
) -> SeriesTable:
    """Number the series, in the catalogue's order.

    `types` has source and measure of incidents. `observed` has measure, source and file_id of what came as
    numbers; `monthly` and `wards` the measure and source of those with months, and with months by ward.
    """
    incident = set(zip(types["measure"], types["source"], strict=True))
    incident |= _sums_of(incident, catalogue)
    by_month, by_ward = _pairs(monthly), _pairs(wards)
    rows = [
        {
            "measure": measure,
            "source": source,
            "unit": catalogue.measures[measure].unit,
            "combine": str(catalogue.measures[measure].combine),
            "months": (measure, source) in incident | by_month,
            "ward_level": (measure, source) in incident | by_ward,
        }
        for measure, source in incident | _pairs(observed) | by_month
    ]
    columns = ["measure", "source", "unit", "combine", "months", "ward_level"]
    frame = pd.DataFrame(rows, columns=columns)
    order = {measure.id: (measure.order, measure.id) for measure in catalogue.measures.values()}
    frame["_order"] = [order[measure] for measure in frame["measure"]]
    frame = frame.sort_values(["_order", "source"]).drop(columns="_order").reset_index(drop=True)
    frame["series_id"] = range(1, len(frame) + 1)
    frame["demonstration"] = _demonstration(
        frame, ledger=ledger, catalogue=catalogue, observed=observed, incident=incident
    )
    return SeriesTable(frame=frame, parts=_parts(frame, catalogue=catalogue, incident=incident))


def sums_listed(catalogue: Catalogue) -> dict[str, list[str]]:
    """Every part of every sum, as lists side by side: measures, sources, parts."""
    rows = [
        (measure.id, source, part)
        for measure in catalogue.measures.values()
        for source, parts in measure.sum_of.items()
        for part in parts
    ]
    return dict(zip(("measures", "sources", "parts"), map(list, zip(*rows, strict=True)), strict=True))


def _pairs(frame: pd.DataFrame) -> set[tuple[str, str]]:
    found = frame[["measure", "source"]].drop_duplicates()
    return set(zip(found["measure"], found["source"], strict=True))


def _sums_of(there: set[tuple[str, str]], catalogue: Catalogue) -> set[tuple[str, str]]:
    return {
        (measure.id, source)
        for measure in catalogue.measures.values()
        for source, parts in measure.sum_of.items()
        if any((part, source) in there for part in parts)
    }


def _demonstration(
    frame: pd.DataFrame,
    *,
    ledger: Ledger,
    catalogue: Catalogue,
    observed: pd.DataFrame,
    incident: set[tuple[str, str]],
) -> list[bool]:
    """Made-up numbers, and sums of them."""
    made_up = {file.file_id for file in ledger.files if file.demonstration}
    sources = {part.source for file, part in ledger.parts("incident") if file.demonstration}
    series = _pairs(observed[observed["file_id"].isin(made_up)])
    pairs = list(zip(frame["measure"], frame["source"], strict=True))
    series |= _sums_of(series, catalogue) - _pairs(observed)
    return [pair in series or (pair in incident and pair[1] in sources) for pair in pairs]


def _parts(frame: pd.DataFrame, *, catalogue: Catalogue, incident: set[tuple[str, str]]) -> pd.DataFrame:
    ids = {
        (measure, source): number
        for measure, source, number in zip(frame["measure"], frame["source"], frame["series_id"], strict=True)
    }
    rows = []
    for (measure, source), number in ids.items():
        parts = catalogue.measures[measure].sum_of.get(source, ()) if (measure, source) in incident else ()
        found = [ids[part, source] for part in parts if (part, source) in ids]
        rows += [(number, part) for part in found or [number]]
    return pd.DataFrame(rows, columns=["series_id", "part_id"])
