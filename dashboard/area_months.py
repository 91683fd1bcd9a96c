"""Wards, or districts, by month: what the heat map and the small maps of a page share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.counts import read_areas_ahead
from dashboard.disclosure import fixed_at, released_months, released_ward_months
from dashboard.figures.colours import SEQUENTIAL
from dashboard.figures.ward_map import Classes, State
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.records import Series
from dashboard.released import Amount, ReleasedMonths
from dashboard.statistics.classes import build_classes
from dashboard.ward_picture import Level
from data.sensitivity import unplaced_code

# More rows than this are not read, nor seen from the back of a room.
MOST_ROWS = 60


@dataclass(frozen=True)
class AreaRow:
    """One area: an amount for each column. `total` is None as soon as one of them is not whole."""

    code: str
    name: str
    amounts: tuple[Amount, ...]

    @property
    def total(self) -> int | None:
        """Of all columns."""
        known = [amount.value for amount in self.amounts if amount.whole and amount.value is not None]
        return sum(known) if len(known) == len(self.amounts) else None

    @property
    def known(self) -> int:
        """Of the columns there are."""
        return sum(amount.value or 0 for amount in self.amounts)


@dataclass(frozen=True, eq=False)
class AreaMonths:
    """Areas by month, the highest total first; `unplaced` are rows of what lies in none of the wards.

    `columns` are months, or quarters where months are not shown. `refused` says why there are none.
    """

    question: Question
    level: Level
    columns: tuple[Window, ...] = ()
    rows: tuple[AreaRow, ...] = ()
    unplaced: tuple[AreaRow, ...] = ()
    caveats: tuple[str, ...] = ()
    refused: str = ""

    @property
    def by_month(self) -> bool:
        """Whether a column is a month, which the address can name."""
        return all(column.length == 1 for column in self.columns)

    @property
    def unit(self) -> str:
        """What a column is."""
        return "month" if self.by_month else "quarter"

    @cached_property
    def window(self) -> Window:
        """From the first column to the last."""
        return Window("range", self.columns[0].first, self.columns[-1].last)

    @cached_property
    def totals(self) -> tuple[int | None, ...]:
        """A count a column over all rows; None where one of them is not whole."""
        every = [*self.rows, *self.unplaced]
        return tuple(
            sum(row.amounts[place].value or 0 for row in every)
            if all(row.amounts[place].whole for row in every)
            else None
            for place in range(len(self.columns))
        )

    @cached_property
    def classes(self) -> Classes:
        """One scale for all areas and columns."""
        found = build_classes([amount.value for row in self.rows for amount in row.amounts if amount.whole])
        # The figure gives zero a step of its own; the statistic counts it as the first class.
        edges, words = (found.edges[1:], found.words[1:]) if found.zero else (found.edges, found.words)
        return Classes(edges, SEQUENTIAL[len(words)], words)

    @cached_property
    def steps(self) -> tuple[tuple[int, ...], ...]:
        """The step of the scale each row takes in each column."""
        return tuple(
            tuple(self.classes.step(amount.value, state_of(amount)) for amount in row.amounts)
            for row in self.rows
        )

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Every state there is, for the key."""
        return tuple({state_of(amount) for row in self.rows for amount in row.amounts})


def state_of(amount: Amount) -> State:
    """What a cell of an amount looks like; a partial month has no colour of its count."""
    if amount.status == "partial":
        return "not_supplied"
    return amount.status


def area_months(question: Question, *, level: Level, most: int = 36) -> AreaMonths | None:
    """The areas of a level in a question's area over the months of its month chart, the last `most` of them.

    None without a series. Kept for all who ask.
    """
    series = question.series
    if series is None:
        return None
    charted = question.charted
    first = max(charted.first, charted.last - (most - 1))
    key = ("area months", series.series_id, question.area, level, first, charted.last)
    return question.reference.recall(
        key, lambda: _area_months(question, series, level, Window("range", first, charted.last))
    )


def _area_months(question: Question, series: Series, level: Level, window: Window) -> AreaMonths:
    if level == "ward" and not series.ward_level:
        return AreaMonths(question, level, refused=f"{question.source_label} does not know wards.")
    read = _wards if level == "ward" else _districts
    return read(question, series, window)


def _wards(question: Question, series: Series, window: Window) -> AreaMonths:
    reference = question.reference
    districts = reference.districts(question.area)
    found = released_ward_months(
        reference,
        series=series,
        districts=districts,
        first=window.first,
        last=window.last,
        part_of=question.part_of,
    )
    if found.fixed:
        return AreaMonths(
            question,
            "ward",
            caveats=found.caveats,
            refused=f"{question.measure.label} is shown for wards by whole years, not by month.",
        )
    wards = [code for code in reference.wards(question.area) if code in found.wards]
    own = question.area in reference.custom
    outside = [] if own else [code for code in map(unplaced_code, districts) if code in found.wards]
    names = reference.names(wards)
    unplaced = [
        AreaRow(code, f"Not placed in a ward of {reference.name(district)}", found.wards[code])
        for district, code in zip(districts, outside, strict=False)
    ]
    return AreaMonths(
        question,
        "ward",
        tuple(Window("1m", month, month) for month in found.months),
        _ordered([AreaRow(code, names[code], found.wards[code]) for code in wards]),
        tuple(row for row in unplaced if row.known),
        found.caveats,
    )


def _districts(question: Question, series: Series, window: Window) -> AreaMonths:
    reference = question.reference
    districts = reference.districts(question.area)
    first, last = window.first, window.last
    if not fixed_at(reference, series=series, level="district"):
        read_areas_ahead(reference, series, districts, first, last)
    found = {
        code: released_months(reference, series=series, area=code, first=first, last=last)
        for code in districts
    }
    columns = _columns(found.values())
    if not columns:
        why = f"There is no whole quarter of {question.measure.noun} in {window.words}."
        return AreaMonths(question, "district", refused=why)
    rows = []
    for code, months in found.items():
        by_first = {stretch.first: stretch.amount for stretch in months.stretches}
        amounts = tuple(by_first.get(column.first, Amount("not_supplied", None)) for column in columns)
        rows.append(AreaRow(code, reference.name(code), amounts))
    caveats = dict.fromkeys(words for months in found.values() for words in months.caveats)
    return AreaMonths(question, "district", columns, _ordered(rows), caveats=tuple(caveats))


def _columns(found: Iterable[ReleasedMonths]) -> tuple[Window, ...]:
    """Every stretch that any of the areas has, in order."""
    stretches = {(stretch.first, stretch.last) for months in found for stretch in months.stretches}
    return tuple(Window("1m" if first == last else "q", first, last) for first, last in sorted(stretches))


def _ordered(rows: Sequence[AreaRow]) -> tuple[AreaRow, ...]:
    """The highest first; those of which not all is known after the others, by what is."""
    return tuple(sorted(rows, key=lambda row: (row.total is None, -row.known, row.name)))
