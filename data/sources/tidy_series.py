"""The tidy series kind: one number a row, by period, area and measure, from CSV or a spreadsheet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from data.catalogue.load import load_catalogue
from data.catalogue.models import Catalogue
from data.catalogue.week import DAY_HOURS
from data.sources.day_hours import HOUR_REMEDY, counts_to_add, read_hours
from data.sources.examples import COLUMN, REASON, REMEDY, UNDERSTOOD
from data.sources.kinds import InputFile, Loaded, Match, SetAside
from data.sources.period_text import parse_period
from data.sources.tidy_table import Sidecar, Table, head, number_in, read_sidecar, read_table
from data.templates.columns import TRUE
from data.templates.series_columns import STATUSES

KIND: Final = "tidy_series"
HEADER: Final = ("period", "area", "measure", "value")
OPTIONAL: Final = (
    *("numerator", "denominator", "breakdown", "category", "status", "note"),
    *("source", "area_code", "area_parent", "extracted", "demonstration", "example"),
)
HIDDEN: Final = frozenset({"*", "[c]", "c", "(c)"})
COLUMNS: Final = (
    *("measure", "source", "area", "area_parent", "period_start", "period_end", "breakdown", "category"),
    *("value", "numerator", "denominator", "status", "note", "row_number"),
)
_KEY: Final = list(COLUMNS[:8])
_BRACKETED: Final = re.compile(r"(.*\S)\s+\(([^()]+)\)")


def matches(file: InputFile) -> Match | None:
    """A table whose header has period, area, measure and value. Reads the head only."""
    found = head(file.path)
    if found is None or not set(HEADER) <= set(found.columns):
        return None
    return Match(file=file, kind=KIND, details={"sheet": found.sheet, "understood": found.understood})


def load(match: Match, *, today: dt.date | None = None) -> Loaded:
    """Every row as an observation, or set aside with its row, column, reason and remedy.

    `today` is the clock: a period that is not over when its month is in the future is set aside.
    Raises UnreadableFileError when the table cannot be read at all.
    """
    catalogue = load_catalogue()
    table = read_table(match.file, sheet=match.details.get("sheet", ""))
    sidecar = read_sidecar(match.file)
    clock = today or dt.datetime.now(tz=dt.UTC).date()
    rows = _Rows(table=table, sidecar=sidecar, catalogue=catalogue)
    only_examples = rows.check_examples()
    rows.check_shape()
    rows.check_names()
    rows.check_area()
    rows.check_period(clock)
    rows.check_status_and_values()
    rows.check_hours()
    rows.check_repeats()
    sources = sorted(set(rows.kept["source"]))
    return Loaded(
        part_kind="observation",
        source=sources[0] if len(sources) == 1 else "",
        scope="",
        frame=rows.kept,
        rows_read=len(table.frame),
        set_aside=tuple(rows.aside()),
        demonstration=sidecar.demonstration or rows.flagged or only_examples,
        extracted=rows.extracted,
        note=_unused(table),
        understood=(*match.details.get("understood", "").splitlines(), *[UNDERSTOOD][:only_examples]),
        examples=tuple(rows.examples()) if only_examples else (),
    )


def _unused(table: Table) -> str:
    extra = [name for name in table.frame.columns if name not in (*HEADER, *OPTIONAL)]
    return f"Columns not used: {', '.join(extra)}." if extra else ""


class _Rows:
    """The rows of one file while they are checked. A row keeps the first fault found in it."""

    def __init__(self, *, table: Table, sidecar: Sidecar, catalogue: Catalogue) -> None:
        self._raw = table.frame
        self._numbers = table.row_numbers
        self._overlong = table.overlong
        self._sidecar = sidecar
        self._catalogue = catalogue
        self._file = table.file
        self._out = pd.DataFrame(index=self._raw.index)
        self._fault = np.zeros(len(self._raw), dtype=np.int32)
        self._faults: list[tuple[str | None, str, str]] = []

    def _text(self, column: str) -> pd.Series[Any]:
        if column in self._raw:
            return self._raw[column]
        return pd.Series("", index=self._raw.index, dtype="str")

    def _reject(self, bad: np.ndarray, *, column: str | None, reason: str, remedy: str) -> None:
        fresh = bad & (self._fault == 0)
        if fresh.any():
            self._faults.append((column, reason, remedy))
            self._fault[fresh] = len(self._faults)

    def _by_value(
        self, column: str, read: Callable[[str], Any]
    ) -> tuple[np.ndarray, pd.Index[Any], list[Any]]:
        """Read each distinct text of a column once: `codes` into `texts`, and what was made of each."""
        codes, texts = pd.factorize(self._text(column))
        return codes, pd.Index(texts), [read(text) for text in texts]

    def check_examples(self) -> bool:
        """Whether all rows are a template's examples; beside rows of one's own they are set aside."""
        marked = self._text(COLUMN).str.lower().isin(TRUE).to_numpy()
        if len(marked) and marked.all():
            return True
        self._reject(marked, column=COLUMN, reason=REASON, remedy=REMEDY)
        return False

    def examples(self) -> Iterable[SetAside]:
        """What the good rows are set aside as, if they may not be loaded."""
        for position in np.flatnonzero(self._fault == 0).tolist():
            yield self._aside(position, COLUMN, REASON, REMEDY)

    def check_shape(self) -> None:
        """A row with cells beyond the header has lost its place: no cell of it can be trusted."""
        self._reject(
            self._overlong,
            column=None,
            reason="the row has more cells than the header has columns",
            remedy="put text that holds a comma in quotation marks.",
        )

    def check_names(self) -> None:
        """Measure and source must be ids of the catalogue."""
        source = self._text("source").where(lambda text: text != "", self._sidecar.source)
        self._out["measure"], self._out["source"] = self._text("measure"), source
        known = self._out["measure"].isin(list(self._catalogue.measures))
        for name in self._out.loc[~known, "measure"].unique():
            self._reject(
                self._out["measure"].eq(name).to_numpy(),
                column="measure",
                reason=f"{name!r} is no measure of the catalogue" if name else "no measure is given",
                remedy="use an id from data/catalogue/measures, or add the measure there.",
            )
        self._reject(
            source.eq("").to_numpy(),
            column="source",
            reason="no source is given",
            remedy=f"add a column 'source', or '{self._file.path.name}.yaml' with 'source: <id>' beside it.",
        )
        self._reject(
            ~source.isin(list(self._catalogue.sources)).to_numpy(),
            column="source",
            reason="the source is not in the catalogue",
            remedy=f"use one of {', '.join(sorted(self._catalogue.sources))}.",
        )

    def check_area(self) -> None:
        """The code where there is one, else the name, with the parent a bracket names split off."""
        codes, _, found = self._by_value("area", area_and_parent)
        name = np.array([area for area, _ in found], dtype=object)[codes]
        above = np.array([parent for _, parent in found], dtype=object)[codes]
        code, parent = self._text("area_code"), self._text("area_parent")
        self._out["area"] = code.where(code != "", name)
        parent = parent.where(parent != "", above)
        self._out["area_parent"] = parent.where(parent != "", None)
        self._reject(
            self._out["area"].eq("").to_numpy(),
            column="area",
            reason="no area is given",
            remedy="write the name or the code of the area, or give a column 'area_code'.",
        )

    def check_period(self, today: dt.date) -> None:
        """Whole months, none of them still to come."""

        def read(text: str) -> Any:
            try:
                return parse_period(text)
            except ValueError as error:
                return str(error)

        codes, _, spans = self._by_value("period", read)
        remedy = "write 2023-02, Feb 2023, 2023 Q1, 2022/23, 2022 or 'Mar 2022 to Feb 2023'."
        this_month = today.replace(day=1)
        for number, span in enumerate(spans):
            if isinstance(span, str):
                self._reject(codes == number, column="period", reason=span, remedy=remedy)
            elif span.last.first_day > this_month:
                self._reject(
                    codes == number,
                    column="period",
                    reason="the period reaches into the future",
                    remedy="correct the period, or send the row again when the period is over.",
                )
        missing = dt.date(1, 1, 1)
        for column, days in (
            ("period_start", [missing if isinstance(span, str) else span.start for span in spans]),
            ("period_end", [missing if isinstance(span, str) else span.end for span in spans]),
        ):
            self._out[column] = np.array(days, dtype=object)[codes]

    def check_status_and_values(self) -> None:
        """Counts are whole and not negative; what arrives hidden stays hidden, without a value."""
        status = self._text("status").str.lower()
        value = self._text("value")
        hidden = value.str.lower().isin(HIDDEN) | status.eq("hidden")
        self._out["breakdown"] = self._text("breakdown")
        self._out["category"] = self._text("category")
        self._out["status"] = status.where(status != "", "final").where(~hidden, "hidden")
        self._out["note"] = self._text("note")
        self._reject(
            ~self._out["status"].isin(STATUSES).to_numpy(),
            column="status",
            reason="the status is not one of the known ones",
            remedy=f"use one of {', '.join(STATUSES)}, or leave it empty for final.",
        )
        for column in ("value", "numerator", "denominator"):
            self._numbers_of(column, hidden=hidden.to_numpy())

    def check_hours(self) -> None:
        """Of a breakdown by day and hour each category is one hour of the week, of what can be added up."""
        named = self._out["breakdown"].str.lower().str.replace(" ", "_", regex=False)
        by_hour = named.isin(DAY_HOURS).to_numpy()
        if not by_hour.any():
            return
        self._reject(
            by_hour & ~self._out["measure"].isin(counts_to_add(self._catalogue)).to_numpy(),
            column="measure",
            reason="the measure is no count that can be added up, so it has none by day and hour",
            remedy="give it without a breakdown by day and hour.",
        )
        hours, wrong = read_hours(self._out.loc[by_hour, "category"])
        for text, reason in wrong.items():
            here = by_hour & self._out["category"].eq(text).to_numpy()
            self._reject(here, column="category", reason=reason, remedy=HOUR_REMEDY)
        self._out["breakdown"] = self._out["breakdown"].where(~by_hour, named)
        self._out.loc[by_hour, "category"] = hours

    def _numbers_of(self, column: str, *, hidden: np.ndarray) -> None:
        codes, texts, numbers = self._by_value(column, number_in)
        blank = (texts == "")[codes] if len(texts) else np.zeros(len(codes), dtype=bool)
        figures = np.array(numbers, dtype=float)[codes] if numbers else np.zeros(len(codes))
        if column == "value":
            self._reject(
                blank & ~hidden,
                column=column,
                reason="no value is given",
                remedy="write 0 for none, * for a value that was hidden, or leave the row out.",
            )
        self._reject(
            np.isnan(figures) & ~blank & ~hidden,
            column=column,
            reason="the value is not a number",
            remedy="write the number alone, or * for a value that was hidden.",
        )
        counts = {name for name, measure in self._catalogue.measures.items() if measure.unit == "count"}
        counted = self._out["measure"].isin(counts).to_numpy() if column == "value" else ~blank
        sums = {name for name in counts if self._catalogue.measures[name].fractional}
        whole = counted & ~self._out["measure"].isin(sums).to_numpy()
        self._reject(
            counted & ~hidden & (figures < 0),
            column=column,
            reason="a count is negative",
            remedy="correct the count at its source.",
        )
        self._reject(
            whole & ~hidden & (column == "value") & (figures % 1 != 0),
            column=column,
            reason="a count is not a whole number",
            remedy="correct the count at its source, or use a measure in percent or a rate.",
        )
        self._out[column] = np.where(hidden, np.nan, figures)

    def check_repeats(self) -> None:
        """The same number given twice would be counted twice: the first stays."""
        good = self._fault == 0
        again = np.zeros(len(good), dtype=bool)
        again[good] = self._out.loc[good, _KEY].duplicated().to_numpy()
        self._reject(
            again,
            column="value",
            reason="the same measure, area, period and category stands in an earlier row",
            remedy="keep one of the rows.",
        )

    @property
    def kept(self) -> pd.DataFrame:
        """The good rows in the columns of an observation part."""
        numbered = self._out.assign(row_number=self._numbers)
        return pd.DataFrame(numbered.loc[self._fault == 0, list(COLUMNS)]).reset_index(drop=True)

    @property
    def flagged(self) -> bool:
        """Whether any row says that it is demonstration data."""
        return bool(self._text("demonstration").str.lower().isin(TRUE).any())

    @property
    def extracted(self) -> str | None:
        """The latest date of extraction that the rows or the sidecar name."""
        return max(filter(None, (*self._text("extracted").unique(), self._sidecar.extracted)), default=None)

    def aside(self) -> Iterable[SetAside]:
        """The other rows, in order."""
        for position in np.flatnonzero(self._fault).tolist():
            yield self._aside(position, *self._faults[self._fault[position] - 1])

    def _aside(self, position: int, column: str | None, reason: str, remedy: str) -> SetAside:
        text = ", ".join(cell for cell in self._raw.iloc[position].astype(str) if cell)
        return SetAside(int(self._numbers[position]), column, reason, remedy, text[:200])


def area_and_parent(text: str) -> tuple[str, str]:
    """'Victoria (Ashford)' is Victoria in Ashford; a name without a bracket has no parent, ''."""
    found = _BRACKETED.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")
