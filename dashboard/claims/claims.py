"""All claims of one or more lists, as the checks see them: figures, and indicators with their targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dashboard.claims.figure import Claim, Figure, Figures, Span, plain
from dashboard.claims.printed import Printed
from data.month import Month
from data.sources.claim_rows import ClaimRow


@dataclass(frozen=True)
class Indicator(Claim):
    """An indicator of a plan, with its baseline and its target as printed."""

    @property
    def area(self) -> str:
        """Where it is measured, in plain letters."""
        return plain(self.row["geography"])

    @property
    def is_count(self) -> bool:
        """Whether whole things are counted."""
        return self.row["unit"].lower() == "count"

    @property
    def wants(self) -> int:
        """1 where more is better, −1 where less is, 0 where the list does not say."""
        return {"lower_is_better": -1, "higher_is_better": 1}.get(self.row["polarity"].lower(), 0)

    def number(self, column: str) -> Printed | None:
        """A number of it; None for a blank cell."""
        return Printed.of(self.row[column])

    def months(self, column: str) -> Span | None:
        """A period such as '2010-04 to 2011-03'; None where it is blank or no such period."""
        first, _, last = self.row[column].partition(" to ")
        try:
            return Span(Month.parse(first.strip()), Month.parse((last or first).strip()))
        except ValueError:
            return None

    @property
    def plan(self) -> Span | None:
        """The plan's months."""
        return Span.of(self.row["plan_start"], self.row["plan_end"])


@dataclass(frozen=True)
class Claims:
    """Every row that was read, those that cannot be checked for a fault of their own included."""

    rows: tuple[ClaimRow, ...]

    @classmethod
    def of(cls, *lists: Iterable[ClaimRow]) -> Claims:
        """The rows of several lists under one another."""
        return cls(tuple(row for rows in lists for row in rows))

    @cached_property
    def figures(self) -> Figures:
        """The figures that can be read."""
        return Figures(Figure(row) for row in self.rows if not row.is_indicator and row.fault is None)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that can be read."""
        return tuple(Indicator(row) for row in self.rows if row.is_indicator and row.fault is None)
