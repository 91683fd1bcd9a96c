"""A table's cells as observations, or set aside with their place, reason, remedy and row."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from data.catalogue.models import Measure
from data.sources.kinds import SetAside
from data.sources.period_text import Span
from data.sources.sheet import Percent, column_letter, text_of
from data.sources.sheet_columns import Figures
from data.sources.sheet_context import Context, Told, is_no_count
from data.sources.sheet_heads import Head, one_context
from data.sources.sheet_marks import Meaning, Reading, read_cell
from data.sources.sheet_names import SheetNames
from data.sources.sheet_rows import Row
from data.sources.sheet_says import Says
from data.sources.sheet_table import Table
from data.sources.tidy_series import area_and_parent

_TEXT_LENGTH: Final = 300
_SOURCES: Final = "use an id or name from data/catalogue/sources."
_NO_LABEL: Final = "write the area or measure at the left of the row, 'Total' if it is one, or take it out."


@dataclass(frozen=True)
class Fault:
    """Why a cell is set aside, and what to do about it."""

    reason: str
    remedy: str


@dataclass(frozen=True)
class Identity:
    """What a figure is of."""

    measure: Measure
    source: str
    area: str
    parent: str
    span: Span


@dataclass
class Cells:
    """What came of a table's cells. `marks` counts them by mark and what it was taken for."""

    observations: list[dict[str, Any]] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    blank: int = 0
    marks: Counter[tuple[str, Meaning]] = field(default_factory=Counter)
    shown_as_percent: int = 0


