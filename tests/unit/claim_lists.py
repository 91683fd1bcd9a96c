"""Small lists of claims for tests: rows as a person would write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dashboard.claims.check import check_claims
from dashboard.claims.claims import Claims
from dashboard.claims.finding import ClaimVerdict
from data.sources.claim_rows import FIGURES, INDICATORS, read_claims

YEAR = {"period_start": "2022-04", "period_end": "2023-03"}
BEFORE = {"comparator_period_start": "2021-04", "comparator_period_end": "2022-03"}
_FIGURE = {
    "source": "a paper",
    "section": "a table",
    "area": "Ashford",
    "area_type": "district",
    "measure": "robbery",
    "unit": "count",
    "statistic": "total",
    **YEAR,
}
_INDICATOR = {
    "source": "a plan",
    "partnership": "Ashford CSP",
    "plan_start": "2022-04",
    "plan_end": "2023-03",
    "indicator": "Robbery",
    "measure": "robbery",
    "unit": "count",
    "polarity": "lower_is_better",
    "target_kind": "level",
    "geography": "Ashford",
}


def figure(id_: str, value: object = "", **cells: object) -> dict[str, str]:
    """A row of published figures."""
    given = {"figure_id": id_, "value": value, **cells}
    return {**_FIGURE, **{column: str(cell) for column, cell in given.items()}}


def indicator(id_: str, **cells: object) -> dict[str, str]:
    """A row of indicators."""
    return {**_INDICATOR, "indicator_id": id_, **{column: str(cell) for column, cell in cells.items()}}


def as_csv(rows: list[dict[str, str]]) -> str:
    """The rows as a list in the columns of its kind."""
    columns = INDICATORS if rows and "indicator_id" in rows[0] else FIGURES
    further = sorted({column for row in rows for column in row} - set(columns))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*columns, *further], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def judge(folder: Path, *lists: list[dict[str, str]]) -> dict[str, ClaimVerdict]:
    """The verdicts of some lists, by id, as a file would give them."""
    read = []
    for number, rows in enumerate(lists):
        path = folder / f"list{number}.csv"
        path.write_text(as_csv(rows), encoding="utf-8")
        read.append(read_claims(path))
    return {item.row.id: item for item in check_claims(Claims.of(*read))}
