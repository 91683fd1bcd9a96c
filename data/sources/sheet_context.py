"""What a table's titles, its sheet's name and the sidecar say of all its figures, and leave open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from data.catalogue.models import Measure
from data.sources.period_text import Span, find_periods, parse_period
from data.sources.sheet_names import SheetNames, title_lines
from data.sources.sheet_says import Says
from data.sources.sheet_table import Table

_NOT_COUNTS: Final = re.compile(
    r"\bchange (?:in|on|since)\b|\bdifference\b|\baverage\b|\brates?\b(?! of)"
    r"|per (?:1,?000|10,?000|100,?000|head)|per ?cent|percentages?|%|£|\bindex\b",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(r"\bthousands\b|\b000s\b|'000|\(000\)|\bmillions?\b", re.IGNORECASE)
_RUNNING: Final = re.compile(
    r"\brolling\b|\bcumulative\b|\bmoving (?:average|total)\b|year[ -]to[ -]date|\bYTD\b", re.IGNORECASE
)


def is_no_count(words: str) -> bool:
    """Whether words say that figures are rates, percentages or money."""
    return bool(_NOT_COUNTS.search(words))


@dataclass(frozen=True)
class Told:
    """One thing that holds for a whole table: `value` with where it was `found`, or why it is not known."""

    value: str = ""
    found: str = ""
    fault: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Where:
    """How a remedy names the sidecar: the file, and the sheet where the file has several."""

    file: str
    sheet: str = ""

    def line(self, text: str) -> str:
        """'add the line 'source: <id>' to 'asb.xlsx.yaml' beside it'."""
        under = f", below 'sheets:' and '{self.sheet}:'" if self.sheet else ""
        return f"add the line '{text}' to a file '{self.file}.yaml' beside it{under}."


class Context:
    """What holds for a whole table. Nothing is taken that the words do not say, or say in two ways."""

    def __init__(self, table: Table, *, names: SheetNames, says: Says, where: Where) -> None:
        self._names = names
        self._says = says
        self._where = where
        self._sheet = table.sheet.name
        # A title may stand where the head of the labels would.
        self._lines = title_lines((*table.above, *(labels.head for labels in table.labels if labels.head)))
        self._above = title_lines(table.above)
        self._notes = table.below

    @property
    def title(self) -> str:
        """The first line of the titles, as words for what was understood."""
        return next(iter(self._above), "")

    def measure(self) -> Told:
        """The measure by the sidecar, else the titles, else the sheet's name."""
        if self._says.measure:
            found = self._names.measure(self._says.measure)
            if found:
                return Told(found, "the sidecar")
            return Told(
                fault=f"the sidecar's measure {self._says.measure!r} is none of the catalogue",
                remedy="use an id from data/catalogue/measures, or add the measure there.",
            )
        remedy = self._where.line("measure: <id of the catalogue>")
        return self._one("measure", self._found(self._names.measures_in), remedy)

    def source(self) -> Told:
        """The source by the sidecar, else the titles and 'Source:' lines, else the sheet's name."""
        if self._says.source:
            found = self._names.source(self._says.source)
            if found:
                return Told(found, "the sidecar")
            return Told(
                fault=f"the sidecar's source {self._says.source!r} is none of the catalogue",
                remedy=f"use one of {', '.join(sorted(self._names.catalogue.sources))}.",
            )
        remedy = (
            self._where.line("source: <id>") + f" Ids: {', '.join(sorted(self._names.catalogue.sources))}."
        )
        notes = [line for line in self._notes if re.match(r"\W*(?:data )?sources?\b", line, re.IGNORECASE)]
        return self._one("source", self._found(self._names.sources_in, more=notes), remedy)

    def area(self) -> Told:
        """The one area of a table without a column of areas."""
        if self._says.area:
            return Told(self._says.area, "the sidecar")
        named = self._names.area_of_sheet(self._sheet)
        titled = self._names.areas_in(self._above)
        remedy = self._where.line("area: <name or code>")
        if len(titled) > 1:
            return Told(fault="the titles may name more than one area", remedy=remedy)
        if (
            titled
            and named
            and named.lower() not in titled[0].lower()
            and titled[0].lower() not in named.lower()
        ):
            return Told(fault="the title and the sheet's name name different areas", remedy=remedy)
        if titled:
            return Told(titled[0], "the title")
        return (
            Told(named, "the sheet's name")
            if named
            else Told(fault="nothing says which area the figures are of", remedy=remedy)
        )

    def period(self) -> tuple[Span | None, Told]:
        """The period of all figures, or the year of the months that have none."""
        remedy = self._where.line("period: <as 2023/24 or Apr 2023 to Mar 2024>")
        if self._says.period:
            try:
                span = parse_period(self._says.period)
            except ValueError as error:
                return None, Told(fault=f"the sidecar's period: {error}", remedy=remedy)
            return span, Told(str(span), "the sidecar")
        found = {span for line in (*self._lines, self._sheet) for span in find_periods(line)}
        if len(found) == 1:
            span = found.pop()
            return span, Told(str(span), "the title")
        why = "the titles name several periods" if found else "nothing says of which period the figures are"
        return None, Told(fault=why, remedy=remedy)

    def doubt(self, measure: Measure, *, single_months: bool, rates_apart: bool) -> Told:
        """Words of the titles that do not go with the figures being counts, or of one month each."""
        if self._says.measure or measure.unit != "count":
            return Told()
        words = " ".join(line for line in self._lines)
        remedy = self._where.line(f"measure: {measure.id}") + " Do so only if the figures are what it counts."
        for form, what in (
            (_NOT_COUNTS, "rates, percentages or changes"),
            (_THOUSANDS, "thousands"),
            (_RUNNING if single_months else None, "running totals"),
        ):
            if form is None or (form is _NOT_COUNTS and rates_apart):
                continue
            if (hit := form.search(words)) is not None:
                return Told(
                    fault=f"the title says {hit[0]!r}: they may be {what}, and {measure.id} is a count",
                    remedy=remedy,
                )
        return Told()

    def agrees(self, measure: Measure, source: str) -> Told:
        """Whether a source can mean the measure: 'ASB' of the council is not the police's.

        A measure that goes by other names too is taken from a source the catalogue does not have it from
        only where the sidecar names it.
        """
        named = self._says.measure or measure.id in self._says.measures.values()
        if named or not measure.aliases or source in measure.sources:
            return Told()
        return Told(
            fault=f"the catalogue does not have {measure.id} from {source}",
            remedy=self._where.line("measure: <id>")
            + f" The catalogue has it from {', '.join(measure.sources)}.",
        )

    def _found(self, find: object, more: Iterable[str] = ()) -> tuple[set[str], set[str]]:
        assert callable(find)  # noqa: S101  one of the two searches above
        titled = {found for line in (*self._lines, *more) for found in find(line)}
        return titled, set(find(self._sheet))

    def _says_less(self, name: str) -> bool:
        """Whether every word of the sheet's name stands in a title: 'Fires' beside 'Deliberate fires'."""
        words = set(" ".join(self._lines).lower().replace(",", " ").split())
        return set(name.lower().split()) <= words

    def _one(self, what: str, found: tuple[set[str], set[str]], remedy: str) -> Told:
        titled, named = found
        if len(titled) > 1:
            return Told(
                fault=f"the titles name more than one {what}: {', '.join(sorted(titled))}", remedy=remedy
            )
        if titled and named and titled != named and not self._says_less(self._sheet):
            both = ", ".join(sorted(titled | named))
            return Told(fault=f"the title and the sheet's name name different {what}s: {both}", remedy=remedy)
        if titled:
            return Told(titled.pop(), "the title")
        if len(named) == 1:
            return Told(named.pop(), "the sheet's name")
        return Told(fault=f"nothing says which {what} the figures are of", remedy=remedy)