class FigureReader:
    """Reads the cells of one table, whose rows and columns are known."""

    def __init__(
        self,
        table: Table,
        *,
        names: SheetNames,
        context: Context,
        says: Says,
        marks: dict[str, Meaning],
        today: dt.date,
    ) -> None:
        self._table = table
        self._names = names
        self.context = context
        self._says = says
        self._marks = marks
        self._this_month = today.replace(day=1)
        self._file = table.sheet.turn() if table.sheet.turned else table.sheet

    @cached_property
    def measure(self) -> Told:
        """The measure of figures whose row and column name none."""
        return self.context.measure()

    @cached_property
    def source(self) -> Told:
        """The source of figures whose row names none."""
        return self.context.source()

    @cached_property
    def area(self) -> Told:
        """The area of figures whose row and column name none."""
        return self.context.area()

    @cached_property
    def period(self) -> tuple[Span | None, Told]:
        """The period of figures whose row and column name none."""
        return self.context.period()

    def at(self, row: int, column: int) -> Reading | None:
        """A cell; None where it is blank."""
        cell = self._table.sheet.cells[row][column]
        return None if cell == "" else read_cell(cell, self._marks)

    def read(self, rows: Iterable[Row], columns: Iterable[Figures]) -> Cells:
        """Every cell of the rows under the columns."""
        cells = Cells()
        pairs = [(row, column) for row in rows for column in columns]
        known = {pair: self.identify(*pair) for pair in pairs}
        plain_share = self._plain_numbers_are_shares(known)
        for (row, column), identity in known.items():
            reading = self.at(row.index, column.index)
            if reading is None:
                cells.blank += 1
                continue
            if reading.mark and reading.meaning:
                cells.marks[reading.mark, reading.meaning] += 1
            found = self._value(reading, identity, share=plain_share)
            place = self._table.sheet.place(row.index, column.index)
            if isinstance(found, Fault):
                cells.aside.append(self.aside(place, found))
            else:
                assert isinstance(identity, Identity)  # noqa: S101  else it were a fault
                cells.shown_as_percent += reading.percent
                provisional = column.provisional or bool(row.period and row.period.provisional)
                cells.observations.append(
                    self._observation(identity, reading, found, place, provisional=provisional)
                )
        return cells

    def aside(self, place: tuple[int, int], fault: Fault) -> SetAside:
        """A cell that is not loaded, with the text of its row."""
        text = ", ".join(text_of(cell) for cell in self._file.cells[place[0]] if cell != "")
        return SetAside(
            row=place[0] + 1,
            column=self._column_name(place[1]),
            reason=fault.reason,
            remedy=fault.remedy,
            text=text[:_TEXT_LENGTH],
        )

    def identify(self, row: Row, column: Figures) -> Identity | Fault:
        """What a cell is of, or the first thing that is not known of it."""
        if row.kind == "unlabelled":
            return Fault("the row has no label", _NO_LABEL)
        for line in (row, column):
            if line.fault:
                return Fault(line.fault, line.remedy)
        if row.measure and column.measure and row.measure != column.measure:
            return Fault(
                f"the row says {row.measure} and the column {column.measure}",
                "leave one of the two measures.",
            )
        measure = self._else(column.measure or row.measure, self.measure)
        named = self._names.source(row.source) if row.source else None
        if row.source and named is None:
            return Fault(f"{row.source!r} is no source of the catalogue", _SOURCES)
        source = self._else(named, self.source)
        area = self._else(row.area or column.label, self.area)
        span = self._span(row, column)
        for told in (measure, source, area, span):
            if isinstance(told, Fault):
                return told
        item = self._names.catalogue.measures[str(measure)]
        if item.unit == "count" and is_no_count(row.unit):
            return Fault(f"the unit is {row.unit!r}, and {item.id} is a count", "give the counts.")
        fits = self.context.agrees(item, str(source))
        if fits.fault:
            return Fault(fits.fault, fits.remedy)
        assert isinstance(span, Span)  # noqa: S101  a fault was given back
        name, parent = area_and_parent(str(area))
        return Identity(item, str(source), name, parent or row.parent or self._says.area_parent, span)

    def _else(self, known: str | None, told: Told) -> str | Fault:
        if known:
            return known
        return Fault(told.fault, told.remedy) if told.fault else told.value

    def _span(self, row: Row, column: Figures) -> Span | Fault:
        """Of the column, of the row, or of both: a month across and its year down."""
        around, told = self.period if column.span is None else (None, Told())
        head = row.period
        span = column.span
        if column.part is not None:
            span = column.part.within(head.span if head is not None else around)
        elif head is not None and span is not None:
            nested = one_context([head] if head.span is None else [head, Head(str(span), span=span)])
            span = head.within(span) if head.span is None else nested
        elif head is not None:
            span = head.within(around)
        elif span is None:
            span = around
        if span is None:
            lacking = column.text if column.part is not None else row.label
            return Fault(
                told.fault or f"it cannot be told in which year {lacking!r} lies",
                told.remedy or "write the year above the months, or as in Apr 2023.",
            )
        if span.last.first_day > self._this_month:
            return Fault(
                "the period reaches into the future", "correct the period, or give it when it is over."
            )
        return span

    def _value(self, reading: Reading, identity: Identity | Fault, *, share: bool | None) -> float | Fault:
        """The value, NaN where it is hidden."""
        if isinstance(identity, Fault):
            return identity
        if reading.fault:
            return Fault(reading.fault, reading.remedy)
        if reading.meaning == "not supplied":
            return Fault(
                f"not supplied: {reading.mark!r}",
                "nothing, if there is no figure; if the mark means none, say so in the sidecar: "
                f"'marks: {{\"{reading.mark}\": zero}}'.",
            )
        if reading.meaning == "hidden":
            return math.nan
        unit = identity.measure.unit
        if unit == "percent":
            if share is None and not reading.percent:
                return Fault(
                    "it cannot be told whether the figures are percent or shares of one",
                    "say so in the sidecar: 'percentages: fractions' if 0.123 is 12.3%, else "
                    "'percentages: percent'.",
                )
            return reading.value * 100 if share and not reading.percent else reading.value
        if reading.percent:
            return Fault(
                f"a percentage, and {identity.measure.id} is no measure in percent", "give the figure."
            )
        if unit == "count" and reading.value < 0:
            return Fault("a count is negative", "correct the count at its source.")
        if unit == "count" and reading.value % 1 != 0:
            return Fault(
                "a count is not a whole number",
                "correct the count at its source, or use a measure in percent or a rate.",
            )
        return reading.value

    def _plain_numbers_are_shares(self, known: dict[tuple[Row, Figures], Identity | Fault]) -> bool | None:
        """Of numbers without %, of measures in percent: True if 0.123 is 12.3%; None if it cannot be told."""
        if self._says.percentages:
            return self._says.percentages == "fractions"
        plain = [
            reading.value
            for (row, column), identity in known.items()
            if isinstance(identity, Identity)
            and identity.measure.unit == "percent"
            and (reading := self.at(row.index, column.index)) is not None
            and not reading.percent
            and not math.isnan(reading.value)
        ]
        return False if any(value > 1 for value in plain) or not any(plain) else None

    def _observation(
        self,
        identity: Identity,
        reading: Reading,
        value: float,
        place: tuple[int, int],
        *,
        provisional: bool,
    ) -> dict[str, Any]:
        status = "provisional" if provisional or reading.meaning == "provisional" else "final"
        cell = self._file.cells[place[0]][place[1]]
        return {
            "measure": identity.measure.id,
            "source": identity.source,
            "area": identity.area,
            "area_parent": identity.parent or None,
            "period_start": identity.span.start,
            "period_end": identity.span.end,
            "breakdown": "",
            "category": "",
            "value": round(value, 10) if isinstance(cell, Percent) else value,
            "numerator": math.nan,
            "denominator": math.nan,
            "status": "hidden" if math.isnan(value) else status,
            "note": "revised" if reading.meaning == "revised" else "",
            "row_number": place[0] + 1,
            "column_name": self._column_name(place[1]),
        }

    def _column_name(self, column: int) -> str:
        sheet = f"sheet '{self._file.name}', " if self._file.name else ""
        return f"{sheet}column {column_letter(column)}"
