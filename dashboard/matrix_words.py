"""What a cell of the matrix says: one number and a line under it, and at length a sentence with all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.address import Cells
from dashboard.matrix_facts import MatrixColumn
from dashboard.question import Question
from dashboard.ranked import Ranked, RankedArea
from dashboard.standings import people_of
from dashboard.statistics.rates import rate, round_half_up
from dashboard.wording import count, number, percent, signed_count, signed_percent
from data.catalogue import Combine, Measure

RISE, FALL = "▲", "▼"
_STATES: Final[Mapping[str, str]] = {
    "hidden": "hidden",
    "partial": "not complete",
    "not_supplied": "not supplied",
}
_DECIMALS = 1
# Where rates or ranks are shown those told apart are shaded.
SHADED: Final = ("all", "rate", "rank")


@dataclass(frozen=True)
class MatrixCell:
    """`main` is printed large with `side` beside it, `under` and `change` on the line below.

    `mark` is a rise or fall larger than usual variation. `state` stands where there is no number. `end` is
    'high', 'low' or ''. `order` is what the column is sorted by, None for what comes last.
    """

    main: str
    side: str
    under: str
    change: str
    mark: str
    state: str
    end: str
    order: float | None

    @property
    def text(self) -> str:
        """On one line, for a paper."""
        if self.state:
            return self.state
        if self.change:
            return f"{self.main}, {self.side}; {self.under}, {self.change} {self.mark}".strip().replace(
                ", ;", ";"
            )
        words = f"{self.main} {self.mark}".strip()
        return f"{words} ({self.under})" if self.under else words


def cell_of(question: Question, column: MatrixColumn, code: str, *, cells: Cells) -> MatrixCell:
    """An area's cell of a column, showing its rate, count, change or rank."""
    if column.ranked is None:
        return _published(question, column, code, cells=cells)
    row = column.ranked.of(code)
    if row is None or not row.standing.whole:
        return _without(row.standing.status if row is not None else "not_supplied")
    main, under, order = _SHOWN[cells](row)
    four = cells == "all"
    return MatrixCell(
        main=main,
        side=_place(row) if four else "",
        under=under,
        change=_change(row)[0] if four else "",
        # Beside a rank a triangle would look like a change of rank.
        mark=mark_of(row) if cells != "rank" else "",
        state="",
        end=row.end if cells in SHADED else "",
        order=order,
    )


def _rate(row: RankedArea) -> tuple[str, str, float | None]:
    if row.rate is None:
        return number(row.standing.value), "no rate", None
    return number(row.rate, _DECIMALS), _place(row), round_half_up(row.rate, _DECIMALS)


def _all(row: RankedArea) -> tuple[str, str, float | None]:
    main, _, order = _rate(row)
    return main, count(row.standing.value), order


def _count(row: RankedArea) -> tuple[str, str, float | None]:
    previous = row.standing.previous
    return (
        count(row.standing.value),
        f"was {count(previous)}" if previous is not None else "",
        row.standing.value,
    )


def _change(row: RankedArea) -> tuple[str, str, float | None]:
    """In percent where the base is large enough for one; those that are not are sorted last."""
    standing = row.standing
    if standing.change is None:
        return "–", "", None
    counts = f"{count(standing.previous)} to {count(standing.value)}"
    if standing.change_pct is None:
        return signed_count(standing.change), counts, None
    return signed_percent(standing.change_pct), counts, round_half_up(standing.change_pct, _DECIMALS)


def _rank(row: RankedArea) -> tuple[str, str, float | None]:
    if row.ranked is None:
        return "–", "", round_half_up(row.rate, _DECIMALS) if row.rate is not None else None
    return _place(row), row.range_words, round_half_up(row.rate or 0.0, _DECIMALS)


_SHOWN: Final = {"all": _all, "rate": _rate, "count": _count, "change": _change, "rank": _rank}


def _place(row: RankedArea) -> str:
    """'3rd', '=3rd'; '' without a rank."""
    if row.ranked is None:
        return ""
    words = row.ranked.rank.words.partition(" of ")[0]
    return words.replace("joint ", "=")


def mark_of(row: RankedArea) -> str:
    """A triangle for a change that is larger than usual variation, else ''."""
    if not row.standing.beyond or row.standing.change is None:
        return ""
    return RISE if row.standing.change > 0 else FALL


