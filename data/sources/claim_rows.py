"""Figures that papers print, and targets that plans set, as rows of text: one row, one claim.

The columns are those of a list of published figures (`figure_id` ...) or of a list of indicators
(`indicator_id` ...). A row that cannot be read keeps its place and says what is wrong: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.errors import CspError
from data.month import Month
from data.sources.text import read_text, table_rows

FIGURES: Final = (
    *("figure_id", "source", "section", "area", "area_type", "measure", "unit", "period_start"),
    *("period_end", "statistic", "subject", "value", "comparator_period_start", "comparator_period_end"),
    *("comparator_value", "comparator_area_value", "rank_text", "note"),
)
INDICATORS: Final = (
    *("indicator_id", "source", "partnership", "plan_start", "plan_end", "priority", "indicator", "measure"),
    *("unit", "polarity", "target_kind", "target_change_pct", "baseline_value", "baseline_period"),
    *("target_value", "previous_value", "actual_value", "actual_period", "geography", "note"),
)
# What a claim cannot do without; the other columns may be missing.
NEEDED_OF_FIGURES: Final = (
    *("figure_id", "area", "measure", "unit", "period_start", "period_end", "statistic", "value"),
)
NEEDED_OF_INDICATORS: Final = ("indicator_id", "measure", "target_kind", "baseline_value", "target_value")
# What a share is of, and the source a figure was counted from, where a list says them.
OPTIONAL: Final = ("numerator", "denominator", "data_source")
_NUMBERS: Final = (
    *("value", "comparator_value", "comparator_area_value", "numerator", "denominator"),
    *("target_change_pct", "baseline_value", "target_value", "previous_value", "actual_value"),
)
_MONTHS: Final = (
    *("period_start", "period_end", "comparator_period_start", "comparator_period_end"),
    *("plan_start", "plan_end"),
)
_NUMBER: Final = re.compile(r"[-+−]?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,9})?")


class ClaimsFileError(CspError):
    """A file that is no list of claims, or cannot be read."""

    exit_code = 2


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row. `column` None: with the row as a whole."""

    column: str | None
    reason: str
    remedy: str

    def at(self, file: str, row: int) -> str:
        """The error in full: file, row, column, and what to do."""
        return str(CspError(f"{self.reason}.", file=file, row=row, column=self.column, remedy=self.remedy))


@dataclass(frozen=True)
class ClaimRow:
    """One row as text; blank and missing cells are ''. `row` counts as a spreadsheet does."""

    file: str
    row: int
    cells: Mapping[str, str]
    fault: Fault | None = None
    text: str = field(default="", compare=False)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator with its target, not a figure."""
        return "indicator_id" in self.cells

    @property
    def id(self) -> str:
        """The id in its own list."""
        return self["indicator_id"] if self.is_indicator else self["figure_id"]


def is_claims_header(header: Sequence[str]) -> bool:
    """Whether columns are those of a list of claims."""
    names = set(_names(header))
    return set(NEEDED_OF_FIGURES) <= names or set(NEEDED_OF_INDICATORS) <= names


def read_claims(path: Path, *, name: str | None = None) -> tuple[ClaimRow, ...]:
    """Every row of a list of claims that is not blank, in its order.

    Raises ClaimsFileError for a file that is none: it names what is missing and what to do.
    """
    called = name or path.name
    rows = table_rows(read_text(path))
    header = _names(rows[0][1]) if rows else []
    if not is_claims_header(header):
        raise _no_claims(called, header)
    if len(set(header)) < len(header):
        twice = sorted({column for column in header if header.count(column) > 1})
        raise ClaimsFileError(
            "the header names a column twice.", file=called, row=1, column=twice[0], remedy="name it once."
        )
    return tuple(_row(called, number, header, cells, text) for number, cells, text in rows[1:])


def number_text(text: str) -> str:
    """A number without the commas and the typographic minus of print. Raises ValueError for no number."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"not a number: {text!r}")
    return text.replace(",", "").replace("−", "-")


def _names(header: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in header]


def _no_claims(name: str, header: Sequence[str]) -> ClaimsFileError:
    needed = NEEDED_OF_INDICATORS if "indicator_id" in header else NEEDED_OF_FIGURES
    missing = [column for column in needed if column not in header]
    return ClaimsFileError(
        f"no list of published figures: it has no column {', '.join(repr(column) for column in missing)}.",
        file=name,
        row=1,
        remedy="give a CSV whose first row holds at least figure_id, area, measure, unit, period_start, "
        "period_end, statistic and value (or, of indicators, indicator_id, measure, target_kind, "
        "baseline_value and target_value).",
    )


def _row(file: str, number: int, header: Sequence[str], cells: Sequence[str], text: str) -> ClaimRow:
    stripped = [cell.strip() for cell in cells]
    padded = [*stripped, *[""] * len(header)][: len(header)]
    named = dict(zip(header, padded, strict=True))
    fault = _shape_fault(header, stripped) or _cell_fault(named)
    return ClaimRow(file=file, row=number, cells=named, fault=fault, text=text)


def _shape_fault(header: Sequence[str], cells: Sequence[str]) -> Fault | None:
    if any(cells[len(header) :]):
        return Fault(
            None,
            f"{len(cells)} cells under a header of {len(header)}",
            "put text that holds a comma in quotation marks.",
        )
    return None


def _cell_fault(cells: Mapping[str, str]) -> Fault | None:
    key = "indicator_id" if "indicator_id" in cells else "figure_id"
    if not cells[key]:
        return Fault(key, "no id is given", "give every claim an id of its own.")
    if not cells["measure"]:
        return Fault("measure", "no measure is given", "write what is counted, as its other rows do.")
    for column in _NUMBERS:
        text = cells.get(column, "")
        if text and not _NUMBER.fullmatch(text):
            return Fault(
                column,
                f"{text[:60]!r} is no number",
                "write the number as printed, such as 1,155 or -3.8, and its unit in the column unit.",
            )
    for column in _MONTHS:
        text = cells.get(column, "")
        if text and not _is_month(text):
            return Fault(
                column,
                f"{text[:60]!r} is no month",
                "write the month as YYYY-MM, such as 2023-02, or nothing.",
            )
    return _pair_fault(cells)


def _pair_fault(cells: Mapping[str, str]) -> Fault | None:
    for start, end in (("period_start", "period_end"), ("comparator_period_start", "comparator_period_end")):
        first, last = cells.get(start, ""), cells.get(end, "")
        if bool(first) != bool(last):
            return Fault(
                end if first else start,
                "a period has a first and a last month, or neither",
                "write the other month too; of a single month, write it twice.",
            )
    return None


def _is_month(text: str) -> bool:
    try:
        Month.parse(text)
    except ValueError:
        return False
    return True
