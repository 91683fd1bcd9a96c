"""The published figures as bounds on sums of counts: totals, changes and percentages at printed precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from data.catalogue.load import load_catalogue
from data.demonstration.facts import Figure, district_code, position, ward_code

Level = Literal["district", "month", "ward"]

PAPER_DISTRICT: Final = "E07000105"
COUNTY: Final = "E10000016"
# Half of the last printed place of a percentage, less a little: 3.849 and 3.751 both print as 3.8.
HALF_PRINTED: Final = 0.045
# Where a rank says that another district changed more, by at least this many percent more.
CLEARLY: Final = 0.3
INFINITY: Final = float("inf")


@dataclass(frozen=True)
class Span:
    """Months of the demonstration by position, both included."""

    first: int
    last: int

    @classmethod
    def of(cls, start: str, end: str) -> Span:
        """From two months in the form YYYY-MM."""
        return cls(position(start), position(end))

    def earlier(self, months: int) -> Span:
        """The same length, `months` before."""
        return Span(self.first - months, self.last - months)


@dataclass(frozen=True)
class Term:
    """`weight` times the count of a measure in an area (a district or a ward) over a span."""

    measure: str
    area: str
    span: Span
    weight: float = 1.0


@dataclass(frozen=True)
class Bound:
    """A sum of terms lies between `low` and `high`. `level`: the finest split it needs to be decided on."""

    terms: tuple[Term, ...]
    low: float
    high: float
    level: Level
    figure: str


def members(area: str) -> tuple[str, ...]:
    """The districts of the county group, or the area itself."""
    groups = load_catalogue().groups
    return groups[area].members if area in groups else (area,)


def area_of(figure: Figure) -> str:
    """The code of the area a figure is about. Raises ValueError for a place without one."""
    if figure.area_type == "county":
        return COUNTY
    if figure.area_type == "district":
        code = district_code(figure.area)
    else:
        code = ward_code(figure.area, district=PAPER_DISTRICT)
    if code is None:
        raise ValueError(f"{figure.id}: no area is called {figure.area!r}")
    return code


def spans_of(figure: Figure) -> tuple[Span, Span]:
    """A figure's own span, and the one it is compared with: the year before unless it names another."""
    span = Span.of(figure.start, figure.end)
    if figure.before_start:
        return span, Span.of(figure.before_start, figure.before_end)
    return span, span.earlier(12)


def bounds_of(figure: Figure) -> list[Bound]:
    """What a fitted figure says about the counts, without its rank."""
    area = area_of(figure)
    span, before = spans_of(figure)
    if figure.statistic == "month_total":
        month = position(figure.subject)
        return [_total(figure, area, Span(month, month), figure.number, "month")]
    if figure.statistic in ("total", "ward_total"):
        level: Level = "ward" if figure.statistic == "ward_total" else "district"
        found = [_total(figure, area, span, figure.number, level)]
        if figure.before_value:
            found.append(_total(figure, area, before, float(figure.before_value), level))
        return found
    if figure.statistic == "change_n":
        terms = (Term(figure.measure, area, span), Term(figure.measure, area, before, -1.0))
        return [Bound(terms, figure.number, figure.number, "district", figure.id)]
    found = []
    printed = [(area, figure.number)] + ([(COUNTY, float(figure.area_value))] if figure.area_value else [])
    for code, percent in printed:
        low, high = percent - HALF_PRINTED, percent + HALF_PRINTED
        found += change_between(figure.measure, code, span, before, low=low, high=high, figure=figure.id)
    return found


def change_between(
    measure: str, area: str, span: Span, before: Span, *, low: float, high: float, figure: str
) -> list[Bound]:
    """The change is `low` to `high` percent: (1 + low/100) × before ≤ now ≤ (1 + high/100) × before."""

    def against(percent: float) -> tuple[Term, ...]:
        return tuple(
            term
            for code in members(area)
            for term in (Term(measure, code, span), Term(measure, code, before, -(1 + percent / 100)))
        )

    found = []
    if low > -INFINITY:
        found.append(Bound(against(low), 0.0, INFINITY, "district", figure))
    if high < INFINITY:
        found.append(Bound(against(high), -INFINITY, 0.0, "district", figure))
    return found


def _total(figure: Figure, area: str, span: Span, value: float, level: Level) -> Bound:
    return Bound((Term(figure.measure, area, span),), value, value, level, figure.id)


# What the plan's year came to in the demonstration, as change on the year before in percent, so that its
# gauges tell different stories: met, not met, and one that no file supplies.
PLAN_YEAR: Final = {
    "violence_with_injury": (-4.4, -3.0),
    "sexual_offences": (6.0, 7.4),
    "asb_police_reports": (-7.0, -5.0),
    "domestic_abuse_offences": (0.3, 1.2),
    "hate_crime": (-5.5, -3.0),
}


def plan_bounds() -> list[Bound]:
    """The demonstration's own story for the year of the plan."""
    plan = load_catalogue().plans["ashford-2023"]
    year = Span.of(plan.start, plan.end)
    return [
        bound
        for measure, (low, high) in PLAN_YEAR.items()
        for bound in change_between(
            measure, plan.area, year, year.earlier(12), low=low, high=high, figure="plan ashford-2023"
        )
    ]
