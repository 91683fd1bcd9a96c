"""The chosen measure in the wards of each fifth of deprivation: counts, residents and rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.deprived import LEAST, MOST, OVERALL, ByArea, deprivation, releases
from dashboard.disclosure import released_wards
from dashboard.figures.fifths import build_fifths
from dashboard.periods import Window
from dashboard.question import Question, ask
from dashboard.reference import Reference
from dashboard.released import Cell, Released
from dashboard.selection import Selection
from dashboard.standings import denominator, has_rates, population_of
from dashboard.statistics.change import compare_counts, usual_words
from dashboard.statistics.intervals import Interval
from dashboard.statistics.rates import ordinal, rate_interval
from dashboard.views.deprivation import NO_FILE, SOURCE, caveats
from dashboard.views.view import Column, Table, View
from dashboard.wording import capitalised, count, joined, number, printed

_WORDS = {MOST: "1, most deprived", LEAST: "5, least deprived"}


@dataclass(frozen=True)
class Fifth:
    """The area's wards of one fifth. `value` is None where one of them may not be added up."""

    release: int
    fifth: int | None
    wards: int
    value: int | None
    status: str
    people: int | None
    rate: float | None
    interval: Interval | None

    @property
    def words(self) -> str:
        """'1, most deprived'; of wards without a figure, that."""
        return "no figure" if self.fifth is None else _WORDS.get(self.fifth, str(self.fifth))


def build_deprivation_rates(reference: Reference, selection: Selection) -> View:
    """The view `deprivation-rates`."""
    question = ask(reference, selection)
    tables = deprivation(reference, reference.wards(selection.area))
    years = releases(tables)
    empty = question.absent() or ("" if years else NO_FILE)
    if empty or question.series is None:
        return View(
            name="deprivation-rates",
            title=f"{question.measure.label} by deprivation of wards",
            table=Table(_columns(question), ()),
            empty=empty,
            **question.described(),
        )
    released = released_wards(
        reference,
        series=question.series,
        districts=reference.districts(selection.area),
        window=question.window,
        part_of=question.part_of,
    )
    own = set(reference.wards(selection.area))
    cells = [cell for cell in released.cells if cell.ward in own]
    rows = [row for year in years for row in _fifths(question, released, cells, tables[year, OVERALL], year)]
    latest = [row for row in rows if row.release == years[0]]
    described = question.described(window=released.window)
    people = denominator(question, [cell.code for cell in cells], window=released.window)
    return View(
        name="deprivation-rates",
        title=_title(question, latest, released.window),
        caption=f"{question.measure.label} in the wards of each fifth of deprivation, {years[0]} in the chart"
        + (f"; {people.words}" if people else "; no rates: nobody is counted in this store"),
        alt=f"{_title(question, latest, released.window)}. Bars of the rate in each fifth of wards.",
        figure=build_fifths(
            labels=[row.words for row in latest],
            values=[row.rate for row in latest],
            intervals=[row.interval for row in latest],
            lines=[f"{number(row.wards)} wards, {_counted(row)}" for row in latest],
            axis=f"{capitalised(question.measure.noun)} per {question.per_words(released.window)}",
        ),
        table=Table(
            _columns(question, whole=all(row.value is not None for row in rows)),
            tuple(_row(question, row) for row in rows),
        ),
        **{
            **described,
            # One period and no other: what the page compares it with has no part in this.
            "basis": "wards of each fifth of deprivation",
            "caveats": (*released.caveats, *_own_caveats(question, released), *caveats(tables, years)),
            "source": f"{described['source']}; {SOURCE} {joined([str(y) for y in sorted(years)])}",
        },
    )


def _columns(question: Question, *, whole: bool = True) -> tuple[Column, ...]:
    measure = question.measure
    return (
        Column("release", "Indices of"),
        Column("fifth", "Fifth"),
        Column("wards", "Wards here", "integer"),
        Column("value", capitalised(measure.noun), "integer"),
        Column("population", measure.rate_of.capitalize(), "integer"),
        Column("rate", f"Per {measure.rate_per:,} {measure.rate_of}", "decimal", 1),
        Column("unit", "Unit", csv_only=True),
        Column("status", "Status", "status", csv_only=whole),
        Column("rate_low", "95% from", "decimal", 1),
        Column("rate_high", "to", "decimal", 1),
    )