def said_of(question: Question, column: MatrixColumn, code: str) -> str:
    """All there is to an area's cell, in a sentence."""
    name = question.reference.name(code)
    if column.ranked is None:
        return _published_said(question, column, code)
    row = column.ranked.of(code)
    if row is None or not row.standing.whole:
        return f"{column.measure.label}, {name}: {_state(row.standing.status if row else 'not_supplied')}."
    return _said(column.ranked, row)


def _said(ranked: Ranked, row: RankedArea) -> str:
    """'Thanet: 139 robberies, 1.0 per 1,000 residents (0.8 to 1.2), highest (1st to 6th) of 12; ...'."""
    standing, window = row.standing, ranked.released.window
    parts = [f"{number(standing.value)} {ranked.measure.noun}"]
    if row.rate is not None:
        rate = f"{number(row.rate, _DECIMALS)} per {ranked.question.per_words(window)}"
        if row.interval is not None and row.interval.high is not None:
            low, high = number(row.interval.low, _DECIMALS), number(row.interval.high, _DECIMALS)
            rate += f" ({low} to {high})"
        parts.append(rate)
    if row.words:
        parts.append(row.words)
    words = f"{row.name}, {window.words}: {', '.join(parts)}"
    if standing.change is None or standing.previous is None:
        return f"{words}."
    before = ", ".join(item.words for item in ranked.released.compare)
    return f"{words}; {standing.change_words}, from {count(standing.previous)} in {before}."


def _published_said(question: Question, column: MatrixColumn, code: str) -> str:
    item, measure = column.value(code), column.measure
    about = f"{measure.label}, {question.reference.name(code)}"
    if item is None or item.value is None:
        return f"{about}: {_state('hidden' if item is not None else 'not_supplied')}."
    n = f" (n = {number(item.denominator)})" if item.denominator is not None else ""
    about += f": {published_words(measure, item.value)}{n}, as published"
    per_head = published_rate(question, column, code)
    if per_head is not None:
        about += f", {number(per_head, _DECIMALS)} per {measure.rate_per:,} {measure.rate_of}"
    return f"{about}."


def _state(status: str) -> str:
    return _STATES.get(status, status)


def _without(status: str) -> MatrixCell:
    return MatrixCell("", "", "", "", "", _state(status), "", None)


def _published(question: Question, column: MatrixColumn, code: str, *, cells: Cells) -> MatrixCell:
    """As its source published it, with n where it gave one: neither ranked nor judged.

    A count of so many months has its rate too; without months of its own there is no φ to judge it by.
    """
    item, measure = column.value(code), column.measure
    if item is None or item.value is None:
        return _without("hidden" if item is not None else "not_supplied")
    if cells in ("change", "rank"):
        return MatrixCell("–", "", "", "", "", "", "", None)
    value = published_words(measure, item.value)
    per_head = published_rate(question, column, code) if cells in ("all", "rate") else None
    if per_head is None:
        n = f"n = {number(item.denominator)}" if item.denominator is not None else ""
        return MatrixCell(value, "", n, "", "", "", "", item.value)
    printed = number(per_head, _DECIMALS)
    return MatrixCell(printed, "", value, "", "", "", "", round_half_up(per_head, _DECIMALS))


def adds_up(measure: Measure) -> bool:
    """Whether it counts what happened, and so has a rate: people, caseloads and percentages have none."""
    return measure.unit == "count" and measure.combine == Combine.ADDITIVE


def published_rate(question: Question, column: MatrixColumn, code: str) -> float | None:
    """A published count per residents or households, of years the mean of one; None for other values."""
    item, published, measure = column.value(code), column.published, column.measure
    if published is None or item is None or not adds_up(measure):
        return None
    people = people_of(question, code, window=published.window)
    held = (
        None if people is None else people.households if measure.rate_of == "households" else people.residents
    )
    return rate(item.value, held, per=measure.rate_per / published.window.years)


def published_words(measure: Measure, value: float) -> str:
    """A published value in its measure's unit."""
    if measure.unit == "percent":
        return percent(value)
    return f"£{count(value)}" if measure.unit == "gbp" else count(value)
