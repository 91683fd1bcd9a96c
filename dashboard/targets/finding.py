"""One finding of the test of a target: a word, sentences, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.periods import Window, financial_year_start
from dashboard.targets.plan_year import YEAR
from dashboard.wording import LEAST_BASE, number, signed_percent
from data.catalogue import Measure


class State(StrEnum):
    """How a finding stands: each has a word and a shape beside its colour."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"


SHAPES: Final = {State.OK: "●", State.NOTE: "◇", State.WARNING: "▲"}
WORDS: Final = {State.OK: "fine", State.NOTE: "note", State.WARNING: "warning"}


@dataclass(frozen=True)
class Finding:
    """What one check found. `value`, `low` and `high` are its numbers in `unit`, where it has any."""

    check: str
    label: str
    state: State
    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""

    @property
    def word(self) -> str:
        """Beside the shape, for those who do not see colour."""
        return WORDS[self.state]

    @property
    def shape(self) -> str:
        """As the word."""
        return SHAPES[self.state]


def measured(measure: Measure, value: float) -> str:
    """A value in the unit of its measure: '1,155', '24.3%', '£800', '2.4'."""
    decimals = 0 if float(value).is_integer() else 1
    if measure.unit == "percent":
        return f"{number(value, 1)}%"
    return f"£{number(value, decimals)}" if measure.unit == "gbp" else number(value, decimals)


def percent_of(value: float, base: float, *, decimals: int = 1) -> str:
    """' (−8.1%)' of a base that a percentage may be worked out on; '' under 50."""
    return f" ({signed_percent(100 * (value - base) / base, decimals)})" if base >= LEAST_BASE else ""


def year_words(window: Window) -> str:
    """'2022/23' for a financial year, else its months."""
    if window.length == YEAR and window.first == financial_year_start(window.first):
        return f"{window.first.year}/{window.last.year % 100:02d}"
    return window.words