def _row(question: Question, row: Fifth) -> tuple[Any, ...]:
    return (
        str(row.release),
        row.words,
        row.wards,
        row.value,
        row.people,
        printed(row.rate),
        question.measure.unit,
        row.status,
        printed(row.interval.low) if row.interval else None,
        printed(row.interval.high) if row.interval else None,
    )


def _fifths(
    question: Question, released: Released, cells: Sequence[Cell], table: ByArea, year: int
) -> Iterator[Fifth]:
    """The fifths that the area has wards in, the most deprived first, then its wards without a figure."""
    groups: dict[int | None, list[Cell]] = {}
    for cell in cells:
        item = table.get(cell.code)
        groups.setdefault(item.fifth if item else None, []).append(cell)
    for fifth in [*range(MOST, LEAST + 1), None]:
        group = groups.get(fifth)
        if group:
            yield _added(question, released, group, fifth=fifth, year=year)


def _added(
    question: Question, released: Released, group: Sequence[Cell], *, fifth: int | None, year: int
) -> Fifth:
    """Only what this audience sees of every ward is added up: a hidden one hides the sum."""
    whole = all(cell.now.whole for cell in group)
    value = sum(cell.value or 0 for cell in group) if whole else None
    known = [population_of(question, cell.code, window=released.window) for cell in group]
    counted = [people for people in known if people is not None]
    people = sum(counted) if len(counted) == len(group) else None
    rated = has_rates(question, level="ward", window=released.window) and value is not None and bool(people)
    statuses = {cell.status for cell in group if not cell.now.whole}
    return Fifth(
        release=year,
        fifth=fifth,
        wards=len(group),
        value=value,
        status=("zero" if value == 0 else "shown")
        if whole
        else statuses.pop()
        if len(statuses) == 1
        else "partial",
        people=people,
        rate=question.rate(value, people, window=released.window) if rated else None,
        interval=_interval(question, value, people, released.window) if rated else None,
    )


def _interval(question: Question, value: int | None, people: int | None, window: Window) -> Interval | None:
    if question.series is None or value is None or not people:
        return None
    phi = question.reference.phi(series=question.series, level="ward")
    return rate_interval(value, people, per=question.measure.rate_per / window.years, phi=phi)


def _counted(row: Fifth) -> str:
    return row.status.replace("_", " ") if row.value is None else f"n {count(row.value)}"


def _own_caveats(question: Question, released: Released) -> Iterator[str]:
    if question.series is not None:
        phi = question.reference.phi(series=question.series, level="ward")
        yield f"95% intervals with φ = {number(phi, 2)} for wards"
    unplaced = [cell for cell in released.cells if cell.ward is None]
    lost = sum(cell.value or 0 for cell in unplaced)
    if lost and all(cell.now.whole for cell in unplaced):
        yield f"{number(lost)} not placed in a ward are in no fifth"
    if question.measure.crime_type or question.measure.id == "all_crime":
        yield "Crime is one of the seven domains of the index: the two are not independent"


def _title(question: Question, rows: Sequence[Fifth], window: Window) -> str:
    """The most and the least deprived fifth, and whether they differ by more than usual variation.

    Another fifth is called the highest only where it differs so from the next.
    """
    known = {row.fifth: row for row in rows if row.rate is not None and row.fifth is not None}
    if MOST not in known or LEAST not in known:
        return f"{question.measure.label} by deprivation of the wards of {question.area_name}"
    first, second = sorted(known.values(), key=lambda row: -(row.rate or 0.0))[:2]
    further = ""
    if first.fifth not in (MOST, LEAST, None) and _apart(question, first, second):
        further = f"; highest in the {ordinal(first.fifth or 0)}, {number(first.rate, 1)}"
    verdict = usual_words(beyond=_apart(question, known[MOST], known[LEAST]))
    most, least = (number(known[fifth].rate, 1) for fifth in (MOST, LEAST))
    return (
        f"{question.area_name}: {most} {question.measure.noun} per {question.per_words(window)} in wards of "
        f"the most deprived fifth, {least} in the least: a difference {verdict}{further}"
    )


def _apart(question: Question, one: Fifth, other: Fifth) -> bool:
    if question.series is None or not one.people or not other.people:
        return False
    phi = question.reference.phi(series=question.series, level="ward")
    return compare_counts(one.value or 0, other.value or 0, phi, one.people, other.people).beyond_usual
