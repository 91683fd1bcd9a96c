"""The tables that tell how wards of other years were counted, and the sentences a build prints of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from data.build.ledger import Ledger
from data.build.recut import BEST_FIT, DISTRICT, RESIDENTS, UNCHANGED, WHOLE, Recut
from data.build.recut_figures import RecutFigures
from data.build.recutting import Recuts
from data.build.series import SeriesTable
from data.build.statements import append, ask
from data.catalogue.models import Catalogue
from data.sensitivity import shown_on_fixed_tables

PAIR: Final = [
    *("year", "ward_code", "ward_name", "district_code", "outcome", "new_code", "share", "new_share"),
    *("fit", "error", "method", "weighed_by"),
]
SERIES: Final = ["measure", "source", "year", "words"]
_HOW: Final = {"lookups": "lookups", "boundaries": "their boundaries", "points": "the points of incidents"}


def incident_points(connection: duckdb.DuckDBPyConnection, ledger: Ledger, *, folder: Path) -> pd.DataFrame:
    """lsoa, longitude and latitude (degrees) of the incidents of a ledger, each once."""
    paths = [str(folder / part.path) for _, part in ledger.parts("incident")]
    if not paths:
        return pd.DataFrame(columns=["lsoa", "longitude", "latitude"])
    return ask(connection, "incident_points", paths=paths)


def store_recuts(
    connection: duckdb.DuckDBPyConnection,
    recuts: Recuts,
    *,
    figures: RecutFigures,
    given: pd.DataFrame,
    series: SeriesTable,
    catalogue: Catalogue,
) -> tuple[str, ...]:
    """Fill recut_pair, recut_ward and recut_series; gives what a person should be told.

    `given`: measure and source of what came as numbers.
    """
    known = recuts.known()
    append(connection, "recut_pair", pair_table(known))
    append(
        connection, "recut_ward", series.number(with_sums(figures.wards, given=given, catalogue=catalogue))
    )
    told = summarise(figures, recuts=known, catalogue=catalogue, vintage=recuts.vintage)
    append(connection, "recut_series", series.number(told))
    return tuple(told["words"])


def pair_table(recuts: Mapping[int, Recut]) -> pd.DataFrame:
    """The rows of table recut_pair."""
    frames = [pd.DataFrame(columns=PAIR)]
    for recut in recuts.values():
        wards = recut.wards.rename(columns={"new_code": "best"}).drop(columns=["share", "weight"])
        shared = wards.merge(recut.pairs, on="ward_code", how="left")
        same = shared["outcome"].eq(UNCHANGED)
        frames.append(
            shared.assign(
                year=recut.year,
                new_code=shared["new_code"].where(~same, shared["ward_code"]),
                share=shared["share"].where(~same, 1.0),
                new_share=shared["new_share"].where(~same, 1.0),
                fit=same | shared["new_code"].eq(shared["best"]),
                error=shared["new_code"].map(recut.receivers.set_index("ward_code")["error"]),
                method=recut.method,
                weighed_by=recut.weighed_by,
            )[PAIR]
        )
    return pd.concat([frame for frame in frames if len(frame)] or frames, ignore_index=True)


def with_sums(wards: pd.DataFrame, *, given: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """`wards` of a RecutFigures with those of the catalogue's sums: a sum is as good as its worst part.

    `given`: measure and source of what came as numbers; a sum that came itself is not worked out.
    """
    there = set(zip(given["measure"], given["source"], strict=True))
    frames = [wards]
    for measure in catalogue.measures.values():
        for source, parts in measure.sum_of.items():
            if (measure.id, source) not in there:
                own = wards[wards["source"].eq(source) & wards["measure"].isin(parts)]
                frames.append(own.assign(measure=measure.id).drop_duplicates())
    return pd.concat([frame for frame in frames if len(frame)] or [wards], ignore_index=True)


def summarise(
    figures: RecutFigures, *, recuts: Mapping[int, Recut], catalogue: Catalogue, vintage: int
) -> pd.DataFrame:
    """What was counted again: measure, source, year, and a sentence of how many wards, how exactly.

    Of a series that is sensitive at ward level no share of the figures is told: it could give a ward away.
    """
    rows = []
    for _, uses in figures.uses.groupby(["measure", "source", "year"], sort=True):
        first = uses.iloc[0]
        measure, source, year = str(first["measure"]), str(first["source"]), int(first["year"])
        free = not shown_on_fixed_tables(catalogue, measure=measure, source=source, level="ward")
        again = uses["month"][uses["outcome"].ne(UNCHANGED)]
        head = (
            f"{catalogue.measures[measure].label} ({catalogue.sources[source].short}), "
            f"{min(again):%b %Y} to {max(again):%b %Y}: "
        )
        tail = _figure_words(uses) if free else ""
        rows.append((measure, source, year, f"{head}{_ward_words(uses, recuts[year], vintage)}{tail}."))
    return pd.DataFrame(rows, columns=SERIES)


def _ward_words(uses: pd.DataFrame, recut: Recut, vintage: int) -> str:
    """'293 wards of 2021 counted again by the wards of 2025, ...: 179 unchanged, 33 whole, ...'"""
    wards = recut.wards[recut.wards["district_code"].isin(uses["district_code"])]
    count = wards["outcome"].value_counts()
    if not recut.method:
        return (
            f"{len(wards)} wards of {recut.year}: {count.get(UNCHANGED, 0)} unchanged, "
            f"{count.get(DISTRICT, 0)} kept at district level, since nothing tells which LSOAs they are made "
            f"of: add a lookup from LSOAs to the wards of {recut.year}, or their boundaries"
        )
    weighed = "residents" if recut.weighed_by == RESIDENTS else "number of LSOAs, their residents not known"
    astray = (wards["weight"] * (1 - wards["share"]))[wards["outcome"].eq(BEST_FIT)].sum()
    return (
        f"{len(wards)} wards of {recut.year} counted again by the wards of {vintage}, through LSOAs by "
        f"{_HOW[recut.method]}, weighed by {weighed}: {count.get(UNCHANGED, 0)} unchanged, "
        f"{count.get(WHOLE, 0)} whole, {count.get(BEST_FIT, 0)} by best fit, {count.get(DISTRICT, 0)} kept "
        f"at district level; {astray / wards['weight'].sum():.1%} of residents are counted in another ward"
    )


def _figure_words(uses: pd.DataFrame) -> str:
    total = uses["value"].sum()
    if not total:
        return ""
    fitted = uses["inexact"] & uses["outcome"].isin([WHOLE, BEST_FIT])
    in_wards, in_district = (
        uses.loc[which, "value"].sum() / total for which in (fitted, uses["outcome"].eq(DISTRICT))
    )
    return (
        f"; {in_wards:.1%} of the figures are in wards whose fit is not exact, "
        f"{in_district:.1%} stay in the district"
    )
