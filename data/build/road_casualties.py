"""Road casualties of a version: counts by severity, what they cover, breakdowns, adjusted figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from data.build.coverage import COMPLETE, MISSING, PARTIAL
from data.build.geography import Geography
from data.build.ledger import Ledger
from data.build.observations import MonthlyCounts
from data.build.road_accounts import PLACEMENT, account_for, notices, standing_files
from data.build.road_joins import join_roads
from data.build.statements import ask, run
from data.catalogue.models import Catalogue
from data.sources.stats19 import SOURCE

KSI: Final = "ksi_casualties"
ADJUSTED: Final = "ksi_adjusted"
SEVERITIES: Final = ("killed", "seriously_injured", "slightly_injured")
_KEY: Final = ["measure", "source", "district_code", "month"]
_COVERAGE: Final = ["source", "area_code", "month", "status", "rows"]
_UNPLACED: Final = ["measure", "source", "area_code", "month"]
_SERIES: Final = ["measure", "source", "file_id"]


def _none(columns: Iterable[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


@dataclass(frozen=True)
class RoadCasualties:
    """What STATS19 files gave a version, in the columns of the tables it goes to.

    `series`: measure, source, file_id of every series and file behind it. `numbers`: observations with
    measure and source. `unplaced`: measure, source, area_code (a force), month, value of what is in none of
    its districts. `standing`: the files of which anything stands.
    """

    counts: MonthlyCounts | None = None
    coverage: pd.DataFrame = field(default_factory=lambda: _none(_COVERAGE))
    series: pd.DataFrame = field(default_factory=lambda: _none(_SERIES))
    numbers: pd.DataFrame = field(default_factory=lambda: _none(["measure", "source"]))
    placement: pd.DataFrame = field(default_factory=lambda: _none(PLACEMENT))
    unplaced: pd.DataFrame = field(default_factory=lambda: _none([*_UNPLACED, "value"]))
    standing: frozenset[int] = frozenset()
    provisional_from: object = None
    notices: tuple[str, ...] = ()

    def added_to(self, counts: MonthlyCounts) -> MonthlyCounts:
        """Monthly counts of every source, these among them."""
        own = self.counts
        if own is None:
            return counts
        return replace(
            counts,
            wards=pd.concat([counts.wards, own.wards], ignore_index=True),
            districts=pd.concat([counts.districts, own.districts], ignore_index=True),
            cells=pd.concat([counts.cells, own.cells], ignore_index=True),
        )


def count_roads(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    *,
    folder: Path,
    geography: Geography,
    catalogue: Catalogue,
) -> RoadCasualties:
    """Join, place and count what the ledger has of STATS19; nothing is done where it has none."""
    files = [file.file_id for kind in ("collision", "casualty") for file, _ in ledger.parts(kind)]
    if not files:
        return RoadCasualties()
    joined = join_roads(connection, ledger, folder=folder, geography=geography, catalogue=catalogue)
    names = {file.file_id: file.name.rsplit("/", 1)[-1] for file in ledger.files}
    run(connection, "cover_roads")
    months = ask(connection, "road_months")
    months["month"] = pd.to_datetime(months["month"]).dt.date
    counted = ask(connection, "casualty_counts")
    counts = _counts(counted, months)
    numbers = [
        _adjusted(ask(connection, "casualty_adjusted"), names=names),
        _splits(ask(connection, "casualty_breakdowns")),
    ]
    measures = {*counts.cells["measure"], *(name for frame in numbers for name in frame["measure"])}
    early = ask(connection, "first_provisional")["month"].iloc[0]
    return RoadCasualties(
        counts=counts,
        coverage=pd.DataFrame(
            {
                "source": SOURCE,
                "area_code": months["district"],
                "month": months["month"],
                "status": months["status"],
                "rows": months["found"],
            }
        ),
        series=pd.DataFrame(
            [(measure, SOURCE, file) for measure in sorted(measures) for file in files], columns=_SERIES
        ),
        numbers=pd.concat([frame for frame in numbers if len(frame)] or numbers, ignore_index=True),
        placement=account_for(ask(connection, "casualty_places"), joined),
        unplaced=_unplaced(counted, catalogue),
        standing=standing_files(joined),
        provisional_from=None if pd.isna(early) else early,
        notices=tuple(notices(joined, months, names=names)),
    )


def _counts(counted: pd.DataFrame, months: pd.DataFrame) -> MonthlyCounts:
    """A number for every severity, district and month that is covered: a month nobody was killed in is 0.

    `counted`: district, ward, month, severity, value; `months`: district, month, status.
    """
    said = months[months["status"] != MISSING].merge(pd.DataFrame({"measure": SEVERITIES}), how="cross")
    said = said.rename(columns={"district": "district_code"}).assign(source=SOURCE)
    rows = counted[counted["district"].notna()].rename(
        columns={"severity": "measure", "district": "district_code", "ward": "ward_code"}
    )
    rows = rows.assign(source=SOURCE, month=pd.to_datetime(rows["month"]).dt.date)
    wards = rows.groupby([*_KEY, "ward_code"], as_index=False, dropna=False).agg({"value": "sum"})
    districts = said[_KEY].merge(
        wards.groupby(_KEY, as_index=False).agg({"value": "sum"}), on=_KEY, how="left"
    )
    status = said["status"].map({COMPLETE: "final", PARTIAL: PARTIAL})
    return MonthlyCounts(
        wards=wards.astype({"value": "int64"}),
        districts=districts.assign(value=districts["value"].fillna(0).astype("int64")),
        groups=_none([*_UNPLACED, "value"]),
        cells=said[_KEY].rename(columns={"district_code": "area_code"}).assign(status=status),
        set_aside=_none(()),
    )


def _splits(found: pd.DataFrame) -> pd.DataFrame:
    """KSI by district, month and category: one that is not there had none, where the month is covered."""
    start = pd.to_datetime(found["month"])
    rows = found.assign(period_start=start.dt.date, period_end=(start + pd.offsets.MonthEnd(0)).dt.date)
    return _observed(rows, measure=KSI)


def _adjusted(found: pd.DataFrame, *, names: Mapping[int, str]) -> pd.DataFrame:
    """Adjusted KSI by district, for months and calendar years. The note names whose adjustment it is."""
    words = [", ".join(names[int(file)] for file in files) for files in found["releases"]]
    rows = found.assign(note=[f"Severity adjusted by {files}." for files in words])
    return _observed(rows, measure=ADJUSTED)


def _observed(rows: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    return rows.rename(columns={"district": "area_code"}).assign(
        measure=measure,
        source=SOURCE,
        status=rows["provisional"].map({True: "provisional", False: "final"}),
    )


def _unplaced(counted: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Casualties of a force in none of its districts, with the sums they are part of."""
    lost = counted[counted["district"].isna() & counted["force_code"].notna()]
    rows = lost.rename(columns={"severity": "measure", "force_code": "area_code"}).assign(source=SOURCE)
    sums = [
        rows[rows["measure"].isin(measure.sum_of[SOURCE])].assign(measure=measure.id)
        for measure in catalogue.measures.values()
        if SOURCE in measure.sum_of
    ]
    every = pd.concat([rows, *sums], ignore_index=True)
    added: pd.DataFrame = every.groupby(_UNPLACED, as_index=False).agg({"value": "sum"})
    return added
