"""How the areas of a list stand: count, change, rate, rank and share, and which changes are beyond usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.amounts import usual_change
from dashboard.periods import Window
from dashboard.question import Question
from dashboard.records import Population
from dashboard.released import Cell, Released
from dashboard.statistics.change import Change, beyond_usual_in_list, compare_counts, usual_words
from dashboard.statistics.rates import Rank, rank_values
from dashboard.wording import change_words, percent_change, share_percent

RATE_DECIMALS = 1


@dataclass(frozen=True)
class Standing:
    """One area. Numbers are None where hidden, not supplied, or not to be worked out.

    `beyond` is None without a comparison; in a list of more than five it is judged with the others.
    """

    code: str
    name: str
    district: str | None
    status: str
    value: int | None
    previous: float | None
    change: float | None
    change_pct: float | None
    rate: float | None
    population: int | None
    share: float | None
    usual: Change | None
    beyond: bool | None
    ranks: dict[str, Rank | None]

    @property
    def whole(self) -> bool:
        """Whether it may be compared and ranked."""
        return self.status in ("shown", "zero")

    @property
    def usual_words(self) -> str:
        """The verdict in words; '' without a comparison."""
        return "" if self.beyond is None else usual_words(beyond=self.beyond)

    @property
    def change_words(self) -> str:
        """'+314 (+15.9%), larger than usual variation'."""
        if self.change is None:
            return ""
        return f"{change_words(self.change, self.change_pct)}, {self.usual_words}"


@dataclass(frozen=True)
class Denominator:
    """What a rate is per, in words, and the year of the people counted."""

    per: str
    year: int | None
    basis: str

    @property
    def words(self) -> str:
        """'per 1,000 residents (Census 2021)'."""
        return f"per {self.per} ({self.basis})"


def standings(
    question: Question,
    *,
    released: Released,
    cells: Sequence[Cell],
    level: str,
    total: float | None,
    with_rates: bool = True,
) -> tuple[Standing, ...]:
    """The cells' areas with ranks by count, rate and change (1 is the highest)."""
    reference, series = question.reference, question.series
    phi = reference.phi(series=series, level=level) if series else 1.0
    rated = with_rates and has_rates(question, level=level, window=released.window)
    names = reference.names(cell.code for cell in cells)
    rows = []
    for cell in cells:
        usual = usual_change(
            now=cell.now, before=cell.before, window=released.window, compare=released.compare, phi=phi
        )
        people = population_of(question, cell.code, window=released.window) if rated else None
        whole = cell.now.whole
        previous = cell.previous
        rows.append(
            Standing(
                code=cell.code,
                name=names[cell.code],
                district=cell.district,
                status=cell.status,
                value=cell.value,
                previous=previous,
                change=None if usual is None or previous is None else (cell.value or 0) - previous,
                change_pct=percent_change(cell.value, previous) if whole else None,
                rate=question.rate(cell.value, people, window=released.window) if whole else None,
                population=people,
                share=share_percent(cell.value, total) if whole else None,
                usual=usual,
                beyond=None,
                ranks={},
            )
        )
    return _ranked(rows)


def _ranked(rows: Sequence[Standing]) -> tuple[Standing, ...]:
    tested = [row.usual for row in rows if row.usual is not None]
    verdicts = iter(beyond_usual_in_list(tested))
    by_count = rank_values(
        [float(row.value) if row.whole and row.value is not None else None for row in rows]
    )
    by_rate = rank_values([row.rate for row in rows], decimals=RATE_DECIMALS)
    by_change = rank_values([row.change for row in rows])
    return tuple(
        Standing(
            **{
                **vars(row),
                "beyond": None if row.usual is None else next(verdicts),
                "ranks": {"count": count, "rate": per_head, "change": change},
            }
        )
        for row, count, per_head, change in zip(rows, by_count, by_rate, by_change, strict=True)
    )


def has_rates(question: Question, *, level: str, window: Window) -> bool:
    """Whether the measure has rates at a level for a window: of rare ones a ward has too few in a year."""
    return level != "ward" or window.length >= question.measure.ward_rate_months


def population_of(question: Question, code: str, *, window: Window) -> int | None:
    """The people the measure's rate is per, in an area; in a custom area, in its part of a ward."""
    found = people_of(question, code, window=window)
    if found is None:
        return None
    return found.households if question.measure.rate_of == "households" else found.residents


def people_of(question: Question, code: str, *, window: Window) -> Population | None:
    """Who is counted in an area, or in the part of a ward that the page's area has."""
    reference = question.reference
    if question.part_of and code in reference.custom[question.area].parts:
        years = reference.custom[question.area].people.get(code, ())
        return next(
            (item for item in reversed(years) if item.year <= window.last.year), next(iter(years), None)
        )
    return reference.population(code, window=window)


def denominator(question: Question, codes: Sequence[str], *, window: Window) -> Denominator | None:
    """What the rates of these areas are per; None where nobody is counted in any."""
    known = [people_of(question, code, window=window) for code in codes]
    years = {(item.year, item.basis) for item in known if item is not None}
    if not years:
        return None
    year, basis = min(years)
    return Denominator(
        per=question.per_words(window),
        year=year if len(years) == 1 else None,
        basis=basis if len(years) == 1 else "several years",
    )


def told_apart(question: Question, higher: Standing, lower: Standing, *, level: str, show: str) -> bool:
    """Whether two areas differ by more than usual variation, in count or in rate."""
    if question.series is None or higher.value is None or lower.value is None:
        return False
    phi = question.reference.phi(series=question.series, level=level)
    if show == "rate":
        if not higher.population or not lower.population:
            return False
        people = (higher.population, lower.population)
        return compare_counts(higher.value, lower.value, phi, *people).beyond_usual
    return compare_counts(higher.value, lower.value, phi).beyond_usual
